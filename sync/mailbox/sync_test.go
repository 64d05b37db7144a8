package mailbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/engine"
	"runchecks/sync/imap"
	"runchecks/sync/readers"
	"runchecks/sync/simulate"
)

// lab is a cache with one account on a simulated server.
type lab struct {
	*testing.T
	store   *storage.DB
	server  *simulate.IMAPServer
	secrets secrets.Memory
}

const account = "lab"

func newLab(t *testing.T, o simulate.IMAPOptions) *lab {
	t.Helper()
	store, err := fresh.Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	l := &lab{T: t, store: store, secrets: secrets.Memory{account: "secret"}}
	l.serve(o)
	return l
}

// serve starts a server and points the account at it.
func (l *lab) serve(o simulate.IMAPOptions) {
	l.Helper()
	o.User, o.Password = "user", "secret"
	server, err := simulate.StartIMAP(context.Background(), o)
	if err != nil {
		l.Fatal(err)
	}
	l.Cleanup(func() { _ = server.Close() })
	l.point(server)
}

// point points the account at a server.
func (l *lab) point(server *simulate.IMAPServer) {
	l.Helper()
	l.server = server
	host, port := server.Addr()
	err := l.store.Write(context.Background(), func(tx domain.Tx) error {
		_, err := tx.PutAccount(
			domain.Account{
				Name:     account,
				Kind:     "imap",
				Host:     host,
				Port:     port,
				Security: domain.SecurityNone,
				User:     "user",
				Secret:   domain.SecretKeychain,
			},
		)
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
}

// engineWith is an engine that reaches its servers in another way.
func (l *lab) engineWith(dial func(context.Context, imap.Config) (*imap.Session, error)) *engine.Engine {
	l.Helper()
	e, err := newEngine(parts{
		Store: l.store, Secrets: l.secrets, Readers: readers.Default, Location: time.UTC,
		Clock: func() time.Time { return storagetest.Now }, Dial: dial,
	})
	if err != nil {
		l.Fatal(err)
	}
	return e
}

func (l *lab) engine(report func(domain.SyncProgress)) *engine.Engine {
	l.Helper()
	e, err := newEngine(parts{
		Store:    l.store,
		Secrets:  l.secrets,
		Readers:  readers.Default,
		Clock:    func() time.Time { return storagetest.Now },
		Location: time.UTC,
		Report:   report,
	},
	)
	if err != nil {
		l.Fatal(err)
	}
	return e
}

func (l *lab) sync() error { return l.engine(nil).Sync(context.Background(), "") }

// rows returns every run of every job as text, for comparing two caches.
func (l *lab) rows() []string {
	l.Helper()
	var out []string
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			runs, err := q.JobRuns(j.ID, true, 100_000)
			if err != nil {
				return err
			}
			for _, r := range runs {
				out = append(out, fmt.Sprint(j.Key, r.Key, r.At, r.Status, r.Objects, r.Problems, r.Reviewed))
			}
		}
		inbox, err := q.Inbox(100_000)
		for _, m := range inbox {
			out = append(out, fmt.Sprint("inbox ", m.Key, m.State, m.Subject))
		}
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func (l *lab) same(other *lab) {
	l.Helper()
	got, want := l.rows(), other.rows()
	if len(want) == 0 {
		l.Fatal("nothing to compare with")
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			l.Fatalf("%d rows instead of %d; the first that differs is row %d", len(got), len(want), i)
		}
	}
}

// week returns a week of the demo's mails, enough for several batches.
func week() []simulate.Mail {
	mails := simulate.NewDemo(storagetest.Now, 7).Mails
	return mails[len(mails)-500:]
}

func TestASecondSyncBringsNothing(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{Mails: week()})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	before := l.rows()
	var last domain.SyncProgress
	if err := l.engine(func(p domain.SyncProgress) { last = p }).Sync(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	if last.Done != 0 || !last.Finished || !slices.Equal(before, l.rows()) {
		t.Errorf("second sync: %+v", last)
	}
}

func TestASyncThatIsCutOffGoesOnWhereItStood(t *testing.T) {
	mails := week()
	undisturbed := newLab(t, simulate.IMAPOptions{Mails: mails})
	if err := undisturbed.sync(); err != nil {
		t.Fatal(err)
	}
	l := newLab(t, simulate.IMAPOptions{Mails: mails, DropAfterBytes: 1 << 20})
	err := l.sync()
	if domain.CodeOf(err) != domain.CodeNetwork {
		t.Errorf("the cut: got %v", err)
	}
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	l.same(undisturbed)
}

func TestACancelledSyncKeepsWhatIsStoredAndGoesOn(t *testing.T) {
	mails := week()
	undisturbed := newLab(t, simulate.IMAPOptions{Mails: mails})
	if err := undisturbed.sync(); err != nil {
		t.Fatal(err)
	}
	l := newLab(t, simulate.IMAPOptions{Mails: mails})
	ctx, cancel := context.WithCancel(context.Background())
	err := l.engine(func(p domain.SyncProgress) {
		if p.Done > 0 {
			cancel()
		}
	}).Sync(ctx, "")
	if !errors.Is(err, context.Canceled) && err == nil {
		t.Errorf("the cancel: got %v", err)
	}
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	l.same(undisturbed)
}

func TestAnAccountThatIsRemovedWhileItIsSyncedBringsNothingMore(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{Mails: week()})
	remove := sync.OnceValue(func() error {
		return l.store.Write(context.Background(), func(tx domain.Tx) error {
			a, err := tx.AccountByName(account)
			return errors.Join(err, tx.DeleteAccount(a.ID))
		})
	})
	err := l.engine(func(p domain.SyncProgress) {
		if p.Total > 0 { // listed, and nothing stored
			_ = remove()
		}
	}).Sync(context.Background(), "")
	if removed := remove(); err != nil || removed != nil {
		t.Errorf("the sync: %v; the removal: %v", err, removed)
	}
	if rows := l.rows(); len(rows) > 0 {
		t.Errorf("%d rows, the first %s", len(rows), rows[0])
	}
}

func TestAMailboxThatNumbersItsMailsAnewMakesNoDuplicates(t *testing.T) {
	mails := week()
	l := newLab(t, simulate.IMAPOptions{Mails: mails})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	before := l.rows()
	err := l.store.Write(context.Background(), func(tx domain.Tx) error {
		a, err := tx.AccountByName(account)
		if err != nil {
			return err
		}
		f, err := tx.Folder(a.ID, "INBOX")
		f.UIDValidity++
		return errors.Join(err, tx.PutFolder(f))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(before, l.rows()) {
		t.Error("rows changed")
	}
}

func TestARefusedLoginIsRecordedInWords(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{})
	l.secrets[account] = "wrong"
	err := l.sync()
	if domain.CodeOf(err) != domain.CodeSignIn {
		t.Errorf("got %v", err)
	}
	err = l.store.Read(context.Background(), func(q domain.Reader) error {
		a, err := q.AccountByName(account)
		if a.Health.LastError == "" || !a.Health.LastSuccess.IsZero() || a.Health.LastTry.IsZero() {
			t.Errorf("health: %+v", a.Health)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What no reader can be given must wait in the inbox with its reason, and the
// sync must go on behind it.
func TestBadMailsWaitInTheInboxAndTheSyncGoesOn(t *testing.T) {
	received := storagetest.Now.Add(-time.Hour)
	mail := func(raw string) simulate.Mail {
		received = received.Add(time.Minute)
		return simulate.Mail{Received: received, Raw: []byte(raw)}
	}
	var nested strings.Builder
	nested.WriteString("Subject: deep\r\n")
	for i := range 60 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	good := "From: backup@example.com\r\nSubject: [Success] Good job (1 objects)\r\nMessage-ID: <good@example.com>\r\n\r\nBackup job: Good job\r\nSuccess\r\n"
	l := newLab(t, simulate.IMAPOptions{Mails: []simulate.Mail{
		mail(""), mail("\r\n"), mail("\x00\xff\xfe garbage without a header"), mail(nested.String()),
		mail("Subject: =?utf-16?B?////?=\r\nContent-Type: text/html; charset=no-such-charset\r\n\r\n<b>\xff\xfe Success"),
		mail("Subject: absurd\r\nDate: Mon, 99 Foo 99999 99:99:99 +9999\r\n\r\nnothing to read"),
		mail("Subject: large\r\n\r\n" + strings.Repeat("All work and no play. ", 2<<20)),
		mail(good),
	}})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		inbox, err := q.Inbox(0)
		if err != nil {
			return err
		}
		waiting := 0
		for _, m := range inbox {
			if m.State == domain.MessageUnmatched || m.State == domain.MessageUnreadable {
				waiting++
				if m.Reason == "" {
					t.Errorf("no reason for %q", m.Subject)
				}
			}
		}
		if waiting != 7 {
			t.Errorf("%d messages wait, want 7: %+v", waiting, inbox)
		}
		jobs, err := q.Jobs()
		for _, j := range jobs {
			if j.Status == domain.Success && j.Sender != "backup@example.com" {
				t.Errorf("shown as good: %+v", j)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A sync with nothing new is the sign-in and one question.
func TestASyncWithNothingNewAsksForNoMails(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{Mails: week()[:20]})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	wire := l.wire()
	if !strings.Contains(wire, "STATUS") || strings.Contains(wire, "EXAMINE") || strings.Contains(wire, "FETCH") {
		t.Errorf("said with nothing new:\n%s", wire)
	}
	if err := l.server.Append(week()[20]); err != nil {
		t.Fatal(err)
	}
	if wire := l.wire(); !strings.Contains(wire, "UID FETCH 21:*") {
		t.Errorf("said with a new mail:\n%s", wire)
	}
}

// wire syncs and returns what was said to the server.
func (l *lab) wire() string {
	l.Helper()
	var log bytes.Buffer
	e, err := newEngine(parts{
		Store:    l.store,
		Secrets:  l.secrets,
		Readers:  readers.Default,
		Clock:    func() time.Time { return storagetest.Now },
		Location: time.UTC,
		Log:      slog.New(slog.NewTextHandler(&lockedWriter{w: &log}, &slog.HandlerOptions{Level: slog.LevelDebug})),
	},
	)
	if err != nil {
		l.Fatal(err)
	}
	if err := e.Sync(context.Background(), ""); err != nil {
		l.Fatal(err)
	}
	return log.String()
}

// lockedWriter is for a log that several goroutines write.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// folder returns how far the INBOX was fetched.
func (l *lab) folder() domain.Folder {
	l.Helper()
	var f domain.Folder
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		a, err := q.AccountByName(account)
		if err != nil {
			return err
		}
		f, err = q.Folder(a.ID, "INBOX")
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	return f
}

func TestAFirstSyncThatIsCutOffHasTheNewestMailsAndLosesNoneThatCameMeanwhile(t *testing.T) {
	mails := week()
	undisturbed := newLab(t, simulate.IMAPOptions{Mails: mails})
	if err := undisturbed.sync(); err != nil {
		t.Fatal(err)
	}
	l := newLab(t, simulate.IMAPOptions{Mails: mails[:480], DropAfterBytes: 1 << 20})
	if err := l.sync(); domain.CodeOf(err) != domain.CodeNetwork {
		t.Fatalf("the cut: got %v", err)
	}
	if f := l.folder(); f.LastUID != 480 || f.LowUID < 2 || f.LowUID > 480 {
		t.Fatalf("after the cut: %+v", f)
	}
	for _, m := range mails[480:] {
		if err := l.server.Append(m); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if f := l.folder(); f.LastUID != 500 || f.LowUID != 0 || f.Seen.UIDNext != 501 {
		t.Errorf("at the end: %+v", f)
	}
	l.same(undisturbed)
}

func TestALargeMailIsReadFromItsReportPartAndMarked(t *testing.T) {
	raw := "From: backup@example.com\r\nSubject: [Failed] Large job (1 objects)\r\nMessage-ID: <large@example.com>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/plain\r\n\r\nBackup job: Large job\r\nFailed\r\n" +
		"--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat(
		"QUFB",
		9<<20,
	) + "\r\n--b--\r\n"
	l := newLab(t, simulate.IMAPOptions{Mails: []simulate.Mail{{Received: storagetest.Now.Add(-time.Hour), Raw: []byte(raw)}}})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		if err != nil || len(jobs) != 1 {
			t.Fatalf("%d jobs, %v", len(jobs), err)
		}
		runs, err := q.JobRuns(jobs[0].ID, true, 10)
		if len(runs) != 1 || runs[0].Status != domain.Failed || !strings.Contains(runs[0].Note, "not fetched") {
			t.Errorf("runs: %+v", runs)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
