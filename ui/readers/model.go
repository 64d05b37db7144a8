// Package readers is the screen Readers: which reader reads what, and where a definition is
// written, tried on a message and on all of them. Teaching by pointing is package teach.
package readers

import (
	"context"
	"errors"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/report"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// Row is one row of the list of readers: a reader, what nobody reads, or a
// definition that is not in use yet.
type Row struct {
	domain.ReaderRow
	Unread bool // the messages that no reader understood
	Draft  bool // has a text that is not in use
}

// key tells rows apart: a definition of the profile's own may have the name of
// another reader, which it then replaces.
func (r Row) key() string {
	switch {
	case r.Unread:
		return "unread"
	case r.Name == "":
		return draftKey(r.File)
	default:
		return string(r.Origin) + " " + r.Name
	}
}

// draftKey is the key of a definition that is not in use.
func draftKey(file string) string { return "draft " + file }

// Model is the view model of the screen Readers (product.md, section 7): which
// reader reads what, and the workbench where a definition is written, tried on a
// message and on all of them.
type Model struct {
	p       services.Reading
	changed func(list.Part)

	list.List[Row] // of readers
	known          []domain.ReaderRow
	stale          int

	messages []domain.Message
	search   string
	message  int64
	report   report.Content

	drafts map[string]string // by file
	saved  map[string]string // drafts that were put in use, until the list tells so
	file   string            // of the text, "" where the selected reader is no definition
	text   string
	result domain.Explanation
	marked int // row of the result whose words are shown in the report, -1 for all

	thrown *struct{ file, text string } // the draft that Undo brings back, nil for none
	faults string                       // in files of words, as they were told last

	loadMessages, loadReport, loadResult *task.Latest
	keeping                              *task.Queue
}

// The parts of the screen Readers beside PartReport and PartToast.
const (
	PartReaders list.Part = 100 + iota
	PartMessages
	PartText   // another definition is edited
	PartResult // what the text makes of the message
)

// New returns the view model, or an error naming what is missing.
func New(p services.Reading, changed func(list.Part)) (*Model, error) {
	if p.Store == nil || p.Desk == nil || p.Background == nil || p.Report == nil || p.Workbench == nil || changed == nil {
		return nil, errors.New("view model of the readers: a parameter is missing")
	}
	load := func() *task.Latest { return task.NewLatest(p.Background) }
	m := &Model{
		p:            p,
		changed:      changed,
		drafts:       map[string]string{},
		saved:        map[string]string{},
		marked:       -1,
		loadMessages: load(),
		loadReport:   load(),
		loadResult:   load(),
		keeping:      task.NewQueue(p.Background),
	}
	m.List = list.New[Row](p.Base, func(part list.Part) {
		switch part {
		case list.PartRows:
			changed(PartReaders)
		case list.PartToast:
			changed(part)
		}
	})
	m.Key = func(r *Row) string { return r.key() }
	m.SetColumns("", m.columns()...)
	m.Place = func([]Row, int) int {
		if at := m.Selected(); at >= 0 {
			return at
		}
		return m.successor()
	}
	return m, nil
}

// Rows returns the list of readers.
func (m *Model) Rows() []Row { return m.Shown }

// Stale returns how many messages the readers in use have not read yet.
func (m *Model) Stale() int { return m.stale }

// Messages returns the messages to try a definition on.
func (m *Model) Messages() []domain.Message { return m.messages }

// SelectedMessage returns the index of the message shown, -1 for none.
func (m *Model) SelectedMessage() int {
	return slices.IndexFunc(m.messages, func(x domain.Message) bool { return x.ID == m.message })
}

// Report returns the message shown.
func (m *Model) Report() report.Content { return m.report }

// Text returns the definition that is shown; editable is false for readers that
// are no definition of the profile's own.
func (m *Model) Text() (file, text string, editable bool) {
	return m.file, m.text, m.file != "" && m.p.Desk.May(rules.ActTeach)
}

// Result returns what the definition, or without one the readers in use, make of
// the message.
func (m *Model) Result() domain.Explanation { return m.result }

// Dirty reports whether the text shown is not the one in use.
func (m *Model) Dirty() bool { _, ok := m.drafts[m.file]; return ok && m.file != "" }

// Reload reads the list again.
func (m *Model) Reload() {
	m.LoadRows.Run(func(ctx context.Context) func() {
		known, err := m.p.Workbench.Readers(ctx)
		stale, drafts := 0, map[string]string{}
		if err == nil {
			stale, err = m.p.Workbench.Stale(ctx)
		}
		if err == nil && !m.Loaded {
			drafts, err = m.p.Workbench.Drafts()
		}
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			if !m.Loaded {
				m.Loaded = true
				for file, text := range drafts {
					if _, ok := m.drafts[file]; !ok {
						m.drafts[file] = text
					}
				}
			}
			m.known, m.stale = known, stale
			m.tellWordFaults()
			for file, text := range m.saved {
				if m.drafts[file] == text {
					m.setDraft(file, "")
				}
			}
			clear(m.saved)
			m.arrange()
			if m.file == "" || !m.Dirty() {
				m.showText()
			}
			m.reloadMessages()
		}
	})
}

// arrange makes the rows: what nobody reads, definitions not in use yet, readers.
func (m *Model) arrange() {
	unread := Row{Unread: true, ReaderRow: domain.ReaderRow{About: words.T("readers.unread")}}
	used := map[string]bool{}
	var rows []Row
	for _, r := range m.known {
		if r.Name == "" {
			unread.ReaderUse = r.ReaderUse
			continue
		}
		_, draft := m.drafts[r.File]
		draft = draft && r.File != "" && r.Origin == domain.ReaderOwn
		if r.Origin == domain.ReaderOwn {
			used[r.File] = true
		}
		rows = append(rows, Row{ReaderRow: r, Draft: draft})
	}
	all := []Row{unread}
	var files []string
	for file := range m.drafts {
		if !used[file] {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	for _, file := range files {
		all = append(all, Row{Draft: true, ReaderRow: domain.ReaderRow{File: file, Origin: domain.ReaderOwn}})
	}
	all = append(all, rows...)
	m.AllRows = all
	m.Arrange()
}

// successor is the index of the row to select where the selected one is gone: a draft that was
// put in use, or the definition that it was a draft
// of; below 0 for none.
func (m *Model) successor() int {
	return slices.IndexFunc(m.Shown, func(r Row) bool { return r.Origin == domain.ReaderOwn && m.file != "" && r.File == m.file })
}

// Select selects a reader; out of bounds is clamped.
func (m *Model) Select(index int) {
	if m.Len() == 0 {
		return
	}
	index = max(0, min(index, m.Len()-1))
	if index == m.Selected() {
		return
	}
	m.List.Select(index)
	m.showText()
	m.reloadMessages()
}

// Move selects a reader relative to the selected one.
func (m *Model) Move(by int) { m.Select(m.Selected() + by) }

// showText shows the text of the selected reader, its draft before that in use.
func (m *Model) showText() {
	file, text := "", ""
	if at := m.Selected(); at >= 0 {
		row := m.Shown[at]
		switch {
		case row.Draft:
			file, text = row.File, m.drafts[row.File]
		case row.Origin == domain.ReaderOwn:
			file, text = row.File, m.p.Workbench.Text(row.ReaderRow)
		case row.Origin == domain.ReaderShipped:
			text = m.p.Workbench.Text(row.ReaderRow)
		}
	}
	if file == m.file && text == m.text {
		return
	}
	m.file, m.text = file, text
	m.changed(PartText)
	m.explain()
}

// SetSearch narrows the messages to those with text in subject or sender; while
// there is a text, messages of every reader are offered.
func (m *Model) SetSearch(text string) {
	if text = strings.TrimSpace(text); text != m.search {
		m.search = text
		m.reloadMessages()
	}
}

func (m *Model) reloadMessages() {
	filter := domain.MessageFilter{Text: m.search}
	if m.search == "" {
		at := m.Selected()
		filter.Unread = at < 0 || m.Shown[at].Unread || m.Shown[at].Draft && m.Shown[at].Messages == 0
		if !filter.Unread {
			filter.Reader = m.Shown[at].Name
		}
	}
	m.loadMessages.Run(func(ctx context.Context) func() {
		var list []domain.Message
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			list, err = q.Messages(filter)
			if err == nil && len(list) == 0 && filter.Unread {
				list, err = q.Messages(domain.MessageFilter{}) // nothing is unread: any message may be tried
			}
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.messages = list
			m.keepMessage()
		}
	})
}

// keepMessage leaves the message shown where it is still listed, or while a
// definition for it is being written.
func (m *Model) keepMessage() {
	m.changed(PartMessages)
	if m.SelectedMessage() >= 0 || m.message != 0 && m.Dirty() && m.search == "" {
		return
	}
	m.SelectMessage(0)
}

// SelectMessage shows a message; out of bounds is clamped.
func (m *Model) SelectMessage(index int) {
	if len(m.messages) == 0 {
		m.message, m.report, m.result = 0, report.Content{}, domain.Explanation{}
		m.changed(list.PartReport)
		m.changed(PartResult)
		return
	}
	m.show(m.messages[max(0, min(index, len(m.messages)-1))].ID)
}

// MoveMessage shows a message relative to the one shown.
func (m *Model) MoveMessage(by int) { m.SelectMessage(max(0, m.SelectedMessage()) + by) }

func (m *Model) show(id int64) {
	if m.message == id {
		return
	}
	m.message = id
	m.changed(PartMessages)
	m.loadReport.Run(func(ctx context.Context) func() {
		content, err := m.p.Report(ctx, id)
		return func() {
			if err != nil {
				content = report.Unreadable(err)
			}
			m.report = content
			m.changed(list.PartReport)
		}
	})
	m.explain()
}

// explain says what the text shown makes of the message shown.
func (m *Model) explain() {
	file, text, id := m.file, m.text, m.message
	m.loadResult.Run(func(ctx context.Context) func() {
		result, err := m.p.Workbench.Explain(ctx, file, text, id)
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.result, m.marked = result, -1
			m.changed(PartResult)
		}
	})
}

// Mark chooses the row of the result whose words are shown in the report; -1 all.
func (m *Model) Mark(row int) { m.marked = row }

// Marked returns the words to show in the report, those to scroll to first.
func (m *Model) Marked() []string {
	rows := ResultRows(m.result)
	var words []string
	add := func(w string) {
		if w = strings.TrimSpace(w); w != "" && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	if m.marked >= 0 && m.marked < len(rows) {
		add(rows[m.marked].Words)
	}
	if len(words) == 0 {
		for _, r := range rows {
			if r.Held {
				add(r.Words)
			}
		}
	}
	return words
}
