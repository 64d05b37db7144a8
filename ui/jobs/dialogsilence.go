package jobs

import (
	"context"
	"strconv"

	"runchecks/domain"
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
		err := x.p.Store.Read(ctx, func(q domain.Reader) (err error) {
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
	of, scope := jobs[0].Name, []string{words.T("jobs.silence_this")}
	if len(jobs) > 1 {
		of = words.Count(len(jobs), "job")
		scope = []string{of}
	}
	f := form.New(words.T("jobs.silence_title", "of", of), words.T("jobs.silence_set"))
	f.Note = words.T("jobs.silence_note", "days", silentDays(profile))
	missed, hint := words.T("jobs.silence_after"), words.T("jobs.silence_hint")
	text := f.Suggest(missed, daysText(jobs[0].JobRow.Silence), hint, []string{"3", "7", "14", "30", "60", words.T("jobs.never")})
	if x.p.Desk.May(rules.ActSettings) {
		scope = append(scope, words.T("jobs.silence_every"))
	}
	_, whose := f.Choice(words.T("jobs.silence_for"), scope, 0)
	f.Changed = func() {
		days, err := words.ParseSilence(text.Text)
		switch {
		case err != nil:
			f.Say(words.ErrorLine(err), true)
		case whose() == 1 && days == 0:
			f.Say(words.T("jobs.silence_missing"), true)
		case days == 0:
			f.Say(words.T("jobs.silence_profile", "days", silentDays(profile)), false)
		default:
			f.Say(words.T("jobs.silence_says", "days", silentDays(days)), false)
		}
	}
	f.Done = func() bool {
		days, err := words.ParseSilence(text.Text)
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
				x.host.Say(words.Toast{Text: words.Decision(done, x.host.Location())})
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
		return words.T("jobs.never")
	default:
		return strconv.Itoa(days)
	}
}

func silentDays(days int) string {
	if days == domain.SilenceNever {
		return words.T("jobs.never")
	}
	return words.T("jobs.silence_days", "n", days)
}
