package mailpane

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/mailview/page"
)

// Selection is words of the mail that were selected, and where.
type Selection struct {
	page.Context
	// Click is true for a word that was only clicked on.
	Click bool
	// At is the place below the words, on the canvas.
	At fyne.Position
}

// selected tells of what the mouse selected, or of the word that it clicked on.
func (p *Pane) selected(at fyne.Position, s sheet, inLayer fyne.Position) {
	if s == nil {
		return
	}
	if !p.selection.Empty() {
		p.tell(at, false)
		return
	}
	x, y := p.view.layer.at(inLayer)
	word := s.WordAt(s.Hit(x, y))
	for _, r := range s.Rects(word, y-1, y+1) {
		if r.Has(x, y) {
			p.p.Select(Selection{Context: s.Context(word), Click: true, At: p.below(word, at)})
			return
		}
	}
}

func (p *Pane) tell(at fyne.Position, click bool) {
	if s := p.now.sheet; s != nil && !p.selection.Empty() {
		p.p.Select(Selection{Context: s.Context(p.selection), Click: click, At: p.below(p.selection, at)})
	}
}

// below is the place under a range on the canvas; otherwise where it is out of sight.
func (p *Pane) below(r page.Range, otherwise fyne.Position) fyne.Position {
	s := p.now.sheet
	_, h := s.Size()
	rects := s.Rects(r, 0, h)
	if len(rects) == 0 {
		return otherwise
	}
	last := rects[len(rects)-1]
	z := p.zoom
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.view.layer)
	return origin.AddXY(float32(last.X*z), float32(last.Bottom()*z)+2)
}

// wordKey selects by the keyboard: the arrows go from word to word, with Shift over words,
// and Enter tells of them.
func (p *Pane) wordKey(name fyne.KeyName) bool {
	s := p.now.sheet
	if s == nil {
		return false
	}
	switch name {
	case fyne.KeyRight, fyne.KeyLeft:
		p.stepWord(s, name == fyne.KeyLeft)
	case fyne.KeyDown, fyne.KeyUp:
		if p.selection.Empty() {
			return false
		}
		p.stepLine(s, name == fyne.KeyUp)
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.selection.Empty() {
			return false
		}
		p.tell(fyne.Position{}, false)
		return true
	default:
		return false
	}
	if !p.selection.Empty() {
		p.revealRange(p.selection)
	}
	return true
}

func (p *Pane) stepWord(s sheet, back bool) {
	if p.selection.Empty() {
		x, y := p.view.layer.at(p.view.offset.AddXY(4, 4))
		p.takeWord(s, s.Hit(x, y))
		return
	}
	if shiftHeld() {
		to := p.selection.To
		if p.selection.From.Before(p.anchor) {
			to = p.selection.From
		}
		p.selectTo(s.Step(to, back))
		return
	}
	if back {
		at := s.Step(p.selection.From, true)
		p.anchor = at
		p.selectTo(s.Step(at, false))
		return
	}
	end := s.Step(p.selection.To, false)
	if end == p.selection.To {
		return
	}
	p.anchor = s.Step(end, true)
	p.selectTo(end)
}

// takeWord selects the word at a place, or the next one.
func (p *Pane) takeWord(s sheet, at page.Pos) {
	end := s.Step(at, false)
	p.anchor = s.Step(end, true)
	p.selectTo(end)
}

// stepLine goes to the word under or above the selected one.
func (p *Pane) stepLine(s sheet, up bool) {
	_, h := s.Size()
	rects := s.Rects(p.selection, 0, h)
	if len(rects) == 0 {
		return
	}
	r := rects[0]
	by := r.H
	if up {
		by = -by
	}
	x, y := r.X+1, r.Y+r.H/2
	for range 30 { // past blank lines and borders
		if y += by / 2; y < 0 || y > h {
			return
		}
		word := s.WordAt(s.Hit(x, y))
		if word.From != p.selection.From && !word.Empty() {
			if shiftHeld() {
				p.selectTo(word.To)
			} else {
				p.anchor = word.From
				p.selectTo(word.To)
			}
			return
		}
	}
}

// SelectNothing drops the selection.
func (p *Pane) SelectNothing() {
	p.selection, p.anchor = page.Range{}, page.Pos{}
	p.view.repaint()
}
