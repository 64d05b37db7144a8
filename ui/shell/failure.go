package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/form"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/words"
)

// ShowFailure shows why the workspace cannot be opened, in a window of its own, and
// returns when that is closed. Nothing else of the program runs then.
func ShowFailure(a fyne.App, err error) {
	w := a.NewWindow(Name)
	why, raw := words.Error(err)
	if raw != "" { // nothing else can be opened from here
		why = words.T("shell.details_text", "text", why, "details", raw)
	}
	text := widget.NewLabel(why)
	text.Wrapping = fyne.TextWrapWord
	done := actionbutton.New(actionbutton.Primary, words.T("form.close"), "Esc", w.Close)
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape || ev.Name == fyne.KeyReturn {
			w.Close()
		}
	})
	content := container.NewBorder(
		form.Heading(words.T("shell.cannot_open")),
		container.NewHBox(layout.NewSpacer(), done),
		nil,
		nil,
		text,
	)
	w.SetContent(container.New(layout.NewCustomPaddedLayout(16, 16, 20, 20), content))
	w.Resize(fyne.NewSize(560, 240))
	w.CenterOnScreen()
	w.ShowAndRun()
}
