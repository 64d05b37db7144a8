package autotask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/wording"
)

// Create makes a ticket in Autotask. The reference of the creation is kept before it
// is sent: where an earlier one ended without an answer, it is looked up first, and
// never sent a second time.
func (c *Connection) Create(ctx context.Context, draft domain.AutotaskDraft) (made domain.AutotaskTicket, err error) {
	if err := c.p.Decisions.Permit(review.AutotaskTicket.Action()); err != nil {
		return made, err
	}
	c.creating.Lock()
	defer c.creating.Unlock()
	if draft.Customer.CompanyID == 0 {
		return made, &domain.Error{
			Code:   domain.CodeInvalid,
			Said:   wording.Of("fault.autotask_company_none", draft.Customer.Name),
			Remedy: domain.Remedy{Code: domain.RemedyMapCustomer, Name: draft.Customer.Name},
		}
	}
	client, fields, err := c.tenant(ctx)
	if err != nil {
		return made, err
	}
	if err := c.checkCompany(ctx, client, draft.Customer); err != nil {
		return made, err
	}
	before, waits, err := setting[pendingTicket](ctx, c.p.Store, domain.SettingAutotaskPending)
	if err != nil {
		return made, err
	}
	if waits {
		ticket, found, err := client.FindByMarker(ctx, before.CompanyID, before.Marker, before.Since)
		if err != nil {
			return made, fmt.Errorf("look whether the ticket “%s” was made before another one is sent: %w", before.Title, err)
		}
		if found {
			err = c.record(ctx, ticket, before.Title, before.Customer)
		} else {
			err = c.p.Store.Write(ctx, put(domain.SettingAutotaskPending, nil))
		}
		if err != nil {
			return made, err
		}
		switch {
		case found && before.CompanyID == draft.Customer.CompanyID && before.Title == draft.Title:
			return c.ticket(client, fields, ticket), nil
		case found:
			return made, &domain.Error{
				Code: domain.CodeConflict,
				Said: wording.Of("fault.autotask_earlier_made", before.Title, ticket.Number),
			}
		}
	}
	p := pendingTicket{
		Marker:    c.p.Marker(),
		CompanyID: draft.Customer.CompanyID,
		Customer:  draft.Customer.Name,
		Title:     draft.Title,
		Since:     c.p.Clock().Add(-skew),
	}
	if err := c.p.Store.Write(ctx, put(domain.SettingAutotaskPending, p)); err != nil {
		return made, err
	}
	ticket, err := client.Create(ctx, NewTicket{
		CompanyID: draft.Customer.CompanyID, Title: draft.Title, Description: draft.Description, Status: draft.Status,
		Priority: draft.Priority, Queue: draft.Queue, Due: draft.Due, Marker: p.Marker,
	})
	if errors.Is(err, ErrUnknownOutcome) {
		return made, err // stays pending
	}
	// The answer counts even where the window was closed meanwhile.
	ctx = context.WithoutCancel(ctx)
	if err != nil {
		return made, errors.Join(err, c.p.Store.Write(ctx, put(domain.SettingAutotaskPending, nil)))
	}
	if err := c.record(ctx, ticket, draft.Title, draft.Customer.Name); err != nil {
		return made, err
	}
	return c.ticket(client, fields, ticket), nil
}

// record writes into the journal that a ticket was made, and that none is pending.
func (c *Connection) record(ctx context.Context, ticket Ticket, title, customer string) error {
	_, err := c.p.Decisions.DecideAutotask(
		ctx,
		review.AutotaskDecision{Did: review.AutotaskTicket, Number: ticket.Number, Title: title, Customer: customer},
		put(domain.SettingAutotaskPending, nil),
	)
	return err
}

// ticket turns what Autotask says into what is kept.
func (c *Connection) ticket(client *Client, fields Fields, t Ticket) domain.AutotaskTicket {
	out := domain.AutotaskTicket{ID: t.ID, Number: t.Number, Title: t.Title, Checked: c.p.Clock(), URL: client.WebURL(t)}
	if out.Status = fields.Label("status", t.Status); out.Status == "" && t.Status != 0 {
		out.Status = strconv.FormatInt(t.Status, 10)
	}
	out.Queue = fields.Label("queueID", t.Queue)
	if t.Resolved {
		if out.Resolved = t.CompletedDate; out.Resolved.IsZero() {
			out.Resolved = c.p.Clock()
		}
	}
	return out
}

// Poll asks Autotask how the tickets stand that are linked here and not known to be
// deleted. Without a connection it does nothing. It reports how many changed.
func (c *Connection) Poll(ctx context.Context) (changed int, err error) {
	_, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingAutotaskLogin)
	if err != nil || !ok {
		return 0, err
	}
	known := map[int64]domain.AutotaskTicket{}
	err = c.p.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Tickets()
		for _, t := range list {
			if t.Autotask != nil && !t.Autotask.Deleted {
				known[t.Autotask.ID] = *t.Autotask
			}
		}
		return err
	})
	if err != nil || len(known) == 0 {
		return 0, err
	}
	client, fields, err := c.tenant(ctx)
	if err != nil {
		return 0, err
	}
	var ids []int64
	for id := range known {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	found, gone, pollErr := client.Tickets(ctx, ids)
	err = c.p.Store.Write(ctx, func(tx domain.Tx) error {
		changed = 0
		for id, t := range found {
			now, before := c.ticket(client, fields, t), known[id]
			if now.Resolved.Equal(before.Resolved) || !before.Resolved.IsZero() && !now.Resolved.IsZero() {
				now.Resolved = before.Resolved
			}
			if now.Number != before.Number || now.Title != before.Title || now.Status != before.Status || now.Queue != before.Queue ||
				!now.Resolved.Equal(before.Resolved) {
				changed++
			}
			if err := tx.PutAutotask(now, true); err != nil {
				return err
			}
		}
		for _, id := range gone {
			now := known[id]
			now.Deleted, now.Checked = true, c.p.Clock()
			changed++
			if err := tx.PutAutotask(now, true); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, errors.Join(pollErr, err)
}
