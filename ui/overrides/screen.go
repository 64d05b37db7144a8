package overrides

import (
	"runchecks/ui/listscreen"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = "overrides"

// Feature is Overrides in the window. Its methods are called on the interface thread.
type Feature struct {
	*listscreen.List
	Model *Model
	host  shell.Host
	p     services.Base
}

// NewFeature makes the feature.
func NewFeature(host shell.Host, p services.Base) *Feature {
	hint := words.T("overrides.search")
	x := &Feature{List: listscreen.NewList(host, ID, words.T("overrides.title"), hint), host: host, p: p}
	x.Model = New(p, x.Changed)
	x.Show(x.Model, listscreen.Options{})
	return x
}
