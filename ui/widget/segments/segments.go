// Package segments is a choice of a few words side by side, such as "As the system | Light |
// Dark". Left and Right choose while it has the keyboard; every other key is the window's.
package segments

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
	"image/color"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/tooltip"
)

const (
	height float32 = 26
	edge   float32 = 11
)

// Choice is the widget.
type Choice struct {
	widget.BaseWidget
	// OnChosen is told that somebody chose another one, which the choice shows from then on:
	// whoever refuses it sets the one that holds.
	OnChosen func(i int)
	// OnHover is told that the pointer came or left; nil where nobody asks.
	OnHover func(in bool)
	// OnEnter is told that the choice has the keyboard; nil where nobody asks.
	OnEnter func()

	words    []string
	chosen   int
	hover    int
	focused  bool
	disabled bool
	edges    []float32
}

// New returns a choice of words with none chosen.
func New(words []string, chosen func(i int)) *Choice {
	c := &Choice{words: words, OnChosen: chosen, chosen: -1, hover: -1}
	c.ExtendBaseWidget(c)
	return c
}

// Set shows which one is chosen, without telling OnChosen.
func (c *Choice) Set(i int) {
	if i != c.chosen {
		c.chosen = i
		c.Refresh()
	}
}

// Chosen returns the number of the chosen one, -1 for none.
func (c *Choice) Chosen() int { return c.chosen }

// SetEnabled says whether somebody can choose.
func (c *Choice) SetEnabled(yes bool) {
	if c.disabled == yes {
		c.disabled = !yes
		c.Refresh()
	}
}

// Enable is SetEnabled(true); with Disable and Disabled it belongs to fyne.Disableable.
func (c *Choice) Enable() { c.SetEnabled(true) }

// Disable is SetEnabled(false).
func (c *Choice) Disable() { c.SetEnabled(false) }

// Disabled reports whether nobody can choose.
func (c *Choice) Disabled() bool { return c.disabled }

func (c *Choice) choose(i int) {
	if !c.disabled && i >= 0 && i < len(c.words) && i != c.chosen && c.OnChosen != nil {
		c.Set(i)
		c.OnChosen(i)
	}
}

func (c *Choice) at(x float32) int {
	for i := range c.words {
		if i+1 < len(c.edges) && x >= c.edges[i] && x < c.edges[i+1] {
			return i
		}
	}
	return -1
}

// Tapped belongs to Fyne.
func (c *Choice) Tapped(ev *fyne.PointEvent) { c.choose(c.at(ev.Position.X)) }

// MouseIn belongs to Fyne.
func (c *Choice) MouseIn(ev *desktop.MouseEvent) {
	if c.OnHover != nil {
		c.OnHover(true)
	}
	c.MouseMoved(ev)
}

// MouseMoved belongs to Fyne.
func (c *Choice) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(c, ev)
	if i := c.at(ev.Position.X); i != c.hover {
		c.hover = i
		c.Refresh()
	}
}

// MouseOut belongs to Fyne.
func (c *Choice) MouseOut() {
	c.hover = -1
	c.Refresh()
	if c.OnHover != nil {
		c.OnHover(false)
	}
}

// FocusGained belongs to Fyne.
func (c *Choice) FocusGained() {
	c.focused = true
	c.Refresh()
	if c.OnEnter != nil {
		c.OnEnter()
	}
}

// FocusLost belongs to Fyne.
func (c *Choice) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune belongs to Fyne; letters are the window's.
func (c *Choice) TypedRune(r rune) { keyboard.PassRune(c, r) }

// TypedKey belongs to Fyne.
func (c *Choice) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		c.choose(c.chosen - 1)
	case fyne.KeyRight:
		c.choose(c.chosen + 1)
	default:
		keyboard.Pass(c, ev)
	}
}

// CreateRenderer belongs to Fyne.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{choice: c, back: canvas.NewRectangle(color.Transparent), mark: canvas.NewRectangle(nil)}
	r.all = []fyne.CanvasObject{r.back, r.mark}
	for i := range c.words {
		line, text := canvas.NewRectangle(color.Transparent), ink.NewLine(theme.TextSize, false)
		text.Alignment = fyne.TextAlignCenter
		r.lines, r.texts = append(r.lines, line), append(r.texts, text)
		if i > 0 {
			r.all = append(r.all, line)
		}
		r.all = append(r.all, text.Text)
	}
	return r
}

type renderer struct {
	choice *Choice
	back   *canvas.Rectangle
	mark   *canvas.Rectangle // behind the chosen one
	lines  []*canvas.Rectangle
	texts  []*ink.Line
	all    []fyne.CanvasObject
}

func (r *renderer) MinSize() fyne.Size {
	width := float32(0)
	for _, w := range r.choice.words {
		width += 2*edge + ink.Width(w, theme.TextSize, fyne.TextStyle{Bold: true})
	}
	return fyne.NewSize(width, height)
}

func (r *renderer) Layout(size fyne.Size) {
	c := r.choice
	stroke, wide := theme.Get(theme.Field), float32(1)
	if c.focused {
		stroke, wide = theme.Get(theme.Accent), 2
	}
	y := (size.Height - height) / 2
	r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth, r.back.CornerRadius = theme.Get(theme.Pane), stroke, wide, 6
	r.back.Refresh()
	c.edges = make([]float32, 1, len(c.words)+1)
	for i, w := range c.words {
		left := c.edges[i]
		wide := 2*edge + ink.Width(w, theme.TextSize, fyne.TextStyle{Bold: true})
		c.edges = append(c.edges, left+wide)
		ink.Fill(r.lines[i], theme.Get(theme.Field))
		ink.Place(r.lines[i], left, y, 1, height)
		colour := theme.Get(theme.Text)
		switch {
		case c.disabled && i != c.chosen:
			colour = theme.Get(theme.Disabled)
		case i == c.hover && i != c.chosen:
			colour = theme.Get(theme.Accent)
		}
		r.texts[i].Set(w, wide, colour, i == c.chosen)
		ink.Place(r.texts[i].Text, left, y, wide, height-1)
	}
	ink.Place(r.back, 0, y, c.edges[len(c.words)], height)
	ink.Show(r.mark, c.chosen >= 0)
	if c.chosen >= 0 {
		r.mark.FillColor, r.mark.CornerRadius = theme.Get(theme.Sel), 5
		if c.disabled {
			r.mark.FillColor = theme.Get(theme.Head)
		}
		r.mark.Refresh()
		ink.Place(r.mark, c.edges[c.chosen]+1, y+1, c.edges[c.chosen+1]-c.edges[c.chosen]-1, height-2)
	}
}

func (r *renderer) Refresh()                     { r.Layout(r.choice.Size()) }
func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.all }
