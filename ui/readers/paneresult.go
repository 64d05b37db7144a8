package readers

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/reportpane"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/section"
	"runchecks/ui/words"
)

// resultList tells what the definition makes of the message, line by line; a line
// chosen shows its words in the report and its rule in the definition.
type resultList struct {
	p        params
	bench    *bench
	report   *reportpane.Pane
	content  fyne.CanvasObject
	title    *section.Header
	table    *rowtable.Table
	rows     []ResultRow
	selected int
}

func newResultList(p params, b *bench, report *reportpane.Pane) *resultList {
	l := &resultList{p: p, bench: b, report: report, title: section.New(words.T("readers.result"), "", nil), selected: -1}
	columns := ResultColumns()
	l.table = listscreen.NewTable(columns.Heads(), rowtable.Comfortable, func(row int, column string) list.Cell {
		return columns.Cell(l.rows, row, column)
	})
	l.table.OnSelect = func(row int, _ fyne.KeyModifier) { l.choose(row) }
	l.table.OnKey, l.table.OnRune = p.Key, p.Rune
	l.table.OnHover = func(_, _ int, full string) { p.Hover(full) }
	l.content = edgebox.New(l.title, nil, l.table)
	return l
}

func (l *resultList) show() {
	l.rows, l.selected = ResultRows(l.p.View.Result()), -1
	l.title.Set(words.T("readers.result"), ResultLine(l.p.View.Result()))
	if len(l.p.View.Result().Problems) > 0 {
		l.table.SetEmptyText(words.T("readers.result_later"))
	} else {
		l.table.SetEmptyText(words.T("readers.result_none"))
	}
	l.table.SetLength(len(l.rows))
	l.table.SetSelected(-1)
	l.table.Refresh()
}

func (l *resultList) move(by int) { l.choose(l.selected + by) }

func (l *resultList) choose(row int) {
	if len(l.rows) == 0 {
		return
	}
	l.selected = max(0, min(row, len(l.rows)-1))
	l.table.SetSelected(l.selected)
	l.bench.editor.GoTo(l.rows[l.selected].Line, 1)
	l.p.View.Mark(l.selected)
	l.report.Mark(l.p.View.Marked(), "")
	l.report.ScrollToMark()
}
