package profiles

import (
	"os/exec"
	"syscall"
)

// alone keeps what ends the console of this program from ending the other one.
func alone(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
