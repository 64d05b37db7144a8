package jobs

import (
	"cmp"
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
		x.Model.SetSchedule(s)
		return true
	}
	x.host.Ask(f)
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

// openJob shows the selected job on Run Checks.
func (x *Feature) openJob() {
	if j := x.Model.Job(); j != nil {
		x.showRun(j.ID, 0)
	}
}
