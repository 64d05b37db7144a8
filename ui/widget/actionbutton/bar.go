package actionbutton

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/menu"
	"runchecks/ui/words"
)

const (
	between    float32 = 6
	leastFirst float32 = 60 // of the first button, which is cut rather than hidden
)

// Bar is a line of buttons. Those that find no room are in the menu behind its last
// button, three dots, which is there only then, or where more is in it: a narrow pane hides none
// of them.
type Bar struct {
	widget.BaseWidget
	buttons []*Button
	away    map[*Button]bool // of no use now
	more    *Button
	hidden  []*Button
	// Menu returns what else is in the menu of the last button, which is always there then;
	// nil for nothing.
	Menu func() []menu.Item
}

// NewBar returns a line of these buttons, the most important first.
func NewBar(buttons ...*Button) *Bar {
	b := &Bar{buttons: buttons, away: map[*Button]bool{}}
	b.more = NewSign(glyph.More, words.T("widget.more_actions"), b.open)
	for _, button := range buttons {
		button.bar = b
	}
	b.ExtendBaseWidget(b)
	return b
}

// Offer says whether a button is of use now; one that is not takes no room. Hide and Show
// of the button are the bar's.
func (b *Bar) Offer(button *Button, yes bool) {
	if b.away[button] == !yes {
		return
	}
	b.away[button] = !yes
	b.Refresh()
}

// Hidden returns the buttons that are in the menu, in their order.
func (b *Bar) Hidden() []*Button { return b.hidden }

// open shows the menu below the last button; the keyboard can open it, too.
func (b *Bar) open() {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(b.more); c != nil && (len(b.hidden) > 0 || b.Menu != nil) {
		menu.Show(c, b.menu(), driver.AbsolutePositionForObject(b.more).AddXY(0, b.more.Size().Height+2), nil)
	}
}

// menu has an item for each button that found no room.
func (b *Bar) menu() (items []menu.Item) {
	for _, button := range b.hidden {
		items = append(items, menu.Item{
			Label: button.label, Key: button.keyName(), Off: button.Disabled(), Run: func() { button.Tapped(nil) },
		})
	}
	if b.Menu != nil {
		items = append(append(items, menu.Item{}), b.Menu()...)
	}
	return items
}

// OnHover is told what the buttons say of themselves.
func (b *Bar) OnHover(told func(tip string)) {
	b.more.OnHover = told
	for _, button := range b.buttons {
		button.OnHover = told
	}
}

// Wants is how wide the bar is with all its buttons.
func (b *Bar) Wants() float32 {
	wide := float32(0)
	for _, button := range b.buttons {
		if !b.away[button] {
			wide += button.MinSize().Width + between
		}
	}
	if b.Menu != nil {
		return wide + b.more.MinSize().Width
	}
	return max(0, wide-between)
}

// place lays the buttons out from the left in a width.
func (b *Bar) place(width float32) {
	var offered []*Button
	need := float32(0)
	for _, button := range b.buttons {
		if b.away[button] {
			ink.Show(button, false)
			continue
		}
		offered = append(offered, button)
		need += button.MinSize().Width + between
	}
	room := width
	dots := b.more.MinSize()
	crowded := need-between > width || b.Menu != nil
	if crowded {
		room -= dots.Width + between
	}
	b.hidden = b.hidden[:0]
	x := float32(0)
	for i, button := range offered {
		s := button.MinSize()
		if i == 0 {
			s.Width = max(min(s.Width, room), min(leastFirst, width))
		}
		if i > 0 && x+s.Width > room || len(b.hidden) > 0 {
			b.hidden = append(b.hidden, button)
			ink.Show(button, false)
			continue
		}
		ink.Show(button, true)
		ink.Place(button, x, 0, s.Width, s.Height)
		x += s.Width + between
	}
	ink.Show(b.more, len(b.hidden) > 0 || b.Menu != nil)
	ink.Place(b.more, x, 0, dots.Width, dots.Height)
}

// CreateRenderer belongs to Fyne.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer { return &barRenderer{b} }

type barRenderer struct{ bar *Bar }

func (r *barRenderer) Destroy()              {}
func (r *barRenderer) Layout(size fyne.Size) { r.bar.place(size.Width) }
func (r *barRenderer) Refresh()              { r.bar.place(r.bar.Size().Width) }
func (r *barRenderer) MinSize() fyne.Size {
	dots := r.bar.more.MinSize()
	return fyne.NewSize(leastFirst+between+dots.Width, dots.Height)
}

func (r *barRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, b := range r.bar.buttons {
		all = append(all, b)
	}
	return append(all, r.bar.more)
}
