package mailbox_test

import (
	"context"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

// moving makes the account move its reports to a folder.
func (l *lab) moving(into string) {
	l.Helper()
	err := l.store.Write(context.Background(), func(tx domain.Tx) error {
		a, err := tx.AccountByName(account)
		if err != nil {
			return err
		}
		a.MoveTo = into
		_, err = tx.PutAccount(a)
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
}

// mailsIn counts the mails of a folder on the server.
func (l *lab) mailsIn(folder string) uint32 {
	l.Helper()
	n, err := l.server.Count(folder)
	if err != nil {
		l.Fatal(err)
	}
	return n
}

// withDone is a mailbox of reports, one mail that no reader knows, and an empty folder.
func withDone(t *testing.T, o simulate.IMAPOptions) *lab {
	t.Helper()
	reports := months(12)
	o.Mails = append(o.Mails, reports...)
	o.Mails = append(o.Mails, simulate.Mail{Received: reports[11].Received, Raw: []byte("Subject: Lunch\r\nMessage-ID: <lunch@example.com>\r\n\r\nPizza?\r\n")})
	l := newLab(t, o)
	if err := l.server.Create("Done"); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestReportsMoveOnceTheyAreStoredAndTheRestStays(t *testing.T) {
	l := withDone(t, simulate.IMAPOptions{Move: true})
	undisturbed := newLab(t, simulate.IMAPOptions{Mails: append(months(12), simulate.Mail{Received: months(12)[11].Received, Raw: []byte("Subject: Lunch\r\nMessage-ID: <lunch@example.com>\r\n\r\nPizza?\r\n")})})
	if err := undisturbed.sync(); err != nil {
		t.Fatal(err)
	}
	l.moving("Done")
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if left, moved := l.mailsIn("INBOX"), l.mailsIn("Done"); left != 1 || moved != 12 {
		t.Errorf("%d mails are left and %d moved, want 1 and 12", left, moved)
	}
	l.same(undisturbed)
	if wire := l.wire(); strings.Contains(wire, "BODY.PEEK[])") {
		t.Errorf("what was moved is fetched again:\n%s", wire)
	}
	l.same(undisturbed)
}

func TestAMailboxIsOnlyReadWhereNothingIsToMove(t *testing.T) {
	l := withDone(t, simulate.IMAPOptions{Move: true})
	wire := l.wire()
	if strings.Contains(wire, "SELECT") || strings.Contains(wire, "MOVE ") || !strings.Contains(wire, "EXAMINE") {
		t.Errorf("said:\n%s", wire)
	}
}

func TestAServerThatCannotMoveIsSaidAndNothingIsLost(t *testing.T) {
	l := withDone(t, simulate.IMAPOptions{})
	l.moving("Done")
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if h := l.health(); !strings.Contains(h.Notice, "cannot move") || l.mailsIn("INBOX") != 13 {
		t.Errorf("notice %q, %d mails in the INBOX", h.Notice, l.mailsIn("INBOX"))
	}
}

func TestWhatAnotherComputerMovedIsSeenAllTheSame(t *testing.T) {
	one := withDone(t, simulate.IMAPOptions{Move: true})
	one.moving("Done")
	other := newLab(t, simulate.IMAPOptions{})
	other.point(one.server)
	other.moving("Done")
	if err := one.sync(); err != nil {
		t.Fatal(err)
	}
	if err := other.sync(); err != nil {
		t.Fatal(err)
	}
	other.same(one)
}

func TestAConnectionThatEndsAtTheMoveLosesNothing(t *testing.T) {
	undisturbed := withDone(t, simulate.IMAPOptions{})
	if err := undisturbed.sync(); err != nil {
		t.Fatal(err)
	}
	for name, m := range map[string]mischief{
		"before": {at: `OK \[READ-WRITE\]`, close: true},
		"after":  {at: `^\* OK \[COPYUID`, close: true},
	} {
		t.Run(name, func(t *testing.T) {
			l := withDone(t, simulate.IMAPOptions{Move: true})
			l.moving("Done")
			p := startProxy(t, l.server, m)
			if err := l.syncBy(p); domain.CodeOf(err) != domain.CodeNetwork || !p.happened() {
				t.Fatalf("got %v, happened %v", err, p.happened())
			}
			l.point(l.server)
			l.moving("Done")
			if err := l.sync(); err != nil {
				t.Fatal(err)
			}
			if left, moved := l.mailsIn("INBOX"), l.mailsIn("Done"); left != 1 || moved != 12 {
				t.Errorf("%d mails are left and %d moved, want 1 and 12", left, moved)
			}
			l.same(undisturbed)
		})
	}
}

func TestManyFoldersWithNothingNewAreNotOpened(t *testing.T) {
	l := withDone(t, simulate.IMAPOptions{Move: true})
	l.moving("Done")
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	if err := l.sync(); err != nil { // moving changed the folders
		t.Fatal(err)
	}
	wire := l.wire()
	if strings.Contains(wire, "EXAMINE") || !strings.Contains(wire, "STATUS") {
		t.Errorf("said with nothing new:\n%s", wire)
	}
}
