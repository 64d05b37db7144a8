package vm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
)

// Overrides is the view model of the screen Overrides (product.md, sections 3 and
// 4): the rules that treat known problems as success, and what each matched.
type Overrides struct {
	p       Params
	changed func(Part)

	rows     []review.Rule
	index    int
	selected domain.DecisionID
	matches  domain.OverridePreview
	matched  bool // matches are those of the selected one
	toast    Toast

	loadRows, loadMatches *latest
	decisions             queue
}

// PartMatches says that what the selected override matched is there.
const PartMatches Part = 200

// NewOverrides returns the view model, or an error naming what is missing.
func NewOverrides(p Params, changed func(Part)) (*Overrides, error) {
	if p.Store == nil || p.Desk == nil || p.Clock == nil || p.Location == nil || p.Background == nil || changed == nil {
		return nil, errors.New("view model of the overrides: a parameter is missing")
	}
	return &Overrides{p: p, changed: changed, loadRows: &latest{b: p.Background}, loadMatches: &latest{b: p.Background}, decisions: queue{b: p.Background}}, nil
}

// Rows returns the overrides, those in force first.
func (m *Overrides) Rows() []review.Rule { return m.rows }

// Selected returns the index of the selected row, -1 for none.
func (m *Overrides) Selected() int {
	return slices.IndexFunc(m.rows, func(r review.Rule) bool { return r.Key == m.selected && m.selected != "" })
}

// Matches returns what the selected override matched in the last 90 days; ok is
// false until that is known.
func (m *Overrides) Matches() (p domain.OverridePreview, ok bool) { return m.matches, m.matched }

// Toast returns the newest line about what happened.
func (m *Overrides) Toast() Toast { return m.toast }

// stateOrder is how the list is arranged: what needs a look comes first.
var stateOrder = []review.RuleState{review.RuleExpiring, review.RuleActive, review.RuleLater, review.RuleOff, review.RuleExpired}

// Reload reads the overrides again.
func (m *Overrides) Reload() {
	m.loadRows.want(func(ctx context.Context) func() {
		list, err := m.p.Desk.Rules(ctx)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.rows = list
			slices.SortStableFunc(m.rows, func(a, b review.Rule) int {
				return cmp.Or(cmp.Compare(slices.Index(stateOrder, a.State), slices.Index(stateOrder, b.State)), strings.Compare(string(b.Key), string(a.Key)))
			})
			at := m.Selected()
			if at < 0 {
				at = min(m.index, len(m.rows)-1)
			}
			m.selected = ""
			m.changed(PartJobs)
			m.Select(at)
		}
	})
}

// Select selects a row; out of bounds is clamped.
func (m *Overrides) Select(index int) {
	if len(m.rows) == 0 {
		m.selected, m.matches, m.matched = "", domain.OverridePreview{}, false
		m.changed(PartMatches)
		return
	}
	index = max(0, min(index, len(m.rows)-1))
	row := m.rows[index]
	if m.index = index; row.Key == m.selected {
		return
	}
	m.selected, m.matched = row.Key, false
	m.changed(PartJobs)
	m.changed(PartMatches)
	m.loadMatches.want(func(ctx context.Context) func() {
		p, err := m.p.Desk.Matches(ctx, row.Override)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.matches, m.matched = p, true
			m.changed(PartMatches)
		}
	})
}

// Move selects a row relative to the selected one.
func (m *Overrides) Move(by int) { m.Select(max(0, m.Selected()) + by) }

// CanChange reports whether the selected override may be changed.
func (m *Overrides) CanChange() bool {
	return m.Selected() >= 0 && m.p.Desk.May(rules.ActOverride)
}

// CanDelete reports whether the selected override may be deleted.
func (m *Overrides) CanDelete() bool {
	return m.Selected() >= 0 && m.p.Desk.May(rules.ActDeleteOverride)
}

// Switch switches the selected override on or off.
func (m *Overrides) Switch() {
	if !m.CanChange() {
		return
	}
	row := m.rows[m.Selected()]
	m.decide(func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.EnableRule(ctx, row.Key, !row.Enabled)
	})
}

// Delete removes the selected override.
func (m *Overrides) Delete() {
	if !m.CanDelete() {
		return
	}
	key := m.selected
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.DeleteRule(ctx, key) })
}

// Undo reverses the last decision.
func (m *Overrides) Undo() { m.decide(m.p.Desk.Undo) }

func (m *Overrides) decide(make func(context.Context) (domain.Decision, error)) {
	m.decisions.add(func(ctx context.Context) func() {
		d, err := make(ctx)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.toast = Toast{Text: d.Summary, Undo: d.Kind != domain.DecideUndo}
			m.changed(PartToast)
			m.Reload()
		}
	})
}

func (m *Overrides) fail(err error) {
	m.toast = Toast{Text: err.Error(), Error: true}
	m.changed(PartToast)
}

// RuleEdit is the view model of the window in which an override is changed.
type RuleEdit struct {
	m       *Overrides
	rule    domain.Override
	preview domain.OverridePreview
	known   bool
	loader  *latest
	changed func()
}

// Edit returns the view model for the selected override, nil where it may not be
// changed. changed is called on the interface thread when the preview is there.
func (m *Overrides) Edit(changed func()) *RuleEdit {
	if !m.CanChange() {
		return nil
	}
	e := &RuleEdit{m: m, loader: &latest{b: m.p.Background}, changed: changed}
	e.Set(m.rows[m.Selected()].Override)
	return e
}

// Rule returns the override as it would be saved.
func (e *RuleEdit) Rule() domain.Override { return e.rule }

// Set changes it and reads what it would have matched.
func (e *RuleEdit) Set(o domain.Override) {
	e.rule, e.known = o, false
	e.loader.want(func(ctx context.Context) func() {
		p, err := e.m.p.Desk.Matches(ctx, o)
		return func() {
			if err != nil {
				e.m.fail(err)
				return
			}
			e.preview, e.known = p, true
			e.changed()
		}
	})
	e.changed()
}

// Line says what the override would have matched, or why it cannot be saved.
func (e *RuleEdit) Line() (text string, refused bool) {
	if err := e.rule.Validate(); err != nil {
		return "Cannot be saved: " + err.Error() + ".", true
	}
	if !e.known {
		return "Looking…", false
	}
	return fmt.Sprintf("Would have matched %s of %s in the last 90 days", count(e.preview.Runs, "run"), count(e.preview.Jobs, "job")), false
}

// Save saves it; false where it cannot be saved.
func (e *RuleEdit) Save() bool {
	if e.rule.Validate() != nil {
		return false
	}
	o := e.rule
	e.m.decide(func(ctx context.Context) (domain.Decision, error) { return e.m.p.Desk.SaveRule(ctx, o) })
	return true
}

// UntilWords says how long an override lasts.
func UntilWords(o domain.Override, now time.Time, loc *time.Location) string {
	if o.Until.IsZero() {
		return "permanent"
	}
	return "until " + Day(o.Until.In(loc), now.In(loc))
}

// TextWords says which messages an override matches.
func TextWords(o domain.Override) string {
	if o.Text == "" {
		return "any message"
	}
	words := map[domain.MatchMode]string{domain.MatchContains: "contains", domain.MatchExact: "is exactly", domain.MatchStarts: "starts with", domain.MatchEnds: "ends with"}
	return words[o.Mode] + " “" + o.Text + "”"
}

// MatchesLine tells in one line what an override matched.
func MatchesLine(p domain.OverridePreview, known bool, now time.Time) string {
	switch {
	case !known:
		return ""
	case p.Runs == 0:
		return "nothing in the last 90 days"
	default:
		return fmt.Sprintf("%s of %s in 90 days, last %s", count(p.Runs, "run"), count(p.Jobs, "job"), Ago(p.Rows[0].At, now))
	}
}
