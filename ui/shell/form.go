package shell

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
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
	fields      []fyne.Focusable
	first       fyne.Focusable  // gets the keyboard; nil: the first text, else the first field
	quick       map[rune]func() // what Alt with a letter or digit does; letters alone are text
	extra       fyne.CanvasObject
	changed     func()
	// done carries it out; false keeps the window open.
	done func() bool
	size fyne.Size

	line *widget.Label
	ok   *actionbutton.Button
	open bool // a person has it before them: what is missing until then is no mistake
}

func newForm(title, save string) *form {
	f := &form{title: title, save: save, quick: map[rune]func(){}, changed: func() {}, size: fyne.NewSize(640, 0)}
	f.line = widget.NewLabel("")
	f.line.Wrapping = fyne.TextWrapWord
	return f
}

func (f *form) add(label string, field fyne.CanvasObject) {
	f.rows = append(f.rows, small(label), field)
	if focusable, ok := field.(fyne.Focusable); ok {
		f.takes(focusable)
	}
}

// takes makes a field one of the form, also where it stands within another object.
func (f *form) takes(field fyne.Focusable) {
	f.fields = append(f.fields, field)
	switch e := field.(type) {
	case *formentry.Entry:
		e.OnShortcut = f.shortcut
	case *formentry.Suggest:
		e.OnShortcut = f.shortcut
	case *textarea.Area:
		e.OnShortcut = f.shortcut
	}
}

// shortcut does what a letter or digit with Alt is for; false where it is for nothing.
func (f *form) shortcut(s fyne.Shortcut) bool {
	for r, do := range f.quick {
		if quick(r).ShortcutName() == s.ShortcutName() {
			do()
			return true
		}
	}
	return false
}

// isText reports whether letters go into a field.
func isText(field fyne.Focusable) bool {
	switch field.(type) {
	case *formentry.Entry, *formentry.Suggest, *textarea.Area:
		return true
	}
	return false
}

// start returns the field that has the keyboard when the form opens, nil where it has none.
func (f *form) start() fyne.Focusable {
	usable := func(field fyne.Focusable) bool {
		d, ok := field.(fyne.Disableable)
		return field != nil && (!ok || !d.Disabled())
	}
	if usable(f.first) {
		return f.first
	}
	for _, field := range f.fields {
		if isText(field) && usable(field) {
			return field
		}
	}
	for _, field := range f.fields {
		if usable(field) {
			return field
		}
	}
	return nil
}

// text adds an entry of one line.
func (f *form) text(label, value, hint string) *formentry.Entry {
	e := f.entry(formentry.New(), value, hint)
	f.add(label, e)
	return e
}

// entry makes an entry tell of its changes.
func (f *form) entry(e *formentry.Entry, value, hint string) *formentry.Entry {
	e.SetText(value)
	e.CursorColumn = len([]rune(value))
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.changed() }
	return e
}

// lines adds an entry of several lines.
func (f *form) lines(label, value, hint string, rows int) *textarea.Area {
	e := textarea.New(rows)
	e.SetText(value)
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.changed() }
	f.add(label, e)
	return e
}

// secret adds an entry whose text is not shown.
func (f *form) secret(label, hint string) *formentry.Entry {
	e := f.entry(formentry.NewSecret(), "", hint)
	f.add(label, e)
	return e
}

// choice adds a list to choose one of; at is the one chosen first. What it returns
// tells which one is chosen.
func (f *form) choice(label string, words []string, at int) (*formentry.Choice, func() int) {
	s := formentry.NewChoice(words)
	if at >= 0 && at < len(words) {
		s.SetSelected(words[at])
	}
	s.OnChanged = func(string) { f.changed() }
	f.add(label, s)
	return s, func() int { return max(0, slices.Index(words, s.Selected)) }
}

// suggest adds an entry with a list of what one may mean. Its value is a suggestion:
// typing replaces it.
func (f *form) suggest(label, value, hint string, words []string) *formentry.Suggest {
	e := formentry.NewSuggest(words)
	e.Suggest(value)
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.changed() }
	f.add(label, e)
	return e
}

// check adds a tick box.
func (f *form) check(label, text string, on bool) *formentry.Check {
	c := formentry.NewCheck(text, on)
	c.OnChanged = func(bool) { f.changed() }
	f.add(label, c)
	return c
}

// tick adds a tick box with a key of its own.
func (f *form) tick(label, text string, on bool, key rune) *formentry.Check {
	c := f.check(label, text+"   "+quickKey(key), on)
	f.quick[key] = func() {
		if !c.Disabled() {
			c.SetChecked(!c.Checked)
		}
	}
	return c
}

// say shows what saving does, or why it cannot be done.
func (f *form) say(text string, refused bool) {
	f.line.Importance = widget.MediumImportance
	if refused && f.open {
		f.line.Importance = widget.DangerImportance
	}
	f.line.SetText(domain.Visible(text))
	if f.ok != nil {
		f.ok.SetEnabled(!refused)
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
	closing := actionbutton.New(actionbutton.Plain, "Close", "Esc", func() {
		w.closePopup()
		w.at().focus()
	})
	head := container.NewVBox(heading(f.title))
	for _, line := range noteLines(f.note) {
		head.Add(small(line))
	}
	head.Add(container.New(layout.NewFormLayout(), f.rows...))
	head.Add(f.line)
	foot := container.NewHBox(layout.NewSpacer(), closing, f.ok)
	var body fyne.CanvasObject = container.NewBorder(head, foot, nil, nil)
	if f.extra != nil {
		body = container.NewBorder(head, foot, nil, nil, f.extra)
	}
	size := f.size
	least := body.MinSize().Height + 64 // the line may wrap
	if scroll, ok := f.extra.(*container.Scroll); ok {
		least += scroll.Content.MinSize().Height - scroll.MinSize().Height // all of it, where the window has room
	}
	size.Height = max(size.Height, least)
	room := w.canvas().Size()
	p := w.openPopup(body, fyne.NewSize(min(size.Width, room.Width-40), min(size.Height, room.Height-40)))
	p.form = f
	p.key = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			f.finish()
		}
	}
	f.changed()
	f.open = true
	if first := f.start(); first != nil {
		w.canvas().Focus(first)
		p.rune = func(r rune) {
			if isText(first) { // a button has the keyboard
				w.canvas().Focus(first)
				first.TypedRune(r)
			}
		}
	}
	w.deliver(p.held, p)
	return p
}

// noteWidth is how many letters of a note stand in one line: it fits the narrowest window.
const noteWidth = 110

// noteLines breaks a note where it says so, and between words where a line grows too long.
func noteLines(note string) (lines []string) {
	for part := range strings.SplitSeq(note, "\n") {
		line := ""
		for _, word := range strings.Fields(part) {
			if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > noteWidth {
				lines, line = append(lines, line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
