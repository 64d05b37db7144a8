// Package settings is what is set for a whole profile: its role, and when its night begins.
package settings

import (
	"runchecks/ui/services"
	"runchecks/ui/shell"
)

// Feature is the settings in the window. Its methods are called on the interface thread.
type Feature struct {
	host shell.Host
	p    services.Params
}

// New makes the feature.
func New(host shell.Host, p services.Params) *Feature { return &Feature{host: host, p: p} }
