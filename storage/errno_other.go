//go:build !windows

package storage

import (
	"syscall"
)

// What other systems than Windows say of disks (errno(3)).
var (
	fullCodes     = []syscall.Errno{syscall.ENOSPC}
	quotaCodes    = []syscall.Errno{syscall.EDQUOT}
	readOnlyCodes = []syscall.Errno{syscall.EROFS}
	faultCodes    = []syscall.Errno{syscall.EIO, syscall.ENODEV, syscall.ENXIO}
)
