package workspace

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/setting"
	"runchecks/sync/message"
)

// ages are the ages of the profile; seen is false where nobody saw the preview of them.
func (w *Workspace) ages(ctx context.Context) (a domain.RetentionAges, seen bool, err error) {
	err = w.Store.Read(ctx, func(q domain.Reader) (err error) {
		if a, err = setting.Ages(q); err != nil {
			return err
		}
		text, err := setting.Read(q, domain.SettingRetentionSeen)
		seen = !rules.Widens(text, a)
		return err
	})
	return a, seen, err
}

// PlanRetention counts what goes by the ages of the profile, and changes nothing.
func (w *Workspace) PlanRetention(ctx context.Context) (p domain.RetentionPlan, err error) {
	if err := w.Desk.Permit(rules.ActSee); err != nil {
		return p, err
	}
	var seen bool
	if p.Ages, seen, err = w.ages(ctx); err != nil || !p.Ages.Any() {
		return p, err
	}
	p.Waits = !seen
	p.Goes, err = w.Store.PreviewRetention(ctx, rules.Retention(p.Ages, w.Clock()))
	return p, err
}

// Retain takes out what goes by ages that somebody saw the plan of, and lets the same happen by
// itself from then on (Admin). told is called with how far it is; it may be nil.
func (w *Workspace) Retain(ctx context.Context, plan domain.RetentionPlan, told func(domain.RetentionPass)) (domain.RetentionPass, error) {
	if err := w.Desk.Permit(rules.ActSettings); err != nil {
		return domain.RetentionPass{}, err
	}
	a, _, err := w.ages(ctx)
	switch {
	case err != nil:
		return domain.RetentionPass{}, err
	case a != plan.Ages:
		return domain.RetentionPass{}, domain.Refuse(domain.CodeConflict, "refusal.retention_changed")
	case !a.Any():
		return domain.RetentionPass{}, domain.Refuse(domain.CodeConflict, "refusal.retention_off")
	}
	err = w.Store.Write(ctx, func(tx domain.Tx) error {
		return tx.PutSetting(domain.SettingRetentionSeen, rules.RetentionText(a))
	})
	if err != nil {
		return domain.RetentionPass{}, err
	}
	p, went, err := w.retain(ctx, a, told)
	if err == nil && !went {
		err = domain.Refuse(domain.CodeConflict, "refusal.retention_nothing")
	}
	return p, err
}

// retain takes out what is older than its age; went is false where nothing is.
func (w *Workspace) retain(
	ctx context.Context,
	a domain.RetentionAges,
	told func(domain.RetentionPass),
) (p domain.RetentionPass, went bool, err error) {
	before := rules.Retention(a, w.Clock())
	goes, err := w.Store.PreviewRetention(ctx, before)
	if err != nil || goes.None() {
		return p, false, err
	}
	// The journal says it first: a program that ends in the middle has said what it did.
	if _, err := w.Desk.RecordRetention(ctx, a, goes); err != nil {
		return p, false, err
	}
	pass, err := w.Store.BeginRetention(ctx, w.Clock(), before, message.OnlyShown)
	for more := err == nil; more && err == nil; {
		if more, err = pass.Some(ctx); err == nil && told != nil {
			if p, err = w.Store.LastRetention(ctx); err == nil {
				told(p)
			}
		}
	}
	if err != nil {
		return p, true, err
	}
	w.changed()
	p, err = w.Store.LastRetention(ctx)
	return p, true, err
}

// LastRetention is the last time that something went, with CodeNotFound where nothing ever did.
func (w *Workspace) LastRetention(ctx context.Context) (domain.RetentionPass, error) {
	if err := w.Desk.Permit(rules.ActSee); err != nil {
		return domain.RetentionPass{}, err
	}
	return w.Store.LastRetention(ctx)
}

// UndoRetention brings back what went last, unless the window was started since (Admin). Nothing
// goes by itself again before somebody saw what.
func (w *Workspace) UndoRetention(ctx context.Context) (domain.RetentionPass, error) {
	if err := w.Desk.Permit(rules.ActSettings); err != nil {
		return domain.RetentionPass{}, err
	}
	err := w.Store.Write(ctx, func(tx domain.Tx) error { return tx.PutSetting(domain.SettingRetentionSeen, "") })
	for more := err == nil; more && err == nil; {
		more, err = w.Store.UndoRetentionSome(ctx)
	}
	if err != nil {
		return domain.RetentionPass{}, err
	}
	p, err := w.Store.LastRetention(ctx)
	if err != nil {
		return p, err
	}
	_, err = w.Desk.RecordRetentionUndone(ctx, p)
	return p, err
}

// SettleRetention makes final what went before this start of the program.
func (w *Workspace) SettleRetention(ctx context.Context) error {
	if err := w.Desk.Permit(rules.ActSee); err != nil {
		return err
	}
	return w.Store.SettleRetention(ctx)
}
