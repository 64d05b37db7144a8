package window

import (
	"context"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/vm"
)

// setNight changes when a night of this profile begins.
func (w *Window) setNight() {
	w.p.View.Background.Go(func(ctx context.Context) func() {
		var nights rules.Nights
		err := w.p.View.Store.Read(ctx, func(q domain.Queries) (err error) {
			nights, err = rules.ReadNights(q, w.p.View.Location)
			return err
		})
		return func() {
			if err != nil {
				w.say(vm.Toast{Text: err.Error(), Error: true})
				return
			}
			w.nightForm(nights)
		}
	})
}

func (w *Window) nightForm(nights rules.Nights) {
	var hours []string
	for hour := range 24 {
		hours = append(hours, fmt.Sprintf("%02d:00", hour))
	}
	hours[0] += " (calendar days)"
	f := newForm("The night", "Set")
	f.note = "Daily jobs, Close the day and the counts of reviews go by nights: a night carries the date on which it ends."
	_, start := f.choice("Begins at", hours, nights.Start)
	f.changed = func() {
		chosen := nights
		chosen.Start = start()
		night := chosen.Of(w.p.View.Clock())
		f.say(fmt.Sprintf("Tonight is the %s, from %s to %s.", vm.NightWords(night), night.From.Format("Mon 15:04"), night.To.Format("Mon 15:04")), chosen.Start == nights.Start)
	}
	f.done = func() bool {
		hour := start()
		w.p.View.Background.Go(func(ctx context.Context) func() {
			done, err := w.p.View.Desk.SetNightStart(ctx, hour)
			return func() {
				if err != nil {
					w.say(vm.Toast{Text: err.Error(), Error: true})
					return
				}
				w.say(vm.Toast{Text: done.Summary})
				w.Changed()
			}
		})
		return true
	}
	w.openForm(f)
}
