package storage

import (
	"database/sql"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"runchecks/domain"
)

// runTimes holds when the active jobs ran, as of one version of the runs: all of them since
// a time, up to the run with the highest id. Later ones are added as they come.
type runTimes struct {
	mu      sync.Mutex
	version int64
	highest int64
	since   time.Time
	of      map[int64][]time.Time // by job, rising
}

// realRuns reads nothing but the index of runs that count, a row a job: a million times one
// by one would take seven times as long.
const realRuns = `SELECT group_concat(at) FROM run INDEXED BY run_real
  WHERE kind = 'run' AND source <> 'schedule' AND source <> 'offline' AND (doubt = '' OR success_decision <> '') AND job = ? AND at >= ?`

// newRuns reads the runs that came after one.
const newRuns = `SELECT job, at FROM run NOT INDEXED
  WHERE id > ? AND kind = 'run' AND source <> 'schedule' AND source <> 'offline' AND (doubt = '' OR success_decision <> '')`

// timesOf reads when a job ran since a time, rising.
func (x *tx) timesOf(job int64, since time.Time) ([]time.Time, error) {
	const tried = "read the times of the runs"
	var list sql.NullString
	if err := x.row(tried, realRuns, []any{job, millis(since)}, &list); err != nil || !list.Valid {
		return nil, err
	}
	out := make([]time.Time, 0, len(list.String)/14+1)
	for text := range strings.SplitSeq(list.String, ",") {
		at, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, storageError(tried, err)
		}
		out = append(out, fromMillis(at))
	}
	if !slices.IsSortedFunc(out, time.Time.Compare) { // SQLite reads the index in order, and promises no order
		slices.SortFunc(out, time.Time.Compare)
	}
	return out, nil
}

// times returns when jobs ran since a time, rising, at the least. A reading transaction
// takes it from memory, where that is of its version of the runs, with the runs that came
// since; a writing one never does, since what it sees may be rolled back. Neither map nor
// lists are ever changed.
func (x *tx) times(jobs []int64, since time.Time) (map[int64][]time.Time, error) {
	version, highest, err := x.runVersion()
	if err != nil {
		return nil, err
	}
	cache := &x.db.runTimes
	cache.mu.Lock()
	defer cache.mu.Unlock()
	of, changed := map[int64][]time.Time{}, true
	if !x.writes && cache.of != nil && cache.version == version && !since.Before(cache.since) && cache.highest <= highest {
		of, changed = cache.of, false
		if cache.highest < highest {
			if of, err = x.withNew(of, cache.highest, since); err != nil {
				return nil, err
			}
			changed = true
		}
	}
	for _, job := range jobs {
		if _, known := of[job]; known {
			continue
		}
		if !changed { // whoever got the map before reads it still
			of, changed = maps.Clone(of), true
		}
		if of[job], err = x.timesOf(job, since); err != nil {
			return nil, err
		}
	}
	if changed && !x.writes {
		cache.version, cache.highest, cache.since, cache.of = version, highest, since, of
	}
	return of, nil
}

// withNew returns the times with those of the runs after one.
func (x *tx) withNew(of map[int64][]time.Time, after int64, since time.Time) (map[int64][]time.Time, error) {
	of = maps.Clone(of)
	fresh := map[int64][]time.Time{}
	err := x.rows("read the times of new runs", newRuns, []any{after}, func(scan func(...any) error) error {
		var job int64
		var at time.Time
		err := scan(&job, (*moment)(&at))
		if !at.Before(since) {
			fresh[job] = append(fresh[job], at)
		}
		return err
	})
	for job, at := range fresh {
		if old, known := of[job]; known { // one that became active since is read whole
			all := slices.Concat(from(old, since), at)
			slices.SortFunc(all, time.Time.Compare)
			of[job] = all
		}
	}
	return of, err
}

// from returns the times of a rising list since one.
func from(times []time.Time, since time.Time) []time.Time {
	first, _ := slices.BinarySearchFunc(times, since, time.Time.Compare)
	return times[first:]
}

func (x *tx) RealRuns(job int64, since time.Time) (map[int64][]time.Time, error) {
	since = since.Truncate(time.Millisecond)
	out := map[int64][]time.Time{}
	if job != 0 {
		times, err := x.timesOf(job, since)
		if len(times) > 0 {
			out[job] = times
		}
		return out, err
	}
	jobs, err := x.ids("list the active jobs", "SELECT id FROM job WHERE state = 'active' ORDER BY id")
	if err != nil {
		return nil, err
	}
	of, err := x.times(jobs, since)
	if err != nil {
		return nil, err
	}
	for _, job := range jobs {
		if times := from(of[job], since); len(times) > 0 {
			out[job] = slices.Clip(times)
		}
	}
	return out, nil
}

func (x *tx) ScheduleMemory() *domain.ScheduleMemory { return &x.db.schedules }
