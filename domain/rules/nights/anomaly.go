package nights

import (
	"slices"
	"time"

	"runchecks/domain"
)

// AnomalyKind names what is unusual about a run.
type AnomalyKind string

// The kinds. Each is a hint for a person: none of them makes a status.
const (
	ObjectGone   AnomalyKind = "gone"   // it was in the runs before, and is in none of this one
	ObjectAppear AnomalyKind = "appear" // it was in none of the runs before
	TooLong      AnomalyKind = "long"   // longer than 95 of 100 runs before
	Shrunk       AnomalyKind = "shrunk" // less than a tenth of what was sent before
	Empty        AnomalyKind = "empty"  // nothing was sent or selected
)

// Anomaly is one of them. Object is what it is about, "" for the whole run; Usual and Now are
// durations or bytes.
type Anomaly struct {
	Kind       AnomalyKind
	Object     string
	Usual, Now int64
}

const (
	// leastRuns are how many runs before make a habit.
	leastRuns = 5
	// leastDuration is what a run has to take before a long one is told: of short ones the
	// machine's mood is the greater part.
	leastDuration = 10 * time.Minute
	// mostNamed bounds the objects that are named.
	mostNamed = 20
)

// Anomalies compares a run with those of its job before it. Runs are newest first, objects
// those of these runs.
func Anomalies(runs []domain.PastRun, objects []domain.PastObject, run int64) []Anomaly {
	at := slices.IndexFunc(runs, func(r domain.PastRun) bool { return r.ID == run })
	if at < 0 || synthetic(runs[at]) {
		return nil
	}
	var before []domain.PastRun
	for _, r := range runs[at+1:] {
		if !synthetic(r) && r.Kind == domain.KindRun {
			before = append(before, r)
		}
	}
	if runs[at].Kind != domain.KindRun || len(before) < leastRuns {
		return nil
	}
	return append(changed(before, objects, run), long(runs[at], before)...)
}

func synthetic(r domain.PastRun) bool {
	return r.Source == domain.SourceSchedule || r.Source == domain.SourceOffline
}

// changed names the objects that each of the last runs had and this one has not, and those that
// none of the runs before had. A run without objects says nothing about them.
func changed(before []domain.PastRun, objects []domain.PastObject, run int64) (out []Anomaly) {
	names := map[int64][]string{}
	for _, o := range objects {
		names[o.Run] = append(names[o.Run], o.Name)
	}
	before = slices.DeleteFunc(slices.Clone(before), func(r domain.PastRun) bool { return len(names[r.ID]) == 0 })
	if len(names[run]) == 0 || len(before) < leastRuns {
		return nil
	}
	here, ever, always := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, name := range names[run] {
		here[name] = true
	}
	for i, r := range before {
		seen := map[string]bool{}
		for _, name := range names[r.ID] {
			ever[name] = true
			if i < leastRuns && !seen[name] {
				seen[name] = true
				always[name]++
			}
		}
	}
	for _, name := range names[before[0].ID] {
		if always[name] == leastRuns && !here[name] && len(out) < mostNamed {
			out = append(out, Anomaly{Kind: ObjectGone, Object: name})
			always[name] = 0 // a report may name it twice
		}
	}
	for _, name := range names[run] {
		if !ever[name] && len(out) < mostNamed {
			out = append(out, Anomaly{Kind: ObjectAppear, Object: name})
			ever[name] = true
		}
	}
	return out
}

// long tells a run that took longer than 95 of 100 before it, and half as long again.
func long(run domain.PastRun, before []domain.PastRun) []Anomaly {
	var took []time.Duration
	for _, r := range before {
		if r.Duration > 0 {
			took = append(took, r.Duration)
		}
	}
	if len(took) < leastRuns || run.Duration < leastDuration {
		return nil
	}
	slices.Sort(took)
	usual := took[min(len(took)-1, len(took)*95/100)]
	if run.Duration <= usual || run.Duration < took[len(took)/2]*3/2 {
		return nil
	}
	return []Anomaly{{Kind: TooLong, Usual: int64(took[len(took)/2]), Now: int64(run.Duration)}}
}

// Sizes compares what the lines of a summary sent with those of the summary before it: the
// only reports that say sizes as numbers.
func Sizes(now, before *domain.Summary) (out []Anomaly) {
	if now == nil {
		return nil
	}
	sent := map[string]int64{}
	if before != nil {
		for _, l := range before.Lines {
			if l.Selected != nil {
				sent[l.Name] = *l.Selected
			}
		}
	}
	for _, l := range now.Lines {
		was, known := sent[l.Name]
		switch {
		case l.Selected == nil || l.Status != domain.Success || len(out) == mostNamed:
		case *l.Selected == 0 && (!known || was > 0):
			out = append(out, Anomaly{Kind: Empty, Object: l.Name})
		case known && was > 0 && *l.Selected < was/10:
			out = append(out, Anomaly{Kind: Shrunk, Object: l.Name, Usual: was, Now: *l.Selected})
		}
	}
	return out
}
