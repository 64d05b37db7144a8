package vm

import (
	"fmt"

	"runchecks/domain"
)

// WordFaultLine tells one fault in a file of words and where it stands.
func WordFaultLine(f domain.WordFault) string {
	return "Words in " + f.File + ": " + ProblemLine(f.DefinitionProblem)
}

// tellWordFaults says once what is wrong in the profile's files of words.
func (m *Readers) tellWordFaults() {
	list := m.p.Workbench.WordFaults()
	text, all := "", ""
	for i, f := range list {
		if i == 0 {
			text = WordFaultLine(f)
		}
		all += WordFaultLine(f) + "\n"
	}
	if len(list) > 1 {
		text += fmt.Sprintf(" (and %d more)", len(list)-1)
	}
	if all == m.faults {
		return
	}
	if m.faults = all; all != "" {
		m.say(Toast{Text: text, Notice: true, Details: all})
	}
}
