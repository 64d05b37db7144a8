// Package codeedit is a small editor for text of a program's kind, such as a reader
// definition: fixed-width letters, line numbers, and marks at lines that have a
// problem. What a problem is, the application decides.
package codeedit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/keyboard"
)

// Editor is the widget. Its fields are set before it is first shown.
type Editor struct {
	widget.BaseWidget

	// OnChanged is told the text after each change by the person.
	OnChanged func(text string)

	entry  *entry
	gutter *gutter
	scroll *container.Scroll
}

// New returns an empty editor.
func New() *Editor {
	e := &Editor{}
	e.ExtendBaseWidget(e)
	e.entry = newEntry(e)
	e.gutter = newGutter()
	e.scroll = container.NewScroll(container.NewBorder(nil, nil, e.gutter, nil, e.entry))
	return e
}

// SetText shows another text, from its top. OnChanged is not told.
func (e *Editor) SetText(text string) {
	if text == e.entry.Text {
		return
	}
	e.entry.quiet = true
	e.entry.CursorRow, e.entry.CursorColumn = 0, 0
	e.entry.SetText(text)
	e.entry.quiet = false
	e.gutter.set(lines(text), nil)
	e.scroll.ScrollToTop()
}

// Text returns the text.
func (e *Editor) Text() string { return e.entry.Text }

// SetEditable says whether the text can be changed; it can be selected and copied
// either way.
func (e *Editor) SetEditable(yes bool) { e.entry.locked = !yes }

// SetMarks marks the lines with a problem, counted from 1.
func (e *Editor) SetMarks(marked map[int]bool) { e.gutter.set(lines(e.entry.Text), marked) }

// GoTo puts the cursor at a place, counted from 1, and brings it into view.
func (e *Editor) GoTo(line, column int) {
	if line < 1 {
		return
	}
	e.entry.CursorRow, e.entry.CursorColumn = min(line, lines(e.entry.Text))-1, max(0, column-1)
	e.entry.Refresh()
	e.follow()
}

// Focus gives the editor the keyboard.
func (e *Editor) Focus(c fyne.Canvas) { c.Focus(e.entry) }

// Focused reports whether the editor has the keyboard.
func (e *Editor) Focused(c fyne.Canvas) bool { return c.Focused() == e.entry }

// follow scrolls so that the cursor is in view.
func (e *Editor) follow() {
	row := rowHeight()
	y := inset() + float32(e.entry.CursorRow)*row
	offset := e.scroll.Offset
	switch view := e.scroll.Size().Height; {
	case y < offset.Y+row:
		offset.Y = max(0, y-row)
	case y+2*row > offset.Y+view:
		offset.Y = y + 2*row - view
	default:
		return
	}
	e.scroll.ScrollToOffset(offset)
}

// CreateRenderer belongs to Fyne.
func (e *Editor) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.scroll) }

// MinSize belongs to Fyne.
func (e *Editor) MinSize() fyne.Size { return fyne.NewSize(160, 80) }

func rowHeight() float32 {
	return fyne.MeasureText("M", fynetheme.TextSize(), fyne.TextStyle{Monospace: true}).Height
}

func inset() float32 { return fynetheme.Size(fynetheme.SizeNameInnerPadding) }

func lines(text string) int {
	n := 1
	for i := range len(text) {
		if text[i] == '\n' {
			n++
		}
	}
	return n
}

// entry is the text itself.
type entry struct {
	widget.Entry
	editor *Editor
	quiet  bool
	locked bool
}

func newEntry(editor *Editor) *entry {
	e := &entry{editor: editor}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollNone
	e.TextStyle = fyne.TextStyle{Monospace: true}
	e.ExtendBaseWidget(e)
	e.Entry.OnChanged = func(text string) {
		if e.quiet {
			return
		}
		editor.gutter.set(lines(text), editor.gutter.marked)
		if editor.OnChanged != nil {
			editor.OnChanged(text)
		}
	}
	e.OnCursorChanged = editor.follow
	return e
}

// TypedRune belongs to Fyne.
func (e *entry) TypedRune(r rune) {
	if !e.locked {
		e.Entry.TypedRune(r)
	}
}

// AcceptsTab belongs to Fyne: a text that cannot be changed lets Tab go on.
func (e *entry) AcceptsTab() bool { return !e.locked }

// TypedKey belongs to Fyne.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	if keyboard.OfNoUseToText(ev.Name) {
		keyboard.Pass(e, ev)
		return
	}
	switch ev.Name {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		if !e.locked {
			e.Entry.TypedKey(ev)
		}
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut belongs to Fyne.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutPaste, *fyne.ShortcutCut, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		if e.locked {
			return
		}
	}
	e.Entry.TypedShortcut(s)
	keyboard.PassShortcut(e, s)
}

// gutter shows the line numbers; lines with a problem have a mark and are red.
type gutter struct {
	widget.BaseWidget
	lines  int
	marked map[int]bool
}

func newGutter() *gutter {
	g := &gutter{lines: 1}
	g.ExtendBaseWidget(g)
	return g
}

func (g *gutter) set(n int, marked map[int]bool) {
	same := g.lines == n && len(g.marked) == len(marked)
	for line := range marked {
		same = same && g.marked[line]
	}
	if same {
		return
	}
	g.lines, g.marked = n, marked
	g.Refresh()
}

// MinSize belongs to Fyne.
func (g *gutter) MinSize() fyne.Size { return fyne.NewSize(44, rowHeight()) }

// CreateRenderer belongs to Fyne.
func (g *gutter) CreateRenderer() fyne.WidgetRenderer {
	r := &gutterRenderer{gutter: g, back: canvas.NewRectangle(theme.Get(theme.Head))}
	r.Refresh()
	return r
}

type gutterRenderer struct {
	gutter  *gutter
	back    *canvas.Rectangle
	numbers []*canvas.Text
}

func (r *gutterRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	row := rowHeight()
	for i, t := range r.numbers {
		t.Move(fyne.NewPos(0, inset()+float32(i)*row))
		t.Resize(fyne.NewSize(s.Width-8, row))
	}
}
func (r *gutterRenderer) MinSize() fyne.Size { return r.gutter.MinSize() }
func (r *gutterRenderer) Destroy()           {}
func (r *gutterRenderer) Refresh() {
	r.back.FillColor = theme.Get(theme.Head)
	for len(r.numbers) > r.gutter.lines {
		r.numbers = r.numbers[:len(r.numbers)-1]
	}
	for len(r.numbers) < r.gutter.lines {
		t := canvas.NewText("", nil)
		t.Alignment = fyne.TextAlignTrailing
		t.TextStyle.Monospace = true
		t.TextSize = theme.SmallSize
		r.numbers = append(r.numbers, t)
	}
	for i, t := range r.numbers {
		t.Text, t.Color = strconv.Itoa(i+1), theme.Get(theme.Dim)
		if r.gutter.marked[i+1] {
			t.Text, t.Color = "✗ "+t.Text, theme.Get(theme.Red)
		}
	}
	r.Layout(r.gutter.Size())
	canvas.Refresh(r.gutter)
}
func (r *gutterRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.back}
	for _, t := range r.numbers {
		all = append(all, t)
	}
	return all
}
