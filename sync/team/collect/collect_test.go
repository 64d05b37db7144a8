package collect_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/sync/engine"
	"runchecks/sync/mailbox"
	"runchecks/sync/readers"
	"runchecks/sync/simulate"
	"runchecks/sync/source"
	"runchecks/sync/team/collect"
	"runchecks/sync/team/postgres"
	"runchecks/sync/team/postgres/postgrestest"
	"runchecks/sync/team/teamtest"
)

var server *postgrestest.Server

func TestMain(m *testing.M) { postgrestest.Main(m, &server) }

const office = "office"

// team is a team in a database, and the mailbox that is collected.
type team struct {
	testing.TB
	owner    *postgres.Owner
	database string
	mail     *simulate.IMAPServer
	now      time.Time
}

var teams atomic.Int64

func newTeam(t testing.TB, mails []simulate.Mail) *team {
	t.Helper()
	address := server.Database(t)
	_, password, err := postgres.Address(address)
	if err != nil {
		t.Fatal(err)
	}
	o, err := postgres.OpenOwner(t.Context(), address, password)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.Close)
	n := teams.Add(1)
	if err := o.Create(t.Context(), domain.TeamID(fmt.Sprintf("%06d%020d", n, 0)), "Night shift", nil); err != nil {
		t.Fatal(err)
	}
	mail, err := simulate.StartIMAP(context.Background(), simulate.IMAPOptions{User: "u", Password: "p", Mails: mails})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mail.Close() })
	return &team{t, o, fmt.Sprint("team", n), mail, mails[len(mails)-1].Received.Add(time.Hour)}
}

// bulk are so many reports of a size in bytes.
func bulk(n, size int) (out []simulate.Mail) {
	for m := range simulate.Bulk(n, size) {
		out = append(out, m)
	}
	return out
}

// computer is a profile of a member.
type computer struct {
	*team
	name      string
	store     *storage.DB
	keeper    collect.Keeper
	collector *collect.Collector
	engine    *engine.Engine
}

func (t *team) clock() time.Time { return t.now }

// computer opens a profile; what it asks the keeper of the team goes through by.
func (t *team) computer(name string, by func(collect.Keeper) collect.Keeper) *computer {
	t.Helper()
	in, password, err := t.owner.Invite(t.Context(), name, domain.RoleViewer)
	if err != nil {
		t.Fatal(err)
	}
	log, err := postgres.Open(t.Context(), in.Address, password)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(log.Close)
	if _, err := log.Greet(t.Context(), domain.TeamMember{Computer: teamtest.Computer(name), Version: "1.0"}); err != nil {
		t.Fatal(err)
	}
	c := &computer{team: t, name: name, keeper: log}
	if by != nil {
		c.keeper = by(log)
	}
	if c.store, err = storage.Open(t.Context(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.store.Close() })
	c.collector, err = collect.NewCollector(collect.CollectorParams{
		Store: c.store, Clock: t.clock,
		Keeper: func(context.Context) (collect.Keeper, domain.ComputerID, error) {
			return c.keeper, teamtest.Computer(name), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	mail, err := mailbox.New(mailbox.Params{
		Store: c.store, Secrets: secrets.Memory{office: "p"}, Readers: readers.Default, Clock: t.clock, Location: time.UTC,
	})
	if err != nil {
		t.Fatal(err)
	}
	shared, err := collect.NewSource(collect.SourceParams{
		Store: c.store, Clock: t.clock, Mails: mail.Reader,
		Keeper:  func(context.Context) (collect.Keeper, error) { return c.keeper, nil },
		CatchUp: func(context.Context) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	c.engine, err = engine.New(
		engine.Params{Store: c.store, Clock: t.clock, Location: time.UTC, Kinds: source.Kinds{mail.Kind(), shared.Kind()}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// reads gives a profile its account: the mailbox itself, or the team's.
func (c *computer) reads(a domain.Account) *computer {
	c.Helper()
	a.Name = office
	if err := c.store.Write(c.Context(), func(tx domain.Tx) error { _, err := tx.PutAccount(a); return err }); err != nil {
		c.Fatal(err)
	}
	return c
}

func (t *team) mailbox() domain.Account {
	host, port := t.mail.Addr()
	return domain.Account{
		Kind:     domain.AccountIMAP,
		Host:     host,
		Port:     port,
		Security: domain.SecurityNone,
		User:     "u",
		Secret:   domain.SecretKeychain,
	}
}

// collects opens a profile that may collect, and reads the mailbox.
func (t *team) collects(name string, by func(collect.Keeper) collect.Keeper) *computer {
	t.Helper()
	c := t.computer(name, by).reads(t.mailbox())
	if err := t.owner.LetCollect(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	return c
}

// laptop opens a profile that reads what the team has collected.
func (t *team) laptop(name string) *computer {
	t.Helper()
	return t.computer(name, nil).reads(domain.Account{Kind: domain.AccountTeam, Host: "Night shift"})
}

func (c *computer) sync() {
	c.Helper()
	if err := c.engine.Sync(c.Context(), ""); err != nil {
		c.Fatal(err)
	}
}

// collect takes the turn, syncs, and gives what came.
func (c *computer) collect() error {
	end, err := c.collector.Begin(c.Context())
	if err != nil {
		return err
	}
	defer end()
	if err := c.collector.Give(c.Context()); err != nil {
		return err
	}
	c.sync()
	return c.collector.Give(c.Context())
}

// runs are the keys of the runs that a profile has.
func (c *computer) runs() (out []string) {
	c.Helper()
	err := c.store.Read(c.Context(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			runs, err := q.RunsIn(j.Job.ID, time.Unix(0, 0), c.now.AddDate(1, 0, 0))
			if err != nil {
				return err
			}
			for _, r := range runs {
				out = append(out, fmt.Sprint(r.Key, r.Status, r.Effective.Status))
			}
		}
		return nil
	})
	if err != nil {
		c.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func (c *computer) account() (a domain.Account) {
	c.Helper()
	err := c.store.Read(c.Context(), func(q domain.Reader) (err error) {
		a, err = q.AccountByName(office)
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
	return a
}

// errCut is what a cut connection says.
var errCut = errors.New("the connection was cut")

// cutting is a keeper whose n-th call is cut, before it did anything or before it answered.
type cutting struct {
	collect.Keeper
	n      int
	before bool
	calls  *int
}

func (k cutting) cut(do func() error) error {
	*k.calls++
	if *k.calls != k.n {
		return do()
	}
	if !k.before {
		_ = do() // the answer is lost
	}
	return errCut
}

func (k cutting) Mark(ctx context.Context, c domain.ComputerID, source string) (mark int64, err error) {
	err = k.cut(func() error { mark, err = k.Keeper.Mark(ctx, c, source); return err })
	return mark, err
}

func (k cutting) Put(ctx context.Context, turn collect.Fence, source string, pieces []collect.Piece, mark int64) error {
	return k.cut(func() error { return k.Keeper.Put(ctx, turn, source, pieces, mark) })
}

func (k cutting) Looked(ctx context.Context, turn collect.Fence, a collect.Account) error {
	return k.cut(func() error { return k.Keeper.Looked(ctx, turn, a) })
}

func (k cutting) Collects(ctx context.Context, turn collect.Fence, names []string) error {
	return k.cut(func() error { return k.Keeper.Collects(ctx, turn, names) })
}

func (k cutting) Forget(ctx context.Context, turn collect.Fence, days int) (n int64, err error) {
	err = k.cut(func() error { n, err = k.Keeper.Forget(ctx, turn, days); return err })
	return n, err
}

func TestACollectorThatIsCutAnywhereLosesNothingAndGivesNothingTwice(t *testing.T) {
	mails := bulk(210, 500) // more than travel at a time
	step := 1
	if testing.Short() {
		step = 3 // the race detector makes each call ten times as long
	}
	for _, before := range []bool{true, false} {
		for n := 1; ; n += step {
			calls := 0
			team := newTeam(t, mails)
			sam := team.collects("sam", func(k collect.Keeper) collect.Keeper { return cutting{k, n, before, &calls} })
			cut := sam.collect()
			if cut != nil && !errors.Is(cut, errCut) {
				t.Fatal(cut)
			}
			calls = n                             // nothing is cut any more
			if err := sam.collect(); err != nil { // it is started again
				t.Fatal(err)
			}
			laptop := team.laptop("alex")
			laptop.sync()
			if got, want := laptop.runs(), sam.runs(); len(want) != len(mails) || !slices.Equal(got, want) {
				t.Errorf("cut at call %d, before it %t: %d runs of %d", n, before, len(got), len(want))
			}
			var pieces int
			if err := server.As(t, "owner", "owner of the test", team.database).QueryRow(t.Context(),
				"SELECT count(*) FROM runchecks.collected").Scan(&pieces); err != nil || pieces != len(mails) {
				t.Errorf("cut at call %d: %d pieces of %d, %v", n, pieces, len(mails), err)
			}
			if cut == nil {
				break
			}
		}
	}
}

func TestNothingIsCalledMissedBeforeTheCollectorHasLooked(t *testing.T) {
	team := newTeam(t, bulk(20, 500))
	sam, laptop := team.collects("sam", nil), team.laptop("alex")
	if err := sam.collect(); err != nil {
		t.Fatal(err)
	}
	looked := team.now
	team.now = looked.Add(50 * time.Hour)
	laptop.sync()
	if h := laptop.account().Health; !h.Covered.Equal(looked) || !h.LastSuccess.Equal(looked) || h.Notice == "" {
		t.Errorf("two days after the collector looked the account stands as %+v", h)
	}
	if err := sam.collect(); err != nil {
		t.Fatal(err)
	}
	laptop.sync()
	if h := laptop.account().Health; !h.Covered.Equal(team.now) || h.Notice != "" {
		t.Errorf("once the collector looked the account stands as %+v", h)
	}
}

func TestWhatTheCollectorCannotFetchIsSaidToEverybody(t *testing.T) {
	team := newTeam(t, bulk(5, 500))
	sam, laptop := team.collects("sam", nil), team.laptop("alex")
	if err := laptop.engine.Sync(t.Context(), ""); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("an account that nobody collects: %v", err)
	}
	if err := team.mail.Close(); err != nil {
		t.Fatal(err)
	}
	end, err := sam.collector.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	if err := sam.engine.Sync(t.Context(), ""); err == nil {
		t.Fatal("a mailbox that is gone is synced")
	}
	if err := sam.collector.Give(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := laptop.engine.Sync(t.Context(), ""); err == nil {
		t.Error("the laptop says that all is well")
	}
	if h := laptop.account().Health; h.LastError == "" || !h.Covered.IsZero() {
		t.Errorf("the account stands as %+v", h)
	}
}

func TestADatabaseThatWasPutBackIsFilledAgainAndReadOnce(t *testing.T) {
	team := newTeam(t, bulk(30, 500))
	sam, laptop := team.collects("sam", nil), team.laptop("alex")
	if err := sam.collect(); err != nil {
		t.Fatal(err)
	}
	laptop.sync()
	want := laptop.runs()
	// As a copy of yesterday has it: the last ten mails are not there, and nobody remembers them.
	server.Do(t, team.database, "DELETE FROM runchecks.collected WHERE position > 20", "SELECT setval('runchecks.arrival', 20)",
		"UPDATE runchecks.mark SET mark = 20")
	laptop.sync()
	if err := sam.collect(); err != nil {
		t.Fatal(err)
	}
	laptop.sync()
	fresh := team.laptop("new")
	fresh.sync()
	for _, c := range []*computer{laptop, fresh} {
		if got := c.runs(); len(want) != 30 || !slices.Equal(got, want) {
			t.Errorf("%s has %d runs of %d", c.name, len(got), len(want))
		}
	}
}

func TestALaptopThatIsCutGoesOnWhereItWas(t *testing.T) {
	team := newTeam(t, bulk(450, 500))
	sam, laptop := team.collects("sam", nil), team.laptop("alex")
	if err := sam.collect(); err != nil {
		t.Fatal(err)
	}
	ctx, cut := context.WithCancel(t.Context())
	keeper := laptop.keeper
	laptop.keeper = counting{Keeper: keeper, asked: func(n int) {
		if n == 2 {
			cut()
		}
	}, n: new(atomic.Int64)}
	if err := laptop.engine.Sync(ctx, ""); err == nil {
		t.Fatal("the sync was not cut")
	}
	laptop.keeper = keeper
	laptop.sync()
	if got, want := laptop.runs(), sam.runs(); !slices.Equal(got, want) {
		t.Errorf("%d runs of %d", len(got), len(want))
	}
}

// counting is a keeper that says how often it was asked for pieces.
type counting struct {
	collect.Keeper
	asked func(int)
	n     *atomic.Int64
}

func (k counting) After(ctx context.Context, source string, position int64, limit int) ([]collect.Piece, error) {
	k.asked(int(k.n.Add(1)))
	return k.Keeper.After(ctx, source, position, limit)
}

func TestANewMailIsToldToEverybodyWhoWatches(t *testing.T) {
	team := newTeam(t, bulk(5, 500))
	sam, laptop := team.collects("sam", nil), team.laptop("alex")
	if err := sam.collect(); err != nil {
		t.Fatal(err)
	}
	laptop.sync()
	news := make(chan struct{}, 16)
	ctx, stop := context.WithCancel(t.Context())
	var watching sync.WaitGroup
	watching.Go(func() {
		_ = laptop.engine.Watch(ctx, laptop.account(), source.Watch{Every: time.Hour, News: func() { news <- struct{}{} }})
	})
	defer watching.Wait()
	defer stop()
	<-news // it listens
	laptop.sync()
	if err := team.mail.Append(bulk(6, 500)[5]); err != nil {
		t.Fatal(err)
	}
	if err := sam.collect(); err != nil {
		t.Fatal(err)
	}
	<-news
	laptop.sync()
	if got := laptop.runs(); len(got) != 6 {
		t.Errorf("%d runs of 6", len(got))
	}
}

// BenchmarkFreshLaptop is a computer that gets 20,000 mails of 40 KB from the mail server, and
// from the team.
func BenchmarkFreshLaptop(b *testing.B) {
	const mails = 20_000
	team := newTeam(b, bulk(mails, 40<<10))
	sam := team.collects("sam", nil)
	if err := sam.collect(); err != nil {
		b.Fatal(err)
	}
	n := 0
	for what, reads := range map[string]domain.Account{
		"from IMAP": team.mailbox(), "from the team": {Kind: domain.AccountTeam, Host: "Night shift"},
	} {
		b.Run(what, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				n++
				c := team.computer(fmt.Sprint("laptop ", n), nil).reads(reads)
				b.StartTimer()
				began := time.Now()
				c.sync()
				b.ReportMetric(mails/time.Since(began).Seconds(), "mails/s")
				b.StopTimer()
				if got := len(c.runs()); got != mails {
					b.Fatalf("%d runs of %d", got, mails)
				}
				b.StartTimer()
			}
		})
	}
}
