//go:build unix

package plainfile

import "syscall"

// nonblocking lets the opening of a pipe that nobody writes to end at once.
const nonblocking = syscall.O_NONBLOCK
