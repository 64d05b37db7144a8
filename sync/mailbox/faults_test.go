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
	"runchecks/sync/readers"
	"runchecks/sync/simulate"
)

const (
	fetched = `^\* \d+ FETCH .*BODY\[\] \{`                 // the line before a body
	length  = `^(\* \d+ FETCH .*BODY\[\] )\{(\d+)\}(\r\n)$` // and its length
)

// Whatever a server does, the sync ends in an error of the right code that the
// account keeps (or in none), and the next one has every row once.
func TestAfterAnyFaultOfAServerTheNextSyncHasEveryRowOnce(t *testing.T) {
	mails := week()[:150]
	if testing.Short() {
		mails = mails[:95] // the race detector costs ten times as much
	}
	undisturbed := newLab(t, simulate.IMAPOptions{Mails: mails})
	if err := undisturbed.sync(); err != nil {
		t.Fatal(err)
	}
	const none = domain.Code("")
	for name, c := range map[string]struct {
		mischief
		code domain.Code // none: the sync goes on
	}{
		"it closes at the greeting":                {mischief{at: `^\* OK`, close: true}, domain.CodeNetwork},
		"it says BYE instead of a greeting":        {mischief{at: `^\* OK`, say: "* BYE too many connections\r\n", close: true}, domain.CodeNetwork},
		"it stalls at the greeting":                {mischief{at: `^\* OK`, stall: true}, domain.CodeNetwork},
		"it closes at the sign-in":                 {mischief{at: `^H2 `, close: true}, domain.CodeNetwork},
		"it stalls at the sign-in":                 {mischief{at: `^H2 `, stall: true}, domain.CodeNetwork},
		"it says BYE at the sign-in":               {mischief{at: `^H2 `, say: "* BYE overloaded\r\n", close: true}, domain.CodeNetwork},
		"it says NO to CAPABILITY":                 {mischief{at: `^H1 .*`, say: "H1 NO no"}, none},
		"it says BAD to CAPABILITY":                {mischief{at: `^H1 .*`, say: "H1 BAD no"}, none},
		"it says NO to the sign-in":                {mischief{at: `^H2 .*`, say: "H2 NO no"}, domain.CodeSignIn},
		"it says BAD to the sign-in":               {mischief{at: `^H2 .*`, say: "H2 BAD no"}, domain.CodeSignIn},
		"it closes at STATUS":                      {mischief{at: `^T1 `, close: true}, none},
		"it stalls at STATUS":                      {mischief{at: `^T1 .*\r\n`, stall: true}, domain.CodeNetwork},
		"it says NO to STATUS":                     {mischief{at: `^T1 .*`, say: "T1 NO no such folder"}, none},
		"it says BAD to STATUS":                    {mischief{at: `^T1 .*`, say: "T1 BAD no"}, none},
		"its STATUS makes no sense":                {mischief{at: `^\* STATUS .*`, say: "* STATUS ((((("}, none},
		"it closes at EXAMINE":                     {mischief{at: `^T2 `, close: true}, domain.CodeNetwork},
		"it stalls at EXAMINE":                     {mischief{at: `^T2 `, stall: true}, domain.CodeNetwork},
		"it says NO to EXAMINE":                    {mischief{at: `^T2 .*`, say: "T2 NO no such folder"}, domain.CodeNotFound},
		"it says BAD to EXAMINE":                   {mischief{at: `^T2 .*`, say: "T2 BAD no"}, domain.CodeNetwork},
		"it gives no UIDVALIDITY":                  {mischief{at: `^\* OK \[UIDVALIDITY.*\r\n`, say: ""}, domain.CodeInvalid},
		"its UIDVALIDITY is 0":                     {mischief{at: `^(\* OK \[UIDVALIDITY )\d+`, say: "${1}0"}, domain.CodeInvalid},
		"its UIDVALIDITY is another for one sync":  {mischief{at: `^(\* OK \[UIDVALIDITY )\d+`, say: "${1}77"}, none},
		"it gives no UIDNEXT":                      {mischief{at: `^\* OK \[UIDNEXT.*\r\n`, say: ""}, none},
		"it closes at the list of mails":           {mischief{at: `^\* 90 FETCH`, close: true}, domain.CodeNetwork},
		"it says NO to the list of mails":          {mischief{at: `^T3 .*`, say: "T3 NO no"}, domain.CodeNetwork},
		"it says BAD to the list of mails":         {mischief{at: `^T3 .*`, say: "T3 BAD no"}, domain.CodeNetwork},
		"it closes in the middle of a body":        {mischief{at: fetched, say: "$0", close: true}, domain.CodeNetwork},
		"it stalls in the middle of a body":        {mischief{at: fetched, say: "$0", stall: true}, domain.CodeNetwork},
		"it says BYE in the middle of the bodies":  {mischief{at: fetched + ".*\r\n", say: "* BYE shutting down\r\n", close: true}, domain.CodeNetwork},
		"it closes between two batches":            {mischief{at: `^T4 .*\r\n`, say: "$0", close: true}, domain.CodeNetwork},
		"it stalls between two batches":            {mischief{at: `^T4 .*\r\n`, say: "$0", stall: true}, domain.CodeNetwork},
		"it says NO after the bodies of a batch":   {mischief{at: `^T4 .*`, say: "T4 NO some could not be read"}, none},
		"it says BAD after the bodies of a batch":  {mischief{at: `^T4 .*`, say: "T4 BAD no"}, none},
		"a body is longer than announced":          {mischief{at: length, say: "$1{7}$3"}, domain.CodeNetwork},
		"a body is announced with 4 GB":            {mischief{at: length, say: "$1{4294967296}$3", stall: true}, domain.CodeNetwork},
		"a body is announced with more than there": {mischief{at: length, say: "$1{99$2}$3"}, domain.CodeNetwork},
		"a body is announced with a minus":         {mischief{at: length, say: "$1{-5}$3"}, domain.CodeNetwork},
		"a line makes no sense":                    {mischief{at: fetched + ".*", say: "* 5 FETCH (((("}, domain.CodeNetwork},
		"a mail is expunged meanwhile":             {mischief{at: fetched, say: "* 3 EXPUNGE\r\n* 149 EXISTS\r\n$0"}, none},
		"flags change meanwhile":                   {mischief{at: fetched, say: "* 3 FETCH (FLAGS (\\Seen))\r\n$0"}, none},
		"an extension speaks that nobody asked":    {mischief{at: fetched, say: "* XNEWS {3}\r\nabc\r\n$0"}, domain.CodeNetwork},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t, simulate.IMAPOptions{Mails: mails})
			p := startProxy(t, l.server, c.mischief)
			err := l.syncBy(p)
			if !p.happened() {
				t.Fatal("the fault did not happen")
			}
			if got := domain.CodeOf(err); (c.code == none && err != nil) || (c.code != none && got != c.code) {
				t.Errorf("the fault gave %q: %v", got, err)
			}
			if said := l.health().LastError; (said == "") != (c.code == none) {
				t.Errorf("the account says %q", said)
			}
			if err := l.syncBy(p); err != nil {
				t.Fatalf("the next sync: %v", err)
			}
			if said := l.health().LastError; said != "" {
				t.Errorf("the account still says %q", said)
			}
			l.same(undisturbed)
		})
	}
}

// syncBy syncs through a proxy, with little patience for silence once there was some.
func (l *lab) syncBy(p *proxy) error {
	l.Helper()
	e, err := newEngine(parts{
		Store: l.store, Secrets: l.secrets, Readers: readers.Default, Clock: func() time.Time { return storagetest.Now }, Location: time.UTC,
		Dial: func(ctx context.Context, c imap.Config) (*imap.Session, error) {
			c.Port, c.Timeout = p.port(), 10*time.Second
			if p.m.stall && !p.happened() {
				c.Timeout = 500 * time.Millisecond
			}
			return imap.Dial(ctx, c)
		},
	})
	if err != nil {
		l.Fatal(err)
	}
	return e.Sync(context.Background(), "")
}

func (l *lab) health() domain.Health {
	l.Helper()
	var h domain.Health
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		a, err := q.AccountByName(account)
		h = a.Health
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	return h
}

func TestTwoMachinesOnOneMailboxHaveTheSameRows(t *testing.T) {
	mails := week()[:150]
	one := newLab(t, simulate.IMAPOptions{Mails: mails})
	two := newLab(t, simulate.IMAPOptions{})
	two.point(one.server)
	errs := make(chan error)
	for _, l := range []*lab{one, two} {
		go func() { errs <- l.sync() }()
	}
	for range 2 {
		if err := <-errs; err != nil {
			t.Fatal(err)
		}
	}
	two.same(one)
}

func TestMailsWithoutOrWithTheSameMessageIDAreAllKept(t *testing.T) {
	var mails []simulate.Mail
	for i := range 30 {
		id := "Message-ID: <same@example.com>\r\n"
		if i%2 == 0 {
			id = ""
		}
		at := storagetest.Now.Add(time.Duration(i-40) * time.Hour)
		mails = append(mails, simulate.Mail{Received: at, Raw: fmt.Appendf(nil, "From: backup@example.com\r\nSubject: [Success] Job %d (1 objects)\r\nDate: %s\r\n%s\r\nBackup job: Job %d\r\nSuccess\r\n", i, at.Format(time.RFC1123Z), id, i)})
	}
	once := newLab(t, simulate.IMAPOptions{Mails: mails})
	twice := newLab(t, simulate.IMAPOptions{Mails: slices.Concat(mails, mails)})
	for _, l := range []*lab{once, twice, twice} {
		if err := l.sync(); err != nil {
			t.Fatal(err)
		}
	}
	twice.same(once)
	runs := 0
	for _, r := range once.rows() {
		if !strings.HasPrefix(r, "inbox") {
			runs++
		}
	}
	if runs != len(mails) {
		t.Errorf("%d runs of %d mails", runs, len(mails))
	}
}

func TestAFolderThatIsGoneIsSaidAndChangesNoRowsWhenItIsBack(t *testing.T) {
	mails := week()[:60]
	for name, c := range map[string]struct {
		leave, back func(*simulate.IMAPServer) error
	}{
		"renamed": {
			func(s *simulate.IMAPServer) error { return s.Rename("INBOX", "Away") },
			func(s *simulate.IMAPServer) error { return s.Rename("Away", "INBOX") },
		},
		"deleted and made anew, with another UIDVALIDITY": {
			func(s *simulate.IMAPServer) error { return s.Delete("INBOX") },
			func(s *simulate.IMAPServer) error {
				for _, m := range mails {
					if err := s.Append(m); err != nil {
						return err
					}
				}
				return nil
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t, simulate.IMAPOptions{Mails: mails})
			if err := l.sync(); err != nil {
				t.Fatal(err)
			}
			before := l.rows()
			if err := c.leave(l.server); err != nil {
				t.Fatal(err)
			}
			if err := l.sync(); domain.CodeOf(err) != domain.CodeNotFound || !strings.Contains(l.health().LastError, "INBOX") {
				t.Errorf("got %v; the account says %q", err, l.health().LastError)
			}
			if !slices.Equal(before, l.rows()) {
				t.Error("rows changed with the folder gone")
			}
			if err := c.back(l.server); err != nil {
				t.Fatal(err)
			}
			if err := l.sync(); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(before, l.rows()) {
				t.Error("rows changed with the folder back")
			}
		})
	}
}
