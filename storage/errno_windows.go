package storage

import (
	"syscall"
)

// What Windows says of disks (System Error Codes in its documentation).
var (
	fullCodes     = []syscall.Errno{39, 112}      // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
	quotaCodes    = []syscall.Errno{1295}         // ERROR_DISK_QUOTA_EXCEEDED
	readOnlyCodes = []syscall.Errno{19}           // ERROR_WRITE_PROTECT
	faultCodes    = []syscall.Errno{21, 23, 1117} // ERROR_NOT_READY, ERROR_CRC, ERROR_IO_DEVICE
)
