package settings_test

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/modeltest"
	"runchecks/ui/settings"
)

// at selects the row of a key.
func at(t *testing.T, m *settings.Model, key domain.SettingKey) settings.Row {
	t.Helper()
	for i, r := range m.Shown {
		if r.Key == key {
			m.Select(i)
			return *m.Row()
		}
	}
	t.Fatalf("there is no row of %s", key)
	return settings.Row{}
}

func TestAChangedSettingHoldsAtOnceAndIsUndone(t *testing.T) {
	s := modeltest.New(t, domain.RoleAdmin)
	m := settings.New(s.Params(), modeltest.Nothing)
	s.Opened(m)
	if got := at(t, m, domain.SettingSyncMinutes); got.Shown != "10 minutes" || !m.CanChange() {
		t.Errorf("it is %q", got.Shown)
	}
	m.Set(domain.SettingSyncMinutes, "5")
	s.Settle()
	if got := at(t, m, domain.SettingSyncMinutes); got.Shown != "5 minutes" || modeltest.Fact(m, "Without it") != "10 minutes" {
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

func TestAnOperatorChangesTheRoleAndTheLanguageAlone(t *testing.T) {
	s := modeltest.New(t, domain.RoleOperator)
	m := settings.New(s.Params(), modeltest.Nothing)
	s.Opened(m)
	var may []string
	for i := range m.Shown {
		if m.Select(i); m.CanChange() {
			may = append(may, string(m.Row().Key))
		}
	}
	if got := strings.Join(may, " "); got != "role language" {
		t.Errorf("%s", got)
	}
}

func TestASearchFindsASettingByWhatItIsFor(t *testing.T) {
	s := modeltest.New(t, domain.RoleAdmin)
	m := settings.New(s.Params(), modeltest.Nothing)
	s.Opened(m)
	if m.SetSearch("history"); !strings.Contains(modeltest.Column(m, "name"), "A first sync reads") {
		t.Errorf("%s", modeltest.Column(m, "name"))
	}
}
