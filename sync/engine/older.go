package engine

import (
	"context"
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
)

// Older syncs a mailbox and then fetches mails from since on that are older than
// what its folders were fetched for so far. Their runs are history and start as
// reviewed. It can be repeated after an error: what is stored is not fetched again.
func (e *Engine) Older(ctx context.Context, name string, since time.Time) error {
	return e.sync(ctx, name, since)
}

// olderThan is olderMails with what was tried in its error.
func (e *Engine) olderThan(ctx context.Context, a domain.Account, since time.Time, report *reporter) error {
	if since.IsZero() {
		return nil
	}
	if err := e.olderMails(ctx, a, since, report); err != nil {
		return fmt.Errorf("fetch older mails: %w", err)
	}
	return nil
}

func (e *Engine) olderMails(ctx context.Context, a domain.Account, since time.Time, report *reporter) error {
	session, err := e.dial(ctx, a)
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }() // nothing is written to the server
	for _, name := range foldersOf(a) {
		state, err := session.Examine(ctx, name)
		if err != nil {
			return err
		}
		var at domain.Folder
		err = e.p.Store.Read(ctx, func(q domain.Queries) (err error) {
			at, err = q.Folder(a.ID, name)
			return err
		})
		switch {
		case err != nil:
			return err
		case at.UIDValidity != state.UIDValidity:
			return &domain.Error{Code: domain.CodeConflict, Message: "The server numbers the mails of the folder " + name + " anew since a moment. Try again."}
		case !since.Before(reachOf(at)):
			continue
		}
		listed, err := session.Plan(ctx, 0)
		if err != nil {
			return err
		}
		heads, err := e.unknown(ctx, session, between(listed, since, reachOf(at)))
		if err != nil {
			return err
		}
		report.plan(name, len(heads))
		still := func(f domain.Folder, _ uint32) domain.Folder { return f }
		if len(heads) > 0 {
			if err := e.pipeline(ctx, session, a, at, reversed(heads), still, report); err != nil {
				return err
			}
		}
		at.Since = since
		if err := e.p.Store.Write(ctx, func(tx domain.Changes) error { return tx.PutFolder(at) }); err != nil {
			return err
		}
	}
	return nil
}

// reachOf returns the time from which on the mails of a folder are fetched
// (product.md, section 5).
func reachOf(at domain.Folder) time.Time {
	if !at.Since.IsZero() {
		return at.Since
	}
	return at.FirstSync.Add(-firstReach)
}

// between returns the mails that came from since on and before until.
func between(heads []imap.Head, since, until time.Time) []imap.Head {
	var out []imap.Head
	for _, h := range heads {
		if !h.Received.IsZero() && !h.Received.Before(since) && h.Received.Before(until) {
			out = append(out, h)
		}
	}
	return out
}
