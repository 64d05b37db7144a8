package storage

import (
	"maps"
	"sync"
	"time"

	"runchecks/domain"
)

// lastReports holds when each job reported last, as of one version of the runs, up to the run
// with the highest id. Later ones are added as they come.
type lastReports struct {
	mu      sync.Mutex
	version int64
	highest int64
	of      map[int64]lastReport // by job; never changed
}

// lastReport is the newest run of a job, and the newest of its reports of anything else.
type lastReport struct {
	run, news time.Time
	kind      domain.Kind // of the news
}

func (l lastReport) last() domain.LastRun {
	switch {
	case l.news.After(l.run):
		return domain.LastRun{Run: l.news, Kind: l.kind}
	case !l.run.IsZero():
		return domain.LastRun{Run: l.run, Kind: domain.KindRun}
	}
	return domain.LastRun{Kind: l.kind}
}

// The newest report of a run, the newest of anything else, and the newest success of a
// job are one step each in an index that holds all that is asked. A doubted report
// counts where a person marked it as success; that a device is told of no longer is no report of it.
const (
	reported = "source <> 'schedule' AND source <> 'offline' AND (doubt = '' OR success_decision <> '')"
	lastRun  = "SELECT at FROM run INDEXED BY run_real WHERE kind = 'run' AND " + reported + " AND job = j.id ORDER BY at DESC LIMIT 1"
	lastNews = " FROM run INDEXED BY run_news WHERE kind <> 'run' AND " + reported +
		" AND job = j.id AND substr(key, 1, 5) <> 'gone:' ORDER BY at DESC LIMIT 1"
	lastSuccess = `SELECT at FROM run INDEXED BY run_success
  WHERE source <> 'schedule' AND source <> 'offline' AND status = 1 AND problems = 0 AND doubt = '' AND job = j.id ORDER BY at DESC LIMIT 1`

	allReports = "SELECT j.id, COALESCE((" + lastRun + "), 0), COALESCE((SELECT at" + lastNews + "), 0), COALESCE((SELECT kind" + lastNews +
		"), '') FROM job j"
	newReports = "SELECT job, at, kind FROM run NOT INDEXED WHERE id > ? AND " + reported + " AND substr(key, 1, 5) <> 'gone:'"
	successes  = "SELECT j.id, COALESCE((" + lastSuccess + "), 0) FROM job j WHERE j.state <> 'pending'"
)

// runVersion says of which version the times of the runs are, and which run is the newest by
// its id.
func (x *tx) runVersion() (version, highest int64, err error) {
	err = x.row(
		"read the times of the runs", "SELECT (SELECT n FROM run_version), COALESCE((SELECT max(id) FROM run), 0)", nil, &version, &highest,
	)
	return version, highest, err
}

// reports returns when each job reported last. A reading transaction takes it from memory,
// where that is of its version of the runs, with the runs that came since; a writing one never
// does, since what it sees may be rolled back.
func (x *tx) reports() (map[int64]lastReport, error) {
	const tried = "read when the jobs ran last"
	version, highest, err := x.runVersion()
	if err != nil {
		return nil, err
	}
	cache := &x.db.reports
	cache.mu.Lock()
	defer cache.mu.Unlock()
	var of map[int64]lastReport
	switch known := !x.writes && cache.of != nil && cache.version == version; {
	case known && cache.highest == highest:
		return cache.of, nil
	case known && cache.highest < highest:
		of = maps.Clone(cache.of)
		err = x.rows(tried, newReports, []any{cache.highest}, func(scan func(...any) error) error {
			var job int64
			var at time.Time
			var kind domain.Kind
			err := scan(&job, (*moment)(&at), &kind)
			l := of[job]
			switch {
			case kind == domain.KindRun && at.After(l.run):
				l.run = at
			case kind != domain.KindRun && at.After(l.news):
				l.news, l.kind = at, kind
			}
			of[job] = l
			return err
		})
	default:
		of = map[int64]lastReport{}
		err = x.rows(tried, allReports, nil, func(scan func(...any) error) error {
			var job int64
			var l lastReport
			err := scan(&job, (*moment)(&l.run), (*moment)(&l.news), &l.kind)
			of[job] = l
			return err
		})
	}
	if err == nil && !x.writes {
		cache.version, cache.highest, cache.of = version, highest, of
	}
	return of, err
}

func (x *tx) LastReports() (map[int64]domain.LastRun, error) {
	jobs, err := x.jobs()
	if err != nil {
		return nil, err
	}
	of, err := x.reports()
	if err != nil {
		return nil, err
	}
	out := make(map[int64]domain.LastRun, len(jobs))
	for id, j := range jobs {
		if j.State != domain.JobPending {
			out[id] = of[id].last()
		}
	}
	return out, nil
}

func (x *tx) LastRuns() (map[int64]domain.LastRun, error) {
	out, err := x.LastReports()
	if err != nil {
		return nil, err
	}
	err = x.rows("read when the jobs succeeded last", successes, nil, func(scan func(...any) error) error {
		var job int64
		var at time.Time
		err := scan(&job, (*moment)(&at))
		l := out[job]
		l.Success = at
		out[job] = l
		return err
	})
	return out, err
}
