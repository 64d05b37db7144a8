package ticketing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

// skew is how far the desk's clock may be behind ours.
const skew = 24 * time.Hour

// Create makes a ticket in the service desk. The reference of the creation is kept before it
// is sent: where an earlier one ended without an answer, it is looked up first, and
// never sent a second time.
func (c *Connection) Create(ctx context.Context, draft domain.DeskDraft) (made domain.DeskTicket, err error) {
	if err := c.p.Decisions.Permit(review.DeskTicketMade.Action()); err != nil {
		return made, err
	}
	c.creating.Lock()
	defer c.creating.Unlock()
	system, login, err := c.connected(ctx)
	if err != nil {
		return made, err
	}
	if err := checkCompany(ctx, system, login, draft.Customer); err != nil {
		return made, err
	}
	made, found, err := c.settleEarlier(ctx, system, login, draft)
	if err != nil || found {
		return made, err
	}
	p := pendingTicket{
		Desk:      login.desk(),
		Marker:    cmp.Or(draft.Reference, c.p.Marker()),
		CompanyID: draft.Customer.CompanyIn(login.desk()),
		Customer:  draft.Customer.Name,
		Title:     draft.Title,
		Since:     c.p.Clock().Add(-skew),
	}
	if err := c.p.Store.Write(ctx, put(domain.SettingDeskPending, p)); err != nil {
		return made, err
	}
	made, err = system.Create(ctx, NewTicket{
		CompanyID: p.CompanyID, Title: draft.Title, Description: draft.Description, Due: draft.Due,
		DeskDefaults: draft.DeskDefaults, Reference: p.Marker,
	})
	if errors.Is(err, ErrUnknownOutcome) {
		return domain.DeskTicket{}, err // stays pending
	}
	// The answer counts even where the window was closed meanwhile.
	ctx = context.WithoutCancel(ctx)
	if err != nil {
		return domain.DeskTicket{}, errors.Join(err, c.p.Store.Write(ctx, put(domain.SettingDeskPending, nil)))
	}
	if err := c.record(ctx, made.Number, p); err != nil {
		return domain.DeskTicket{}, err
	}
	return c.known(made, login), nil
}

// settleEarlier finds out what became of a creation whose outcome is not known; found is that it is
// the one that is asked for now.
func (c *Connection) settleEarlier(
	ctx context.Context, system System, login storedLogin, draft domain.DeskDraft,
) (made domain.DeskTicket, found bool, err error) {
	before, waits, err := setting[pendingTicket](ctx, c.p.Store, domain.SettingDeskPending)
	if err != nil || !waits {
		return made, false, err
	}
	if before.Desk != login.desk() {
		return made, false, domain.Refuse(domain.CodeConflict, "fault.desk_unsettled", before.Title, before.Marker)
	}
	made, found, err = system.Find(ctx, before.CompanyID, before.Marker, before.Since)
	switch {
	case err != nil:
		return made, false, fmt.Errorf("look whether the ticket “%s” was made before another one is sent: %w", before.Title, err)
	case !found:
		return made, false, c.p.Store.Write(ctx, put(domain.SettingDeskPending, nil))
	}
	if err := c.record(ctx, made.Number, before); err != nil {
		return made, false, err
	}
	if before.CompanyID == draft.Customer.CompanyIn(login.desk()) && before.Title == draft.Title {
		return c.known(made, login), true, nil
	}
	return made, false, domain.Refuse(domain.CodeConflict, "fault.desk_earlier_made", before.Title, made.Number)
}

// Settle says what became of a creation whose outcome is not known, by a person who looked in the
// service desk (Operator). Where nothing is pending it does nothing.
func (c *Connection) Settle(ctx context.Context, made bool) error {
	if err := c.p.Decisions.Permit(review.DeskTicketMade.Action()); err != nil {
		return err
	}
	c.creating.Lock()
	defer c.creating.Unlock()
	before, waits, err := setting[pendingTicket](ctx, c.p.Store, domain.SettingDeskPending)
	if err != nil || !waits {
		return err
	}
	if made {
		return c.record(ctx, before.Marker, before)
	}
	_, err = c.p.Decisions.DecideDesk(ctx, review.DeskDecision{
		Did: review.DeskTicketNotMade, Desk: before.Desk, Number: before.Marker, Title: before.Title, Customer: before.Customer,
	}, put(domain.SettingDeskPending, nil))
	return err
}

// record writes into the journal that a ticket was made, and that none is pending.
func (c *Connection) record(ctx context.Context, number string, p pendingTicket) error {
	_, err := c.p.Decisions.DecideDesk(ctx, review.DeskDecision{
		Did: review.DeskTicketMade, Desk: p.Desk, Number: number, Title: p.Title, Customer: p.Customer,
	}, put(domain.SettingDeskPending, nil))
	return err
}

// known adds to what a desk says about a ticket which desk that is, and when.
func (c *Connection) known(t domain.DeskTicket, login storedLogin) domain.DeskTicket {
	t.Desk, t.Checked = login.desk(), c.p.Clock()
	return t
}

// Poll asks the service desk how its tickets stand that are linked here and not known to be
// deleted. Without a connection it does nothing. It reports how many changed.
func (c *Connection) Poll(ctx context.Context) (changed int, err error) {
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingDeskLogin)
	if err != nil || !ok {
		return 0, err
	}
	known := map[int64]domain.DeskTicket{}
	err = c.p.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Tickets()
		for _, t := range list {
			if t.Desk != nil && t.Desk.Desk == login.desk() && !t.Desk.Deleted {
				known[t.Desk.ID] = *t.Desk
			}
		}
		return err
	})
	if err != nil || len(known) == 0 {
		return 0, err
	}
	system, _, err := c.connected(ctx)
	if err != nil {
		return 0, err
	}
	var ids []int64
	for id := range known {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	found, gone, pollErr := system.Tickets(ctx, ids)
	err = c.p.Store.Write(ctx, func(tx domain.Tx) error {
		changed = 0
		for id, t := range found {
			now, before := c.known(t, login), known[id]
			if now.Resolved.Equal(before.Resolved) || !before.Resolved.IsZero() && !now.Resolved.IsZero() {
				now.Resolved = before.Resolved
			}
			if now.Number != before.Number || now.Title != before.Title || now.Status != before.Status || now.Queue != before.Queue ||
				!now.Resolved.Equal(before.Resolved) {
				changed++
			}
			if err := tx.PutDeskTicket(now, true); err != nil {
				return err
			}
		}
		for _, id := range gone {
			now := known[id]
			now.Deleted, now.Checked = true, c.p.Clock()
			changed++
			if err := tx.PutDeskTicket(now, true); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, errors.Join(pollErr, err)
}
