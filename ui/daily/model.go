// Package daily is the screen Daily jobs: what every job did in a night, and what is still
// expected. It changes nothing.
package daily

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
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
func New(p services.Base, changed func(list.Part)) *Model {
	m := &Model{List: list.New[Job](p, changed)}
	m.Key = func(j *Job) string { return string(j.Key) }
	m.Words = func(j *Job) map[string]string {
		return map[string]string{
			"":         j.Customer.Name + " " + j.Product + " " + j.Type + " " + j.Name,
			"status":   searched(j.State),
			"customer": j.Customer.Name,
			"product":  j.Product,
		}
	}
	m.Last = func(j *Job) domain.LastRun { return j.Last }
	m.SetColumns("status", m.columns()...)
	m.Open = func(ctx context.Context, j Job) (func(), error) {
		var runs []domain.DayRun
		err := p.Store.Read(ctx, func(q domain.Reader) error {
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
		return words.Status(s.Status)
	case !s.Expected.IsZero():
		return words.T("daily.expected")
	case s.Unseen:
		return words.T("daily.not_observed")
	default:
		return words.T("daily.no_run")
	}
}

// searched is what a search for a status looks in: the word shown, and the English one of a
// status, which means the same in every language.
func searched(s rules.DayState) string {
	if s.Status == 0 {
		return dayWord(s)
	}
	return s.Status.String() + " " + dayWord(s)
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("daily.title") }

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
		text = words.Capital(text)
	case m.night.Calendar():
		text = words.T("daily.today", "night", text)
	default:
		text = words.T("daily.tonight", "night", text)
	}
	parts := []string{text}
	for _, word := range []string{
		words.Status(domain.Failed), words.Status(domain.Missed), words.Status(domain.Warning), words.Status(domain.Unknown),
		words.T("daily.expected"), words.T("daily.not_observed"), words.T("daily.no_run"),
		words.Status(domain.SuccessOverride), words.Status(domain.Success),
	} {
		if n := counts[word]; n > 0 {
			parts = append(parts, words.T("daily.count", "n", n, "status", word))
		}
	}
	return strings.Join(parts, " · ")
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string { return m.WhenEmpty(words.T("daily.empty")) }

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[Job] {
	return []list.Column[Job]{
		{
			ID: "status", Title: words.T("daily.status"), Width: 134,
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
					return list.Cell{Text: words.T("daily.mark_expected", "state", dayWord(j.State)), Tone: words.Faint}
				}
				return list.Cell{Text: words.T("daily.mark_none", "state", dayWord(j.State)), Tone: words.Faint}
			},
		},
		{
			ID: "customer", Title: words.T("daily.customer"), Width: 60, Flex: 0.9,
			Compare: func(a, b *Job) int {
				return cmp.Or(list.CompareNames(a.Customer.Name, b.Customer.Name), list.CompareNames(a.Name, b.Name))
			},
			Cell: func(j *Job) list.Cell {
				return list.Cell{Text: j.Customer.Name}
			},
		},
		{
			ID: "job", Title: words.T("daily.job"), Width: 80, Flex: 1.2,
			Compare: func(a, b *Job) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(j *Job) list.Cell {
				return list.Cell{Text: j.Name, Secondary: j.Product + " · " + j.Type, Bold: true}
			},
		},
		{
			ID: "schedule", Title: words.T("daily.schedule"), Width: 70, Flex: 0.9,
			Cell: func(j *Job) list.Cell {
				return list.Cell{Text: words.Schedule(j.Schedule, m.Params.Clock(), m.Params.Location), Tone: words.Faint}
			},
		},
		{
			ID: "run", Title: words.T("daily.run"), Width: 60, Right: true,
			Cell: func(j *Job) list.Cell {
				if j.Runs == 0 {
					if j.State.Expected.IsZero() {
						return list.Cell{}
					}
					return list.Cell{Text: words.Clock(j.State.Expected.In(m.Params.Location)), Tone: words.Faint}
				}
				c := list.Cell{Text: words.Clock(j.Worst.At.In(m.Params.Location))}
				switch {
				case j.Runs > 1:
					c.Secondary = words.Count(j.Runs, "run")
				case j.Worst.Attempts > 1:
					c.Secondary = words.T("run.try", "nth", words.Ordinal(j.Worst.Attempts))
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
					return list.Cell{Text: words.T("daily.open"), Tone: words.Warn}
				}
				return list.Cell{Text: words.T("daily.reviewed"), Tone: words.Faint}
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
		{Label: words.T("daily.customer"), Text: j.Customer.Name},
		{Label: words.T("daily.product"), Text: j.Product + " · " + j.Type},
		{Label: words.T("daily.schedule"), Text: words.Schedule(j.Schedule, m.Params.Clock(), m.Params.Location)},
	}
	switch {
	case j.Runs > 0 && j.Worst.By.Reason != "":
		facts = append(facts, words.DetailField{Label: words.T("daily.why"), Text: j.Worst.By.Reason})
	case !j.State.Expected.IsZero() && j.State.Expected.Before(m.Params.Clock()):
		facts = append(facts, words.DetailField{
			Label: words.T("daily.expected"),
			Text:  words.T("daily.late", "time", words.Clock(j.State.Expected.In(m.Params.Location))),
			Tone:  words.Warn,
		})
	case !j.State.Expected.IsZero():
		facts = append(facts, words.DetailField{Label: words.T("daily.expected"), Text: words.Clock(j.State.Expected.In(m.Params.Location))})
	}
	if j.Worst.Attempts > 1 {
		tries := []string{words.Try(j.Worst.Attempts, j.Worst.Status, j.Worst.At, m.Params.Location)}
		for _, r := range slices.Backward(j.Worst.Earlier) {
			at := words.Clock(r.At.In(m.Params.Location))
			tries = append(tries, words.T("daily.try_at", "status", words.Status(r.Status), "time", at))
		}
		facts = append(facts, words.DetailField{Label: words.T("daily.tries"), Text: strings.Join(tries, " · ")})
	}
	return facts
}

// Below lists the runs of the selected job in the night, with every try.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{
		Title:   words.T("daily.runs"),
		Detail:  words.Number(len(m.runs)),
		Columns: runs.Columns(),
		Empty:   words.T("daily.no_runs"),
	}
	for _, r := range m.runs {
		review := list.Cell{Text: words.T("daily.open"), Tone: words.Warn}
		if r.Review != nil {
			review = list.Cell{Text: cmp.Or(r.Review.By, r.Review.Note), Tone: words.Faint}
		}
		b.Rows = append(
			b.Rows,
			[]list.Cell{
				{Status: r.Status.Known()},
				{Text: words.Stamp(r.At.In(m.Params.Location), words.WeekdayClockSeconds)},
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
