// Package settings is what is set for a whole profile: a page with every setting, and the
// forms of those that are more than a value.
package settings

import (
	"runchecks/ui/keys"
	"runchecks/ui/listscreen"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = "settings"

// Feature is the settings in the window. Its methods are called on the interface thread.
type Feature struct {
	*listscreen.List
	Model *Model
	host  shell.Host
	p     services.Params
}

// NewFeature makes the feature.
func NewFeature(host shell.Host, p services.Params) *Feature {
	hint := words.T("setting.hint", "key", string(keys.Search))
	x := &Feature{List: listscreen.NewList(host, ID, words.T("setting.command_go"), hint), host: host, p: p}
	x.Model = New(p, x.Changed)
	x.Show(x.Model, listscreen.Options{Compact: true})
	return x
}

// Apart says that the bar does not show it.
func (x *Feature) Apart() bool { return true }
