// Package statusmark draws a status as colour, glyph and word (product.md,
// section 1: never by colour alone). Pill is the bare drawing for rows that pool
// their objects, Mark the widget for everywhere else. What the status is, others decide.
package statusmark

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/words"
)

// Height is that of every mark.
const Height float32 = 19

const (
	signSize float32 = 10
	edge     float32 = 7 // between the border and what stands in it
	gap      float32 = 5 // between sign and word
)

// Pill is a status mark as canvas objects that can be used again for another status.
type Pill struct {
	back   *canvas.Rectangle
	sign   *canvas.Image
	word   *ink.Line
	status domain.Status
	only   bool
	bare   bool // without a ground
}

// NewPill returns a pill that shows Unknown until it is set.
func NewPill() *Pill {
	p := &Pill{back: canvas.NewRectangle(nil), sign: &canvas.Image{FillMode: canvas.ImageFillContain}, word: ink.NewLine(theme.SmallSize, true)}
	p.back.CornerRadius = 4
	return p
}

// Objects returns what has to be in the renderer or container, in drawing order.
func (p *Pill) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.back, p.sign, p.word.Text}
}

// Set shows a status in the colours of the theme of now, with its word or as glyph only.
// Without the word, the status needs to be named elsewhere (a tooltip, a column).
func (p *Pill) Set(s domain.Status, glyphOnly bool) {
	p.set(s, glyphOnly, false)
}

// SetBare is Set without the ground: of what is known already.
func (p *Pill) SetBare(s domain.Status, glyphOnly bool) { p.set(s, glyphOnly, true) }

func (p *Pill) set(s domain.Status, glyphOnly, bare bool) {
	p.status, p.only, p.bare = s.Known(), glyphOnly, bare
	mark, back := theme.StatusColours(p.status)
	ink.Fill(p.back, theme.Get(back))
	ink.Show(p.back, !bare)
	ink.Picture(p.sign, glyph.Resource(glyph.Of(p.status), theme.Get(mark)))
	ink.Show(p.word.Text, !glyphOnly)
	if !glyphOnly {
		p.word.Set(words.ShortStatus(p.status), 400, theme.Get(mark), !bare)
	}
}

// Size returns how much room the pill takes as it is set.
func (p *Pill) Size() fyne.Size {
	if p.only {
		return fyne.NewSize(2*edge+signSize-4, Height)
	}
	return fyne.NewSize(2*edge+signSize+gap+p.word.MinSize().Width, Height)
}

// Place puts the pill at a position of its parent. Where width is less than its
// size, the word is cut.
func (p *Pill) Place(x, y, width float32) {
	if !p.only {
		mark, _ := theme.StatusColours(p.status)
		p.word.Set(words.ShortStatus(p.status), max(0, width-2*edge-signSize-gap), theme.Get(mark), !p.bare)
	}
	size := p.Size()
	left := edge
	if p.only {
		left -= 2
	}
	ink.Place(p.back, x, y, size.Width, Height)
	ink.Place(p.sign, x+left, y+(Height-signSize)/2, signSize, signSize)
	ink.Place(p.word.Text, x+left+signSize+gap, y, max(0, size.Width-2*edge-signSize-gap), Height)
}

// Show shows or hides the whole pill.
func (p *Pill) Show(yes bool) {
	ink.Show(p.back, yes && !p.bare)
	ink.Show(p.sign, yes)
	ink.Show(p.word.Text, yes && !p.only)
}

// Most is how much room a mark is given at most, however long its word is in a language.
const Most float32 = 126

// Widest is the width of the longest word of a status with its sign.
func Widest() (width float32) {
	for _, s := range []domain.Status{domain.Failed, domain.Missed, domain.Warning, domain.Unknown, domain.Success} {
		mark := NewPill()
		mark.Set(s, false)
		width = max(width, mark.Size().Width)
	}
	return width
}
