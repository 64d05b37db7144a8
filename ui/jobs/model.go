// Package jobs is the screen Jobs: approved jobs with their history, their schedule and the
// evidence behind it. The jobs that wait for a decision are in package runchecks.
package jobs

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
	"runchecks/ui/list"
	"runchecks/ui/list/runs"
	"runchecks/ui/services"
	"runchecks/ui/words"
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

// Model is the view model of the screen Jobs (product.md, section 3): approved jobs
// with their history, schedule and the evidence behind it.
type Model struct {
	list.List[Job]
	runs    []domain.RunRow
	slots   []domain.SlotHit
	since   time.Time // of slots
	archive bool      // archived jobs are shown, too
}

// evidenceReach is how far back the calendar behind a schedule goes: thirteen weeks.
const evidenceReach = 91 * 24 * time.Hour

// New returns the view model.
func New(p services.Base, changed func(list.Part)) *Model {
	m := &Model{List: list.New[Job](p, changed)}
	m.Key = func(j *Job) string { return string(j.Key) }
	m.Words = func(j *Job) map[string]string {
		return map[string]string{
			"":         j.Customer.Name + " " + j.Product + " " + j.Type + " " + j.Name + " " + j.Sender,
			"customer": j.Customer.Name,
			"product":  j.Product,
			"state":    string(j.State),
			"schedule": words.Times(j.Schedule),
			"status":   j.Status.String() + " " + words.Status(j.Status),
		}
	}
	m.Last = func(j *Job) domain.LastRun { return j.Last }
	m.SetColumns("customer", m.columns()...)
	m.Read = func(ctx context.Context) (out []Job, err error) {
		err = p.Store.Read(ctx, func(q domain.Reader) error {
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
	m.Open = func(ctx context.Context, j Job) (func(), error) {
		var rows []domain.RunRow
		var times []time.Time
		var covered domain.Coverage
		now := p.Clock()
		since := now.Add(-evidenceReach)
		err := p.Store.Read(ctx, func(q domain.Reader) (err error) {
			if rows, err = q.JobRuns(j.ID, true, runs.Limit); err != nil {
				return err
			}
			all, err := q.Coverage()
			if err != nil {
				return err
			}
			covered = all[j.ID]
			ran, err := q.RealRuns(j.ID, since)
			times = ran[j.ID]
			return err
		})
		slots := schedule.Evidence(j.Schedule, times, since, now, covered.To, p.Location)
		return func() { m.runs, m.slots, m.since = rows, slots, since }, err
	}
	return m
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("jobs.title") }

// Detail counts them.
func (m *Model) Detail() string {
	irregular, archived := 0, 0
	for i := range m.AllRows {
		switch {
		case m.AllRows[i].State == domain.JobArchived:
			archived++
		case m.AllRows[i].Schedule.Kind == domain.ScheduleIrregular || m.AllRows[i].Schedule.Kind == "":
			irregular++
		}
	}
	return words.Join(
		words.Number(len(m.AllRows)-archived),
		words.Tally(words.N(irregular, "without a schedule"), words.N(archived, "archived")),
	)
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string {
	return m.WhenEmpty(words.T("jobs.empty"))
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[Job] {
	byName := func(a, b *Job) int {
		return cmp.Or(list.CompareNames(a.Customer.Name, b.Customer.Name), list.CompareNames(a.Name, b.Name))
	}
	return []list.Column[Job]{
		list.Tick[Job](),
		{
			ID: "status", Title: words.T("jobs.newest"), Width: 112,
			Compare: func(a, b *Job) int { return cmp.Or(cmp.Compare(b.Status, a.Status), byName(a, b)) },
			Cell: func(j *Job) list.Cell {
				if j.State == domain.JobArchived {
					return list.Cell{Text: words.T("jobs.is_archived"), Tone: words.Faint}
				}
				if j.Newest.IsZero() {
					return list.Cell{Text: words.T("jobs.no_run_yet"), Tone: words.Faint}
				}
				return list.Cell{Status: j.Status.Known()}
			},
		},
		{
			ID: "customer", Title: words.T("jobs.customer"), Width: 60, Flex: 0.8,
			Compare: func(a, b *Job) int { return byName(a, b) },
			Cell: func(j *Job) list.Cell {
				c := list.Cell{Text: j.Customer.Name}
				if !j.Customer.Active {
					c.Secondary, c.Tone = words.T("jobs.is_inactive"), words.Faint
				}
				return c
			},
		},
		{
			ID: "job", Title: words.T("jobs.job"), Width: 80, Flex: 1.2,
			Compare: func(a, b *Job) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(j *Job) list.Cell {
				return list.Cell{Text: j.Name, Secondary: j.Product + " · " + j.Type, Bold: true}
			},
		},
		{
			ID: "schedule", Title: words.T("jobs.schedule"), Width: 80, Flex: 1,
			Compare: func(a, b *Job) int {
				return cmp.Or(list.CompareNames(words.Times(a.Schedule), words.Times(b.Schedule)), byName(a, b))
			},
			Cell: func(j *Job) list.Cell {
				c := list.Cell{Text: words.Schedule(j.Schedule, m.Params.Clock(), m.Params.Location), Secondary: confidenceWords(*j)}
				if j.Schedule.Kind == domain.ScheduleIrregular || j.Schedule.Kind == "" {
					c.Tone = words.Faint
				}
				return c
			},
		},
		{
			ID: "newest", Title: words.T("jobs.last_run"), Width: 78, Right: true,
			Compare: func(a, b *Job) int { return cmp.Or(b.Last.Run.Compare(a.Last.Run), byName(a, b)) },
			Cell: func(j *Job) list.Cell {
				return list.Cell{Text: m.ago(j.Last.Run), Tone: words.Faint}
			},
		},
		{
			ID: "success", Title: words.T("jobs.last_success"), Width: 92, Right: true,
			Compare: func(a, b *Job) int { return cmp.Or(b.Last.Success.Compare(a.Last.Success), byName(a, b)) },
			Cell: func(j *Job) list.Cell {
				c := list.Cell{Text: m.ago(j.Last.Success), Tone: words.Faint}
				if j.Last.Success.IsZero() && !j.Last.Run.IsZero() {
					c.Tone = words.Warn
				}
				return c
			},
		},
	}
}

// ago says when something was last.
func (m *Model) ago(at time.Time) string {
	if at.IsZero() {
		return words.T("jobs.never")
	}
	return words.When(at, m.Params.Clock().In(m.Params.Location))
}

// confidenceWords says where a schedule comes from and how sure it is.
func confidenceWords(j Job) string {
	switch {
	case j.ByHand:
		return words.T("jobs.by_hand")
	case j.Schedule.Kind == domain.ScheduleIrregular || j.Schedule.Kind == "":
		if j.SilentAfter == 0 {
			return words.T("jobs.nothing_missed")
		}
		return words.T("jobs.missed_after", "days", words.Counted(j.SilentAfter, "silent day"))
	default:
		return words.T("jobs.learned", "n", int(math.Round(100*j.Schedule.Confidence)))
	}
}

// SilenceWords says after how many days of silence a job is Missed, and who says so.
func SilenceWords(j Job) string {
	text := words.T("jobs.silent_for", "days", words.Counted(j.SilentAfter, "day"))
	if j.SilentAfter == 0 {
		text = words.T("jobs.silent_never")
	}
	switch {
	case j.Workstation:
		return words.T("jobs.workstation")
	case j.News:
		return words.T("jobs.news")
	case j.Silence != 0:
		return words.T("jobs.silence_by_hand", "silence", text)
	case j.SilentAfter == 0 && j.Schedule.Kind != domain.ScheduleIrregular && j.Schedule.Kind != "":
		return words.T("jobs.by_schedule")
	default:
		return words.T("jobs.by_profile", "silence", text)
	}
}

// Heading names the selected job.
func (m *Model) Heading() string {
	if j := m.Row(); j != nil {
		return j.Name
	}
	return ""
}

// Facts tells what is known about the selected job.
func (m *Model) Facts() []words.DetailField {
	j := m.Row()
	if j == nil {
		return nil
	}
	now := m.Params.Clock()
	planned := words.Schedule(j.Schedule, now, m.Params.Location)
	facts := []words.DetailField{
		{Label: words.T("jobs.customer"), Text: j.Customer.Name},
		{Label: words.T("jobs.product"), Text: j.Product + " · " + j.Type},
		{Label: words.T("jobs.sender"), Text: j.Sender},
		{Label: words.T("jobs.schedule"), Text: words.T("jobs.schedule_sure", "schedule", planned, "how", confidenceWords(*j))},
		{Label: words.T("jobs.silence"), Text: SilenceWords(*j)},
		{Label: words.T("jobs.last_run"), Text: m.ago(j.Last.Run)},
		{Label: words.T("jobs.last_success"), Text: m.ago(j.Last.Success)},
	}
	if next := schedule.Next(j.Schedule, now, m.Params.Location); !next.IsZero() && j.State == domain.JobActive {
		at := words.Stamp(next.In(m.Params.Location), words.WeekdayDayClock)
		facts = append(facts, words.DetailField{
			Label: words.T("jobs.next"), Text: words.T("jobs.next_at", "time", at, "tolerance", toleranceWords(j.Schedule)),
		})
	}
	if hits, all := m.met(); all > 0 && m.Opened() {
		facts = append(facts, words.DetailField{Label: words.T("jobs.evidence"), Text: words.T("jobs.evidence_met", "n", hits, "all", all)})
	}
	if j.State == domain.JobArchived {
		facts = append(facts, words.DetailField{Label: words.T("jobs.state"), Text: words.T("jobs.archived"), Tone: words.Warn})
	}
	return facts
}

func toleranceWords(s domain.Schedule) string {
	d := schedule.MissedAfter(s)
	return words.T("jobs.tolerance", "hours", int(d.Hours()), "minutes", fmt.Sprintf("%02d", int(d.Minutes())%60))
}

func (m *Model) met() (hits, all int) {
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
func (m *Model) Evidence() (slots []domain.SlotHit, runs []domain.RunRow, since time.Time) {
	if !m.Opened() {
		return nil, nil, time.Time{}
	}
	return m.slots, m.runs, m.since
}

// Below lists the history of the selected job.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{
		Title:   words.T("jobs.history"),
		Detail:  words.Number(len(m.runs)),
		Columns: runs.Columns(),
		Empty:   words.T("jobs.no_runs"),
	}
	if len(m.runs) >= runs.Limit {
		b.Detail = words.T("jobs.newest_runs", "n", runs.Limit)
	}
	now := m.Params.Clock().In(m.Params.Location)
	for _, r := range m.runs {
		review := list.Cell{Text: words.T("jobs.open"), Tone: words.Warn}
		if r.Reviewed {
			review = list.Cell{Text: words.T("jobs.reviewed"), Tone: words.Faint}
		}
		b.Rows = append(
			b.Rows,
			[]list.Cell{
				{Status: r.Status.Known()},
				{Text: words.Day(r.At, now)},
				{Text: cmp.Or(words.Noted(r.Note), runs.TriedAgain(r.LastAttempt, r.Problems)), Tone: words.Faint},
				review,
			},
		)
	}
	return b
}

// Job returns the selected job, nil for none.
func (m *Model) Job() *Job { return m.Row() }

// ShowsArchive reports whether archived jobs are shown, too.
func (m *Model) ShowsArchive() bool { return m.archive }

// SwitchArchive shows archived jobs, too, or no longer.
func (m *Model) SwitchArchive() {
	m.archive = !m.archive
	m.Reload()
}

// CanArchive reports whether jobs may be archived or brought back here.
func (m *Model) CanArchive() bool {
	return len(m.ChosenRows()) > 0 && m.Params.Desk.May(rules.ActArchive)
}

// ToArchive returns the ticked jobs, or the selected one, that Archive is about: those that
// are archived where the first of them is, else those that are not.
func (m *Model) ToArchive() (out []Job) {
	for _, j := range m.ChosenRows() {
		if len(out) == 0 || j.State == out[0].State {
			out = append(out, j)
		}
	}
	return out
}

// Archive archives jobs, or brings them back where they are archived (ToArchive).
func (m *Model) Archive() {
	if !m.CanArchive() {
		return
	}
	var ids []int64
	jobs := m.ToArchive()
	for _, j := range jobs {
		ids = append(ids, j.ID)
	}
	on := jobs[0].State == domain.JobActive
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.Archive(ctx, ids, on) })
}

// CanSchedule reports whether the schedule of the selected job may be set.
func (m *Model) CanSchedule() bool { return m.Row() != nil && m.Params.Desk.May(rules.ActSchedule) }

// SetSchedule sets the schedule of the selected job, nil to learn it again.
func (m *Model) SetSchedule(s *domain.Schedule) {
	if !m.CanSchedule() {
		return
	}
	id := m.Row().ID
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.SetSchedule(ctx, id, s) })
}

// CanSilence reports whether the silence of the ticked jobs, or of the selected one, may be set.
func (m *Model) CanSilence() bool {
	return len(m.ChosenRows()) > 0 && m.Params.Desk.May(rules.ActSchedule)
}

// ForSilence returns the jobs that SetSilence sets: the ticked ones, or the selected one.
func (m *Model) ForSilence() []Job { return m.ChosenRows() }

// SetSilence sets after how many days of silence these jobs are Missed, see domain.Job.Silence.
func (m *Model) SetSilence(days int) {
	if !m.CanSilence() {
		return
	}
	var ids []int64
	for _, j := range m.ChosenRows() {
		ids = append(ids, j.ID)
	}
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.SetSilence(ctx, ids, days) })
}

// Targets returns the ticked jobs, or the selected one, for tickets and remarks.
func (m *Model) Targets() []review.Target {
	var out []review.Target
	for _, j := range m.ChosenRows() {
		out = append(out, review.Target{Job: j.ID, Last: j.LastRun})
	}
	return out
}
