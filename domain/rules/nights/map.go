package nights

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
)

// Cell is one object, or the whole job, in one night.
type Cell struct {
	Status  domain.Status // 0 where it is not in the report
	Message string        // of what is not good
	Run     int64         // that it is of
}

// Row is the whole job, or one object of it, night by night.
type Row struct {
	Name  string // "" for the whole job
	Cells []Cell
	Bad   int // nights in which it was not good
}

// Map is a job by nights: the first row is the whole job.
type Map struct {
	Nights []Night
	Rows   []Row
	// Cut says that older nights were left out: there is too much of them.
	Cut bool
}

// MapOf makes the map of nights, of which objects are those of their runs. A night in which
// the whole job was missed is one for each of its objects.
func MapOf(nights []Night, objects []domain.PastObject, judge domain.AttemptJudge) Map {
	m := Map{Nights: nights, Rows: []Row{{Cells: make([]Cell, len(nights))}}}
	night := map[int64]int{}
	for i, n := range nights {
		m.Rows[0].Cells[i] = Cell{Status: n.Status, Run: n.Shows}
		for _, r := range n.Runs {
			if !r.Hidden && (!r.Earlier || judge == domain.JudgeWorst) {
				night[r.ID] = i
			}
		}
	}
	at := map[string]int{}
	for _, o := range objects {
		i, ok := night[o.Run]
		if !ok || o.Status == 0 {
			continue
		}
		row, known := at[o.Name]
		if !known {
			row = len(m.Rows)
			at[o.Name] = row
			m.Rows = append(m.Rows, Row{Name: o.Name, Cells: make([]Cell, len(nights))})
		}
		if c := &m.Rows[row].Cells[i]; o.Status.Known() > c.Status {
			*c = Cell{Status: o.Status.Known(), Message: o.Message, Run: o.Run}
		}
	}
	for r := range m.Rows {
		row := &m.Rows[r]
		for i := range row.Cells {
			c := &row.Cells[i]
			if c.Status == 0 && r > 0 && nights[i].Status == domain.Missed {
				*c = Cell{Status: domain.Missed, Run: nights[i].Shows}
			}
			if c.Status != 0 && !c.Status.Good() {
				row.Bad++
			}
		}
	}
	rest := m.Rows[1:]
	slices.SortStableFunc(rest, func(a, b Row) int { return strings.Compare(domain.Fold(a.Name), domain.Fold(b.Name)) })
	return m
}

// Ordered returns the places of the rows as they are shown, the whole job first: those with
// problems before the others, or with only nothing but those.
func (m Map) Ordered(only bool) []int {
	var out []int
	for i := range m.Rows {
		if i == 0 || !only || m.Rows[i].Bad > 0 {
			out = append(out, i)
		}
	}
	if !only && len(out) > 0 {
		slices.SortStableFunc(out[1:], func(a, b int) int {
			return cmp.Compare(min(1, m.Rows[b].Bad), min(1, m.Rows[a].Bad))
		})
	}
	return out
}

// PatternKind names what comes again in a row of a map.
type PatternKind string

// The kinds of pattern.
const (
	EveryWeek  PatternKind = "week"      // bad on one day of the week
	EveryOther PatternKind = "fortnight" // bad on one day of every second week
	SinceNight PatternKind = "since"     // in the report since a night
)

// Pattern is one of them.
type Pattern struct {
	Kind   PatternKind
	Object string // "" for the whole job
	Status domain.Status
	Day    time.Weekday
	Since  time.Time // the date of the night
}

const (
	opportunities = 5 // the last ones that a pattern is looked for in
	enough        = 4 // of them that have to hold
	mostPatterns  = 4
)

// Patterns finds what holds for at least four of the last five opportunities. Nothing is told
// of a row that is bad on most other days, too.
func (m Map) Patterns() (out []Pattern) {
	for r := range m.Rows {
		row := &m.Rows[r]
		if len(out) == mostPatterns {
			break
		}
		if p, ok := m.weekly(row); ok {
			out = append(out, p)
		} else if p, ok := m.since(row); ok && r > 0 {
			out = append(out, p)
		}
	}
	return out
}

// weekly finds the day of the week on which a row is bad, each week or every other.
func (m Map) weekly(row *Row) (Pattern, bool) {
	var byDay [7][]domain.Status
	bad, ran := 0, 0
	for i := len(row.Cells) - 1; i >= 0; i-- {
		if s := row.Cells[i].Status; s != 0 {
			day := m.Nights[i].Date.Weekday()
			byDay[day] = append(byDay[day], s) // newest first
			ran++
			if !s.Good() {
				bad++
			}
		}
	}
	for day, list := range byDay {
		for every := 1; every <= 2; every++ {
			for from := 0; from < every; from++ {
				hits, seen, between, worst := 0, 0, 0, domain.Status(0)
				for i := from; i < len(list) && seen < opportunities; i += every {
					seen++
					if !list[i].Good() {
						hits++
						worst = max(worst, list[i])
					}
					if every == 2 && i+1 < len(list) && !list[i+1].Good() {
						between++
					}
				}
				others, days := bad-hits, ran-seen
				if seen < opportunities || hits < enough || between > 1 || others*4 > days {
					continue
				}
				p := Pattern{Kind: EveryWeek, Object: row.Name, Status: worst, Day: time.Weekday(day)}
				if every == 2 {
					p.Kind = EveryOther
				}
				return p, true
			}
		}
	}
	return Pattern{}, false
}

// since finds a row that came into the report within the nights, and is there since.
func (m Map) since(row *Row) (Pattern, bool) {
	first, before := -1, 0
	for i, c := range row.Cells {
		if here := c.Status != 0 && c.Status != domain.Missed; here && first < 0 {
			first = i
		} else if first < 0 && m.Rows[0].Cells[i].Status != 0 {
			before++
		}
	}
	if first < 0 || before < opportunities {
		return Pattern{}, false
	}
	here, seen := 0, 0
	for i := first; i < len(row.Cells); i++ {
		if m.Rows[0].Cells[i].Status == 0 {
			continue
		}
		seen++
		if row.Cells[i].Status != 0 {
			here++
		}
	}
	if seen < opportunities || here*opportunities < seen*enough {
		return Pattern{}, false
	}
	return Pattern{Kind: SinceNight, Object: row.Name, Since: m.Nights[first].Date}, true
}
