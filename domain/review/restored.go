package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// restorePayload is the payload of DecideRestore.
type restorePayload struct {
	// Copy is when the copy was made, zero where there was none.
	Copy time.Time
	// Damage is what was wrong with the cache that was replaced, "" for a whole one.
	Damage string `json:",omitempty"`
	Saved  int    // decisions made since the copy that were taken over
	Lost   int    // and those that were not
	// Loose are saved entries of which nobody can tell that they are what they were.
	Loose []domain.DecisionID `json:",omitempty"`
}

var restoreKind = kind{
	apply:      ofProfile,
	dependsOn:  onRunsAlone,
	permission: asks(rules.ActRestore),
	words: wordsOf(func(p restorePayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		was, from, saved := phrase("restore.database"), phrase("restore.new"), phrase("decisions", p.Saved)
		if p.Damage != "" {
			was = phrase("restore.damaged")
		}
		if !p.Copy.IsZero() {
			from = phrase("restore.copy", p.Copy)
		}
		if p.Lost > 0 {
			return phrase("restore.lost", was, from, saved, p.Lost), true
		}
		return phrase("restore", was, from, saved), true
	}),
}

// RecordRestore writes into the journal that a copy took the place of the cache, and makes
// every decision again that can be made before what was reported since is fetched again.
// left counts the others.
func (svc *Service) RecordRestore(ctx context.Context, r domain.Restoration) (made domain.Decision, left int, err error) {
	saved := 0
	if r.Kept {
		saved = len(r.Later)
	}
	p := restorePayload{Copy: r.From.At, Damage: r.Damage, Saved: saved, Lost: r.Lost(), Loose: r.Loose}
	made, err = svc.decideWith(ctx, rules.ActRestore, domain.DecideRestore, func(_ domain.Reader, e *entry) error {
		e.payload = p
		return nil
	}, func(tx domain.Tx) (err error) {
		_, left, err = rebuildProjections(ctx, tx, true)
		return err
	})
	return made, left, err
}

// FinishRestore makes every decision again after what was reported since a copy has been
// fetched again; without a restored cache it does nothing. It decides nothing, so that any
// role's sync may end with it. left counts the decisions about what did not come again.
func (svc *Service) FinishRestore(ctx context.Context) (left int, err error) {
	if err := svc.permit(rules.ActSee); err != nil {
		return 0, err
	}
	waits := false
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		_, err := q.Setting(domain.SettingRestored)
		if isNotFound(err) {
			return nil
		}
		waits = err == nil
		return err
	})
	if err != nil || !waits {
		return 0, err
	}
	err = svc.p.Store.Write(ctx, func(tx domain.Tx) (err error) {
		if _, left, err = rebuildProjections(ctx, tx, true); err != nil {
			return err
		}
		return tx.PutSetting(domain.SettingRestored, "")
	})
	if err == nil {
		svc.p.Changed()
	}
	return left, err
}
