package review_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

func (b *fixture) account(name string) (a domain.Account, err error) {
	err = b.store.Read(b.ctx, func(q domain.Reader) (err error) {
		a, err = q.AccountByName(name)
		return err
	})
	return a, err
}

// mailed keeps an account, and a message that came by it for each job.
func (b *fixture) mailed(name string, jobs ...domain.Job) (runs []int64) {
	b.Helper()
	err := b.store.Write(b.ctx, func(tx domain.Tx) error {
		account, err := tx.PutAccount(domain.Account{Name: name, Kind: domain.AccountIMAP})
		if err != nil {
			return err
		}
		for _, j := range jobs {
			key := name + " " + j.Name
			m, err := tx.PutMessage(domain.Message{Key: key, Account: account, State: domain.MessageRead, Received: night}, b.store.Pack([]byte("x")))
			if err != nil {
				return err
			}
			r := storagetest.Run(j, 1, night, storagetest.Object("vm", domain.Failed, "no"))
			r.Key, r.Message = domain.MailRunKey(key, 0), m
			id, err := tx.PutRun(r, key)
			if err != nil {
				return err
			}
			runs = append(runs, id)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return runs
}

func TestAPausedAccountIsInTheJournalAndOnTheSignOffSheet(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	b.mailed("mail")
	d, err := b.svc.PauseAccount(b.ctx, "MAIL", true)
	if err != nil || inWords(d) != "account mail paused" || d.Kind != domain.DecideAccount {
		t.Fatalf("%+v, %v", d, err)
	}
	a, err := b.account("mail")
	if err != nil || a.Paused.IsZero() {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := b.svc.PauseAccount(b.ctx, "mail", true); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("pausing it again gives %v", err)
	}
	sheet, err := b.svc.SignOff(b.ctx, storagetest.Now, "")
	if err != nil || len(sheet.Accounts) != 1 || sheet.Accounts[0].Error != "paused since "+a.Paused.In(time.UTC).Format("2 Jan 2006 15:04") {
		t.Errorf("the sheet says %+v, %v", sheet.Accounts, err)
	}
	if _, err := b.svc.Undo(b.ctx); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("undo gives %v", err)
	}
	if _, err := b.svc.UndoOne(b.ctx, d.ID); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("undoing it alone gives %v", err)
	}
	if d, err := b.svc.PauseAccount(b.ctx, "mail", false); err != nil || inWords(d) != "account mail resumed" {
		t.Errorf("%+v, %v", d, err)
	}
	if a, err := b.account("mail"); err != nil || !a.Paused.IsZero() {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestARemovedAccountLeavesItsReportsUnlessTheyAreNotWanted(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	runs := append(b.mailed("a", b.job("adatum", 1)), b.mailed("b", b.job("adatum", 2), b.job("adatum", 3))...)
	there := func() (n int) {
		for _, id := range runs {
			err := b.store.Read(b.ctx, func(q domain.Reader) error {
				_, err := q.Run(id)
				return err
			})
			if err == nil {
				n++
			}
		}
		return n
	}
	if _, brought, err := b.svc.RemoveAccount(b.ctx, "a", false); err != nil || brought.Runs != 1 || there() != 3 {
		t.Errorf("%+v, %v, %d runs", brought, err, there())
	}
	if _, err := b.svc.MarkSuccess(b.ctx, runs[1], "known"); err != nil {
		t.Fatal(err)
	}
	a, brought, err := b.svc.RemoveAccount(b.ctx, "b", true)
	if err != nil || a.Name != "b" || brought != (domain.AccountContents{Messages: 2, Runs: 2, KeptMessages: 1, KeptRuns: 1, Jobs: 2}) ||
		there() != 2 {
		t.Errorf("%+v, %+v, %v, %d runs", a, brought, err, there())
	}
	if _, err := b.account("b"); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("the account: %v", err)
	}
	list, err := b.svc.Journal(b.ctx, 1)
	if err != nil || len(list) != 1 ||
		inWords(list[0]) != "account b removed with 1 message and 1 run; 1 run that somebody decided about stay" {
		t.Errorf("%+v, %v", list, err)
	}
	// The decision stands, and everything is the same after a rebuild.
	if _, err := b.svc.Rebuild(b.ctx); err != nil || there() != 2 {
		t.Errorf("%v, %d runs", err, there())
	}
	if d, err := b.svc.Undo(b.ctx); err != nil || !strings.HasPrefix(inWords(d), "undone: ") || strings.Contains(inWords(d), "account") {
		t.Errorf("undo takes back %+v, %v", d, err)
	}
}
