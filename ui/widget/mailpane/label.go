package mailpane

import (
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/raster"
	"runchecks/ui/theme"
)

// Label says of words of the mail what they are.
type Label struct {
	Words, Row string // as in Mark
	Text       string // beside the words, where there is room
	Colour     fyne.ThemeColorName
}

// labels are the labels of a page: a line under the words, and what they are beside them.
type labels struct {
	list  []Label
	hits  []labelHit
	texts *fyne.Container // in the coordinates of the layer
}

type labelHit struct {
	at     page.Range
	colour fyne.ThemeColorName
}

func (l *labels) clear() {
	l.hits = nil
	l.texts.RemoveAll()
}

// SetLabels shows what words are, until other labels are set.
func (p *Pane) SetLabels(list []Label) {
	p.labels.list = list
	p.findLabels()
	p.view.repaint()
}

// labelSize is that of the words of a label, labelGap what is left before them.
const (
	labelSize float32 = 11
	labelGap  float32 = 4
)

// tint is how strong the colour of a label lies behind its words, of 255.
const tint = 34

func (p *Pane) findLabels() {
	p.labels.clear()
	s := p.now.sheet
	if s == nil {
		return
	}
	taken := map[page.Pos]bool{}
	_, height := s.Size()
	for _, l := range p.labels.list {
		for _, r := range s.FindIn(l.Words, l.Row) {
			if taken[r.From] || !whole(s, r) {
				continue
			}
			taken[r.From] = true
			p.labels.hits = append(p.labels.hits, labelHit{r, l.Colour})
			if rects := s.Rects(r, 0, height); l.Text != "" && len(rects) > 0 {
				p.placeLabel(s, l, rects[len(rects)-1])
			}
			break
		}
	}
	p.labels.texts.Refresh()
}

// whole reports whether a range is no part of longer words.
func whole(s sheet, r page.Range) bool {
	letters := func(text string) string {
		return strings.TrimFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	}
	first := s.WordAt(r.From)
	last := s.WordAt(page.Pos{Fragment: r.To.Fragment, Letter: max(0, r.To.Letter-1)})
	before := s.Text(page.Range{From: first.From, To: r.From})
	after := ""
	if r.To.Before(last.To) {
		after = s.Text(page.Range{From: r.To, To: last.To})
	}
	before = before[strings.LastIndexAny(before, "=:([{<\"'")+1:]
	if end := strings.IndexAny(after, ")]}>\"',;:"); end >= 0 {
		after = after[:end]
	}
	return letters(before) == "" && letters(after) == ""
}

// placeLabel puts the words of a label right of what they are about, or under it, where
// nothing stands.
func (p *Pane) placeLabel(s sheet, l Label, r page.Rect) {
	t := canvas.NewText(l.Text, p.onPage(l.Colour))
	t.TextSize, t.TextStyle.Bold = labelSize, true
	size := t.MinSize()
	z := p.zoom
	w, h := float64(size.Width)/z, float64(size.Height)/z
	gap := float64(labelGap) / z
	pageWidth, _ := s.Size()
	for _, at := range []page.Rect{
		{X: r.Right() + gap, Y: r.Y + (r.H-h)/2, W: w, H: h},
		{X: r.X, Y: r.Bottom() + 1, W: w, H: h - 2},
	} {
		if at.Right() <= pageWidth && free(s, at) {
			t.Move(fyne.NewPos(float32(at.X*z), float32(at.Y*z)))
			t.Resize(size)
			p.labels.texts.Add(t)
			return
		}
	}
}

// free reports whether no text, picture or border is in a place.
func free(s sheet, r page.Rect) bool {
	empty := true
	s.Visible(r.Y, r.Bottom(), func(it *page.Item) {
		if it.Kind == page.Fill || it.Kind == page.Outline {
			return
		}
		if _, ok := it.Rect.Intersect(r); ok {
			empty = false
		}
	})
	return empty
}

// onPage returns a colour as it stands out on the page, which may be light in a dark window.
func (p *Pane) onPage(name fyne.ThemeColorName) color.NRGBA {
	mode, variant := theme.Light, fynetheme.VariantLight
	if p.dark {
		mode, variant = theme.Dark, fynetheme.VariantDark
	}
	return solid(theme.New(mode).Color(name, variant))
}

// paintedLabels returns the lines and tints of labels between y0 and y1.
func (p *Pane) paintedLabels(s sheet, y0, y1 float64) []raster.Mark {
	var out []raster.Mark
	for _, h := range p.labels.hits {
		rects := s.Rects(h.at, y0, y1)
		if len(rects) == 0 {
			continue
		}
		line := p.onPage(h.colour)
		behind := line
		behind.A = tint
		out = append(out, raster.Mark{Rects: rects, Colour: behind})
		var under []page.Rect
		for _, r := range rects {
			under = append(under, page.Rect{X: r.X, Y: r.Bottom() - 1, W: r.W, H: 2})
		}
		out = append(out, raster.Mark{Rects: under, Colour: line})
	}
	return out
}

func newLabels() labels { return labels{texts: container.NewWithoutLayout()} }
