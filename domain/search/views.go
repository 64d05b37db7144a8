package search

import (
	"context"
	"encoding/json"

	"runchecks/domain"
	"runchecks/domain/rules/query"
)

// View is a search that somebody keeps.
type View struct {
	// ID names one that comes with the program, whose name is the language's.
	ID     string `json:",omitempty"`
	Name   string `json:",omitempty"`
	Search string
}

// MostViews is how many views a profile keeps: as many as have a key.
const MostViews = 9

// Shipped are the views of a new profile.
func Shipped() []View {
	return []View{
		{ID: "problems", Search: "status:failed,missed,warning,unknown"},
		{ID: "new", Search: "is:new"},
		{ID: "missed", Search: "status:missed"},
		{ID: "unread", Search: "is:unread"},
		{ID: "accepted", Search: "is:accepted"},
		{ID: "ticketed", Search: "is:ticketed"},
		{ID: "silent", Search: "silent:7d"},
	}
}

// ReadViews reads the views of a profile. What nobody can read is taken for none kept: the
// shipped ones.
func ReadViews(q domain.SettingReader) ([]View, error) {
	text, err := q.Setting(domain.SettingViews)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return Shipped(), nil
	}
	var views []View
	if err == nil && json.Unmarshal([]byte(text), &views) != nil {
		return Shipped(), nil
	}
	return views[:min(len(views), MostViews)], err
}

// EncodeViews writes views as a profile keeps them (domain.SettingViews).
func EncodeViews(views []View) (string, error) {
	text, err := json.Marshal(append([]View{}, views...))
	return string(text), err
}

// Uncounted is the count of a view that looks beyond what waits.
const Uncounted = -1

// Counts says how many of the jobs that wait each of some searches finds. What is asked of
// rows is answered in one pass over them, what is asked of runs in one over the runs that
// wait; only words are looked up for each.
func Counts(ctx context.Context, in domain.Searcher, list []query.Query, rows []domain.JobRow, f *Facts) ([]int, error) {
	out := make([]int, len(list))
	jobs := make([]map[int64]int64, len(list))
	asked := map[int]bool{} // those that ask something of runs, but no words
	for i, q := range list {
		if Beyond(q) {
			out[i] = Uncounted
			continue
		}
		jobs[i] = Jobs(q, rows, f, false).Hits
		out[i] = len(jobs[i])
		if !NeedsRuns(q, false) {
			continue
		}
		if hasWords(q) {
			found, err := Find(ctx, in, q, rows, f, false)
			if err != nil {
				return nil, err
			}
			out[i] = len(found.Hits)
			continue
		}
		asked[i], out[i] = true, 0
	}
	if len(asked) == 0 || in == nil {
		return out, nil
	}
	hit := map[int]map[int64]bool{}
	_, err := in.Search(ctx, domain.RunSearch{Waiting: true, Meets: func(r domain.SearchedRun) bool {
		for i := range asked {
			if _, ok := jobs[i][r.Job]; ok && runMeetsAll(r, list[i]) {
				if hit[i] == nil {
					hit[i] = map[int64]bool{}
				}
				hit[i][r.Job] = true
			}
		}
		return false
	}})
	for i := range asked {
		out[i] = len(hit[i])
	}
	return out, err
}

func hasWords(q query.Query) bool {
	for _, t := range q.Terms {
		if _, words := wordsIn[t.Key]; words {
			return true
		}
	}
	return false
}

func runMeetsAll(r domain.SearchedRun, q query.Query) bool {
	for _, t := range q.Terms {
		if aboutRuns(t, false) && runMeets(r, t) == t.Not {
			return false
		}
	}
	return true
}
