package shell

import (
	"cmp"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
	"runchecks/ui/form"
	"runchecks/ui/widget/slotcalendar"
	"runchecks/ui/words"
)

// setSchedule sets the schedule of the selected job by hand.
func (w *Window) setSchedule() {
	if !w.jobView.CanSchedule() {
		return
	}
	job := *w.jobView.Job()
	now := w.p.View.Clock().In(w.p.View.Location)
	loc := w.p.View.Location
	f := form.New("Schedule of "+job.Name, "Set the schedule")
	f.Note = "Set by hand it wins over what is learned. Empty is learned again from the runs.\n" +
		"For example: " + strings.Join([]string{
		schedule.Examples[2], schedule.Examples[6], schedule.Examples[8], schedule.Examples[9],
	}, " · ")
	parts := ""
	if job.Schedule.Kind != "" {
		parts = schedule.Words(job.Schedule)
	}
	text := f.Suggest("Runs", parts, schedule.Examples[0], schedule.Examples)
	pauses := []time.Time{{}, now.AddDate(0, 0, 7), now.AddDate(0, 1, 0), now.AddDate(0, 3, 0)}
	pauseWords := []string{"not paused", "paused for a week", "paused for a month", "paused for three months"}
	if job.Schedule.PausedUntil.After(now) {
		pauses = append([]time.Time{job.Schedule.PausedUntil}, pauses...)
		pauseWords = append([]string{"as it is: paused until " + job.Schedule.PausedUntil.In(loc).Format("2 Jan 2006")}, pauseWords...)
	}
	_, pause := f.Choice("Pause", pauseWords, 0)
	read := func() (*domain.Schedule, error) {
		if text.Text == "" {
			return nil, nil
		}
		s, err := schedule.Parse(text.Text, now)
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
			f.Say("It is learned from the runs already.", true)
		case s == nil:
			f.Say("Learned again from the runs.", false)
		default:
			f.Say(schedule.Words(*s)+nextWords(*s, now, loc), false)
		}
	}
	f.Done = func() bool {
		s, err := read()
		if err != nil {
			return false
		}
		w.jobView.SetSchedule(s)
		return true
	}
	w.openForm(f)
}

// nextWords names the next expected runs.
func nextWords(s domain.Schedule, now time.Time, loc *time.Location) string {
	text, after := "", now
	for range 3 {
		next := schedule.Next(s, after, loc)
		if next.IsZero() {
			break
		}
		text += cmp.Or(map[bool]string{true: "; next "}[text == ""], ", ") + next.In(loc).Format("Mon 2 Jan 15:04")
		after = next
	}
	return text
}

// showEvidence draws the calendar behind the schedule of the selected job.
func (w *Window) showEvidence() {
	slots, runs, since := w.jobView.Evidence()
	if since.IsZero() {
		w.calendar.Set(time.Time{}, nil)
		return
	}
	loc := w.p.View.Location
	first := since.In(loc)
	first = time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, loc)
	place := func(t time.Time) int {
		at := t.In(loc)
		return int(
			time.Date(
				at.Year(),
				at.Month(),
				at.Day(),
				12,
				0,
				0,
				0,
				time.UTC,
			).Sub(
				time.Date(first.Year(), first.Month(), first.Day(), 12, 0, 0, 0, time.UTC),
			).Hours() / 24,
		)
	}
	days := make([]slotcalendar.Day, place(w.p.View.Clock())+1)
	for _, r := range runs {
		if i := place(r.At); r.Source != domain.SourceSchedule && i >= 0 && i < len(days) && days[i].Kind == slotcalendar.Nothing {
			days[i] = slotcalendar.Day{
				Kind: slotcalendar.Extra,
				Text: "a run at " + r.At.In(loc).Format("15:04") + " that no slot expected",
			}
		}
	}
	for _, s := range slots {
		i := place(s.At)
		if i < 0 || i >= len(days) {
			continue
		}
		expected := "expected " + s.At.In(loc).Format("15:04")
		switch {
		case !s.Run.IsZero() && days[i].Kind != slotcalendar.Missing:
			days[i] = slotcalendar.Day{Kind: slotcalendar.Met, Text: expected + ", came " + s.Run.In(loc).Format("15:04")}
		case s.Run.IsZero() && s.Due:
			days[i] = slotcalendar.Day{Kind: slotcalendar.Missing, Text: expected + ", did not come"}
		case s.Run.IsZero() && days[i].Kind != slotcalendar.Missing:
			days[i] = slotcalendar.Day{Kind: slotcalendar.Coming, Text: expected + ", may still come"}
		}
	}
	w.calendar.Set(first, days)
}

// openDayRun shows the run of the selected row of Daily jobs on Run Checks.
func (w *Window) openDayRun() {
	job, run := w.dayView.Chosen()
	if job != 0 {
		w.showRun(job, run)
	}
}

// openJob shows the selected job on Run Checks.
func (w *Window) openJob() {
	if j := w.jobView.Job(); j != nil {
		w.showRun(j.ID, 0)
	}
}

// showRun shows a run on Run Checks, with reviewed ones where that is needed.
func (w *Window) showRun(job, run int64) {
	w.search.SetText("")
	w.open(screenRunChecks)
	if !w.view.ShowRun(job, run) {
		w.say(
			words.Toast{
				Text: "Everything of this job is reviewed. Only an Admin may include reviewed runs; the history is on the screen Jobs.",
			},
		)
	}
}
