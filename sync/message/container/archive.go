package container

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"
)

// The bounds of an archive. Text packs to a fiftieth at most, a log that repeats itself to
// a two hundredth.
const (
	maxEntries = 100 // that are looked at
	maxRatio   = 500 // of what is larger than minDense
	minDense   = 256 << 10
)

// unpack reads what a decompressor gives, limit bytes at most, from packed bytes.
func unpack(r io.Reader, packed, limit int) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	switch {
	case len(out) > minDense && len(out)/maxRatio > packed:
		return nil, ErrTooDense
	case len(out) > limit:
		return out[:limit], ErrTooLarge
	case err != nil:
		return out, ErrDamaged
	}
	return out, nil
}

// Gzip opens a file that gzip packed. Beside an error it returns the beginning that could
// be read. The name is that of the container without its ending where none is told.
func Gzip(name string, raw []byte, limit int) (File, error) {
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return File{}, ErrDamaged
	}
	f := File{Name: base(z.Name)}
	if f.Name == "" {
		f.Name = name
		if low := strings.ToLower(name); strings.HasSuffix(low, ".gz") {
			f.Name = name[:len(name)-len(".gz")]
		}
	}
	f.Content, err = unpack(z, len(raw), limit)
	return f, err
}

// Zip opens an archive of exactly one file. Folders, and what a Mac puts beside a file,
// do not count.
func Zip(raw []byte, limit int) (File, error) {
	// The directory is counted first: the library makes an entry of each of millions.
	if bytes.Count(raw, []byte("PK\x01\x02")) > maxEntries {
		return File{}, ErrSeveral
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return File{}, ErrDamaged
	}
	var one *zip.File
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") || strings.HasPrefix(f.Name, "__MACOSX/") || path.Base(f.Name) == ".DS_Store" {
			continue
		}
		if one != nil {
			return File{}, ErrSeveral
		}
		one = f
	}
	switch {
	case one == nil:
		return File{}, ErrEmpty
	case one.Flags&1 != 0:
		return File{Name: base(one.Name)}, ErrEncrypted
	case one.Method != zip.Store && one.Method != zip.Deflate:
		return File{Name: base(one.Name)}, ErrMethod
	}
	r, err := one.Open()
	if err != nil {
		return File{Name: base(one.Name)}, ErrDamaged
	}
	defer func() { _ = r.Close() }() // it was only read
	f := File{Name: base(one.Name)}
	f.Content, err = unpack(r, len(raw), limit)
	return f, err
}

// base returns the last part of a path of any system.
func base(name string) string { return name[strings.LastIndexAny(name, `/\`)+1:] }
