package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/form"
	"runchecks/ui/task"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/panel"
	"runchecks/ui/words"
)

// popup is something small over the window; Escape closes it.
type popup struct {
	*panel.Panel
	rune   func(rune)           // nil: letters do nothing
	key    func(*fyne.KeyEvent) // nil: only Escape does something
	closed func()               // nil: nothing is to be done
	form   *form.Form           // nil: it has no fields
	held   *ahead               // what was typed before it opened
}

// overlays are what stands over the screens, one at a time: a window of fields, something small,
// a dialog for files; and what is typed before a window opens.
type overlays struct {
	window     fyne.Window
	background *task.Background
	focus      func() // gives the keyboard back to the screen
	popup      *popup
	dialog     fileDialog // the one that is open, nil for none
	ahead      *ahead     // set while a form is about to open
}

func (o *overlays) canvas() fyne.Canvas { return o.window.Canvas() }

// Covered reports whether something is open over the screens: a window of fields, a dialog
// for files, the palette, a menu.
func (o *overlays) Covered() bool { return o.popup != nil || o.canvas().Overlays().Top() != nil }

func (o *overlays) openPopup(content fyne.CanvasObject, size fyne.Size) *popup {
	o.ClosePopup()
	p := &popup{Panel: panel.Show(o.canvas(), content, size), held: o.ahead}
	o.popup, o.ahead = p, nil
	return p
}

// ClosePopup closes the popup that is open, if one is.
func (o *overlays) ClosePopup() {
	if p := o.popup; p != nil {
		o.popup = nil
		p.Hide()
		if p.closed != nil {
			p.closed()
		}
	}
}

// popupKey gives a key to the open popup or dialog; false where there is none.
func (o *overlays) popupKey(ev *fyne.KeyEvent) bool {
	if o.dialog != nil && o.canvas().Overlays().Top() != nil && ev.Name == fyne.KeyEscape {
		o.dialog.Dismiss()
		return true
	}
	if o.popup == nil {
		return false
	}
	if ev.Name == fyne.KeyEscape {
		o.ClosePopup()
		o.focus()
	} else if o.popup.key != nil {
		o.popup.key(ev)
	}
	return true
}

// Ask shows a form; what it does is carried out by Enter or its button.
func (o *overlays) Ask(f *form.Form) {
	body, size := f.Build(func() {
		o.ClosePopup()
		o.focus()
	})
	p := o.openPopup(body, size)
	p.form = f
	p.closed = func() {
		if f.Closed != nil {
			f.Closed()
		}
	}
	p.key = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			f.Finish()
		}
	}
	f.Opened()
	if first := f.Start(); first != nil {
		o.canvas().Focus(first)
		p.rune = func(r rune) {
			if form.IsText(first) { // a button has the keyboard
				o.canvas().Focus(first)
				first.TypedRune(r)
			}
		}
	}
	o.deliver(p.held, p)
}

// Popup opens something over the screens; Escape closes it.
func (o *overlays) Popup(body fyne.CanvasObject, size fyne.Size, key func(*fyne.KeyEvent), closed func()) {
	p := o.openPopup(body, size)
	p.key, p.closed = key, closed
}

// Confirm opens a question with one answer; Enter gives it, Escape does not.
func (o *overlays) Confirm(question string, lines []fyne.CanvasObject, action string, run func()) {
	do := func() {
		o.ClosePopup()
		run()
	}
	foot := container.NewHBox(
		layout.NewSpacer(),
		actionbutton.New(actionbutton.Plain, words.T("shell.cancel"), "Esc", o.ClosePopup),
		actionbutton.New(actionbutton.Primary, action, "Enter", do),
	)
	body := container.NewBorder(form.Heading(question), foot, nil, nil, container.NewVBox(lines...))
	o.Popup(body, fyne.NewSize(min(560, o.canvas().Size().Width-40), 200), func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			do()
		}
	}, nil)
}

// OpenForm returns the form that is open, nil for none.
func (o *overlays) OpenForm() *form.Form {
	if o.popup == nil {
		return nil
	}
	return o.popup.form
}

// fileDialog is one of Fyne's dialogs for files.
type fileDialog interface {
	Show()
	Dismiss()
	SetOnClosed(func())
}

// openDialog shows a dialog for files, which knows no Escape itself.
func (o *overlays) openDialog(ask fileDialog) {
	o.dialog = ask
	ask.SetOnClosed(func() {
		if o.dialog == ask {
			o.dialog = nil
		}
	})
	ask.Show()
}
