package words

import (
	"strings"
	"time"

	"runchecks/domain"
)

// Restoration says what putting a copy in the place of the database does.
func Restoration(r domain.Restoration) string {
	var sentences []string
	if r.From.Path != "" {
		sentences = append(sentences, T("copy.whole", "decisions", Count(r.From.Entries, "decision")))
	}
	switch n := len(r.Later); {
	case n == 0:
		sentences = append(sentences, T("copy.none_later"))
	case r.Kept:
		sentences = append(sentences, T("copy.later_kept", "n", n))
	default:
		newest := r.Later[n-1]
		what := Decision(newest, time.Local)
		sentences = append(sentences, T("copy.later_lost", "n", n, "actor", newest.Actor, "decision", what))
	}
	if n := len(r.Loose); n > 0 {
		sentences = append(sentences, T("copy.loose", "n", n))
	}
	return strings.Join(sentences, " ")
}
