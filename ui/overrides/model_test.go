package overrides_test

import (
	"context"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/list"
	"runchecks/ui/modeltest"
	"runchecks/ui/overrides"
	"runchecks/ui/services"
)

// ruled is the screen Overrides with these rules.
func ruled(t *testing.T, role domain.Role, rows ...domain.Override) (*modeltest.Fixture, *overrides.Model) {
	t.Helper()
	s := modeltest.New(t, role)
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		for i, o := range rows {
			o.Key, o.Level, o.Product, o.Mode = domain.DecisionID(
				rune('1'+i),
			), domain.LevelGlobal, "Veeam Backup & Replication", domain.MatchContains
			if err := tx.PutOverride(o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	m := overrides.New(
		services.Base{
			Store:      s.Store,
			Desk:       s.Desk,
			Clock:      func() time.Time { return storagetest.Now },
			Location:   time.UTC,
			Background: s.Background,
		},
		func(list.Part) {},
	)
	m.Reload()
	s.Settle()
	return s, m
}

func TestOverridesThatNeedALookComeFirst(t *testing.T) {
	now := storagetest.Now
	_, m := ruled(
		t,
		domain.RoleOperator,
		domain.Override{
			Text: "off",
		},
		domain.Override{Text: "over", Enabled: true, Until: now.Add(-time.Hour)},
		domain.Override{Text: "on", Enabled: true},
		domain.Override{Text: "soon", Enabled: true, Until: now.Add(time.Hour)},
	)
	got := ""
	for _, r := range m.Rows() {
		got += r.Text + " "
	}
	if got != "soon on off over " || m.Selected() != 0 {
		t.Errorf("got %q, selected %d", got, m.Selected())
	}
}

func TestAnOverrideIsChangedWithWhatItWouldHaveMatched(t *testing.T) {
	s, m := ruled(t, domain.RoleOperator, domain.Override{Text: "no such message", Enabled: true})
	s.Fill(6)
	e := m.Edit(func() {})
	s.Settle()
	if line, refused := e.Line(); refused || line != "Changes no waiting run now; would have matched 0 runs of 0 jobs in the last 90 days" {
		t.Errorf("at first: %q", line)
	}
	o := e.Rule()
	o.Text = "message"
	e.Set(o)
	s.Settle()
	if line, _ := e.Line(); line != "Changes 4 waiting runs of 4 jobs now; would have matched 4 runs of 4 jobs in the last 90 days" {
		t.Errorf("after a change: %q", line)
	}
	o.Text = ""
	e.Set(o)
	s.Settle()
	if _, refused := e.Line(); !refused || e.Save() {
		t.Error("a rule that hides everything can be saved")
	}
	o.Text = "message"
	e.Set(o)
	s.Settle()
	if !e.Save() {
		t.Error("it cannot be saved")
	}
	s.Settle()
	if p, known := m.Matches(); m.Rows()[0].Text != "message" || !known || p.Runs != 4 {
		t.Errorf("%+v, %+v", m.Rows(), p)
	}
}

func TestRolesKeepOverridesFromBeingChanged(t *testing.T) {
	for role, want := range map[domain.Role][2]bool{domain.RoleAdmin: {true, true}, domain.RoleOperator: {true, false}, domain.RoleViewer: {false, false}} {
		_, m := ruled(t, role, domain.Override{Text: "x", Enabled: true})
		if got := [2]bool{m.CanChange(), m.CanDelete()}; got != want || (m.Edit(func() {}) != nil) != want[0] {
			t.Errorf("%s: %v", role, got)
		}
	}
}
