package vm

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/task"
)

// Overrides is the view model of the screen Overrides (product.md, sections 3 and
// 4): the rules that treat known problems as success, and what each matched.
type Overrides struct {
	list[review.Rule]
	matches domain.OverridePreview
	matched domain.DecisionID // the one that matches are of
}

// stateOrder is how the list is arranged: what needs a look comes first.
var stateOrder = []review.RuleState{review.RuleExpiring, review.RuleActive, review.RuleLater, review.RuleOff, review.RuleExpired}

// NewOverrides returns the view model.
func NewOverrides(p Params, changed func(Part)) *Overrides {
	m := &Overrides{list: newList[review.Rule](p, changed)}
	m.key = func(r *review.Rule) string { return string(r.Key) }
	m.words = func(r *review.Rule) map[string]string {
		return map[string]string{
			"":        r.Reach + " " + r.Text + " " + r.Reason + " " + r.By + " " + r.Product,
			"state":   string(r.State),
			"level":   string(r.Level),
			"product": r.Product,
		}
	}
	m.order = func(by string, a, b *review.Rule) int {
		newer := strings.Compare(string(b.Key), string(a.Key))
		switch by {
		case "reach":
			return cmp.Or(foldCompare(a.Reach, b.Reach), newer)
		case "text":
			return cmp.Or(foldCompare(a.Text, b.Text), newer)
		case "until":
			return cmp.Or(endOf(a.Override).Compare(endOf(b.Override)), newer)
		default:
			return cmp.Or(cmp.Compare(slices.Index(stateOrder, a.State), slices.Index(stateOrder, b.State)), newer)
		}
	}
	m.read = p.Desk.Rules
	m.open = func(ctx context.Context, r review.Rule) (func(), error) {
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
func (m *Overrides) Rows() []review.Rule { return m.rows }

// Matches returns what the selected override matched in the last 90 days; ok is
// false until that is known.
func (m *Overrides) Matches() (p domain.OverridePreview, ok bool) {
	r := m.row()
	return m.matches, r != nil && r.Key == m.matched
}

// Title belongs to Listing, and so do the following.
func (m *Overrides) Title() string { return "Overrides" }

// Detail counts them, and those that end soon.
func (m *Overrides) Detail() string {
	soon := 0
	for i := range m.all {
		if m.all[i].State == review.RuleExpiring {
			soon++
		}
	}
	if soon > 0 {
		return Number(len(m.all)) + ", " + Number(soon) + " end within a day"
	}
	return Number(len(m.all))
}

// EmptyText explains the empty list.
func (m *Overrides) EmptyText() string {
	return m.empty("There is no override. “Mark as success” on a run makes one for later runs too; N makes one by hand.")
}

var overrideColumns = []ListColumn{
	{ID: "state", Title: "State", Width: 130, Sortable: true},
	{ID: "reach", Title: "For", Width: 100, Flex: 1, Sortable: true},
	{ID: "text", Title: "Message", Width: 100, Flex: 1.2, Sortable: true},
	{ID: "until", Title: "Until", Width: 100, Sortable: true},
}

// Columns lists the columns.
func (m *Overrides) Columns() []ListColumn { return overrideColumns }

// Cell says what stands in a cell.
func (m *Overrides) Cell(row int, column string) Cell {
	if row >= len(m.rows) {
		return Cell{}
	}
	r := &m.rows[row]
	switch column {
	case "state":
		switch r.State {
		case review.RuleActive:
			return Cell{Text: "● " + string(r.State)}
		case review.RuleExpiring:
			return Cell{Text: "! " + string(r.State), Tone: Warn}
		default:
			return Cell{Text: "○ " + string(r.State), Tone: Faint}
		}
	case "reach":
		return Cell{Text: r.Reach, Secondary: r.Product, Bold: true}
	case "text":
		return Cell{Text: TextWords(r.Override), Secondary: r.Reason}
	default:
		until := "permanent"
		if !r.Until.IsZero() {
			until = r.Until.In(m.p.Location).Format("2 Jan 15:04")
		}
		return Cell{Text: until, Secondary: r.By, Tone: Faint}
	}
}

// Heading says what the selected override is for.
func (m *Overrides) Heading() string {
	if r := m.row(); r != nil {
		return r.Reach
	}
	return ""
}

// Facts tells what the selected override does.
func (m *Overrides) Facts() []Fact {
	r := m.row()
	if r == nil {
		return nil
	}
	what := "any problem"
	if r.Text != "" {
		what = "a message that " + TextWords(r.Override)
	}
	if r.Status != 0 {
		what += ", if it is " + r.Status.String()
	}
	if r.Worst != 0 && r.Worst != domain.Failed {
		what += ", up to " + r.Worst.String()
	}
	facts := []Fact{
		{Label: "Rule", Text: what + " counts as success (" + string(r.Level) + " level)"},
		{
			Label: "Valid",
			Text:  "from " + r.From.In(m.p.Location).Format("2 Jan 2006 15:04") + ", " + UntilWords(r.Override, m.p.Clock(), m.p.Location),
		},
	}
	if r.Reason != "" {
		facts = append(facts, Fact{Label: "Reason", Text: r.Reason})
	}
	made := r.By
	if r.Source != "" {
		made += ", from the run " + string(r.Source)
	}
	facts = append(facts, Fact{Label: "Made by", Text: made})
	switch r.State {
	case review.RuleExpiring:
		facts = append(
			facts,
			Fact{Label: "State", Text: "Ends within a day: later runs with this problem wait as problems again.", Tone: Warn},
		)
	case review.RuleExpired:
		facts = append(facts, Fact{Label: "State", Text: "Ended. Runs of its time keep their status.", Tone: Faint})
	}
	return facts
}

// Below lists what the selected override matched.
func (m *Overrides) Below() Below {
	p, known := m.Matches()
	b := Below{
		Title:  "What it matched",
		Detail: MatchesLine(p, known, m.p.Clock()),
		Columns: []ListColumn{
			{ID: "at", Title: "Run", Width: 96},
			{ID: "job", Title: "Job", Width: 120, Flex: 1},
			{ID: "message", Title: "Message", Width: 140, Flex: 1.6},
		},
	}
	if !known {
		return b
	}
	b.Empty = "Nothing in the last 90 days. It may be time to delete it."
	for _, r := range p.Rows {
		b.Rows = append(
			b.Rows,
			[]Cell{{Text: When(r.At, m.p.Clock().In(m.p.Location)), Tone: Faint}, {Text: r.Customer + " · " + r.Job}, {Text: r.Message}},
		)
	}
	return b
}

// May reports whether overrides may be made and changed.
func (m *Overrides) May() bool { return m.p.Desk.May(rules.ActOverride) }

// CanChange reports whether the selected override may be changed.
func (m *Overrides) CanChange() bool { return m.row() != nil && m.May() }

// CanDelete reports whether the selected override may be deleted.
func (m *Overrides) CanDelete() bool {
	return m.row() != nil && m.p.Desk.May(rules.ActDeleteOverride)
}

// Switch switches the selected override on or off.
func (m *Overrides) Switch() {
	if !m.CanChange() {
		return
	}
	row := *m.row()
	m.decide(func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.EnableRule(ctx, row.Key, !row.Enabled)
	})
}

// Delete removes the selected override.
func (m *Overrides) Delete() {
	if !m.CanDelete() {
		return
	}
	key := m.row().Key
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.DeleteRule(ctx, key) })
}

// RuleEdit is the view model of the window in which an override is changed.
type RuleEdit struct {
	m       *Overrides
	rule    domain.Override
	preview domain.OverridePreview
	known   bool
	loader  *task.Latest
	changed func()
}

// Edit returns the view model for the selected override, nil where it may not be
// changed. changed is called on the interface thread when the preview is there.
func (m *Overrides) Edit(changed func()) *RuleEdit {
	if !m.CanChange() {
		return nil
	}
	return m.edit(m.row().Override, changed)
}

// New returns the view model for a new override, nil where none may be made.
func (m *Overrides) New(changed func()) *RuleEdit {
	if !m.May() {
		return nil
	}
	return m.edit(
		domain.Override{Level: domain.LevelJob, Mode: domain.MatchContains, Enabled: true, From: m.p.Clock().Add(-24 * time.Hour)},
		changed,
	)
}

func (m *Overrides) edit(o domain.Override, changed func()) *RuleEdit {
	e := &RuleEdit{m: m, loader: task.NewLatest(m.p.Background), changed: changed}
	e.Set(o)
	return e
}

// Choices are the jobs and products that a rule may be for.
type Choices struct {
	Jobs     []domain.JobRow
	Names    []string // of Jobs, in the same order
	Products []string
}

// Choices reads what a rule may be for; then runs on the interface thread.
func (m *Overrides) Choices(then func(Choices)) {
	m.p.Background.Go(func(ctx context.Context) func() {
		c, err := readChoices(ctx, m.p)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			then(c)
		}
	})
}

func readChoices(ctx context.Context, p Params) (c Choices, err error) {
	err = p.Store.Read(ctx, func(q domain.Queries) error {
		jobs, err := q.Jobs()
		for _, j := range jobs {
			if j.State != domain.JobActive {
				continue
			}
			c.Jobs = append(c.Jobs, j)
			c.Names = append(c.Names, j.Customer.Name+" · "+j.Name+" ("+j.Product+")")
			if !slices.Contains(c.Products, j.Product) {
				c.Products = append(c.Products, j.Product)
			}
		}
		slices.Sort(c.Products)
		return err
	})
	return c, err
}

// Rule returns the override as it would be saved.
func (e *RuleEdit) Rule() domain.Override { return e.rule }

// Set changes it and reads what it would have matched.
func (e *RuleEdit) Set(o domain.Override) {
	e.rule, e.known = o, false
	e.loader.Run(func(ctx context.Context) func() {
		p, err := e.m.p.Desk.PreviewRule(ctx, o)
		return func() {
			if domain.CodeOf(err) == domain.CodeInvalid {
				return // Line says what is wrong
			}
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

// Found is what the override changes now and what it would have matched; known is false
// while nobody knows.
func (e *RuleEdit) Found() (p domain.OverridePreview, known bool) { return e.preview, e.known }

// Line says what the override would have matched, or why it cannot be saved.
func (e *RuleEdit) Line() (text string, refused bool) {
	if err := e.rule.Validate(); err != nil {
		return "Cannot be saved: " + err.Error() + ".", true
	}
	if !e.known {
		return "Looking…", false
	}
	return previewLine(e.preview), false
}

// Everything asks back where the rule matches any message, or matched every problem
// in its reach: "" where there is nothing to ask.
func (e *RuleEdit) Everything() string {
	all := strings.TrimSpace(e.rule.Text) == "" && e.rule.Status == 0
	if !e.known || !all && (e.preview.Of < manyProblems || e.preview.Runs < e.preview.Of) {
		return ""
	}
	return fmt.Sprintf(
		"This rule makes every problem in its reach a success: %s of %s in the last 90 days, %s. Nothing there would be shown as a problem any more.",
		Count(e.preview.Runs, "run"),
		Number(e.preview.Of),
		Count(e.preview.Jobs, "job"),
	)
}

// manyProblems is how many a rule must have matched, all of them, to be asked about.
const manyProblems = 20

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
	words := map[domain.MatchMode]string{
		domain.MatchContains: "contains",
		domain.MatchExact:    "is exactly",
		domain.MatchStarts:   "starts with",
		domain.MatchEnds:     "ends with",
	}
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
		return fmt.Sprintf("%s of %s in 90 days, last %s", Count(p.Runs, "run"), Count(p.Jobs, "job"), Ago(p.Rows[0].At, now))
	}
}
