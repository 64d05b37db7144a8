package salvage

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"

	"runchecks/domain/plainfile"
)

// pages is every page of a database file and of its log of transactions, as they lie there:
// nothing is taken for granted of what a page says of others.
type pages struct {
	size  int
	files []*os.File
	// log is where in the logs the newest image of a page is.
	log map[uint32]image
}

// image is a page in a file.
type image struct {
	file int
	at   int64
}

// KeptLog is what follows the name of a database in that of its log as it was found: SQLite
// removes its own when it closes a database, with what it could not use of it.
const KeptLog = "-wal-kept"

const (
	headerSize      = 100
	logHeaderSize   = 32
	frameHeaderSize = 24
	usualPage       = 4096
)

// openPages opens a database file and its log, each as far as it is there.
func openPages(path string) (*pages, error) {
	p := &pages{log: map[uint32]image{}}
	for _, name := range []string{path, path + KeptLog, path + "-wal"} {
		f, err := plainfile.Open(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, errors.Join(err, p.close())
		}
		p.files = append(p.files, f) // nil where it is gone
	}
	p.size = p.guessSize()
	p.indexLogs()
	return p, nil
}

func (p *pages) close() (err error) {
	for _, f := range p.files {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}

// guessSize reads the size of a page from either header (sqlite.org/fileformat2.html,
// sections 1.3.2 and 4.1); where both are gone it is the usual one.
func (p *pages) guessSize() int {
	valid := func(n int) bool { return n >= 512 && n <= 65536 && n&(n-1) == 0 }
	head := make([]byte, headerSize)
	if p.files[0] != nil {
		if _, err := p.files[0].ReadAt(head, 0); err == nil && string(head[:15]) == "SQLite format 3" {
			n := int(binary.BigEndian.Uint16(head[16:]))
			if n == 1 {
				n = 65536
			}
			if valid(n) {
				return n
			}
		}
	}
	for _, log := range p.files[1:] {
		if log == nil {
			continue
		}
		if _, err := log.ReadAt(head[:logHeaderSize], 0); err == nil {
			if n := int(binary.BigEndian.Uint32(head[8:])); valid(n) {
				return n
			}
		}
	}
	return usualPage
}

// indexLogs finds the newest image of each page in the logs.
func (p *pages) indexLogs() {
	for file := 1; file < len(p.files); file++ {
		p.eachImage(file, func(at int64, _ []byte) {
			head := make([]byte, frameHeaderSize)
			if _, err := p.files[file].ReadAt(head, at-frameHeaderSize); err == nil {
				p.log[binary.BigEndian.Uint32(head)] = image{file, at}
			}
		})
	}
}

// eachImage visits every page in a file, 0 the database and others its logs. page is good until
// the next one.
func (p *pages) eachImage(file int, visit func(at int64, page []byte)) {
	f := p.files[file]
	if f == nil {
		return
	}
	at, step := int64(0), int64(p.size)
	if file > 0 {
		at, step = logHeaderSize+frameHeaderSize, int64(p.size+frameHeaderSize)
	}
	page := make([]byte, p.size)
	for ; ; at += step {
		n, err := f.ReadAt(page, at)
		if n < p.size {
			clear(page[n:])
		}
		if n > 0 {
			visit(at, page)
		}
		if errors.Is(err, io.EOF) || n == 0 && at > p.length(f) {
			return
		}
	}
}

func (p *pages) length(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

// page reads a page by its number: its newest image, or with old the one in the database.
func (p *pages) page(number uint32, old bool, into []byte) bool {
	if newest, ok := p.log[number]; ok && !old {
		_, err := p.files[newest.file].ReadAt(into, newest.at)
		return err == nil
	}
	if p.files[0] == nil || number == 0 {
		return false
	}
	_, err := p.files[0].ReadAt(into, int64(number-1)*int64(p.size))
	return err == nil
}
