package shell

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"runchecks/domain"
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

func TestADemoSaysThatNoCopyCanBePutBack(t *testing.T) {
	d := newDesk(t, 1)
	d.w.p.Copies, d.w.p.PutBack = twoCopies{}, nil
	d.short(&desktop.CustomShortcut{KeyName: fyne.KeyO, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift})
	d.settle()
	said := strings.Join(d.w.toast.Shown(), " ")
	if d.w.popup != nil || !strings.Contains(said, "No copy can be put back in a demo") {
		t.Errorf("it says %q, popup %v", said, d.w.popup != nil)
	}
}

func TestACopyIsPutBackAfterItIsSaidWhatThatLoses(t *testing.T) {
	d := newDesk(t, 1)
	path, kept := "", true
	d.w.p.Copies, d.w.p.PutBack = twoCopies{}, func(p string, keepLater bool) { path, kept = p, keepLater }
	d.w.showCopies()
	d.settle()
	f := d.w.popup.form
	choose := func(n int, value string) {
		f.Fields()[n].(interface{ SetSelected(string) }).SetSelected(value)
		d.settle()
	}
	if !strings.Contains(f.Line(), "holds 6 decisions") {
		t.Errorf("it says %q", f.Line())
	}
	list, _ := twoCopies{}.Copies()
	choose(0, copyWords(list[1], d.w.p.View.Location))
	choose(1, "are lost")
	if !strings.Contains(f.Line(), "1 decision made since is lost, the last of them: kim, 4 runs reviewed") {
		t.Errorf("it says %q", f.Line())
	}
	d.key(fyne.KeyReturn)
	if path != "old.db" || kept {
		t.Errorf("put back: %q, decisions kept: %v", path, kept)
	}
}
