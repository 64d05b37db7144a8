package formentry

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/ring"
)

// Choice is a list to choose one of. Space, Up and Down open it; Left and Right choose.
type Choice struct {
	widget.Select
	// OnEnter is told that the choice has the keyboard; nil where nobody asks.
	OnEnter func()

	focused bool
}

// NewChoice returns a list of words.
func NewChoice(words []string) *Choice {
	c := &Choice{}
	c.Options = words
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained belongs to Fyne.
func (c *Choice) FocusGained() {
	c.focused = true
	c.Select.FocusGained()
	if c.OnEnter != nil {
		c.OnEnter()
	}
}

// CreateRenderer belongs to Fyne.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	return ring.Framed(c.Select.CreateRenderer(), c.Size, func() bool { return c.focused })
}

// FocusLost belongs to Fyne.
func (c *Choice) FocusLost() {
	c.focused = false
	c.Select.FocusLost()
}

// TypedKey belongs to Fyne.
func (c *Choice) TypedKey(ev *fyne.KeyEvent) {
	if passes(ev.Name) {
		keyboard.Pass(c, ev)
		return
	}
	c.Select.TypedKey(ev)
}

// Check is a box to tick; Space ticks it.
type Check struct {
	widget.Check
	focused bool
}

// NewCheck returns a box beside a text.
func NewCheck(text string, on bool) *Check {
	c := &Check{}
	c.Text, c.Checked = text, on
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer belongs to Fyne.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	return ring.Around(c.Check.CreateRenderer(), c.Size, func() bool { return c.focused })
}

// FocusGained belongs to Fyne.
func (c *Check) FocusGained() {
	c.focused = true
	c.Check.FocusGained()
}

// FocusLost belongs to Fyne.
func (c *Check) FocusLost() {
	c.focused = false
	c.Check.FocusLost()
}

// TypedKey belongs to Fyne.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if passes(ev.Name) {
		keyboard.Pass(c, ev)
		return
	}
	c.Check.TypedKey(ev)
}
