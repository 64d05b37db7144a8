package readers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/reread"
	"runchecks/ui/words"
)

// This file holds what a person does to definitions on the screen Readers: begin
// one, write it, try it, put it in use, throw it away.

// CanTry reports whether the text could be put in use.
func (m *Model) CanTry() bool {
	return m.file != "" && m.Dirty() && len(m.result.Problems) == 0 && m.p.Desk.May(rules.ActTeach)
}

// CanTeach reports whether a definition can be begun from the message shown.
func (m *Model) CanTeach() bool { return m.message != 0 && m.p.Desk.May(rules.ActTeach) }

// CanDelete reports whether the selected definition can be removed or its draft
// thrown away.
func (m *Model) CanDelete() bool {
	at := m.Selected()
	return at >= 0 && m.file != "" && (m.Shown[at].Draft || m.Shown[at].Origin == domain.ReaderOwn) && m.p.Desk.May(rules.ActTeach)
}

// Edit takes what was typed. It is kept as a draft until it is applied.
func (m *Model) Edit(text string) {
	if m.file == "" || text == m.text || !m.p.Desk.May(rules.ActTeach) {
		return
	}
	m.text = text
	if at := m.Selected(); at >= 0 && text == m.p.Workbench.Text(m.Shown[at].ReaderRow) {
		m.setDraft(m.file, "")
	} else {
		m.setDraft(m.file, text)
	}
	m.explain()
}

// setDraft keeps a draft, or forgets it where text is "".
func (m *Model) setDraft(file, text string) {
	_, had := m.drafts[file]
	if text == "" {
		delete(m.drafts, file)
	} else {
		m.drafts[file] = text
	}
	if had != (text != "") {
		m.arrange()
	}
	m.keeping.Add(func(context.Context) func() {
		err := m.p.Workbench.KeepDraft(file, text)
		return func() {
			if err != nil {
				m.Fail(err)
			}
		}
	})
}

// Teach begins a definition from the message shown.
func (m *Model) Teach() {
	if m.CanTeach() {
		m.TeachMessage(m.message)
	}
}

// TeachMessage begins a definition from a message.
func (m *Model) TeachMessage(id int64) {
	m.Decisions.Add(func(ctx context.Context) func() {
		file, text, err := m.p.Workbench.Propose(ctx, id)
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.begin(file, text)
			m.show(id)
			m.ShowToast(words.Toast{Text: words.T("readers.first_draft")})
		}
	})
}

// begin starts a draft under a file name that nothing has yet.
func (m *Model) begin(file, text string) {
	taken := func(name string) bool {
		_, draft := m.drafts[name]
		return draft ||
			slices.ContainsFunc(m.known, func(r domain.ReaderRow) bool { return r.Origin == domain.ReaderOwn && r.File == name })
	}
	stem := strings.TrimSuffix(file, ".toml")
	for n := 2; taken(file); n++ {
		file = fmt.Sprintf("%s-%d.toml", stem, n)
	}
	m.setDraft(file, text)
	m.SelectKey(draftKey(file))
	m.changed(PartReaders)
	m.showText()
	m.reloadMessages()
}

// Copy makes a draft of the profile's own of the definition shown, to change it.
func (m *Model) Copy() {
	at := m.Selected()
	if at >= 0 && m.file == "" && m.text != "" && m.p.Desk.May(rules.ActTeach) {
		m.begin(m.Shown[at].File, m.text)
	}
}

// Export returns the definition shown and a name for its file; the text is "" where
// the reader is none.
func (m *Model) Export() (file, text string) {
	file = m.file
	if at := m.Selected(); file == "" && at >= 0 {
		file = m.Shown[at].File
	}
	return file, m.text
}

// Import takes a definition from a file of that name; signs that a definition's
// file cannot have are left out.
func (m *Model) Import(file, text string) {
	if !m.p.Desk.May(rules.ActTeach) {
		return
	}
	stem := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		case r == ' ', r == '.':
			return '-'
		}
		return -1
	}, strings.TrimSuffix(file, ".toml")), "-")
	if stem = stem[:min(len(stem), 60)]; stem == "" {
		stem = "imported"
	}
	m.begin(stem+".toml", text)
}

// Try returns the look at what the text shown would change, to be shown with
// changed as its call back; nil where there is nothing to try. Applying it puts the
// text in use; the messages are then read again.
func (m *Model) Try(changed func(), applied func()) *reread.Preview {
	if !m.CanTry() {
		return nil
	}
	file, text := m.file, m.text
	return reread.NewPreview(
		m.p.Background,
		words.T("readers.preview", "file", file),
		func(ctx context.Context, progress func(int, int)) (domain.Reread, error) {
			return m.p.Workbench.Try(ctx, file, text, progress)
		},
		func() {
			applied()
			m.save(file, text)
		},
		changed,
	)
}

func (m *Model) save(file, text string) {
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.SaveDefinition(ctx, file, text) }, func() {
		m.saved[file] = text
	})
}

// Delete throws the draft of the selected definition away, or takes the definition
// out of use; messages are then read again without it.
func (m *Model) Delete() {
	if !m.CanDelete() {
		return
	}
	file := m.file
	if m.Dirty() {
		m.thrown = &struct{ file, text string }{file, m.drafts[file]}
		m.setDraft(file, "")
		m.showText()
		m.ShowToast(words.Toast{Text: words.T("readers.discarded", "file", file), Undo: true})
		return
	}
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.DeleteDefinition(ctx, file) }, func() {})
}

// Undo brings back the draft that was thrown away last, else reverses the last
// decision.
func (m *Model) Undo() {
	if t := m.thrown; t != nil {
		m.thrown = nil
		m.setDraft(t.file, t.text)
		m.showText()
		return
	}
	m.decide(m.p.Desk.Undo, func() {})
}

// Redo takes the last undo of a decision back.
func (m *Model) Redo() { m.decide(m.p.Desk.Redo, func() {}) }

func (m *Model) decide(make func(context.Context) (domain.Decision, error), then func()) {
	m.DecideThen(make, nil, func(err error) {
		if err == nil {
			then()
			m.Reload()
		}
	})
}
