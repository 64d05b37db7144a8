package cove

import (
	"encoding/json"
	"slices"
	"time"
)

// pause is how far apart sessions of different data sources may be and still belong to
// one run: a device works through its sources one after the other.
const pause = 30 * time.Minute

// Recovered returns the runs that a history of sessions tells of, oldest first, as
// polls right after them would have made them: the sessions of different sources that
// follow each other are one run, whose end is that of the last of them. A source whose
// state at that time the history does not tell is left out of a run. d is the device as
// it is now.
func Recovered(d Device, history []Session, m Mapping, now time.Time) []Run {
	var done []Session
	for _, s := range history {
		if slices.Contains(d.Active, s.Code) && !s.Ended.IsZero() && !s.State.Running() && !s.Ended.Before(s.Started) {
			done = append(done, s)
		}
	}
	slices.SortStableFunc(done, func(a, b Session) int { return a.Started.Compare(b.Started) })
	var out []Run
	for _, group := range grouped(done) {
		as := d.asOf(group, done)
		for _, r := range Runs(as, m, now) {
			r.Raw, _ = json.Marshal(group) // plain values: it cannot fail
			out = append(out, r)
		}
	}
	return out
}

// grouped puts sessions that follow each other together; a source comes once in each.
func grouped(done []Session) (groups [][]Session) {
	var end time.Time
	for _, s := range done {
		last := len(groups) - 1
		if last < 0 || s.Started.Sub(end) > pause || slices.ContainsFunc(groups[last], func(o Session) bool { return o.Code == s.Code }) {
			groups, last, end = append(groups, nil), last+1, time.Time{}
		}
		groups[last] = append(groups[last], s)
		if s.Ended.After(end) {
			end = s.Ended
		}
	}
	return groups
}

// asOf returns the device as it stood at the end of a group of sessions.
func (d Device) asOf(group, done []Session) Device {
	begin, end := group[0].Started, time.Time{}
	for _, s := range group {
		if s.Ended.After(end) {
			end = s.Ended
		}
	}
	as := d
	// What the device was created for, and the bar, belong to the present.
	as.Created, as.Bar, as.Raw, as.Active, as.Sources = time.Time{}, "", nil, nil, nil
	as.Total = DataSource{Code: total.code(), Name: total.name(), Duration: end.Sub(begin)}
	for _, s := range d.Sources {
		if !s.Active {
			continue
		}
		then, ok := s.before(end, done)
		if ok {
			as.Active = append(as.Active, s.Code)
			as.Sources = append(as.Sources, then)
		}
	}
	return as
}

// before returns the source as it stood at a time: by the history, or as it is now
// where it has not worked since.
func (s DataSource) before(end time.Time, done []Session) (DataSource, bool) {
	then := DataSource{Code: s.Code, Name: s.Name, Active: true, Present: true}
	found := false
	for _, h := range done {
		if h.Code != s.Code || h.Ended.After(end) {
			continue
		}
		found = true
		then.State, then.FinishedState = h.State, h.State
		then.Session, then.Finished, then.Errors, then.Duration = h.Ended, h.Ended, h.Errors, h.Duration
		then.Selected, then.Sent = h.Selected, h.Sent
		if h.State == StateCompleted || h.State == StateCompletedWithErrors || h.State == StateRestarted {
			then.LastSuccess, then.SuccessState = h.Ended, h.State
		}
	}
	if found {
		return then, true
	}
	if now := s.Ended(); s.Present && !now.IsZero() && !now.After(end) && !s.State.Running() {
		return s, true
	}
	return then, false
}
