package team

import (
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/services"
	"runchecks/ui/shell"
)

// Feature is the team in the window. Its methods are called on the interface thread.
type Feature struct {
	Model *Model
	host  shell.Host
	p     services.Params
}

// NewFeature makes the feature.
func NewFeature(host shell.Host, p services.Params) *Feature {
	return &Feature{Model: New(p), host: host, p: p}
}

// SetState takes how this computer and the team are apart, and shows it.
func (x *Feature) SetState(s domain.TeamState) {
	was := x.Model.Member()
	if t, ok := x.Model.Anew(s); ok {
		x.host.Say(t)
	}
	x.Model.SetState(s)
	x.host.ShowStatus()
	if was != x.Model.Member() {
		x.host.NameCommands()
	}
}

// Taken says what has to be said of entries of others.
func (x *Feature) Taken(taken review.Taken) {
	if t, ok := x.Model.Told(taken, x.host.Clock()); ok {
		x.host.Say(t)
	}
}

// StatusLine is what the status bar says of the team.
func (x *Feature) StatusLine() (text string, good bool, command string) {
	text, good = x.Model.StatusLine()
	return text, good, "team.show"
}
