package words

import (
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// ProseOffer says what could be understood from now on.
func ProseOffer(p domain.ProseProposal) string {
	return T("prose.offer", "n", len(p.Learned), "sender", p.Sender, "mails", len(p.Runs))
}

// NoProse says that there is nothing to learn of a sender, and what it takes.
func NoProse(sender string) string {
	return T("prose.nothing", "sender", sender, "mails", rules.ProseNeeded)
}

// UnknownWord names a word that nobody knows, with what it held up.
func UnknownWord(u domain.UndecidedWords) string {
	return T("prose.unknown_word", "words", u.Words, "runs", Count(u.Runs, "run"), "sender", u.Sender)
}

// Learned names a line of prose with its sender.
func Learned(l domain.Learned) string { return l.Sender + ": " + l.Text }

// Class names the class that a word is put into.
func Class(class string) string {
	if slices.Contains(classes, class) {
		return T("decision.class_" + class)
	}
	return class
}

// classes are those that decision.toml names.
var classes = []string{"good", "neutral", "warning", "failed", "missed"}

// WordClass says what it means that a word is of a class.
func WordClass(class string) string {
	switch class {
	case "good":
		return T("prose.class_good")
	case "neutral":
		return T("prose.class_neutral")
	case "warning":
		return T("prose.class_warning")
	case "failed":
		return T("prose.class_failed")
	case "missed":
		return T("prose.class_missed")
	}
	return class
}

// DefinitionProblem tells one fault of a definition and where it stands.
func DefinitionProblem(p domain.DefinitionProblem) string {
	if p.Line == 0 {
		return p.Reason
	}
	return T("prose.problem", "line", p.Line, "column", p.Column, "reason", p.Reason)
}

// WordFault tells one fault in a file of words and where it stands.
func WordFault(f domain.WordFault) string {
	return T("prose.word_fault", "file", f.File, "problem", DefinitionProblem(f.DefinitionProblem))
}
