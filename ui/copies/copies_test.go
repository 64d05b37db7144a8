package copies_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/uitest"
)

// twoCopies are two copies of the database, the older of which lacks a decision.
type twoCopies struct{}

func (twoCopies) Copies() ([]domain.Copy, error) {
	at := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	return []domain.Copy{{Path: "new.db", At: at, Size: 3 << 20}, {Path: "old.db", At: at.AddDate(0, 0, -1), Size: 2 << 20}}, nil
}

func (twoCopies) BackupNow(context.Context) (domain.Copy, error) {
	return domain.Copy{Path: "now.db", Size: 1 << 20, Entries: 7}, nil
}

func (twoCopies) LookAt(_ context.Context, path string, keepLater bool) (domain.Restoration, error) {
	r := domain.Restoration{From: domain.Copy{Path: path, Entries: 6}, Kept: keepLater}
	if path == "old.db" {
		r.Later = []domain.Decision{{Actor: "kim", Summary: "4 runs reviewed"}}
	}
	return r, nil
}

func TestACopyIsPutBackAfterItIsSaidWhatThatLoses(t *testing.T) {
	path, kept := "", true
	d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Fill(t, store, 1) }, func(p *features.Params) {
		p.Copies, p.PutBack = twoCopies{}, func(p string, keepLater bool) { path, kept = p, keepLater }
	})
	d.Do("copies.list")
	d.Settle()
	f := d.W.OpenForm()
	choose := func(n int, value string) {
		f.Fields()[n].(interface{ SetSelected(string) }).SetSelected(value)
		d.Settle()
	}
	if !strings.Contains(f.Line(), "holds 6 decisions") {
		t.Errorf("it says %q", f.Line())
	}
	choose(0, "Sat 21 Nov 2026 03:00, 2.0 MB, checked")
	choose(1, "are lost")
	if !strings.Contains(f.Line(), "1 decision made since is lost, the last of them: kim, 4 runs reviewed") {
		t.Errorf("it says %q", f.Line())
	}
	d.Key(fyne.KeyReturn)
	if path != "old.db" || kept {
		t.Errorf("put back: %q, decisions kept: %v", path, kept)
	}
}

func TestADemoSaysThatNoCopyCanBePutBack(t *testing.T) {
	d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Fill(t, store, 1) }, func(p *features.Params) {
		p.Copies = twoCopies{}
	})
	d.Short(uitest.Pressed("Ctrl+Shift+O"))
	said := strings.Join(d.W.Said(), " ")
	if d.W.Covered() || !strings.Contains(said, "No copy can be put back in a demo") {
		t.Errorf("it says %q, popup %v", said, d.W.Covered())
	}
}
