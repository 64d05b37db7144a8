// Package overrides is the screen Overrides: the rules that treat known problems as success,
// and the window in which one is made or changed.
package overrides

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// Model is the view model of the screen Overrides (product.md, sections 3 and
// 4): the rules that treat known problems as success, and what each matched.
type Model struct {
	list.List[review.Rule]
	matches domain.OverridePreview
	matched domain.DecisionID // the one that matches are of
}

// stateOrder is how the list is arranged: what needs a look comes first.
var stateOrder = []review.RuleState{review.RuleExpiring, review.RuleActive, review.RuleLater, review.RuleOff, review.RuleExpired}

// New returns the view model.
func New(p services.Base, changed func(list.Part)) *Model {
	m := &Model{List: list.New[review.Rule](p, changed)}
	m.Key = func(r *review.Rule) string { return string(r.Key) }
	m.Words = func(r *review.Rule) map[string]string {
		return map[string]string{
			"":        r.Reach + " " + r.Text + " " + r.Reason + " " + r.By + " " + r.Product,
			"state":   string(r.State) + " " + stateWords(r.State),
			"level":   string(r.Level),
			"product": r.Product,
		}
	}
	m.SetColumns("state", m.columns()...)
	m.Read = p.Desk.Rules
	m.Open = func(ctx context.Context, r review.Rule) (func(), error) {
		found, err := p.Desk.Matches(ctx, r.Override)
		return func() { m.matches, m.matched = found, r.Key }, err
	}
	return m
}

// endOf puts permanent rules behind those that end.
func endOf(o domain.Override) time.Time {
	if o.Until.IsZero() {
		return time.Unix(1<<40, 0)
	}
	return o.Until
}

// Rows returns the overrides shown.
func (m *Model) Rows() []review.Rule { return m.Shown }

// Matches returns what the selected override matched in the last 90 days; ok is
// false until that is known.
func (m *Model) Matches() (p domain.OverridePreview, ok bool) {
	r := m.Row()
	return m.matches, r != nil && r.Key == m.matched
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("overrides.title") }

// Detail counts them, and those that end soon.
func (m *Model) Detail() string {
	soon := 0
	for i := range m.AllRows {
		if m.AllRows[i].State == review.RuleExpiring {
			soon++
		}
	}
	if soon > 0 {
		return words.T("overrides.detail_soon", "all", len(m.AllRows), "n", soon)
	}
	return words.Number(len(m.AllRows))
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string {
	return m.WhenEmpty(words.T("overrides.empty", "key", m.Params.Keys.On(ID, keys.MakeNew)))
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[review.Rule] {
	newer := func(a, b *review.Rule) int { return strings.Compare(string(b.Key), string(a.Key)) }
	return []list.Column[review.Rule]{
		{
			ID: "state", Title: words.T("overrides.state"), Width: 130,
			Compare: func(a, b *review.Rule) int {
				return cmp.Or(cmp.Compare(slices.Index(stateOrder, a.State), slices.Index(stateOrder, b.State)), newer(a, b))
			},
			Cell: func(r *review.Rule) list.Cell {
				switch r.State {
				case review.RuleActive:
					return list.Cell{Text: words.T("overrides.state_on", "state", stateWords(r.State))}
				case review.RuleExpiring:
					return list.Cell{Text: words.T("overrides.state_warn", "state", stateWords(r.State)), Tone: words.Warn}
				default:
					return list.Cell{Text: words.T("overrides.state_out", "state", stateWords(r.State)), Tone: words.Faint}
				}
			},
		},
		{
			ID: "reach", Title: words.T("overrides.for"), Width: 100, Flex: 1,
			Compare: func(a, b *review.Rule) int { return cmp.Or(list.CompareNames(a.Reach, b.Reach), newer(a, b)) },
			Cell: func(r *review.Rule) list.Cell {
				return list.Cell{Text: r.Reach, Secondary: r.Product, Bold: true}
			},
		},
		{
			ID: "text", Title: words.T("overrides.message"), Width: 100, Flex: 1.2,
			Compare: func(a, b *review.Rule) int { return cmp.Or(list.CompareNames(a.Text, b.Text), newer(a, b)) },
			Cell: func(r *review.Rule) list.Cell {
				return list.Cell{Text: words.MatchText(r.Override), Secondary: r.Reason}
			},
		},
		{
			ID: "until", Title: words.T("overrides.until"), Width: 100,
			Compare: func(a, b *review.Rule) int { return cmp.Or(endOf(a.Override).Compare(endOf(b.Override)), newer(a, b)) },
			Cell: func(r *review.Rule) list.Cell {
				until := words.T("override.permanent")
				if !r.Until.IsZero() {
					until = words.Stamp(r.Until.In(m.Params.Location), words.DayClock)
				}
				return list.Cell{Text: until, Secondary: r.By, Tone: words.Faint}
			},
		},
	}
}

// Heading says what the selected override is for.
func (m *Model) Heading() string {
	if r := m.Row(); r != nil {
		return r.Reach
	}
	return ""
}

// Facts tells what the selected override does.
func (m *Model) Facts() []words.DetailField {
	r := m.Row()
	if r == nil {
		return nil
	}
	from := words.Stamp(r.From.In(m.Params.Location), words.DateClock)
	until := words.Until(r.Override, m.Params.Clock(), m.Params.Location)
	facts := []words.DetailField{
		{Label: words.T("overrides.rule"), Text: words.T("overrides.counts", "what", covers(r.Override), "level", levelText(r.Level))},
		{Label: words.T("overrides.valid"), Text: words.T("overrides.valid_from", "from", from, "until", until)},
	}
	if r.Reason != "" {
		facts = append(facts, words.DetailField{Label: words.T("overrides.reason"), Text: r.Reason})
	}
	made := r.By
	if r.Source != "" {
		made = words.T("overrides.made_from", "by", r.By, "run", r.Source)
	}
	facts = append(facts, words.DetailField{Label: words.T("overrides.made_by"), Text: made})
	switch r.State {
	case review.RuleExpiring:
		facts = append(facts, words.DetailField{Label: words.T("overrides.state"), Text: words.T("overrides.ends"), Tone: words.Warn})
	case review.RuleExpired:
		facts = append(facts, words.DetailField{Label: words.T("overrides.state"), Text: words.T("overrides.has_ended"), Tone: words.Faint})
	}
	return facts
}

// covers says which problems an override makes a success.
func covers(o domain.Override) string {
	what := words.T("overrides.any_problem")
	if o.Text != "" {
		what = words.T("overrides.a_message", "match", words.MatchText(o))
	}
	if o.Status != 0 {
		what = words.T("overrides.of_status", "what", what, "status", words.Status(o.Status))
	}
	if o.Worst != 0 && o.Worst != domain.Failed {
		what = words.T("overrides.up_to", "what", what, "status", words.Status(o.Worst))
	}
	return what
}

func levelText(l domain.Level) string {
	switch l {
	case domain.LevelObject:
		return words.T("overrides.level_object")
	case domain.LevelGlobal:
		return words.T("overrides.level_global")
	default:
		return words.T("overrides.level_job")
	}
}

// stateWords is how an override stands, in a few words.
func stateWords(s review.RuleState) string {
	switch s {
	case review.RuleOff:
		return words.T("overrides.is_off")
	case review.RuleExpired:
		return words.T("overrides.is_expired")
	case review.RuleExpiring:
		return words.T("overrides.is_expiring")
	case review.RuleLater:
		return words.T("overrides.is_later")
	default:
		return words.T("overrides.is_active")
	}
}

// Below lists what the selected override matched.
func (m *Model) Below() list.DetailTable {
	p, known := m.Matches()
	b := list.DetailTable{
		Title:  words.T("overrides.matched"),
		Detail: words.Matches(p, known, m.Params.Clock()),
		Columns: []list.Head{
			{ID: "at", Title: words.T("overrides.run"), Width: 96},
			{ID: "job", Title: words.T("overrides.job"), Width: 120, Flex: 1},
			{ID: "message", Title: words.T("overrides.message"), Width: 140, Flex: 1.6},
		},
	}
	if !known {
		return b
	}
	b.Empty = words.T("overrides.matched_none")
	for _, r := range p.Rows {
		b.Rows = append(
			b.Rows,
			[]list.Cell{
				{Text: words.When(r.At, m.Params.Clock().In(m.Params.Location)), Tone: words.Faint},
				{Text: r.Customer + " · " + r.Job},
				{Text: r.Message},
			},
		)
	}
	return b
}

// May reports whether overrides may be made and changed.
func (m *Model) May() bool { return m.Params.Desk.May(rules.ActOverride) }

// CanChange reports whether the selected override may be changed.
func (m *Model) CanChange() bool { return m.Row() != nil && m.May() }

// CanDelete reports whether the selected override may be deleted.
func (m *Model) CanDelete() bool {
	return m.Row() != nil && m.Params.Desk.May(rules.ActDeleteOverride)
}

// Switch switches the selected override on or off.
func (m *Model) Switch() {
	if !m.CanChange() {
		return
	}
	row := *m.Row()
	m.Decide(func(ctx context.Context) (domain.Decision, error) {
		return m.Params.Desk.EnableRule(ctx, row.Key, !row.Enabled)
	})
}

// Delete removes the selected override.
func (m *Model) Delete() {
	if !m.CanDelete() {
		return
	}
	key := m.Row().Key
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.DeleteRule(ctx, key) })
}

// RuleEdit is the view model of the window in which an override is changed.
type RuleEdit struct {
	m       *Model
	rule    domain.Override
	preview domain.OverridePreview
	known   bool
	loader  *task.Latest
	changed func()
}

// Edit returns the view model for the selected override, nil where it may not be
// changed. changed is called on the interface thread when the preview is there.
func (m *Model) Edit(changed func()) *RuleEdit {
	if !m.CanChange() {
		return nil
	}
	return m.edit(m.Row().Override, changed)
}

// New returns the view model for a new override, nil where none may be made.
func (m *Model) New(changed func()) *RuleEdit {
	if !m.May() {
		return nil
	}
	return m.edit(
		domain.Override{Level: domain.LevelJob, Mode: domain.MatchContains, Enabled: true, From: m.Params.Clock().Add(-24 * time.Hour)},
		changed,
	)
}

func (m *Model) edit(o domain.Override, changed func()) *RuleEdit {
	e := &RuleEdit{m: m, loader: task.NewLatest(m.Params.Background), changed: changed}
	e.Set(o)
	return e
}

// Choices reads what a rule may be for; then runs on the interface thread.
func (m *Model) Choices(then func(list.Choices)) {
	m.Params.Background.Go(func(ctx context.Context) func() {
		c, err := list.ReadChoices(ctx, m.Params)
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			then(c)
		}
	})
}

// Rule returns the override as it would be saved.
func (e *RuleEdit) Rule() domain.Override { return e.rule }

// Set changes it and reads what it would have matched.
func (e *RuleEdit) Set(o domain.Override) {
	e.rule, e.known = o, false
	e.loader.Run(func(ctx context.Context) func() {
		p, err := e.m.Params.Desk.PreviewRule(ctx, o)
		return func() {
			if domain.CodeOf(err) == domain.CodeInvalid {
				return // Line says what is wrong
			}
			if err != nil {
				e.m.Fail(err)
				return
			}
			e.preview, e.known = p, true
			e.changed()
		}
	})
	e.changed()
}

// Found is what the override changes now and what it would have matched; known is false
// while nobody knows.
func (e *RuleEdit) Found() (p domain.OverridePreview, known bool) { return e.preview, e.known }

// Line says what the override would have matched, or why it cannot be saved.
func (e *RuleEdit) Line() (text string, refused bool) {
	if err := e.rule.Validate(); err != nil {
		return words.T("overrides.cannot_save", "why", err), true
	}
	if !e.known {
		return words.T("overrides.looking"), false
	}
	return words.OverridePreview(e.preview), false
}

// Everything asks back where the rule matches any message, or matched every problem
// in its reach: "" where there is nothing to ask.
func (e *RuleEdit) Everything() string {
	all := strings.TrimSpace(e.rule.Text) == "" && e.rule.Status == 0
	if !e.known || !all && (e.preview.Of < manyProblems || e.preview.Runs < e.preview.Of) {
		return ""
	}
	runs, jobs := words.Count(e.preview.Runs, "run"), words.Count(e.preview.Jobs, "job")
	return words.T("overrides.everything", "runs", runs, "of", e.preview.Of, "jobs", jobs)
}

// manyProblems is how many a rule must have matched, all of them, to be asked about.
const manyProblems = 20

// Save saves it; false where it cannot be saved.
func (e *RuleEdit) Save() bool {
	if e.rule.Validate() != nil {
		return false
	}
	o := e.rule
	e.m.Decide(func(ctx context.Context) (domain.Decision, error) { return e.m.Params.Desk.SaveRule(ctx, o) })
	return true
}
