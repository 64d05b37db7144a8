package runchecks

import (
	"runchecks/domain"
	"runchecks/ui/runchecks/decide"
)

// WhichTicket asks which of several tickets is taken off.
func (x *Feature) WhichTicket(list []domain.Ticket) { x.whichTicket(list) }

// AskSuccess asks why runs count as success.
func (x *Feature) AskSuccess(b *decide.BulkSuccess) { x.askSuccess(b) }

// ProseForm opens the prose that is understood.
func (x *Feature) ProseForm(list []domain.Learned) { x.proseForm(list) }
