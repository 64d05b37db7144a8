package decide

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
	"runchecks/ui/words"
)

// offerProse says that prose of a run's sender can be understood from now on, where enough
// of its mails were accepted. asked says what is missing where there is none.
func (m *Model) offerProse(run int64, asked bool) {
	if m.p.Workbench == nil || !m.p.Desk.May(rules.ActTeach) {
		return
	}
	m.loadProse.Run(func(ctx context.Context) func() {
		p, err := m.p.Workbench.ProposeProse(ctx, run)
		return func() {
			m.proposal = p
			switch {
			case err != nil:
				m.Fail(err)
			case len(p.Learned) > 0:
				offer := words.T("runchecks.prose_offer", "offer", words.ProseOffer(p), "key", keys.LearnProse)
				m.ShowToast(words.Toast{Text: offer, Undo: !asked, Notice: asked, Details: proseTexts(p.Learned)})
			case asked:
				m.ShowToast(words.Toast{Text: words.NoProse(p.Sender), Notice: true})
			}
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
func (m *Model) CanLearnProse() bool {
	return (m.Fresh() || len(m.proposal.Learned) > 0) && m.p.Workbench != nil && m.p.Desk.May(rules.ActTeach)
}

// LearnLabel says how much of whom LearnProse is about.
func (m *Model) LearnLabel() string {
	if len(m.proposal.Learned) == 0 {
		return words.T("runchecks.learn")
	}
	return words.T("runchecks.learn_lines", "lines", words.Count(len(m.proposal.Learned), "line"), "sender", m.proposal.Sender)
}

// LearnProse has the prose understood that was offered last; where none was, it looks for
// some of the sender of the selected run, and offers that.
func (m *Model) LearnProse() {
	if !m.CanLearnProse() {
		return
	}
	p := m.proposal
	if m.proposal = (domain.ProseProposal{}); len(p.Learned) == 0 {
		m.offerProse(m.Details().Run.ID, true)
		return
	}
	m.Decide(nil, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.LearnProse(ctx, p.Learned, p.Runs) }, nil)
}

// ForgetProse has a line of a sender understood no longer.
func (m *Model) ForgetProse(l domain.Learned) {
	m.Decide(nil, func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.ForgetProse(ctx, l.Sender, l.Key())
	}, nil)
}

// PutWord puts a word into a class.
func (m *Model) PutWord(word, class string) {
	file, change := m.p.Workbench.PutWord(word, class)
	m.Decide(nil, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.ChangeWords(ctx, file, change) }, nil)
}
