package model

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/nights"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// Spans are how many nights the history can show.
func Spans() []int { return []int{28, 90, 365} }

// Bounds of what the history reads.
const (
	mostHistoryRuns  = 4000
	mostHistoryItems = 150_000
)

// History is the map of a job and its objects by nights, with what is chosen in it.
type History struct {
	Map  nights.Map
	Span int
	Only bool  // rows with problems alone
	Rows []int // of the map, as shown
	// Row and Night are where the cursor is: a place of Rows, and a night of the map.
	Row, Night int
	// A and B are the nights that are compared, -1 for none.
	A, B int
	Note string // what comes again, "" for nothing

	job    int64
	fresh  bool
	open   bool // somebody looks at it
	picked bool // A and B were chosen by hand
}

// History is the map of the selected job.
func (m *Model) History() *History { return &m.history }

// OpenHistory reads the map of the selected job, unless it stands there; it is read again with
// each job as long as it is open.
func (m *Model) OpenHistory(open bool) {
	h := &m.history
	h.open = open
	if h.Span == 0 {
		h.Span = 90
	}
	if open && (h.job != m.Job() || !h.fresh) {
		m.readHistory()
	}
}

// SetSpan shows so many nights.
func (m *Model) SetSpan(n int) {
	m.history.Span = n
	m.readHistory()
}

// SwitchOnly shows the rows with problems alone, or all.
func (m *Model) SwitchOnly() {
	h := &m.history
	h.Only = !h.Only
	h.Rows, h.Row = h.Map.Ordered(h.Only), 0
	m.changed(list.PartDetails)
}

func (m *Model) readHistory() {
	h := &m.history
	job, span, now, calendar := m.Job(), h.Span, m.p.Clock().In(m.p.Location), m.nightsAt()
	if h.job != job {
		h.Map, h.Rows, h.Note = nights.Map{}, nil, "" // nothing of another job is left standing
	}
	h.job, h.fresh = job, true
	if job == 0 {
		return
	}
	m.loadHistory.Run(func(ctx context.Context) func() {
		var out nights.Map
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			out, err = readMap(q, job, span, calendar, now)
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			if h.job != job || h.Span != span {
				return
			}
			h.Map, h.Rows, h.Note = out, out.Ordered(h.Only), words.PatternLine(out.Patterns())
			h.Row, h.Night = min(h.Row, len(h.Rows)-1), len(out.Nights)-1
			if !h.picked {
				m.pickShown()
			}
			m.changed(list.PartDetails)
		}
	})
}

func readMap(q domain.Reader, job int64, span int, calendar rules.Nights, now time.Time) (out nights.Map, err error) {
	judge, err := q.AttemptJudge()
	if err != nil {
		return out, err
	}
	tonight := calendar.Of(now)
	runs, err := q.PastRuns(job, calendar.On(tonight.Date.AddDate(0, 0, 1-span)).From, tonight.To, mostHistoryRuns)
	if err != nil {
		return out, err
	}
	ids, items := make([]int64, 0, len(runs)), 0
	for _, r := range runs {
		if items += r.Objects; r.Objects > 0 && items <= mostHistoryItems {
			ids = append(ids, r.ID)
		}
	}
	objects, err := q.PastObjects(ids, mostHistoryItems)
	if err != nil {
		return out, err
	}
	out = nights.MapOf(nights.Of(runs, calendar, now, span, judge), objects, judge)
	out.Cut = len(runs) == mostHistoryRuns || items > mostHistoryItems
	return out, nil
}

// pickShown compares the shown run with the one before it.
func (m *Model) pickShown() {
	h := &m.history
	h.B = nights.At(h.Map.Nights, m.run)
	h.A = -1
	if h.B >= 0 {
		h.Night = h.B
		h.A = nights.Step(h.Map.Nights, h.B, -1)
	}
}

// MoveHistory moves the cursor by nights and rows; it stops at the ends.
func (m *Model) MoveHistory(byNight, byRow int) {
	h := &m.history
	h.Night = max(0, min(h.Night+byNight, len(h.Map.Nights)-1))
	h.Row = max(0, min(h.Row+byRow, len(h.Rows)-1))
	m.changed(list.PartDetails)
}

// PointHistory puts the cursor on a cell.
func (m *Model) PointHistory(row, night int) {
	m.history.Row, m.history.Night = row, night
	m.MoveHistory(0, 0)
}

// PickNight takes the night of the cursor for what is compared: first A, then B, and so on.
func (m *Model) PickNight() {
	h := &m.history
	if h.Night < 0 || h.Night >= len(h.Map.Nights) || h.Map.Nights[h.Night].Shows == 0 {
		m.Say(words.T("runchecks.night_without"), false)
		return
	}
	if h.A >= 0 && h.B >= 0 {
		h.A, h.B = h.Night, -1
	} else {
		h.B = h.Night
		if h.A > h.B {
			h.A, h.B = h.B, h.A // A is the older one
		}
	}
	h.picked = true
	m.changed(list.PartDetails)
	if m.compare.open {
		m.readCompare()
	}
}

// ShowCursor shows the run of the cell under the cursor.
func (m *Model) ShowCursor() {
	if c, ok := m.cursor(); ok && c.Run != 0 {
		m.showPast(c.Run)
	}
}

func (m *Model) cursor() (nights.Cell, bool) {
	h := &m.history
	if h.Row < 0 || h.Row >= len(h.Rows) || h.Night < 0 || h.Night >= len(h.Map.Nights) {
		return nights.Cell{}, false
	}
	return h.Map.Rows[h.Rows[h.Row]].Cells[h.Night], true
}

// HistoryTip says what is under the cursor: the night, the row, its status and its words.
func (m *Model) HistoryTip() string {
	h := &m.history
	c, ok := m.cursor()
	if !ok {
		return ""
	}
	row := h.Map.Rows[h.Rows[h.Row]]
	if row.Name == "" {
		return words.NightTip(h.Map.Nights[h.Night])
	}
	return words.CellTip(row.Name, h.Map.Nights[h.Night], c)
}

// TipAt says what is in a cell of the map.
func (m *Model) TipAt(row, night int) string {
	h := m.history
	defer func() { m.history = h }()
	m.history.Row, m.history.Night = row, night
	return m.HistoryTip()
}

// nightsAt are the nights of the profile, as they were read with the list.
func (m *Model) nightsAt() rules.Nights {
	if m.nights.Location == nil {
		return rules.Nights{Location: m.p.Location, Start: rules.DefaultNightStart}
	}
	return m.nights
}
