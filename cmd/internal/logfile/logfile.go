// Package logfile keeps the log of a profile in its folder: bounded in size, readable by
// the user alone, without addresses and secrets; and beside it what the Go runtime wrote
// when the program ended by a fault. It decides nothing about what is logged.
package logfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"sync"
)

// Name is the file of a profile's folder that holds the newest lines. The ones before are
// in the same name with .1 behind it.
const Name = "run-checks.log"

// Names lists the files that this package writes into a folder.
func Names() []string { return []string{Name, Name + ".1", crashName, LastCrash} }

// most is how long the file may become, in bytes; with the one before it there are twice
// as many at the most.
const most = 1 << 20

// File is a log file that lines are written into. Nothing is opened before the first
// line. It may be used by several goroutines; two processes may write into the same one.
type File struct {
	path string
	mu   sync.Mutex
	file *os.File
	size int64
}

// Open returns the log of the profile in a folder, which is made by the first line.
func Open(folder string) *File { return &File{path: filepath.Join(folder, Name)} }

// Logger writes into the file, from level Info on, and into also where that is not nil.
func (f *File) Logger(also io.Writer) *slog.Logger {
	var w io.Writer = f
	if also != nil {
		w = io.MultiWriter(also, f)
	}
	return slog.New(slog.NewTextHandler(masked{w}, nil))
}

// Write appends one line.
func (f *File) Write(line []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file != nil && f.size+int64(len(line)) > most {
		if err := f.rotate(); err != nil {
			return 0, err
		}
	}
	if f.file == nil {
		if err := f.open(); err != nil {
			return 0, err
		}
	}
	n, err := f.file.Write(line)
	f.size += int64(n)
	return n, err
}

func (f *File) open() error {
	file, err := os.OpenFile(f.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrNotExist) { // the first line of all
		if err = os.MkdirAll(filepath.Dir(f.path), 0o700); err == nil {
			file, err = os.OpenFile(f.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		}
	}
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		return errors.Join(err, file.Close())
	}
	f.file, f.size = file, info.Size()
	if f.size >= most {
		if err := f.rotate(); err != nil {
			return err
		}
		return f.open()
	}
	return nil
}

// rotate closes the file and gives it the name of the one before.
func (f *File) rotate() error {
	err := f.file.Close()
	f.file, f.size = nil, 0
	if renamed := os.Rename(f.path, f.path+".1"); renamed != nil && !errors.Is(renamed, fs.ErrNotExist) {
		err = errors.Join(err, renamed)
	}
	return err
}

// Close closes the file. A later line opens it again.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	f.file = nil
	return err
}

// tailBytes bounds what Tail reads.
const tailBytes = 256 << 10

// Tail returns the last lines of the log of a profile, the newest last; "" where there is
// no log yet.
func Tail(folder string, lines int) (string, error) {
	text, err := end(filepath.Join(folder, Name))
	if err != nil {
		return "", fmt.Errorf("read the log of %s: %w", folder, err)
	}
	from := len(text)
	for ; lines > 0 && from > 0; lines-- {
		from = bytes.LastIndexByte(text[:from-1], '\n') + 1
	}
	return string(text[from:]), nil
}

// end returns the end of a file, in whole lines; nothing where it is not there.
func end(path string) ([]byte, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	skipped := max(0, info.Size()-tailBytes)
	text, err := io.ReadAll(io.NewSectionReader(file, skipped, tailBytes))
	if skipped > 0 {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	return text, err
}

// masked takes addresses and secrets out of the lines that pass through.
type masked struct{ w io.Writer }

// Write implements io.Writer; a handler of log/slog writes a line at a time.
func (m masked) Write(line []byte) (int, error) {
	if _, err := m.w.Write(Mask(line)); err != nil {
		return 0, err
	}
	return len(line), nil
}

var (
	address = regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN-]+(\.[\pL\pN-]+)*`)
	// named is a secret that is written behind its name.
	named = regexp.MustCompile(`(?i)\b((?:password|passwd|secret|token|visa|authorization|code)\\?"?\s*[=:]\s*\\?"?)` +
		`(?:bearer |basic )?[^\s"\\]+`)
	// long is what no word is, but tokens and codes are.
	long = regexp.MustCompile(`[A-Za-z0-9._~+/=-]{40,}`)
)

// Mask takes mail addresses and what looks like a secret out of a line.
func Mask(line []byte) []byte {
	line = address.ReplaceAll(line, []byte("(address)"))
	line = named.ReplaceAll(line, []byte("$1(secret)"))
	return long.ReplaceAll(line, []byte("(secret)"))
}
