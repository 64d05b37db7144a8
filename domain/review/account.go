package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// accounted is the payload of DecideAccount.
type accounted struct {
	Account string
	Did     string // "paused", "resumed" or "removed"
	// Messages and Runs were removed with it, Kept are the runs that stay.
	Messages, Runs, Kept int `json:",omitempty"`
}

// PauseAccount says that an account is not to be synced until it is resumed (Admin).
// Whoever pauses it decides not to hear of its jobs, so it stands in the journal.
func (d *Desk) PauseAccount(ctx context.Context, name string, pause bool) (domain.Decision, error) {
	var a domain.Account
	var since time.Time
	did := "resumed"
	if pause {
		did, since = "paused", d.p.Clock()
	}
	return d.decideWith(ctx, rules.ActSettings, domain.DecideAccount, func(q domain.Queries, e *entry) (err error) {
		if a, err = q.AccountByName(name); err != nil {
			return err
		}
		if a.Paused.IsZero() != pause {
			return conflict("The account %s is like that already: nothing was changed.", a.Name)
		}
		e.payload, e.Targets, e.Summary = accounted{Account: a.Name, Did: did}, []string{a.Name}, "account "+a.Name+" "+did
		return nil
	}, func(tx domain.Changes) error { return tx.SetPaused(a.ID, since) })
}

// RemoveAccount forgets an account (Admin) and returns what it was: its secret is the
// caller's to remove. What it brought stays, or with reports goes where nobody decided
// about it; brought counts both. Devices that it told of are told of no longer.
func (d *Desk) RemoveAccount(ctx context.Context, name string, reports bool) (a domain.Account, brought domain.Brought, err error) {
	_, err = d.decideWith(ctx, rules.ActSettings, domain.DecideAccount, func(q domain.Queries, e *entry) (err error) {
		if a, err = q.AccountByName(name); err != nil {
			return err
		}
		if brought, err = q.Brought(a.ID); err != nil {
			return err
		}
		p := accounted{Account: a.Name, Did: "removed"}
		e.Targets, e.Summary = []string{a.Name}, "account "+a.Name+" removed; its reports stay"
		if reports {
			p.Messages, p.Runs, p.Kept = brought.Messages-brought.KeptMessages, brought.Runs-brought.KeptRuns, brought.KeptRuns
			e.Summary = "account " + a.Name + " removed with " + plural(p.Messages, "message") + " and " + plural(p.Runs, "run")
			if p.Kept > 0 {
				e.Summary += "; " + plural(p.Kept, "run") + " that somebody decided about stay"
			}
		}
		e.payload = p
		return nil
	}, func(tx domain.Changes) error {
		var ids []int64
		for _, source := range []domain.Source{domain.SourceCove, domain.SourceCloudConnect} {
			devices, err := tx.DevicesOf(a.ID, source)
			if err != nil {
				return err
			}
			for _, device := range devices {
				if device.Gone.IsZero() {
					ids = append(ids, device.ID)
				}
			}
		}
		if err := tx.SetDevicesGone(ids, d.p.Clock()); err != nil {
			return err
		}
		if reports {
			if err := tx.DeleteBrought(a.ID); err != nil {
				return err
			}
		}
		if err := domain.SetTrustedServers(tx, a.Name, nil); err != nil {
			return err
		}
		return tx.DeleteAccount(a.ID)
	})
	return a, brought, err
}
