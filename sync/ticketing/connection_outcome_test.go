package ticketing_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/secrets"
	"runchecks/sync/simulate"
)

// loseAnswer makes the next creation end without an answer, and every look-up with it.
func (o *office) loseAnswer(acts bool, title string) {
	o.Helper()
	o.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskCut, Acts: acts, Method: "POST", Path: "Tickets", Times: 1})
	o.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskCut, Path: "Tickets/query"})
	if made, err := o.conn.Create(o.Context(), o.draft(7, title)); domain.CodeOf(err) != domain.CodeNetwork || made.ID != 0 {
		o.Fatalf("%+v, %v", made, err)
	}
	o.srv.Heal()
}

// sent counts the creations that reached the service.
func (o *office) sent() (n int) {
	for _, r := range o.srv.Requests() {
		if r.Method == "POST" && strings.HasSuffix(r.Path, "/Tickets") {
			n++
		}
	}
	return n
}

func TestTheSettingsNameTheUserAndNeverTheSecret(t *testing.T) {
	o := newOffice(t)
	o.connect()
	if err := o.conn.SetDefaults(t.Context(), domain.DeskDefaults{Status: 1, Priority: 2, Queue: 8}); err != nil {
		t.Fatal(err)
	}
	err := o.store.Read(t.Context(), func(q domain.Reader) error {
		for _, key := range []domain.SettingKey{domain.SettingDeskLogin, domain.SettingDeskNew} {
			text, err := q.Setting(key)
			if err != nil {
				return err
			}
			if strings.Contains(text, secret) || strings.Contains(text, "CODE") {
				t.Errorf("%s: %s", key, text)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if s, err := o.conn.State(t.Context()); err != nil || s.Defaults != (domain.DeskDefaults{Status: 1, Priority: 2, Queue: 8}) {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestAnotherUserLeavesNoSecretOfTheOneBefore(t *testing.T) {
	o := newOffice(t)
	o.connect()
	other, err := simulate.StartAutotask(
		t.Context(),
		simulate.AutotaskOptions{User: "second@example.com", Secret: "other", IntegrationCode: "CODE"},
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	err = o.conn.Connect(t.Context(), login("second@example.com", "other", other))
	if err != nil || len(o.secrets) != 1 {
		t.Errorf("keychain has %d secrets, %v", len(o.secrets), err)
	}
	if s, err := o.conn.State(t.Context()); err != nil || s.User != "second@example.com" {
		t.Errorf("%+v, %v", s, err)
	}
	if err := o.conn.Disconnect(t.Context()); err != nil || len(o.secrets) != 0 {
		t.Errorf("after disconnecting: %d secrets, %v", len(o.secrets), err)
	}
}

func TestARefusedLoginLeavesTheOneBeforeInUse(t *testing.T) {
	o := newOffice(t)
	o.connect()
	if err := o.conn.Connect(t.Context(), login("api@example.com", "wrong", o.srv)); err == nil {
		t.Fatal("a wrong secret was taken")
	}
	o.reopen()
	if s, err := o.conn.State(t.Context()); err != nil || !s.Connected || s.Limit == 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestWithoutAConnectionNothingIsAsked(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"fields":    func() error { _, err := o.conn.Fields(ctx); return err },
		"companies": func() error { _, err := o.conn.Companies(ctx, "s"); return err },
		"mappings":  func() error { _, err := o.conn.Mappings(ctx); return err },
		"create":    func() error { _, err := o.conn.Create(ctx, o.draft(7, "x")); return err },
	} {
		if err := call(); domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), "not connected") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s, err := o.conn.State(ctx); err != nil || s.Connected {
		t.Errorf("%+v, %v", s, err)
	}
	if err := o.conn.Disconnect(ctx); err != nil {
		t.Error(err)
	}
	if n := len(o.srv.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestADamagedSecretIsToldWithWhatToDo(t *testing.T) {
	o := newOffice(t)
	o.connect()
	if err := o.secrets.Set(t.Context(), domain.Account{Name: "Autotask api@example.com"}, "{"); err != nil {
		t.Fatal(err)
	}
	o.reopen()
	_, err := o.conn.Companies(t.Context(), "")
	remedy, _ := domain.RemedyOf(err)
	if domain.CodeOf(err) != domain.CodeSecret || remedy.Code != domain.RemedyConnectDesk {
		t.Error(err)
	}
}

func TestCredentialsThatAreGoneAreAskedForAgain(t *testing.T) {
	o := newOffice(t)
	o.connect()
	clear(o.secrets)
	o.reopen()
	s, err := o.conn.State(t.Context())
	remedy, _ := domain.RemedyOf(err)
	if domain.CodeOf(err) != domain.CodeSecret || remedy.Code != domain.RemedyConnectDesk || s.User == "" {
		t.Errorf("%+v, %v", s, err)
	}
	if !o.conn.Missing(t.Context()) {
		t.Error("they are not missed")
	}
	if err := o.conn.Hold(t.Context(), secret, "CODE"); err != nil {
		t.Fatal(err)
	}
	if s, err := o.conn.State(t.Context()); err != nil || s.Limit == 0 || o.conn.Missing(t.Context()) {
		t.Errorf("with what the process was given: %+v, %v", s, err)
	}
}

func TestNobodyMissesCredentialsOfNoLogin(t *testing.T) {
	o := newOffice(t)
	if err := o.conn.Hold(t.Context(), secret, "CODE"); err != nil || len(o.secrets) != 0 || o.conn.Missing(t.Context()) {
		t.Errorf("%v, %d secrets", err, len(o.secrets))
	}
}

// noRing is a computer without a keychain.
type noRing struct{}

var errNoRing = errors.New("no keychain")

func (noRing) Get(string, string) (string, error) { return "", errNoRing }
func (noRing) Set(string, string, string) error   { return errNoRing }
func (noRing) Delete(string, string) error        { return errNoRing }

func TestWithoutAKeychainCredentialsLastAsLongAsTheSession(t *testing.T) {
	o := newOffice(t)
	keychain, err := secrets.New(secrets.Params{Workspace: "/profile", Store: o.store, Ring: noRing{}})
	if err != nil {
		t.Fatal(err)
	}
	o.keychain = keychain
	o.reopen()
	o.connect()
	if s, err := o.conn.State(t.Context()); err != nil || !s.Connected || !strings.Contains(s.SessionOnly, "no keychain") {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestInactiveChoicesAreNotOffered(t *testing.T) {
	o := newOffice(t)
	o.connect()
	f, err := o.conn.Fields(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range append(f.Statuses, f.Queues...) {
		if c.Name == "Waiting Materials" || c.Name == "Old queue" {
			t.Errorf("%s is offered", c.Name)
		}
	}
	if len(f.Statuses) != 5 || len(f.Priorities) != 4 || len(f.Queues) != 3 || len(f.Required) != 0 {
		t.Errorf("%+v", f)
	}
}

func TestCompaniesAreFoundByAPartOfTheirName(t *testing.T) {
	o := newOffice(t)
	o.connect()
	for part, want := range map[string]string{"GMBH": "Nine GmbH", "ight": "Eight AG", "nobody": ""} {
		found, err := o.conn.Companies(t.Context(), part)
		got := ""
		for _, c := range found {
			got += c.Name
		}
		if err != nil || got != want {
			t.Errorf("%q finds %q, %v", part, got, err)
		}
	}
	if c, err := o.conn.Company(t.Context(), 8); err != nil || c.Active || c.Name != "Eight AG" {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := o.conn.Company(t.Context(), 99); domain.CodeOf(err) != domain.CodeNotFound {
		t.Error(err)
	}
}

func TestARefusedCreationLeavesNothingPending(t *testing.T) {
	o := newOffice(t)
	o.connect()
	draft := o.draft(7, "x")
	draft.Status = 77
	if _, err := o.conn.Create(t.Context(), draft); domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), "status") {
		t.Error(err)
	}
	if s, err := o.conn.State(t.Context()); err != nil || s.Pending != "" {
		t.Errorf("pending %q, %v", s.Pending, err)
	}
}

func TestAnotherDraftIsNotSentWhileAnEarlierTicketTurnsUp(t *testing.T) {
	o := newOffice(t)
	o.connect()
	o.loseAnswer(true, "first")
	before := o.sent()
	_, err := o.conn.Create(t.Context(), o.draft(7, "second"))
	if number := o.srv.Tickets()[0].Number; domain.CodeOf(err) != domain.CodeConflict || !strings.Contains(err.Error(), number) {
		t.Errorf("%v does not name %s", err, number)
	}
	if o.sent() != before {
		t.Error("something was sent")
	}
}

func TestAnEarlierTicketIsFoundByAServiceWhoseClockIsBehind(t *testing.T) {
	for _, behind := range []time.Duration{0, 2 * time.Hour, 20 * time.Hour} {
		t.Run(behind.String(), func(t *testing.T) {
			o := newOffice(t)
			slow, err := simulate.StartAutotask(t.Context(), simulate.AutotaskOptions{
				User: "api@example.com", Secret: secret, IntegrationCode: "CODE", Now: func() time.Time { return testNow.Add(-behind) },
				Companies: []simulate.AutotaskCompany{{ID: 7, Name: "Seven Ltd"}},
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = slow.Close() })
			o.srv = slow
			o.connect()
			o.loseAnswer(true, "first")
			made, err := o.conn.Create(t.Context(), o.draft(7, "first"))
			if err != nil || made.Number == "" || len(slow.Tickets()) != 1 {
				t.Errorf("%+v, %v, %d tickets", made, err, len(slow.Tickets()))
			}
		})
	}
}

func TestAWindowClosedDuringACreationLeavesItPending(t *testing.T) {
	o := newOffice(t)
	o.connect()
	if _, err := o.conn.Fields(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskSilent, Acts: true, Method: "POST", Path: "Tickets", Times: 1})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	failed := make(chan error, 1)
	go func() { _, err := o.conn.Create(ctx, o.draft(7, "first")); failed <- err }()
	for len(o.srv.Tickets()) == 0 && len(failed) == 0 {
		runtime.Gosched() // until the service has made it
	}
	cancel()
	if err := <-failed; err == nil {
		t.Fatal("an answer came")
	}
	if s, err := o.conn.State(t.Context()); err != nil || s.Pending != "first" {
		t.Fatalf("pending %q, %v", s.Pending, err)
	}
	made, err := o.conn.Create(t.Context(), o.draft(7, "first"))
	if err != nil || made.Number == "" || len(o.srv.Tickets()) != 1 {
		t.Errorf("%+v, %v, %d tickets", made, err, len(o.srv.Tickets()))
	}
}

func TestTwoCreationsAtOnceMakeTwoTicketsOneAfterTheOther(t *testing.T) {
	o := newOffice(t)
	o.connect()
	var wg sync.WaitGroup
	made := make([]domain.DeskTicket, 2)
	for i, title := range []string{"one", "two"} {
		wg.Go(func() {
			var err error
			if made[i], err = o.conn.Create(t.Context(), o.draft(7, title)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if made[0].ID == made[1].ID || made[0].Title != "one" || made[1].Title != "two" || len(o.srv.Tickets()) != 2 {
		t.Errorf("%+v", made)
	}
	if n := o.srv.Highest(); n != 1 {
		t.Errorf("%d requests at once", n)
	}
}

// linked keeps tickets here that were made in Autotask.
func (o *office) linked(list ...domain.DeskTicket) {
	o.Helper()
	err := o.store.Write(o.Context(), func(tx domain.Tx) error {
		c, err := tx.PutCustomer("Seven")
		if err != nil {
			return err
		}
		for i, a := range list {
			if err := tx.PutTicket(domain.Ticket{Key: domain.DecisionID(rune('1' + i)), Code: a.Number,
				Scopes: []domain.Scope{{Customer: c.Name}}, Desk: &a}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) ticket(key domain.DecisionID) (t domain.Ticket) {
	o.Helper()
	err := o.store.Read(o.Context(), func(q domain.Reader) (err error) {
		t, err = q.Ticket(key)
		return err
	})
	if err != nil {
		o.Fatal(err)
	}
	return t
}

func TestATicketThatNoListShowsIsNotTakenForDeleted(t *testing.T) {
	o := newOffice(t)
	o.connect()
	made, err := o.conn.Create(t.Context(), o.draft(7, "x"))
	if err != nil {
		t.Fatal(err)
	}
	o.linked(made)
	hidden := o.srv.Tickets()[0]
	hidden.Hidden = true
	o.srv.PutTicket(hidden)
	if n, err := o.conn.Poll(t.Context()); n != 0 || err != nil || o.ticket("1").Desk.Deleted {
		t.Errorf("changed %d, %v: %+v", n, err, o.ticket("1").Desk)
	}
	o.srv.Fail(simulate.AutotaskFault{Status: 403, Method: "GET", Path: "Tickets/"})
	if n, err := o.conn.Poll(t.Context()); n != 0 || err != nil || o.ticket("1").Desk.Deleted {
		t.Errorf("not allowed to see it: changed %d, %v: %+v", n, err, o.ticket("1").Desk)
	}
}

func TestATicketThatIsOpenedAgainInAutotaskIsOpenAgainHere(t *testing.T) {
	o := newOffice(t)
	o.connect()
	made, err := o.conn.Create(t.Context(), o.draft(7, "x"))
	if err != nil {
		t.Fatal(err)
	}
	o.linked(made)
	for _, step := range []struct {
		status int64
		words  string
		open   bool
	}{{8, "In Progress", true}, {5, "Complete", false}, {1, "New", true}} {
		there := o.srv.Tickets()[0]
		there.Status, there.Completed = step.status, time.Time{}
		o.srv.PutTicket(there)
		if n, err := o.conn.Poll(t.Context()); n != 1 || err != nil {
			t.Errorf("%s: changed %d, %v", step.words, n, err)
		}
		if k := o.ticket("1"); k.Open() != step.open || k.Desk.Status != step.words {
			t.Errorf("%s: %+v", step.words, k.Desk)
		}
	}
}

func TestAPollThatFailsLeavesWhatIsKnown(t *testing.T) {
	o := newOffice(t)
	o.connect()
	made, err := o.conn.Create(t.Context(), o.draft(7, "x"))
	if err != nil {
		t.Fatal(err)
	}
	o.linked(made)
	o.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskCut})
	if n, err := o.conn.Poll(t.Context()); n != 0 || err == nil {
		t.Errorf("changed %d, %v", n, err)
	}
	if k := o.ticket("1"); k.Desk.Deleted || k.Desk.Status != "New" {
		t.Errorf("%+v", k.Desk)
	}
}

func TestWithoutTicketsThePollAsksNothing(t *testing.T) {
	o := newOffice(t)
	o.connect()
	before := len(o.srv.Requests())
	if n, err := o.conn.Poll(t.Context()); n != 0 || err != nil || len(o.srv.Requests()) != before {
		t.Errorf("changed %d, %v, %d requests", n, err, len(o.srv.Requests())-before)
	}
}
