package rules

import "runchecks/domain"

// ProseNeeded is how many mails prose must have stood in to be understood, each accepted
// by a decision of its own.
const ProseNeeded = 3

// MayTeachProse reports whether the prose of a mail may be learned, by what was found of
// its sender: one that failed, or is somebody else's, teaches nothing.
func MayTeachProse(check domain.SenderCheck) bool {
	return check == domain.SenderPass || check == domain.SenderUnjudged || check == domain.SenderNone
}

// UnderstoodProse returns what is understood in a mail of all that was learned of its
// sender. A mail whose sender is verified may be read with all of it. One whose sender
// nobody verified is read with what was learned from such mails; one that failed, or was
// attached by somebody else, with none.
func UnderstoodProse(all []domain.Learned, check domain.SenderCheck) []domain.Learned {
	if check == domain.SenderPass {
		return all
	}
	if !MayTeachProse(check) {
		return nil
	}
	var out []domain.Learned
	for _, l := range all {
		if !l.Verified {
			out = append(out, l)
		}
	}
	return out
}
