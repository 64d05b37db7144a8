package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/actionbutton"
)

// showSync tells, per account, when it was synced last and what went wrong.
func (w *Window) showSync() {
	list := container.NewVBox()
	for _, a := range w.view.Status().Accounts {
		list.Add(heading(a.Name))
		for _, line := range a.Detail {
			text := widget.NewLabel(line)
			text.Wrapping = fyne.TextWrapWord
			list.Add(text)
		}
	}
	if len(list.Objects) == 0 {
		list.Add(widget.NewLabel("There is no account yet."))
	}
	syncNow := actionbutton.New(actionbutton.Primary, "Sync now", "F5", func() {
		w.closePopup()
		w.view.SyncNow()
	})
	mailbox := actionbutton.New(actionbutton.Plain, "Add a mailbox…", "Ctrl+N", func() {
		w.closePopup()
		w.addMailbox()
	})
	signIn := actionbutton.New(actionbutton.Plain, "Microsoft 365, Google…", "Ctrl+Shift+M", func() {
		w.closePopup()
		w.addSignIn()
	})
	cove := actionbutton.New(actionbutton.Plain, "Add Cove…", "Ctrl+Shift+N", func() {
		w.closePopup()
		w.addCove()
	})
	secrets := actionbutton.New(actionbutton.Plain, "Enter missing passwords…", "Ctrl+Shift+K", func() {
		w.closePopup()
		w.enterSecrets()
	})
	secrets.SetEnabled(w.missSecrets())
	mailbox.SetEnabled(w.mayAddAccount())
	signIn.SetEnabled(w.mayAddAccount())
	cove.SetEnabled(w.mayAddAccount())
	done := actionbutton.New(actionbutton.Plain, "Close", "Esc", w.closePopup)
	foot := container.NewVBox(container.NewHBox(mailbox, signIn, cove), container.NewHBox(secrets, layout.NewSpacer(), done, syncNow))
	p := w.openPopup(container.NewBorder(nil, foot, nil, nil, container.NewVScroll(list)), fyne.NewSize(720, 360))
	p.key = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyF5 || ev.Name == fyne.KeyReturn {
			w.closePopup()
			w.view.SyncNow()
		}
	}
}
