package vm

import (
	"context"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
)

// offerProse says that prose of a run's sender can be understood from now on, where enough
// of its mails were accepted. asked says what is missing where there is none.
func (m *RunChecks) offerProse(run int64, asked bool) {
	if m.p.Workbench == nil || !m.p.Desk.May(rules.ActTeach) {
		return
	}
	m.loadProse.Run(func(ctx context.Context) func() {
		p, err := m.p.Workbench.ProposeProse(ctx, run)
		return func() {
			m.proposal = p
			switch {
			case err != nil:
				m.fail(err)
				return
			case len(p.Learned) > 0:
				offer := ProseOffer(p) + " " + string(keys.LearnProse) + " does that."
				m.toast = Toast{Text: offer, Undo: !asked, Notice: asked, Details: proseTexts(p.Learned)}
			case asked:
				m.toast = Toast{Text: NoProse(p.Sender), Notice: true}
			default:
				return
			}
			m.changed(PartToast)
		}
	})
}

// proseTexts writes the lines that are learned, each on one of its own.
func proseTexts(list []domain.Learned) string {
	text := ""
	for _, l := range list {
		text += l.Text + "\n"
	}
	return text
}

// CanLearnProse reports whether prose of a sender was offered, or may be asked for.
func (m *RunChecks) CanLearnProse() bool {
	return (m.Fresh() || len(m.proposal.Learned) > 0) && m.p.Workbench != nil && m.p.Desk.May(rules.ActTeach)
}

// LearnLabel says how much of whom LearnProse is about.
func (m *RunChecks) LearnLabel() string {
	if len(m.proposal.Learned) == 0 {
		return "Understand prose of the sender"
	}
	return fmt.Sprintf("Understand %s of %s", Count(len(m.proposal.Learned), "line"), m.proposal.Sender)
}

// LearnProse has the prose understood that was offered last; where none was, it looks for
// some of the sender of the selected run, and offers that.
func (m *RunChecks) LearnProse() {
	if !m.CanLearnProse() {
		return
	}
	p := m.proposal
	if m.proposal = (domain.ProseProposal{}); len(p.Learned) == 0 {
		m.offerProse(m.details.Run.ID, true)
		return
	}
	m.decide(nil, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.LearnProse(ctx, p.Learned, p.Runs) }, nil)
}

// ForgetProse has a line of a sender understood no longer.
func (m *RunChecks) ForgetProse(l domain.Learned) {
	m.decide(nil, func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.ForgetProse(ctx, l.Sender, l.Key())
	}, nil)
}

// PutWord puts a word into a class.
func (m *RunChecks) PutWord(word, class string) {
	file, change := m.p.Workbench.PutWord(word, class)
	m.decide(nil, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.ChangeWords(ctx, file, change) }, nil)
}

// UnknownWordLine names a word that nobody knows, with what it held up.
func UnknownWordLine(u domain.UndecidedWords) string {
	return fmt.Sprintf("%s: %s of %s", u.Words, Count(u.Runs, "run"), u.Sender)
}

// LearnedLine names a line of prose with its sender.
func LearnedLine(l domain.Learned) string { return l.Sender + ": " + l.Text }

// ClassWords says what it means that a word is of a class.
func ClassWords(class string) string {
	switch class {
	case "good":
		return "good: the run went well"
	case "neutral":
		return "neutral: it says nothing about the run"
	case "warning":
		return "warning: the run ended with warnings"
	case "failed":
		return "failed: the run failed"
	case "missed":
		return "missed: the run did not take place"
	}
	return class
}
