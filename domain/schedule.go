package domain

import (
	"cmp"
	"slices"
	"time"
)

// ScheduleKind says by which rule a job's days are found.
type ScheduleKind string

// The kinds of schedule (product.md, section 5). Irregular jobs have no Missed runs.
const (
	ScheduleIrregular ScheduleKind = "irregular"
	ScheduleWeekly    ScheduleKind = "weekly"      // Slots: a weekday and a time each; seven equal ones are "daily"
	ScheduleMonthly   ScheduleKind = "monthly"     // Days of the month at Times
	ScheduleNth       ScheduleKind = "nth-weekday" // the Nth Weekday of the month at Times
	ScheduleInterval  ScheduleKind = "interval"    // every Every days from Anchor at Times
	ScheduleOften     ScheduleKind = "often"       // at least one run a day, at whatever time
)

// Schedule is when a job is expected to run, on the wall clock of the profile's
// zone: daylight saving moves the instant, never the hour on the wall. Only the
// fields of its Kind are set.
type Schedule struct {
	Kind  ScheduleKind
	Slots []WeekSlot `json:",omitempty"`
	// Days of the month, 1 to 31; a day that a month lacks is its last day.
	Days []int `json:",omitempty"`
	// Nth is 1 to 4, or -1 for the last Weekday of the month.
	Nth     int          `json:",omitempty"`
	Weekday time.Weekday `json:",omitempty"`
	// Every counts days, 1 to 366, from Anchor, a date such as "2026-11-23".
	Every  int    `json:",omitempty"`
	Anchor string `json:",omitempty"`
	// Times are minutes after midnight, 0 to 1439, rising.
	Times []int `json:",omitempty"`
	// Tolerance is how far from its slot a run may be, 60 minutes to 6 hours; 0 reads as 60 minutes.
	Tolerance time.Duration `json:",omitempty"`
	// Confidence is 0 to 1: the share of opportunities that were met. 1 for a schedule set by hand.
	Confidence float64 `json:",omitempty"`
	// ByHand: a person set it; it wins over what was learned.
	ByHand bool `json:",omitempty"`
	// PausedUntil: nothing is expected from PausedFrom, when the pause was set, until it;
	// zero is no pause.
	PausedFrom  time.Time `json:",omitzero"`
	PausedUntil time.Time `json:",omitzero"`
	// Since is when a person set these days and times: nothing that they expect from before
	// it is missed. Zero for what was learned.
	Since time.Time `json:",omitzero"`
}

// Paused reports whether nothing is expected at a time.
func (s Schedule) Paused(t time.Time) bool { return !t.Before(s.PausedFrom) && t.Before(s.PausedUntil) }

// SameTimes reports whether two schedules expect runs at the same times, but for pauses.
func (s Schedule) SameTimes(other Schedule) bool {
	inOrder := func(slots []WeekSlot) []WeekSlot {
		return slices.SortedFunc(slices.Values(slots), func(a, b WeekSlot) int {
			return cmp.Or(cmp.Compare(a.Weekday, b.Weekday), cmp.Compare(a.Minute, b.Minute))
		})
	}
	return s.Kind == other.Kind && s.Nth == other.Nth && s.Weekday == other.Weekday && s.Every == other.Every && s.Anchor == other.Anchor &&
		slices.Equal(s.Days, other.Days) && slices.Equal(s.Times, other.Times) && slices.Equal(inOrder(s.Slots), inOrder(other.Slots))
}

// WeekSlot is one expected run a week.
type WeekSlot struct {
	Weekday time.Weekday
	Minute  int // after midnight, 0 to 1439
}

// SlotHit is one expected run and whether it came: the evidence behind a schedule.
type SlotHit struct {
	At  time.Time
	Run time.Time // of the run that fell into the slot, zero where none did
	// Due is false while the run may still come.
	Due bool
}

// ScheduleReader reads schedules and what they are compared with.
type ScheduleReader interface {
	// Schedules lists the schedules set by hand, by job.
	Schedules() (map[int64]Schedule, error)
	// RealRuns returns when the runs came that schedules are learned from (reports about a
	// run, never Missed or offline ones) since a time, by job, rising; job 0 is every active
	// job. The lists belong to the store: nobody changes them.
	RealRuns(job int64, since time.Time) (map[int64][]time.Time, error)
	// ScheduleMemory keeps what was learned from them while the program runs.
	ScheduleMemory() *ScheduleMemory
	// Coverage says, by active job, which time complete syncs have covered of the account
	// that its newest mail, or the device linked to it, came by.
	Coverage() (map[int64]Coverage, error)
	// MissedRuns lists the synthetic runs of the schedules of active jobs since a time, by
	// job, oldest first, but for those of a silence.
	MissedRuns(since time.Time) (map[int64][]RunRef, error)
	// SilenceRuns lists the Missed runs of silences, by job.
	SilenceRuns() (map[int64][]SilenceRun, error)
}

// ScheduleTx sets schedules by hand.
type ScheduleTx interface {
	PutSchedule(job int64, s *Schedule) error // nil: none set by hand
}
