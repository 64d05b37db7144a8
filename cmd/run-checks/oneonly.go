package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// oneWindow keeps a profile to one window: two of them would show two truths. The
// first listens on a socket of its own; the second knocks there, so that the first
// comes to the front, and ends.
type oneWindow struct {
	listener net.Listener
	path     string
	end      sync.Once
}

// knock is how long a window may take to answer.
const knock = 2 * time.Second

// claim makes this program the window of a profile folder; first is false where
// another one is, which was told to come to the front. raised is called, from a
// goroutine that ends with the window, whenever another start knocks.
func claim(folder string, raised func()) (w *oneWindow, first bool, err error) {
	folder, err = filepath.Abs(folder)
	if err != nil {
		return nil, false, err
	}
	// The names of sockets are short: the folder's own may be too long for one.
	sum := sha256.Sum256([]byte(folder))
	w = &oneWindow{path: filepath.Join(os.TempDir(), "run-checks-"+hex.EncodeToString(sum[:8])+".sock")}
	if c, err := (&net.Dialer{Timeout: knock}).DialContext(context.Background(), "unix", w.path); err == nil {
		_ = c.SetDeadline(time.Now().Add(knock))
		_, err = c.Write([]byte{'!'})
		answer := make([]byte, 1)
		if err == nil {
			_, err = c.Read(answer)
		}
		_ = c.Close()
		if err == nil {
			return nil, false, nil
		}
	}
	_ = os.Remove(w.path) // of a window that ended without a word
	if w.listener, err = (&net.ListenConfig{}).Listen(context.Background(), "unix", w.path); err != nil {
		return nil, true, err
	}
	_ = os.Chmod(w.path, 0o600)
	go w.serve(raised)
	return w, true, nil
}

func (w *oneWindow) serve(raised func()) {
	for {
		c, err := w.listener.Accept()
		if err != nil {
			return // closed
		}
		_ = c.SetDeadline(time.Now().Add(knock))
		word := make([]byte, 1)
		if _, err := c.Read(word); err == nil {
			raised()
			_, _ = c.Write(word)
		}
		_ = c.Close()
	}
}

// close lets another window be the first.
func (w *oneWindow) close() {
	if w == nil {
		return
	}
	w.end.Do(func() { // later the path may be another window's
		_ = w.listener.Close()
		_ = os.Remove(w.path)
	})
}
