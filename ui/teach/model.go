// Package teach is the screen Teach: a definition is made by selecting words in a few mails
// of one layout and saying what they are. Left the mails with their results, in the middle
// the report, right what comes of it, what is not decided, and what is.
package teach

import (
	"context"
	"errors"
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/report"
	"runchecks/ui/reread"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// Model is the view model of the screen Teach: a definition is made by saying what
// words of a few mails of one layout are.
type Model struct {
	p       services.Reading
	changed func(list.Part)

	lesson  domain.Lesson
	state   domain.TeachState
	marks   []domain.TeachMark
	others  domain.TeachOthers
	counted bool // others are known
	mail    int
	report  report.Content
	marked  string // words of the question that is shown
	asked   string // its title, "" for none
	used    bool   // this text is in use
	// locating counts the selections whose menu is on its way: a digit that is typed ahead
	// is meant for that menu, and answers no question.
	locating int
	trial    *trial // that takes long, nil for none
	toast    words.Toast

	loadReport *task.Latest
	steps      *task.Queue // of the lesson, one at a time
	decisions  *task.Queue
}

// PartLesson is everything on the screen Teach but the report, PartTrial how far a trial is.
const (
	PartLesson list.Part = 120
	PartTrial  list.Part = 121
)

// New returns the view model, or an error naming what is missing.
func New(p services.Reading, changed func(list.Part)) (*Model, error) {
	if p.Store == nil || p.Desk == nil || p.Background == nil || p.Report == nil || p.Workbench == nil || changed == nil {
		return nil, errors.New("view model of teaching: a parameter is missing")
	}
	return &Model{
		p: p, changed: changed, loadReport: task.NewLatest(p.Background),
		steps: task.NewQueue(p.Background), decisions: task.NewQueue(p.Background),
	}, nil
}

// Open begins a lesson with a message, or goes on with the text of a definition's file; then
// is called when it stands.
func (m *Model) Open(message int64, file, text string, then func()) {
	if !m.p.Desk.May(rules.ActTeach) {
		return
	}
	m.steps.Add(func(ctx context.Context) func() {
		lesson, err := m.p.Workbench.Teach(ctx, message, file, text)
		if err != nil {
			return func() { m.fail(err) }
		}
		state, marks := lesson.State(ctx, nil), lesson.Marks(0)
		return func() {
			m.lesson, m.state, m.marks = lesson, state, marks
			m.mail, m.marked, m.asked, m.used, m.counted = 0, "", "", false, false
			m.report = report.Content{}
			m.changed(PartLesson)
			m.loadMail()
			m.countOthers()
			then()
		}
	})
}

// IsOpen reports whether there is a lesson.
func (m *Model) IsOpen() bool { return m.lesson != nil }

// State returns the lesson as it stands.
func (m *Model) State() domain.TeachState { return m.state }

// Mail returns the index of the mail shown.
func (m *Model) Mail() int { return m.mail }

// Marks tells what the definition reads in the mail shown.
func (m *Model) Marks() []domain.TeachMark { return m.marks }

// Report returns the mail shown.
func (m *Model) Report() report.Content { return m.report }

// Marked returns the words of the question that is shown, nil for none.
func (m *Model) Marked() []string {
	if m.marked == "" {
		return nil
	}
	return []string{m.marked}
}

// Toast returns the newest line about what happened.
func (m *Model) Toast() words.Toast { return m.toast }

// Others returns the mails of other senders that would be read, too; ok is false while
// they are being looked for.
func (m *Model) Others() (o domain.TeachOthers, ok bool) { return m.others, m.counted }

// Reload reads the mail shown again.
func (m *Model) Reload() { m.changed(PartLesson) }

// Select shows a mail; out of bounds is clamped.
func (m *Model) Select(index int) {
	if m.lesson == nil || len(m.state.Mails) == 0 {
		return
	}
	index = max(0, min(index, len(m.state.Mails)-1))
	if index == m.mail {
		return
	}
	m.mail, m.marked, m.asked = index, "", ""
	m.changed(PartLesson)
	m.loadMail()
	lesson := m.lesson
	m.steps.Add(func(context.Context) func() {
		marks := lesson.Marks(index)
		return func() {
			if lesson == m.lesson && index == m.mail {
				m.marks = marks
				m.changed(list.PartReport)
			}
		}
	})
}

// Move shows a mail relative to the one shown.
func (m *Model) Move(by int) {
	m.Select(max(0, min(m.mail+min(by, len(m.state.Mails)), len(m.state.Mails))))
}

func (m *Model) loadMail() {
	id := m.state.Mails[m.mail].ID
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
}

// Locate finds the place of a selection in the mail shown and hands it on; ok is false
// where a definition could name none.
func (m *Model) Locate(s domain.TeachSelection, then func(t domain.TeachTarget, ok bool)) {
	lesson := m.lesson
	if lesson == nil {
		return
	}
	s.Mail = m.mail
	m.locating++
	m.steps.Add(func(context.Context) func() {
		t, ok := lesson.Locate(s)
		return func() {
			m.locating--
			then(t, ok)
		}
	})
}

// Nowhere says that words cannot be pointed at.
func (m *Model) Nowhere() {
	m.say(words.Toast{Text: words.T("teach.nowhere"), Error: true})
}

// step changes the lesson beside the interface thread and shows what comes of it. While a
// trial takes long it is counted and can be cancelled; then nothing was said.
func (m *Model) step(do func(domain.Lesson) error) {
	lesson := m.lesson
	if lesson == nil || !m.p.Desk.May(rules.ActTeach) {
		return
	}
	mail := m.mail
	t := m.begin()
	m.steps.Add(func(context.Context) func() {
		before := lesson.Steps()
		err := do(lesson)
		state := lesson.State(t.ctx, t.progress)
		cancelled := t.ctx.Err() != nil
		if cancelled && lesson.Steps() > before {
			lesson.Undo()
		}
		marks := lesson.Marks(mail)
		return func() {
			m.end(t)
			switch {
			case lesson != m.lesson:
				return
			case cancelled:
				m.say(words.Toast{Text: words.T("teach.cancelled")})
				return
			case err != nil:
				m.say(words.Failed(err))
			}
			m.state = state
			m.used = false
			if m.shownQuestion() < 0 {
				m.marked, m.asked = "", ""
			}
			if mail == m.mail {
				m.marks = marks
			}
			m.changed(PartLesson)
			m.countOthers()
		}
	})
}

// Point says what selected words of the mail shown are.
func (m *Model) Point(s domain.TeachSelection, meaning domain.Meaning) {
	s.Mail = m.mail
	m.step(func(l domain.Lesson) error { return l.Point(s, meaning) })
}

// Answer decides a question of the state.
func (m *Model) Answer(question int, meaning domain.Meaning) {
	if question < 0 || question >= len(m.state.Questions) {
		return
	}
	q := m.state.Questions[question]
	m.step(func(l domain.Lesson) error { return l.Answer(q, meaning) })
}

// Asked returns the question that is shown, else the first; -1 for none.
func (m *Model) Asked() int {
	if i := m.shownQuestion(); i >= 0 || len(m.state.Questions) == 0 {
		return i
	}
	return 0
}

func (m *Model) shownQuestion() int {
	return slices.IndexFunc(m.state.Questions, func(q domain.TeachQuestion) bool { return m.asked != "" && q.Title == m.asked })
}

// CanSay reports whether a meaning answers the question that is shown.
func (m *Model) CanSay(meaning domain.Meaning) bool {
	i := m.Asked()
	return m.lesson != nil && m.locating == 0 && i >= 0 && slices.Contains(m.state.Questions[i].Choices, meaning)
}

// Say answers the question that is shown.
func (m *Model) Say(meaning domain.Meaning) {
	if m.CanSay(meaning) {
		m.Answer(m.Asked(), meaning)
	}
}

// Suggested takes what is suggested for the first question that has a suggestion.
func (m *Model) Suggested() {
	if i := m.suggestion(); i >= 0 {
		m.Answer(i, m.state.Questions[i].Suggested)
	}
}

// CanSuggest reports whether a question has a suggestion.
func (m *Model) CanSuggest() bool { return m.lesson != nil && m.suggestion() >= 0 }

func (m *Model) suggestion() int {
	return slices.IndexFunc(m.state.Questions, func(q domain.TeachQuestion) bool { return q.Suggested != "" })
}

// Remove takes a decision of the state back.
func (m *Model) Remove(decision int) {
	if decision < 0 || decision >= len(m.state.Decided) {
		return
	}
	d := m.state.Decided[decision]
	m.step(func(l domain.Lesson) error { l.Remove(d); return nil })
}

// SetText takes the definition as a person wrote it.
func (m *Model) SetText(text string) {
	if text != m.state.Text {
		m.step(func(l domain.Lesson) error { l.SetText(text); return nil })
	}
}

// Undo takes the last step back, or where there is none the last decision. A trial under way
// is the last step.
func (m *Model) Undo() {
	if m.Cancel() {
		return
	}
	if m.lesson != nil && m.state.CanUndo && !m.used {
		m.step(func(l domain.Lesson) error { l.Undo(); return nil })
		return
	}
	m.decide(m.p.Desk.Undo, "", func() {})
}

// Redo takes the last undo of a decision back.
func (m *Model) Redo() { m.decide(m.p.Desk.Redo, "", func() {}) }

// Show shows a question: the first mail that it is about, from the one shown on, with its
// words marked.
func (m *Model) Show(question int) {
	if question < 0 || question >= len(m.state.Questions) {
		return
	}
	q := m.state.Questions[question]
	if len(q.Mails) > 0 && !slices.Contains(q.Mails, m.mail) {
		m.Select(q.Mails[0])
	}
	m.marked, m.asked = q.Words, q.Title
	m.changed(PartLesson)
}

// Next shows the question after the one that is shown.
func (m *Model) Next() {
	if len(m.state.Questions) == 0 {
		return
	}
	m.Show((m.shownQuestion() + 1) % len(m.state.Questions))
}

// CanNext reports whether something is undecided.
func (m *Model) CanNext() bool { return m.lesson != nil && len(m.state.Questions) > 0 }

// countOthers looks for the mails of other senders that would be read, too.
func (m *Model) countOthers() {
	lesson := m.lesson
	m.steps.Add(func(ctx context.Context) func() {
		others, err := lesson.Others(ctx)
		return func() {
			switch {
			case err != nil:
				m.fail(err)
			case lesson == m.lesson:
				m.others, m.counted = others, true
				m.changed(PartLesson)
			}
		}
	})
}

// Unknown counts the mails whose run stays Unknown.
func (m *Model) Unknown() (n int) {
	for _, mail := range m.state.Mails {
		if !mail.Matched || mail.Status() == domain.Unknown {
			n++
		}
	}
	return n
}

// CanUse reports whether the definition can be put in use.
func (m *Model) CanUse() bool {
	return m.lesson != nil && !m.used && len(m.state.Problems) == 0 && m.p.Desk.May(rules.ActTeach)
}

// Use puts the definition in use; messages are then read again.
func (m *Model) Use() {
	if !m.CanUse() {
		return
	}
	file, text := m.state.File, m.state.Text
	stays := ""
	if n := m.Unknown(); n > 0 {
		stays = words.T("teach.stays", "n", n)
	}
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.SaveDefinition(ctx, file, text) }, stays, func() {
		m.used = true
		m.changed(PartLesson)
	})
}

// Keep keeps the definition as a draft, which is no reader yet.
func (m *Model) Keep() {
	if m.lesson == nil || !m.p.Desk.May(rules.ActTeach) {
		return
	}
	file, text := m.state.File, m.state.Text
	m.decisions.Add(func(context.Context) func() {
		err := m.p.Workbench.KeepDraft(file, text)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.say(words.Toast{Text: words.T("teach.kept", "file", file)})
		}
	})
}

// Draft returns the definition as a draft to go on with; file is "" without a lesson.
func (m *Model) Draft() (file, text string) {
	if m.lesson == nil {
		return "", ""
	}
	return m.state.File, m.state.Text
}

// decide makes a decision and says so, with a sentence behind it where more is to be said.
func (m *Model) decide(make func(context.Context) (domain.Decision, error), more string, then func()) {
	m.decisions.Add(func(ctx context.Context) func() {
		d, err := make(ctx)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			toast := list.Decided(d, m.p.Location)
			if more != "" {
				toast.Text = words.T("teach.used", "decision", toast.Text, "stays", more)
			}
			m.say(toast)
			then()
		}
	})
}

func (m *Model) say(t words.Toast) {
	m.toast = t
	m.changed(list.PartToast)
}

func (m *Model) fail(err error) { m.say(words.FailedTo(words.T("teach.tried"), err)) }

// UseWords is what the button says that puts the definition in use.
func (m *Model) UseWords() string { return words.T("teach.use", "n", len(m.state.Mails)) }

// StaysWords says what is undecided while it is put in use, "" for nothing.
func (m *Model) StaysWords() string {
	n := m.Unknown()
	switch {
	case m.used:
		return words.T("teach.in_use")
	case n > 0:
		return words.T("teach.stays", "n", n)
	}
	return ""
}

// Try returns the look at what the definition would change, as Readers.Try does; nil where
// it is none.
func (m *Model) Try(changed, applied func()) *reread.Preview {
	if !m.CanUse() {
		return nil
	}
	file, text := m.state.File, m.state.Text
	return reread.NewPreview(
		m.p.Background,
		words.T("teach.preview", "file", file),
		func(ctx context.Context, progress func(int, int)) (domain.Reread, error) {
			return m.p.Workbench.Try(ctx, file, text, progress)
		},
		func() {
			applied()
			m.Use()
		},
		changed,
	)
}
