package mailpane

import (
	"image/color"
	"slices"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// source lays something out for a width, as bands from top to bottom.
type source func(width float32) []band

// band is a strip of the page that is drawn or not as a whole.
type band struct {
	top, height float32
	rects       []rect
	texts       []text
}

type rect struct {
	x, y, w, h float32
	fill       color.Color
}

// text is one line within a band.
type text struct {
	x, y, w float32
	s       string
	size    float32
	style   fyne.TextStyle
	colour  color.Color
	align   fyne.TextAlign
}

var (
	white = color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}
	dark  = color.NRGBA{R: 0x1b, G: 0x1f, B: 0x24, A: 0xff}
	faint = color.NRGBA{R: 0x5d, G: 0x67, B: 0x73, A: 0xff}
	edges = color.NRGBA{R: 0xc3, G: 0xc8, B: 0xce, A: 0xff}
)

// paper is what scrolls: as high as the page, drawing the bands in view.
type paper struct {
	widget.BaseWidget
	pane   *Pane
	source source
	bands  []band
	laid   float32 // width the bands are for
	height float32
	back   *canvas.Rectangle
	drawn  map[int]*fyne.Container
	marks  []string // words to show, folded
	row    string   // words of the row that they stand in, folded; "" for anywhere
}

func newPaper(p *Pane) *paper {
	a := &paper{pane: p, back: canvas.NewRectangle(white), drawn: map[int]*fyne.Container{}}
	a.ExtendBaseWidget(a)
	return a
}

func (a *paper) setSource(s source) {
	a.source, a.laid = s, -1
	a.layout(a.Size().Width)
}

// layout measures for a width and draws what is then in view.
func (a *paper) layout(width float32) {
	if width > 0 && width != a.laid {
		a.laid, a.bands, a.height = width, nil, 0
		if a.source != nil {
			a.bands = a.source(width)
		}
		if n := len(a.bands); n > 0 {
			a.height = a.bands[n-1].top + a.bands[n-1].height + margin
		}
		clear(a.drawn)
	}
	a.update()
	canvas.Refresh(a)
}

// Resize belongs to Fyne; another width means another layout.
func (a *paper) Resize(s fyne.Size) {
	if s == a.Size() {
		return
	}
	a.BaseWidget.Resize(s)
	if s.Width != a.laid {
		a.layout(s.Width)
		a.BaseWidget.Resize(fyne.NewSize(s.Width, max(a.height, a.view())))
		return
	}
	a.update()
}

// Move is how every kind of scrolling arrives.
func (a *paper) Move(p fyne.Position) {
	a.BaseWidget.Move(p)
	a.update()
}

func (a *paper) view() float32 {
	if a.pane.scroll == nil {
		return 0
	}
	return a.pane.scroll.Size().Height
}

// update makes the bands in view and forgets those that left it.
func (a *paper) update() {
	top := -a.Position().Y
	bottom := top + a.view()
	first := sort.Search(len(a.bands), func(i int) bool { return a.bands[i].top+a.bands[i].height > top })
	changed := false
	for i := range a.drawn {
		if i < first || a.bands[i].top >= bottom {
			delete(a.drawn, i)
			changed = true
		}
	}
	for i := first; i < len(a.bands) && a.bands[i].top < bottom; i++ {
		if a.drawn[i] == nil {
			a.drawn[i] = a.draw(a.bands[i])
			changed = true
		}
	}
	if changed {
		canvas.Refresh(a)
	}
}

func (a *paper) draw(b band) *fyne.Container {
	c := &fyne.Container{}
	rects, texts := b.rects, b.texts
	if len(a.marks) > 0 && a.inRow(b) {
		texts = slices.Clone(texts)
		for i, t := range texts {
			strips := a.marked(t)
			if len(strips) > 0 {
				texts[i].colour = dark // light letters would be lost on the strip
			}
			rects = append(rects[:len(rects):len(rects)], strips...)
		}
	}
	for _, r := range rects {
		o := canvas.NewRectangle(r.fill)
		o.Move(fyne.NewPos(r.x, r.y))
		o.Resize(fyne.NewSize(r.w, r.h))
		c.Objects = append(c.Objects, o)
	}
	for _, t := range texts {
		o := &canvas.Text{Text: t.s, TextSize: t.size, TextStyle: t.style, Color: t.colour, Alignment: t.align}
		o.Move(fyne.NewPos(t.x, t.y))
		o.Resize(fyne.NewSize(t.w, lineHeight))
		c.Objects = append(c.Objects, o)
	}
	c.Move(fyne.NewPos(0, b.top))
	c.Resize(fyne.NewSize(a.laid, b.height))
	return c
}

// MouseDown gives the pane the keyboard.
func (a *paper) MouseDown(*desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(a.pane); c != nil {
		c.Focus(a.pane)
	}
}

// MouseUp belongs to Fyne.
func (a *paper) MouseUp(*desktop.MouseEvent) {}

// MinSize belongs to Fyne.
func (a *paper) MinSize() fyne.Size { return fyne.NewSize(0, a.height) }

// CreateRenderer belongs to Fyne.
func (a *paper) CreateRenderer() fyne.WidgetRenderer { return &paperRenderer{paper: a} }

type paperRenderer struct{ paper *paper }

func (r *paperRenderer) Destroy()           {}
func (r *paperRenderer) Layout(s fyne.Size) { r.paper.back.Resize(s) }
func (r *paperRenderer) MinSize() fyne.Size { return r.paper.MinSize() }
func (r *paperRenderer) Refresh()           { r.paper.update(); canvas.Refresh(r.paper) }
func (r *paperRenderer) Objects() []fyne.CanvasObject {
	all := make([]fyne.CanvasObject, 0, len(r.paper.drawn)+1)
	all = append(all, r.paper.back)
	numbers := make([]int, 0, len(r.paper.drawn))
	for i := range r.paper.drawn {
		numbers = append(numbers, i)
	}
	sort.Ints(numbers)
	for _, i := range numbers {
		all = append(all, r.paper.drawn[i])
	}
	return all
}
