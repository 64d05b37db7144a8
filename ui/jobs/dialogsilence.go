package jobs

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
func (x *Feature) setSilence() {
	if !x.Model.CanSilence() {
		return
	}
	x.host.Background().Go(func(ctx context.Context) func() {
		var days int
		err := x.p.Store.Read(ctx, func(q domain.Queries) (err error) {
			days, err = domain.ReadSilence(q)
			return err
		})
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.silenceForm(days)
		}
	})
}

func (x *Feature) silenceForm(profile int) {
	jobs := x.Model.ForSilence()
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
	if x.p.Desk.May(rules.ActSettings) {
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
			x.Model.SetSilence(days)
			return true
		}
		x.host.Background().Go(func(ctx context.Context) func() {
			done, err := x.p.Desk.SetProfileSilence(ctx, days)
			return func() {
				if err != nil {
					x.host.Say(words.Failed(err))
					return
				}
				x.host.Say(words.Toast{Text: review.Words(done, x.host.Location())})
				x.host.Changed()
			}
		})
		return true
	}
	x.host.Ask(f)
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
