package searchfield

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"runchecks/ui/theme"
	"runchecks/ui/widget/rowtable"
)

// Offer replaces what stands from Start, in bytes, to the cursor by Text.
type Offer struct {
	Start int
	Text  string
}

// Completing is a field that offers what the word at the cursor can become, in a list below
// it. Down goes into the list, Enter and Tab take what is chosen, Tab the first where nothing
// is; Escape closes the list, then it does what it does in a field.
type Completing struct {
	*Field
	// Offers says what can be taken; Changed is told the text. Both are set before the field
	// is first shown.
	Offers  func(text string, cursor int) []Offer
	Changed func(text string)
	// List is placed over what is below the field.
	List fyne.CanvasObject

	table  *rowtable.Table
	frame  *canvas.Rectangle
	offers []Offer
	chosen int // -1 for none
	setup  bool
}

// NewCompleting returns an empty field as New does.
func NewCompleting(width float32, key string, hints ...string) *Completing {
	c := &Completing{Field: New(width, key, hints...), chosen: -1, frame: canvas.NewRectangle(nil)}
	c.table = rowtable.New([]rowtable.Column{{ID: "offer", Flex: 1, Width: 60}}, rowtable.Compact)
	c.table.HideHeader()
	c.table.Cell = func(row, _ int) rowtable.Cell {
		if row >= len(c.offers) {
			return rowtable.Cell{}
		}
		return rowtable.Cell{Text: c.offers[row].Text}
	}
	c.table.OnSelect = func(row int, _ fyne.KeyModifier) {
		c.take(row)
		if canvas := fyne.CurrentApp().Driver().CanvasForObject(c.Field); canvas != nil {
			canvas.Focus(c.Field)
		}
	}
	c.frame.StrokeWidth, c.frame.CornerRadius = 1, 6
	c.List = container.New(below{c}, c.frame, c.table)
	c.List.Hide()
	c.OnChanged = func(text string) {
		c.offer()
		if c.Changed != nil && !c.setup {
			c.Changed(text)
		}
	}
	c.Before = c.key
	c.TakesTab = c.open
	return c
}

// Show makes the text that of the search, without telling of it.
func (c *Completing) Show(text string) {
	if c.Text == text {
		return
	}
	c.setup = true
	c.SetText(text)
	c.setup = false
	c.close()
}

func (c *Completing) open() bool { return len(c.offers) > 0 }

// Rest closes the list where neither it nor the field has the keyboard any more.
func (c *Completing) Rest() {
	if !c.open() {
		return
	}
	canvas := fyne.CurrentApp().Driver().CanvasForObject(c.Field)
	if canvas == nil || canvas.Focused() != fyne.Focusable(c.Field) && canvas.Focused() != fyne.Focusable(c.table) {
		c.close()
	}
}

func (c *Completing) close() {
	c.offers, c.chosen = nil, -1
	c.List.Hide()
}

// cursor is where the cursor stands, in bytes.
func (c *Completing) cursor() int {
	at := 0
	for range c.CursorColumn {
		_, width := utf8.DecodeRuneInString(c.Text[min(at, len(c.Text)):])
		at += width
	}
	return min(at, len(c.Text))
}

// offer lists what the word at the cursor can become. While a letter is typed Fyne moves the
// cursor after it told of the new text, so that the end of the text is meant where the cursor
// stood there.
func (c *Completing) offer() {
	if c.Offers == nil || c.setup {
		return
	}
	at := c.cursor()
	if c.CursorColumn >= utf8.RuneCountInString(c.Text)-1 {
		at = len(c.Text)
	}
	c.offers, c.chosen = c.Offers(c.Text, at), -1
	if len(c.offers) == 1 && c.offers[0].Text == c.Text[c.offers[0].Start:] {
		c.offers = nil // it stands there already
	}
	if len(c.offers) == 0 {
		c.close()
		return
	}
	c.frame.FillColor, c.frame.StrokeColor = theme.Get(theme.Pane), theme.Get(theme.Line)
	c.table.SetLength(len(c.offers))
	c.table.SetSelected(-1)
	c.table.Refresh()
	c.List.Show()
	c.List.Refresh()
}

// key is what the list does with a key.
func (c *Completing) key(name fyne.KeyName) bool {
	if !c.open() {
		return false
	}
	switch name {
	case fyne.KeyDown:
		c.choose(min(c.chosen+1, len(c.offers)-1))
	case fyne.KeyUp:
		c.choose(max(c.chosen-1, -1))
	case fyne.KeyTab:
		c.take(max(c.chosen, 0))
	case fyne.KeyReturn, fyne.KeyEnter:
		if c.chosen < 0 {
			c.close()
			return false
		}
		c.take(c.chosen)
	case fyne.KeyEscape:
		c.close()
	default:
		return false
	}
	return true
}

func (c *Completing) choose(row int) {
	c.chosen = row
	c.table.SetSelected(row)
	c.table.Refresh()
}

// take puts an offer into the text.
func (c *Completing) take(row int) {
	if row < 0 || row >= len(c.offers) {
		return
	}
	o, rest, at := c.offers[row], "", c.cursor()
	if at < len(c.Text) {
		rest = c.Text[at:]
	}
	head := c.Text[:min(o.Start, len(c.Text))] + o.Text
	c.SetText(head + rest)
	c.CursorColumn = utf8.RuneCountInString(head)
	c.Refresh()
	c.offer()
}

// mostRows is how many offers are seen at once.
const mostRows = 8

// below lays the list out as high as its rows.
type below struct{ c *Completing }

// MinSize belongs to fyne.Layout: the list takes no room of its own.
func (below) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// Layout belongs to fyne.Layout.
func (b below) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	high := min(float32(min(len(b.c.offers), mostRows))*rowtable.Compact.Height()+6, size.Height)
	for i, o := range objects {
		inset := float32(i) * 3 // the table stands within the frame
		o.Move(fyne.NewPos(inset, inset))
		o.Resize(fyne.NewSize(max(0, min(size.Width, 420)-2*inset), max(0, high-2*inset)))
	}
}
