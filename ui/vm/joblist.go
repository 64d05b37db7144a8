package vm

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// Job is an approved job with when it is expected to run.
type Job struct {
	domain.JobRow
	Schedule domain.Schedule
	ByHand   bool
	Last     domain.LastRun
	// SilentAfter is after how many days of silence it is Missed, 0 for never.
	SilentAfter int
	// Workstation: it has the offline rule instead.
	Workstation bool
	// News: it tells news alone, as they happen to come, see rules.Habit.
	News bool
}

// Jobs is the view model of the screen Jobs (product.md, section 3): approved jobs
// with their history, schedule and the evidence behind it.
type Jobs struct {
	list[Job]
	runs    []domain.RunRow
	slots   []domain.SlotHit
	since   time.Time // of slots
	archive bool      // archived jobs are shown, too
}

// evidenceReach is how far back the calendar behind a schedule goes: thirteen weeks.
const evidenceReach = 91 * 24 * time.Hour

// NewJobs returns the view model.
func NewJobs(p Params, changed func(Part)) *Jobs {
	m := &Jobs{list: newList[Job](p, changed)}
	m.key = func(j *Job) string { return string(j.Key) }
	m.words = func(j *Job) map[string]string {
		return map[string]string{
			"": j.Customer.Name + " " + j.Product + " " + j.Type + " " + j.Name + " " + j.Sender, "customer": j.Customer.Name, "product": j.Product,
			"state": string(j.State), "schedule": schedule.Words(j.Schedule), "status": j.Status.String(),
		}
	}
	m.last = func(j *Job) domain.LastRun { return j.Last }
	m.order = func(by string, a, b *Job) int {
		byName := cmp.Or(foldCompare(a.Customer.Name, b.Customer.Name), foldCompare(a.Name, b.Name))
		switch by {
		case "status":
			return cmp.Or(cmp.Compare(b.Status, a.Status), byName)
		case "job":
			return foldCompare(a.Name, b.Name)
		case "schedule":
			return cmp.Or(foldCompare(schedule.Words(a.Schedule), schedule.Words(b.Schedule)), byName)
		case "newest":
			return cmp.Or(b.Last.Run.Compare(a.Last.Run), byName)
		case "success":
			return cmp.Or(b.Last.Success.Compare(a.Last.Success), byName)
		default:
			return byName
		}
	}
	m.read = func(ctx context.Context) (out []Job, err error) {
		err = p.Store.Read(ctx, func(q domain.Queries) error {
			jobs, err := q.Jobs()
			if err != nil {
				return err
			}
			byHand, err := q.Schedules()
			if err != nil {
				return err
			}
			all, times, err := schedule.ForJobs(q, p.Clock(), p.Location)
			if err != nil {
				return err
			}
			last, err := q.LastRuns()
			if err != nil {
				return err
			}
			days, err := domain.ReadSilence(q)
			if err != nil {
				return err
			}
			coverage, err := q.Coverage()
			for _, j := range jobs {
				if j.State == domain.JobActive || m.archive && j.State == domain.JobArchived {
					_, hand := byHand[j.ID]
					one := Job{JobRow: j, Schedule: all[j.ID], ByHand: hand, Last: last[j.ID], Workstation: coverage[j.ID].Never}
					if one.Last.Kind == domain.KindInformation && len(times[j.ID]) == 0 {
						reports, err := q.JobRuns(j.ID, true, rules.HabitRuns)
						if err != nil {
							return err
						}
						one.News = !rules.Habit(reports, p.Location)
					}
					if !one.Workstation && !one.News {
						one.SilentAfter = rules.SilentJob{Job: j.Job, Schedule: one.Schedule, Days: days}.SilenceAfter()
					}
					out = append(out, one)
				}
			}
			return err
		})
		return out, err
	}
	m.open = func(ctx context.Context, j Job) (func(), error) {
		var runs []domain.RunRow
		var times []time.Time
		var covered domain.Coverage
		now := p.Clock()
		since := now.Add(-evidenceReach)
		err := p.Store.Read(ctx, func(q domain.Queries) (err error) {
			if runs, err = q.JobRuns(j.ID, true, runLimit); err != nil {
				return err
			}
			all, err := q.Coverage()
			if err != nil {
				return err
			}
			covered = all[j.ID]
			return q.RealRuns(j.ID, since, func(_ int64, at time.Time) { times = append(times, at) })
		})
		slots := schedule.Evidence(j.Schedule, times, since, now, covered.To, p.Location)
		return func() { m.runs, m.slots, m.since = runs, slots, since }, err
	}
	return m
}

// Title belongs to Listing, and so do the following.
func (m *Jobs) Title() string { return "Jobs" }

// Detail counts them.
func (m *Jobs) Detail() string {
	irregular, archived := 0, 0
	for i := range m.all {
		switch {
		case m.all[i].State == domain.JobArchived:
			archived++
		case m.all[i].Schedule.Kind == domain.ScheduleIrregular || m.all[i].Schedule.Kind == "":
			irregular++
		}
	}
	return join(Number(len(m.all)-archived), tally(N(irregular, "without a schedule"), N(archived, "archived")))
}

// EmptyText explains the empty list.
func (m *Jobs) EmptyText() string {
	return m.empty("No job fits. Jobs come from messages approved in the inbox.")
}

var jobColumns = []ListColumn{
	{ID: "tick", Width: 32},
	{ID: "status", Title: "Newest", Width: 112, Sortable: true},
	{ID: "customer", Title: "Customer", Width: 60, Flex: 0.8, Sortable: true},
	{ID: "job", Title: "Job", Width: 80, Flex: 1.2, Sortable: true},
	{ID: "schedule", Title: "Schedule", Width: 80, Flex: 1, Sortable: true},
	{ID: "newest", Title: "Last run", Width: 78, Right: true, Sortable: true},
	{ID: "success", Title: "Last success", Width: 92, Right: true, Sortable: true},
}

// Columns lists the columns.
func (m *Jobs) Columns() []ListColumn { return jobColumns }

// Cell says what stands in a cell.
func (m *Jobs) Cell(row int, column string) Cell {
	if row >= len(m.rows) {
		return Cell{}
	}
	j := &m.rows[row]
	switch column {
	case "status":
		if j.State == domain.JobArchived {
			return Cell{Text: "○ archived", Tone: Faint}
		}
		if j.Newest.IsZero() {
			return Cell{Text: "no run yet", Tone: Faint}
		}
		return Cell{Status: j.Status.Known()}
	case "customer":
		c := Cell{Text: j.Customer.Name}
		if !j.Customer.Active {
			c.Secondary, c.Tone = "inactive", Faint
		}
		return c
	case "job":
		return Cell{Text: j.Name, Secondary: j.Product + " · " + j.Type, Bold: true}
	case "schedule":
		c := Cell{Text: ScheduleWords(j.Schedule, m.p.Clock(), m.p.Location), Secondary: confidenceWords(*j)}
		if j.Schedule.Kind == domain.ScheduleIrregular || j.Schedule.Kind == "" {
			c.Tone = Faint
		}
		return c
	case "success":
		c := Cell{Text: m.ago(j.Last.Success), Tone: Faint}
		if j.Last.Success.IsZero() && !j.Last.Run.IsZero() {
			c.Tone = Warn
		}
		return c
	default:
		return Cell{Text: m.ago(j.Last.Run), Tone: Faint}
	}
}

// ago says when something was last.
func (m *Jobs) ago(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return When(at, m.p.Clock().In(m.p.Location))
}

// confidenceWords says where a schedule comes from and how sure it is.
func confidenceWords(j Job) string {
	switch {
	case j.ByHand:
		return "set by hand"
	case j.Schedule.Kind == domain.ScheduleIrregular || j.Schedule.Kind == "":
		if j.SilentAfter == 0 {
			return "nothing is missed"
		}
		return "missed after " + Count(j.SilentAfter, "silent day")
	default:
		return fmt.Sprintf("learned, %.0f %% sure", 100*j.Schedule.Confidence)
	}
}

// SilenceWords says after how many days of silence a job is Missed, and who says so.
func SilenceWords(j Job) string {
	text := "missed after " + Count(j.SilentAfter, "day") + " without a run"
	if j.SilentAfter == 0 {
		text = "never missed for silence"
	}
	switch {
	case j.Workstation:
		return "a workstation is told offline instead"
	case j.News:
		return "never missed: it tells news as they come"
	case j.Silence != 0:
		return text + " (set by hand)"
	case j.SilentAfter == 0 && j.Schedule.Kind != domain.ScheduleIrregular && j.Schedule.Kind != "":
		return "what its schedule expects is missed"
	default:
		return text + " (as the profile says)"
	}
}

// Heading names the selected job.
func (m *Jobs) Heading() string {
	if j := m.row(); j != nil {
		return j.Name
	}
	return ""
}

// Facts tells what is known about the selected job.
func (m *Jobs) Facts() []Fact {
	j := m.row()
	if j == nil {
		return nil
	}
	now := m.p.Clock()
	facts := []Fact{
		{Label: "Customer", Text: j.Customer.Name}, {Label: "Product", Text: j.Product + " · " + j.Type}, {Label: "Sender", Text: j.Sender},
		{Label: "Schedule", Text: ScheduleWords(j.Schedule, now, m.p.Location) + " (" + confidenceWords(*j) + ")"},
	}
	facts = append(
		facts,
		Fact{Label: "Silence", Text: SilenceWords(*j)},
		Fact{Label: "Last run", Text: m.ago(j.Last.Run)},
		Fact{Label: "Last success", Text: m.ago(j.Last.Success)},
	)
	if next := schedule.Next(j.Schedule, now, m.p.Location); !next.IsZero() && j.State == domain.JobActive {
		facts = append(
			facts,
			Fact{
				Label: "Next expected",
				Text:  next.In(m.p.Location).Format("Mon 2 Jan 15:04") + ", missed after " + toleranceWords(j.Schedule),
			},
		)
	}
	if hits, all := m.met(); all > 0 && m.Opened() {
		facts = append(facts, Fact{Label: "Evidence", Text: fmt.Sprintf("%d of %d expected runs came in the last 13 weeks", hits, all)})
	}
	if j.State == domain.JobArchived {
		facts = append(facts, Fact{Label: "State", Text: "Archived: in no list, and nothing of it is missed.", Tone: Warn})
	}
	return facts
}

func toleranceWords(s domain.Schedule) string {
	d := schedule.MissedAfter(s)
	return fmt.Sprintf("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
}

func (m *Jobs) met() (hits, all int) {
	for _, s := range m.slots {
		if s.Due {
			all++
			if !s.Run.IsZero() {
				hits++
			}
		}
	}
	return hits, all
}

// Evidence returns the slots behind the schedule of the selected job, since a time,
// and its runs.
func (m *Jobs) Evidence() (slots []domain.SlotHit, runs []domain.RunRow, since time.Time) {
	if !m.Opened() {
		return nil, nil, time.Time{}
	}
	return m.slots, m.runs, m.since
}

// Below lists the history of the selected job.
func (m *Jobs) Below() Below {
	b := Below{Title: "History", Detail: Number(len(m.runs)), Columns: runColumns, Empty: "No run yet."}
	if len(m.runs) >= runLimit {
		b.Detail = "the newest " + Number(runLimit)
	}
	now := m.p.Clock().In(m.p.Location)
	for _, r := range m.runs {
		review := Cell{Text: "open", Tone: Warn}
		if r.Reviewed {
			review = Cell{Text: "reviewed", Tone: Faint}
		}
		b.Rows = append(
			b.Rows,
			[]Cell{
				{Status: r.Status.Known()},
				{Text: Day(r.At, now)},
				{Text: cmp.Or(r.Note, triedAgain(r.LastAttempt, r.Problems)), Tone: Faint},
				review,
			},
		)
	}
	return b
}

// Job returns the selected job, nil for none.
func (m *Jobs) Job() *Job { return m.row() }

// ShowsArchive reports whether archived jobs are shown, too.
func (m *Jobs) ShowsArchive() bool { return m.archive }

// SwitchArchive shows archived jobs, too, or no longer.
func (m *Jobs) SwitchArchive() {
	m.archive = !m.archive
	m.Reload()
}

// CanArchive reports whether jobs may be archived or brought back here.
func (m *Jobs) CanArchive() bool { return len(m.chosen()) > 0 && m.p.Desk.May(rules.ActArchive) }

// ToArchive returns the ticked jobs, or the selected one, that Archive is about: those that
// are archived where the first of them is, else those that are not.
func (m *Jobs) ToArchive() (out []Job) {
	for _, j := range m.chosen() {
		if len(out) == 0 || j.State == out[0].State {
			out = append(out, j)
		}
	}
	return out
}

// Archive archives jobs, or brings them back where they are archived (ToArchive).
func (m *Jobs) Archive() {
	if !m.CanArchive() {
		return
	}
	var ids []int64
	jobs := m.ToArchive()
	for _, j := range jobs {
		ids = append(ids, j.ID)
	}
	on := jobs[0].State == domain.JobActive
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.Archive(ctx, ids, on) })
}

// CanSchedule reports whether the schedule of the selected job may be set.
func (m *Jobs) CanSchedule() bool { return m.row() != nil && m.p.Desk.May(rules.ActSchedule) }

// SetSchedule sets the schedule of the selected job, nil to learn it again.
func (m *Jobs) SetSchedule(s *domain.Schedule) {
	if !m.CanSchedule() {
		return
	}
	id := m.row().ID
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.SetSchedule(ctx, id, s) })
}

// CanSilence reports whether the silence of the ticked jobs, or of the selected one, may be set.
func (m *Jobs) CanSilence() bool { return len(m.chosen()) > 0 && m.p.Desk.May(rules.ActSchedule) }

// ForSilence returns the jobs that SetSilence sets: the ticked ones, or the selected one.
func (m *Jobs) ForSilence() []Job { return m.chosen() }

// SetSilence sets after how many days of silence these jobs are Missed, see domain.Job.Silence.
func (m *Jobs) SetSilence(days int) {
	if !m.CanSilence() {
		return
	}
	var ids []int64
	for _, j := range m.chosen() {
		ids = append(ids, j.ID)
	}
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.SetSilence(ctx, ids, days) })
}

// Targets returns the ticked jobs, or the selected one, for tickets and remarks.
func (m *Jobs) Targets() []review.Target {
	var out []review.Target
	for _, j := range m.chosen() {
		out = append(out, review.Target{Job: j.ID, Last: j.LastRun})
	}
	return out
}
