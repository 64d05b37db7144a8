// Package daily is the screen Daily jobs: what every job did in a night, and what is still
// expected. It changes nothing.
package daily

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
	"runchecks/ui/list"
	"runchecks/ui/list/runs"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Job is one row of Daily jobs: an active job in one night.
type Job = rules.DayJob

// Model is the view model of the screen Daily jobs (product.md, section 3): read-only,
// for a night, what every job did and what is still expected.
type Model struct {
	list.List[Job]
	asked   time.Time   // the date of the night to be shown, zero for tonight
	night   rules.Night // that is shown
	tonight rules.Night
	runs    []domain.DayRun
}

// New returns the view model, for tonight.
func New(p services.Params, changed func(list.Part)) *Model {
	m := &Model{List: list.New[Job](p, changed)}
	m.Key = func(j *Job) string { return string(j.Key) }
	m.Words = func(j *Job) map[string]string {
		return map[string]string{
			"":         j.Customer.Name + " " + j.Product + " " + j.Type + " " + j.Name,
			"status":   dayWord(j.State),
			"customer": j.Customer.Name,
			"product":  j.Product,
		}
	}
	m.Last = func(j *Job) domain.LastRun { return j.Last }
	m.SetColumns("status", m.columns()...)
	m.Open = func(ctx context.Context, j Job) (func(), error) {
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
func (m *Model) Reload() {
	asked := m.asked
	m.LoadRows.Run(func(ctx context.Context) func() {
		day, err := m.Params.Desk.Day(ctx, asked)
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.night, m.tonight = day.Night, day.Tonight
			m.AllRows, m.Loaded = day.Jobs, true
			m.Arrange()
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

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return "Daily jobs" }

// Detail names the night and counts it.
func (m *Model) Detail() string {
	counts := map[string]int{}
	for i := range m.AllRows {
		counts[dayWord(m.AllRows[i].State)]++
	}
	if !m.Loaded {
		return ""
	}
	text := words.Night(m.night)
	switch {
	case !m.night.Date.Equal(m.tonight.Date):
		text = strings.ToUpper(text[:1]) + text[1:]
	case m.night.Calendar():
		text = "Today, " + text
	default:
		text = "Tonight, " + text
	}
	for _, word := range []string{"Failed", "Missed", "Warning", "Unknown", "Expected", "Not observed", "No run",
		"Success (override)", "Success"} {
		if counts[word] > 0 {
			text += fmt.Sprintf(" · %d %s", counts[word], word)
		}
	}
	return text
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string { return m.WhenEmpty("No job ran or was expected in this night.") }

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[Job] {
	return []list.Column[Job]{
		{
			ID: "status", Title: "Status", Width: 134,
			Compare: func(a, b *Job) int {
				return cmp.Or(
					cmp.Compare(b.State.Status, a.State.Status),
					a.State.Expected.Compare(b.State.Expected),
					list.CompareNames(a.Customer.Name, b.Customer.Name),
					list.CompareNames(a.Name, b.Name),
				)
			},
			Cell: func(j *Job) list.Cell {
				switch {
				case j.State.Status != 0:
					return list.Cell{Status: j.State.Status}
				case !j.State.Expected.IsZero():
					return list.Cell{Text: "○ Expected", Tone: words.Faint}
				case j.State.Unseen:
					return list.Cell{Text: "– Not observed", Tone: words.Faint}
				}
				return list.Cell{Text: "– No run", Tone: words.Faint}
			},
		},
		{
			ID: "customer", Title: "Customer", Width: 60, Flex: 0.9,
			Compare: func(a, b *Job) int {
				return cmp.Or(list.CompareNames(a.Customer.Name, b.Customer.Name), list.CompareNames(a.Name, b.Name))
			},
			Cell: func(j *Job) list.Cell {
				return list.Cell{Text: j.Customer.Name}
			},
		},
		{
			ID: "job", Title: "Job", Width: 80, Flex: 1.2,
			Compare: func(a, b *Job) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(j *Job) list.Cell {
				return list.Cell{Text: j.Name, Secondary: j.Product + " · " + j.Type, Bold: true}
			},
		},
		{
			ID: "schedule", Title: "Schedule", Width: 70, Flex: 0.9,
			Cell: func(j *Job) list.Cell {
				return list.Cell{Text: words.Schedule(j.Schedule, m.Params.Clock(), m.Params.Location), Tone: words.Faint}
			},
		},
		{
			ID: "run", Title: "Run", Width: 60, Right: true,
			Cell: func(j *Job) list.Cell {
				if j.Runs == 0 {
					if j.State.Expected.IsZero() {
						return list.Cell{}
					}
					return list.Cell{Text: j.State.Expected.In(m.Params.Location).Format("15:04"), Tone: words.Faint}
				}
				c := list.Cell{Text: j.Worst.At.In(m.Params.Location).Format("15:04")}
				switch {
				case j.Runs > 1:
					c.Secondary = words.Count(j.Runs, "run")
				case j.Worst.Attempts > 1:
					c.Secondary = schedule.Ordinal(j.Worst.Attempts) + " try"
				}
				return c
			},
		},
		{
			ID: "review", Title: "", Width: 74, Right: true,
			Cell: func(j *Job) list.Cell {
				switch {
				case j.Runs == 0:
					return list.Cell{}
				case j.Open > 0:
					return list.Cell{Text: "open", Tone: words.Warn}
				}
				return list.Cell{Text: "reviewed", Tone: words.Faint}
			},
		},
	}
}

// Heading names the selected job.
func (m *Model) Heading() string {
	if j := m.Row(); j != nil {
		return j.Name
	}
	return ""
}

// Facts tells how the selected job stands in the night.
func (m *Model) Facts() []words.DetailField {
	j := m.Row()
	if j == nil {
		return nil
	}
	facts := []words.DetailField{
		{Label: "Customer", Text: j.Customer.Name},
		{Label: "Product", Text: j.Product + " · " + j.Type},
		{Label: "Schedule", Text: words.Schedule(j.Schedule, m.Params.Clock(), m.Params.Location)},
	}
	switch {
	case j.Runs > 0 && j.Worst.By.Reason != "":
		facts = append(facts, words.DetailField{Label: "Why", Text: j.Worst.By.Reason})
	case !j.State.Expected.IsZero() && j.State.Expected.Before(m.Params.Clock()):
		facts = append(
			facts,
			words.DetailField{
				Label: "Expected",
				Text: j.State.Expected.In(
					m.Params.Location,
				).Format(
					"15:04",
				) + ": late, but a report may still come, or no complete sync has looked since",
				Tone: words.Warn,
			},
		)
	case !j.State.Expected.IsZero():
		facts = append(facts, words.DetailField{Label: "Expected", Text: j.State.Expected.In(m.Params.Location).Format("15:04")})
	}
	if j.Worst.Attempts > 1 {
		text := words.Try(j.Worst.Attempts, j.Worst.Status, j.Worst.At, m.Params.Location)
		for _, r := range slices.Backward(j.Worst.Earlier) {
			text += fmt.Sprintf(" · %s %s", r.Status, r.At.In(m.Params.Location).Format("15:04"))
		}
		facts = append(facts, words.DetailField{Label: "Tries", Text: text})
	}
	return facts
}

// Below lists the runs of the selected job in the night, with every try.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{
		Title:   "Runs of the night",
		Detail:  words.Number(len(m.runs)),
		Columns: runs.Columns,
		Empty:   "No run in this night.",
	}
	for _, r := range m.runs {
		review := list.Cell{Text: "open", Tone: words.Warn}
		if r.Review != nil {
			review = list.Cell{Text: cmp.Or(r.Review.By, r.Review.Note), Tone: words.Faint}
		}
		b.Rows = append(
			b.Rows,
			[]list.Cell{
				{Status: r.Status.Known()},
				{Text: r.At.In(m.Params.Location).Format("Mon 15:04:05")},
				{Text: runs.TriedAgain(r.LastAttempt, r.Problems), Tone: words.Faint},
				review,
			},
		)
	}
	return b
}

// GoNight goes to another night: by nights, or with 0 to tonight. There is none after
// tonight.
func (m *Model) GoNight(by int) {
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
func (m *Model) Chosen() (job, run int64) {
	if j := m.Row(); j != nil {
		return j.ID, j.Worst.ID
	}
	return 0, 0
}

// Night returns the night shown, the zero Night before the first was read.
func (m *Model) Night() rules.Night { return m.night }
