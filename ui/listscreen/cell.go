package listscreen

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/list"
	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/words"
)

// Columns returns the columns of a table as a list has them.
func Columns(heads []list.Head) []rowtable.Column {
	out := make([]rowtable.Column, len(heads))
	for i, c := range heads {
		out[i] = rowtable.Column{ID: c.ID, Title: c.Title, Width: c.Width, Flex: c.Flex, Least: c.Least, Sortable: c.Sortable}
		if c.Right {
			out[i].Align = fyne.TextAlignTrailing
		}
	}
	return out
}

// NewTable returns a table over columns as a list has them; cell says what stands in a row.
func NewTable(heads []list.Head, density rowtable.Density, cell func(row int, column string) list.Cell) *rowtable.Table {
	t := rowtable.New(Columns(heads), density)
	t.Cell = func(row, col int) rowtable.Cell { return drawn(cell(row, heads[col].ID)) }
	return t
}

// Rows are what a table draws: cells, and which rows are ticked.
type Rows interface {
	Cell(row int, column string) list.Cell
	Ticked(row int) bool
}

// Drawn returns what a table draws of a cell.
func Drawn(c list.Cell) rowtable.Cell { return drawn(c) }

// Cell returns what a table draws in a column of a row.
func Cell(rows Rows, row int, column string) rowtable.Cell {
	if column != list.TickID {
		return drawn(rows.Cell(row, column))
	}
	if rows.Ticked(row) {
		return rowtable.Cell{Tick: rowtable.Ticked}
	}
	return rowtable.Cell{Tick: rowtable.Unticked}
}

func drawn(c list.Cell) rowtable.Cell {
	out := rowtable.Cell{
		Text: c.Text, Secondary: c.Secondary, Lead: c.Lead, Bold: c.Bold, Status: c.Status, Known: c.Known, Dim: c.Tone == words.Faint,
		Bars: c.Bars, Aside: c.Aside, GlyphOnly: c.GlyphOnly,
		Field: c.Field, Open: c.Open, Head: c.Head, Indent: c.Indent,
	}
	if c.Tone != words.Plain && c.Tone != words.Faint {
		out.Colour = colour(c.Tone)
	}
	out.Icon = picture(c.Sign)
	for i, t := range c.Tags {
		out.Tags[i] = rowtable.Tag{Icon: picture(t.Sign), Text: t.Text}
	}
	return out
}

// picture is what a sign looks like, nil for none.
func picture(s list.Sign) fyne.Resource {
	switch s {
	case list.TicketSign:
		return glyph.Resource(glyph.Ticket, theme.Get(theme.Dim))
	case list.RemarkSign:
		return glyph.Resource(glyph.Remark, theme.Get(theme.Dim))
	case list.FoldedSign:
		return glyph.Resource(glyph.Right, theme.Get(theme.Dim))
	case list.UnfoldedSign:
		return glyph.Resource(glyph.Open, theme.Get(theme.Dim))
	}
	return nil
}

// colour returns what a tone looks like.
func colour(t words.Tone) fyne.ThemeColorName {
	switch t {
	case words.Faint:
		return theme.Dim
	case words.Good:
		return theme.Green
	case words.Warn:
		return theme.Amber
	case words.Bad:
		return theme.Red
	case words.Gone:
		return theme.Violet
	default:
		return theme.Text
	}
}
