package devices

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/words"
)

// sessionStatus are what the end of a session can mean, in the order of the choice.
var sessionStatus = []domain.Status{domain.Success, domain.Warning, domain.Failed, domain.Unknown}

// setDeviceRules changes how runs are judged that come without a mail.
func (x *Feature) setDeviceRules() { x.Model.LoadRules(x.deviceRulesForm) }

func (x *Feature) deviceRulesForm(r domain.DeviceRules) {
	f := form.New(words.T("devices.rules_title"), words.T("devices.rules_set"))
	f.Note = words.T("devices.rules_note")
	f.Size = fyne.NewSize(760, 0)
	type limit struct {
		entry *formentry.Entry
		usual int
		set   *int
	}
	var limits []limit
	field := func(set *int, usual int) *formentry.Entry {
		e := f.Entry(formentry.New(), LimitText(*set, usual), words.T("devices.limit_hint", "usual", usual, "never", LimitText(-1, usual)))
		f.Takes(e)
		limits = append(limits, limit{e, usual, set})
		return e
	}
	pair := func(warning *int, usualWarning int, failed *int, usualFailed int) fyne.CanvasObject {
		return container.NewGridWithColumns(
			4,
			form.Small(words.T("devices.warning_days")),
			field(warning, usualWarning),
			form.Small(words.T("devices.failed_days")),
			field(failed, usualFailed),
		)
	}
	f.Add(words.T("devices.idle"), pair(&r.DeadWarning, domain.DefaultDeadWarning, &r.DeadFailed, domain.DefaultDeadFailed))
	f.Add(words.T("devices.offline"), pair(&r.OfflineWarning, domain.DefaultOfflineWarning, &r.OfflineFailed, domain.DefaultOfflineFailed))
	f.Add(
		words.T("devices.quota"),
		container.NewGridWithColumns(4, form.Small(words.T("devices.warning_percent")), field(&r.QuotaWarning, domain.DefaultQuotaWarning)),
	)
	keep := f.Check(words.T("devices.keep_worse_label"), words.T("devices.keep_worse"), r.KeepWorse)

	sessions := x.Model.Sessions()
	chosen := make([]*formentry.Choice, len(sessions))
	grid := container.NewGridWithColumns(4)
	for i, s := range sessions {
		var choices []string
		for _, status := range sessionStatus {
			text := words.Status(status)
			if status == s.Usual {
				text = words.T("devices.usual", "status", text)
			}
			choices = append(choices, text)
		}
		now, ok := r.States[s.Number]
		if !ok {
			now = s.Usual
		}
		chosen[i] = formentry.NewChoice(choices)
		chosen[i].SetSelectedIndex(slices.Index(sessionStatus, now))
		chosen[i].OnChanged = func(string) { f.Changed() }
		grid.Add(form.Small(s.Name))
		grid.Add(chosen[i])
		f.Takes(chosen[i])
	}
	f.Add(words.T("devices.session"), grid)

	f.Changed = func() {
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
			set, ok := ParseLimit(l.entry.Text, l.usual)
			if !ok {
				f.Say(words.T("devices.no_limit", "text", l.entry.Text, "never", LimitText(-1, l.usual)), true)
				return
			}
			*l.set = set
		}
		if err := r.Validate(); err != nil {
			f.Say(words.ErrorLine(err), true)
			return
		}
		f.Say("", false)
	}
	f.Done = func() bool {
		x.Model.SetRules(r)
		return true
	}
	x.host.Ask(f)
}
