//go:build !windows

package profiles

import (
	"os/exec"
	"syscall"
)

// alone keeps what ends the terminal of this program from ending the other one.
func alone(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
