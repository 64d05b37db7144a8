// Package readers is the screen Readers (product.md, section 7): which reader reads
// what, and the workbench: a definition, a message, and what the one makes of the
// other.
package readers

import (
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/reportpane"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/section"
	"runchecks/ui/widget/splitter"
	"runchecks/ui/words"
)

// params are what the screen needs.
type params struct {
	View     *Model
	Clock    domain.Clock
	Location *time.Location
	// Report shows the message that is selected.
	Report *reportpane.Pane
	Key    func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Rune   func(r rune)
	Hover  func(text string)
	// Teach begins to teach the message shown by pointing at its words.
	Teach func()
	// Try shows what the definition would change; Stale what reading the messages
	// again would that older readers read.
	Try, Stale func()
}

// view is what is drawn of the screen. Its methods are called on the interface thread.
type view struct {
	p       params
	content fyne.CanvasObject

	title    *section.Header
	list     *rowtable.Table
	upper    *fyne.Container // the list with what stands below it
	stale    *staleBar
	messages *messageList
	bench    *bench
	result   *resultList
	report   *reportpane.Pane
}

// newView returns the screen.
func newView(p params) *view {
	s := &view{p: p}
	s.list = listscreen.NewTable(p.View.Columns(), rowtable.Comfortable, p.View.Cell)
	s.list.OnSelect = func(row int, _ fyne.KeyModifier) { p.View.Select(row) }
	s.list.OnKey, s.list.OnRune = p.Key, p.Rune
	s.list.OnHover = func(_, _ int, full string) { p.Hover(full) }
	s.title = section.New(words.T("readers.title"), "", nil)
	s.stale = newStaleBar(p.View.Params.Keys.Hint(ID, keys.ReadAgain), p.Stale)
	s.messages = newMessageList(p)
	s.bench = newBench(p)
	s.report = p.Report
	s.result = newResultList(p, s.bench, s.report)

	s.upper = edgebox.New(s.title, s.stale.content, s.list)
	left := splitter.Above(s.upper, s.messages.content, 0.55)
	right := splitter.Above(s.result.content, s.report.Content(), 0.45)
	work := splitter.Beside(s.bench.content, right.Content(), 0.5)
	s.content = splitter.Beside(left.Content(), work.Content(), 0.29).Content()
	return s
}

// Content returns what to show.
func (s *view) Content() fyne.CanvasObject { return s.content }

// Focus gives the keyboard to the list of readers.
func (s *view) Focus(c fyne.Canvas) { c.Focus(s.list) }

// Focused reports whether the list of readers has the keyboard.
func (s *view) Focused(c fyne.Canvas) bool { return c.Focused() == s.list }

// FocusText gives the keyboard to the definition.
func (s *view) FocusText(c fyne.Canvas) { s.bench.editor.Focus(c) }

// NextPane goes from the readers to the messages, the definition, the result, the
// report and back.
func (s *view) NextPane(c fyne.Canvas) {
	switch {
	case c.Focused() == s.list:
		c.Focus(s.messages.table)
	case c.Focused() == s.messages.table:
		if s.bench.editor.Visible() {
			s.FocusText(c)
			return
		}
		c.Focus(s.result.table)
	case s.bench.editor.Focused(c):
		c.Focus(s.result.table)
	case c.Focused() == s.result.table:
		s.report.Focus(c)
	default:
		s.Focus(c)
	}
}

// Move moves the selection of the pane that has the keyboard.
func (s *view) Move(c fyne.Canvas, by int, page bool) {
	table, move := s.list, s.p.View.Move
	switch c.Focused() {
	case s.messages.table:
		table, move = s.messages.table, s.p.View.MoveMessage
	case s.result.table:
		table, move = s.result.table, s.result.move
	}
	if page {
		by *= table.PageRows()
	}
	move(by)
}

// Search gives the keyboard to the entry that finds messages.
func (s *view) Search(c fyne.Canvas) { c.Focus(s.messages.search) }

// Changed redraws a part from the view model.
func (s *view) Changed(part list.Part) {
	v := s.p.View
	switch part {
	case PartReaders:
		s.title.Set(words.T("readers.title"), Line(v.Rows(), 0))
		if s.stale.set(v.Stale()) {
			s.upper.Refresh()
		}
		s.list.SetLength(len(v.Rows()))
		s.list.SetSelected(v.Selected())
		s.list.Refresh()
		s.bench.show()
	case PartMessages:
		s.messages.show()
		s.showFacts()
		s.bench.show()
	case PartText:
		s.bench.show()
	case PartResult:
		s.result.show()
		s.bench.show()
		s.report.Mark(v.Marked(), "")
	case list.PartReport:
		s.report.SetReport(v.Report())
		s.report.Mark(v.Marked(), "")
	}
}

func (s *view) showFacts() {
	v := s.p.View
	at := v.SelectedMessage()
	if at < 0 {
		return
	}
	m := v.Messages()[at]
	s.report.SetFacts(words.MailLine(&m, s.p.Location), words.Metadata(&domain.Details{Message: &m}, s.p.Location))
}

// Redraw draws everything again: after a change between light and dark.
func (s *view) Redraw() {
	s.content.Refresh()
	for _, part := range []list.Part{PartReaders, PartMessages, PartText, PartResult, list.PartReport} {
		s.Changed(part)
	}
}
