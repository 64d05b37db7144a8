package shell

import (
	"context"
	"fmt"
	"slices"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// setNight changes when a night of this profile begins, and how its retries count.
func (w *Window) setNight() {
	w.p.View.Background.Go(func(ctx context.Context) func() {
		var nights rules.Nights
		var judge domain.AttemptJudge
		err := w.p.View.Store.Read(ctx, func(q domain.Queries) (err error) {
			if nights, err = rules.ReadNights(q, w.p.View.Location); err != nil {
				return err
			}
			judge, err = q.AttemptJudge()
			return err
		})
		return func() {
			if err != nil {
				w.say(words.Failed(err))
				return
			}
			w.nightForm(nights, judge)
		}
	})
}

// judges are the ways to count the tries of a night, in the order of the choice.
var judges = []domain.AttemptJudge{domain.JudgeLast, domain.JudgeWorst}

func (w *Window) nightForm(nights rules.Nights, judge domain.AttemptJudge) {
	var hours []string
	for hour := range 24 {
		hours = append(hours, fmt.Sprintf("%02d:00", hour))
	}
	hours[0] += " (calendar days)"
	f := form.New("The night", "Set")
	f.Note = "Daily jobs, Close the day and the counts of reviews go by nights: a night carries the date on which it ends."
	_, start := f.Choice("Begins at", hours, nights.Start)
	_, by := f.Choice("Retries count by", []string{"the last one", "the worst one"}, slices.Index(judges, judge))
	f.Changed = func() {
		chosen := nights
		chosen.Start = start()
		night := chosen.Of(w.p.View.Clock())
		f.Say(
			fmt.Sprintf(
				"Tonight is the %s, from %s to %s.",
				words.Night(night),
				night.From.Format("Mon 15:04"),
				night.To.Format("Mon 15:04"),
			),
			chosen.Start == nights.Start && judges[by()] == judge,
		)
	}
	f.Done = func() bool {
		hour, chosen := start(), judges[by()]
		w.p.View.Background.Go(func(ctx context.Context) func() {
			var done domain.Decision
			var err error
			if hour != nights.Start {
				done, err = w.p.View.Desk.SetNightStart(ctx, hour)
			}
			if err == nil && chosen != judge {
				done, err = w.p.View.Desk.SetAttemptJudge(ctx, chosen)
			}
			return func() {
				if err != nil {
					w.say(words.Failed(err))
				} else {
					w.say(words.Toast{Text: review.Words(done, w.p.View.Location), Undo: done.ID != ""})
				}
				w.Changed()
			}
		})
		return true
	}
	w.openForm(f)
}
