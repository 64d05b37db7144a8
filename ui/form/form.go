// Package form is a window of labelled fields: what it looks like, which field has the
// keyboard first, the letters with Alt that it offers, and the line that says what saving
// does or why it cannot be done. What is asked and what becomes of it is a feature's; over
// which window it opens is the shell's.
package form

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/textarea"
	"runchecks/ui/words"
)

// Form is a window of fields. Every change of a field calls Changed. Its methods are called
// on the interface thread.
type Form struct {
	Title, Note string
	Save        string            // the label of the button
	First       fyne.Focusable    // gets the keyboard; nil: the first text, else the first field
	Extra       fyne.CanvasObject // below the fields; nil for nothing
	Changed     func()
	// Done carries it out; false keeps the window open.
	Done func() bool
	// Closed is called when the window was closed, by whatever; nil where nothing is to be done.
	Closed func()
	Size   fyne.Size

	rows   []fyne.CanvasObject
	fields []fyne.Focusable
	quick  map[rune]func() // what Alt with a letter or digit does; letters alone are text
	line   *widget.Label
	ok     *actionbutton.Button
	close  func()
	open   bool // a person has it before them: what is missing until then is no mistake
}

// Width is that of a form that needs no more.
const Width float32 = 560

// New returns a form without fields; save is the label of its button.
func New(title, save string) *Form {
	f := &Form{Title: title, Save: save, quick: map[rune]func(){}, Changed: func() {}, Size: fyne.NewSize(Width, 0)}
	f.line = widget.NewLabel("")
	f.line.Wrapping = fyne.TextWrapWord
	return f
}

// Add adds a field with its label.
func (f *Form) Add(label string, field fyne.CanvasObject) {
	f.Row(label, field)
	if focusable, ok := field.(fyne.Focusable); ok {
		f.Takes(focusable)
	}
}

// Takes makes a field one of the form, also where it stands within another object.
func (f *Form) Takes(field fyne.Focusable) {
	f.fields = append(f.fields, field)
	switch e := field.(type) {
	case *formentry.Entry:
		e.OnShortcut = f.Shortcut
	case *formentry.Suggest:
		e.OnShortcut = f.Shortcut
	case *textarea.Area:
		e.OnShortcut = f.Shortcut
	}
}

// Shortcut does what a letter or digit with Alt is for; false where it is for nothing.
func (f *Form) Shortcut(s fyne.Shortcut) bool {
	for r, do := range f.quick {
		if QuickShortcut(r).ShortcutName() == s.ShortcutName() {
			do()
			return true
		}
	}
	return false
}

// IsText reports whether letters go into a field.
func IsText(field fyne.Focusable) bool {
	switch field.(type) {
	case *formentry.Entry, *formentry.Suggest, *textarea.Area:
		return true
	}
	return false
}

// Start returns the field that has the keyboard when the form opens, nil where it has none.
func (f *Form) Start() fyne.Focusable {
	usable := func(field fyne.Focusable) bool {
		d, ok := field.(fyne.Disableable)
		return field != nil && (!ok || !d.Disabled())
	}
	if usable(f.First) {
		return f.First
	}
	for _, field := range f.fields {
		if IsText(field) && usable(field) {
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

// Text adds an entry of one line.
func (f *Form) Text(label, value, hint string) *formentry.Entry {
	e := f.Entry(formentry.New(), value, hint)
	f.Add(label, e)
	return e
}

// Entry makes an entry tell of its changes.
func (f *Form) Entry(e *formentry.Entry, value, hint string) *formentry.Entry {
	e.SetText(value)
	e.CursorColumn = len([]rune(value))
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.Changed() }
	return e
}

// Lines adds an entry of several lines.
func (f *Form) Lines(label, value, hint string, rows int) *textarea.Area {
	e := textarea.New(rows)
	e.SetText(value)
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.Changed() }
	f.Add(label, e)
	return e
}

// Secret adds an entry whose text is not shown.
func (f *Form) Secret(label, hint string) *formentry.Entry {
	e := f.Entry(formentry.NewSecret(), "", hint)
	f.Add(label, e)
	return e
}

// Choice adds a list to choose one of; at is the one chosen first. What it returns
// tells which one is chosen.
func (f *Form) Choice(label string, choices []string, at int) (*formentry.Choice, func() int) {
	s := formentry.NewChoice(choices)
	if at >= 0 && at < len(choices) {
		s.SetSelected(choices[at])
	}
	s.OnChanged = func(string) { f.Changed() }
	f.Add(label, s)
	return s, func() int { return max(0, slices.Index(choices, s.Selected)) }
}

// Suggest adds an entry with a list of what one may mean. Its value is a suggestion:
// typing replaces it.
func (f *Form) Suggest(label, value, hint string, choices []string) *formentry.Suggest {
	e := formentry.NewSuggest(choices)
	e.Suggest(value)
	e.SetPlaceHolder(hint)
	e.OnChanged = func(string) { f.Changed() }
	f.Add(label, e)
	return e
}

// Check adds a tick box.
func (f *Form) Check(label, text string, on bool) *formentry.Check {
	c := formentry.NewCheck(text, on)
	c.OnChanged = func(bool) { f.Changed() }
	f.Add(label, c)
	return c
}

// Tick adds a tick box with a key of its own.
func (f *Form) Tick(label, text string, on bool, key rune) *formentry.Check {
	c := f.Check(label, text+"   "+QuickKey(key), on)
	f.quick[key] = func() {
		if !c.Disabled() {
			c.SetChecked(!c.Checked)
		}
	}
	return c
}

// Say shows what saving does, or why it cannot be done.
func (f *Form) Say(text string, refused bool) {
	f.line.Importance = widget.MediumImportance
	if refused && f.open {
		f.line.Importance = widget.DangerImportance
	}
	f.line.SetText(ink.Visible(text))
	if f.ok != nil {
		f.ok.SetEnabled(!refused)
	}
}

// SetSave says what the button does now.
func (f *Form) SetSave(label string) {
	if f.ok != nil {
		f.ok.SetLabel(label)
	}
}

// SetEnabled says whether the button can be pressed.
func (f *Form) SetEnabled(yes bool) {
	if f.ok != nil {
		f.ok.SetEnabled(yes)
	}
}

// Finish carries the form out, where that can be done, and closes it.
func (f *Form) Finish() {
	if f.Done != nil && (f.ok == nil || !f.ok.Disabled()) && f.Done() {
		f.close()
	}
}

// Build returns what the form looks like and how large it wants to be. close closes its
// window and gives the keyboard back to the screen behind.
func (f *Form) Build(close func()) (fyne.CanvasObject, fyne.Size) {
	f.close = close
	f.ok = actionbutton.New(actionbutton.Primary, f.Save, "Enter", f.Finish)
	closing := actionbutton.New(actionbutton.Plain, words.T("form.close"), "Esc", close)
	head := container.NewVBox(Heading(f.Title))
	for _, line := range noteLines(f.Note, f.Size.Width) {
		head.Add(Small(line))
	}
	head.Add(container.New(layout.NewFormLayout(), f.rows...))
	head.Add(f.line)
	foot := container.NewHBox(layout.NewSpacer(), closing, f.ok)
	upper := container.NewBorder(head, nil, nil, nil)
	if f.Extra != nil {
		upper = container.NewBorder(head, nil, nil, nil, f.Extra)
	}
	// The buttons stay in view; what is above them scrolls where the window is low.
	body := container.NewBorder(nil, foot, nil, nil, theme.Flat(container.NewVScroll(upper)))
	size := f.Size
	least := upper.MinSize().Height + foot.MinSize().Height + 64 // the line may wrap
	if scroll, ok := f.Extra.(*container.Scroll); ok {
		least += scroll.Content.MinSize().Height - scroll.MinSize().Height // all of it, where the window has room
	}
	size.Height = max(size.Height, least)
	return body, size
}

// Opened says that a person has the form before them.
func (f *Form) Opened() {
	f.Changed()
	f.open = true
}

// Line is what the form says now about saving.
func (f *Form) Line() string { return f.line.Text }

// Fields are the fields, in their order.
func (f *Form) Fields() []fyne.Focusable { return f.fields }

// Quick says what Alt with a letter or digit does.
func (f *Form) Quick(r rune, do func()) { f.quick[r] = do }

// Quicks are the letters and digits that do something with Alt.
func (f *Form) Quicks() map[rune]func() { return f.quick }

// Row adds a row that is no field.
func (f *Form) Row(label string, o fyne.CanvasObject) { f.rows = append(f.rows, Small(label), o) }

// mostNote is how many lines a part of a note has at most.
const mostNote = 8

// noteLines breaks a note where it says so, and between words where a line is wider than the form.
func noteLines(note string, width float32) (lines []string) {
	for part := range strings.SplitSeq(note, "\n") {
		if part != "" {
			broken, _ := ink.Wrap(part, width, theme.SmallSize, fyne.TextStyle{}, mostNote)
			lines = append(lines, broken...)
		}
	}
	return lines
}
