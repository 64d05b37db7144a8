// Package search answers a search (rules/query): which jobs, and by which of their runs. What
// stands in reports the index of words knows (domain.Searcher); what is about jobs is read
// once, and asked of their rows. Window and terminal word the same answer.
package search

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/query"
)

// Found is the answer to a search.
type Found struct {
	// Hits are the jobs that were found, each with the newest of its runs that meets the
	// search; 0 where the search asks nothing of runs.
	Hits map[int64]int64
	// More and Behind are as in domain.RunsFound.
	More   bool
	Behind int
}

// Beyond reports whether a search asks for runs that do not wait any more.
func Beyond(q query.Query) bool {
	for _, t := range q.Terms {
		if t.Key == query.Since || t.Key == query.Before || t.Key == query.Is && t.Value == isReviewed {
			return true
		}
	}
	return false
}

// NeedsRuns reports whether a search asks something of runs, so that rows do not answer it.
func NeedsRuns(q query.Query, everything bool) bool {
	for _, t := range q.Terms {
		if _, words := wordsIn[t.Key]; words || aboutRuns(t, everything) {
			return true
		}
	}
	return false
}

// Jobs answers of rows alone, for a search of which NeedsRuns says that this is enough.
func Jobs(q query.Query, rows []domain.JobRow, f *Facts, everything bool) Found {
	out := Found{Hits: map[int64]int64{}}
	for i := range rows {
		if f.meets(&rows[i], q, everything) {
			out.Hits[rows[i].ID] = 0
		}
	}
	return out
}

// Find answers a search among the jobs of rows: of their runs that wait, or with everything
// of all. A searcher that is nil finds no words of reports.
func Find(ctx context.Context, in domain.Searcher, q query.Query, rows []domain.JobRow, f *Facts, everything bool) (Found, error) {
	jobs := Jobs(q, rows, f, everything)
	if !NeedsRuns(q, everything) || len(jobs.Hits) == 0 {
		return jobs, nil
	}
	s := domain.RunSearch{Waiting: !everything, Jobs: map[int64]bool{}}
	for id := range jobs.Hits {
		s.Jobs[id] = true
	}
	var conditions []query.Term
	for _, t := range q.Terms {
		in, words := wordsIn[t.Key]
		switch {
		case words:
			w := domain.SearchWords{Text: t.Value, In: in, Whole: t.Phrase, Not: t.Not}
			if t.Key == query.Anywhere {
				w.Jobs = f.saying(rows, t.Value)
			}
			s.Words = append(s.Words, w)
		case aboutRuns(t, everything):
			conditions = append(conditions, t)
			bound(&s, t)
		}
	}
	s.Meets = func(r domain.SearchedRun) bool {
		for _, t := range conditions {
			if runMeets(r, t) == t.Not {
				return false
			}
		}
		return true
	}
	if in == nil {
		in = nowhere{}
	}
	found, err := in.Search(ctx, s)
	if err != nil {
		return Found{}, err
	}
	out := Found{Hits: make(map[int64]int64, len(found.Runs)), More: found.More, Behind: found.Behind}
	for _, r := range found.Runs {
		out.Hits[r.Job] = r.ID
	}
	return out, nil
}

// wordsIn says of the keys that look for words where these stand.
var wordsIn = map[query.Key]domain.WordsIn{
	query.Anywhere: domain.InReport, query.Object: domain.InObjects, query.Message: domain.InMessages,
}

// The values of is: that are about runs; the others are about jobs.
const (
	isReviewed   = "reviewed"
	isOverridden = "overridden"
	isDoubtful   = "doubtful"
	isUnread     = "unread"
	isLate       = "late"
	isNew        = "new"
	isKnown      = "known"
	isAccepted   = "accepted"
	isTicketed   = "ticketed"
)

// aboutRuns reports whether a term is asked of each run. What waits is asked for the status
// that its row shows: the worst of its runs.
func aboutRuns(t query.Term, everything bool) bool {
	switch t.Key {
	case query.Status:
		return everything
	case query.Since, query.Before:
		return true
	case query.Is:
		switch t.Value {
		case isReviewed, isOverridden, isDoubtful, isUnread, isLate:
			return true
		}
	}
	return false
}

func runMeets(r domain.SearchedRun, t query.Term) bool {
	switch t.Key {
	case query.Status:
		return has(t.Statuses, r.Status)
	case query.Since:
		return !r.At.Before(t.Day)
	case query.Before:
		return r.At.Before(t.Day)
	}
	switch t.Value {
	case isReviewed:
		return r.Reviewed
	case isOverridden:
		return r.Status == domain.SuccessOverride || r.Partly
	case isDoubtful:
		return r.Doubted
	case isLate:
		return r.Status == domain.Missed
	default: // isUnread: nobody could read how it ended
		return r.Status == domain.Unknown
	}
}

// bound narrows the time of the runs that are looked at.
func bound(s *domain.RunSearch, t query.Term) {
	since := t.Key == query.Since && !t.Not || t.Key == query.Before && t.Not
	until := t.Key == query.Before && !t.Not || t.Key == query.Since && t.Not
	if since && t.Day.After(s.From) {
		s.From = t.Day
	}
	if until && (s.To.IsZero() || t.Day.Before(s.To)) {
		s.To = t.Day
	}
}

func has(list []domain.Status, s domain.Status) bool {
	for _, one := range list {
		if one == s.Known() {
			return true
		}
	}
	return false
}

// nowhere is a searcher without an index: it finds what jobs meet by themselves.
type nowhere struct{}

// Search belongs to domain.Searcher.
func (nowhere) Search(_ context.Context, s domain.RunSearch) (out domain.RunsFound, _ error) {
	for job := range s.Jobs {
		meets := true
		for _, w := range s.Words {
			meets = meets && w.Jobs[job] != w.Not
		}
		if meets {
			out.Runs = append(out.Runs, domain.SearchedRun{Job: job, At: time.Time{}})
		}
	}
	return out, nil
}
