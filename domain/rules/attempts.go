package rules

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
)

// ExpectsOne reports whether a schedule expects exactly one run in a night. Of a job that
// runs more often, or at whatever time, or by no schedule, nobody can tell a retry from
// another run.
func ExpectsOne(s domain.Schedule, night Night, loc *time.Location) bool {
	return s.Kind != domain.ScheduleOften && len(schedule.Slots(s, night.From, night.To, loc)) == 1
}

// Retries finds the runs of one job in one night that were tried again, and returns by
// their ids the id of the last attempt of each (product.md, section 1, Attempts). The job
// must expect one run in that night (ExpectsOne).
//
// A run is another attempt at those before it where they were not good, and where its
// report covers what was wrong: it names every object that was not good in them, or all
// of their objects where the run itself failed and not an object. Reports without objects
// cover each other, and none with objects: what it may have left out stays in the list. A report that cannot be decided is an attempt at nothing. A good run ends the
// attempts: what comes after it is a run of its own. Runs that come from no report or
// from one that is not believed, and those that a success of the day hides, are left out.
func Retries(runs []domain.Run) map[int64]int64 {
	runs = slices.DeleteFunc(slices.Clone(runs), func(r domain.Run) bool {
		return r.Kind != domain.KindRun || r.Source == domain.SourceSchedule || r.Source == domain.SourceOffline || r.Hidden != 0 ||
			r.Sender.Doubt != ""
	})
	slices.SortFunc(runs, func(a, b domain.Run) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	out := map[int64]int64{}
	var open []int64 // the attempts so far, none of them good
	var need needed
	for _, r := range runs {
		if !need.coveredBy(r) {
			open = nil
		}
		for _, earlier := range open {
			out[earlier] = r.ID
		}
		open, need = append(open, r.ID), needs(r)
		if len(Problems(r)) == 0 { // good: nothing is left to be tried again
			open = nil
		}
	}
	return out
}

// needed is what a run must report on to be another attempt at the one before it, which
// reported on all that was wrong before.
type needed struct {
	objects map[string]bool // by folded name
	silent  bool            // it names no object
}

func needs(r domain.Run) needed {
	n := needed{objects: map[string]bool{}, silent: len(r.Objects) == 0}
	bad, own := problemsOf(r)
	if own != nil { // worse than its objects: something is wrong with all of it
		bad = r.Objects
	}
	for _, o := range bad {
		n.objects[domain.Fold(o.Name)] = true
	}
	return n
}

func (n needed) coveredBy(r domain.Run) bool {
	if r.Status.Known() == domain.Unknown || n.silent != (len(r.Objects) == 0) {
		return false
	}
	says := make(map[string]bool, len(r.Objects))
	for _, o := range r.Objects {
		if o.Status != 0 {
			says[domain.Fold(o.Name)] = true
		}
	}
	for name := range n.objects {
		if !says[name] {
			return false
		}
	}
	return true
}
