package shell

import (
	"context"
	"strconv"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// setSilence sets after how many days of silence the ticked jobs, or the selected one,
// are Missed; an Admin may set it for the whole profile, too.
func (w *Window) setSilence() {
	if !w.jobView.CanSilence() {
		return
	}
	w.p.View.Background.Go(func(ctx context.Context) func() {
		var days int
		err := w.p.View.Store.Read(ctx, func(q domain.Queries) (err error) {
			days, err = domain.ReadSilence(q)
			return err
		})
		return func() {
			if err != nil {
				w.say(words.Failed(err))
				return
			}
			w.silenceForm(days)
		}
	})
}

func (w *Window) silenceForm(profile int) {
	jobs := w.jobView.ForSilence()
	if len(jobs) == 0 {
		return
	}
	title, of := "Silence of "+jobs[0].Name, "this job"
	if len(jobs) > 1 {
		of = words.Number(len(jobs)) + " jobs"
		title = "Silence of " + of
	}
	f := form.New(title, "Set the silence")
	f.Note = "A job without a schedule that is silent for longer is shown as Missed. With a number of its own, a job with " +
		"a schedule is, too.\n" +
		"Empty is what the profile says: " + silentDays(
		profile,
	) + "."
	text := f.Suggest("Missed after", daysText(jobs[0].JobRow.Silence), "days, or never", []string{"3", "7", "14", "30", "60", "never"})
	scope := []string{of}
	if w.p.View.Desk.May(rules.ActSettings) {
		scope = append(scope, "every job that has no number of its own")
	}
	_, whose := f.Choice("For", scope, 0)
	f.Changed = func() {
		days, err := domain.ParseSilence(text.Text)
		switch {
		case err != nil:
			f.Say(words.ErrorLine(err), true)
		case whose() == 1 && days == 0:
			f.Say("Say after how many days, or never.", true)
		case days == 0:
			f.Say("As the profile says: "+silentDays(profile)+".", false)
		default:
			f.Say("Missed: "+silentDays(days)+".", false)
		}
	}
	f.Done = func() bool {
		days, err := domain.ParseSilence(text.Text)
		if err != nil {
			return false
		}
		if whose() == 0 {
			w.jobView.SetSilence(days)
			return true
		}
		w.p.View.Background.Go(func(ctx context.Context) func() {
			done, err := w.p.View.Desk.SetProfileSilence(ctx, days)
			return func() {
				if err != nil {
					w.say(words.Failed(err))
					return
				}
				w.say(words.Toast{Text: review.Words(done, w.p.View.Location)})
				w.Changed()
			}
		})
		return true
	}
	w.openForm(f)
}

// daysText is what stands in the field.
func daysText(days int) string {
	switch days {
	case 0:
		return ""
	case domain.SilenceNever:
		return "never"
	default:
		return strconv.Itoa(days)
	}
}

func silentDays(days int) string {
	switch days {
	case domain.SilenceNever:
		return "never"
	case 1:
		return "after 1 day"
	default:
		return "after " + strconv.Itoa(days) + " days"
	}
}
