package ingest_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/ingest"
)

// nights is a mailbox with a job that reports every night, and a desk.
type nights struct {
	*testing.T
	ctx   context.Context
	store *storage.DB
	in    *ingest.Ingest
	desk  *review.Service
	now   time.Time
	mails int
}

func newNights(t *testing.T) *nights {
	t.Helper()
	n := &nights{T: t, ctx: context.Background(), now: storagetest.Now}
	store, err := fresh.Open(n.ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	n.store = store
	storagetest.Mailbox(t, store)
	clock := func() time.Time { return n.now }
	if n.in, err = ingest.New(store, clock, time.UTC); err != nil {
		t.Fatal(err)
	}
	n.desk, err = review.New(review.Params{Store: store, Clock: clock, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC,
		Attempts: func(ctx context.Context, jobs ...domain.JobKey) error {
			_, err := n.in.Attempts(ctx, jobs...)
			return err
		}})
	if err != nil {
		t.Fatal(err)
	}
	err = store.Write(n.ctx, func(tx domain.Tx) error {
		_, err := tx.PutAccount(domain.Account{Name: "mail", Kind: "imap", Secret: domain.SecretKeychain})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const sender = "backup@nw.example"

// item is a report of one job, as a mail.
func (n *nights) item(at time.Time, objects ...domain.Object) ingest.Item {
	n.mails++
	worst := domain.Success
	for _, o := range objects {
		worst = max(worst, o.Status)
	}
	return ingest.Item{
		Message: domain.Message{Account: 1, MessageID: fmt.Sprintf("%d@nw", n.mails), Folder: "INBOX", UID: uint32(n.mails), Subject: "report", From: sender, Date: at, Received: at},
		Raw:     fmt.Appendf(nil, "\r\n\r\n%d", n.mails), FromAddress: sender,
		Results: []domain.Result{{Product: "Veeam", JobType: "Backup", JobName: "NW", Kind: domain.KindRun, Status: worst, Objects: objects, Started: domain.Stamp{Time: at, Zoned: true}}},
	}
}

// receive stores reports; covered by a complete sync that began now.
func (n *nights) receive(items ...ingest.Item) {
	n.Helper()
	folder := domain.Folder{Account: 1, Name: "INBOX", UIDValidity: 1, LastUID: uint32(n.mails), FirstSync: storagetest.Now.AddDate(0, 0, -200)}
	if _, err := n.in.Batch(n.ctx, folder, items); err != nil {
		n.Fatal(err)
	}
}

// synced says that everything that came before now has been seen, and looks at the schedules.
func (n *nights) synced() ingest.MissedCounts {
	n.Helper()
	err := n.store.Write(n.ctx, func(tx domain.Tx) error {
		return tx.SetHealth(1, domain.Health{LastTry: n.now, LastSuccess: n.now, Covered: n.now})
	})
	if err != nil {
		n.Fatal(err)
	}
	return n.look()
}

func (n *nights) look() ingest.MissedCounts {
	n.Helper()
	c, err := n.in.Missed(n.ctx)
	if err != nil {
		n.Fatal(err)
	}
	return c
}

func (n *nights) job() domain.Job {
	n.Helper()
	var job domain.Job
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		jobs, err := q.Jobs()
		if len(jobs) == 1 {
			job = jobs[0].Job
		}
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return job
}

// runs lists the runs of the job, newest first.
func (n *nights) runs() []domain.RunRow {
	n.Helper()
	var out []domain.RunRow
	err := n.store.Read(n.ctx, func(q domain.Reader) (err error) {
		out, err = q.JobRuns(n.job().ID, true, 1000)
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return out
}

func (n *nights) missed() (waiting, reviewed int, note string) {
	n.Helper()
	for _, r := range n.runs() {
		if r.Source != domain.SourceSchedule {
			continue
		}
		if note = r.Note; r.Reviewed {
			reviewed++
		} else {
			waiting++
		}
	}
	return waiting, reviewed, note
}

func (n *nights) must(d domain.Decision, err error) domain.Decision {
	n.Helper()
	if err != nil {
		n.Fatal(err)
	}
	return d
}

// daily brings sixty nights of a job that runs at 22:00, all good, and approves it;
// the last one was last night. It is nine in the morning.
func (n *nights) daily() {
	n.Helper()
	n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var items []ingest.Item
	for i := 60; i >= 1; i-- {
		items = append(items, n.item(n.night(-i)))
	}
	n.receive(items...)
	n.must(n.desk.Approve(n.ctx, []domain.JobKey{n.job().Key}, "Northwind"))
}

// night is 22:00 of a day, 0 for today.
func (n *nights) night(day int) time.Time {
	return time.Date(2026, 11, 23+day, 22, 0, 0, 0, time.UTC)
}

func TestSilenceBecomesAMissedRunAndALateReportTakesItBack(t *testing.T) {
	n := newNights(t)
	n.daily()
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("while all came: %+v", c)
	}
	n.now = n.night(0).Add(6 * time.Hour)
	if c := n.synced(); c.Made != 0 {
		t.Errorf("within the grace for mail: %+v", c)
	}
	n.now = n.night(0).Add(8 * time.Hour)
	if c := n.look(); c.Made != 0 {
		t.Errorf("no complete sync has looked since: %+v", c)
	}
	if c := n.synced(); c.Made != 1 {
		t.Errorf("after it: %+v", c)
	}
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("looked again: %+v", c)
	}
	if r := n.runs()[0]; r.Raw != domain.Missed || r.Key != domain.SlotRunKey(n.job().Key, n.night(0)) || r.Reviewed {
		t.Errorf("run %+v", r)
	}
	n.receive(n.item(n.night(0).Add(10 * time.Minute)))
	if c := n.synced(); c.Withdrawn != 1 {
		t.Errorf("its report came: %+v", c)
	}
	if waiting, reviewed, _ := n.missed(); waiting+reviewed != 0 {
		t.Errorf("%d waiting, %d reviewed", waiting, reviewed)
	}
}

func TestAReviewedMissedRunStaysWhenItsReportArrivesLate(t *testing.T) {
	n := newNights(t)
	n.daily()
	n.now = n.night(0).Add(9 * time.Hour)
	n.synced()
	n.must(n.desk.MarkReviewed(n.ctx, []review.Target{{Job: n.job().ID}}))
	n.receive(n.item(n.night(0)))
	if c := n.synced(); c.Late != 1 || c.Withdrawn != 0 {
		t.Errorf("%+v", c)
	}
	if waiting, reviewed, note := n.missed(); waiting != 0 || reviewed != 1 || note != "arrived late" {
		t.Errorf("%d, %d, %q", waiting, reviewed, note)
	}
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("looked again: %+v", c)
	}
}

// nightly is a schedule set by hand: every day at a minute.
func nightly(minute int) domain.Schedule {
	s := domain.Schedule{Kind: domain.ScheduleWeekly}
	for d := range 7 {
		s.Slots = append(s.Slots, domain.WeekSlot{Weekday: time.Weekday(d), Minute: minute})
	}
	return s
}

func TestAPauseMissesNothingInItsTimeAndWithdrawsNothingOfBefore(t *testing.T) {
	n := newNights(t)
	n.daily()
	n.now = n.night(1).Add(9 * time.Hour)
	if c := n.synced(); c.Made != 2 {
		t.Fatalf("two silent nights: %+v", c)
	}
	n.now = n.night(2).Add(time.Hour) // the third may still come
	pause := nightly(22 * 60)
	pause.PausedUntil = n.now.AddDate(0, 0, 3)
	n.must(n.desk.SetSchedule(n.ctx, n.job().ID, &pause))
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("paused: %+v", c)
	}
	n.now = n.night(3).Add(9 * time.Hour)
	if c := n.synced(); c.Made != 1 || c.Withdrawn != 0 {
		t.Errorf("the night before the pause was never told of: %+v", c)
	}
	longer := nightly(22 * 60)
	longer.PausedUntil = n.now.AddDate(0, 0, 9)
	n.must(n.desk.SetSchedule(n.ctx, n.job().ID, &longer))
	n.now = n.night(5).Add(time.Hour)
	plain := nightly(22 * 60)
	n.must(n.desk.SetSchedule(n.ctx, n.job().ID, &plain))
	n.now = n.night(6).Add(9 * time.Hour)
	if c := n.synced(); c.Made != 1 || c.Withdrawn != 0 {
		t.Errorf("the pause was ended early, and one night passed since: %+v", c)
	}
	n.must(n.desk.Undo(n.ctx))
	if c := n.synced(); c.Withdrawn != 1 || c.Made != 0 {
		t.Errorf("the end of the pause was undone: %+v", c)
	}
}

func TestAScheduleSetByHandMissesNothingFromBeforeItWasSet(t *testing.T) {
	n := newNights(t)
	n.daily()
	n.now = n.night(0).Add(9 * time.Hour)
	if c := n.synced(); c.Made != 1 {
		t.Fatalf("one silent night: %+v", c)
	}
	earlier := nightly(6 * 60)
	n.must(n.desk.SetSchedule(n.ctx, n.job().ID, &earlier))
	if c := n.synced(); c.Made != 0 || c.Withdrawn != 1 {
		t.Errorf("at 06:00 nothing was expected until now, and at 22:00 nothing is any more: %+v", c)
	}
	n.now = n.night(2).Add(24 * time.Hour)
	if c := n.synced(); c.Made != 2 {
		t.Errorf("two mornings since: %+v", c)
	}
}

func TestAJobThatIsNoLongerLearnedForItsSilenceStaysMissed(t *testing.T) {
	n := newNights(t)
	n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var items []ingest.Item
	for i := 7; i >= 1; i-- {
		items = append(items, n.item(n.night(-i)))
	}
	n.receive(items...)
	n.must(n.desk.Approve(n.ctx, []domain.JobKey{n.job().Key}, "Northwind"))
	made := 0
	for day := range 13 {
		n.now = n.night(day).Add(9 * time.Hour)
		made += n.synced().Made
	}
	if waiting, _, _ := n.missed(); made < 6 || waiting != made {
		t.Errorf("%d nights were missed, %d are waiting", made, waiting)
	}
}

func TestAnArchivedJobMissesNothing(t *testing.T) {
	n := newNights(t)
	n.daily()
	n.now = n.night(2).Add(9 * time.Hour)
	if c := n.synced(); c.Made != 3 {
		t.Fatalf("three silent nights: %+v", c)
	}
	n.must(n.desk.Archive(n.ctx, []int64{n.job().ID}, true))
	n.now = n.night(4).Add(9 * time.Hour)
	if c := n.synced(); c.Made != 0 {
		t.Errorf("archived: %+v", c)
	}
	n.must(n.desk.Archive(n.ctx, []int64{n.job().ID}, false))
	if c := n.synced(); c.Made != 0 {
		t.Errorf("nothing is missed from before it came back: %+v", c)
	}
	n.now = n.night(5).Add(9 * time.Hour)
	if c := n.synced(); c.Made != 1 {
		t.Errorf("the night after: %+v", c)
	}
}

func TestOneNightIsMissedOnceAlthoughTheLearnedHourDrifts(t *testing.T) {
	n := newNights(t)
	n.daily()
	n.now = n.night(0).Add(9 * time.Hour)
	n.synced()
	var items []ingest.Item
	for i := 1; i <= 40; i++ {
		items = append(items, n.item(n.night(i).Add(25*time.Minute)))
	}
	n.receive(items[:5]...)
	n.now = n.night(5).Add(9 * time.Hour)
	n.synced()
	if waiting, _, _ := n.missed(); waiting != 1 {
		t.Errorf("%d missed", waiting)
	}
}

// failing is a problem that all the paths below bring.
var failing = domain.Object{Name: "fs04", Type: "VM", Status: domain.Failed, Message: "Disk 12 is full"}

func (n *nights) linked() int {
	n.Helper()
	count := 0
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		list, err := q.Tickets()
		for _, k := range list {
			runs, err := q.TicketRuns(k.Key, 0)
			if err != nil {
				return err
			}
			count += len(runs)
		}
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return count
}

func TestAnOpenTicketIsLinkedOnEveryPathThatMakesARun(t *testing.T) {
	for name, path := range map[string]func(n *nights){
		"a mail": func(n *nights) { n.receive(n.item(n.now, failing)) },
		"reading a mail again": func(n *nights) {
			item := n.item(n.now, failing)
			empty := item
			empty.Results, empty.Unmatched = nil, "nobody knows"
			n.receive(empty)
			err := n.store.Read(n.ctx, func(q domain.Reader) error {
				m, err := q.MessageByKey(item.Message.MessageID)
				item.Message = m
				return err
			})
			if err != nil {
				n.Fatal(err)
			}
			if _, err := n.in.Reprocess(true).Batch(n.ctx, []ingest.Item{item}); err != nil {
				n.Fatal(err)
			}
		},
		"a schedule": func(n *nights) {
			n.now = n.night(0).Add(9 * time.Hour)
			n.synced()
		},
		"a session of Cove": func(n *nights) {
			n.device(domain.SourceCove, "cove:1")
			n.fresh(ingest.State{Runs: []ingest.DeviceRun{{Key: "cove:1:a", At: n.now, Result: domain.Result{Product: "Cove", Kind: domain.KindRun, Status: domain.Failed, Objects: []domain.Object{failing}}}}})
		},
		"a workstation that is offline": func(n *nights) {
			n.device(domain.SourceCove, "cove:1")
			n.fresh(ingest.State{Offline: &ingest.OfflineRun{Key: "offline:cove:1:a", Status: domain.Warning, Words: "silent for 7 days"}})
		},
		"a device that is gone": func(n *nights) {
			n.device(domain.SourceCove, "cove:1")
			stage, err := n.in.Stage(n.ctx, domain.Account{ID: 1}, domain.SourceCove)
			if err != nil {
				n.Fatal(err)
			}
			if _, err := stage.Finish(n.ctx, true); err != nil {
				n.Fatal(err)
			}
		},
		"a tenant of Cloud Connect": func(n *nights) {
			use := domain.TenantUse{Tenant: "nw", Repository: "Gold", Workloads: []domain.TenantWorkload{{Name: "VMs", Active: "no words for it"}}}
			provider := func() ingest.Item {
				item := n.item(n.now)
				item.FromAddress = "cc@provider.example"
				item.Results = []domain.Result{{Product: domain.ProductCloudConnect, Kind: domain.KindInformation, Tenants: &domain.TenantReport{Whole: true, Uses: []domain.TenantUse{use}}}}
				return item
			}
			n.receive(provider())
			n.linkAll()
			n.now = n.now.Add(time.Minute)
			n.receive(provider())
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := newNights(t)
			n.daily()
			ticket := n.must(n.desk.CreateTicket(n.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Customer: "Northwind"}}, ActiveFrom: n.now.Add(-time.Hour)}, review.Documented{}))
			path(n)
			if got := n.linked(); got != 1 {
				t.Errorf("%d runs linked", got)
			}
			n.must(n.desk.ResolveTicket(n.ctx, domain.DecisionID(ticket.Targets[0])))
			n.receive(n.item(n.now.Add(time.Hour), failing))
			if got := n.linked(); got != 1 {
				t.Errorf("%d runs linked to a resolved ticket", got)
			}
		})
	}
}

// device tells of a device, and links it.
func (n *nights) device(source domain.Source, key domain.DeviceKey) {
	n.Helper()
	stage, err := n.in.Stage(n.ctx, domain.Account{ID: 1}, source)
	if err != nil {
		n.Fatal(err)
	}
	if err := stage.Add(n.ctx, ingest.DeviceReport{Device: domain.Device{Key: key, Source: source, Customer: "nw", Owner: "1", Name: "PC1",
		Class: "Workstation", Fingerprint: "a"}, Raw: []byte("{}")}); err != nil {
		n.Fatal(err)
	}
	if _, err := stage.Finish(n.ctx, false); err != nil {
		n.Fatal(err)
	}
	n.linkAll()
}

// linkAll links every device for the customer.
func (n *nights) linkAll() {
	n.Helper()
	var links []domain.DeviceLink
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		list, err := q.Devices()
		for _, d := range list {
			links = append(links, domain.DeviceLink{Device: d.Key, Customer: "Northwind"})
		}
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	n.must(n.desk.LinkDevices(n.ctx, links))
}

// fresh imports a state of the linked devices.
func (n *nights) fresh(state ingest.State) {
	n.Helper()
	_, err := n.in.Fresh(n.ctx, func(domain.Device, []byte) (ingest.State, error) { return state, nil })
	if err != nil {
		n.Fatal(err)
	}
}

func TestNoOtherFunctionStoresARun(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range []string{".PutRun(", ".SetRun("} {
			if strings.Contains(string(text), call) && f != "record.go" && !strings.HasSuffix(f, "_test.go") {
				t.Errorf("%s stores a run past record and rewrite: tickets and acceptances would not know of it", f)
			}
		}
	}
}

func TestAnAcceptedProblemStaysQuietAndComesBackSayingWhy(t *testing.T) {
	n := newNights(t)
	n.daily()
	n.receive(n.item(n.now, failing))
	n.must(n.desk.Accept(n.ctx, review.AcceptRequest{Run: n.runs()[0].ID, Level: domain.AcceptJob, UntilSuccess: true, UntilNewObject: true, Note: "disk ordered"}))
	if r := n.runs()[0]; !r.Reviewed || r.Status != domain.Failed {
		t.Errorf("accepted %+v", r)
	}
	n.now = n.now.Add(24 * time.Hour)
	n.receive(n.item(n.now, failing))
	if r := n.runs()[0]; !r.Reviewed || r.Status != domain.Failed {
		t.Errorf("the same again: %+v", r)
	}
	n.now = n.now.Add(24 * time.Hour)
	other := failing
	other.Name = "fs05"
	n.receive(n.item(n.now, failing, other))
	if r := n.runs()[0]; r.Reviewed || !strings.Contains(r.Note, "fs05 is affected now, too") || !strings.Contains(r.Note, "kim") {
		t.Errorf("another object: %+v", r)
	}
	n.now = n.now.Add(24 * time.Hour)
	n.receive(n.item(n.now, failing))
	if r := n.runs()[0]; r.Reviewed || r.Note != "" {
		t.Errorf("it has ended: %+v", r)
	}
	// Undone, everything that it kept quiet waits.
	n.must(n.desk.Undo(n.ctx))
	waiting := 0
	for _, r := range n.runs() {
		if !r.Reviewed && r.Status == domain.Failed {
			waiting++
		}
	}
	if waiting != 4 {
		t.Errorf("%d wait after the undo", waiting)
	}
}

func TestAProblemThatReturnsAfterASuccessSaysThatItHadSucceeded(t *testing.T) {
	n := newNights(t)
	n.daily()
	n.receive(n.item(n.now, failing))
	n.must(n.desk.Accept(n.ctx, review.AcceptRequest{Run: n.runs()[0].ID, Level: domain.AcceptObject, Object: "fs04", UntilSuccess: true}))
	good := failing
	good.Status, good.Message = domain.Success, ""
	for i, o := range []domain.Object{good, failing} {
		n.now = n.now.Add(24 * time.Hour)
		n.receive(n.item(n.now, o))
		if r := n.runs()[0]; r.Reviewed || (i == 1) != strings.Contains(r.Note, "it had succeeded") {
			t.Errorf("run %d: %+v", i, r)
		}
	}
}

func TestAnotherTimeZoneMissesNothingTwice(t *testing.T) {
	n := newNights(t)
	n.daily()
	n.now = n.night(1).Add(9 * time.Hour)
	n.synced()
	elsewhere, err := ingest.New(n.store, func() time.Time { return n.now }, time.FixedZone("elsewhere", -7*60*60))
	if err != nil {
		t.Fatal(err)
	}
	if c, err := elsewhere.Missed(n.ctx); err != nil || c != (ingest.MissedCounts{}) {
		t.Errorf("%+v, %v", c, err)
	}
	if waiting, _, _ := n.missed(); waiting != 2 {
		t.Errorf("%d missed", waiting)
	}
}
