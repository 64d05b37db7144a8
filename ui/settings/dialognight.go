package settings

import (
	"context"
	"fmt"
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// setNight changes when a night of this profile begins, and how its retries count.
func (x *Feature) setNight() {
	x.host.Background().Go(func(ctx context.Context) func() {
		var nights rules.Nights
		var judge domain.AttemptJudge
		err := x.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			if nights, err = rules.ReadNights(q, x.host.Location()); err != nil {
				return err
			}
			judge, err = q.AttemptJudge()
			return err
		})
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.nightForm(nights, judge)
		}
	})
}

// judges are the ways to count the tries of a night, in the order of the choice.
var judges = []domain.AttemptJudge{domain.JudgeLast, domain.JudgeWorst}

func (x *Feature) nightForm(nights rules.Nights, judge domain.AttemptJudge) {
	var hours []string
	for hour := range 24 {
		hours = append(hours, fmt.Sprintf("%02d:00", hour))
	}
	hours[0] = words.T("setting.night_calendar", "hour", hours[0])
	f := form.New(words.T("setting.night_title"), words.T("setting.set"))
	f.Note = words.T("setting.night_note")
	_, start := f.Choice(words.T("setting.night_begins"), hours, nights.Start)
	tries := []string{words.T("setting.last"), words.T("setting.worst")}
	_, by := f.Choice(words.T("setting.night_tries"), tries, slices.Index(judges, judge))
	f.Changed = func() {
		chosen := nights
		chosen.Start = start()
		night := chosen.Of(x.host.Clock())
		f.Say(
			words.T("setting.night_tonight", "night", words.Night(night),
				"from", words.Stamp(night.From, words.WeekdayClock), "to", words.Stamp(night.To, words.WeekdayClock)),
			chosen.Start == nights.Start && judges[by()] == judge,
		)
	}
	f.Done = func() bool {
		hour, chosen := start(), judges[by()]
		x.host.Background().Go(func(ctx context.Context) func() {
			var done domain.Decision
			var err error
			if hour != nights.Start {
				done, err = x.p.Desk.SetNightStart(ctx, hour)
			}
			if err == nil && chosen != judge {
				done, err = x.p.Desk.SetAttemptJudge(ctx, chosen)
			}
			return func() {
				if err != nil {
					x.host.Say(words.Failed(err))
				} else {
					x.host.Say(words.Toast{Text: words.Decision(done, x.host.Location()), Undo: done.ID != ""})
				}
				x.host.Changed()
			}
		})
		return true
	}
	x.host.Ask(f)
}
