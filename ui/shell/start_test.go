package shell_test

import (
	"context"
	"maps"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/features"
	"runchecks/ui/report"
	"runchecks/ui/task"
	"runchecks/ui/uitest"
)

// reads counts what the window asks of its cache, by name.
type reads struct {
	mu sync.Mutex
	n  map[string]int
}

func (r *reads) note(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.n[name]++
}

// taken returns what was counted so far, and begins anew.
func (r *reads) taken() map[string]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	was := r.n
	r.n = map[string]int{}
	return was
}

// counted is a cache of which reads are counted.
type counted struct {
	domain.Store
	reads *reads
}

func (c counted) Read(ctx context.Context, fn func(domain.Reader) error) error {
	return c.Store.Read(ctx, func(q domain.Reader) error { return fn(countedReader{q, c.reads}) })
}

// countedReader counts the reads of lists and of what stands beside them.
type countedReader struct {
	domain.Reader
	reads *reads
}

func (q countedReader) OpenJobs() ([]domain.JobRow, error) {
	q.reads.note("jobs that wait")
	return q.Reader.OpenJobs()
}

func (q countedReader) Details(run int64) (domain.Details, error) {
	q.reads.note("details")
	return q.Reader.Details(run)
}

func (q countedReader) InboxCount() (waiting, unmatched int, err error) {
	q.reads.note("status")
	return q.Reader.InboxCount()
}

func (q countedReader) Inbox(limit int) ([]domain.InboxRow, error) {
	q.reads.note("inbox")
	return q.Reader.Inbox(limit)
}

func (q countedReader) Jobs() ([]domain.JobRow, error) {
	q.reads.note("all jobs")
	return q.Reader.Jobs()
}

// starting is a window that begins, with a report at each of its runs, and the loop that its
// interface thread will run. posted is told of each function that is to wake the thread.
func starting(t *testing.T, wait time.Duration, posted func(func())) (d *uitest.Desk, loop *task.Loop, seen *reads) {
	t.Helper()
	seen = &reads{n: map[string]int{}}
	loop = task.NewLoop(posted)
	d = uitest.Starting(t, domain.RoleAdmin, func(s domain.Store) { fillWithReports(t, s, 30) }, func(p *features.Params) {
		p.View.Background = task.NewTurns(t.Context(), loop, wait)
		p.View.Store = counted{p.View.Store, seen}
		p.View.Report = func(context.Context, int64) (report.Content, error) {
			seen.note("report")
			return report.Content{HTML: "<table><tr><td>vm</td><td>Failed</td></tr></table>"}, nil
		}
	})
	return d, loop, seen
}

// fillWithReports puts jobs with a mail and a run each into a cache.
func fillWithReports(t *testing.T, store domain.Store, jobs int) {
	t.Helper()
	ctx := context.Background()
	for n := range jobs {
		job, err := storagetest.Job(ctx, store, "contoso", n)
		if err != nil {
			t.Fatal(err)
		}
		err = store.Write(ctx, func(tx domain.Tx) error {
			run := storagetest.Run(
				job,
				n,
				storagetest.Now.Add(-time.Duration(n)*time.Minute),
				storagetest.Object("vm", domain.Failed, "no room"),
			)
			id, err := tx.PutMessage(
				domain.Message{Key: string(run.Key), State: domain.MessageRead, Received: run.At},
				store.Pack([]byte("Subject: x\n\nx")),
			)
			if err != nil {
				return err
			}
			run.Message = id
			_, err = tx.PutRun(run, string(run.Key))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheFirstPictureHoldsListDetailsAndReportAndNothingIsReadTwice(t *testing.T) {
	posts := 0
	d, loop, seen := starting(t, time.Minute, func(func()) { posts++ })
	d.Background.Settle(time.Minute) // as before the interface runs: it returns once nothing is under way
	m := d.W.RunChecks.Model
	mail := d.Report().Mail()
	mail.SelectAll()
	if len(m.Rows()) == 0 || m.Details() == nil || mail.Selected() == "" {
		t.Errorf("%d rows, details %v, the report says %q", len(m.Rows()), m.Details(), mail.Selected())
	}
	for name, n := range seen.taken() {
		switch {
		case name == "inbox" || name == "all jobs":
			t.Errorf("read for a screen that is not shown: %s", name)
		case n != 1:
			t.Errorf("%s: read %d times", name, n)
		}
	}
	loop.Run()
	if again := seen.taken(); posts != 0 || len(again) != 0 {
		t.Errorf("after the first picture the interface thread is woken %d times, and read is %v", posts, again)
	}
}

func TestAKeyIsOneTurnOfTheInterfaceWhichReadsWhatItShowsOnce(t *testing.T) {
	posts := 0
	d, loop, seen := starting(t, time.Minute, func(func()) { posts++ })
	d.Background.Settle(time.Minute)
	loop.Run()
	seen.taken()
	m := d.W.RunChecks.Model
	for _, c := range []struct {
		name  string
		press func()
		reads map[string]int
	}{
		{"Down", func() { d.W.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) }, map[string]int{"details": 1, "report": 1}},
		{
			"E", func() { d.W.Canvas().Focused().TypedRune('e') },
			map[string]int{"details": 2, "report": 1, "jobs that wait": 1, "status": 1}, // details as they are after the decision, too
		},
	} {
		before, rows := m.Details(), len(m.Rows())
		c.press()
		d.Report().Mail().SelectAll()
		switch {
		case m.Details() == nil || m.Details() == before || d.Report().Mail().Selected() == "":
			t.Errorf("%s: the details and the report of the next run do not come with the key", c.name)
		case c.name == "E" && len(m.Rows()) != rows-1:
			t.Errorf("%d rows of %d are left", len(m.Rows()), rows)
		}
		if got := seen.taken(); !maps.Equal(got, c.reads) || posts != 0 {
			t.Errorf("%s: read is %v, want %v; the interface thread is woken %d times afterwards", c.name, got, c.reads, posts)
		}
	}
}
