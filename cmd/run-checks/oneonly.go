package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
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

// longestSocket is what every system takes as the path of a socket.
const longestSocket = 100

var errNotOurs = errors.New("the socket of the window belongs to somebody else")

// socketOf returns where the window of a profile folder listens: where nobody else can
// make or take away a file. That is the runtime folder of the user, else the profile;
// where its path is too long for a socket, a folder of the user's own for passing things.
func socketOf(folder string, variable func(string) string) (string, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(folder))
	name := "run-checks-" + hex.EncodeToString(sum[:8]) + ".sock"
	if runtime := variable("XDG_RUNTIME_DIR"); filepath.IsAbs(runtime) && private(runtime) && len(runtime)+len(name) < longestSocket {
		return filepath.Join(runtime, name), nil
	}
	if path := filepath.Join(folder, "window.sock"); len(path) <= longestSocket {
		return path, nil
	}
	own := filepath.Join(os.TempDir(), fmt.Sprintf("run-checks-%d", os.Getuid()))
	if err := os.Mkdir(own, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	if !private(own) {
		return "", fmt.Errorf("%s: %w", own, errNotOurs)
	}
	return filepath.Join(own, name), nil
}

// private reports whether a folder is the user's own and nobody else may write to it.
func private(folder string) bool {
	info, err := os.Lstat(folder)
	return err == nil && info.IsDir() && ours(info) && info.Mode().Perm()&0o022 == 0
}

// elsewhere reports whether another program is the window of a profile folder; that one
// was told to come to the front, and to open a mail from a file, "" for none.
func elsewhere(folder, mail string) (bool, error) {
	path, err := socketOf(folder, os.Getenv)
	if err != nil {
		return false, err
	}
	return knocked(path, mail)
}

// What is said at the socket: come to the front, or come and open the file whose absolute path
// follows in a line. A window of before takes either as the first.
const (
	wordRaise byte = '!'
	wordOpen  byte = 'o'
)

// longestPath bounds what is read of a path.
const longestPath = 4096

// knocked knocks at a socket, with a mail that is to be opened there, "" for none. One that is
// somebody else's is neither asked nor removed.
func knocked(path, mail string) (bool, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !ours(info) {
		return false, fmt.Errorf("%s: %w", path, errNotOurs)
	}
	c, err := (&net.Dialer{Timeout: knock}).DialContext(context.Background(), "unix", path)
	if err != nil {
		return false, nil // it ended without a word
	}
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(knock))
	said := []byte{wordRaise}
	if mail != "" && len(mail) < longestPath && !strings.Contains(mail, "\n") {
		said = append(append([]byte{wordOpen}, mail...), '\n')
	}
	if _, err = c.Write(said); err == nil {
		_, err = c.Read(make([]byte, 1))
	}
	return err == nil, nil
}

// claim makes this program the window of a profile folder; first is false where
// another one is, which was told to come to the front. raised is called, from a
// goroutine that ends with the window, whenever another start knocks, with the mail that it
// was asked to open, "" for none.
func claim(folder string, raised func(mail string)) (w *oneWindow, first bool, err error) {
	path, err := socketOf(folder, os.Getenv)
	if err != nil {
		return nil, true, err
	}
	other, err := knocked(path, "")
	if err != nil || other {
		return nil, !other, err
	}
	w = &oneWindow{path: path}
	_ = os.Remove(w.path) // of a window that ended without a word
	if w.listener, err = (&net.ListenConfig{}).Listen(context.Background(), "unix", w.path); err != nil {
		return nil, true, err
	}
	_ = os.Chmod(w.path, 0o600)
	go w.serve(raised)
	return w, true, nil
}

func (w *oneWindow) serve(raised func(mail string)) {
	for {
		c, err := w.listener.Accept()
		if err != nil {
			return // closed
		}
		_ = c.SetDeadline(time.Now().Add(knock))
		word := make([]byte, 1)
		if _, err := c.Read(word); err == nil {
			mail := ""
			if word[0] == wordOpen {
				line, err := bufio.NewReader(io.LimitReader(c, longestPath)).ReadString('\n')
				if mail = strings.TrimSuffix(line, "\n"); err != nil || !filepath.IsAbs(mail) {
					mail = ""
				}
			}
			raised(mail)
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
