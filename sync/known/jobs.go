// Package known tells which approved jobs a report may be about that names none of them:
// the jobs of its sender, with the words of their newest reports. It reads the cache and
// writes nothing; package ingest files reports by what it says.
package known

import (
	"runchecks/domain"
	"runchecks/sync/readers/generic"
)

// A sender with more jobs than this is filed by what its reports say alone.
const maxSenderJobs = 100

// subjectsLookedAt is how many of a job's newest reports tell what is usual of it.
const subjectsLookedAt = 5

// Jobs are the known jobs of senders, read once for a batch. The zero value is not ready;
// make one with Jobs{}.
type Jobs map[string][]domain.KnownJob

// Of returns the known jobs of a sender, none where it has more than a report could be told
// by. Errors are those of the cache.
func (j Jobs) Of(q domain.Reader, sender string) ([]domain.KnownJob, error) {
	if jobs, ok := j[sender]; ok {
		return jobs, nil
	}
	jobs, err := read(q, sender)
	if err == nil {
		j[sender] = jobs
	}
	return jobs, err
}

// read lists the approved jobs of a sender with the words of their newest reports.
func read(q domain.Reader, sender string) ([]domain.KnownJob, error) {
	list, err := q.SenderJobs(sender, maxSenderJobs+1, subjectsLookedAt)
	if err != nil || len(list) > maxSenderJobs {
		return nil, err
	}
	var jobs []domain.KnownJob
	for _, s := range list {
		known := domain.KnownJob{Job: s.Job}
		for _, subject := range s.Subjects {
			known.Reports = append(known.Reports, generic.Words(subject))
		}
		if len(known.Reports) > 0 {
			jobs = append(jobs, known)
		}
	}
	return jobs, nil
}
