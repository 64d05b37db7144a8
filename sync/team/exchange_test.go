package team_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
	"runchecks/sync/team"
	"runchecks/sync/team/mailbox"
	"runchecks/sync/team/postgres"
	"runchecks/sync/team/postgres/postgrestest"
	"runchecks/sync/team/teamtest"
)

var server *postgrestest.Server

func TestMain(m *testing.M) { postgrestest.Main(m, &server) }

// shift is a team, whose journal somebody keeps.
type shift struct {
	testing.TB
	keeper
	people int
}

// keeper is where the journal of a team is kept.
type keeper interface {
	// invite lets somebody in; the secret is what they need besides the invitation.
	invite(s *shift, name string, role domain.Role) (in team.Invitation, secret string)
	open(ctx context.Context, t domain.Team, secret string, places func(context.Context) ([]int64, error)) (team.Log, error)
}

// database is a team in a database.
type database struct {
	owner *postgres.Owner
	name  string
}

func (d database) invite(s *shift, name string, role domain.Role) (team.Invitation, string) {
	s.Helper()
	in, password, err := d.owner.Invite(s.Context(), name, role)
	if err != nil {
		s.Fatal(err)
	}
	return in, password
}

func (d database) open(ctx context.Context, t domain.Team, password string, _ func(context.Context) ([]int64, error)) (team.Log, error) {
	return postgres.Open(ctx, t.Address, password)
}

// folder is a team in a mailbox.
type folder struct {
	server *simulate.IMAPServer
	params mailbox.Params
	admin  *mailbox.Log
}

func (f *folder) invite(s *shift, name string, role domain.Role) (team.Invitation, string) {
	s.Helper()
	if f.admin == nil {
		keys, err := mailbox.Found(s.Context(), f.params, name)
		if err != nil {
			s.Fatal(err)
		}
		p := f.params
		p.Keys = keys
		if f.admin, err = mailbox.Open(s.Context(), p); err != nil {
			s.Fatal(err)
		}
		s.Cleanup(f.admin.Close)
		return mailbox.Invitation(f.params, name, domain.RoleAdmin), keys.String()
	}
	in, keys, err := f.admin.Invite(s.Context(), name, role)
	if err != nil {
		s.Fatal(err)
	}
	return in, keys
}

func (f *folder) open(ctx context.Context, _ domain.Team, keys string, places func(context.Context) ([]int64, error)) (team.Log, error) {
	p := f.params
	p.Places = places
	var err error
	if p.Keys, err = mailbox.ParseKeys(keys); err != nil {
		return nil, err
	}
	return mailbox.Open(ctx, p)
}

// bad is a team with a keeper that behaves badly.
type bad struct{ *teamtest.Bad }

func (b bad) invite(_ *shift, name string, role domain.Role) (team.Invitation, string) {
	return team.Invitation{Team: b.Team, Name: "Bad", Engine: "bad", Address: name, For: name, Role: role}, string(role)
}

func (b bad) open(_ context.Context, t domain.Team, role string, _ func(context.Context) ([]int64, error)) (team.Log, error) {
	return b.Let(t.Address, domain.Role(role)), nil
}

var teams atomic.Int64

// newShift makes a team in a database.
func newShift(t testing.TB) *shift {
	t.Helper()
	address, password, err := postgres.Address(server.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	o, err := postgres.OpenOwner(t.Context(), address, password)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.Close)
	// The first letters keep the roles of two teams of one server apart.
	id := domain.TeamID(fmt.Sprintf("%06d%020d", teams.Add(1), 0))
	if err := o.Create(t.Context(), id, "Night shift", review.AdminKinds()); err != nil {
		t.Fatal(err)
	}
	return &shift{TB: t, keeper: database{o, address[strings.LastIndex(address, "/")+1:]}}
}

// newFolder makes a team in a mailbox.
func newFolder(t testing.TB) *shift {
	t.Helper()
	mail, err := simulate.StartIMAP(context.Background(), simulate.IMAPOptions{User: "u", Password: "p", Move: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mail.Close() })
	host, port := mail.Addr()
	return &shift{TB: t, keeper: &folder{server: mail, params: mailbox.Params{
		Address: mailbox.Address{Host: host, User: "u", Folder: mailbox.Folder}, Team: "01M83X85ZGK2KZ9MCJE7E8Y508", Name: "Night shift",
		Connect: func(ctx context.Context) (*imap.Session, error) {
			return imap.Dial(ctx, imap.Config{
				Host: host, Port: port, Security: domain.SecurityNone, User: "u", Password: "p", Timeout: 30 * time.Second,
			})
		},
		Places: func(context.Context) ([]int64, error) { return nil, nil }, AdminKinds: review.AdminKinds(), Clock: time.Now,
	}}}
}

// newBad makes a team with a keeper that behaves badly once it is told to.
func newBad(t testing.TB, seed uint64) *shift {
	b := teamtest.NewBad("01M83X85ZGK2KZ9MCJE7E8Y508", seed)
	b.AdminKind = domain.DecideArchive
	return &shift{TB: t, keeper: bad{b}}
}

// each runs a test with every keeper of journals.
func each(t *testing.T, test func(t *testing.T, s *shift)) {
	t.Run("in a database", func(t *testing.T) { test(t, newShift(t)) })
	t.Run("in a mailbox", func(t *testing.T) { test(t, newFolder(t)) })
	t.Run("anywhere", func(t *testing.T) { test(t, newBad(t, 1)) })
}

// colleague is somebody at a computer with the same reports as everybody's.
type colleague struct {
	testing.TB
	store    *storage.DB
	svc      *review.Service
	exchange *team.Exchange
	jobs     []domain.Job
	now      time.Time
	taken    []review.Taken
	// between, if it is set, stands between the exchange and the database.
	between func(team.Log) team.Log
}

const jobsOfAll = 12

func (s *shift) member(name string, role domain.Role) *colleague {
	s.Helper()
	in, secret := s.invite(s, name, role)
	store, err := fresh.Open(s.Context(), filepath.Join(s.TempDir(), name))
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = store.Close() })
	c := &colleague{TB: s.TB, store: store, now: storagetest.Now}
	err = store.Write(s.Context(), func(tx domain.Tx) error {
		for n := range jobsOfAll {
			name := fmt.Sprint("Job ", n)
			j, err := tx.PutJob(domain.Job{
				Key: domain.NewJobKey("backup@contoso.example", "Veeam", "Backup", name), Sender: "backup@contoso.example",
				Product: "Veeam", Type: "Backup", Name: name, State: domain.JobPending,
			})
			if err != nil {
				return err
			}
			c.jobs = append(c.jobs, j)
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
	c.report(1)
	c.svc, err = review.New(review.Params{
		Store: store, Actor: domain.Actor{Name: name, Role: domain.RoleAdmin}, Profile: name, Location: time.UTC,
		Clock: func() time.Time { c.now = c.now.Add(time.Second); return c.now },
	})
	if err != nil {
		s.Fatal(err)
	}
	s.people++
	joined := domain.Team{ID: in.Team, Name: in.Name, Engine: in.Engine, Address: in.Address, Actor: name, Role: role,
		Computer: domain.ComputerID(fmt.Sprintf("%026d", s.people))}
	if err := c.svc.JoinTeam(s.Context(), joined); err != nil {
		s.Fatal(err)
	}
	c.exchange, err = team.New(team.Params{
		Decisions: c.svc, Clock: func() time.Time { return c.now },
		Taken: func(t review.Taken) { c.taken = append(c.taken, t) },
		Me:    func() domain.TeamMember { return domain.TeamMember{Actor: name, Version: "1.0"} },
		Open: func(ctx context.Context, t domain.Team) (team.Log, error) {
			l, err := s.open(ctx, t, secret, c.svc.Places)
			if err != nil || c.between == nil {
				return l, err
			}
			return c.between(l), nil
		},
	})
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(c.exchange.Close)
	if s.people == 1 {
		var keys []domain.JobKey
		for _, j := range c.jobs {
			keys = append(keys, j.Key)
		}
		if _, err := c.svc.Approve(s.Context(), keys, "contoso"); err != nil {
			s.Fatal(err)
		}
	}
	c.sync()
	c.taken = nil
	return c
}

// logAs connects as an administrator beside their computer.
func (s *shift) logAs(name string) team.Log {
	s.Helper()
	in, secret := s.invite(s, name, domain.RoleAdmin)
	l, err := s.open(s.Context(), domain.Team{ID: in.Team, Address: in.Address}, secret, nil)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(l.Close)
	return l
}

// report brings one failed run of each job, of a night.
func (c *colleague) report(night int) {
	c.Helper()
	for n, j := range c.jobs {
		at := storagetest.Now.Add(time.Duration(night-10) * 24 * time.Hour)
		run := storagetest.Run(j, n, at, domain.Object{Name: "vm1", Status: domain.Failed, Message: "disk full"})
		run.Key = domain.MailRunKey(fmt.Sprintf("<%d.%d@x>", night, n), 0)
		if _, err := storagetest.Put(c.Context(), c.store, run); err != nil {
			c.Fatal(err)
		}
	}
}

func (c *colleague) sync() int {
	c.Helper()
	taken, err := c.exchange.Sync(c.Context())
	if err != nil {
		c.Fatal(err)
	}
	return taken
}

func (c *colleague) review(n int) {
	c.Helper()
	if _, err := c.svc.MarkReviewed(c.Context(), []review.Target{{Job: c.jobs[n].ID}}); err != nil {
		c.Fatal(err)
	}
}

// waiting lists the jobs that wait.
func (c *colleague) waiting() (out []string) {
	c.Helper()
	err := c.store.Read(c.Context(), func(q domain.Reader) error {
		rows, err := q.OpenJobs()
		for _, r := range rows {
			out = append(out, fmt.Sprint(r.Name, " ", r.Runs))
		}
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func same(t testing.TB, people ...*colleague) {
	t.Helper()
	want := people[0].waiting()
	for _, c := range people[1:] {
		if got := c.waiting(); !slices.Equal(got, want) {
			t.Errorf("one sees %v, another %v", want, got)
		}
	}
	for _, c := range people {
		if chain, err := c.svc.VerifyJournal(t.Context(), nil); err != nil || chain.Faulty() {
			t.Errorf("%v, %+v", err, chain.Findings)
		}
	}
}

func TestWhoComesSecondIsToldThatItIsDone(t *testing.T) {
	each(t, func(t *testing.T, s *shift) {
		kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
		kim.review(0)
		alex.review(0)
		alex.review(1)
		kim.sync()
		alex.sync()
		kim.sync()
		same(t, kim, alex)
		if len(kim.waiting()) != jobsOfAll-2 {
			t.Errorf("%d jobs wait", len(kim.waiting()))
		}
		if len(alex.taken) != 1 || len(alex.taken[0].Already) != 1 || alex.taken[0].Already[0].Theirs.Actor != "kim" {
			t.Errorf("alex was told %+v", alex.taken)
		}
		if kim.sync() != 0 || alex.sync() != 0 {
			t.Error("something is taken over twice")
		}
	})
}

func TestADecisionAboutAReportThatIsNotHereWaitsForIt(t *testing.T) {
	each(t, func(t *testing.T, s *shift) {
		kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
		kim.report(2)
		kim.review(3)
		kim.sync()
		alex.sync()
		if _, count, err := alex.svc.Team(t.Context()); err != nil || count.Awaiting != 1 {
			t.Errorf("%+v, %v", count, err)
		}
		alex.report(2)
		if done, err := alex.svc.CatchUp(t.Context()); err != nil || !done {
			t.Errorf("%v, %v", done, err)
		}
		same(t, kim, alex)
		if _, count, err := alex.svc.Team(t.Context()); err != nil || count.Awaiting != 0 {
			t.Errorf("%+v, %v", count, err)
		}
		if done, err := alex.svc.CatchUp(t.Context()); err != nil || done {
			t.Errorf("again: %v, %v", done, err)
		}
	})
}

// forgetful loses the answers of the database.
type forgetful struct {
	team.Log
	lose *int
}

func (f forgetful) Append(ctx context.Context, c domain.ComputerID, list []domain.Decision) error {
	err := f.Log.Append(ctx, c, list)
	if *f.lose > 0 {
		*f.lose--
		return errors.New("the answer was lost")
	}
	return err
}

func TestAnAnswerThatIsLostDoublesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *shift) {
		kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
		lose := 1
		kim.between = func(l team.Log) team.Log { return forgetful{l, &lose} }
		kim.exchange.Close() // the next one is forgetful
		kim.review(0)
		kim.review(1)
		if _, err := kim.exchange.Sync(t.Context()); err == nil {
			t.Fatal("no answer was lost")
		}
		kim.sync()
		if taken := alex.sync(); taken != 2 {
			t.Errorf("%d decisions were taken over, not 2", taken)
		}
		same(t, kim, alex)
	})
}

func TestADatabaseThatWasPutBackIsHealedFromTheComputers(t *testing.T) {
	s := newShift(t)
	kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
	for n := range 6 {
		[]*colleague{kim, alex}[n%2].review(n)
		kim.sync()
		alex.sync()
	}
	server.Do(
		t,
		s.keeper.(database).name,
		"ALTER TABLE runchecks.entry DISABLE TRIGGER ALL",
		"DELETE FROM runchecks.entry WHERE position > 3",
		"SELECT setval('runchecks.position', 3)",
		"ALTER TABLE runchecks.entry ENABLE TRIGGER ALL",
	)
	alex.review(7)
	if alex.sync(); alex.exchange.State().Anew.IsZero() {
		t.Error("nobody says that the journal was put back")
	}
	kim.review(8)
	kim.sync()
	alex.sync()
	kim.sync()
	same(t, kim, alex)
	sam := s.member("sam", domain.RoleOperator)
	sam.sync()
	same(t, kim, alex, sam)
	if len(sam.waiting()) != jobsOfAll-8 {
		t.Errorf("%v wait", sam.waiting())
	}
}

func TestAnEntryOfANewerProgramIsKeptAndShownAndDoesNothing(t *testing.T) {
	s := newShift(t)
	kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
	kim.sync()
	l := s.logAs("kim")
	newer := domain.Decision{
		ID: "01M83X85ZGK2KZ9MCJE7E8Y508", Profile: "kim", Actor: "kim", Kind: "levitate", Targets: []string{"x"},
		At:      time.UnixMilli(1795427670000).UTC(), // which the id says
		Payload: []byte(`{}`),
	}
	newer.Hash = newer.Chain("")
	const other domain.ComputerID = "00000000000000000000000099"
	if _, err := l.Greet(t.Context(), domain.TeamMember{Computer: other}); err != nil {
		t.Fatal(err)
	}
	if err := l.Append(t.Context(), other, []domain.Decision{newer}); err != nil {
		t.Fatal(err)
	}
	alex.review(0)
	alex.sync()
	alex.review(1)
	if _, err := alex.svc.Undo(t.Context()); err != nil {
		t.Errorf("undo beside an unknown decision: %v", err)
	}
	list, err := alex.svc.SearchJournal(t.Context(), domain.JournalFilter{Kind: "levitate"})
	if err != nil || len(list) > 0 { // of somebody else: an operator sees their own
		t.Errorf("%v, %v", list, err)
	}
	alex.sync()
	same(t, alex)
}

func TestAnEntryThatNobodyCanReadHoldsNobodyUp(t *testing.T) {
	s := newShift(t)
	kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
	kim.sync()
	// Whoever may add entries may write anything into them.
	in, password := s.invite(s, "eve", domain.RoleOperator)
	login, _, _ := strings.Cut(strings.TrimPrefix(in.Address, "postgres://"), "@")
	eve := server.As(t, login, password, s.keeper.(database).name)
	computer := fmt.Sprintf("%026d", 77)
	if _, err := eve.Exec(t.Context(), "SELECT runchecks.greet($1, '')", computer); err != nil {
		t.Fatal(err)
	}
	for n, text := range []string{"", "{", `{"v":99}`, `{"v":1,"id":"x"}`, "[]", `"\u0000"`, strings.Repeat("[", 100_000)} {
		_, err := eve.Exec(
			t.Context(),
			"INSERT INTO runchecks.entry (id, computer, actor, kind, hash, entry) VALUES ($1, $2, 'eve', 'review', '', $3)",
			fmt.Sprintf("01M83X85ZGK2KZ9MCJ%08d", n),
			computer,
			text,
		)
		if err != nil {
			t.Fatal(err)
		}
	}
	before := kim.waiting()
	kim.sync()
	if !slices.Equal(before, kim.waiting()) {
		t.Errorf("what cannot be read changed the list: %v", kim.waiting())
	}
	alex.review(0)
	alex.sync()
	kim.sync()
	if len(kim.waiting()) != jobsOfAll-1 {
		t.Errorf("what follows was not taken over: %v", kim.waiting())
	}
	if chain, err := kim.svc.VerifyJournal(t.Context(), nil); err != nil || !chain.Faulty() {
		t.Errorf("nobody notices: %v", err)
	}
}

func TestADatabaseThatCrashesLosesAndDoublesNothing(t *testing.T) {
	s := newShift(t)
	kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
	for n := range 4 {
		kim.review(2 * n)
		alex.review(2*n + 1)
		crashed := make(chan error, 1)
		go func() { crashed <- server.Crash() }()
		_, _ = kim.exchange.Sync(t.Context()) // whether it comes through is a matter of luck
		if err := <-crashed; err != nil {
			t.Fatal(err)
		}
		if err := server.Again(); err != nil {
			t.Fatal(err)
		}
		_, _ = kim.exchange.Sync(t.Context()) // the connection may be the old one
		kim.sync()
		_, _ = alex.exchange.Sync(t.Context())
		alex.sync()
		kim.sync()
		same(t, kim, alex)
	}
	if len(kim.waiting()) != jobsOfAll-8 {
		t.Errorf("%v wait", kim.waiting())
	}
}

func TestRunExchangesWhatIsDecidedAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *shift) {
		kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			alex.exchange.Run(ctx, time.Hour)
		}()
		kim.review(0)
		kim.sync()
		for deadline := time.Now().Add(20 * time.Second); len(alex.waiting()) == jobsOfAll; {
			if time.Now().After(deadline) {
				t.Fatal("alex heard nothing")
			}
		}
		stop()
		<-ended
	})
}
