package settings_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/uitest"
	"runchecks/ui/widget/formentry"
)

// board keeps notices in memory, and what was done.
type board struct {
	list    []domain.Notice
	told    map[string]domain.Told
	address string
	tested  string
	err     error
}

func (b *board) List(context.Context) ([]domain.Notice, map[string]domain.Told, error) {
	return slices.Clone(b.list), b.told, nil
}

func (b *board) Add(_ context.Context, n domain.Notice, address string) error {
	b.address = address
	n.Service = "ntfy"
	b.list = append(b.list, n)
	return b.err
}
func (b *board) Test(_ context.Context, name string) error { b.tested = name; return b.err }
func (b *board) Remove(_ context.Context, name string) error {
	b.list = domain.WithoutNotice(b.list, name)
	return b.err
}

func TestANoticeIsAddedTestedAndRemovedInTheWindow(t *testing.T) {
	kept := &board{}
	d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {}, func(p *features.Params) { p.View.Notices = kept })
	fill := func(way string, texts ...string) {
		t.Helper()
		d.Do("settings.notices")
		d.Settle()
		f := d.W.OpenForm()
		if f == nil {
			t.Fatal("no form is open")
		}
		if choice, ok := f.Fields()[0].(*formentry.Choice); ok && way != "" {
			choice.SetSelected(way)
		}
		at := 0
		for _, field := range f.Fields() {
			if entry, ok := field.(*formentry.Entry); ok && at < len(texts) {
				entry.SetText(texts[at])
				at++
			}
		}
		f.Finish()
		d.Settle()
	}
	fill("", "Office", "ntfy://ntfy.example.com/topic")
	if len(kept.list) != 1 || kept.list[0].Name != "Office" || kept.address != "ntfy://ntfy.example.com/topic" {
		t.Fatalf("%+v, %q", kept.list, kept.address)
	}
	fill("test Office")
	if kept.tested != "Office" {
		t.Errorf("tested %q", kept.tested)
	}
	kept.told = map[string]domain.Told{"office": {Failed: time.Now()}}
	kept.err = errors.New("refused")
	fill("test Office")
	d.W.Settings.Model.Reload()
	d.Settle()
	shown := ""
	for _, r := range d.W.Settings.Model.Section("notices") {
		shown += r.Shown + " " + r.Hint + "\n"
	}
	if !strings.Contains(shown, "Office (ntfy)") || !strings.Contains(shown, "Office fails since") || strings.Contains(shown, "topic") {
		t.Errorf("the page says %q", shown)
	}
	kept.err = nil
	fill("remove Office")
	if len(kept.list) != 0 {
		t.Errorf("%+v", kept.list)
	}
}
