package vm

import "runchecks/domain"

// WordFaultLine tells one fault in a file of words and where it stands.
func WordFaultLine(f domain.WordFault) string {
	return "Words in " + f.File + ": " + ProblemLine(f.DefinitionProblem)
}
