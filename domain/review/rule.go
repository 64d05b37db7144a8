package review

import (
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/wording"
)

// rulePayload is the payload of DecideRule; nil means that there was no such rule.
type rulePayload struct {
	Before, After *storedOverride
	Names         names `json:",omitzero"`
}

var ruleKind = func() kind {
	apply, revert := both((*projector).applyOverride)
	return kind{
		apply:     apply,
		revert:    revert,
		undoable:  true,
		dependsOn: makesFirst("rule:"),
		permission: func(d domain.Decision) rules.Action {
			if r, err := payload[rulePayload](d); err == nil && r.After == nil && r.Before != nil {
				return rules.ActDeleteOverride
			}
			return rules.ActOverride
		},
		words: wordsOf(func(p rulePayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
			before, after := p.Before.override(), p.After.override()
			switch {
			case before == nil && after == nil:
				return Phrase{}, false
			case before == nil:
				return phrase("rule.made", reach(*after, p.Names)), true
			case after == nil:
				return phrase("rule.deleted", reach(*before, p.Names)), true
			case before.Enabled && !after.Enabled:
				return phrase("rule.off", reach(*after, p.Names)), true
			case !before.Enabled && after.Enabled:
				return phrase("rule.on", reach(*after, p.Names)), true
			}
			return phrase("rule.changed", reach(*after, p.Names)), true
		}),
	}
}()

// storedOverride is an override as the journal keeps it. Its own Status and Worst tell "every
// status" apart from Unknown, which a bare status cannot.
type storedOverride struct {
	domain.Override
	Status *domain.Status
	Worst  *domain.Status `json:",omitempty"`
}

func storeOverride(o *domain.Override) *storedOverride {
	if o == nil {
		return nil
	}
	k := &storedOverride{Override: *o}
	if o.Status != 0 {
		k.Status = &o.Status
	}
	if o.Worst != 0 {
		k.Worst = &o.Worst
	}
	return k
}

func (k *storedOverride) override() *domain.Override {
	if k == nil {
		return nil
	}
	o := k.Override
	o.Status, o.Worst = 0, 0
	if k.Status != nil {
		o.Status = *k.Status
	}
	if k.Worst != nil {
		o.Worst = *k.Worst
	}
	return &o
}

// SaveRule makes an override that has no Key yet, or replaces the one with its Key
// (product.md, section 4: editing a rule re-judges unreviewed runs only).
func (svc *Service) SaveRule(ctx context.Context, o domain.Override) (domain.Decision, error) {
	return svc.changeOverride(ctx, rules.ActOverride, o.Key, func(before *domain.Override, e *entry) (*domain.Override, error) {
		after, err := savedRule(before, o, e.At)
		if err == nil && before == nil {
			after.Key, after.By = e.ID, e.Actor
		}
		return after, err
	})
}

// savedRule is what becomes of an override that is saved.
func savedRule(before *domain.Override, o domain.Override, now time.Time) (*domain.Override, error) {
	o.Text, o.Reason = strings.TrimSpace(o.Text), strings.TrimSpace(o.Reason)
	if before != nil {
		o.By, o.Source = before.By, before.Source
	} else if o.From.IsZero() {
		o.From = now
	}
	if err := o.Validate(); err != nil {
		return nil, domain.Refuse(domain.CodeInvalid, "refusal.cannot_save_override", err).With(err, domain.Remedy{})
	}
	return &o, nil
}

// findOverride returns the override with a key, nil for the empty key.
func findOverride(q domain.Reader, key domain.DecisionID) (*domain.Override, error) {
	if key == "" {
		return nil, nil
	}
	o, err := q.Override(key)
	if isNotFound(err) {
		err = errNoRule
	}
	return &o, err
}

// EnableRule switches an override on or off.
func (svc *Service) EnableRule(ctx context.Context, key domain.DecisionID, on bool) (domain.Decision, error) {
	return svc.changeOverride(ctx, rules.ActOverride, key, func(before *domain.Override, _ *entry) (*domain.Override, error) {
		if before == nil {
			return nil, errNoRule
		}
		after := *before
		after.Enabled = on
		return &after, nil
	})
}

// DeleteRule removes an override; undoing it brings the same one back.
func (svc *Service) DeleteRule(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return svc.changeOverride(ctx, rules.ActDeleteOverride, key, func(before *domain.Override, _ *entry) (*domain.Override, error) {
		if before == nil {
			return nil, errNoRule
		}
		return nil, nil
	})
}

var errNoRule = domain.Refuse(domain.CodeNotFound, "refusal.override_gone")

// changeOverride changes one override to what change makes of it, nil for none, and judges
// the waiting runs that either form reaches.
func (svc *Service) changeOverride(
	ctx context.Context,
	action rules.Action,
	key domain.DecisionID,
	change func(before *domain.Override, e *entry) (*domain.Override, error),
) (domain.Decision, error) {
	return svc.decide(ctx, action, domain.DecideRule, func(q domain.Reader, e *entry) error {
		before, err := findOverride(q, key)
		if err != nil {
			return err
		}
		after, err := change(before, e)
		if err != nil {
			return err
		}
		p := rulePayload{Before: storeOverride(before), After: storeOverride(after)}
		o := after
		if o == nil {
			o = before
		}
		if o.Job != "" {
			p.Names, err = namesOf(q, o.Job)
		}
		e.payload, e.Targets = p, []string{string(o.Key)}
		return err
	})
}

// reach says what an override is for; names are those of its job.
func reach(o domain.Override, n names) Phrase {
	switch {
	case o.Level == domain.LevelGlobal && o.Type != "":
		return phrase("reach.type", o.Type, o.Product)
	case o.Level == domain.LevelGlobal:
		return phrase("reach.product", o.Product)
	case o.Level == domain.LevelObject:
		return phrase("reach.object", o.Object, n.jobOf())
	}
	return n.jobOf()
}

// Rule is an override as it stands.
type Rule struct {
	domain.Override
	State RuleState
	Reach string // what it is for, in words
}

// Rules lists every override as it stands now.
func (svc *Service) Rules(ctx context.Context) (out []Rule, err error) {
	now := svc.p.Clock()
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Overrides()
		if err != nil {
			return err
		}
		out = make([]Rule, len(list))
		for i, o := range list {
			out[i] = Rule{Override: o, State: StateOf(o, now)}
			var n names
			if o.Level != domain.LevelGlobal {
				if n, err = namesOf(q, o.Job); err != nil {
					return err
				}
			}
			out[i].Reach = wording.English(reach(o, n), svc.p.Location)
		}
		return nil
	})
	return out, err
}

// applyOverride replaces one form of an override by another and judges what either reaches.
func (pr *projector) applyOverride(d domain.Decision, undo bool) error {
	r, err := payload[rulePayload](d)
	if err != nil {
		return err
	}
	if r.Before == nil && r.After == nil {
		// Entries of the first version hold the override itself, never for one status only.
		o, err := payload[domain.Override](d)
		if err != nil {
			return err
		}
		o.Status, o.Key = 0, d.ID
		r.After = storeOverride(&o)
	}
	before, after := r.Before.override(), r.After.override()
	if undo {
		before, after = after, before
	}
	switch {
	case after != nil:
		if err = pr.sound(after.Key, after.Validate()); err == nil {
			if after.By, err = pr.maker(after.Key, d, after.By); err == nil {
				err = pr.tx.PutOverride(*after)
			}
		}
	case before != nil:
		if err = pr.tx.DeleteOverride(before.Key); isNotFound(err) {
			err = nil
		}
	}
	if err != nil {
		return err
	}
	pr.book = nil
	if pr.rebuilding {
		return nil
	}
	for _, f := range inReach(before, after) {
		if err := pr.judgeAll(f); err != nil {
			return err
		}
	}
	return nil
}

// inReach returns which runs have to be judged again where a rule takes the place of
// another (product.md, section 4: editing a rule re-judges unreviewed runs only).
func inReach(before, after *domain.Override) []domain.ProblemFilter {
	if before != nil && after != nil && before.Job == after.Job && before.Product == after.Product && before.Type == after.Type {
		both := *after // one look for both forms
		if before.From.Before(both.From) {
			both.From = before.From
		}
		before, after = nil, &both
	}
	var out []domain.ProblemFilter
	for _, o := range []*domain.Override{before, after} {
		if o != nil {
			out = append(out, domain.ProblemFilter{Since: o.From, Job: o.Job, Product: o.Product, Type: o.Type})
		}
	}
	return out
}

// RuleState says how an override stands at a time.
type RuleState string

// The states.
const (
	RuleActive   RuleState = "active"
	RuleOff      RuleState = "off"
	RuleExpired  RuleState = "expired"
	RuleExpiring RuleState = "expires within a day"
	RuleLater    RuleState = "not begun"
)

// StateOf says how an override stands.
func StateOf(o domain.Override, now time.Time) RuleState {
	switch {
	case !o.Enabled:
		return RuleOff
	case !o.Until.IsZero() && o.Until.Before(now):
		return RuleExpired
	case o.From.After(now):
		return RuleLater
	case !o.Until.IsZero() && o.Until.Before(now.Add(24*time.Hour)):
		return RuleExpiring
	default:
		return RuleActive
	}
}
