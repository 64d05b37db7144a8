//go:build unix

package doctor

import "golang.org/x/sys/unix"

// room returns how many bytes the user may still write where path is.
func room(path string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil
}
