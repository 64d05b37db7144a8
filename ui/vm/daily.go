package vm

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// DayJob is one row of Daily jobs: an active job in one night.
type DayJob = rules.DayJob

// Daily is the view model of the screen Daily jobs (product.md, section 3): read-only,
// for a night, what every job did and what is still expected.
type Daily struct {
	list[DayJob]
	asked   time.Time   // the date of the night to be shown, zero for tonight
	night   rules.Night // that is shown
	tonight rules.Night
	runs    []domain.DayRun
}

// NewDaily returns the view model, for tonight.
func NewDaily(p Params, changed func(Part)) *Daily {
	m := &Daily{list: newList[DayJob](p, changed)}
	m.key = func(j *DayJob) string { return string(j.Key) }
	m.words = func(j *DayJob) map[string]string {
		return map[string]string{
			"":         j.Customer.Name + " " + j.Product + " " + j.Type + " " + j.Name,
			"status":   dayWord(j.State),
			"customer": j.Customer.Name,
			"product":  j.Product,
		}
	}
	m.last = func(j *DayJob) domain.LastRun { return j.Last }
	m.order = func(by string, a, b *DayJob) int {
		switch by {
		case "customer":
			return cmp.Or(foldCompare(a.Customer.Name, b.Customer.Name), foldCompare(a.Name, b.Name))
		case "job":
			return foldCompare(a.Name, b.Name)
		case "product":
			return cmp.Or(foldCompare(a.Product, b.Product), foldCompare(a.Type, b.Type))
		default:
			return cmp.Or(
				cmp.Compare(b.State.Status, a.State.Status),
				a.State.Expected.Compare(b.State.Expected),
				foldCompare(a.Customer.Name, b.Customer.Name),
				foldCompare(a.Name, b.Name),
			)
		}
	}
	m.open = func(ctx context.Context, j DayJob) (func(), error) {
		var runs []domain.DayRun
		err := p.Store.Read(ctx, func(q domain.Queries) error {
			all, err := q.DayRuns(j.Night.From, j.Night.To)
			for _, r := range all {
				if r.Job == j.ID {
					runs = append(runs, r)
				}
			}
			return err
		})
		return func() { m.runs = runs }, err
	}
	return m
}

// Reload reads the night again and keeps the selection.
func (m *Daily) Reload() {
	asked := m.asked
	m.loadRows.Run(func(ctx context.Context) func() {
		day, err := m.p.Desk.Day(ctx, asked)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.night, m.tonight = day.Night, day.Tonight
			m.all, m.loaded = day.Jobs, true
			m.arrange()
		}
	})
}

// dayWord is a state in one word.
func dayWord(s rules.DayState) string {
	switch {
	case s.Status != 0:
		return s.Status.String()
	case !s.Expected.IsZero():
		return "Expected"
	case s.Unseen:
		return "Not observed"
	default:
		return "No run"
	}
}

// Title belongs to Listing, and so do the following.
func (m *Daily) Title() string { return "Daily jobs" }

// Detail names the night and counts it.
func (m *Daily) Detail() string {
	counts := map[string]int{}
	for i := range m.all {
		counts[dayWord(m.all[i].State)]++
	}
	if !m.loaded {
		return ""
	}
	text := NightWords(m.night)
	switch {
	case !m.night.Date.Equal(m.tonight.Date):
		text = strings.ToUpper(text[:1]) + text[1:]
	case m.night.Calendar():
		text = "Today, " + text
	default:
		text = "Tonight, " + text
	}
	for _, word := range []string{"Failed", "Missed", "Warning", "Unknown", "Expected", "Not observed", "No run", "Success (override)", "Success"} {
		if counts[word] > 0 {
			text += fmt.Sprintf(" · %d %s", counts[word], word)
		}
	}
	return text
}

// EmptyText explains the empty list.
func (m *Daily) EmptyText() string { return m.empty("No job ran or was expected in this night.") }

var dailyColumns = []ListColumn{
	{ID: "status", Title: "Status", Width: 134, Sortable: true},
	{ID: "customer", Title: "Customer", Width: 60, Flex: 0.9, Sortable: true},
	{ID: "job", Title: "Job", Width: 80, Flex: 1.2, Sortable: true},
	{ID: "schedule", Title: "Schedule", Width: 70, Flex: 0.9},
	{ID: "run", Title: "Run", Width: 60, Right: true},
	{ID: "review", Title: "", Width: 74, Right: true},
}

// Columns lists the columns.
func (m *Daily) Columns() []ListColumn { return dailyColumns }

// Cell says what stands in a cell.
func (m *Daily) Cell(row int, column string) Cell {
	if row >= len(m.rows) {
		return Cell{}
	}
	j := &m.rows[row]
	switch column {
	case "status":
		switch {
		case j.State.Status != 0:
			return Cell{Status: j.State.Status}
		case !j.State.Expected.IsZero():
			return Cell{Text: "○ Expected", Tone: Faint}
		case j.State.Unseen:
			return Cell{Text: "– Not observed", Tone: Faint}
		}
		return Cell{Text: "– No run", Tone: Faint}
	case "customer":
		return Cell{Text: j.Customer.Name}
	case "job":
		return Cell{Text: j.Name, Secondary: j.Product + " · " + j.Type, Bold: true}
	case "schedule":
		return Cell{Text: ScheduleWords(j.Schedule, m.p.Clock(), m.p.Location), Tone: Faint}
	case "run":
		if j.Runs == 0 {
			if j.State.Expected.IsZero() {
				return Cell{}
			}
			return Cell{Text: j.State.Expected.In(m.p.Location).Format("15:04"), Tone: Faint}
		}
		c := Cell{Text: j.Worst.At.In(m.p.Location).Format("15:04")}
		switch {
		case j.Runs > 1:
			c.Secondary = Count(j.Runs, "run")
		case j.Worst.Attempts > 1:
			c.Secondary = schedule.Ordinal(j.Worst.Attempts) + " try"
		}
		return c
	default:
		switch {
		case j.Runs == 0:
			return Cell{}
		case j.Open > 0:
			return Cell{Text: "open", Tone: Warn}
		}
		return Cell{Text: "reviewed", Tone: Faint}
	}
}

// ScheduleWords says when a job runs, and until when it is paused.
func ScheduleWords(s domain.Schedule, now time.Time, loc *time.Location) string {
	if s.Kind == "" {
		return "Irregular"
	}
	text := schedule.Words(s)
	if s.PausedUntil.After(now) {
		text += ", paused until " + s.PausedUntil.In(loc).Format("2 Jan")
	}
	return text
}

// Heading names the selected job.
func (m *Daily) Heading() string {
	if j := m.row(); j != nil {
		return j.Name
	}
	return ""
}

// Facts tells how the selected job stands in the night.
func (m *Daily) Facts() []Fact {
	j := m.row()
	if j == nil {
		return nil
	}
	facts := []Fact{
		{Label: "Customer", Text: j.Customer.Name},
		{Label: "Product", Text: j.Product + " · " + j.Type},
		{Label: "Schedule", Text: ScheduleWords(j.Schedule, m.p.Clock(), m.p.Location)},
	}
	switch {
	case j.Runs > 0 && j.Worst.By.Reason != "":
		facts = append(facts, Fact{Label: "Why", Text: j.Worst.By.Reason})
	case !j.State.Expected.IsZero() && j.State.Expected.Before(m.p.Clock()):
		facts = append(
			facts,
			Fact{
				Label: "Expected",
				Text: j.State.Expected.In(
					m.p.Location,
				).Format(
					"15:04",
				) + ": late, but a report may still come, or no complete sync has looked since",
				Tone: Warn,
			},
		)
	case !j.State.Expected.IsZero():
		facts = append(facts, Fact{Label: "Expected", Text: j.State.Expected.In(m.p.Location).Format("15:04")})
	}
	if j.Worst.Attempts > 1 {
		text := TryWords(j.Worst.Attempts, j.Worst.Status, j.Worst.At, m.p.Location)
		for _, r := range slices.Backward(j.Worst.Earlier) {
			text += fmt.Sprintf(" · %s %s", r.Status, r.At.In(m.p.Location).Format("15:04"))
		}
		facts = append(facts, Fact{Label: "Tries", Text: text})
	}
	return facts
}

// Below lists the runs of the selected job in the night, with every try.
func (m *Daily) Below() Below {
	b := Below{Title: "Runs of the night", Detail: Number(len(m.runs)), Columns: runColumns, Empty: "No run in this night."}
	for _, r := range m.runs {
		review := Cell{Text: "open", Tone: Warn}
		if r.Review != nil {
			review = Cell{Text: cmp.Or(r.Review.By, r.Review.Note), Tone: Faint}
		}
		b.Rows = append(
			b.Rows,
			[]Cell{
				{Status: r.Status.Known()},
				{Text: r.At.In(m.p.Location).Format("Mon 15:04:05")},
				{Text: triedAgain(r.LastAttempt, r.Problems), Tone: Faint},
				review,
			},
		)
	}
	return b
}

// triedAgain says of a run of a history how bad it was, and that it was tried again.
func triedAgain(lastAttempt int64, problems int) string {
	text := problemsWords(problems)
	switch {
	case lastAttempt == 0:
		return text
	case text == "":
		return "tried again"
	}
	return text + ", tried again"
}

var runColumns = []ListColumn{
	{ID: "status", Title: "Status", Width: 134},
	{ID: "at", Title: "Run", Width: 150},
	{ID: "problems", Title: "", Width: 90, Flex: 1},
	{ID: "review", Title: "Reviewed", Width: 110, Flex: 0.6},
}

func problemsWords(n int) string {
	if n == 0 {
		return ""
	}
	return Count(n, "problem")
}

// GoNight goes to another night: by nights, or with 0 to tonight. There is none after
// tonight.
func (m *Daily) GoNight(by int) {
	if m.tonight.Date.IsZero() { // nothing was read yet
		return
	}
	from := m.asked
	if from.IsZero() {
		from = m.tonight.Date
	}
	switch next := from.AddDate(0, 0, by); {
	case by == 0 || next.Equal(m.tonight.Date):
		m.asked = time.Time{}
	case next.Before(m.tonight.Date):
		m.asked = next
	}
	m.Reload()
}

// Chosen returns the job of the selected row and the run that its status is of, 0 for none.
func (m *Daily) Chosen() (job, run int64) {
	if j := m.row(); j != nil {
		return j.ID, j.Worst.ID
	}
	return 0, 0
}

// Night returns the night shown, the zero Night before the first was read.
func (m *Daily) Night() rules.Night { return m.night }

// NightWords names a night: "night of Saturday 28 November 2026", or the date alone where
// the profile's nights are calendar days.
func NightWords(n rules.Night) string {
	text := n.Date.Format("Monday 2 January 2006")
	if n.Calendar() {
		return text
	}
	return "night of " + text
}
