package cove_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/sync/engine"
	"runchecks/sync/simulate"
)

// fleet is a cache with one account on a simulated Cove, whose clock is the engine's.
type fleet struct {
	*testing.T
	ctx    context.Context
	folder string
	store  *storage.DB
	server *simulate.CoveServer
	engine *engine.Engine
	desk   *review.Service
}

func newFleet(t *testing.T, change func(*simulate.CoveOptions)) *fleet {
	t.Helper()
	opt := simulate.CoveDemo(storagetest.Now)
	opt.Now = func() time.Time { return storagetest.Now }
	if change != nil {
		change(&opt)
	}
	f := &fleet{T: t, ctx: context.Background(), folder: t.TempDir()}
	var err error
	if f.store, err = storage.Open(f.ctx, f.folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.store.Close() })
	if f.server, err = simulate.StartCove(f.ctx, opt); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.server.Close() })
	err = f.store.Write(f.ctx, func(tx domain.Tx) error {
		_, err := tx.PutAccount(domain.Account{Name: "cove", Kind: domain.AccountCove, Host: f.server.URL(), User: opt.User, Partner: opt.Partner, Secret: domain.SecretKeychain})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	f.engine, err = newEngine(f.store, opt.Password, f.server.Now)
	if err != nil {
		t.Fatal(err)
	}
	f.desk, err = review.New(review.Params{Store: f.store, Clock: f.server.Now, Actor: domain.Actor{Name: "anna", Role: domain.RoleAdmin}, Location: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fleet) sync() {
	f.Helper()
	if err := f.engine.Sync(f.ctx, ""); err != nil {
		f.Fatal(err)
	}
}

func (f *fleet) devices() (out []domain.Device) {
	f.Helper()
	err := f.store.Read(f.ctx, func(q domain.Reader) (err error) {
		out, err = q.Devices()
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	return out
}

func (f *fleet) linkAll() domain.Decision {
	f.Helper()
	var links []domain.DeviceLink
	for _, d := range f.devices() {
		links = append(links, d.Suggested())
	}
	d, err := f.desk.LinkDevices(f.ctx, links)
	if err != nil {
		f.Fatal(err)
	}
	if err := f.engine.Import(f.ctx); err != nil {
		f.Fatal(err)
	}
	return d
}

// runs lists every run of every job, by key.
func (f *fleet) runs() map[domain.RunKey]domain.Run {
	f.Helper()
	out := map[domain.RunKey]domain.Run{}
	err := f.store.Read(f.ctx, func(q domain.Reader) error {
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			list, err := q.JobRuns(j.ID, true, 10_000)
			if err != nil {
				return err
			}
			for _, r := range list {
				run, err := q.Run(r.ID)
				if err != nil {
					return err
				}
				out[run.Key] = run
			}
		}
		return nil
	})
	if err != nil {
		f.Fatal(err)
	}
	return out
}

func TestDevicesOfCoveAreStagedAndMakeNoRunBeforeTheyAreLinked(t *testing.T) {
	f := newFleet(t, nil)
	f.sync()
	devices := f.devices()
	if len(devices) != 32 || len(f.runs()) != 0 {
		t.Fatalf("%d devices, %d runs", len(devices), len(f.runs()))
	}
	for _, d := range devices {
		if d.State != domain.DeviceUnlinked || d.Name == "" || d.Customer == "" {
			t.Errorf("%+v", d)
		}
	}
}

// wantPanel checks that the 28-day bar stands in place of the report of a run.
func (f *fleet) wantPanel(r domain.Run) {
	f.Helper()
	err := f.store.Read(context.Background(), func(q domain.Reader) error {
		d, err := q.Details(r.ID)
		if err == nil && (d.Summary == nil || len(d.Summary.Days) == 0 || d.Summary.Title == "") {
			f.Errorf("%s has no panel: %+v", r.Key, d.Summary)
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
}

func TestLinkingImportsAtOnceAndPollingAgainBringsNothing(t *testing.T) {
	f := newFleet(t, nil)
	f.sync()
	f.linkAll()
	first := f.runs()
	shown, offline := 0, 0
	for key, r := range first {
		switch r.Source {
		case domain.SourceCove:
			shown++
			if r.Status == domain.Success && slices.ContainsFunc(r.Objects, func(o domain.Object) bool { return o.Status != domain.Success }) {
				t.Errorf("%s is good with objects that are not: %+v", key, r.Objects)
			}
		case domain.SourceOffline:
			offline++
			f.wantPanel(r)
		default:
			t.Errorf("%s is from %s", key, r.Source)
		}
		// What a device did last, more than two days before it was linked, is history.
		if history := r.Source == domain.SourceCove && r.At.Before(f.server.Now().Add(-rules.HistoryAge)); (r.Review != nil) != history {
			t.Errorf("%s of %s: reviewed %t, history %t", key, r.At, r.Review != nil, history)
		}
	}
	if shown != 32 || offline != 2 {
		t.Errorf("%d runs of sessions, %d of workstations that are offline", shown, offline)
	}
	f.sync() // brings what the devices did before
	after := f.runs()
	if len(after) <= len(first) {
		t.Errorf("no history: %d runs before, %d after", len(first), len(after))
	}
	for key := range first {
		if _, ok := after[key]; !ok {
			t.Errorf("%s is gone", key)
		}
	}
	f.sync()
	f.sync()
	if again := f.runs(); len(again) != len(after) {
		t.Errorf("polling again made %d runs of %d", len(again), len(after))
	}
}

func TestWhatWasNotObservedIsRecoveredFromTheHistory(t *testing.T) {
	f := newFleet(t, nil)
	f.sync()
	f.linkAll()
	f.sync()
	before := len(f.runs())
	f.server.Advance(5 * 24 * time.Hour)
	f.sync()
	// 30 devices run once a day; two laptops are off.
	if made := len(f.runs()) - before; made < 5*28 {
		t.Errorf("%d runs of five days", made)
	}
}

func TestWhatNobodyObservedIsNeverMissed(t *testing.T) {
	if testing.Short() {
		t.Skip("three weeks of syncs")
	}
	f := newFleet(t, func(o *simulate.CoveOptions) { o.RefusedMethods = []string{"GetAccountInfoById"} })
	f.sync()
	f.linkAll()
	for range 20 { // a schedule is learned
		f.server.Advance(24 * time.Hour)
		f.sync()
	}
	f.server.Advance(6 * 24 * time.Hour)
	f.sync()
	for key, r := range f.runs() {
		if r.Source == domain.SourceSchedule {
			t.Errorf("%s: %s", key, r.Error)
		}
	}
}

func TestTheLinkIsUndoneAsOneDecision(t *testing.T) {
	f := newFleet(t, nil)
	f.sync()
	f.linkAll()
	if _, err := f.desk.Undo(f.ctx); err != nil {
		t.Fatal(err)
	}
	for _, d := range f.devices() {
		if d.State != domain.DeviceUnlinked || d.Job != 0 {
			t.Errorf("%+v", d)
		}
	}
	err := f.store.Read(f.ctx, func(q domain.Reader) error {
		open, err := q.OpenJobs()
		if err != nil {
			return err
		}
		customers, err := q.Customers()
		if len(open) != 0 || len(customers) != 0 {
			t.Errorf("%d open jobs, %d customers", len(open), len(customers))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestARefusedLoginIsNotTriedAgainByItself(t *testing.T) {
	f := newFleet(t, func(o *simulate.CoveOptions) { o.Password = "other" })
	f.server.Fail(simulate.CoveFault{Trouble: simulate.CoveError, Method: "Login", Number: 2100})
	for range 3 {
		if err := f.engine.Sync(f.ctx, ""); domain.CodeOf(err) != domain.CodeSignIn {
			t.Fatalf("got %v", err)
		}
	}
	if n := len(f.server.Requests()); n != 1 {
		t.Errorf("%d requests", n)
	}
	f.server.Heal()
	if err := f.engine.Sync(f.ctx, "cove"); err != nil {
		t.Errorf("when a person asks for it: %v", err)
	}
}

func TestADeviceThatIsGoneIsReportedOnce(t *testing.T) {
	f := newFleet(t, nil)
	f.sync()
	f.linkAll()
	f.sync()
	f.server.RemoveDevice(5_100_000)
	f.sync()
	f.sync()
	told := 0
	for key, r := range f.runs() {
		if strings.HasPrefix(string(key), "gone:") {
			told++
			if r.Status != domain.Warning {
				t.Errorf("%s is %s", key, r.Status)
			}
		}
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}

func TestAnIncompleteListIsNoGoodSync(t *testing.T) {
	f := newFleet(t, func(o *simulate.CoveOptions) { o.NoTotal = true })
	if err := f.engine.Sync(f.ctx, ""); err == nil || !strings.Contains(err.Error(), "not complete") {
		t.Errorf("got %v", err)
	}
	if len(f.devices()) != 32 {
		t.Errorf("%d devices", len(f.devices()))
	}
}

func TestErrorTextsBecomeMessagesOfTheObjects(t *testing.T) {
	f := newFleet(t, nil)
	f.sync()
	f.linkAll()
	f.sync()
	for key, r := range f.runs() {
		if strings.HasPrefix(string(key), "cove:5100001:") && r.Review == nil {
			i := slices.IndexFunc(r.Objects, func(o domain.Object) bool { return o.Name == "Microsoft SQL" })
			if i < 0 || !strings.Contains(r.Objects[i].Message, "SqlServerWriter") {
				t.Errorf("%s: %+v", key, r.Objects)
			}
		}
	}
}

func TestErrorTextsThatAreRefusedFailNothing(t *testing.T) {
	f := newFleet(t, func(o *simulate.CoveOptions) { o.RefusedMethods = []string{"GetAccountInfoById"} })
	f.sync()
	f.linkAll()
	f.sync()
	said := 0
	for _, r := range f.runs() {
		err := f.store.Read(f.ctx, func(q domain.Reader) error {
			s, err := q.Summary(r.ID)
			if s.Wanted {
				t.Errorf("%s is asked for again", r.Key)
			}
			if strings.Contains(s.Details, "may not read them") {
				said++
			}
			return err
		})
		if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			t.Fatal(err)
		}
	}
	if said == 0 {
		t.Error("no run says why it has no error texts")
	}
}

func TestARebuildGivesTheSameDevicesAndJobs(t *testing.T) {
	f := newFleet(t, nil)
	f.sync()
	if _, err := f.desk.IgnoreDevices(f.ctx, []domain.DeviceKey{domain.CoveDeviceKey(5_100_003)}, true); err != nil {
		t.Fatal(err)
	}
	f.linkAll()
	f.sync()
	if _, err := f.desk.UnlinkDevices(f.ctx, []domain.DeviceKey{domain.CoveDeviceKey(5_100_004)}); err != nil {
		t.Fatal(err)
	}
	jobs := func() (out []domain.JobKey) {
		err := f.store.Read(f.ctx, func(q domain.Reader) error {
			list, err := q.OpenJobs()
			for _, j := range list {
				out = append(out, j.Key)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	devices, open, runs := f.devices(), jobs(), len(f.runs())
	if _, err := f.desk.Rebuild(f.ctx); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(devices, f.devices()) || !slices.Equal(open, jobs()) || runs != len(f.runs()) {
		t.Error("the cache differs after a rebuild")
	}
}

func TestADeviceThatMovesAsksAndKeepsItsCustomerUntilSomebodyAnswers(t *testing.T) {
	f := newFleet(t, nil)
	f.sync()
	f.linkAll()
	d := f.devices()[0]
	was := d.Customer
	err := f.store.Write(f.ctx, func(tx domain.Tx) error {
		d.Owner, d.Customer, d.Fingerprint = "999", "Somebody else", "moved"
		_, err := tx.PutDevice(d, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	customer := func() (name string) {
		err := f.store.Read(f.ctx, func(q domain.Reader) error {
			now, err := q.DeviceByKey(d.Key)
			if err != nil {
				return err
			}
			j, err := q.Job(now.Job)
			name = j.Customer.Name
			_, moved, countErr := q.DeviceCounts()
			if countErr != nil || now.Moved() != (moved == 1) {
				t.Errorf("moved %v, %d counted, %v", now.Moved(), moved, countErr)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	if got := customer(); got != was {
		t.Errorf("the job went to %s by itself", got)
	}
	if _, err := f.desk.ConfirmMove(f.ctx, []domain.DeviceKey{d.Key}, true); err != nil {
		t.Fatal(err)
	}
	if got := customer(); got != "Somebody else" {
		t.Errorf("the job stayed with %s", got)
	}
	if _, err := f.desk.Undo(f.ctx); err != nil {
		t.Fatal(err)
	}
	if got := customer(); got != was {
		t.Errorf("after undo the job is with %s", got)
	}
}

func TestWhatTheUserMayNotSeeIsToldBesideAGoodSync(t *testing.T) {
	f := newFleet(t, func(o *simulate.CoveOptions) { o.RefusedColumns = []string{"D10"} })
	f.sync()
	err := f.store.Read(f.ctx, func(q domain.Reader) error {
		a, err := q.AccountByName("cove")
		if !strings.Contains(a.Health.Notice, "Microsoft SQL") || a.Health.LastError != "" {
			t.Errorf("%+v", a.Health)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
