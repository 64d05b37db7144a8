// Package verdict knows the words that products use for a status, and how several
// signals of one mail become one status: the worst wins, and Success must have
// been said by somebody. It knows no product and no layout.
package verdict

import (
	"strings"

	"runchecks/domain"
)

// Tally collects what the places of a mail say: subject, banner, counts, rows.
type Tally struct {
	worst     domain.Status
	evidence  domain.Evidence
	confirmed bool
}

// Add notes one signal. Of the worst ones the most precise is kept as evidence, a
// row before a line before the subject, and of those the first. The zero Status is
// no signal.
func (t *Tally) Add(s domain.Status, words, where string) {
	if s == 0 {
		return
	}
	if s == domain.Success {
		t.confirmed = true
	}
	if s > t.worst || s == t.worst && precision(where) > precision(t.evidence.Where) {
		t.worst = s
		t.evidence = domain.Evidence{Words: words, Where: where}
	}
}

// precision says how closely a place leads to what went wrong.
func precision(where string) int {
	switch {
	case strings.HasPrefix(where, "row "):
		return 2
	case where == "subject":
		return 0
	default:
		return 1
	}
}

// Status returns the worst signal, Unknown if there was none.
func (t *Tally) Status() domain.Status { return t.worst.Known() }

// Any reports whether any signal was added.
func (t *Tally) Any() bool { return t.worst != 0 }

// Confirmed reports whether at least one place said Success.
func (t *Tally) Confirmed() bool { return t.confirmed }

// Evidence returns the words of the worst signal and where they stood.
func (t *Tally) Evidence() domain.Evidence { return t.evidence }

// Stated returns own, the product's own verdict, where it differs from the status
// and the zero Status otherwise: the form that domain.Result wants.
func (t *Tally) Stated(own domain.Status) domain.Status {
	if own == t.Status() {
		return 0
	}
	return own
}
