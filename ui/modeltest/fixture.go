// Package modeltest is a real cache, with somebody who decides, under the models that are
// tested; only tests import it.
package modeltest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/task"
)

// Fixture is a real cache with somebody who decides; the dispatcher is a queue that settle
// empties on the test's goroutine, as the interface thread would.
type Fixture struct {
	*testing.T
	Store      *storage.DB
	Desk       *review.Service
	Queue      chan func()
	Background *task.Background
}

// New returns a fixture over an empty cache in which kim decides in a role.
func New(t *testing.T, role domain.Role) *Fixture {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	store, err := fresh.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &Fixture{T: t, Store: store, Queue: make(chan func(), 1000)}
	s.Background = task.NewBackground(ctx, func(f func()) { s.Queue <- f })
	now := storagetest.Now
	s.Desk, err = review.New(review.Params{
		Store: store, Actor: domain.Actor{Name: "kim", Role: role}, Location: time.UTC,
		Clock: func() time.Time { now = now.Add(time.Second); return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		s.Background.Wait()
		_ = store.Close()
	})
	return s
}

// OpenJobs are the jobs that wait for a decision, the worst first.
func (s *Fixture) OpenJobs() (rows []domain.JobRow) {
	s.Helper()
	err := s.Store.Read(context.Background(), func(q domain.Reader) (err error) {
		rows, err = q.OpenJobs()
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	slices.SortFunc(rows, func(a, b domain.JobRow) int {
		return cmp.Or(cmp.Compare(b.Status, a.Status), strings.Compare(a.Customer.Name, b.Customer.Name), strings.Compare(a.Name, b.Name))
	})
	return rows
}

// Indexed brings the search index up to date; a mail says what its bytes are.
func (s *Fixture) Indexed() {
	s.Helper()
	for {
		more, err := s.Store.IndexSome(context.Background(), func(raw []byte) string { return string(raw) })
		if err != nil {
			s.Fatal(err)
		}
		if !more {
			return
		}
	}
}

// Settle waits until nothing is under way any more.
func (s *Fixture) Settle() {
	s.Helper()
	for {
		s.Background.Wait()
		select {
		case f := <-s.Queue:
			f()
		default:
			return
		}
	}
}

// Params are those of a model over the cache.
func (s *Fixture) Params() services.Params {
	return services.Params{
		Base: services.Base{
			Store:      s.Store,
			Desk:       s.Desk,
			Clock:      func() time.Time { return storagetest.Now },
			Location:   time.UTC,
			Background: s.Background,
		},
		Search: s.Store,
	}
}

// Opened reads a list for the first time.
func (s *Fixture) Opened(l list.Screen) {
	s.Helper()
	l.Reload()
	s.Settle()
}

// Must is a decision that has to succeed.
func (s *Fixture) Must(d domain.Decision, err error) domain.Decision {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	return d
}

// As is the same cache in the hands of another person.
func (s *Fixture) As(name string, role domain.Role) services.Params {
	s.Helper()
	now := storagetest.Now.Add(time.Hour)
	desk, err := review.New(
		review.Params{
			Store:    s.Store,
			Actor:    domain.Actor{Name: name, Role: role},
			Location: time.UTC,
			Clock:    func() time.Time { now = now.Add(time.Second); return now },
		},
	)
	if err != nil {
		s.Fatal(err)
	}
	p := s.Params()
	p.Desk = desk
	return p
}

// Night is when the runs of the fixtures were.
var Night = storagetest.Now.Add(-10 * time.Hour)

// Fill stores jobs 1 to n, failed, warning, success in turn, one run each.
func (s *Fixture) Fill(n int) {
	s.Helper()
	for i := 1; i <= n; i++ {
		job, err := storagetest.Job(context.Background(), s.Store, fmt.Sprintf("customer%d", i), i)
		if err != nil {
			s.Fatal(err)
		}
		status := []domain.Status{domain.Failed, domain.Warning, domain.Success}[(i-1)%3]
		r := storagetest.Run(job, 1, Night.Add(time.Duration(i)*time.Minute), storagetest.Object("vm", status, "message"))
		if _, err := storagetest.Put(context.Background(), s.Store, r); err != nil {
			s.Fatal(err)
		}
	}
}

// PutRuns stores runs.
func (s *Fixture) PutRuns(runs ...domain.Run) {
	s.Helper()
	if _, err := storagetest.Put(context.Background(), s.Store, runs...); err != nil {
		s.Fatal(err)
	}
}

// LinkedTo says which tickets the newest runs of all jobs are linked to.
func (s *Fixture) LinkedTo(key domain.DecisionID) string {
	s.Helper()
	var out []string
	err := s.Store.Read(context.Background(), func(q domain.Reader) error {
		runs, err := q.TicketRuns(key, 0)
		for _, r := range runs {
			out = append(out, strings.TrimPrefix(r.Job.Name, "Job 000"))
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return strings.Join(out, " ")
}

// TicketByCode reads the ticket of a code.
func (s *Fixture) TicketByCode(code string) (t domain.Ticket) {
	s.Helper()
	err := s.Store.Read(context.Background(), func(q domain.Reader) (err error) {
		t, err = q.TicketByCode(code)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return t
}

// Column joins what a column says in every row.
func Column(l list.Screen, id string) string {
	var out []string
	for i := range l.Len() {
		out = append(out, l.Cell(i, id).Text)
	}
	return strings.Join(out, ", ")
}

// Fact returns the text of a fact of the selected row, "" where there is none.
func Fact(l list.Screen, label string) string {
	for _, f := range l.Facts() {
		if f.Label == label {
			return f.Text
		}
	}
	return ""
}

// Below joins a column of the second list.
func Below(l list.Screen, column int) string {
	var out []string
	for _, row := range l.Below().Rows {
		out = append(out, row[column].Text)
	}
	return strings.Join(out, ", ")
}

// Nothing takes what a model says that changed, and does nothing.
func Nothing(list.Part) {}

// PutAccounts stores accounts with how they stand.
func (s *Fixture) PutAccounts(list ...domain.Account) {
	s.Helper()
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		for _, a := range list {
			id, err := tx.PutAccount(a)
			if err != nil {
				return err
			}
			if err := tx.SetHealth(id, a.Health); err != nil {
				return err
			}
			if err := tx.SetPaused(id, a.Paused); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
}

// Mail is an account of a mailbox.
func Mail(name string, h domain.Health) domain.Account {
	return domain.Account{
		Name:     name,
		Kind:     domain.AccountIMAP,
		Host:     "mail.example.com",
		Port:     993,
		Security: domain.SecurityTLS,
		User:     name,
		Secret:   domain.SecretKeychain,
		Health:   h,
	}
}

// Good is how an account stands that was synced a minute ago.
var Good = domain.Health{LastTry: storagetest.Now, LastSuccess: storagetest.Now.Add(-time.Minute)}
