// Package storagetest holds the contract of domain.Store as a test suite, and
// makes rows for tests and benchmarks of other packages.
package storagetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
)

// Now is the time that tests take as the present.
var Now = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

// Job returns the n-th active job of a customer who is added if new.
func Job(ctx context.Context, s domain.Store, customer string, n int) (job domain.Job, err error) {
	err = s.Write(ctx, func(tx domain.Tx) error {
		c, err := tx.PutCustomer(customer)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("Job %04d", n)
		job, err = tx.PutJob(domain.Job{
			Key: domain.NewJobKey("backup@"+customer+".example", "Veeam Backup & Replication", "Backup", name), Customer: c, Sender: "backup@" + customer + ".example",
			Product: "Veeam Backup & Replication", Type: "Backup", Name: name, State: domain.JobActive,
		})
		return err
	})
	return job, err
}

// Run returns a run of the job that is not stored yet; n tells runs apart.
func Run(job domain.Job, n int, at time.Time, objects ...domain.Object) domain.Run {
	status := domain.Success
	for _, o := range objects {
		status = max(status, o.Status)
	}
	return domain.Run{
		Key: domain.RunKey(fmt.Sprintf("mail:%d-%d@test.example#0", job.ID, n)), JobID: job.ID, Source: domain.SourceMail, At: at,
		Result: domain.Result{
			Product: job.Product, JobType: job.Type, JobName: job.Name, Kind: domain.KindRun, Status: status, Objects: objects, Reader: "veeam", Confidence: domain.ConfidenceHigh,
			Started: domain.Stamp{Time: at, Zoned: true}, Ended: domain.Stamp{Time: at.Add(time.Hour), Zoned: true},
			Evidence: domain.Evidence{Words: status.String(), Where: "subject"},
		},
		Effective: domain.Effective{Status: status},
	}
}

// Object returns an object row.
func Object(name string, status domain.Status, message string) domain.Object {
	return domain.Object{Name: name, Type: "VM", Status: status, Message: message}
}

// Put stores runs and returns their ids.
func Put(ctx context.Context, s domain.Store, runs ...domain.Run) (ids []int64, err error) {
	err = s.Write(ctx, func(tx domain.Tx) error {
		for _, r := range runs {
			id, err := tx.PutRun(r, "fingerprint of "+string(r.Key))
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	return ids, err
}

// night is when the runs of the cases ended, and bad what went wrong in some.
var (
	night = Now.Add(-10 * time.Hour)
	bad   = Object("fs04", domain.Failed, "Failed to create VSS snapshot")
)

func read(t *testing.T, s domain.Store, fn func(domain.Reader) error) {
	t.Helper()
	if err := s.Read(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// write runs fn in a transaction that must be kept.
func write(t *testing.T, s domain.Store, fn func(domain.Tx) error) {
	t.Helper()
	if err := s.Write(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, s domain.Store, runs ...domain.Run) []int64 {
	t.Helper()
	ids, err := Put(context.Background(), s, runs...)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func newJob(t *testing.T, s domain.Store, customer string, n int) domain.Job {
	t.Helper()
	j, err := Job(context.Background(), s, customer, n)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func newAccount(t *testing.T, s domain.Store, name string) (a domain.Account) {
	t.Helper()
	write(t, s, func(tx domain.Tx) (err error) {
		if _, err = tx.PutAccount(domain.Account{Name: name, Kind: domain.AccountIMAP}); err == nil {
			a, err = tx.AccountByName(name)
		}
		return err
	})
	return a
}

// putMails stores messages that were read by these readers, the newest last; "" is none.
func putMails(t *testing.T, s domain.Store, by ...string) {
	t.Helper()
	write(t, s, func(tx domain.Tx) error {
		for i, reader := range by {
			m := domain.Message{Key: string(rune('a' + i)), Subject: "Report 10% of " + reader, From: "Backup <b@example.com>", Reader: reader,
				Readers: "1", State: domain.MessageRead, Received: Now.Add(time.Duration(i) * time.Minute)}
			if reader == "" {
				m.State = domain.MessageUnmatched
			}
			if _, err := tx.PutMessage(m, s.Pack([]byte("raw"))); err != nil {
				return err
			}
		}
		return nil
	})
}
