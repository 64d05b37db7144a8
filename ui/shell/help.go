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
	"runchecks/ui/words"
)

// This file is what the window shows to be read: every key, the log, what is behind Details.

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

// showLog shows the last lines of the profile's log.
func (w *Window) showLog() {
	text, err := w.p.Log()
	switch {
	case err != nil:
		w.Say(words.Failed(err))
	case text == "":
		w.Say(words.Toast{Text: words.T("shell.log_empty"), Notice: true})
	default:
		w.ShowText(words.T("shell.log_title"), text)
	}
}

// Crashed says that a fault ended the program the last time, and shows what is known of
// it; "" is none.
func (w *Window) Crashed(fault string) {
	if fault != "" {
		w.Say(words.Toast{Text: words.T("shell.crashed"), Details: fault, Error: true})
	}
}
