package navbar

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/words"
)

var bold = fyne.TextStyle{Bold: true}

// width returns how much room an item takes, measured bold so that opening one moves none.
func width(it Item) float32 {
	w := 2*edge + ink.Width(it.Title, theme.TextSize, bold)
	if it.Count >= 0 {
		w += badgeGap + badgeWidth(it.Count)
	}
	return w
}

func badgeWidth(n int) float32 {
	return max(badgeHigh, 2*badgeEdge+ink.Width(strconv.Itoa(n), theme.SmallSize, bold))
}

func (r *renderer) grow() {
	for len(r.tabs) < len(r.bar.items) {
		t := tab{title: ink.NewLine(theme.TextSize, false), badge: canvas.NewRectangle(nil), count: ink.NewLine(theme.SmallSize, true)}
		t.badge.CornerRadius = badgeHigh / 2
		r.tabs = append(r.tabs, t)
	}
}

func (r *renderer) Layout(size fyne.Size) {
	b := r.bar
	r.grow()
	ink.Fill(r.back, theme.Get(theme.Pane))
	ink.Fill(r.line, theme.Get(theme.Line))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	ink.Place(r.line, 0, size.Height-1, size.Width, 1)

	x, top := float32(12), (size.Height-pillHeight)/2
	b.edges = b.edges[:0]
	open := false
	b.fit = r.room(size.Width)
	for i, t := range r.tabs {
		shown := i < b.fit
		ink.Show(t.title.Text, shown)
		ink.Show(t.badge, shown && b.items[i].Count >= 0)
		ink.Show(t.count.Text, shown && b.items[i].Count >= 0)
		if !shown {
			continue
		}
		it := b.items[i]
		w := width(it)
		b.edges = append(b.edges, x, x+w)
		chosen := it.ID == b.selected
		colour, fill, number := theme.Get(theme.Dim), theme.Get(theme.Head), theme.Get(theme.Dim)
		if i == b.hover {
			colour = theme.Get(theme.Text)
		}
		if chosen {
			open = true
			colour, fill, number = theme.Get(theme.Accent), theme.Get(theme.Pane), theme.Get(theme.Text)
			ink.Place(r.pill, x, top, w, pillHeight)
		}
		t.title.Set(it.Title, 400, colour, chosen)
		wide := ink.Width(it.Title, theme.TextSize, bold)
		ink.Place(t.title.Text, x+edge, top, wide, pillHeight-1)
		if it.Count >= 0 {
			n := badgeWidth(it.Count)
			ink.Fill(t.badge, fill)
			ink.Place(t.badge, x+edge+wide+badgeGap, (size.Height-badgeHigh)/2, n, badgeHigh)
			t.count.Alignment = fyne.TextAlignCenter
			t.count.Set(strconv.Itoa(it.Count), 100, number, true)
			ink.Place(t.count.Text, x+edge+wide+badgeGap, (size.Height-badgeHigh)/2-0.5, n, badgeHigh)
		}
		x += w + 2
	}
	ink.Show(r.more.Text, b.fit < len(b.items))
	if b.fit < len(b.items) {
		colour, text := theme.Get(theme.Dim), moreText()
		for _, it := range b.items[b.fit:] {
			if it.ID == b.selected {
				// The open screen has no room: its name stands for all of them.
				colour, text, open = theme.Get(theme.Accent), it.Title+" ▾", true
			}
		}
		w := 2*edge + ink.Width(text, theme.TextSize, bold)
		if open && text != moreText() {
			ink.Place(r.pill, x, top, w, pillHeight)
		}
		r.more.Set(text, 400, colour, text != moreText())
		ink.Place(r.more.Text, x+edge, top, w-2*edge, pillHeight-1)
		b.edges = append(b.edges, x, x+w)
		x += w + 2
	}
	ink.Show(r.pill, open)
	ink.Fill(r.pill, theme.Get(theme.Sel))
	r.right(x, size)
}

// moreText stands for the items that have no room.
func moreText() string { return words.T("widget.more_screens") }

// room returns how many items have room beside the search and the role.
func (r *renderer) room(wide float32) int {
	b := r.bar
	wide -= 24
	if b.role != "" {
		wide -= ink.Width(b.role, theme.SmallSize, fyne.TextStyle{}) + 14
	}
	if b.search != nil {
		wide -= searchMin + 12
	}
	used := float32(0)
	for _, it := range b.items {
		used += width(it) + 2
	}
	if used <= wide {
		return len(b.items)
	}
	longest := ink.Width(moreText(), theme.TextSize, bold)
	for _, it := range b.items {
		longest = max(longest, ink.Width(it.Title+" ▾", theme.TextSize, bold))
	}
	used = 2*edge + longest
	for i, it := range b.items {
		if used += width(it) + 2; used > wide {
			return max(1, i)
		}
	}
	return len(b.items)
}

// right places the role and, before it, the search field in what room is left.
func (r *renderer) right(used float32, size fyne.Size) {
	b := r.bar
	end := size.Width - 12
	r.role.Set(b.role, 200, theme.Get(theme.Dim), false)
	w := r.role.MinSize().Width
	ink.Place(r.role.Text, end-w, 0, w, size.Height-1)
	if b.role != "" {
		end -= w + 14
	}
	if b.search != nil {
		wide := min(searchMax, end-used-12)
		ink.Show(b.search, wide >= searchMin/2)
		high := b.search.MinSize().Height
		ink.Place(b.search, end-wide, (size.Height-high)/2, max(0, wide), high)
	}
}

func (r *renderer) MinSize() fyne.Size {
	w := float32(24)
	if len(r.bar.items) > 0 {
		w += width(r.bar.items[0]) + 2 + 2*edge + ink.Width(moreText(), theme.TextSize, bold)
	}
	if r.bar.search != nil {
		w += searchMin
	}
	return fyne.NewSize(w, height)
}

func (r *renderer) Refresh() {
	before := len(r.tabs)
	r.Layout(r.bar.Size())
	if len(r.tabs) != before {
		canvas.Refresh(r.bar)
	}
	if r.bar.search != nil {
		r.bar.search.Refresh()
	}
}

func (r *renderer) Destroy() {}
func (r *renderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.back, r.line, r.pill, r.role.Text, r.more.Text}
	for _, t := range r.tabs {
		all = append(all, t.title.Text, t.badge, t.count.Text)
	}
	if r.bar.search != nil {
		all = append(all, r.bar.search)
	}
	return all
}
