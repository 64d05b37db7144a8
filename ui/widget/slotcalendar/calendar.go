// Package slotcalendar draws some weeks as a small calendar, a column for each week:
// which days a run was expected on and whether it came. What the days mean is told
// by shape as well as by colour.
package slotcalendar

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/tooltip"
	"runchecks/ui/words"
)

// Kind is what a day is.
type Kind uint8

// The kinds of day.
const (
	Nothing Kind = iota // no run, none expected: a faint dot
	Extra               // a run that nobody expected: a small square
	Met                 // expected and came: a full square
	Missing             // expected and did not come: an empty frame
	Coming              // expected, may still come: a faint square
)

// Day is one day with what a pointer over it tells.
type Day struct {
	Kind Kind
	Text string
}

const (
	cell   float32 = 13
	gap    float32 = 2
	labels float32 = 30
	header float32 = 16
)

// Calendar is the widget.
type Calendar struct {
	widget.BaseWidget
	// Hover is told what the day under the pointer is, "" for none.
	Hover func(text string)

	first time.Time // the Monday of the first week
	days  []Day
}

// New returns an empty calendar.
func New(hover func(string)) *Calendar {
	c := &Calendar{Hover: hover}
	c.ExtendBaseWidget(c)
	return c
}

// Set shows days from a local date on.
func (c *Calendar) Set(from time.Time, days []Day) {
	lead := (int(from.Weekday()) + 6) % 7
	c.first = from.AddDate(0, 0, -lead)
	c.days = append(make([]Day, lead), days...)
	c.Refresh()
}

// at returns the place of the day under a point, -1 for none.
func (c *Calendar) at(p fyne.Position) int {
	x, y := int((p.X-labels)/(cell+gap)), int((p.Y-header)/(cell+gap))
	if p.X < labels || p.Y < header || y > 6 {
		return -1
	}
	if i := x*7 + y; i < len(c.days) {
		return i
	}
	return -1
}

// MouseIn belongs to Fyne.
func (c *Calendar) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (c *Calendar) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(c, ev)
	text := ""
	if i := c.at(ev.Position); i >= 0 && c.days[i].Text != "" {
		day := words.Stamp(c.first.AddDate(0, 0, i), words.WeekdayDay)
		text = words.T("widget.calendar_day", "day", day, "text", c.days[i].Text)
	}
	if c.Hover != nil {
		c.Hover(text)
	}
}

// MouseOut belongs to Fyne.
func (c *Calendar) MouseOut() {
	if c.Hover != nil {
		c.Hover("")
	}
}

// MinSize leaves room for the weeks there are.
func (c *Calendar) MinSize() fyne.Size {
	if len(c.days) == 0 {
		return fyne.NewSize(0, 0)
	}
	weeks := float32((len(c.days) + 6) / 7)
	return fyne.NewSize(labels+weeks*(cell+gap), header+7*(cell+gap))
}

// CreateRenderer belongs to Fyne.
func (c *Calendar) CreateRenderer() fyne.WidgetRenderer { return &renderer{c: c} }

type renderer struct {
	c       *Calendar
	cells   []*canvas.Rectangle
	words   []*ink.Line
	objects []fyne.CanvasObject
}

func (r *renderer) Layout(fyne.Size) {
	r.objects = r.objects[:0]
	for len(r.cells) < len(r.c.days) {
		rect := canvas.NewRectangle(nil)
		rect.CornerRadius = 2
		r.cells = append(r.cells, rect)
	}
	word := 0
	write := func(text string, x, y, w float32) {
		if word == len(r.words) {
			r.words = append(r.words, ink.NewLine(theme.SmallSize, false))
		}
		r.words[word].Set(text, w, theme.Get(theme.Dim), false)
		ink.Place(r.words[word].Text, x, y, w, cell)
		r.objects = append(r.objects, r.words[word].Text)
		word++
	}
	if len(r.c.days) > 0 {
		for i, d := range []time.Weekday{time.Monday, time.Wednesday, time.Friday, time.Sunday} {
			write(words.Weekday(d), 0, header+float32(2*i)*(cell+gap), labels)
		}
	}
	month := time.Month(0)
	for i, d := range r.c.days {
		x, y := labels+float32(i/7)*(cell+gap), header+float32(i%7)*(cell+gap)
		if m := r.c.first.AddDate(0, 0, i).Month(); i%7 == 0 && m != month {
			month = m
			if r.c.first.AddDate(0, 0, i+monthWeeks*7).Month() == m { // else the next one begins where it would still stand
				write(words.Month(m), x, 0, 40)
			}
		}
		r.draw(r.cells[i], d.Kind, x, y)
		r.objects = append(r.objects, r.cells[i])
	}
}

// monthWeeks is how many weeks the name of a month reaches over.
const monthWeeks = 2

func (r *renderer) draw(rect *canvas.Rectangle, k Kind, x, y float32) {
	inset := float32(0)
	fill, line, width := theme.Get(theme.Line), theme.Get(theme.Line), float32(0)
	switch k {
	case Nothing:
		inset = 5
	case Extra:
		inset, fill = 3, theme.Get(theme.Dim)
	case Met:
		fill = theme.Get(theme.Dim)
	case Missing:
		fill, line, width = theme.Get(theme.VioletBg), theme.Get(theme.Violet), 2
	case Coming:
		fill, line, width = theme.Get(theme.Pane), theme.Get(theme.Field), 1
	}
	rect.StrokeColor, rect.StrokeWidth = line, width
	ink.Fill(rect, fill)
	ink.Place(rect, x+inset, y+inset, cell-2*inset, cell-2*inset)
}

func (r *renderer) MinSize() fyne.Size           { return r.c.MinSize() }
func (r *renderer) Refresh()                     { r.Layout(r.c.Size()); canvas.Refresh(r.c) }
func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
