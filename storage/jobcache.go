package storage

import (
	"cmp"
	"slices"
	"sync"

	"runchecks/domain"
)

// jobCache holds every job with its customer as of one version of the database.
// The map is never changed after it was put here.
type jobCache struct {
	mu      sync.Mutex
	version int64
	byID    map[int64]domain.Job
}

// jobs returns all jobs by id. A reading transaction takes them from memory where
// they are of its version; a writing one never does, since what it sees may be
// rolled back.
func (x *tx) jobs() (map[int64]domain.Job, error) {
	var version int64
	if err := x.row("read the jobs", "SELECT n FROM job_version", nil, &version); err != nil {
		return nil, err
	}
	cache := &x.db.jobCache
	cache.mu.Lock()
	defer cache.mu.Unlock()
	if !x.writes && cache.byID != nil && cache.version == version {
		return cache.byID, nil
	}
	byID := map[int64]domain.Job{}
	err := x.rows("read the jobs", "SELECT "+jobColumns+" FROM job j LEFT JOIN customer c ON c.id = j.customer", nil, func(scan func(...any) error) error {
		var j domain.Job
		err := scan(jobFields(&j)...)
		byID[j.ID] = j
		return err
	})
	if err == nil && !x.writes {
		cache.version, cache.byID = version, byID
	}
	return byID, err
}

func (x *tx) ActiveJobs() ([]domain.Job, error) {
	jobs, err := x.jobs()
	var out []domain.Job
	for _, j := range jobs {
		if j.State == domain.JobActive && j.Customer.Active {
			out = append(out, j)
		}
	}
	slices.SortFunc(out, func(a, b domain.Job) int {
		return cmp.Or(cmp.Compare(a.Customer.Name, b.Customer.Name), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}
