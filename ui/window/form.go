package window

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/widget/textarea"
)

// form is a window of labelled fields with a line that says what saving does, or why
// it cannot be done. Every change of a field calls changed.
type form struct {
	title, note string
	save        string // the label of the button
	rows        []fyne.CanvasObject
	first       fyne.Focusable  // the first text: what is typed and chooses nothing goes there
	quick       map[rune]func() // what letters and digits do while no text has the keyboard
	extra       fyne.CanvasObject
	changed     func()
	// done carries it out; false keeps the window open.
	done func() bool
	size fyne.Size

	line  *widget.Label
	ok    *actionbutton.Button
	close func() // set while the form is open
}

func newForm(title, save string) *form {
	f := &form{title: title, save: save, quick: map[rune]func(){}, changed: func() {}, size: fyne.NewSize(640, 0)}
	f.line = widget.NewLabel("")
	f.line.Wrapping = fyne.TextWrapWord
	return f
}

func (f *form) add(label string, field fyne.CanvasObject) {
	f.rows = append(f.rows, small(label), field)
	switch field.(type) {
	case *formentry.Entry, *formentry.Suggest, *textarea.Area:
		if f.first == nil {
			f.first = field.(fyne.Focusable)
		}
	}
}

// text adds an entry of one line.
func (f *form) text(label, value, hint string) *formentry.Entry {
	e := formentry.New(f.leave)
	e.SetText(value)
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.changed() }
	e.OnSubmitted = func(string) { f.finish() }
	f.add(label, e)
	return e
}

// lines adds an entry of several lines.
func (f *form) lines(label, value, hint string, rows int) *textarea.Area {
	e := textarea.New(rows, f.finish, f.leave)
	e.SetText(value)
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.changed() }
	f.add(label, e)
	return e
}

// secret adds an entry whose text is not shown.
func (f *form) secret(label, hint string) *formentry.Entry {
	e := formentry.NewSecret(f.leave)
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.changed() }
	e.OnSubmitted = func(string) { f.finish() }
	f.add(label, e)
	return e
}

// choice adds a list to choose one of; at is the one chosen first. What it returns
// tells which one is chosen.
func (f *form) choice(label string, words []string, at int) (*widget.Select, func() int) {
	s := widget.NewSelect(words, nil)
	if at >= 0 && at < len(words) {
		s.SetSelected(words[at])
	}
	s.OnChanged = func(string) { f.changed() }
	f.add(label, s)
	return s, func() int { return max(0, slices.Index(words, s.Selected)) }
}

// suggest adds an entry with a list of what one may mean.
func (f *form) suggest(label, value, hint string, words []string) *formentry.Suggest {
	e := formentry.NewSuggest(words, f.leave)
	e.SetText(value)
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.changed() }
	e.OnSubmitted = func(string) { f.finish() }
	f.add(label, e)
	return e
}

// check adds a tick box.
func (f *form) check(label, text string, on bool) *widget.Check {
	c := widget.NewCheck(text, nil)
	c.SetChecked(on)
	c.OnChanged = func(bool) { f.changed() }
	f.add(label, c)
	return c
}

// say shows what saving does, or why it cannot be done.
func (f *form) say(text string, refused bool) {
	f.line.Importance = widget.MediumImportance
	if refused {
		f.line.Importance = widget.DangerImportance
	}
	f.line.SetText(text)
	if f.ok != nil {
		f.ok.SetEnabled(!refused)
	}
}

// leave closes the form and changes nothing.
func (f *form) leave() {
	if f.close != nil {
		f.close()
	}
}

func (f *form) finish() {
	if f.done != nil && (f.ok == nil || !f.ok.Disabled()) {
		f.done()
	}
}

// openForm shows a form; what it does is carried out by Enter or its button.
func (w *Window) openForm(f *form) *popup {
	done := f.done
	f.done = func() bool {
		if !done() {
			return false
		}
		w.closePopup()
		w.at().focus()
		return true
	}
	f.ok = actionbutton.New(actionbutton.Primary, f.save, "Enter", f.finish)
	f.close = func() {
		w.closePopup()
		w.at().focus()
	}
	closing := actionbutton.New(actionbutton.Plain, "Close", "Esc", f.close)
	head := container.NewVBox(heading(f.title))
	for line := range strings.SplitSeq(f.note, "\n") {
		if line != "" {
			head.Add(small(line))
		}
	}
	head.Add(container.New(layout.NewFormLayout(), f.rows...))
	head.Add(f.line)
	foot := container.NewHBox(layout.NewSpacer(), closing, f.ok)
	var body fyne.CanvasObject = container.NewBorder(head, foot, nil, nil)
	if f.extra != nil {
		body = container.NewBorder(head, foot, nil, nil, f.extra)
	}
	size := f.size
	if size.Height == 0 {
		size.Height = body.MinSize().Height + 64 // the line may wrap
	}
	room := w.canvas().Size()
	p := w.openPopup(body, fyne.NewSize(min(size.Width, room.Width-40), min(size.Height, room.Height-40)))
	p.rune = func(r rune) {
		if do, ok := f.quick[r]; ok {
			do()
		} else if f.first != nil {
			w.canvas().Focus(f.first)
			f.first.TypedRune(r)
		}
	}
	p.key = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			f.finish()
		}
	}
	f.changed()
	return p
}
