//go:build unix

package plainfile_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"runchecks/domain"
	"runchecks/domain/plainfile"
)

func TestWhatWaitsOrNeverEndsIsNotOpened(t *testing.T) {
	folder := t.TempDir()
	pipe, socket, device := filepath.Join(folder, "pipe"), filepath.Join(folder, "socket"), filepath.Join(folder, "device")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	if err := os.Symlink("/dev/zero", device); err != nil {
		t.Fatal(err)
	}
	for path, what := range map[string]string{pipe: "is a pipe", socket: "is a socket", device: "is a device"} {
		_, opened := plainfile.Open(path)
		for _, err := range []error{opened, plainfile.Check(path)} {
			if domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), what) {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
}
