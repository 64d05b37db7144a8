package model

import (
	"context"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules/nights"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// CompareRow is one row of two runs side by side.
type CompareRow struct {
	Title  string
	Names  string // of objects that differ alike
	A, B   nights.Side
	TextA  []nights.Part
	TextB  []nights.Part
	Equal  bool
	Folded bool // it stands for all that is equal
}

// Comparison is two runs of the selected job side by side: A, and B which came after it.
type Comparison struct {
	A, B         *domain.Details
	Rows         []CompareRow
	Differ, Same int  // objects
	All          bool // what is equal is shown, too
	None         string

	of   [2]int64
	open bool
}

// Comparison is what the tab Compare shows.
func (m *Model) Comparison() *Comparison { return &m.compare }

// OpenCompare reads the two runs; they are read again with each run as long as it is open.
func (m *Model) OpenCompare(open bool) {
	m.compare.open = open
	if open {
		m.readCompare()
	}
}

// SwitchEqual shows what is equal, too, or only what differs.
func (m *Model) SwitchEqual() {
	m.compare.All = !m.compare.All
	m.compare.arrange()
	m.changed(list.PartDetails)
}

// pair is which runs are compared: those that were picked in the history, else the shown run
// and the one before it.
func (m *Model) pair() (a, b int64) {
	h := &m.history
	if n := len(h.Map.Nights); h.job == m.Job() && h.A >= 0 && h.B >= 0 && h.A < n && h.B < n && h.picked {
		return h.Map.Nights[h.A].Shows, h.Map.Nights[h.B].Shows
	}
	p := &m.past
	at := slices.IndexFunc(p.runs, func(r domain.PastRun) bool { return r.ID == m.run })
	if p.job != m.Job() || at < 0 {
		return 0, m.run
	}
	for _, r := range p.runs[at+1:] {
		if r.Source != domain.SourceSchedule && r.Source != domain.SourceOffline {
			return r.ID, m.run
		}
	}
	return 0, m.run
}

func (m *Model) readCompare() {
	c := &m.compare
	a, b := m.pair()
	if c.of == [2]int64{a, b} {
		return
	}
	c.of = [2]int64{a, b}
	c.A, c.B, c.Rows, c.None = nil, nil, nil, ""
	if a == 0 || b == 0 {
		c.None = words.T("runchecks.compare_none")
		m.changed(list.PartDetails)
		return
	}
	m.loadCompare.Run(func(ctx context.Context) func() {
		var one, two domain.Details
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			if one, err = q.Details(a); err == nil {
				two, err = q.Details(b)
			}
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			if c.of == [2]int64{a, b} {
				c.A, c.B = &one, &two
				c.arrange()
				m.changed(list.PartDetails)
			}
		}
	})
}

// arrange makes the rows: duration and reason of the runs, then their objects.
func (c *Comparison) arrange() {
	c.Rows, c.Differ, c.Same = nil, 0, 0
	if c.A == nil || c.B == nil {
		return
	}
	text := func(title, a, b string) {
		if a == b && !c.All || a+b == "" {
			return
		}
		row := CompareRow{Title: title, Equal: a == b}
		row.TextA, row.TextB = nights.Words(a, b)
		c.Rows = append(c.Rows, row)
	}
	text(words.T("runchecks.compare_says"), says(c.A), says(c.B))
	text(words.T("runchecks.compare_duration"), words.Duration(c.A.Run.Duration()), words.Duration(c.B.Run.Duration()))
	var equal []string
	for _, d := range nights.Compare(c.A.Run, c.B.Run) {
		if d.Equal {
			if c.Same += len(d.Names); !c.All {
				equal = append(equal, d.Names...)
				continue
			}
		} else {
			c.Differ += len(d.Names)
		}
		row := CompareRow{Title: d.Names[0], A: d.A, B: d.B, Equal: d.Equal}
		if len(d.Names) > 1 {
			row.Title, row.Names = words.Count(len(d.Names), "object"), words.Names(d.Names, 6)
		}
		row.TextA, row.TextB = nights.Words(d.A.Message, d.B.Message)
		c.Rows = append(c.Rows, row)
	}
	if len(equal) > 0 {
		title := words.T("runchecks.compare_equal", "n", len(equal))
		c.Rows = append(c.Rows, CompareRow{Title: title, Names: words.Names(equal, 8), Folded: true})
	}
}

// says is what a run says of itself: its evidence and its own error.
func says(d *domain.Details) string {
	r := d.Run
	return strings.Join(words.NonEmpty(oneLine(r.Evidence.Words), oneLine(r.Error)), "; ")
}
