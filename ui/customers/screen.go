package customers

import (
	"runchecks/ui/listscreen"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = "customers"

// Feature is Customers in the window. Its methods are called on the interface thread.
type Feature struct {
	*listscreen.List
	Model *Model
	host  shell.Host
	p     services.Base
	desk  services.ServiceDesk // nil where there is none
}

// NewFeature makes the feature.
func NewFeature(host shell.Host, p services.Base, desk services.ServiceDesk) *Feature {
	x := &Feature{List: listscreen.NewList(host, ID, words.T("customers.title"), words.T("customers.search")), host: host, p: p, desk: desk}
	x.Model = New(p, x.Changed)
	x.Show(x.Model, listscreen.Options{Compact: true})
	return x
}
