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
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
)

// oddLab is a lab whose account is on a server that misbehaves.
func oddLab(t *testing.T, odd simulate.Oddity, mails ...simulate.Mail) (*lab, *simulate.OddIMAP) {
	t.Helper()
	l := newLab(t, simulate.IMAPOptions{})
	server, err := simulate.StartOddIMAP(context.Background(), simulate.OddIMAPOptions{Odd: odd, Mails: mails})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	host, port := server.Addr()
	l.change(func(a *domain.Account) { a.Host, a.Port = host, port })
	return l, server
}

// change changes the account.
func (l *lab) change(how func(*domain.Account)) {
	l.Helper()
	err := l.store.Write(context.Background(), func(tx domain.Tx) error {
		a, err := tx.AccountByName(account)
		if err != nil {
			return err
		}
		how(&a)
		_, err = tx.PutAccount(a)
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
}

// reports are mails of one job in a folder, one an hour.
func reports(folder string, n int) []simulate.Mail {
	var out []simulate.Mail
	for i := range n {
		at := storagetest.Now.Add(time.Duration(i-n) * time.Hour)
		raw := fmt.Sprintf("From: backup@example.com\r\nSubject: [Success] %s job (1 objects)\r\nMessage-ID: <%s%d@example.com>\r\nDate: %s\r\n"+
			"\r\nBackup job: %s job\r\nSuccess\r\n",
			cmpFolder(folder), strings.ReplaceAll(folder, " ", ""), i, at.Format(time.RFC1123Z), cmpFolder(folder))
		out = append(out, simulate.Mail{Folder: folder, Received: at, Raw: []byte(raw)})
	}
	return out
}

func cmpFolder(folder string) string {
	if folder == "" {
		return "INBOX"
	}
	return folder
}

// runsOf counts the runs of a job.
func (l *lab) runsOf(job string) (n int) {
	l.Helper()
	for _, row := range l.rows() {
		if strings.Contains(row, strings.ToLower(job)) && !strings.HasPrefix(row, "inbox") {
			n++
		}
	}
	return n
}

// notes are the subjects of what is set aside.
func (l *lab) notes() (out []string) {
	l.Helper()
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		rows, err := q.Inbox(1000)
		for _, r := range rows {
			if r.State == domain.MessageUnreadable {
				out = append(out, r.Subject)
			}
		}
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func TestAMissingFolderLeavesTheOthersAlone(t *testing.T) {
	l, _ := oddLab(t, "", append(reports("", 3), reports("Zebra", 2)...)...)
	l.change(func(a *domain.Account) { a.Folders = []string{"INBOX", "Moved away", "Zebra"} })
	err := l.sync()
	if domain.CodeOf(err) != domain.CodeNotFound || !strings.Contains(err.Error(), "Moved away") || strings.Contains(err.Error(), "..") {
		t.Errorf("%v", err)
	}
	if l.runsOf("INBOX job") != 3 || l.runsOf("Zebra job") != 2 {
		t.Errorf("the other folders: %q", l.rows())
	}
	if h := l.health(); h.Code != domain.CodeNotFound || !h.Covered.IsZero() {
		t.Errorf("%+v", h)
	}
	if err := l.engine(nil).Older(context.Background(), account, storagetest.Now.AddDate(-1, 0, 0)); domain.CodeOf(
		err,
	) != domain.CodeNotFound {
		t.Errorf("older mails: %v", err)
	}
	err = l.store.Read(context.Background(), func(q domain.Reader) error {
		f, err := q.Folder(1, "Zebra")
		if f.Since.IsZero() {
			t.Error("the folder behind the missing one was not fetched further back")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAMissingFolderToMoveToIsANoticeOnly(t *testing.T) {
	l, _ := oddLab(t, "", reports("", 2)...)
	l.change(func(a *domain.Account) { a.MoveTo = "Done" })
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if h := l.health(); !strings.Contains(h.Notice, "Done") || strings.Contains(h.Notice, "..") || l.runsOf("INBOX job") != 2 {
		t.Errorf("%+v, %q", h, l.rows())
	}
}

func TestAStateThatCannotBeReadCostsNoFolder(t *testing.T) {
	l, server := oddLab(t, simulate.OddStatus, slices.Concat(reports("", 2), reports("Old backups", 3), reports("Very old backups", 1))...)
	l.change(func(a *domain.Account) { a.Folders = []string{"INBOX", "Old backups", "Very old backups"} })
	for range 2 {
		if err := l.sync(); err != nil {
			t.Fatal(err)
		}
	}
	if l.runsOf("Old backups job") != 4 || l.runsOf("INBOX job") != 2 {
		t.Errorf("%q", l.rows())
	}
	server.Become("")
}

func TestOneTimeOfArrivalThatCannotBeReadCostsNoMail(t *testing.T) {
	l, _ := oddLab(t, simulate.OddDate, reports("", 4)...)
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if got := l.runsOf("INBOX job"); got != 4 {
		t.Errorf("%d runs: %q", got, l.rows())
	}
}

func TestMailsWithTheUIDBehindTheBodyAreAllRead(t *testing.T) {
	l, _ := oddLab(t, simulate.OddUIDBehind, reports("", 30)...)
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if got := l.runsOf("INBOX job"); got != 30 || len(l.notes()) != 0 {
		t.Errorf("%d runs, notes %q", got, l.notes())
	}
}

func TestMailsThatAreNotGivenAreNamedEachAndAskedForAgain(t *testing.T) {
	mails := reports("", 5)
	for i := range mails {
		mails[i].Received = storagetest.Now.Add(-time.Hour) // all of one second
	}
	l, server := oddLab(t, simulate.OddNoBodies, mails...)
	for range 2 {
		if err := l.sync(); err != nil {
			t.Fatal(err)
		}
		if got := l.notes(); len(got) != 5 || got[0] != "(message 1 of INBOX, which the server did not give)" {
			t.Fatalf("notes %q", got)
		}
		if h := l.health(); !strings.Contains(h.Notice, "5 messages are listed by the server and not given: message 5 of INBOX") {
			t.Errorf("%+v", h)
		}
	}
	server.Become("")
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if got := l.runsOf("INBOX job"); got != 5 || len(l.notes()) != 0 || l.health().Notice != "" {
		t.Errorf("%d runs, notes %q, notice %q", got, l.notes(), l.health().Notice)
	}
	server.Heard()
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if heard := server.Heard(); slices.ContainsFunc(heard, func(c string) bool { return strings.Contains(c, "FETCH") }) {
		t.Errorf("the server was asked %q", heard)
	}
}

// A folder of thousands of mails that a server keeps back must not make each sync ask for
// them all: the newest 200 are asked for, the rest once these have come.
func TestASyncAsksAgainForTheNewest200MailsThatWereNotGiven(t *testing.T) {
	const most, mails = 200, 205
	l, server := oddLab(t, simulate.OddNoBodies, reports("", mails)...)
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if got := len(l.notes()); got != mails {
		t.Fatalf("%d notes of %d mails", got, mails)
	}
	server.Become("")
	for _, want := range []int{most, mails} {
		if err := l.sync(); err != nil {
			t.Fatal(err)
		}
		if got, notes := l.runsOf("INBOX job"), len(l.notes()); got != want || notes != mails-want {
			t.Errorf("%d runs, want %d; %d notes are left", got, want, notes)
		}
		const left = "5 messages are listed by the server and not given: message 5 of"
		if notice := l.health().Notice; want < mails && !strings.Contains(notice, left) {
			t.Errorf("notice %q", notice)
		}
	}
}

func TestAServerThatKeepsNoUIDVALIDITYIsReadByMessageIDsAndSaidOnce(t *testing.T) {
	mails := reports("", 6)
	for i := range mails {
		mails[i].Received = mails[i].Received.Add(3 * time.Hour) // Date and time of arrival differ
	}
	l, server := oddLab(t, simulate.OddValidity, mails...)
	var said []string
	for range 3 {
		server.Heard()
		if err := l.sync(); err != nil {
			t.Fatal(err)
		}
		if n := l.health().Notice; n != "" {
			said = append(said, n)
		}
	}
	if heard := server.Heard(); slices.ContainsFunc(heard, func(c string) bool { return strings.Contains(c, "BODY.PEEK[])") }) {
		t.Errorf("known mails were fetched again: %q", heard)
	}
	if len(said) != 1 || !strings.Contains(said[0], "UIDVALIDITY") {
		t.Errorf("said %q", said)
	}
	if err := l.engine(nil).Older(context.Background(), account, storagetest.Now.AddDate(-1, 0, 0)); err != nil {
		t.Errorf("older mails: %v", err)
	}
	server.Append(reports("", 7)[6])
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if got := l.runsOf("INBOX job"); got != 7 {
		t.Errorf("%d runs", got)
	}
}

func TestNothingNewTakesOneQuestion(t *testing.T) {
	l, server := oddLab(t, "", reports("", 3)...)
	for range 2 {
		if err := l.sync(); err != nil {
			t.Fatal(err)
		}
	}
	server.Heard()
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	heard := slices.DeleteFunc(
		server.Heard(),
		func(c string) bool { return strings.HasPrefix(c, "CAPABILITY") || strings.HasPrefix(c, "LOGIN") },
	)
	if len(heard) != 1 || !strings.HasPrefix(heard[0], "STATUS") {
		t.Errorf("%q", heard)
	}
}

func TestAnIDLEThatNeverTellsIsLookedAtEachMinute(t *testing.T) {
	l, server := oddLab(t, simulate.OddSilentIdle, reports("", 1)...)
	w := l.watch()
	if d := <-w.pauses; d < time.Minute {
		t.Errorf("looks after %v", d)
	}
	<-w.news
	for i, m := range reports("", 4)[1:] {
		server.Append(m)
		w.wake <- time.Time{}
		d := <-w.pauses
		<-w.news
		if mute := d == time.Minute && w.every > time.Minute; mute != (i >= 1) {
			t.Errorf("after %d mails that IDLE did not tell of it looks after %v", i+1, d)
		}
	}
}

// Every kind of misbehaviour ends in whole data or in an error that says what to do,
// within the limits.
func TestNoOddityHangsASync(t *testing.T) {
	whole := []simulate.Oddity{
		simulate.OddUIDBehind,
		simulate.OddNoBodies,
		simulate.OddGreatLiteral,
		simulate.OddStatus,
		simulate.OddDate,
		simulate.OddValidity,
		simulate.OddSilentIdle,
	}
	for _, odd := range simulate.Oddities {
		if testing.Short() && odd == simulate.OddEndlessExists {
			continue // a million mails are listed first
		}
		t.Run(string(odd), func(t *testing.T) {
			t.Parallel()
			l, _ := oddLab(t, odd, reports("", 3)...)
			e := l.engineWith(func(ctx context.Context, c imap.Config) (*imap.Session, error) {
				c.Timeout, c.SignIn = 2*time.Second, 3*time.Second
				began := time.Now()
				c.Now = func() time.Time { return began.Add(time.Since(began) * 100) } // a hundred times as fast
				return imap.Dial(ctx, c)
			})
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			err := e.Sync(ctx, "")
			if good := slices.Contains(whole, odd); good != (err == nil) || ctx.Err() != nil {
				t.Errorf("%v", err)
			}
			if err != nil && domain.CodeOf(err) != domain.CodeNetwork {
				t.Errorf("code %s: %v", domain.CodeOf(err), err)
			}
		})
	}
}
