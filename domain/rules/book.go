package rules

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
)

// Book holds overrides ready to be matched: texts folded once, found by job and by
// product, in the order in which they are tried. Ten thousand rules cost a run no
// more than those that concern its job. It is never changed; nil holds no rule.
type Book struct {
	jobs     map[domain.JobKey][]*rule
	products map[string][]*rule
}

// rule is an override with its texts folded.
type rule struct {
	domain.Override
	product, jobType, object, text string
}

// NewBook returns a book of these overrides; those that are switched off are left out.
func NewBook(list []domain.Override) *Book {
	b := &Book{map[domain.JobKey][]*rule{}, map[string][]*rule{}}
	for _, o := range list {
		if !o.Enabled {
			continue
		}
		r := &rule{o, domain.Fold(o.Product), domain.Fold(o.Type), domain.Fold(o.Object), domain.Fold(o.Text)}
		if o.Level == domain.LevelGlobal {
			b.products[r.product] = append(b.products[r.product], r)
		} else {
			b.jobs[o.Job] = append(b.jobs[o.Job], r)
		}
	}
	for _, list := range b.jobs {
		slices.SortStableFunc(list, tried)
	}
	for _, list := range b.products {
		slices.SortStableFunc(list, tried)
	}
	return b
}

// tried is the order of rules: those of objects before those of jobs, newer first.
func tried(a, b *rule) int {
	object := func(r *rule) int {
		if r.Level == domain.LevelObject {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(object(a), object(b)), b.From.Compare(a.From), cmp.Compare(b.Key, a.Key))
}

// ofJob returns the rules of a job and of those that were joined with it, in the order in
// which they are tried.
func (b *Book) ofJob(job domain.Job) []*rule {
	if job.Joined == "" {
		return b.jobs[job.Key]
	}
	var all []*rule
	for _, key := range job.Keys() {
		all = append(all, b.jobs[key]...)
	}
	slices.SortStableFunc(all, tried)
	return all
}

// inForce returns the rules that apply to this job at a run's time, object rules
// first, then job, then global, newer first.
func (b *Book) inForce(at time.Time, job domain.Job) []*rule {
	if b == nil {
		return nil
	}
	var active []*rule
	product, jobType := domain.Fold(job.Product), ""
	for _, list := range [][]*rule{b.ofJob(job), b.products[product]} {
		for _, r := range list {
			if at.Before(r.From) || !r.Until.IsZero() && !at.Before(r.Until) {
				continue
			}
			if r.product != "" && r.product != product {
				continue
			}
			if r.jobType != "" {
				if jobType == "" {
					jobType = domain.Fold(job.Type)
				}
				if r.jobType != jobType {
					continue
				}
			}
			active = append(active, r)
		}
	}
	return active
}
