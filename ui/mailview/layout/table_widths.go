package layout

import (
	"cmp"
	"slices"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/style"
)

// measureTable is measure for tables (CSS Table 3, 3.8). It fills in the columns.
func (l *layouter) measureTable(b *box) (least, most float64) {
	t := b.table
	if t.measured {
		return t.least, t.most
	}
	t.measured = true
	for i := range t.columns {
		t.columns[i].fromElement()
	}
	if isFixed(b.style) { // content does not count
		t.measureFixed()
		l.sumColumns(b)
		return t.least, t.most
	}
	var spans []*cell
	for _, r := range t.rows {
		for _, c := range r.cells {
			if !l.tick(1) {
				return 0, 0
			}
			if c.spans && c.column < len(t.columns) {
				spans = append(spans, c)
			} else if c.column < len(t.columns) {
				l.intoColumn(t, c)
			}
		}
	}
	for i := range t.columns {
		t.columns[i].most = max(t.columns[i].most, t.columns[i].least)
	}
	slices.SortStableFunc(spans, func(a, b *cell) int { return cmp.Compare(a.columns, b.columns) })
	for _, c := range spans {
		if !l.tick(c.columns) {
			return 0, 0
		}
		l.intoColumns(t, c)
	}
	l.sumColumns(b)
	return t.least, t.most
}

// fromElement takes the width of a col element.
func (k *column) fromElement() {
	if k.style == nil {
		return
	}
	switch w := k.style.Width; w.Unit {
	case css.Px:
		k.fixed, k.most = true, w.Value
	case css.Percent:
		k.percent = w.Value
	}
}

// intoColumn widens a column for a cell.
func (l *layouter) intoColumn(t *table, c *cell) {
	k := &t.columns[c.column]
	least, most, fixed := l.measureCell(t, c)
	k.least = max(k.least, least)
	switch {
	case c.box.style.Width.Unit == css.Percent:
		k.percent = max(k.percent, c.box.style.Width.Value)
		k.most = max(k.most, most)
	case fixed && !k.fixed:
		k.fixed = true
		k.most = max(most, k.least)
	case k.fixed && !fixed:
		k.most = max(k.most, k.least)
	default:
		k.most = max(k.most, most)
	}
}

// intoColumns widens the columns that a cell spans.
func (l *layouter) intoColumns(t *table, c *cell) {
	least, most, _ := l.measureCell(t, c)
	columns := t.columns[c.column:t.endColumn(c)]
	gaps, _ := t.gaps(columns)
	if w := c.box.style.Width; w.Unit == css.Percent {
		sharePercent(columns, w.Value)
	}
	sumLeast, sumMost := 0.0, 0.0
	for i := range columns {
		sumLeast += columns[i].least
		sumMost += columns[i].most
	}
	const rounding = 1e-6
	if least-gaps > sumLeast+rounding {
		for i, w := range distribute(columns, least-gaps) {
			columns[i].least = max(columns[i].least, w)
			sumMost += max(0, columns[i].least-columns[i].most)
			columns[i].most = max(columns[i].most, columns[i].least)
		}
	}
	if most-gaps > sumMost+rounding {
		for i, w := range distribute(columns, most-gaps) {
			columns[i].most = max(columns[i].most, w)
		}
	}
}

// sharePercent gives the percent of a spanning cell to the columns that have none.
func sharePercent(columns []column, percent float64) {
	free, n := 0.0, 0
	for i := range columns {
		percent -= columns[i].percent
		if columns[i].percent == 0 {
			free += columns[i].most
			n++
		}
	}
	if percent <= 0 || n == 0 {
		return
	}
	for i := range columns {
		if columns[i].percent != 0 {
			continue
		}
		if free > 0 {
			columns[i].percent = percent * columns[i].most / free
		} else {
			columns[i].percent = percent / float64(n)
		}
	}
}

// measureCell returns the least and most outer width of a cell, and whether a width in
// pixels was given.
func (l *layouter) measureCell(t *table, c *cell) (least, most float64, fixed bool) {
	s := c.box.style
	insets := t.insets(c, style.Left, style.Right)
	if l.quirks && c.box.inline && s.Width.Unit == css.Auto {
		// In quirks mode pictures do not let cells without a width become narrower.
		l.paragraphOf(c.box).sticky = true
	}
	least, most = l.measureContent(c.box)
	least, most = least+insets, most+insets
	outer := func(w css.Length) float64 {
		if s.BorderBox {
			return max(w.Value, insets)
		}
		return w.Value + insets
	}
	if s.MinWidth.Unit == css.Px {
		least = max(least, outer(s.MinWidth))
		most = max(most, least)
	}
	if s.Width.Unit == css.Px && s.Width.Value > 0 {
		fixed = true
		if s.NoWrapAttr && l.quirks { // which makes the width the least
			least = max(least, outer(s.Width))
		}
		most = max(least, outer(s.Width))
	}
	if s.MaxWidth.Unit == css.Px {
		most = max(least, min(most, outer(s.MaxWidth)))
	}
	return least, most, fixed
}

// frame returns what a table needs beside its columns.
func (t *table) frame(s *style.Style) float64 {
	w := t.edges[style.Left] + t.edges[style.Right]
	if len(t.columns) > 0 {
		_, gaps := t.gaps(t.columns)
		w += gaps
	}
	if !t.collapse {
		w += s.Padding[style.Left].Or0(0) + s.Padding[style.Right].Or0(0)
	}
	return w
}

// sumColumns finds the widths of a table from its columns. Those in percent make it as wide
// as their share of it asks for; but a cell around it does not grow for that, else nested
// tables would.
func (l *layouter) sumColumns(b *box) {
	t, s := b.table, b.style
	least, most, percent, inflated, rest := 0.0, 0.0, 0.0, 0.0, 0.0
	for i := range t.columns {
		k := &t.columns[i]
		least += k.least
		most += k.most
		if k.percent <= 0 {
			rest += k.most
			continue
		}
		p := min(k.percent, max(0, 100-percent)) // no more than 100 in all
		if percent += p; p > 0 {
			inflated = max(inflated, k.most*100/p)
		}
	}
	switch {
	case percent > 0 && percent < 100:
		inflated = max(inflated, rest*100/(100-percent))
	case percent > 0 && rest > 0:
		inflated = l.lim.Length
	}
	frame := t.frame(s)
	least, most, inflated = least+frame, most+frame, min(inflated, l.lim.Length)+frame
	if s.Width.Unit == css.Px {
		w := s.Width.Value
		if !s.BorderBox {
			w += frame
		}
		least = max(least, w)
		most, inflated = least, 0
	}
	for _, c := range t.captions {
		w, _ := l.measure(c)
		least = max(least, w)
	}
	if s.MinWidth.Unit == css.Px {
		least = max(least, s.MinWidth.Value)
	}
	t.least, t.most = least, max(least, most)
	t.widest = max(t.most, inflated)
	if !b.inCell {
		t.most = t.widest
	}
}

// tableWidth returns the width of the border box of a table that has room, in a block
// of a width.
func (l *layouter) tableWidth(b *box, width, room float64) float64 {
	t, s := b.table, b.style
	least, _ := l.measureTable(b)
	w := max(least, min(t.widest, room))
	if v, ok := s.Width.Resolve(width); ok {
		if !s.BorderBox {
			v += t.edges[style.Left] + t.edges[style.Right] + s.Padding[style.Left].Or0(0) + s.Padding[style.Right].Or0(0)
		}
		if w = max(v, least); s.Width.Unit == css.Px {
			w = max(v, t.columnsLeast(s))
		}
	}
	if v, ok := s.MaxWidth.Resolve(width); ok {
		w = max(t.columnsLeast(s), min(w, v))
	}
	if v, ok := s.MinWidth.Resolve(width); ok {
		w = max(w, v)
	}
	return css.Bounded(w, 0, l.lim.Length)
}

func (t *table) columnsLeast(s *style.Style) float64 {
	w := t.frame(s)
	for i := range t.columns {
		w += t.columns[i].least
	}
	return w
}

// distribute shares a width among columns (CSS Table 3, 3.9.4): there are four guesses,
// from the least widths over percent and fixed ones to the most, and the result lies
// between the two that bracket the width.
func distribute(columns []column, w float64) []float64 {
	n := len(columns)
	all := make([]float64, 4*n)
	var guess [4][]float64
	var sum [4]float64
	for j := range guess {
		guess[j] = all[j*n : (j+1)*n]
	}
	percentLeft := 100.0
	for i := range columns {
		k := &columns[i]
		g := [4]float64{k.least, k.least, k.least, k.most}
		if p := min(k.percent, percentLeft); k.percent > 0 && p > 0 {
			percentLeft -= p
			share := max(k.least, w*p/100)
			g[1], g[2], g[3] = share, share, share
		} else if k.fixed {
			g[2] = k.most
		}
		for j := range guess {
			guess[j][i] = g[j]
			sum[j] += g[j]
		}
	}
	if w <= sum[0] {
		return guess[0]
	}
	for j := range 3 {
		if w > sum[j+1] {
			continue
		}
		part := (w - sum[j]) / (sum[j+1] - sum[j])
		for i := range guess[j] {
			guess[j][i] += (guess[j+1][i] - guess[j][i]) * part
		}
		return guess[j]
	}
	shareExcess(columns, guess[3], w-sum[3])
	return guess[3]
}

// shareExcess hands out what is left when every column has the most it can use: to
// columns without a width first, then fixed ones, then those in percent.
func shareExcess(columns []column, widths []float64, excess float64) {
	most := func(k *column) float64 { return k.most }
	even := func(*column) float64 { return 0 }
	for _, to := range []struct {
		who    func(k *column) bool
		weight func(k *column) float64
	}{
		{func(k *column) bool { return k.percent == 0 && !k.fixed && k.most > 0 }, most},
		{func(k *column) bool { return k.percent == 0 && !k.fixed }, even},
		{func(k *column) bool { return k.percent == 0 && k.fixed && k.most > 0 }, most},
		{func(k *column) bool { return k.percent > 0 }, func(k *column) float64 { return k.percent }},
		{func(*column) bool { return true }, even},
	} {
		total, n := 0.0, 0
		for i := range columns {
			if to.who(&columns[i]) {
				total += to.weight(&columns[i])
				n++
			}
		}
		if n == 0 {
			continue
		}
		for i := range columns {
			if !to.who(&columns[i]) {
				continue
			}
			if total > 0 {
				widths[i] += excess * to.weight(&columns[i]) / total
			} else {
				widths[i] += excess / float64(n)
			}
		}
		return
	}
}

// isFixed reports whether a table takes its columns from its first row alone.
func isFixed(s *style.Style) bool { return s.FixedTable && s.Width.Unit != css.Auto }

// measureFixed is what measuring the cells is for other tables.
func (t *table) measureFixed() {
	for i := range t.columns {
		k := &t.columns[i]
		if w, inPercent, ok := t.fixedWidth(i, 0); ok && !inPercent {
			k.least, k.most, k.fixed = w, w, true
		}
	}
}

// fixedWidths shares a width as table-layout: fixed does: by col elements and the first
// row alone.
func (t *table) fixedWidths(w float64) []float64 {
	n := len(t.columns)
	widths, set, percent := make([]float64, n), make([]bool, n), make([]bool, n)
	used, inPixels, left := 0.0, 0.0, 0
	for i := range t.columns {
		if widths[i], percent[i], set[i] = t.fixedWidth(i, w); !set[i] {
			left++
			continue
		}
		used += widths[i]
		if !percent[i] {
			inPixels += widths[i]
		}
	}
	for i := range widths {
		switch more := w - used; {
		case left > 0 && !set[i]:
			widths[i] = max(0, more) / float64(left)
		case left > 0:
		case more > 0 && inPixels > 0: // columns in percent have what they asked for
			if !percent[i] {
				widths[i] += more * widths[i] / inPixels
			}
		case used > 0:
			widths[i] *= w / used
		}
	}
	return widths
}

// fixedWidth returns the width that a col element or the first row gives a column of a
// table w wide, whether that is in percent, and false where there is none.
func (t *table) fixedWidth(i int, w float64) (width float64, percent, ok bool) {
	if s := t.columns[i].style; s != nil {
		if v, ok := s.Width.Resolve(w); ok {
			return v, s.Width.Unit == css.Percent, true
		}
	}
	if len(t.rows) == 0 {
		return 0, false, false
	}
	for _, c := range t.rows[0].cells {
		if i < c.column || i >= t.endColumn(c) {
			continue
		}
		v, ok := c.box.style.Width.Resolve(w)
		if ok && !c.box.style.BorderBox {
			v += t.insets(c, style.Left, style.Right)
		}
		gaps, _ := t.gaps(t.columns[c.column:t.endColumn(c)])
		return max(0, (v-gaps)/float64(t.endColumn(c)-c.column)), c.box.style.Width.Unit == css.Percent, ok
	}
	return 0, false, false
}
