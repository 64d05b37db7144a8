package mailbox

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
)

// older fetches the mails of one folder that are older than what it was fetched for, from
// since on. Their runs are history and start as reviewed. It can be repeated after an
// error: what is stored is not fetched again.
func (v *visit) older(ctx context.Context, name string, since time.Time) error {
	state, err := v.session.Examine(ctx, name)
	if err != nil {
		return err
	}
	var at domain.Folder
	err = v.p.Store.Read(ctx, func(q domain.Reader) (err error) {
		at, err = q.Folder(v.account.ID, name)
		return err
	})
	switch {
	case err != nil:
		return err
	case at.UIDValidity != state.UIDValidity && !at.Unkept:
		return anewError(name)
	case !since.Before(reachOf(at)):
		return nil
	}
	at.UIDValidity = state.UIDValidity
	from := at
	from.LastUID = 0
	listed, err := v.list(ctx, from)
	if err != nil {
		return err
	}
	heads, err := v.unknown(ctx, v.session, between(listed, since, reachOf(at)))
	if err != nil {
		return err
	}
	v.sink.Plan(name, len(heads))
	still := func(f domain.Folder, _ uint32) domain.Folder { return f }
	if len(heads) > 0 {
		if err := v.pipeline(ctx, fetching{at: at, heads: reversed(heads), step: still}); err != nil {
			return err
		}
	}
	at.Since = since
	return v.p.Store.Write(ctx, func(tx domain.Tx) error { return tx.PutFolder(at) })
}

// reachOf returns the time from which on the mails of a folder are fetched
// (product.md, section 5).
func reachOf(at domain.Folder) time.Time {
	if !at.Since.IsZero() {
		return at.Since
	}
	return at.FirstSync.Add(-domain.FirstReachDays * 24 * time.Hour)
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
