package list

import (
	"cmp"
	"fmt"
)

// Column is a column of a list as one value: how it is drawn, what stands in its cells and
// how rows stand that are sorted by it.
type Column[T any] struct {
	ID, Title string
	// Width, Flex and Least are its Measure in rows of two lines. A column with Compact alone is left out of rows of two lines.
	Width, Flex, Least float32
	// Compact is how wide it is in rows of one line; the zero Measure is: as in those of two.
	Compact Measure
	// Narrow is how wide it is in a pane that is too narrow for columns of names; the zero
	// Measure leaves it out.
	Narrow Measure
	Right  bool // aligned to the right
	Hidden bool // rows are sorted by it, and it is drawn nowhere
	// Compare orders two rows; nil where nobody can sort by the column.
	Compare func(a, b *T) int
	// Cell says what stands in a row. Every column has one.
	Cell func(*T) Cell
}

// Measure is how wide a column is, in the units of the interface.
type Measure struct {
	Width float32 // with Flex the width before the column's share of what is left
	Flex  float32 // share of the width that other columns leave; 0 for none
	Least float32 // what it keeps in a narrow pane; 0 for the usual
}

// TickID is the column with the boxes that tick rows.
const TickID = "tick"

// Tick returns the column with the boxes that tick rows; the screen draws them.
func Tick[T any]() Column[T] {
	return Column[T]{ID: TickID, Width: 32, Narrow: Measure{Width: 32}, Cell: func(*T) Cell { return Cell{} }}
}

// SetColumns sets the columns, once, and by which of them the rows stand until somebody
// sorts by another; "" leaves them as they are read. It panics with the name of a column
// that is not whole: a fault of the program that the first test of the screen finds.
func (l *List[T]) SetColumns(first string, columns ...Column[T]) {
	known := map[string]bool{}
	for _, c := range columns {
		switch {
		case c.Cell == nil:
			panic(fmt.Sprintf("list: the column %q has no Cell", c.ID))
		case !c.Hidden && c.measure() == Measure{} && c.Compact == Measure{} && c.Narrow == Measure{}:
			panic(fmt.Sprintf("list: the column %q has no Width", c.ID))
		case known[c.ID]:
			panic(fmt.Sprintf("list: there are two columns %q", c.ID))
		}
		known[c.ID] = true
	}
	l.columns, l.first = columns, first
	if first != "" && l.compare(first) == nil {
		panic(fmt.Sprintf("list: the column %q, which the rows stand by at first, has no Compare", first))
	}
}

// Columns says how the columns are drawn.
func (l *List[T]) Columns() []Head { return l.columns.Heads() }

// CompactColumns says how they are drawn in rows of one line.
func (l *List[T]) CompactColumns() []Head {
	return l.columns.heads(func(c *Column[T]) Measure { return cmp.Or(c.Compact, c.measure()) })
}

// NarrowColumns says how they are drawn in a narrow pane.
func (l *List[T]) NarrowColumns() []Head {
	return l.columns.heads(func(c *Column[T]) Measure { return c.Narrow })
}

// Cell says what stands in a cell; nothing for a row or a column that there is not.
func (l *List[T]) Cell(row int, column string) Cell { return l.columns.Cell(l.Shown, row, column) }

// Columns are those of a table, in their order: of a List, or of rows that are only shown.
type Columns[T any] []Column[T]

// Heads says how the columns are drawn.
func (cs Columns[T]) Heads() []Head {
	return cs.heads(func(c *Column[T]) Measure { return c.measure() })
}

func (cs Columns[T]) heads(measure func(*Column[T]) Measure) (out []Head) {
	for i := range cs {
		c := &cs[i]
		if m := measure(c); m != (Measure{}) {
			out = append(out, Head{
				ID: c.ID, Title: c.Title, Width: m.Width, Flex: m.Flex, Least: m.Least, Right: c.Right, Sortable: c.Compare != nil,
			})
		}
	}
	return out
}

func (c *Column[T]) measure() Measure { return Measure{Width: c.Width, Flex: c.Flex, Least: c.Least} }

// Cell says what stands in a cell; nothing for a row or a column that there is not.
func (cs Columns[T]) Cell(rows []T, row int, column string) Cell {
	if row < 0 || row >= len(rows) {
		return Cell{}
	}
	for i := range cs {
		if cs[i].ID == column {
			return cs[i].Cell(&rows[row])
		}
	}
	return Cell{}
}

// compare returns the comparison of a column, nil where there is none.
func (l *List[T]) compare(column string) func(a, b *T) int {
	for _, c := range l.columns {
		if c.ID == column {
			return c.Compare
		}
	}
	return nil
}
