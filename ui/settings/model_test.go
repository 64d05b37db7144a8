package settings_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/ui/modeltest"
	"runchecks/ui/settings"
)

// opened reads the settings.
func opened(s *modeltest.Fixture, m *settings.Model) {
	m.Reload()
	s.Settle()
}

// at is the row of a key.
func at(t *testing.T, m *settings.Model, key domain.SettingKey) settings.Row {
	t.Helper()
	for _, r := range m.Shown {
		if r.Key == key {
			return r
		}
	}
	t.Fatalf("there is no row of %s", key)
	return settings.Row{}
}

func TestAChangedSettingHoldsAtOnceAndIsUndone(t *testing.T) {
	s := modeltest.New(t, domain.RoleAdmin)
	m := settings.New(s.Params(), settings.Information{}, modeltest.Nothing)
	opened(s, m)
	if got := at(t, m, domain.SettingSyncMinutes); got.Shown != "10 minutes" || !got.May {
		t.Errorf("it is %q", got.Shown)
	}
	m.Set(domain.SettingSyncMinutes, "5")
	s.Settle()
	if got := at(t, m, domain.SettingSyncMinutes); got.Shown != "5 minutes" {
		t.Errorf("after the change it is %q", got.Shown)
	}
	m.Undo()
	s.Settle()
	if got := at(t, m, domain.SettingSyncMinutes); got.Shown != "10 minutes" {
		t.Errorf("after the undo it is %q", got.Shown)
	}
	m.Set(domain.SettingSyncMinutes, "90")
	s.Settle()
	if !m.Toast().Error {
		t.Errorf("a value that it cannot have: %+v", m.Toast())
	}
}

func TestWhoseRoleMayNotDecideChoosesWhatIsHisOwnAlone(t *testing.T) {
	for _, role := range []domain.Role{domain.RoleOperator, domain.RoleViewer} {
		s := modeltest.New(t, role)
		m := settings.New(s.Params(), settings.Information{}, modeltest.Nothing)
		opened(s, m)
		var may []string
		for _, r := range m.Shown {
			if r.May {
				may = append(may, string(r.Key))
			}
		}
		if got := strings.Join(may, " "); got != "role notice.quiet notice.good notice.desktop theme rows scale language update.ask tray" {
			t.Errorf("%s: %s", role, got)
		}
		m.Set(domain.SettingTheme, domain.ThemeDark)
		s.Settle()
		if got := at(t, m, domain.SettingTheme).Value; got != domain.ThemeDark {
			t.Errorf("%s chose dark: it is %q", role, got)
		}
	}
}

func TestWhatIsOnesOwnHoldsAtOnceIsUndoneAndNoDecision(t *testing.T) {
	s := modeltest.New(t, domain.RoleAdmin)
	m := settings.New(s.Params(), settings.Information{}, modeltest.Nothing)
	var held []string
	m.Chosen = func(key domain.SettingKey, value string) { held = append(held, string(key)+"="+value) }
	opened(s, m)
	m.Set(domain.SettingSyncMinutes, "5")
	m.Set(domain.SettingScale, "130")
	m.Set(domain.SettingScale, "130") // it is so already
	s.Settle()
	m.Undo()
	s.Settle()
	if got := strings.Join(held, " "); got != "scale=130 scale=100" {
		t.Errorf("held: %s", got)
	}
	if got := at(t, m, domain.SettingSyncMinutes).Value; got != "5" {
		t.Errorf("the decision before was undone, too: %q", got)
	}
	m.Undo()
	s.Settle()
	if got := at(t, m, domain.SettingSyncMinutes).Value; got != "10" {
		t.Errorf("the decision was not undone: %q", got)
	}
}

func TestWhatIsTypedIsRefusedInWords(t *testing.T) {
	s := modeltest.New(t, domain.RoleAdmin)
	m := settings.New(s.Params(), settings.Information{}, modeltest.Nothing)
	opened(s, m)
	minutes, silence := at(t, m, domain.SettingSyncMinutes), at(t, m, domain.SettingSilence)
	for _, c := range []struct {
		row        settings.Row
		text, want string
	}{
		{minutes, "45", ""},
		{minutes, "46", "Use a number from 2 to 45."},
		{silence, "never", ""},
		{silence, "soon", "Use 1 to 366 days, or never."},
	} {
		if got := c.row.Fault(c.text); got != c.want {
			t.Errorf("%s %q: %q", c.row.Key, c.text, got)
		}
	}
}

func TestASearchFindsASettingByWhatItIsFor(t *testing.T) {
	s := modeltest.New(t, domain.RoleAdmin)
	m := settings.New(s.Params(), settings.Information{}, modeltest.Nothing)
	opened(s, m)
	m.SetSearch("history")
	var names []string
	for _, r := range m.Shown {
		names = append(names, r.Name)
	}
	if got := strings.Join(names, ", "); !strings.Contains(got, "A first sync reads") || strings.Contains(got, "Language") {
		t.Errorf("%s", got)
	}
}

func TestThePageSaysTheZoneByItsNameAndTheProgramsVersion(t *testing.T) {
	s := modeltest.New(t, domain.RoleViewer)
	p := s.Params()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	p.Location = zone
	m := settings.New(p, settings.Information{Version: "1.2.3", Revision: "abc", Folder: "profile"}, modeltest.Nothing)
	opened(s, m)
	said := map[string]string{}
	for _, r := range m.Shown {
		said[r.ID] = r.Shown
	}
	for id, want := range map[string]string{"zone": "Europe/Amsterdam", "version": "1.2.3, revision abc", "folder": "profile"} {
		if said[id] != want {
			t.Errorf("%s: %q, want %q", id, said[id], want)
		}
	}
}
