package schedule

import (
	"math"
	"time"
)

const (
	dayMinutes  = 24 * 60
	weekMinutes = 7 * dayMinutes
	daySeconds  = 24 * 60 * 60
	// wholeDay stands for the time of a run that may come at any time of its day.
	wholeDay = -1
)

// wall reads instants on the wall clock of a zone. It keeps the offset that it
// looked up last and until when that holds: lookups are what learning would
// otherwise spend its time on. Days are counted from 1 January 1970.
type wall struct {
	loc      *time.Location
	from, to int64 // Unix seconds, the reach of offset; empty at first
	offset   int64
}

func newWall(loc *time.Location) *wall {
	if loc == nil {
		loc = time.UTC
	}
	return &wall{loc: loc}
}

func (w *wall) offsetAt(unix int64) int64 {
	if unix >= w.from && unix < w.to {
		return w.offset
	}
	t := time.Unix(unix, 0).In(w.loc)
	_, offset := t.Zone()
	from, to := t.ZoneBounds()
	w.offset, w.from, w.to = int64(offset), math.MinInt64, math.MaxInt64
	if !from.IsZero() {
		w.from = from.Unix()
	}
	if !to.IsZero() {
		w.to = to.Unix()
	}
	return w.offset
}

// seconds returns what the clock shows, in seconds.
func (w *wall) seconds(t time.Time) int64 {
	unix := t.Unix()
	return unix + w.offsetAt(unix)
}

// minutes returns what the clock shows, to the nearest minute.
func (w *wall) minutes(t time.Time) int { return int(floorDiv(w.seconds(t)+30, 60)) }

// day returns the date.
func (w *wall) day(t time.Time) int { return int(floorDiv(w.seconds(t), daySeconds)) }

// instant returns when the clock shows a minute of a day.
func (w *wall) instant(day, minute int) time.Time {
	if minute == wholeDay {
		return w.instant(day+1, 0).Add(-time.Minute)
	}
	shown := int64(day)*daySeconds + int64(minute)*60
	about := shown - w.offsetAt(shown)
	before, after := w.offsetAt(about-3*60*60), w.offsetAt(about+3*60*60)
	unix := shown - before
	if before != after && w.offsetAt(unix) != before && w.offsetAt(shown-after) == after {
		unix = shown - after
	}
	return time.Unix(unix, 0).In(w.loc)
}

// civil returns the date of a day.
func civil(day int) (time.Time, int) {
	t := time.Unix(int64(day)*daySeconds, 0).UTC()
	return t, monthLength(t)
}

// monthLength returns how many days the month of t has.
func monthLength(t time.Time) int {
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// weekday returns the weekday of a day; 1 January 1970 was a Thursday.
func weekday(day int) time.Weekday { return time.Weekday(mod(day+4, 7)) }

// dayOf reads a date such as "2026-11-23".
func dayOf(date string) (int, error) {
	t, err := time.Parse(time.DateOnly, date)
	return int(floorDiv(t.Unix(), daySeconds)), err
}

type integer interface{ ~int | ~int64 }

func floorDiv[T integer](a, b T) T {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func mod[T integer](a, b T) T { return a - b*floorDiv(a, b) }

func abs(a int) int { return max(a, -a) }
