package servicedesk

import (
	"runchecks/domain"
)

// KindForm opens the form that asks which service desk the profile has.
func (x *Feature) KindForm() { x.kindForm() }

// LoginForm opens the form of the credentials.
func (x *Feature) LoginForm(s domain.DeskState) { x.loginForm(s) }
