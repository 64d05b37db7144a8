package words

import (
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// ProseOffer says what could be understood from now on.
func ProseOffer(p domain.ProseProposal) string {
	return fmt.Sprintf("%s of %s stood in %d accepted mails and can be understood from now on.",
		Count(len(p.Learned), "line"), p.Sender, len(p.Runs))
}

// NoProse says that there is nothing to learn of a sender, and what it takes.
func NoProse(sender string) string {
	return fmt.Sprintf("There is nothing to learn of %s yet: the same line has to stand in %d undecided mails "+
		"that were marked as success, each by itself.", sender, rules.ProseNeeded)
}

// UnknownWord names a word that nobody knows, with what it held up.
func UnknownWord(u domain.UndecidedWords) string {
	return fmt.Sprintf("%s: %s of %s", u.Words, Count(u.Runs, "run"), u.Sender)
}

// Learned names a line of prose with its sender.
func Learned(l domain.Learned) string { return l.Sender + ": " + l.Text }

// WordClass says what it means that a word is of a class.
func WordClass(class string) string {
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

// DefinitionProblem tells one fault of a definition and where it stands.
func DefinitionProblem(p domain.DefinitionProblem) string {
	if p.Line == 0 {
		return p.Reason
	}
	return fmt.Sprintf("Line %d, column %d: %s", p.Line, p.Column, p.Reason)
}

// WordFault tells one fault in a file of words and where it stands.
func WordFault(f domain.WordFault) string {
	return "Words in " + f.File + ": " + DefinitionProblem(f.DefinitionProblem)
}
