package vm_test

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
	"runchecks/ui/task"
	"runchecks/ui/vm"
)

// fixture is a real cache with somebody who decides; the dispatcher is a queue that settle
// empties on the test's goroutine, as the interface thread would.
type fixture struct {
	*testing.T
	store      *storage.DB
	desk       *review.Service
	queue      chan func()
	background *task.Background
}

// newFixture returns a fixture over an empty cache in which kim decides in a role.
func newFixture(t *testing.T, role domain.Role) *fixture {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	store, err := storage.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &fixture{T: t, store: store, queue: make(chan func(), 1000)}
	s.background = task.NewBackground(ctx, func(f func()) { s.queue <- f })
	now := storagetest.Now
	s.desk, err = review.New(review.Params{
		Store: store, Actor: domain.Actor{Name: "kim", Role: role}, Location: time.UTC,
		Clock: func() time.Time { now = now.Add(time.Second); return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		s.background.Wait()
		_ = store.Close()
	})
	return s
}

// openJobs are the jobs that wait for a decision, the worst first.
func (s *fixture) openJobs() (rows []domain.JobRow) {
	s.Helper()
	err := s.store.Read(context.Background(), func(q domain.Queries) (err error) {
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

// settle waits until nothing is under way any more.
func (s *fixture) settle() {
	s.Helper()
	for {
		s.background.Wait()
		select {
		case f := <-s.queue:
			f()
		default:
			return
		}
	}
}

// params are those of a model over the cache.
func (s *fixture) params() vm.Params {
	return vm.Params{Store: s.store, Desk: s.desk, Clock: func() time.Time { return storagetest.Now }, Location: time.UTC, Background: s.background}
}

// opened reads a list for the first time.
func (s *fixture) opened(l vm.Listing) {
	s.Helper()
	l.Reload()
	s.settle()
}

func (s *fixture) must(d domain.Decision, err error) domain.Decision {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	return d
}

// as is the same cache in the hands of another person.
func (s *fixture) as(name string, role domain.Role) vm.Params {
	s.Helper()
	now := storagetest.Now.Add(time.Hour)
	desk, err := review.New(review.Params{Store: s.store, Actor: domain.Actor{Name: name, Role: role}, Location: time.UTC, Clock: func() time.Time { now = now.Add(time.Second); return now }})
	if err != nil {
		s.Fatal(err)
	}
	p := s.params()
	p.Desk = desk
	return p
}

var night = storagetest.Now.Add(-10 * time.Hour)

// fill stores jobs 1 to n, failed, warning, success in turn, one run each.
func (s *fixture) fill(n int) {
	s.Helper()
	for i := 1; i <= n; i++ {
		job, err := storagetest.Job(context.Background(), s.store, fmt.Sprintf("customer%d", i), i)
		if err != nil {
			s.Fatal(err)
		}
		status := []domain.Status{domain.Failed, domain.Warning, domain.Success}[(i-1)%3]
		r := storagetest.Run(job, 1, night.Add(time.Duration(i)*time.Minute), storagetest.Object("vm", status, "message"))
		if _, err := storagetest.Put(context.Background(), s.store, r); err != nil {
			s.Fatal(err)
		}
	}
}

func (s *fixture) putRuns(runs ...domain.Run) {
	s.Helper()
	if _, err := storagetest.Put(context.Background(), s.store, runs...); err != nil {
		s.Fatal(err)
	}
}

// linkedTo says which tickets the newest runs of all jobs are linked to.
func (s *fixture) linkedTo(key domain.DecisionID) string {
	s.Helper()
	var out []string
	err := s.store.Read(context.Background(), func(q domain.Queries) error {
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

func (s *fixture) ticketByCode(code string) (t domain.Ticket) {
	s.Helper()
	err := s.store.Read(context.Background(), func(q domain.Queries) (err error) {
		t, err = q.TicketByCode(code)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return t
}

// column joins what a column says in every row.
func column(l vm.Listing, id string) string {
	var out []string
	for i := range l.Len() {
		out = append(out, l.Cell(i, id).Text)
	}
	return strings.Join(out, ", ")
}

// fact returns the text of a fact of the selected row, "" where there is none.
func fact(l vm.Listing, label string) string {
	for _, f := range l.Facts() {
		if f.Label == label {
			return f.Text
		}
	}
	return ""
}

// below joins a column of the second list.
func below(l vm.Listing, column int) string {
	var out []string
	for _, row := range l.Below().Rows {
		out = append(out, row[column].Text)
	}
	return strings.Join(out, ", ")
}

func nothing(vm.Part) {}

// putAccounts stores accounts with how they stand.
func (s *fixture) putAccounts(list ...domain.Account) {
	s.Helper()
	err := s.store.Write(context.Background(), func(tx domain.Changes) error {
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

// mail is an account of a mailbox.
func mail(name string, h domain.Health) domain.Account {
	return domain.Account{Name: name, Kind: domain.AccountIMAP, Host: "mail.example.com", Port: 993, Security: domain.SecurityTLS, User: name, Secret: domain.SecretKeychain, Health: h}
}

// good is how an account stands that was synced a minute ago.
var good = domain.Health{LastTry: storagetest.Now, LastSuccess: storagetest.Now.Add(-time.Minute)}
