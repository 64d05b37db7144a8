package schedule

import (
	"slices"
	"time"

	"runchecks/domain"
)

// clockShift is by how much daylight saving may hold a run and its slot apart.
const clockShift = time.Hour

// Assign finds the run of each slot. Slots and runs go one to one, within the
// tolerance: as many slots as possible have a run, then the runs are as near as
// possible, then the earlier run wins. Where a run may come at any time of its day,
// it is the first run of that local day. Around a change of the clock the nearer
// of elapsed and wall time counts. Due is set for slots that have a run; of the
// others Assign cannot tell.
func Assign(s domain.Schedule, slots, runs []time.Time, loc *time.Location) []domain.SlotHit {
	p := newPlan(s)
	if p == nil {
		return nil
	}
	return assign(p, rising(slots), rising(runs), newWall(loc))
}

// rising returns times in order, its argument where that is so already.
func rising(times []time.Time) []time.Time {
	if slices.IsSortedFunc(times, time.Time.Compare) {
		return times
	}
	times = slices.Clone(times)
	slices.SortFunc(times, time.Time.Compare)
	return times
}

func assign(p *plan, slots, runs []time.Time, w *wall) []domain.SlotHit {
	if len(slots) == 0 {
		return nil
	}
	hits := make([]domain.SlotHit, len(slots))
	for i, slot := range slots {
		hits[i].At = slot
	}
	if p.whole() {
		for i, slot := range slots {
			day := w.day(slot)
			n, _ := slices.BinarySearchFunc(runs, w.instant(day, 0), time.Time.Compare)
			if n < len(runs) && w.day(runs[n]) == day {
				hits[i].Run, hits[i].Due = runs[n], true
			}
		}
		return hits
	}
	match(hits, runs, tolerance(p.Tolerance), w)
	return hits
}

// onTime is worth more than any sum of distances that it could cost.
const onTime = int64(1) << 40

// match finds the best matching by dynamic programming over the slots: best[i][j]
// is the best of the first i+1 slots with the runs before lo[i]+j. It only looks at
// the runs near a slot; both lists rise, so no two pairs need to cross.
func match(hits []domain.SlotHit, runs []time.Time, tolerance time.Duration, w *wall) {
	type row struct {
		lo   int // the first run that is near
		best []int64
		take []bool // by run: whether the best of the runs up to it takes it
	}
	rows := make([]row, len(hits))
	at := func(i, j int) int64 { // the best of the slots before i with the runs before j
		if i == 0 {
			return 0
		}
		r := &rows[i-1]
		return r.best[min(max(j-r.lo, 0), len(r.best)-1)]
	}
	lo, hi := 0, 0
	for i := range hits {
		slot := hits[i].At
		for lo < len(runs) && slot.Sub(runs[lo]) > tolerance+clockShift {
			lo++
		}
		hi = max(hi, lo)
		for hi < len(runs) && runs[hi].Sub(slot) <= tolerance+clockShift {
			hi++
		}
		r := row{lo: lo, best: make([]int64, hi-lo+1), take: make([]bool, hi-lo)}
		r.best[0] = at(i, lo)
		for j := lo; j < hi; j++ {
			best := max(r.best[j-lo], at(i, j+1))
			if d := distance(slot, runs[j], w); d <= tolerance {
				if taken := at(i, j) + onTime - int64(d/time.Second); taken > best {
					best, r.take[j-lo] = taken, true
				}
			}
			r.best[j-lo+1] = best
		}
		rows[i] = r
	}
	j := len(runs)
	for i := len(hits) - 1; i >= 0; i-- {
		r := &rows[i]
		j = min(j, r.lo+len(r.take))
		for k := j; k > r.lo && r.best[k-r.lo] != at(i, k); k-- {
			if r.take[k-1-r.lo] {
				hits[i].Run, hits[i].Due = runs[k-1], true
				j = k - 1
				break
			}
		}
	}
}

// distance is the nearer of elapsed and wall time.
func distance(slot, run time.Time, w *wall) time.Duration {
	elapsed := run.Sub(slot).Abs()
	shown := (time.Duration(w.seconds(run)-w.seconds(slot)) * time.Second).Abs()
	return min(elapsed, shown)
}
