package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/domain"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/section"
	"runchecks/ui/words"
)

// found shows the two lists of a preview: what an override changes now, and what it would
// have matched in 90 days.
type found struct {
	content      fyne.CanvasObject
	preview      domain.OverridePreview
	now, before  *rowtable.Table
	first, other *section.Header
}

func (w *Window) newFound() *found {
	f := &found{first: section.New("Changes now", "", nil), other: section.New("Would have matched in 90 days", "", nil)}
	table := func(rows func() []domain.OverrideMatch, last, title string) *rowtable.Table {
		columns := []rowtable.Column{
			{ID: "run", Title: "Run", Width: 96},
			{ID: "job", Title: "Job", Width: 100, Flex: 1},
			{ID: last, Title: title, Width: 100, Flex: 1},
		}
		t := rowtable.New(columns, rowtable.Compact)
		t.Cell = func(row, col int) rowtable.Cell {
			all := rows()
			if row >= len(all) {
				return rowtable.Cell{}
			}
			return rowtable.Cell{Text: words.FoundCell(all[row], columns[col].ID, w.p.View.Location)}
		}
		t.OnHover = func(_, _ int, full string) { w.hovered(full) }
		return t
	}
	f.now = table(func() []domain.OverrideMatch { return f.preview.Now.Rows }, "becomes", "Counts as")
	f.before = table(func() []domain.OverrideMatch { return f.preview.Rows }, "message", "Message")
	f.content = container.New(layout.NewGridLayoutWithColumns(2),
		container.NewBorder(f.first, nil, nil, nil, f.now),
		container.NewBorder(f.other, nil, nil, nil, f.before))
	return f
}

// set shows what was found; without a rule nothing was looked for.
func (f *found) set(p domain.OverridePreview, rule bool) {
	f.preview = p
	texts := [2]string{}
	f.now.SetEmptyText("")
	f.before.SetEmptyText("")
	if rule {
		texts = [2]string{words.FoundNow(p), words.FoundBefore(p)}
		f.now.SetEmptyText("No waiting run changes.")
		f.before.SetEmptyText("Nothing would have matched.")
	}
	f.first.Set("Changes now", texts[0])
	f.other.Set("Would have matched in 90 days", texts[1])
	f.now.SetLength(len(p.Now.Rows))
	f.before.SetLength(len(p.Rows))
	f.now.Refresh()
	f.before.Refresh()
}
