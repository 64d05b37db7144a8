package layout

import (
	"cmp"
	"slices"

	"runchecks/ui/mailview/limit"
)

// rowsHeight returns the height of all rows and the gaps around them.
func (t *table) rowsHeight() float64 {
	if len(t.rows) == 0 {
		return 0
	}
	h := t.gapV * float64(len(t.rows)+1)
	for _, r := range t.rows {
		h += r.h
	}
	return h
}

// spanRows makes rows higher for the cells that span them, those over few rows first.
func (l *layouter) spanRows(t *table) {
	var spans []*cell
	for _, r := range t.rows {
		for _, c := range r.cells {
			if c.rows > 1 {
				spans = append(spans, c)
			}
		}
	}
	slices.SortStableFunc(spans, func(a, b *cell) int { return cmp.Compare(a.rows, b.rows) })
	visited := 0
	for _, c := range spans {
		rows := t.rows[c.row:t.end(c)]
		if visited += len(rows); visited > l.lim.Cells {
			l.cuts.Add(limit.Cells)
			return
		}
		need, _ := l.cellHeight(t, c)
		need -= t.gapV * float64(len(rows)-1)
		for _, r := range rows {
			need -= r.h
		}
		growRows(rows, need)
	}
}

// growRows shares more height among rows: those without a height of their own grow in
// proportion to what they have, else all do, else the last.
func growRows(rows []*row, more float64) {
	if more <= 0 {
		return
	}
	total, free := 0.0, 0.0
	for _, r := range rows {
		total += r.h
		if !r.fixed {
			free += r.h
		}
	}
	switch {
	case free > 0:
		for _, r := range rows {
			if !r.fixed {
				r.h += more * r.h / free
			}
		}
	case total > 0:
		for _, r := range rows {
			r.h += more * r.h / total
		}
	default:
		rows[len(rows)-1].h += more
	}
}

// stretch shares height that the table has beyond its rows: to those of its bodies,
// first the ones without a height of their own.
func (t *table) stretch(more float64) {
	if more <= 0 {
		return
	}
	inBody := func(r *row) bool { return r.inBody || !t.hasBody }
	for _, who := range []func(r *row) bool{
		func(r *row) bool { return inBody(r) && !r.fixed && r.h > 0 },
		func(r *row) bool { return inBody(r) && !r.fixed },
		inBody,
		func(*row) bool { return true },
	} {
		total, n := 0.0, 0
		for _, r := range t.rows {
			if who(r) {
				total += r.h
				n++
			}
		}
		if n == 0 {
			continue
		}
		for _, r := range t.rows {
			switch {
			case !who(r):
			case total > 0:
				r.h += more * r.h / total
			default:
				r.h += more / float64(n)
			}
		}
		return
	}
}
