package model

import (
	"slices"
	"sync"

	"runchecks/domain"
)

// waitingJobs are the jobs that wait, which list and status ask for at the same time: whoever
// comes first reads them, and the other has them too.
type waitingJobs struct {
	once sync.Once
	rows []domain.JobRow
	err  error
}

// by returns a reader that reads through q, but the jobs that wait once for all.
func (w *waitingJobs) by(q domain.Reader) domain.Reader { return waitingReader{q, w} }

type waitingReader struct {
	domain.Reader
	waiting *waitingJobs
}

// OpenJobs returns rows that the caller may change.
func (q waitingReader) OpenJobs() ([]domain.JobRow, error) {
	w := q.waiting
	w.once.Do(func() { w.rows, w.err = q.Reader.OpenJobs() })
	return slices.Clone(w.rows), w.err
}
