package shell

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/ui/vm"
	"runchecks/ui/widget/formentry"
)

// sessionStatus are what the end of a session can mean, in the order of the choice.
var sessionStatus = []domain.Status{domain.Success, domain.Warning, domain.Failed, domain.Unknown}

// setDeviceRules changes how runs are judged that come without a mail.
func (w *Window) setDeviceRules() { w.devView.LoadRules(w.deviceRulesForm) }

func (w *Window) deviceRulesForm(r domain.DeviceRules) {
	f := newForm("Rules for devices", "Set the rules")
	f.note = "How runs are judged that come without a mail. Runs that wait are judged again; reviewed ones stay as they are."
	f.size = fyne.NewSize(760, 0)
	type limit struct {
		entry *formentry.Entry
		usual int
		set   *int
	}
	var limits []limit
	field := func(set *int, usual int) *formentry.Entry {
		e := f.entry(formentry.New(), vm.LimitText(*set, usual), fmt.Sprintf("%d, or never", usual))
		f.takes(e)
		limits = append(limits, limit{e, usual, set})
		return e
	}
	pair := func(warning *int, usualWarning int, failed *int, usualFailed int) fyne.CanvasObject {
		return container.NewGridWithColumns(
			4,
			small("Warning after days"),
			field(warning, usualWarning),
			small("Failed after days"),
			field(failed, usualFailed),
		)
	}
	f.add("Source or tenant idle", pair(&r.DeadWarning, domain.DefaultDeadWarning, &r.DeadFailed, domain.DefaultDeadFailed))
	f.add("Workstation offline", pair(&r.OfflineWarning, domain.DefaultOfflineWarning, &r.OfflineFailed, domain.DefaultOfflineFailed))
	f.add(
		"Quota of a tenant",
		container.NewGridWithColumns(4, small("Warning above percent"), field(&r.QuotaWarning, domain.DefaultQuotaWarning)),
	)
	keep := f.check("After the day's success", "keep later runs in the list that ended worse", r.KeepWorse)

	sessions := w.devView.Sessions()
	chosen := make([]*formentry.Choice, len(sessions))
	grid := container.NewGridWithColumns(4)
	for i, s := range sessions {
		var words []string
		for _, status := range sessionStatus {
			text := status.String()
			if status == s.Usual {
				text += " (usual)"
			}
			words = append(words, text)
		}
		now, ok := r.States[s.Number]
		if !ok {
			now = s.Usual
		}
		chosen[i] = formentry.NewChoice(words)
		chosen[i].SetSelectedIndex(slices.Index(sessionStatus, now))
		chosen[i].OnChanged = func(string) { f.changed() }
		grid.Add(small(s.Name))
		grid.Add(chosen[i])
		f.takes(chosen[i])
	}
	f.add("A session that ended", grid)

	f.changed = func() {
		r.KeepWorse = keep.Checked
		r.States = nil
		for i, s := range sessions {
			if at := chosen[i].SelectedIndex(); at >= 0 && sessionStatus[at] != s.Usual {
				if r.States == nil {
					r.States = map[int]domain.Status{}
				}
				r.States[s.Number] = sessionStatus[at]
			}
		}
		for _, l := range limits {
			set, ok := vm.ParseLimit(l.entry.Text, l.usual)
			if !ok {
				f.say(fmt.Sprintf("“%s” is no limit: write a number of 1 or more, or never.", l.entry.Text), true)
				return
			}
			*l.set = set
		}
		if err := r.Validate(); err != nil {
			f.say(plain(err), true)
			return
		}
		f.say("", false)
	}
	f.done = func() bool {
		w.devView.SetRules(r)
		return true
	}
	w.openForm(f)
}
