package words

import (
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

// Restoration says what putting a copy in the place of the database does.
func Restoration(r domain.Restoration) string {
	var b strings.Builder
	if r.From.Path != "" {
		fmt.Fprintf(&b, "The copy is whole and holds %s. ", Count(r.From.Entries, "decision"))
	}
	switch n := len(r.Later); {
	case n == 0:
		b.WriteString("No decision that was made since can be found.")
	case r.Kept:
		fmt.Fprintf(&b, "%s made since %s taken over.", Count(n, "decision"), isAre(n))
	default:
		newest := r.Later[n-1]
		fmt.Fprintf(&b, "%s made since %s lost, the last of them: %s, %s.", Count(n, "decision"), isAre(n), newest.Actor,
			review.Words(newest, time.Local))
	}
	if n := len(r.Loose); n > 0 {
		fmt.Fprintf(&b, " Of %s of them nobody can tell that they are what they were.", Number(n))
	}
	return b.String()
}
