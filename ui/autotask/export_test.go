package autotask

import (
	"runchecks/domain"
)

// LoginForm opens the form of the credentials.
func (x *Feature) LoginForm(s domain.AutotaskState) { x.loginForm(s) }
