package workspace

import (
	"runchecks/domain"
	"runchecks/sync/autotask"
	"runchecks/sync/connectwise"
	"runchecks/sync/halopsa"
	"runchecks/sync/ticketing"
)

// desks are the kinds of service desks that tickets can be made in.
func (w *Workspace) desks() map[domain.DeskKind]ticketing.Opener {
	return map[domain.DeskKind]ticketing.Opener{
		domain.DeskAutotask:    autotask.OpenSystem,
		domain.DeskHalo:        halopsa.Open,
		domain.DeskConnectWise: connectwise.Open,
	}
}
