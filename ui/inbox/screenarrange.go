package inbox

import (
	"slices"

	"fyne.io/fyne/v2"

	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/widget/chips"
	"runchecks/ui/widget/ink"
)

// rightWide is how wide the details are, foldBelow the width of the window under which they are
// folded until somebody asks for them, leastList what the list keeps beside them.
const (
	rightWide float32 = 440
	foldBelow float32 = 1200
	leastList float32 = 480
)

// sides gives the details their width, or none.
type sides struct{ s *view }

// MinSize belongs to fyne.Layout.
func (l sides) MinSize([]fyne.CanvasObject) fyne.Size { return l.s.split.Content().MinSize() }

// Layout belongs to fyne.Layout.
func (l sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s := l.s
	show := size.Width >= foldBelow || s.shown
	if s.right.content.Visible() != show {
		s.right.content.Hidden = !show
	}
	if !s.moved && size.Width > 0 {
		right := min(rightWide, max(0, size.Width-leastList))
		s.split.SetOffset(float64((size.Width - right) / size.Width))
	}
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
	s.split.Content().Refresh()
	s.showColumns()
}

// leastGuessed is how wide the list is at least where the column stays that says what a customer was
// guessed from: it is the first that goes.
const leastGuessed float32 = 760

// showColumns shows the columns that there is room for.
func (s *view) showColumns() {
	narrow := s.table.Size().Width < leastGuessed
	if narrow == s.narrow || s.table.Size().Width == 0 {
		return
	}
	s.narrow = narrow
	s.heads = s.p.View.Columns()
	if narrow {
		s.heads = slices.DeleteFunc(s.heads, func(h list.Head) bool { return h.ID == guessedColumn })
	}
	s.table.SetColumns(listscreen.Columns(s.heads))
}

// searchAndChips puts the chips behind the search, or below it where there is no room for both.
type searchAndChips struct{}

const (
	leastSearch float32 = 220
	leastChips  float32 = 470
)

func (searchAndChips) beside(width float32) bool { return width >= 2*edge+leastSearch+leastChips }

// MinSize belongs to fyne.Layout: whether it takes two lines is known from the width it had last.
func (l searchAndChips) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high := objects[0].MinSize().Height + 8
	if w := objects[0].Size().Width; w > 0 && objects[1].Position().Y >= high-1 {
		high += chips.Height
	}
	return fyne.NewSize(leastSearch+2*edge, high)
}

// Layout belongs to fyne.Layout.
func (l searchAndChips) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	search, bar := objects[0], objects[1]
	high := search.MinSize().Height
	if !l.beside(size.Width) {
		search.Move(fyne.NewPos(edge, 4))
		search.Resize(fyne.NewSize(size.Width-2*edge, high))
		bar.Move(fyne.NewPos(0, high+8))
		bar.Resize(fyne.NewSize(size.Width, chips.Height))
		return
	}
	wide := min(300, size.Width-leastChips-2*edge)
	search.Move(fyne.NewPos(edge, 4))
	search.Resize(fyne.NewSize(wide, high))
	bar.Move(fyne.NewPos(edge+wide, 4+(high-chips.Height)/2))
	bar.Resize(fyne.NewSize(max(0, size.Width-edge-wide), chips.Height))
}

// line puts things behind one another, each as wide as it wants and what stands last as wide as
// there is room; what is to be kept stands at the right
// end. What is to be dropped is not shown where it has no room.
type line struct{ keep, drop fyne.CanvasObject }

const lineGap float32 = 8

// MinSize belongs to fyne.Layout.
func (line) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high, wide := float32(0), float32(0)
	for _, o := range objects {
		high = max(high, o.MinSize().Height)
	}
	if len(objects) > 0 {
		wide = objects[0].MinSize().Width
	}
	return fyne.NewSize(wide, high)
}

// Layout belongs to fyne.Layout.
func (l line) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, right := float32(0), size.Width
	if l.keep != nil {
		m := l.keep.MinSize()
		right -= m.Width
		l.keep.Move(fyne.NewPos(right, (size.Height-m.Height)/2))
		l.keep.Resize(m)
		right -= lineGap
	}
	for _, o := range objects {
		m := o.MinSize()
		if o == l.drop {
			ink.Show(o, x+m.Width <= right)
		}
		if o == l.keep || !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		o.Resize(fyne.NewSize(max(0, min(m.Width, right-x)), m.Height))
		x += m.Width + lineGap
	}
}
