// Package sanity doubts a success that its own report makes implausible, whichever reader
// read it: nothing was backed up, it was only a simulation, the last success lies too far
// back, a command ended with an exit code of failure. It never makes a result better, and
// it knows no layout: products with a reason of their own declare a Policy.
package sanity

import (
	"cmp"
	"math"
	"strings"
	"time"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/lexicon"
)

// Limit is how long before its mail a run may have ended, and the last success of a report
// may lie, where nobody says otherwise.
const Limit = 36 * time.Hour

// longestRun is added to Limit for a run of which only the start is told.
const longestRun = 72 * time.Hour

// Policy is what a reader declares about its product. The zero value is the rule for all.
type Policy struct {
	// Zero is the status of a run that backed nothing up: Success where the product's runs
	// may honestly be empty, Unknown where it is 0.
	Zero domain.Status
	// Age takes the place of Limit where it is not 0.
	Age time.Duration
	// LastSuccess says that the reader finds the last success itself.
	LastSuccess bool
	// ExitCodes says that the reader judges exit codes itself.
	ExitCodes bool
}

// Sane is implemented by readers that declare a policy.
type Sane interface{ Sanity() Policy }

// Of returns the policy that a reader declares, the rule for all where it declares none.
func Of(reader any) Policy {
	if s, ok := reader.(Sane); ok {
		return s.Sanity()
	}
	return Policy{}
}

// Finding is a reason to doubt a success.
type Finding struct {
	Status domain.Status
	domain.Evidence
}

// Apply takes the successes among results back that their report makes implausible. What
// the report says as a whole counts for each of its runs. Ages are told from the date in
// the mail's header; where it has none, nothing is too old.
func Apply(results []domain.Result, m *message.Message, p Policy) {
	var of *report
	for i := range results {
		r := &results[i]
		if r.Status != domain.Success || r.Kind == domain.KindInformation {
			continue
		}
		if of == nil {
			of = look(m, p)
		}
		f, ok := of.doubt(r, p)
		if !ok {
			continue
		}
		r.Stated = cmp.Or(r.Stated, r.Status)
		r.Status, r.Evidence = f.Status, f.Evidence
	}
}

// doubt returns the worst reason to doubt a success.
func (x *report) doubt(r *domain.Result, p Policy) (Finding, bool) {
	worst := Finding{}
	add := func(f Finding) {
		if f.Status > worst.Status && f.Status != domain.Success {
			worst = f
		}
	}
	add(x.simulated(r))
	add(x.nothing(p))
	add(x.exit)
	add(x.lastSuccess)
	add(x.fewer)
	add(x.run(r, p))
	return worst, worst.Status != 0
}

// run doubts a run that ended, or began, long before its mail was sent.
func (x *report) run(r *domain.Result, p Policy) Finding {
	if x.sent.IsZero() || x.passedOn {
		return Finding{}
	}
	limit := cmp.Or(p.Age, Limit)
	for _, s := range []domain.Stamp{r.Started, r.Ended} {
		if !s.IsZero() && s.In(x.sent.Location()).Sub(x.sent) > Limit {
			return Finding{domain.Unknown, domain.Evidence{Words: "the run is later than its report: " + cmp.Or(s.Text, s.String()),
				Where: "the time of the run"}}
		}
	}
	stamp, words := r.Ended, "the run ended long before its report was sent: "
	if stamp.IsZero() {
		stamp, words = r.Started, "the run began long before its report was sent: "
		if limit < math.MaxInt64-longestRun {
			limit += longestRun
		}
	}
	if stamp.IsZero() || x.sent.Sub(stamp.In(x.sent.Location())) <= limit {
		return Finding{}
	}
	return Finding{domain.Unknown, domain.Evidence{Words: words + cmp.Or(stamp.Text, stamp.String()), Where: "the time of the run"}}
}

// simulated doubts a report that says that it is one of a simulation. Words in the names of
// the run and its objects say nothing.
func (x *report) simulated(r *domain.Result) Finding {
	for _, f := range x.simulations {
		if strings.ContainsFunc(f.phrase, notLetter) || !named(r, f.phrase) {
			return f.Finding
		}
	}
	return Finding{}
}

// notLetter tells "dry run" from a plain word, as names are.
func notLetter(r rune) bool { return !unicode.IsLetter(r) }

func named(r *domain.Result, phrase string) bool {
	holds := func(s string) bool { return s != "" && strings.Contains(lexicon.Fold(s), phrase) }
	if holds(r.JobName) || holds(r.Identity) {
		return true
	}
	for i := range r.Objects {
		if holds(r.Objects[i].Name) {
			return true
		}
	}
	return false
}

// nothing doubts a report that tells volumes of which all are zero, or says so in words.
func (x *report) nothing(p Policy) Finding {
	status := cmp.Or(p.Zero, domain.Unknown)
	if x.empty.Words != "" {
		return Finding{status, x.empty}
	}
	return Finding{}
}
