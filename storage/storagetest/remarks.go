package storagetest

import (
	"testing"
	"time"

	"runchecks/domain"
)

// Remarks runs what a store must hold of remarks.
func Remarks(t *testing.T, open func(t *testing.T) domain.Store) {
	t.Run("a remark's sign goes when it has expired", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		put(t, s, Run(job, 1, night, bad))
		signs := func() (n int) {
			read(t, s, func(q domain.Reader) error {
				rows, err := q.OpenJobs()
				n = rows[0].Remarks
				return err
			})
			return n
		}
		remark := domain.Remark{Key: "01", Text: "tape", Created: night, Scopes: []domain.Scope{{Job: job.Key}}}
		write(t, s, func(tx domain.Tx) error { return tx.PutRemark(remark) })
		if signs() != 1 {
			t.Error("no sign")
		}
		remark.Expires = night.Add(-time.Hour)
		write(t, s, func(tx domain.Tx) error { return tx.PutRemark(remark) })
		if signs() != 0 {
			t.Error("the sign is still there")
		}
	})
}
