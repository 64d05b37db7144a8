package mailbox_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/sync/simulate"
)

// months returns one report a week, the newest first day before now.
func months(weeks int) []simulate.Mail {
	var out []simulate.Mail
	for i := weeks; i > 0; i-- {
		at := storagetest.Now.Add(-time.Duration(i) * 7 * 24 * time.Hour)
		raw := fmt.Sprintf("From: backup@example.com\r\nSubject: [Success] Weekly job (1 objects)\r\nMessage-ID: <week%d@example.com>\r\nDate: %s\r\n\r\nBackup job: Weekly job\r\nSuccess\r\n", i, at.Format(time.RFC1123Z))
		out = append(out, simulate.Mail{Received: at, Raw: []byte(raw)})
	}
	return out
}

// runs counts the runs of all jobs.
func (l *lab) runs() int {
	l.Helper()
	n := 0
	for _, row := range l.rows() {
		if !strings.HasPrefix(row, "inbox ") {
			n++
		}
	}
	return n
}

func TestOlderMailsAreFetchedOnRequestAndAreHistory(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{Mails: months(52)})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	first := l.rows()
	if got := l.runs(); got != 12 {
		t.Fatalf("%d runs of the last 90 days, want 12", got)
	}
	older := func(days int) {
		t.Helper()
		if err := l.engine(nil).Older(context.Background(), account, storagetest.Now.AddDate(0, 0, -days)); err != nil {
			t.Fatal(err)
		}
	}
	older(30)
	if !slices.Equal(first, l.rows()) {
		t.Error("a nearer date changed the rows")
	}
	older(200)
	if got := l.runs(); got != 28 {
		t.Errorf("%d runs of the last 200 days, want 28", got)
	}
	waiting := 0
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		for _, j := range jobs {
			runs, runsErr := q.JobRuns(j.ID, false, 100)
			if waiting += len(runs); runsErr != nil {
				return runsErr
			}
		}
		return err
	})
	if err != nil || waiting != 0 {
		t.Errorf("%d runs wait for review, %v: older ones are history", waiting, err)
	}
	if wire := l.wire(); strings.Contains(wire, "FETCH") {
		t.Errorf("the sync after it fetches something:\n%s", wire)
	}
	older(365)
	if got := l.runs(); got != 52 {
		t.Errorf("%d runs of the last year, want 52", got)
	}
}

// Changing how far a first sync reaches never makes what was passed by look as if it had
// been fetched.
func TestAFirstSyncReachesAsFarAsTheProfileSays(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{Mails: months(52)})
	reach := func(days string) {
		t.Helper()
		err := l.store.Write(context.Background(), func(tx domain.Tx) error { return tx.PutSetting(domain.SettingFirstReach, days) })
		if err != nil {
			t.Fatal(err)
		}
	}
	reach("30")
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if got := l.runs(); got != 4 {
		t.Fatalf("%d runs of the last 30 days, want 4", got)
	}
	reach("365")
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if got := l.runs(); got != 4 {
		t.Errorf("%d runs after the next sync, want the 4 of the first one", got)
	}
	if err := l.engine(nil).Older(context.Background(), account, storagetest.Now.AddDate(0, 0, -60)); err != nil {
		t.Fatal(err)
	}
	if got := l.runs(); got != 8 {
		t.Errorf("%d runs of the last 60 days, want 8", got)
	}
}

func TestFetchingOlderMailsThatWasCutOffFetchesTheRestAlone(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{Mails: months(52)})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	plans := 0
	err := l.engine(func(p domain.SyncProgress) {
		if p.Total == 40 {
			plans++
			cancel()
		}
	}).Older(ctx, account, storagetest.Now.AddDate(-1, 0, -1))
	if err == nil || plans == 0 {
		t.Fatalf("not cut off: %v", err)
	}
	var last domain.SyncProgress
	if err := l.engine(func(p domain.SyncProgress) { last = p }).Older(context.Background(), account, storagetest.Now.AddDate(-1, 0, -1)); err != nil {
		t.Fatal(err)
	}
	if got := l.runs(); got != 52 || last.Total > 40 {
		t.Errorf("%d runs, %+v", got, last)
	}
}

func TestAMailboxThatNumbersItsMailsAnewIsNotFetchedAgain(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{Mails: months(12)})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	before := l.rows()
	f := l.folder()
	f.UIDValidity++
	if err := l.store.Write(context.Background(), func(tx domain.Tx) error { return tx.PutFolder(f) }); err != nil {
		t.Fatal(err)
	}
	wire := l.wire()
	if !strings.Contains(wire, "HEADER.FIELDS") || strings.Contains(wire, "BODY.PEEK[])") {
		t.Errorf("said to a mailbox with new numbers:\n%s", wire)
	}
	if !slices.Equal(before, l.rows()) {
		t.Error("rows changed")
	}
}

func TestAMessageIDThatSeveralMailsHaveIsNoProofThatTheyAreKnown(t *testing.T) {
	mails := months(12)
	for i := range mails {
		mails[i].Raw = []byte(strings.ReplaceAll(string(mails[i].Raw), fmt.Sprintf("<week%d@", 12-i), "<same@"))
	}
	l := newLab(t, simulate.IMAPOptions{Mails: mails[:1]})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	l.serve(simulate.IMAPOptions{Mails: mails}) // with other numbers
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if got := l.runs(); got != len(mails) {
		t.Errorf("%d runs of %d mails", got, len(mails))
	}
}

// Some programs give each night's report the Message-ID and the size of the last one.
func TestANightsReportIsNotTakenForTheLastOnes(t *testing.T) {
	night := func(days int) simulate.Mail {
		at := storagetest.Now.AddDate(0, 0, -days)
		raw := fmt.Sprintf("From: backup@example.com\r\nSubject: [Success] Nightly job (1 objects)\r\nMessage-ID: <always@example.com>\r\nDate: %s\r\n\r\nBackup job: Nightly job\r\nSuccess\r\n", at.Format(time.RFC1123Z))
		return simulate.Mail{Received: at, Raw: []byte(raw)}
	}
	l := newLab(t, simulate.IMAPOptions{Mails: []simulate.Mail{night(2)}})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if err := l.server.Delete("INBOX"); err != nil { // the next one has another UIDVALIDITY
		t.Fatal(err)
	}
	if err := l.server.Append(night(1)); err != nil {
		t.Fatal(err)
	}
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if got := l.runs(); got != 2 {
		t.Errorf("%d runs of two nights", got)
	}
}
