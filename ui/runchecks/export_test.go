package runchecks

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// WaitingCauses counts the causes of what waits, and AllCauses reads those with what was before.
func WaitingCauses(q domain.Reader) (int, error) {
	g, err := waitingCauses(q)
	return len(g.Groups(rules.Night{})), err
}

// AllCauses counts them.
func AllCauses(q domain.Reader, now time.Time, loc *time.Location) (int, error) {
	found, err := readCauses(q, now, loc)
	return len(found), err
}

// WhichTicket asks which of several tickets is taken off.
func (x *Feature) WhichTicket(list []domain.Ticket) { x.whichTicket(list) }

// AskSuccess asks why runs count as success.
func (x *Feature) AskSuccess(b *BulkSuccess) { x.askSuccess(b) }

// ProseForm opens the prose that is understood.
func (x *Feature) ProseForm(list []domain.Learned) { x.proseForm(list) }
