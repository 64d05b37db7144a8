package rules

import (
	"slices"
	"sort"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
)

// DayState is how a job stands in a night: a status, or expected.
type DayState struct {
	Status   domain.Status // 0: nothing came and nothing is missed
	Expected time.Time     // the next expected run of the night, zero for none
	// Unseen is true where a run of the night may be unknown: nobody asked at the time.
	Unseen bool
}

// DayJob is an active job in one night.
type DayJob struct {
	domain.Job
	Night    Night
	State    DayState
	Schedule domain.Schedule
	Runs     int           // the attempts of the night are one
	Open     int           // of them: not reviewed
	Worst    domain.DayRow // the one that the status is of
	Last     domain.LastRun
}

// aroundNight is how far around a night slots and runs are matched with each other: a run
// that came before the night began may be that of a slot in it.
const aroundNight = 48 * time.Hour

// Day says how every active job of an active customer stands in a night; runs are those
// of the night, and judge says how its attempts count. A job that neither ran nor was expected is left out, unless it has no
// schedule.
func Day(e Expectations, runs []domain.DayRun, judge domain.AttemptJudge, night Night, now time.Time, loc *time.Location) (out []DayJob) {
	of := map[int64][]domain.DayRow{}
	for _, r := range domain.DayRows(runs, judge) {
		of[r.Job] = append(of[r.Job], r)
	}
	for _, j := range e.Jobs {
		if j.State != domain.JobActive || !j.Customer.Active {
			continue
		}
		d := DayJob{Job: j.Job, Night: night, Schedule: e.Schedules[j.ID], Last: e.Last[j.ID]}
		for _, r := range of[j.ID] {
			d.add(r)
		}
		silent := d.expect(e, of[j.ID], night, now, loc)
		if d.Runs > 0 || silent || !d.State.Expected.IsZero() || d.Schedule.Kind == domain.ScheduleIrregular || d.Schedule.Kind == "" {
			out = append(out, d)
		}
	}
	return out
}

// add counts a run of the night. One that a success of the same day hides needs no
// review, and says how the job stands only where no other does.
func (d *DayJob) add(r domain.DayRow) {
	d.Runs++
	if !r.Reviewed && !r.Hidden {
		d.Open++
	}
	if d.State.Status == 0 || d.Worst.Hidden && !r.Hidden || d.Worst.Hidden == r.Hidden && r.Status > d.State.Status {
		d.State.Status, d.Worst = r.Status, r
	}
}

// expect finds the run of the night that is still expected; silent says that one was
// expected too long ago, or at a time that nobody observed.
func (d *DayJob) expect(e Expectations, runs []domain.DayRow, night Night, now time.Time, loc *time.Location) (silent bool) {
	times, covered := e.Times[d.ID], e.Coverage[d.ID]
	begin := d.Since // nothing is expected from before it, nor from before the first run
	if len(times) > 0 && times[0].After(begin) {
		begin = times[0]
	}
	if d.Schedule.Since.After(begin) { // nor from before it was set by hand
		begin = d.Schedule.Since
	}
	after := func(at time.Time) int { return sort.Search(len(times), func(i int) bool { return times[i].After(at) }) }
	near := times[after(night.From.Add(-aroundNight)):after(night.To.Add(aroundNight))]
	slots := schedule.Slots(d.Schedule, night.From.Add(-aroundNight), night.To.Add(aroundNight), loc)
	for _, hit := range schedule.Assign(d.Schedule, slots, near, loc) {
		slot := hit.At
		told := slices.ContainsFunc(runs, func(r domain.DayRow) bool { // as Missed
			return r.Source == domain.SourceSchedule && r.At.Sub(slot).Abs() <= schedule.SameSlot
		})
		switch {
		case slot.Before(night.From) || !slot.Before(night.To) || !hit.Run.IsZero() || told:
		case slot.After(now):
			d.State.Expected = slot
			return silent
		case covered.Never || !covered.Observed(slot):
			if d.Runs == 0 {
				silent, d.State.Unseen = true, !covered.Never
			}
		case !slot.After(begin):
		case slot.Before(now.Add(-OverdueReach)):
			silent = silent || d.Runs == 0
		default: // late, and first: nobody can say yet that it is missed
			d.State.Expected = slot
			return silent
		}
	}
	return silent
}
