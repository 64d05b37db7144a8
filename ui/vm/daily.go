package vm

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// DayState is how a job stands on a day: a status, or expected.
type DayState struct {
	Status   domain.Status // 0: nothing came and nothing is missed
	Expected time.Time     // the next expected run of the day, zero for none
	// Unseen is true where a run of the day may be unknown: nobody asked at the time.
	Unseen bool
}

// DayJob is one row of Daily jobs: an active job on one local day.
type DayJob struct {
	domain.Job
	State    DayState
	Schedule domain.Schedule
	Runs     int
	Open     int           // of them: not reviewed
	Worst    domain.DayRun // the run that the status is of
}

// Daily is the view model of the screen Daily jobs (product.md, section 3): read-only,
// for a date, what every job did and what is still expected.
type Daily struct {
	list[DayJob]
	day  time.Time // local midnight
	runs []domain.DayRun
}

// NewDaily returns the view model, for today.
func NewDaily(p Params, changed func(Part)) *Daily {
	m := &Daily{list: newList[DayJob](p, changed)}
	m.day = midnight(p.Clock().In(p.Location))
	m.key = func(j *DayJob) string { return string(j.Key) }
	m.words = func(j *DayJob) map[string]string {
		return map[string]string{"": j.Customer.Name + " " + j.Product + " " + j.Type + " " + j.Name, "status": dayWord(j.State), "customer": j.Customer.Name, "product": j.Product}
	}
	m.order = func(by string, a, b *DayJob) int {
		switch by {
		case "customer":
			return cmp.Or(foldCompare(a.Customer.Name, b.Customer.Name), foldCompare(a.Name, b.Name))
		case "job":
			return foldCompare(a.Name, b.Name)
		case "product":
			return cmp.Or(foldCompare(a.Product, b.Product), foldCompare(a.Type, b.Type))
		default:
			return cmp.Or(cmp.Compare(b.State.Status, a.State.Status), a.State.Expected.Compare(b.State.Expected), foldCompare(a.Customer.Name, b.Customer.Name), foldCompare(a.Name, b.Name))
		}
	}
	m.read = func(ctx context.Context) ([]DayJob, error) { return readDay(ctx, p, m.day) }
	m.open = func(ctx context.Context, j DayJob) (func(), error) {
		var runs []domain.DayRun
		err := p.Store.Read(ctx, func(q domain.Queries) error {
			all, err := q.DayRuns(m.day, m.day.AddDate(0, 0, 1))
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

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// readDay reads one day. It is also what the terminal prints.
func readDay(ctx context.Context, p Params, day time.Time) (out []DayJob, err error) {
	now := p.Clock().In(p.Location)
	to := day.AddDate(0, 0, 1)
	err = p.Store.Read(ctx, func(q domain.Queries) error {
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		all, times, err := schedule.ForJobs(q, now, p.Location)
		if err != nil {
			return err
		}
		runs, err := q.DayRuns(day, to)
		if err != nil {
			return err
		}
		coverage, err := q.Coverage()
		if err != nil {
			return err
		}
		of := map[int64][]domain.DayRun{}
		for _, r := range runs {
			of[r.Job] = append(of[r.Job], r)
		}
		for _, j := range jobs {
			if j.State != domain.JobActive || !j.Customer.Active {
				continue
			}
			d := DayJob{Job: j.Job, Schedule: all[j.ID]}
			for _, r := range of[j.ID] {
				d.Runs++
				if !r.Reviewed {
					d.Open++
				}
				if r.Status > d.State.Status {
					d.State.Status, d.Worst = r.Status, r
				}
			}
			begin := j.Since // nothing is expected from before it, nor from before the first run
			if t := times[j.ID]; len(t) > 0 && t[0].After(begin) {
				begin = t[0]
			}
			silent := false // too long ago to be expected still
			for _, slot := range schedule.Slots(d.Schedule, day, to, p.Location) {
				if d.Runs == 0 && slot.Before(now) && (coverage[j.ID].Never || !coverage[j.ID].Observed(slot)) {
					silent, d.State.Unseen = true, !coverage[j.ID].Never
					continue
				}
				if d.Runs == 0 && slot.After(begin) && slot.Before(now.Add(-rules.OverdueReach)) {
					silent = true
					continue
				}
				// One that is late comes first: nobody can say yet that it is missed.
				if slot.After(now) || d.Runs == 0 && slot.After(begin) {
					d.State.Expected = slot
					break
				}
			}
			if d.Runs > 0 || silent || !d.State.Expected.IsZero() || d.Schedule.Kind == domain.ScheduleIrregular || d.Schedule.Kind == "" {
				out = append(out, d)
			}
		}
		return nil
	})
	return out, err
}

// ReadDay reads one local day, as Daily jobs shows it.
func ReadDay(ctx context.Context, p Params, day time.Time) ([]DayJob, error) {
	return readDay(ctx, p, midnight(day.In(p.Location)))
}

// dayWord is a state in one word.
func dayWord(s DayState) string {
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

// Detail names the day and counts it.
func (m *Daily) Detail() string {
	counts := map[string]int{}
	for i := range m.all {
		counts[dayWord(m.all[i].State)]++
	}
	text := m.day.Format("Monday 2 January 2006")
	if m.day.Equal(midnight(m.p.Clock().In(m.p.Location))) {
		text = "Today, " + text
	}
	for _, word := range []string{"Failed", "Missed", "Warning", "Unknown", "Expected", "Not observed", "No run", "Success (override)", "Success"} {
		if counts[word] > 0 {
			text += fmt.Sprintf(" · %d %s", counts[word], word)
		}
	}
	return text
}

// EmptyText explains the empty list.
func (m *Daily) EmptyText() string { return "No job ran or was expected on this day." }

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
		if j.Runs > 1 {
			c.Secondary = count(j.Runs, "run")
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

// Facts tells how the selected job stands on the day.
func (m *Daily) Facts() []Fact {
	j := m.row()
	if j == nil {
		return nil
	}
	facts := []Fact{{Label: "Customer", Text: j.Customer.Name}, {Label: "Product", Text: j.Product + " · " + j.Type}, {Label: "Schedule", Text: ScheduleWords(j.Schedule, m.p.Clock(), m.p.Location)}}
	switch {
	case j.Runs > 0 && j.Worst.Reason != "":
		facts = append(facts, Fact{Label: "Why", Text: j.Worst.Reason})
	case j.Runs == 0 && !j.State.Expected.IsZero() && j.State.Expected.Before(m.p.Clock()):
		facts = append(facts, Fact{Label: "Expected", Text: j.State.Expected.In(m.p.Location).Format("15:04") + ": late, but a report may still come, or no complete sync has looked since", Tone: Warn})
	case !j.State.Expected.IsZero():
		facts = append(facts, Fact{Label: "Expected", Text: j.State.Expected.In(m.p.Location).Format("15:04")})
	}
	return facts
}

// Below lists the runs of the selected job on the day.
func (m *Daily) Below() Below {
	b := Below{Title: "Runs of the day", Detail: Number(len(m.runs)), Columns: runColumns, Empty: "No run on this day."}
	for _, r := range m.runs {
		review := Cell{Text: "open", Tone: Warn}
		if r.Review != nil {
			review = Cell{Text: cmp.Or(r.Review.By, r.Review.Note), Tone: Faint}
		}
		b.Rows = append(b.Rows, []Cell{{Status: r.Status.Known()}, {Text: r.At.In(m.p.Location).Format("15:04:05")}, {Text: problemsWords(r.Problems), Tone: Faint}, review})
	}
	return b
}

var runColumns = []ListColumn{{ID: "status", Title: "Status", Width: 134}, {ID: "at", Title: "Run", Width: 150}, {ID: "problems", Title: "", Width: 90, Flex: 1}, {ID: "review", Title: "Reviewed", Width: 110, Flex: 0.6}}

func problemsWords(n int) string {
	if n == 0 {
		return ""
	}
	return count(n, "problem")
}

// GoDay goes to another day: by days, or with 0 to today.
func (m *Daily) GoDay(by int) {
	today := midnight(m.p.Clock().In(m.p.Location))
	if by == 0 {
		m.day = today
	} else if next := m.day.AddDate(0, 0, by); !next.After(today) {
		m.day = next
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

// Date returns the day shown, at local midnight.
func (m *Daily) Date() time.Time { return m.day }
