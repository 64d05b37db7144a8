package schedule

import (
	"time"

	"runchecks/domain"
)

// Missed returns the slots that no run fell into although complete syncs have
// covered their time, their tolerance and Grace. covered is the time up to which
// they have, never after now. It looks back at most 7 days from covered, never
// before since (the job's first run or its unarchiving) and never before the first
// of runs; of a day on which a run may come at any time, all must lie after since.
// An irregular schedule misses nothing, nor does a paused one.
func Missed(s domain.Schedule, runs []time.Time, since, covered time.Time, loc *time.Location) []time.Time {
	p, w := newPlan(s), newWall(loc)
	if p == nil || len(runs) == 0 {
		return nil
	}
	if s.Since.After(since) {
		since = s.Since
	}
	from := covered.Add(-lookBack)
	if since.After(from) {
		from = since
	}
	var out []time.Time
	for _, h := range evidence(p, runs, from, covered, covered, w) {
		if !h.Due || !h.Run.IsZero() || p.whole() && w.instant(w.day(h.At), 0).Before(since) {
			continue
		}
		out = append(out, h.At)
	}
	return out
}

// Evidence returns the slots in [from, to) with the runs that fell into them. Due
// slots without a run were missed, those that are not due may still get theirs.
// Slots that had passed before the first of runs are left out: the job did not exist.
func Evidence(s domain.Schedule, runs []time.Time, from, to, covered time.Time, loc *time.Location) []domain.SlotHit {
	p := newPlan(s)
	if p == nil {
		return nil
	}
	return evidence(p, runs, from, to, covered, newWall(loc))
}

func evidence(p *plan, runs []time.Time, from, to, covered time.Time, w *wall) []domain.SlotHit {
	if !from.Before(to) {
		return nil
	}
	// The slots around are matched, too: a run of theirs is not free for these.
	const around = 2 * 24 * time.Hour
	runs = rising(runs)
	near := slots(p, from.Add(-around), to.Add(around), w)
	reach := MissedAfter(p.Schedule)
	var out []domain.SlotHit
	for _, h := range assign(p, near, runs, w) {
		if h.At.Before(from) || !h.At.Before(to) {
			continue
		}
		if h.Run.IsZero() && covered.After(h.At.Add(reach)) {
			if len(runs) == 0 || h.At.Before(runs[0]) {
				continue
			}
			h.Due = true
		}
		out = append(out, h)
	}
	return out
}
