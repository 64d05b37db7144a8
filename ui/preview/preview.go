// Package preview shows what an override would do: the two lists beside the form of one.
package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/domain"
	"runchecks/ui/shell"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/section"
	"runchecks/ui/words"
)

// Lists are what an override changes now, and what it would have matched in 90 days.
type Lists struct {
	Content      fyne.CanvasObject
	preview      domain.OverridePreview
	now, before  *rowtable.Table
	first, other *section.Header
}

// New returns empty lists.
func New(host shell.Host) *Lists {
	f := &Lists{first: section.New(words.T("preview.now"), "", nil), other: section.New(words.T("preview.before"), "", nil)}
	table := func(rows func() []domain.OverrideMatch, last, title string) *rowtable.Table {
		columns := []rowtable.Column{
			{ID: "run", Title: words.T("preview.run"), Width: 96},
			{ID: "job", Title: words.T("preview.job"), Width: 100, Flex: 1},
			{ID: last, Title: title, Width: 100, Flex: 1},
		}
		t := rowtable.New(columns, rowtable.Compact)
		t.Cell = func(row, col int) rowtable.Cell {
			all := rows()
			if row >= len(all) {
				return rowtable.Cell{}
			}
			return rowtable.Cell{Text: words.FoundCell(all[row], columns[col].ID, host.Location())}
		}
		t.OnHover = func(_, _ int, full string) { host.Hover(full) }
		return t
	}
	f.now = table(func() []domain.OverrideMatch { return f.preview.Now.Rows }, "becomes", words.T("preview.becomes"))
	f.before = table(func() []domain.OverrideMatch { return f.preview.Rows }, "message", words.T("preview.message"))
	f.Content = container.New(layout.NewGridLayoutWithRows(2),
		edgebox.New(f.first, nil, f.now),
		edgebox.New(f.other, nil, f.before))
	return f
}

// Set shows what was found; without a rule nothing was looked for.
func (f *Lists) Set(p domain.OverridePreview, rule bool) {
	f.preview = p
	texts := [2]string{}
	f.now.SetEmptyText("")
	f.before.SetEmptyText("")
	if rule {
		texts = [2]string{words.FoundNow(p), words.FoundBefore(p)}
		f.now.SetEmptyText(words.T("preview.none_now"))
		f.before.SetEmptyText(words.T("preview.none_before"))
	}
	f.first.Set(words.T("preview.now"), texts[0])
	f.other.Set(words.T("preview.before"), texts[1])
	f.now.SetLength(len(p.Now.Rows))
	f.before.SetLength(len(p.Rows))
	f.now.Refresh()
	f.before.Refresh()
}

// Modes are the ways to compare a message, in the order of a choice.
var Modes = []domain.MatchMode{domain.MatchContains, domain.MatchExact, domain.MatchStarts, domain.MatchEnds}

// ModeWords are how people call them.
func ModeWords() []string {
	return []string{words.T("preview.contains"), words.T("preview.is_exactly"), words.T("preview.starts_with"), words.T("preview.ends_with")}
}
