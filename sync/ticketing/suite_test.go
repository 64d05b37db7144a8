package ticketing_test

// The contract of a service desk: what every ticketing.System must do for a profile, with the faults that such
// services have. Its first line is that no fault makes two tickets of one decision.

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/sync/ticketing"
)

// The companies that a peer begins with; there are more than two pages of others.
const (
	activeID   int64 = 7
	inactiveID int64 = 8
	renamedID  int64 = 9
)

const (
	activeName   = "Seven Ltd"
	inactiveName = "Eight AG"
	renamedName  = "Nine GmbH"
	manyMore     = 230
)

// fault is what goes wrong with requests.
type fault struct {
	Creation bool // of creations alone; else of reads of tickets
	Acts     bool // it is carried out all the same
	Cut      bool // no answer comes
	Half     bool // the answer is half a JSON text
	Status   int
	Wait     string // Retry-After
	Times    int    // 0: all
}

// peer is a simulated service desk.
type peer interface {
	Login() domain.DeskLogin
	// Wrong returns logins that are refused, by what is wrong with them.
	Wrong() map[string]domain.DeskLogin
	Fail(fault)
	Heal()
	// Expire ends what the client signed in with; again is that it can sign in anew.
	Expire() (again bool)
	// Created counts the creations that reached it, and Made the tickets that there are.
	Created() int
	Made() int
	CloseTicket(id int64)
	OpenTicket(id int64)
	DeleteTicket(id int64)
}

// bench is a profile and its service desk.
type bench struct {
	*testing.T
	peer    peer
	open    ticketing.Opener
	store   *storage.DB
	secrets secrets.Memory
	desk    *ticketing.Connection
	waits   []time.Duration
	markers int
}

// keepsContract tests a kind of service desk. start starts a simulated one.
func keepsContract(t *testing.T, open ticketing.Opener, start func(t *testing.T) peer) {
	for name, test := range map[string]func(*bench){
		"a login that is refused is not kept":                              refusedLogins,
		"a ticket comes back with its number, its state and its page":      comesBack,
		"a lost answer makes no second ticket":                             lostAnswer,
		"an answer that is an error after the ticket was made is no lost":  errorAfter,
		"an unknown outcome is looked up before anything is sent again":    unknownOutcome,
		"a ticket that was never made may be made again":                   neverMade,
		"a login that ended is renewed, or said":                           expired,
		"a desk that is busy is asked again after the time it asks for":    busy,
		"half an answer is none":                                           halfAnswer,
		"what may not be done is said, and leaves nothing pending":         notPermitted,
		"all pages of companies are read":                                  pages,
		"a company is judged by its number":                                mappings,
		"a company of another desk is none of this one":                    otherDesk,
		"closed, opened again and deleted are told apart":                  states,
		"no secret is in what is printed, stored in the cache or journal":  noSecrets,
		"another desk is not connected while an outcome waits to be known": settled,
	} {
		t.Run(name, func(t *testing.T) {
			store, err := storage.Open(t.Context(), t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = store.Close() })
			b := &bench{T: t, peer: start(t), open: open, store: store, secrets: secrets.Memory{}}
			b.restart()
			test(b)
		})
	}
}

// restart is a restart of the program.
func (b *bench) restart() {
	b.Helper()
	now := func() time.Time { return testNow }
	decisions, err := review.New(review.Params{
		Store: b.store, Clock: now, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.desk, err = ticketing.NewConnection(ticketing.ConnectionParams{
		Store: b.store, Secrets: b.secrets, Clock: now, Decisions: decisions,
		Openers: map[domain.DeskKind]ticketing.Opener{b.peer.Login().Kind: b.open},
		Marker:  func() string { b.markers++; return strings.Repeat("M", 20) + string(rune('A'+b.markers)) },
		Wait: func(ctx context.Context, d time.Duration) error {
			b.waits = append(b.waits, d)
			return ctx.Err()
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(b.desk.Close)
}

func (b *bench) connect() {
	b.Helper()
	if err := b.desk.Connect(b.Context(), b.peer.Login()); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) draft(title string) domain.DeskDraft {
	return domain.DeskDraft{
		Customer: domain.Customer{Name: "Seven", CompanyID: activeID, CompanyName: activeName, CompanyDesk: b.peer.Login().Desk()},
		Title:    title, Description: "Disk full.", DeskDefaults: domain.DeskDefaults{Status: 1, Priority: 1},
	}
}

func (b *bench) pending() string {
	b.Helper()
	s, err := b.desk.State(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return s.Pending
}

func refusedLogins(b *bench) {
	for name, login := range b.peer.Wrong() {
		if err := b.desk.Connect(b.Context(), login); err == nil || domain.CodeOf(err) == domain.CodeNetwork {
			b.Errorf("%s: %v", name, err)
		}
	}
	if _, ready := b.desk.Ready(b.Context()); ready || len(b.secrets) != 0 {
		b.Errorf("ready %v, %d secrets", ready, len(b.secrets))
	}
}

func comesBack(b *bench) {
	b.connect()
	made, err := b.desk.Create(b.Context(), b.draft("Backup of NW failed"))
	if err != nil {
		b.Fatal(err)
	}
	if made.ID == 0 || made.Number == "" || made.Status == "" || made.URL == "" || made.Desk != b.peer.Login().Desk() ||
		!made.Resolved.IsZero() {
		b.Errorf("%+v", made)
	}
	if b.pending() != "" || b.peer.Made() != 1 {
		b.Errorf("pending %q, %d tickets", b.pending(), b.peer.Made())
	}
}

func lostAnswer(b *bench) {
	b.connect()
	b.peer.Fail(fault{Creation: true, Cut: true, Acts: true, Times: 1})
	if made, err := b.desk.Create(b.Context(), b.draft("x")); err != nil || made.Number == "" {
		b.Errorf("%+v, %v", made, err)
	}
	if b.peer.Made() != 1 || b.peer.Created() != 1 {
		b.Errorf("%d tickets, sent %d times", b.peer.Made(), b.peer.Created())
	}
}

func errorAfter(b *bench) {
	b.connect()
	for i, status := range []int{http.StatusInternalServerError, http.StatusBadGateway, http.StatusGatewayTimeout} {
		b.peer.Fail(fault{Creation: true, Status: status, Acts: true, Times: 1})
		if made, err := b.desk.Create(b.Context(), b.draft(http.StatusText(status))); err != nil || made.Number == "" {
			b.Errorf("%d: %+v, %v", status, made, err)
		}
		if b.peer.Made() != i+1 || b.peer.Created() != i+1 {
			b.Errorf("%d: %d tickets, sent %d times", status, b.peer.Made(), b.peer.Created())
		}
	}
}

// lose makes a creation whose outcome nobody can tell.
func (b *bench) lose(acts bool) {
	b.Helper()
	b.peer.Fail(fault{Creation: true, Cut: true, Acts: acts, Times: 1})
	b.peer.Fail(fault{Status: http.StatusServiceUnavailable})
	if _, err := b.desk.Create(b.Context(), b.draft("first")); !errors.Is(err, ticketing.ErrUnknownOutcome) {
		b.Fatalf("the outcome is known: %v", err)
	}
	b.peer.Heal()
	b.restart()
	if got := b.pending(); got != "first" {
		b.Fatalf("pending %q", got)
	}
}

func unknownOutcome(b *bench) {
	b.connect()
	b.lose(true)
	b.peer.Fail(fault{Status: http.StatusServiceUnavailable})
	if _, err := b.desk.Create(b.Context(), b.draft("first")); err == nil || b.peer.Created() != 1 {
		b.Errorf("while nobody can tell: %v, sent %d times", err, b.peer.Created())
	}
	b.peer.Heal()
	if _, err := b.desk.Create(b.Context(), b.draft("second")); domain.CodeOf(err) != domain.CodeConflict {
		b.Errorf("another one: %v", err)
	}
	if b.peer.Made() != 1 || b.peer.Created() != 1 || b.pending() != "" {
		b.Errorf("%d tickets, sent %d times, pending %q", b.peer.Made(), b.peer.Created(), b.pending())
	}
}

func neverMade(b *bench) {
	b.connect()
	b.lose(false)
	if made, err := b.desk.Create(b.Context(), b.draft("first")); err != nil || made.Number == "" || b.peer.Made() != 1 {
		b.Errorf("%+v, %v, %d tickets", made, err, b.peer.Made())
	}
}

func expired(b *bench) {
	b.connect()
	again := b.peer.Expire()
	made, err := b.desk.Create(b.Context(), b.draft("x"))
	switch {
	case again && (err != nil || made.Number == "" || b.peer.Made() != 1):
		b.Errorf("%+v, %v, %d tickets", made, err, b.peer.Made())
	case !again && (domain.CodeOf(err) != domain.CodeSignIn || b.peer.Made() != 0):
		b.Errorf("%v, %d tickets", err, b.peer.Made())
	}
}

func busy(b *bench) {
	b.connect()
	made, err := b.desk.Create(b.Context(), b.draft("x"))
	if err != nil {
		b.Fatal(err)
	}
	b.keep(made)
	b.waits = nil
	b.peer.Fail(fault{Status: http.StatusTooManyRequests, Wait: "7", Times: 1})
	if _, err := b.desk.Poll(b.Context()); err != nil || len(b.waits) != 1 || b.waits[0] != 7*time.Second {
		b.Errorf("waited %v, %v", b.waits, err)
	}
	b.peer.Fail(fault{Creation: true, Status: http.StatusTooManyRequests, Wait: "7", Times: 1})
	before := b.peer.Created()
	if _, err := b.desk.Create(b.Context(), b.draft("y")); domain.CodeOf(err) != domain.CodeNetwork || b.peer.Created() != before+1 ||
		b.pending() != "" {
		b.Errorf("a creation: %v, sent %d times, pending %q", err, b.peer.Created()-before, b.pending())
	}
}

func halfAnswer(b *bench) {
	b.connect()
	b.peer.Fail(fault{Creation: true, Half: true, Times: 1})
	if made, err := b.desk.Create(b.Context(), b.draft("x")); err != nil || made.Number == "" || b.peer.Made() != 1 ||
		b.peer.Created() != 1 {
		b.Errorf("%+v, %v, %d tickets, sent %d times", made, err, b.peer.Made(), b.peer.Created())
	}
}

func notPermitted(b *bench) {
	b.connect()
	b.peer.Fail(fault{Creation: true, Status: http.StatusForbidden, Times: 1})
	if _, err := b.desk.Create(b.Context(), b.draft("x")); domain.CodeOf(err) != domain.CodePermission ||
		!strings.Contains(err.Error(), "create tickets") {
		b.Error(err)
	}
	draft := b.draft("x")
	draft.Status = 77
	if _, err := b.desk.Create(b.Context(), draft); domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), "status") {
		b.Error(err)
	}
	if b.pending() != "" || b.peer.Made() != 0 {
		b.Errorf("pending %q, %d tickets", b.pending(), b.peer.Made())
	}
}

func pages(b *bench) {
	b.connect()
	all, err := b.desk.AllCompanies(b.Context())
	if err != nil || len(all) != manyMore+2 {
		b.Errorf("%d companies in use, %v", len(all), err)
	}
	seen := map[int64]bool{}
	for _, c := range all {
		if seen[c.ID] || !c.Active {
			b.Errorf("%+v", c)
		}
		seen[c.ID] = true
	}
	for part, want := range map[string]string{"GMBH": renamedName, "ight": inactiveName, "nobody": ""} {
		got := ""
		found, err := b.desk.Companies(b.Context(), part)
		for _, c := range found {
			got += c.Name
		}
		if err != nil || got != want {
			b.Errorf("%q finds %q, %v", part, got, err)
		}
	}
}

func mappings(b *bench) {
	b.connect()
	want := map[string]domain.CompanyState{
		"Seven": domain.MappingOK, "Nine": domain.MappingRenamed, "Eight": domain.MappingInvalid, "Gone": domain.MappingMissing,
	}
	names := map[int64]string{}
	err := b.store.Write(b.Context(), func(tx domain.Tx) error {
		for name, c := range map[string]domain.Customer{
			"Seven": {CompanyID: activeID, CompanyName: activeName}, "Nine": {CompanyID: renamedID, CompanyName: "Nine AG"},
			"Eight": {CompanyID: inactiveID, CompanyName: inactiveName}, "Gone": {CompanyID: 99, CompanyName: "Gone"}, "None": {},
		} {
			known, err := tx.PutCustomer(name)
			if err != nil {
				return err
			}
			names[known.ID] = name
			c.ID, c.Name, c.Active, c.CompanyDesk = known.ID, name, true, b.peer.Login().Desk()
			if err := tx.SetCustomer(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	got, err := b.desk.Mappings(b.Context())
	if err != nil || len(got) != len(want) {
		b.Errorf("%v, %v", got, err)
	}
	for id, state := range got {
		if want[names[id]] != state {
			b.Errorf("%s is %s, want %s", names[id], state, want[names[id]])
		}
	}
	for _, id := range []int64{inactiveID, 99, 0} {
		draft := b.draft("x")
		draft.Customer.CompanyID = id
		if _, err := b.desk.Create(b.Context(), draft); domain.CodeOf(err) != domain.CodeInvalid || b.peer.Created() != 0 {
			b.Errorf("company %d: %v", id, err)
		}
	}
}

func otherDesk(b *bench) {
	b.connect()
	draft := b.draft("x")
	draft.Customer.CompanyDesk = "halopsa elsewhere.example"
	if _, err := b.desk.Create(b.Context(), draft); domain.CodeOf(err) != domain.CodeInvalid || b.peer.Created() != 0 {
		b.Errorf("%v, sent %d times", err, b.peer.Created())
	}
}

// keep keeps tickets here that were made in the desk.
func (b *bench) keep(list ...domain.DeskTicket) {
	b.Helper()
	err := b.store.Write(b.Context(), func(tx domain.Tx) error {
		c, err := tx.PutCustomer("Seven")
		if err != nil {
			return err
		}
		for i, made := range list {
			key := domain.DecisionID(rune('1' + i))
			if err := tx.PutTicket(domain.Ticket{Key: key, Code: made.Number, Scopes: []domain.Scope{{Customer: c.Name}}, Desk: &made}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) ticket(key domain.DecisionID) (t domain.Ticket) {
	b.Helper()
	err := b.store.Read(b.Context(), func(q domain.Reader) (err error) {
		t, err = q.Ticket(key)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return t
}

func states(b *bench) {
	b.connect()
	var made []domain.DeskTicket
	for _, title := range []string{"one", "two"} {
		m, err := b.desk.Create(b.Context(), b.draft(title))
		if err != nil {
			b.Fatal(err)
		}
		made = append(made, m)
	}
	elsewhere := domain.DeskTicket{Desk: "halopsa elsewhere.example", ID: made[0].ID + 500, Number: "elsewhere"}
	b.keep(made[0], made[1], elsewhere)
	for _, step := range []struct {
		name               string
		do                 func()
		changed            int
		open, open2, gone2 bool
	}{
		{"nothing", func() {}, 0, true, true, false},
		{"closed", func() { b.peer.CloseTicket(made[0].ID) }, 1, false, true, false},
		{"opened again", func() { b.peer.OpenTicket(made[0].ID) }, 1, true, true, false},
		{"deleted", func() { b.peer.DeleteTicket(made[1].ID) }, 1, true, false, true},
		{"nothing more", func() {}, 0, true, false, true},
	} {
		step.do()
		n, err := b.desk.Poll(b.Context())
		one, two := b.ticket("1"), b.ticket("2")
		if err != nil || n != step.changed || one.Open() != step.open || two.Open() != step.open2 || two.Desk.Deleted != step.gone2 {
			b.Errorf("%s: changed %d, %v: %+v, %+v", step.name, n, err, one.Desk, two.Desk)
		}
	}
	if other := b.ticket("3"); other.Desk.Deleted || other.Desk.Desk != elsewhere.Desk {
		b.Errorf("a ticket of another desk: %+v", other.Desk)
	}
	b.peer.Fail(fault{Status: http.StatusForbidden})
	if n, err := b.desk.Poll(b.Context()); n != 0 || domain.CodeOf(err) == domain.CodeNotFound || b.ticket("1").Desk.Deleted {
		b.Errorf("not allowed to see it: changed %d, %v", n, err)
	}
}

func noSecrets(b *bench) {
	b.connect()
	if _, err := b.desk.Create(b.Context(), b.draft("x")); err != nil {
		b.Fatal(err)
	}
	login := b.peer.Login()
	var texts []string
	err := b.store.Read(b.Context(), func(q domain.Reader) error {
		kept, err := q.Setting(domain.SettingDeskLogin)
		if err != nil {
			return err
		}
		texts = append(texts, kept)
		return q.WalkJournal(func(p domain.Placed) error {
			texts = append(texts, string(p.Decision.Payload), review.Words(p.Decision, time.UTC))
			return nil
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	wrong := login
	wrong.Secret = "hush-wrong-hush"
	if err := b.desk.Connect(b.Context(), wrong); err != nil {
		texts = append(texts, err.Error())
	}
	for _, text := range texts {
		for _, secret := range []string{login.Secret, login.Code, wrong.Secret} {
			if secret != "" && strings.Contains(text, secret) {
				b.Errorf("a secret stands in %q", text)
			}
		}
	}
	if words := strings.Join(texts, "\n"); !strings.Contains(words, login.Kind.Product()) {
		b.Errorf("the journal does not name the desk: %s", words)
	}
}

func settled(b *bench) {
	b.connect()
	b.lose(true)
	other := b.peer.Login()
	other.Kind, other.Address = domain.DeskConnectWise, "https://elsewhere.example"
	if err := b.desk.Connect(b.Context(), other); domain.CodeOf(err) != domain.CodeConflict {
		b.Errorf("another desk: %v", err)
	}
	if err := b.desk.Settle(b.Context(), true); err != nil || b.pending() != "" {
		b.Errorf("%v, pending %q", err, b.pending())
	}
	if b.peer.Created() != 1 {
		b.Errorf("sent %d times", b.peer.Created())
	}
}
