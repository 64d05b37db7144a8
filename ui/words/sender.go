package words

import (
	"strings"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
)

// Sender says whether the report of a run comes from whom it says.
func Sender(r domain.Run) string {
	switch s := r.Sender; {
	case s.Doubt != "":
		return "in doubt. " + s.Doubt
	case s.Check == domain.SenderPass:
		return "verified (" + s.Words + ")"
	case s.Unverified():
		return "not verified (" + s.Words + "), as is usual of this job"
	default:
		return "not judged: nobody said whose checks of senders are trusted for this mailbox"
	}
}

// SenderTrust says whose checks of senders are trusted for an account.
func SenderTrust(t review.SenderTrust) string {
	switch {
	case len(t.Trusted) > 0:
		return "judged by " + rules.ServerNames(t.Trusted)
	case t.Learned != "":
		return "not judged. Nearly all mails carry a check of " + t.Learned + ": trust it if that is your own mail server."
	case len(t.Seen) == 0:
		return "not judged: no mail was looked at yet"
	}
	var names []string
	for _, s := range t.Seen {
		if s.Server != "" && len(names) < 3 {
			names = append(names, s.Server)
		}
	}
	if len(names) == 0 {
		return "not judged: the mail server adds no check of senders to its mails"
	}
	return "not judged: no server answers on nearly all mails (seen: " + strings.Join(
		names,
		", ",
	) + "). rcheck account trust takes several."
}
