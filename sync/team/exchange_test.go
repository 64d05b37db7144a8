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
	"runchecks/sync/team"
	"runchecks/sync/team/postgres"
	"runchecks/sync/team/postgres/postgrestest"
)

var server *postgrestest.Server

func TestMain(m *testing.M) { postgrestest.Main(m, &server) }

// shift is a team with its database.
type shift struct {
	testing.TB
	owner    *postgres.Owner
	database string
	people   int
}

// logOf connects as a member, with a new password.
func (s *shift) logOf(name string) *postgres.Log {
	s.Helper()
	in, password, err := s.owner.Invite(s.Context(), name, domain.RoleAdmin)
	if err != nil {
		s.Fatal(err)
	}
	l, err := postgres.Open(s.Context(), in.Address, password)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(l.Close)
	return l
}

var teams atomic.Int64

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
	return &shift{TB: t, owner: o, database: address[strings.LastIndex(address, "/")+1:]}
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
	in, password, err := s.owner.Invite(s.Context(), name, role)
	if err != nil {
		s.Fatal(err)
	}
	store, err := storage.Open(s.Context(), filepath.Join(s.TempDir(), name))
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
			l, err := postgres.Open(ctx, t.Address, password)
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
	s := newShift(t)
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
}

func TestADecisionAboutAReportThatIsNotHereWaitsForIt(t *testing.T) {
	s := newShift(t)
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
	s := newShift(t)
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
}

func TestADatabaseThatWasPutBackIsHealedFromTheComputers(t *testing.T) {
	s := newShift(t)
	kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
	for n := range 6 {
		[]*colleague{kim, alex}[n%2].review(n)
		kim.sync()
		alex.sync()
	}
	server.Do(t, s.database, "ALTER TABLE runchecks.entry DISABLE TRIGGER ALL", "DELETE FROM runchecks.entry WHERE position > 3",
		"SELECT setval('runchecks.position', 3)", "ALTER TABLE runchecks.entry ENABLE TRIGGER ALL")
	alex.review(7)
	alex.sync()
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
	l := s.logOf("kim")
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
	in, password, err := s.owner.Invite(t.Context(), "eve", domain.RoleOperator)
	if err != nil {
		t.Fatal(err)
	}
	login, _, _ := strings.Cut(strings.TrimPrefix(in.Address, "postgres://"), "@")
	eve := server.As(t, login, password, s.database)
	computer := fmt.Sprintf("%026d", 77)
	if _, err := eve.Exec(t.Context(), "SELECT runchecks.greet($1, '')", computer); err != nil {
		t.Fatal(err)
	}
	for n, text := range []string{"", "{", `{"v":99}`, `{"v":1,"id":"x"}`, "[]", `"\u0000"`, strings.Repeat("[", 100_000)} {
		_, err := eve.Exec(t.Context(), "INSERT INTO runchecks.entry (id, computer, actor, kind, hash, entry) VALUES ($1, $2, 'eve', 'review', '', $3)",
			fmt.Sprintf("01M83X85ZGK2KZ9MCJ%08d", n), computer, text)
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
	s := newShift(t)
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
}
