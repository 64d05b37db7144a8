package cove

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"runchecks/domain"
)

// Names that every run of Cove carries.
const (
	Product = domain.ProductCove
	Reader  = "cove"
)

// Run is one finished session of a device: the result and what tells it from others.
type Run struct {
	// Key is the same on every machine and at every poll: "cove:<account>:<session
	// end, UTC, RFC 3339>" (architecture.md, the way of a decision).
	Key       domain.RunKey
	AccountID int64
	domain.Result
	Summary Summary
	// Raw is the row that the run was made of.
	Raw json.RawMessage
}

// RunKey builds the key of the run of an account that ended then.
func RunKey(account int64, end time.Time) domain.RunKey {
	return domain.RunKey(fmt.Sprintf("cove:%d:%s", account, end.UTC().Format(time.RFC3339)))
}

// At is the run's own time: its start, else its end.
func (r Run) At() time.Time {
	if !r.Started.IsZero() {
		return r.Started.Time
	}
	return r.Ended.Time
}

// future is how far a clock may be ahead before a time is not believed.
const future = time.Hour

// Runs returns the runs that the state of a device tells of: one, whose end is that
// of the newest finished session of any data source, or none where nothing has
// finished yet (cove-api.md, sections 6.1 and 11). now is the time of the poll.
//
// Status is the worst of the objects; the total only fills in for sources of which
// nothing is known, and then only with bad news. Everything but a time in the future
// and the colour bar is judged against the end of the run, so that a later poll of
// the same row makes the same run.
func Runs(d Device, m Mapping, now time.Time) []Run {
	end := ended(d)
	if end.IsZero() {
		return nil
	}
	ahead := end.After(now.Add(future))
	r := Run{Key: RunKey(d.AccountID, end), AccountID: d.AccountID, Summary: Summarise(d, m, now), Raw: d.Raw}
	r.Result = domain.Result{
		Product:    Product,
		JobType:    string(d.Class),
		JobName:    d.Name,
		Identity:   fmt.Sprint(d.AccountID),
		Kind:       domain.KindRun,
		Ended:      stamp(end),
		Reader:     Reader,
		Confidence: domain.ConfidenceHigh,
	}
	if took := d.took(end); took > 0 {
		r.Started = stamp(end.Add(-took))
	}
	for _, s := range d.Sources {
		if !s.Active || seeding(d, s, end) {
			continue
		}
		status, message := d.judge(s, m, end)
		if ahead && status.Good() {
			status, message = domain.Unknown, "The session's time lies in the future: check the clock of the device"
		}
		r.Objects = append(r.Objects, domain.Object{Name: s.Name, Type: "Data source", Status: status, Message: message})
		if status > r.Status {
			r.Status = status
			words := s.known(d).Last().String()
			if status > m.Of(s.known(d).Last()) { // not because of how the session ended
				words = message
			}
			r.Evidence = domain.Evidence{Words: words, Where: "data source " + s.Name + " (" + s.Code + ")"}
		}
	}
	switch {
	case len(r.Objects) > 0:
	case len(d.Active) > 0: // only first sessions that still run
		return nil
	default:
		r.Status, r.NoObjects = domain.Unknown, domain.ObjectsNone
		r.Error = "Cove names no active data source of this device"
		r.Evidence = domain.Evidence{Words: d.Total.Last().String(), Where: "total"}
	}
	if stated := m.Of(d.Total.Last()); d.Total.Present && stated != r.Status {
		r.Stated = stated
	}
	return []Run{r}
}

func stamp(t time.Time) domain.Stamp {
	t = t.UTC()
	return domain.Stamp{Time: t, Zoned: true, Text: t.Format(time.RFC3339)}
}

// ended returns the end of the newest finished session of the active sources, or of
// the total where no source of its own tells any.
func ended(d Device) time.Time {
	var end time.Time
	for _, s := range d.Sources {
		if e := s.Ended(); s.Active && e.After(end) {
			end = e
		}
	}
	if end.IsZero() {
		end = d.Total.Ended()
	}
	return end
}

// took returns how long the run took: the total's duration, which is the sum of all
// sources; while one of them runs, that of the source that ended last.
func (d Device) took(end time.Time) time.Duration {
	if !d.Total.State.Running() && d.Total.Duration > 0 {
		return d.Total.Duration
	}
	for _, s := range d.Sources {
		if s.Active && !s.State.Running() && s.Ended().Equal(end) {
			return s.Duration
		}
	}
	return 0
}

// firstSeed is how long the first session of a source may run without being a
// problem: over a thin line it takes weeks.
const firstSeed = 14 * 24 * time.Hour

// seeding reports whether a source runs for the first time on a young device: there
// is nothing to judge yet, and a running session does no harm.
func seeding(d Device, s DataSource, end time.Time) bool {
	return s.State.Running() && s.Last() == StateNone && s.Ended().IsZero() &&
		!d.Created.IsZero() && end.Sub(d.Created) < firstSeed
}

// known returns the source, or, where the row says nothing of it and it is the only
// active one, the total: the sum of one is that one.
func (s DataSource) known(d Device) DataSource {
	if s.Present || !d.Total.Present || len(d.Active) != 1 {
		return s
	}
	t := d.Total
	t.Code, t.Name, t.Active = s.Code, s.Name, true
	return t
}

// judge returns the status of an active source in the run that ended then, and the
// words for it.
func (d Device) judge(s DataSource, m Mapping, end time.Time) (domain.Status, string) {
	refused := slices.Contains(d.Refused, s.Code)
	s = s.known(d)
	if !s.Present {
		words := "Cove tells nothing of this data source"
		if refused {
			words = "Cove does not let this user see the data source"
		}
		if all := d.Total.Last(); d.Total.Present && (m.Of(all) == domain.Failed || m.Of(all) == domain.Warning) {
			return m.Of(all), words + "; all of them together: " + all.String()
		}
		return domain.Unknown, words
	}
	last := s.Last()
	status := m.Of(last)
	words := outcome(last, s)
	// Completed with errors is a Warning, whatever the word says.
	if !s.State.Running() && status == domain.Success && s.Errors.Value > 0 {
		status = domain.Warning
	}
	switch running := s.State.Running(); {
	case last == StateNone && running:
		words = s.State.String() + "; no session has finished yet"
	case last == StateNone:
		words = "No session has finished yet"
	case running:
		words = s.State.String() + "; last finished session: " + words
	}
	alive, since := s.Living(), "; no successful session since "
	if alive.IsZero() {
		alive, since = d.Created, since+"the device was created on "
	}
	if alive.IsZero() {
		return status, words
	}
	// The words name a day, not a number of days: they stay the same from run to run,
	// so that an override on them holds.
	if dead := m.dead(d.AccountID, s.Code, end.Sub(alive)); dead != domain.Success {
		status, words = max(status, dead), words+since+alive.Format(time.DateOnly)
	}
	return status, words
}

// outcome says how a session ended, with its number of errors in words.
func outcome(s State, of DataSource) string {
	n := of.Errors.Value
	switch {
	case of.State.Running() || n <= 0:
		return s.String()
	case s == StateCompletedWithErrors || s == StateCompleted:
		return "Completed with " + countErrors(n)
	}
	return s.String() + ", " + countErrors(n)
}

func countErrors(n int64) string {
	if n == 1 {
		return "1 error"
	}
	return fmt.Sprintf("%d errors", n)
}
