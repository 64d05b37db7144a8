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

// ShowDamage shows that the database is damaged, in a window of its own, and returns when
// that is closed. save saves what can be saved, beside the interface thread, and says in
// words what that was.
func ShowDamage(a fyne.App, err error, save func() (string, error)) {
	w := a.NewWindow(Name)
	parts, _ := words.Error(err)
	text := widget.NewLabel(parts)
	text.Wrapping = fyne.TextWrapWord
	closing := actionbutton.New(actionbutton.Plain, words.T("form.close"), "Esc", w.Close)
	var saving *actionbutton.Button
	begun := false
	begin := func() {
		if begun {
			return
		}
		begun = true
		saving.SetEnabled(false)
		text.SetText(words.T("shell.saving"))
		go func() {
			done, err := save()
			fyne.Do(func() {
				if err != nil {
					done, _ = words.Error(err)
				}
				text.SetText(done)
			})
		}()
	}
	saving = actionbutton.New(actionbutton.Primary, words.T("shell.save_damaged"), "Enter", begin)
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		switch ev.Name {
		case fyne.KeyEscape:
			w.Close()
		case fyne.KeyReturn, fyne.KeyEnter:
			begin()
		}
	})
	foot := container.NewHBox(layout.NewSpacer(), closing, saving)
	content := container.NewBorder(form.Heading(words.T("shell.damaged")), foot, nil, nil, text)
	w.SetContent(container.New(layout.NewCustomPaddedLayout(16, 16, 20, 20), content))
	w.Resize(fyne.NewSize(560, 300))
	w.CenterOnScreen()
	w.ShowAndRun()
}
