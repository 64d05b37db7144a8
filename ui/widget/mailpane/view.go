package mailpane

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/raster"
	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// view is the part of the page in sight: one image of exactly that part under a scroll
// container whose content is invisible and as large as the page. So scroll bars and wheel
// are Fyne's, and no object is larger than the window.
type view struct {
	widget.BaseWidget
	pane    *Pane
	raster  *canvas.Raster
	scroll  *container.Scroll
	layer   *layer
	message *widget.Label // in place of a page

	sheet   sheet
	painter *raster.Painter
	buffer  *image.RGBA
	offset  fyne.Position
	inner   fyne.CanvasObject // the scroller, flat
	line    *canvas.Rectangle // at the top, while the pane has the keyboard
	focused bool
}

func newView(p *Pane) *view {
	v := &view{pane: p, message: widget.NewLabel("")}
	v.ExtendBaseWidget(v)
	v.painter = raster.New(func(address string) image.Image {
		if p.source == nil {
			return nil
		}
		return p.source.picture(address)
	})
	v.raster = canvas.NewRaster(v.paint)
	// The image has the pixels of the screen; anything but copying them would blur.
	v.raster.ScaleMode = canvas.ImageScalePixels
	v.layer = newLayer(v)
	v.scroll = container.NewScroll(v.layer)
	v.inner, v.line = theme.Flat(v.scroll), canvas.NewRectangle(color.Transparent)
	v.message.Alignment, v.message.Wrapping, v.message.Importance = fyne.TextAlignCenter, fyne.TextWrapWord, widget.LowImportance
	return v
}

func (v *view) setSheet(s sheet) {
	v.sheet = s
	v.fit()
}

// fit makes the layer as large as the page.
func (v *view) fit() {
	v.layer.Resize(v.layer.MinSize())
	v.scroll.Refresh()
	v.repaint()
}

func (v *view) setMessage(s string) {
	s = ink.Visible(s)
	if s != "" || v.pane.source == nil {
		v.sheet = nil
	}
	if v.message.Text != s {
		v.message.SetText(s)
	}
	v.fit()
}

func (v *view) repaint() {
	v.raster.Refresh()
}

// top scrolls to the beginning. The sheet goes: another one is on its way.
func (v *view) top() {
	v.sheet = nil
	v.scroll.ScrollToOffset(fyne.NewPos(0, 0))
	v.offset = fyne.Position{}
	v.fit()
}

// size returns the size of the page on the screen.
func (v *view) size() fyne.Size {
	if v.sheet == nil {
		return fyne.NewSize(0, 0)
	}
	w, h := v.sheet.Size()
	if w <= v.pane.laid+slack {
		w = min(w, v.pane.laid) // or the page could be scrolled by that pixel
	}
	return fyne.NewSize(float32(w*v.pane.zoom), float32(h*v.pane.zoom))
}

// reading is how far down the page the view is, as a share.
func (v *view) reading() float64 {
	if h := float64(v.size().Height); h > 0 {
		return float64(v.offset.Y) / h
	}
	return 0
}

// resume scrolls to where reading stopped before the page changed its width.
func (v *view) resume(share float64) {
	v.scrollTo(fyne.NewPos(v.offset.X, float32(share*float64(v.size().Height))))
}

// scrollTo scrolls within the page.
func (v *view) scrollTo(to fyne.Position) {
	most := v.size().Subtract(v.scroll.Size())
	v.scroll.ScrollToOffset(fyne.NewPos(max(0, min(most.Width, to.X)), max(0, min(most.Height, to.Y))))
}

// scrollBy scrolls by so many units.
func (v *view) scrollBy(dx, dy float32) { v.scrollTo(v.offset.AddXY(dx, dy)) }

// reveal scrolls until a place of the page is in sight, a third from the top if it was
// not.
func (v *view) reveal(r page.Rect) {
	z := v.pane.zoom
	x, y, size := float32(r.X*z), float32(r.Y*z), v.scroll.Size()
	to := v.offset
	if bottom := float32(r.Bottom() * z); y < to.Y || bottom > to.Y+size.Height {
		to.Y = y - size.Height/3
	}
	if right := float32(r.Right() * z); x < to.X || right > to.X+size.Width {
		to.X = x - size.Width/3
	}
	v.scrollTo(to)
}

// moved is told by the layer whenever the page was scrolled.
func (v *view) moved(to fyne.Position) {
	if to != v.offset {
		v.offset = to
		v.raster.Refresh()
	}
}

// paint draws what is in sight; Fyne asks for an image of so many pixels.
func (v *view) paint(w, h int) image.Image {
	if v.buffer == nil || v.buffer.Rect.Dx() != w || v.buffer.Rect.Dy() != h {
		v.buffer = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	if w == 0 || h == 0 {
		return v.buffer
	}
	perUnit := 1.0
	if units := v.raster.Size().Width; units > 0 {
		perUnit = float64(w) / float64(units)
	}
	scale := perUnit * v.pane.zoom
	dark := v.pane.dark
	if v.sheet == nil {
		v.blank(dark)
		return v.buffer
	}
	// Whole pixels, or text would shimmer while scrolling.
	x := math.Round(float64(v.offset.X)*perUnit) / scale
	y := math.Round(float64(v.offset.Y)*perUnit) / scale
	v.painter.Paint(v.buffer, v.sheet, raster.View{X: x, Y: y, Scale: scale, Dark: dark, Marks: v.pane.painted(y, y+float64(h)/scale)})
	return v.buffer
}

// blank fills the view: with paper while a page is on its way, else as the panes around.
func (v *view) blank(dark bool) {
	c := color.NRGBA{255, 255, 255, 255}
	if dark {
		c = raster.Darken(c)
	}
	if v.pane.source == nil {
		c = solid(theme.Get(theme.Pane))
	}
	for i := 0; i < len(v.buffer.Pix); i += 4 {
		v.buffer.Pix[i], v.buffer.Pix[i+1], v.buffer.Pix[i+2], v.buffer.Pix[i+3] = c.R, c.G, c.B, 255
	}
}

// CreateRenderer belongs to Fyne.
func (v *view) CreateRenderer() fyne.WidgetRenderer { return &viewRenderer{v} }

type viewRenderer struct{ v *view }

func (r *viewRenderer) Destroy()           {}
func (r *viewRenderer) MinSize() fyne.Size { return fyne.NewSize(100, 60) }
func (r *viewRenderer) Refresh() {
	r.v.showFocus(r.v.focused)
	r.v.repaint()
}
func (r *viewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.v.raster, r.v.message, r.v.inner, r.v.line}
}

func (r *viewRenderer) Layout(size fyne.Size) {
	v := r.v
	v.inner.Resize(size)
	v.showFocus(v.focused)
	v.message.Move(fyne.NewPos(theme.Gap, 24))
	v.message.Resize(fyne.NewSize(max(0, size.Width-2*theme.Gap), max(0, size.Height-24)))
	v.snap(size)
	v.pane.relayout()
}

// focusLine is how high the line is that says where the keyboard is.
const focusLine float32 = 2

func (v *view) showFocus(yes bool) {
	v.focused = yes
	ink.Fill(v.line, theme.Get(theme.Accent))
	ink.Place(v.line, 0, 0, v.Size().Width, focusLine)
	ink.Show(v.line, yes)
}

// snap puts the image on whole pixels of the screen: Fyne rounds both ends of what it
// draws by themselves, and an image that is one pixel wider than its place is blurred.
func (v *view) snap(size fyne.Size) {
	scale, at := float32(1), fyne.Position{}
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		scale = c.Scale()
		at = fyne.CurrentApp().Driver().AbsolutePositionForObject(v)
	}
	round := func(f func(float64) float64, u float32) float32 { return float32(f(float64(u*scale))) / scale }
	v.raster.Move(fyne.NewPos(round(math.Round, at.X)-at.X, round(math.Round, at.Y)-at.Y))
	v.raster.Resize(fyne.NewSize(round(math.Floor, size.Width), round(math.Floor, size.Height)))
}
