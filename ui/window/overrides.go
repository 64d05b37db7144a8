package window

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain/rules"
	"runchecks/ui/theme"
	"runchecks/ui/vm"
	"runchecks/ui/widget/actionbutton"
)

// editOverride opens the selected override to be changed, with what it would have
// matched beside every change.
func (w *Window) editOverride() {
	preview := canvas.NewText("", theme.Get(theme.Dim))
	preview.TextSize = theme.TextSize
	var edit *vm.RuleEdit
	save := actionbutton.New(actionbutton.Primary, "Save", "Enter", nil)
	show := func() {
		if edit == nil {
			return
		}
		line, refused := edit.Line()
		colour := theme.Dim
		if refused {
			colour = theme.Red
		}
		preview.Text, preview.Color = line, theme.Get(colour)
		preview.Refresh()
		save.SetEnabled(!refused)
	}
	if edit = w.overView.Edit(show); edit == nil {
		return
	}
	o := edit.Rule()
	now := w.p.View.Clock().In(w.p.View.Location)
	ends := []struct {
		word string
		at   time.Time
	}{
		{"as it is: " + vm.UntilWords(o, now, w.p.View.Location), o.Until}, {"1 week from now", now.AddDate(0, 0, 7)}, {"1 month from now", rules.AddMonth(now)}, {"permanent", time.Time{}},
	}
	var endWords []string
	for _, e := range ends {
		endWords = append(endWords, e.word)
	}
	mode := widget.NewSelect(modeWords, nil)
	mode.SetSelected(modeWords[max(0, slices.Index(modes, o.Mode))])
	text, reason := widget.NewEntry(), widget.NewEntry()
	text.SetText(o.Text)
	reason.SetText(o.Reason)
	until := widget.NewSelect(endWords, nil)
	until.SetSelected(endWords[0])
	enabled := widget.NewCheck("switched on", nil)
	enabled.SetChecked(o.Enabled)

	changed := func() {
		o.Text, o.Reason, o.Enabled = text.Text, reason.Text, enabled.Checked
		o.Mode = modes[max(0, slices.Index(modeWords, mode.Selected))]
		o.Until = ends[max(0, slices.Index(endWords, until.Selected))].at
		edit.Set(o)
	}
	mode.OnChanged = func(string) { changed() }
	until.OnChanged = func(string) { changed() }
	text.OnChanged = func(string) { changed() }
	reason.OnChanged = func(string) { changed() }
	enabled.OnChanged = func(bool) { changed() }
	finish := func() {
		if edit.Save() {
			w.closePopup()
			w.overrides.Focus(w.canvas())
		}
	}
	save.OnTapped = finish
	text.OnSubmitted = func(string) { finish() }
	reason.OnSubmitted = func(string) { finish() }
	at := w.overView.Rows()[w.overView.Selected()]
	form := container.New(layout.NewFormLayout(),
		small("For"), small(at.Reach),
		small("Message"), container.NewBorder(nil, nil, mode, nil, text),
		small("Until"), until,
		small("Reason"), reason,
		small(""), enabled,
	)
	foot := container.NewHBox(layout.NewSpacer(), actionbutton.New(actionbutton.Plain, "Close", "Esc", w.closePopup), save)
	p := w.openPopup(container.NewBorder(container.NewVBox(heading("Change the override"), form, preview), foot, nil, nil), fyne.NewSize(640, 330))
	p.key = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			finish()
		}
	}
	show()
}
