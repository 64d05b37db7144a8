// Package firststart is what stands in place of all panes while a profile has no account: three ways to
// begin, none before the others.
package firststart

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/ink"
	"runchecks/ui/words"
)

// Choice is a way to begin.
type Choice struct {
	Title, Text string
	Button      string        // what it says
	Key         func() string // the key of the same command
	// Enabled says whether it can be done by whoever sits here.
	Enabled func() bool
	Run     func()
}

// Page is the page. Its methods are called on the interface thread.
type Page struct {
	object  *fyne.Container
	ground  *canvas.Rectangle
	choices []Choice
	buttons []*actionbutton.Button
}

// New returns a page, which is hidden at first.
func New(choices []Choice) *Page {
	p := &Page{ground: canvas.NewRectangle(theme.Get(theme.Bg)), choices: choices}
	p.object = container.NewStack()
	p.object.Hide()
	p.Redraw()
	return p
}

// Object is what is shown.
func (p *Page) Object() fyne.CanvasObject { return p.object }

// Show shows the page, or hides it; true where it was not shown before.
func (p *Page) Show(yes bool) (came bool) {
	came = yes && !p.object.Visible()
	if came {
		p.object.Show()
		p.enable()
	}
	if !yes {
		p.object.Hide()
	}
	return came
}

func (p *Page) enable() {
	for i, c := range p.choices {
		p.buttons[i].SetEnabled(c.Enabled())
	}
}

// Focus gives the keyboard to the first way that can be taken; Tab goes to the others.
func (p *Page) Focus(c fyne.Canvas) {
	for _, b := range p.buttons {
		if !b.Disabled() {
			c.Focus(b)
			return
		}
	}
}

// Redraw draws the page in the colours of now.
func (p *Page) Redraw() {
	p.ground.FillColor = theme.Get(theme.Bg)
	p.buttons = nil
	cards := container.New(&row{})
	for _, c := range p.choices {
		b := actionbutton.NewKeyed(actionbutton.Primary, c.Button, c.Key, c.Run)
		p.buttons = append(p.buttons, b)
		frame := canvas.NewRectangle(theme.Get(theme.Pane))
		frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = theme.Get(theme.Line), 1, 8
		about := container.New(layout.NewCustomPaddedVBoxLayout(0), line(c.Title, theme.HeadingSize, true, theme.Text), wrapped(c.Text))
		cards.Add(container.NewStack(frame, container.New(layout.NewCustomPaddedLayout(18, 18, 18, 18),
			container.NewBorder(about, container.NewHBox(b), nil, nil))))
	}
	heading := container.New(layout.NewCustomPaddedVBoxLayout(2), line(words.T("firststart.title"), theme.HeadingSize+4, true, theme.Text),
		wrapped(words.T("firststart.text")))
	p.object.Objects = []fyne.CanvasObject{
		p.ground, theme.Flat(container.NewVScroll(container.New(centred{}, container.New(layout.NewCustomPaddedVBoxLayout(18), heading, cards)))),
	}
	if p.object.Visible() {
		p.enable()
	}
	p.object.Refresh()
}

func line(s string, size float32, bold bool, colour fyne.ThemeColorName) *canvas.Text {
	t := canvas.NewText(ink.Visible(s), theme.Get(colour))
	t.TextSize, t.TextStyle.Bold = size, bold
	return t
}

// wrapped is a text of several lines, whose left edge is that of the title above.
func wrapped(s string) fyne.CanvasObject {
	t := widget.NewRichText(&widget.TextSegment{Text: s, Style: widget.RichTextStyle{ColorName: theme.Dim, Inline: true}})
	t.Wrapping = fyne.TextWrapWord
	inner := fyne.CurrentApp().Settings().Theme().Size(fynetheme.SizeNameInnerPadding)
	return container.New(layout.NewCustomPaddedLayout(0, 0, -inner, -inner), t)
}
