package uitest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
)

// Everything puts several of all that a screen can list into a cache.
func Everything(t testing.TB, store domain.Store) {
	t.Helper()
	ctx := context.Background()
	Fill(t, store, 40)
	err := store.Write(ctx, func(tx domain.Tx) error {
		for _, name := range []string{"mailbox", "second", "third", "fourth"} {
			a := domain.Account{
				Name:     name,
				Kind:     domain.AccountIMAP,
				Host:     "127.0.0.1",
				Port:     1,
				Security: domain.SecurityNone,
				User:     "u",
				Secret:   domain.SecretKeychain,
				Folders:  []string{"INBOX"},
			}
			id, err := tx.PutAccount(a)
			if err != nil {
				return err
			}
			health := domain.Health{LastError: "The server said no."}
			if name == "fourth" {
				health.Code = domain.CodeSecret
			}
			if err := tx.SetHealth(id, health); err != nil {
				return err
			}
		}
		for n := range 12 {
			raw := fmt.Sprintf("From: Depot <depot@example.com>\r\nSubject: Depot run %d\r\n\r\nOutcome: in order\r\n", n)
			if n == 11 {
				raw = strings.Replace(raw, "in order", "partly done", 1) // what a lesson has a suggestion for
			}
			m := domain.Message{
				Key:      raw,
				From:     "Depot <depot@example.com>",
				Subject:  fmt.Sprint("Depot run ", n),
				State:    domain.MessageUnmatched,
				Received: storagetest.Now.Add(-time.Duration(n) * time.Minute),
				Size:     int64(len(raw)),
				Account:  1,
				Auth:     &domain.Authentication{Headers: []domain.AuthHeader{{Server: "mx.example.com"}}},
			}
			if n%2 == 0 {
				m.State, m.From = domain.MessageRead, "backup@customer001.example" // who has jobs already
			}
			id, err := tx.PutMessage(m, store.Pack([]byte(raw)))
			if err != nil || n%2 == 1 {
				if err != nil {
					return err
				}
				continue
			}
			job, err := tx.PutJob(
				domain.Job{
					Key:     domain.NewJobKey(m.From, "Macrium", "Image", fmt.Sprint("pc", n)),
					Sender:  m.From,
					Product: "Macrium",
					Type:    "Image",
					Name:    fmt.Sprint("pc", n),
					State:   domain.JobPending,
				},
			)
			if err != nil {
				return err
			}
			r := storagetest.Run(job, n, m.Received)
			r.Message = id
			if _, err := tx.PutRun(r, m.Key); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	ticks := 0
	by, err := review.New(
		review.Params{
			Store:    store,
			Actor:    domain.Actor{Name: "kim", Role: domain.RoleAdmin},
			Location: time.UTC,
			Clock: func() time.Time {
				ticks++
				return storagetest.Now.Add(time.Duration(ticks)*time.Second - time.Hour)
			},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	must := func(_ domain.Decision, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var jobs []domain.JobRow
	if err := store.Read(ctx, func(q domain.Reader) (err error) {
		jobs, err = q.OpenJobs()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	must(domain.Decision{}, triedAgain(ctx, store, jobs))
	device := func(n int64, owner string) domain.Device {
		return domain.Device{
			Key: domain.CoveDeviceKey(
				n,
			), Source: domain.SourceCove, Account: 1, Customer: "Kees", Owner: owner, Name: fmt.Sprint("device ",
				n), Class: "Server", Status: domain.Success, Last: storagetest.Now, FirstSeen: storagetest.Now, Fingerprint: owner,
		}
	}
	put := func(owner string, from, to int64) {
		t.Helper()
		err := store.Write(ctx, func(tx domain.Tx) error {
			for n := from; n <= to; n++ {
				if _, err := tx.PutDevice(device(n, owner), []byte("{}")); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put("7", 1, 30)
	var links []domain.DeviceLink
	for n := int64(13); n <= 30; n++ {
		links = append(links, device(n, "7").Suggested())
	}
	must(by.LinkDevices(ctx, links))
	put("8", 19, 30) // moved to another owner
	for n := range 6 {
		job := jobs[n]
		scope := []domain.Scope{{Job: job.Key}}
		ticket := domain.Ticket{Code: fmt.Sprint("T", n), Description: "disk", Scopes: scope}
		if n == 0 {
			ticket.Desk = &domain.DeskTicket{ID: 1, Number: "T0", URL: "https://example.com/1"}
		}
		must(by.CreateTicket(ctx, ticket, review.Documented{Jobs: []review.Target{{Job: job.ID}}}))
		must(
			by.CreateRemark(
				ctx,
				domain.Remark{Text: fmt.Sprint("known ", n), Scopes: scope},
				review.Documented{Jobs: []review.Target{{Job: job.ID}}},
			),
		)
		must(
			by.SaveRule(
				ctx,
				domain.Override{
					Level:   domain.LevelGlobal,
					Product: "Veeam Backup & Replication",
					Text:    fmt.Sprint("no such message ", n),
					Mode:    domain.MatchContains,
					From:    storagetest.Now.Add(-time.Hour),
					Enabled: true,
				},
			),
		)
	}
	for n := range 6 {
		var runs []domain.RunRow
		if err := store.Read(ctx, func(q domain.Reader) (err error) {
			runs, err = q.JobRuns(jobs[10+n].ID, false, 0)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		must(by.Accept(ctx, review.AcceptRequest{Run: runs[0].ID, Level: domain.AcceptJob, UntilSuccess: true}))
	}
	for _, job := range jobs[16:19] { // each with a sender in doubt
		err := store.Write(ctx, func(tx domain.Tx) error {
			runs, err := tx.WaitingRuns(job.ID, 0)
			if err != nil {
				return err
			}
			return tx.SetSender(
				runs[0].ID,
				domain.Sender{Check: domain.SenderFail, Words: "mx.example.com: dmarc=fail", Doubt: "forged"},
				true,
			)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Tenant is a connected service desk that gives the same answers to everything.
type Tenant struct{}

// Kinds answers.
func (Tenant) Kinds() []domain.DeskKind { return domain.DeskKinds() }

// Ready answers.
func (Tenant) Ready(context.Context) (domain.DeskID, bool) { return "", true }

// Missing answers.
func (Tenant) Missing(context.Context) bool { return false }

// State answers.
func (Tenant) State(context.Context) (domain.DeskState, error) {
	return domain.DeskState{Connected: true, Kind: domain.DeskAutotask, User: "api"}, nil
}

// Connect answers.
func (Tenant) Connect(context.Context, domain.DeskLogin) error { return nil }

// Disconnect answers.
func (Tenant) Disconnect(context.Context) error { return nil }

// Fields answers.
func (Tenant) Fields(context.Context) (domain.DeskFields, error) {
	one := []domain.DeskChoice{{ID: 1, Name: "New"}, {ID: 2, Name: "Other"}}
	return domain.DeskFields{Statuses: one, Priorities: one, Queues: one}, nil
}

// SetDefaults answers.
func (Tenant) SetDefaults(context.Context, domain.DeskDefaults) error { return nil }

// Companies answers.
func (Tenant) Companies(context.Context, string) ([]domain.DeskCompany, error) {
	return []domain.DeskCompany{{ID: 5, Name: "Kees", Active: true}}, nil
}

// AllCompanies answers.
func (Tenant) AllCompanies(context.Context) ([]domain.DeskCompany, error) {
	return []domain.DeskCompany{{ID: 5, Name: "Kees", Active: true}, {ID: 6, Name: "Vermeer", Active: true}}, nil
}

// Settle answers.
func (Tenant) Settle(context.Context, bool) error { return nil }

// Mappings answers.
func (Tenant) Mappings(context.Context) (map[int64]domain.CompanyState, error) { return nil, nil }

// Create answers.
func (Tenant) Create(context.Context, domain.DeskDraft) (domain.DeskTicket, error) {
	return domain.DeskTicket{ID: 7, Number: "T7"}, nil
}

// triedAgain puts a run that failed before the newest one of each job, as an attempt at it.
func triedAgain(ctx context.Context, store domain.Store, jobs []domain.JobRow) error {
	return store.Write(ctx, func(tx domain.Tx) error {
		last := map[int64]int64{}
		for _, j := range jobs {
			runs, err := tx.JobRuns(j.ID, false, 1)
			if err != nil {
				return err
			}
			first := storagetest.Run(j.Job, 900, runs[0].At.Add(-10*time.Minute), storagetest.Object("vm", domain.Failed, "message"))
			id, err := tx.PutRun(first, string(first.Key))
			if err != nil {
				return err
			}
			last[id] = runs[0].ID
		}
		return tx.SetAttempts(last)
	})
}

// Pressed is a key with modifiers as Fyne hears it.
func Pressed(k keys.Key) fyne.Shortcut {
	s, err := shell.StrokeOf(k)
	if err != nil {
		panic(err)
	}
	return s.Shortcut
}
