package ticketing_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/sync/autotask"
	"runchecks/sync/simulate"
	"runchecks/sync/ticketing"
)

var testNow = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

const secret = "hush-4711-hush"

// office is a profile and its simulated tenant.
type office struct {
	*testing.T
	store   *storage.DB
	secrets secrets.Memory
	// keychain takes the place of secrets, nil: it does not.
	keychain domain.Secrets
	srv      *simulate.AutotaskServer
	conn     *ticketing.Connection
	folder   string
	role     domain.Role
	markers  int
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{T: t, secrets: secrets.Memory{}, folder: t.TempDir(), role: domain.RoleAdmin}
	store, err := storage.Open(t.Context(), o.folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	o.store = store
	o.srv, err = simulate.StartAutotask(t.Context(), simulate.AutotaskOptions{
		User: "api@example.com", Secret: secret, IntegrationCode: "CODE", Now: func() time.Time { return testNow },
		Companies: []simulate.AutotaskCompany{
			{ID: 7, Name: "Seven Ltd"},
			{ID: 8, Name: "Eight AG", Inactive: true},
			{ID: 9, Name: "Nine GmbH"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.srv.Close() })
	o.reopen()
	return o
}

// login is a login at a simulated tenant.
func login(user, secret string, at *simulate.AutotaskServer) domain.DeskLogin {
	return domain.DeskLogin{Kind: domain.DeskAutotask, User: user, Secret: secret, Code: "CODE", Address: at.URL()}
}

// reopen is a restart of the program.
func (o *office) reopen() {
	o.Helper()
	decisions, err := review.New(
		review.Params{
			Store:    o.store,
			Clock:    func() time.Time { return testNow },
			Actor:    domain.Actor{Name: "kim", Role: o.role},
			Location: time.UTC,
		},
	)
	if err != nil {
		o.Fatal(err)
	}
	var kept domain.Secrets = o.secrets
	if o.keychain != nil {
		kept = o.keychain
	}
	desk, err := ticketing.NewConnection(ticketing.ConnectionParams{
		Openers:   map[domain.DeskKind]ticketing.Opener{domain.DeskAutotask: autotask.OpenSystem},
		Decisions: decisions, Store: o.store, Secrets: kept, Clock: func() time.Time { return testNow },
		Wait:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Marker: func() string { o.markers++; return strings.Repeat("M", 20) + string(rune('A'+o.markers)) },
	})
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(desk.Close)
	o.conn = desk
}

func (o *office) ready() bool {
	_, ok := o.conn.Ready(o.Context())
	return ok
}

func (o *office) connect() {
	o.Helper()
	if err := o.conn.Connect(o.Context(), login("api@example.com", secret, o.srv)); err != nil {
		o.Fatal(err)
	}
}

func (o *office) draft(company int64, title string) domain.DeskDraft {
	return domain.DeskDraft{
		Customer:     domain.Customer{Name: "Seven", CompanyID: company, CompanyName: "Seven Ltd"},
		Title:        title,
		Description:  "x",
		DeskDefaults: domain.DeskDefaults{Status: 1, Priority: 1, Queue: 5},
		Due:          testNow,
	}
}

func TestTheSecretIsKeptInTheKeychainAlone(t *testing.T) {
	o := newOffice(t)
	o.connect()
	if len(o.secrets) != 1 {
		t.Errorf("keychain %v", o.secrets)
	}
	files, err := filepath.Glob(filepath.Join(o.folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s holds the secret", filepath.Base(f))
		}
	}
	o.reopen()
	if s, err := o.conn.State(t.Context()); err != nil || !s.Connected || s.Limit == 0 || s.User != "api@example.com" {
		t.Errorf("after a restart: %+v, %v", s, err)
	}
	if err := o.conn.Disconnect(t.Context()); err != nil || len(o.secrets) != 0 || o.ready() {
		t.Errorf("after disconnecting: %v, %v", o.secrets, err)
	}
}

func TestALoginThatIsRefusedIsNotKept(t *testing.T) {
	o := newOffice(t)
	err := o.conn.Connect(t.Context(), login("api@example.com", "wrong", o.srv))
	if domain.CodeOf(err) != domain.CodeSignIn || len(o.secrets) != 0 || o.ready() || strings.Contains(err.Error(), "wrong") {
		t.Errorf("%v, keychain %v", err, o.secrets)
	}
}

func TestTheTenantsOwnPickListsAreOffered(t *testing.T) {
	o := newOffice(t)
	o.connect()
	f, err := o.conn.Fields(t.Context())
	if err != nil || len(f.Statuses) == 0 || len(f.Priorities) == 0 || len(f.Queues) == 0 {
		t.Errorf("%+v, %v", f, err)
	}
	found, err := o.conn.Companies(t.Context(), "e")
	if err != nil || len(found) < 2 {
		t.Errorf("companies %+v, %v", found, err)
	}
}

func TestHowCompaniesStandIsToldByTheirIDs(t *testing.T) {
	o := newOffice(t)
	o.connect()
	want := map[string]domain.CompanyState{
		"Seven": domain.MappingOK,
		"Nine":  domain.MappingRenamed,
		"Eight": domain.MappingInvalid,
		"Gone":  domain.MappingMissing,
	}
	names := map[int64]string{}
	err := o.store.Write(t.Context(), func(tx domain.Tx) error {
		for name, c := range map[string]domain.Customer{
			"Seven": {CompanyID: 7, CompanyName: "Seven Ltd"}, "Nine": {CompanyID: 9, CompanyName: "Nine AG"}, "Eight": {CompanyID: 8, CompanyName: "Eight AG"}, "Gone": {CompanyID: 99, CompanyName: "Gone"}, "None": {},
		} {
			known, err := tx.PutCustomer(name)
			if err != nil {
				return err
			}
			names[known.ID] = name
			c.ID, c.Name, c.Active = known.ID, name, true
			if err := tx.SetCustomer(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := o.conn.Mappings(t.Context())
	if err != nil || len(got) != len(want) {
		t.Fatalf("%v, %v", got, err)
	}
	for id, state := range got {
		if want[names[id]] != state {
			t.Errorf("%s is %s, want %s", names[id], state, want[names[id]])
		}
	}
}

func TestNoTicketIsMadeForACompanyThatCannotTakeOne(t *testing.T) {
	o := newOffice(t)
	o.connect()
	for name, id := range map[string]int64{"unmapped": 0, "inactive": 8, "gone": 99} {
		if _, err := o.conn.Create(t.Context(), o.draft(id, "x")); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(o.srv.Tickets()); n != 0 {
		t.Errorf("%d tickets", n)
	}
}

func TestATicketComesBackWithItsNumberAndTheTenantsWords(t *testing.T) {
	o := newOffice(t)
	o.connect()
	made, err := o.conn.Create(t.Context(), o.draft(7, "Backup of NW"))
	if err != nil || made.Number == "" || made.Status == "" || made.URL == "" || len(o.srv.Tickets()) != 1 {
		t.Errorf("%+v, %v", made, err)
	}
	if s, err := o.conn.State(t.Context()); err != nil || s.Pending != "" {
		t.Errorf("pending %q, %v", s.Pending, err)
	}
}

func TestALostAnswerNeverMakesTwoTickets(t *testing.T) {
	o := newOffice(t)
	o.connect()
	o.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskCut, Acts: true, Method: "POST", Path: "Tickets", Times: 1})
	made, err := o.conn.Create(t.Context(), o.draft(7, "Backup of NW"))
	if err != nil || made.Number == "" || len(o.srv.Tickets()) != 1 {
		t.Errorf("%+v, %v, %d tickets", made, err, len(o.srv.Tickets()))
	}
}

func TestAnUnknownOutcomeIsLookedUpBeforeAnythingIsSentAgain(t *testing.T) {
	lose := func(o *office, acts bool) {
		o.Helper()
		o.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskCut, Acts: acts, Method: "POST", Path: "Tickets", Times: 1})
		o.srv.Fail(simulate.AutotaskFault{Status: 503, Path: "Tickets/query"})
		if _, err := o.conn.Create(o.Context(), o.draft(7, "first")); err == nil {
			o.Fatal("the outcome is known")
		}
		o.srv.Heal()
		o.reopen() // also over a restart
		if s, err := o.conn.State(o.Context()); err != nil || s.Pending != "first" {
			o.Fatalf("pending %q, %v", s.Pending, err)
		}
	}
	t.Run("it was made, and the same is asked for", func(t *testing.T) {
		o := newOffice(t)
		o.connect()
		lose(o, true)
		made, err := o.conn.Create(t.Context(), o.draft(7, "first"))
		if err != nil || made.Number == "" || len(o.srv.Tickets()) != 1 {
			t.Errorf("%+v, %v, %d tickets", made, err, len(o.srv.Tickets()))
		}
	})
	t.Run("it was made, and another is asked for", func(t *testing.T) {
		o := newOffice(t)
		o.connect()
		lose(o, true)
		_, err := o.conn.Create(t.Context(), o.draft(7, "second"))
		if domain.CodeOf(err) != domain.CodeConflict || !strings.Contains(err.Error(), "first") || len(o.srv.Tickets()) != 1 {
			t.Errorf("%v, %d tickets", err, len(o.srv.Tickets()))
		}
		if _, err := o.conn.Create(t.Context(), o.draft(7, "second")); err != nil || len(o.srv.Tickets()) != 2 {
			t.Errorf("sent again: %v, %d tickets", err, len(o.srv.Tickets()))
		}
	})
	t.Run("it was never made", func(t *testing.T) {
		o := newOffice(t)
		o.connect()
		lose(o, false)
		made, err := o.conn.Create(t.Context(), o.draft(7, "first"))
		if err != nil || made.Number == "" || len(o.srv.Tickets()) != 1 {
			t.Errorf("%+v, %v, %d tickets", made, err, len(o.srv.Tickets()))
		}
	})
	t.Run("and nobody can tell still", func(t *testing.T) {
		o := newOffice(t)
		o.connect()
		lose(o, true)
		o.srv.Fail(simulate.AutotaskFault{Status: 503, Path: "Tickets/query"})
		if _, err := o.conn.Create(t.Context(), o.draft(7, "second")); err == nil || len(o.srv.Tickets()) != 1 {
			t.Errorf("%v, %d tickets", err, len(o.srv.Tickets()))
		}
	})
}

func TestHowTicketsStandIsAskedForAndResolvedIsNotDeleted(t *testing.T) {
	o := newOffice(t)
	if n, err := o.conn.Poll(t.Context()); n != 0 || err != nil || len(o.srv.Requests()) != 0 {
		t.Errorf("without a connection: %d, %v, %d requests", n, err, len(o.srv.Requests()))
	}
	o.connect()
	var ids []int64
	var made []domain.DeskTicket
	for i := range 3 {
		m, err := o.conn.Create(t.Context(), o.draft(7, strings.Repeat("x", i+1)))
		if err != nil {
			t.Fatal(err)
		}
		made, ids = append(made, m), append(ids, m.ID)
	}
	err := o.store.Write(t.Context(), func(tx domain.Tx) error {
		c, err := tx.PutCustomer("Seven")
		if err != nil {
			return err
		}
		for i, made := range made {
			if err := tx.PutTicket(domain.Ticket{Key: domain.DecisionID(rune('1' + i)), Code: made.Number,
				Scopes: []domain.Scope{{Customer: c.Name}}, Desk: &made}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	done := o.srv.Tickets()[0]
	done.Status, done.Completed = 5, testNow
	o.srv.PutTicket(done)
	o.srv.DeleteTicket(ids[1])
	if n, err := o.conn.Poll(t.Context()); n != 2 || err != nil {
		t.Errorf("changed %d, %v", n, err)
	}
	err = o.store.Read(t.Context(), func(q domain.Reader) error {
		for i, want := range []struct{ open, resolved, deleted bool }{{false, true, false}, {false, false, true}, {true, false, false}} {
			k, err := q.Ticket(domain.DecisionID(rune('1' + i)))
			if err != nil {
				return err
			}
			if k.Open() != want.open || !k.Desk.Resolved.IsZero() != want.resolved || k.Desk.Deleted != want.deleted {
				t.Errorf("ticket %d: %+v", i, k.Desk)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := o.conn.Poll(t.Context()); n != 0 || err != nil {
		t.Errorf("asked again: %d, %v", n, err)
	}
}
