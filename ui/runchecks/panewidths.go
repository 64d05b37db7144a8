package runchecks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	split *container.Split
	kept  float64 // the share of the list that somebody dragged it to, 0 for none
	set   float64 // that it has by the rule
}

// dragged says to which share the border was dragged.
func (p *panes) dragged() (share float64, yes bool) {
	if p.kept > 0 && p.split.Offset == p.set {
		return p.kept, true
	}
	return p.split.Offset, p.set > 0 && p.split.Offset != p.set
}

// MinSize belongs to Fyne.
func (p *panes) MinSize([]fyne.CanvasObject) fyne.Size { return p.split.MinSize() }

// Layout belongs to Fyne.
func (p *panes) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if size.Width > 0 && size != p.split.Size() {
		if p.set > 0 && p.split.Offset != p.set {
			p.kept = p.split.Offset // the border was dragged since
		}
		p.set = p.kept
		if p.kept <= 0 || p.kept >= 1 || size.Width < listLeast+detailsLeast {
			p.set = float64(listWidth(size.Width) / size.Width)
		}
		p.split.Offset = p.set
	}
	p.split.Move(fyne.NewPos(0, 0))
	p.split.Resize(size)
}
