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
	words, raw := words.Error(err)
	if raw != "" {
		words += "\n\n" + raw // nothing else can be opened from here
	}
	text := widget.NewLabel(words)
	text.Wrapping = fyne.TextWrapWord
	done := actionbutton.New(actionbutton.Primary, "Close", "Esc", w.Close)
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape || ev.Name == fyne.KeyReturn {
			w.Close()
		}
	})
	content := container.NewBorder(
		form.Heading("The workspace cannot be opened"),
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
