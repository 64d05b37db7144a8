package view

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/widget/splitter"
)

// The widths of the list and of the details.
const (
	listShare    float32 = 0.4
	listLeast    float32 = 384
	listMost     float32 = 640
	detailsLeast float32 = 640
)

// listWidth is how wide the list is in a window: it gives way until the details have their
// least width, and takes its slim form where both have no room beside each other.
func listWidth(window float32) float32 {
	if window < listLeast+detailsLeast {
		return slimWidth
	}
	return min(max(listLeast, min(listShare*window, listMost)), window-detailsLeast)
}

// panes lays out list and details; a border that was dragged stays where it is.
type panes struct {
	split *splitter.Split
	kept  float64 // the share of the list that somebody dragged it to, 0 for none
	slim  bool    // the list has its slim form in any window: the report has the room
}

func newPanes(split *splitter.Split, kept float64) *panes {
	p := &panes{split: split, kept: kept}
	if kept >= 1 { // of an older version, or written by hand
		p.kept = 0
	}
	split.OnMove = func() {
		if !p.slim {
			p.kept = split.Offset()
		}
	}
	split.OnReset = func() {
		p.kept = 0
		p.arrange(split.Content().Size())
	}
	return p
}

// arrange puts the border where it belongs in a size: by the rule, where nobody dragged it.
func (p *panes) arrange(size fyne.Size) {
	offset := p.kept
	switch {
	case p.slim && size.Width > 0:
		offset = float64(slimWidth / size.Width)
	case size.Width > 0 && (offset <= 0 || size.Width < listLeast+detailsLeast):
		offset = float64(listWidth(size.Width) / size.Width)
	}
	p.split.SetOffset(offset)
}

// setSlim gives the list its slim form, or the one of the window.
func (p *panes) setSlim(yes bool) {
	p.slim = yes
	p.arrange(p.split.Content().Size())
}

// MinSize belongs to Fyne.
func (p *panes) MinSize([]fyne.CanvasObject) fyne.Size { return p.split.Content().MinSize() }

// Layout belongs to Fyne.
func (p *panes) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	content := p.split.Content()
	if size != content.Size() {
		p.arrange(size)
	}
	content.Move(fyne.NewPos(0, 0))
	content.Resize(size)
}
