package devices

import (
	"runchecks/domain"
	"runchecks/ui/listscreen"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = shell.Devices

// Feature is Devices in the window. Its methods are called on the interface thread.
type Feature struct {
	*listscreen.List
	Model *Model
	host  shell.Host
	p     services.Base
}

// NewFeature makes the feature.
func NewFeature(host shell.Host, p services.Base, sync func(), sessions []domain.SessionState) *Feature {
	x := &Feature{List: listscreen.NewList(host, ID, words.T("devices.title"), words.T("devices.search")), host: host, p: p}
	x.Model = New(p, sync, sessions, x.Changed)
	x.Show(x.Model, listscreen.Options{})
	return x
}
