package generic

import (
	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/message"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/reader"
)

// Words are the words of a subject, and those of them that tell one job from another.
func Words(subject string) domain.ReportWords {
	w, _ := About(&message.Message{Subject: subject})
	return w
}

// Clauses parts a line where one statement ends and another begins.
func Clauses(line string) []string { return split(line) }

// About returns the words of a mail's subject and whether the mail is about another event
// than a run: a restore, a licence, an answer from a person. It looks at the subject alone
// and reads no verdict.
func About(m *message.Message) (words domain.ReportWords, aside bool) {
	short := &message.Message{Subject: m.Subject, From: m.From, FromAddress: m.FromAddress}
	c := Reader{}.known().newCollector(short, reader.Env{})
	c.subjectLearn()
	for _, cl := range split(c.facts.Subject) {
		for _, part := range c.untitled(cl) {
			for _, t := range c.r.Tokens(part, 0) {
				if t.Kind != grammar.Number && t.Kind != grammar.Mark && !dated(t.Text) {
					words.All = append(words.All, domain.Fold(t.Text))
				}
			}
		}
	}
	pieces, _ := c.residue()
	for _, p := range pieces {
		words.Own = append(words.Own, p.text)
	}
	words.All = rules.Distinct(words.All)
	return words, c.facts.Reply || c.kindOfSubject() != ""
}
