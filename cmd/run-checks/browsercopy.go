package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
)

// browserCopies writes copies of reports for the browser, into a folder that only the
// user can read and that goes when the program ends.
type browserCopies struct {
	mu     sync.Mutex
	folder string
}

// copiesName is how the folders are called.
const copiesName = "run-checks-report-"

// clean removes what programs that ended badly left behind. Another window that is open
// loses its copies too: browsers have read them long ago.
func (c *browserCopies) clean() {
	left, err := filepath.Glob(filepath.Join(os.TempDir(), copiesName+"*"))
	if err != nil {
		return
	}
	for _, folder := range left {
		_ = os.RemoveAll(folder) // the next start tries again
	}
}

// add writes a copy and returns its address.
func (c *browserCopies) add(html []byte) (*url.URL, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := os.Stat(c.folder); c.folder == "" || err != nil {
		folder, err := os.MkdirTemp("", copiesName) // 0700
		if err != nil {
			return nil, fmt.Errorf("write the copy of the report: %w; is the temporary folder writable?", err)
		}
		c.folder = folder
	}
	f, err := os.CreateTemp(c.folder, "report-*.html") // 0600
	if err != nil {
		return nil, fmt.Errorf("write the copy of the report: %w", err)
	}
	_, err = f.Write(html)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, fmt.Errorf("write the copy of the report: %w", err)
	}
	return fileURL(f.Name()), nil
}

// fileURL returns the address of a file (RFC 8089).
func fileURL(path string) *url.URL {
	path = filepath.ToSlash(path)
	if path[0] != '/' { // a drive letter
		path = "/" + path
	}
	return &url.URL{Scheme: "file", Path: path}
}

// remove deletes all copies.
func (c *browserCopies) remove() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.folder == "" {
		return nil
	}
	if err := os.RemoveAll(c.folder); err != nil {
		return fmt.Errorf("delete the copies of reports: %w", err)
	}
	c.folder = ""
	return nil
}
