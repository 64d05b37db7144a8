package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/form"
	"runchecks/ui/theme"
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

func (w *Window) openPopup(content fyne.CanvasObject, size fyne.Size) *popup {
	w.ClosePopup()
	p := &popup{Panel: panel.Show(w.Canvas(), content, size), held: w.ahead}
	w.popup, w.ahead = p, nil
	return p
}

// ClosePopup closes the popup that is open, if one is.
func (w *Window) ClosePopup() {
	if p := w.popup; p != nil {
		w.popup = nil
		p.Hide()
		if p.closed != nil {
			p.closed()
		}
	}
}

// popupKey gives a key to the open popup or dialog; false where there is none.
func (w *Window) popupKey(ev *fyne.KeyEvent) bool {
	if w.dialog != nil && w.Canvas().Overlays().Top() != nil && ev.Name == fyne.KeyEscape {
		w.dialog.Dismiss()
		return true
	}
	if w.popup == nil {
		return false
	}
	if ev.Name == fyne.KeyEscape {
		w.ClosePopup()
		w.at().Focus()
	} else if w.popup.key != nil {
		w.popup.key(ev)
	}
	return true
}

// Ask shows a form; what it does is carried out by Enter or its button.
func (w *Window) Ask(f *form.Form) {
	body, size := f.Build(func() {
		w.ClosePopup()
		w.at().Focus()
	})
	p := w.openPopup(body, size)
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
		w.Canvas().Focus(first)
		p.rune = func(r rune) {
			if form.IsText(first) { // a button has the keyboard
				w.Canvas().Focus(first)
				first.TypedRune(r)
			}
		}
	}
	w.deliver(p.held, p)
}

// Popup opens something over the screens; Escape closes it.
func (w *Window) Popup(body fyne.CanvasObject, size fyne.Size, key func(*fyne.KeyEvent), closed func()) {
	p := w.openPopup(body, size)
	p.key, p.closed = key, closed
}

// Confirm opens a question with one answer; Enter gives it, Escape does not.
func (w *Window) Confirm(question string, lines []fyne.CanvasObject, action string, run func()) {
	do := func() {
		w.ClosePopup()
		run()
	}
	foot := container.NewHBox(
		layout.NewSpacer(),
		actionbutton.New(actionbutton.Plain, words.T("shell.cancel"), "Esc", w.ClosePopup),
		actionbutton.New(actionbutton.Primary, action, "Enter", do),
	)
	body := container.NewBorder(form.Heading(question), foot, nil, nil, container.NewVBox(lines...))
	w.Popup(body, fyne.NewSize(min(560, w.Canvas().Size().Width-40), 200), func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			do()
		}
	}, nil)
}

// mostShown is how many letters of a text are shown: what wraps costs the square of its length.
const mostShown = 24_000

// ShowText shows a text to be read, and copies the whole of it.
func (w *Window) ShowText(title, text string) {
	shown := text
	if len(text) > mostShown {
		shown = words.T("shell.text_cut", "text", words.Clip(text, mostShown))
	}
	f := form.New(title, words.T("shell.copy"))
	f.Size = fyne.NewSize(700, 340)
	f.Extra = container.NewVScroll(form.Wrapped(shown))
	f.Done = func() bool {
		w.CopyText(text)
		w.Say(words.Toast{Text: words.T("shell.copied")})
		return true
	}
	w.Ask(f)
}

// OpenForm returns the form that is open, nil for none.
func (w *Window) OpenForm() *form.Form {
	if w.popup == nil {
		return nil
	}
	return w.popup.form
}

// fileDialog is one of Fyne's dialogs for files.
type fileDialog interface {
	Show()
	Dismiss()
	SetOnClosed(func())
}

// openDialog shows a dialog for files, which knows no Escape itself.
func (w *Window) openDialog(ask fileDialog) {
	w.dialog = ask
	ask.SetOnClosed(func() {
		if w.dialog == ask {
			w.dialog = nil
		}
	})
	ask.Show()
}

// showKeys lists every command with its key.
func (w *Window) showKeys() {
	left, right := container.NewVBox(), container.NewVBox()
	for i, menu := range menuNames() {
		box := left
		if i%2 == 1 {
			box = right
		}
		box.Add(form.Small(strings.ToUpper(menu)))
		for i := range w.list {
			c := &w.list[i]
			if c.Place.Menu() != menu {
				continue
			}
			key := canvas.NewText(c.KeyWords(), theme.Get(theme.Dim))
			name := canvas.NewText(c.Name, theme.Get(theme.Text))
			key.TextSize, name.TextSize = theme.TextSize, theme.TextSize
			key.TextStyle.Monospace = true
			box.Add(container.NewBorder(nil, nil, nil, key, name))
		}
		box.Add(form.Small(""))
	}
	columns := container.New(
		layout.NewGridLayoutWithColumns(2),
		container.New(layout.NewCustomPaddedLayout(0, 0, 0, 20), left),
		container.New(layout.NewCustomPaddedLayout(0, 0, 20, 14), right),
	)
	moving := form.Small(words.T("shell.moving"))
	done := actionbutton.New(actionbutton.Plain, words.T("form.close"), "Esc", w.ClosePopup)
	foot := container.NewVBox(moving, container.NewHBox(layout.NewSpacer(), done))
	high := columns.MinSize().Height + foot.MinSize().Height + 80
	list := container.NewVScroll(columns)
	p := w.openPopup(
		container.NewBorder(form.Heading(words.T("shell.keys")), foot, nil, nil, list),
		fyne.NewSize(860, high),
	)
	p.key = func(ev *fyne.KeyEvent) {
		by := map[fyne.KeyName]float32{fyne.KeyDown: 60, fyne.KeyUp: -60, fyne.KeyPageDown: 300, fyne.KeyPageUp: -300}[ev.Name]
		most := max(0, columns.MinSize().Height-list.Size().Height)
		list.ScrollToOffset(fyne.NewPos(0, min(most, max(0, list.Offset.Y+by))))
	}
}
