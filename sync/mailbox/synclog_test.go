package mailbox_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/sync/simulate"
)

// log returns the log of the account, newest first.
func (l *lab) log() (out []domain.SyncEntry) {
	l.Helper()
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		a, err := q.AccountByName(account)
		if err != nil {
			return err
		}
		out, err = q.SyncLog(a.ID, 0)
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	return out
}

func (l *lab) pause() {
	l.Helper()
	err := l.store.Write(context.Background(), func(tx domain.Tx) error {
		a, err := tx.AccountByName(account)
		if err != nil {
			return err
		}
		return tx.SetPaused(a.ID, storagetest.Now)
	})
	if err != nil {
		l.Fatal(err)
	}
}

func TestEachSyncWithNewsIsAnEntryOfTheLogAndQuietOnesAreOne(t *testing.T) {
	mails := week()
	l := newLab(t, simulate.IMAPOptions{Mails: mails})
	for range 4 {
		if err := l.sync(); err != nil {
			t.Fatal(err)
		}
	}
	got := l.log()
	if len(got) != 2 || got[0].Times != 3 || got[0].Messages+got[0].Runs != 0 || got[1].Messages != len(mails) || got[1].Runs == 0 ||
		got[1].Error != "" ||
		got[1].Times != 1 {
		t.Errorf("%+v", got)
	}
	_ = l.server.Close()
	for range 2 {
		if err := l.sync(); err == nil {
			t.Fatal("a server that is gone is no error")
		}
	}
	if got := l.log(); len(got) != 3 || got[0].Code != domain.CodeNetwork || got[0].Error == "" || got[0].Times != 2 {
		t.Errorf("%+v", got)
	}
}

func TestACancelledSyncSaysSoAndLeavesTheOthersAlone(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{Mails: week()})
	silent, err := net.Listen("tcp", "127.0.0.1:0") // nobody takes its connections
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	err = l.store.Write(context.Background(), func(tx domain.Tx) (err error) {
		port := silent.Addr().(*net.TCPAddr).Port
		for i := range 8 { // as many as are synced at once, with the lab
			name := fmt.Sprintf("silent %d", i)
			if i == 7 {
				name = "still later"
			}
			l.secrets[name] = "secret"
			_, one := tx.PutAccount(
				domain.Account{
					Name:     name,
					Kind:     domain.AccountIMAP,
					Host:     "127.0.0.1",
					Port:     port,
					Security: domain.SecurityNone,
					Secret:   domain.SecretKeychain,
				},
			)
			err = errors.Join(err, one)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var said error
	err = l.engine(func(p domain.SyncProgress) {
		if p.Done > 0 {
			cancel()
		}
		if p.Finished && p.Account == account {
			said = p.Err
		}
	}).Sync(ctx, "")
	if !errors.Is(err, context.Canceled) || !errors.Is(said, context.Canceled) {
		t.Errorf("%v, %v", err, said)
	}
	if h := l.health(); h.Code != domain.CodeCancelled || h.LastError == "" || h.Said == "" || !h.LastSuccess.IsZero() {
		t.Errorf("%+v", h)
	}
	if got := l.log(); len(got) != 1 || !got[0].Cancelled || got[0].Messages == 0 {
		t.Errorf("%+v", got)
	}
	_ = l.store.Read(context.Background(), func(q domain.Reader) error {
		if a, err := q.AccountByName("still later"); err != nil || !a.Health.LastTry.IsZero() {
			t.Errorf("the next account was tried: %+v, %v", a.Health, err)
		}
		return nil
	})
}

func TestAPausedAccountIsNotSynced(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{Mails: week()})
	l.pause()
	if err := l.sync(); err != nil || len(l.log()) != 0 || len(l.rows()) != 0 {
		t.Errorf("%v, %d entries, %d rows", err, len(l.log()), len(l.rows()))
	}
	if err := l.engine(nil).Sync(context.Background(), account); domain.CodeOf(err) != domain.CodeConflict || len(l.rows()) != 0 {
		t.Errorf("asked for by name: %v", err)
	}
}
