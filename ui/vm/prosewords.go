package vm

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
