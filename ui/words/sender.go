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
		return T("sender.in_doubt", "why", Noted(s.Doubt))
	case s.Check == domain.SenderPass:
		return T("sender.verified", "words", s.Words)
	case s.Unverified():
		return T("sender.not_verified", "words", s.Words)
	default:
		return T("sender.not_judged")
	}
}

// SenderTrust says whose checks of senders are trusted for an account.
func SenderTrust(t review.SenderTrust) string {
	switch {
	case len(t.Trusted) > 0:
		return T("sender.judged_by", "servers", rules.ServerNames(t.Trusted))
	case t.Learned != "":
		return T("sender.trust_learned", "server", t.Learned)
	case len(t.Seen) == 0:
		return T("sender.trust_none_seen")
	}
	var names []string
	for _, s := range t.Seen {
		if s.Server != "" && len(names) < 3 {
			names = append(names, s.Server)
		}
	}
	if len(names) == 0 {
		return T("sender.trust_no_checks")
	}
	return T("sender.trust_several", "servers", strings.Join(names, ", "))
}
