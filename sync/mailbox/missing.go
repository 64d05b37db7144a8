package mailbox

import (
	"context"
	"fmt"

	"runchecks/domain"
)

// mostAwaited is how many mails of a folder that the server did not give are asked for
// again in one sync, the newest.
const mostAwaited = 200

// awaited asks again for the mails of the open folder that the server listed once and did
// not give. notes are what stands for them.
func (v *visit) awaited(ctx context.Context, at domain.Folder, notes []domain.Message) error {
	// A note of another numbering stands for a mail that was listed anew.
	var void []domain.Message
	byUID := map[uint32]domain.Message{}
	var uids []uint32
	for _, n := range notes {
		if n.Key != domain.MissingKey(v.account.ID, at.Name, at.UIDValidity, n.UID) {
			void = append(void, n)
			continue
		}
		byUID[n.UID] = n
		uids = append(uids, n.UID)
	}
	heads, err := v.session.Listed(ctx, uids)
	if err != nil {
		return err
	}
	for i, h := range heads {
		heads[i].Received = byUID[h.UID].Received
		delete(byUID, h.UID)
	}
	if len(heads) > 0 {
		v.sink.Plan(at.Name, len(heads))
		still := func(f domain.Folder, _ uint32) domain.Folder { return f }
		if err := v.pipeline(ctx, fetching{at: at, heads: heads, step: still, awaited: true}); err != nil {
			return err
		}
	}
	if len(void)+len(byUID) > 0 {
		err = v.p.Store.Write(ctx, func(tx domain.Tx) error {
			for _, n := range void {
				if err := tx.DeleteMissing(n.Key); err != nil {
					return err
				}
			}
			for _, n := range byUID { // the server does not list them any more
				if n.Reason == removed {
					continue
				}
				n.Reason = removed
				if err := tx.SetReading(n); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return err
	}
	return v.count(ctx, at)
}

// count names the mails of a folder that the server lists and did not give.
func (v *visit) count(ctx context.Context, at domain.Folder) error {
	return v.p.Store.Read(ctx, func(q domain.Reader) error {
		notes, err := q.MissingMessages(v.account.ID, at.Name, 10*mostAwaited)
		for _, n := range notes {
			if n.Reason == removed {
				continue
			}
			named := fmt.Sprintf("message %d of %s", n.UID, at.Name)
			if !n.Received.IsZero() {
				named += " of " + n.Received.In(v.p.Location).Format("2 Jan 15:04")
			}
			v.missing = append(v.missing, named)
		}
		return err
	})
}
