package formentry

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/keyboard"
)

// Choice is a list to choose one of. Space, Up and Down open it; Left and Right choose.
type Choice struct {
	widget.Select
	// OnEnter is told that the choice has the keyboard; nil where nobody asks.
	OnEnter func()
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
	c.Select.FocusGained()
	if c.OnEnter != nil {
		c.OnEnter()
	}
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
}

// NewCheck returns a box beside a text.
func NewCheck(text string, on bool) *Check {
	c := &Check{}
	c.Text, c.Checked = text, on
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey belongs to Fyne.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if passes(ev.Name) {
		keyboard.Pass(c, ev)
		return
	}
	c.Check.TypedKey(ev)
}
