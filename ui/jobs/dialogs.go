package jobs

import (
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// setSchedule sets the schedule of the selected job by hand.
func (x *Feature) setSchedule() {
	if !x.Model.CanSchedule() {
		return
	}
	job := *x.Model.Job()
	now := x.host.Clock().In(x.host.Location())
	loc := x.host.Location()
	f := form.New(words.T("jobs.schedule_title", "job", job.Name), words.T("jobs.schedule_set"))
	examples := words.ScheduleExamples()
	f.Note = words.T("jobs.schedule_note", "examples", strings.Join([]string{
		examples[2], examples[6], examples[8], examples[9],
	}, " · "))
	parts := ""
	if job.Schedule.Kind != "" {
		parts = words.Typed(job.Schedule)
	}
	text := f.Suggest(words.T("jobs.schedule_runs"), parts, examples[0], examples)
	pauses := []time.Time{{}, now.AddDate(0, 0, 7), now.AddDate(0, 1, 0), now.AddDate(0, 3, 0)}
	pauseWords := []string{
		words.T("jobs.pause_none"), words.T("jobs.pause_week"), words.T("jobs.pause_month"), words.T("jobs.pause_quarter"),
	}
	if job.Schedule.PausedUntil.After(now) {
		pauses = append([]time.Time{job.Schedule.PausedUntil}, pauses...)
		until := words.Stamp(job.Schedule.PausedUntil.In(loc), words.Date)
		pauseWords = append([]string{words.T("jobs.pause_kept", "day", until)}, pauseWords...)
	}
	_, pause := f.Choice(words.T("jobs.pause"), pauseWords, 0)
	read := func() (*domain.Schedule, error) {
		if text.Text == "" {
			return nil, nil
		}
		s, err := words.ParseSchedule(text.Text, now)
		s.PausedUntil = pauses[pause()]
		if job.Schedule.Kind != "" {
			s.Tolerance = job.Schedule.Tolerance
		}
		return &s, err
	}
	f.Changed = func() {
		s, err := read()
		switch {
		case err != nil:
			f.Say(words.ErrorLine(err), true)
		case s == nil && !job.ByHand:
			f.Say(words.T("jobs.schedule_learned"), true)
		case s == nil:
			f.Say(words.T("jobs.schedule_relearned"), false)
		default:
			f.Say(scheduleWords(*s, now, loc), false)
		}
	}
	f.Done = func() bool {
		s, err := read()
		if err != nil {
			return false
		}
		x.Model.SetSchedule(s)
		return true
	}
	x.host.Ask(f)
}

// scheduleWords says a schedule with its next expected runs.
func scheduleWords(s domain.Schedule, now time.Time, loc *time.Location) string {
	var runs []string
	for after := now; len(runs) < 3; {
		if after = schedule.Next(s, after, loc); after.IsZero() {
			break
		}
		runs = append(runs, words.Stamp(after.In(loc), words.WeekdayDayClock))
	}
	if len(runs) == 0 {
		return words.Times(s)
	}
	return words.T("jobs.schedule_next", "schedule", words.Times(s), "runs", strings.Join(runs, ", "))
}

// openJob shows the selected job on Run Checks.
func (x *Feature) openJob() {
	if j := x.Model.Job(); j != nil {
		x.showRun(j.ID, 0)
	}
}
