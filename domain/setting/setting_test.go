package setting_test

import (
	"slices"
	"testing"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/setting"
)

// stored is what a profile holds.
type stored map[domain.SettingKey]string

func (s stored) Setting(key domain.SettingKey) (string, error) {
	if v, ok := s[key]; ok {
		return v, nil
	}
	return "", &domain.Error{Code: domain.CodeNotFound}
}

func TestAValueIsReadAsPeopleWriteIt(t *testing.T) {
	for _, c := range []struct {
		key        domain.SettingKey
		text, want string // want "-" where it is refused
	}{
		{domain.SettingNightStart, "18", "18"},
		{domain.SettingNightStart, "06:00", "6"},
		{domain.SettingNightStart, "24", "-"},
		{domain.SettingNightStart, "noon", "-"},
		{domain.SettingAttempts, "Worst", "worst"},
		{domain.SettingAttempts, "best", "-"},
		{domain.SettingSilence, "2w", "14"},
		{domain.SettingSilence, "never", "-1"},
		{domain.SettingSilence, "-1", "-1"},
		{domain.SettingSilence, "0", "-"},
		{domain.SettingSilence, "367", "-"},
		{domain.SettingSyncMinutes, "2", "2"},
		{domain.SettingSyncMinutes, "1", "-"},
		{domain.SettingSyncMinutes, "45", "45"},
		{domain.SettingSyncMinutes, "46", "-"},
		{domain.SettingSyncMinutes, "default", "10"},
		{domain.SettingFirstReach, " 365 ", "365"},
		{domain.SettingFirstReach, "a year", "-"},
		{domain.SettingCopies, "", "7"},
		{domain.SettingCopies, "0", "-"},
		{domain.SettingLanguage, "", ""},
		{domain.SettingLanguage, "nl", "nl"},
		{domain.SettingLanguage, "../nl", "-"},
		{domain.SettingProxy, "proxy.example:3128", "http://proxy.example:3128"},
		{domain.SettingProxy, "proxy.example", "-"},
		{domain.SettingRole, "admin", "-"},
		{domain.SettingRestored, "yes", "-"},
	} {
		d, ok := setting.Of(c.key)
		if !ok {
			t.Fatalf("there is no %s", c.key)
		}
		got, ok := d.Parse(c.text)
		if ok != (c.want != "-") || ok && got != c.want {
			t.Errorf("%s %q is %q, %v, want %q", c.key, c.text, got, ok, c.want)
		}
	}
}

func TestWhatHoldsIsWhatIsStoredOrTheDefault(t *testing.T) {
	for text, want := range map[string]int{"30": 30, "0": 90, "many": 90} {
		if got, err := setting.Int(stored{domain.SettingFirstReach: text}, domain.SettingFirstReach); got != want || err != nil {
			t.Errorf("stored %q: %d, %v, want %d", text, got, err, want)
		}
	}
	if got, err := setting.Int(stored{}, domain.SettingFirstReach); got != 90 || err != nil {
		t.Errorf("nothing is stored: %d, %v", got, err)
	}
	if _, err := setting.Read(stored{}, "color"); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("a setting that is none: %v", err)
	}
	if _, err := setting.Read(stored{domain.SettingProxy: "no proxy"}, domain.SettingProxy); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("a proxy that cannot be read is passed by: %v", err)
	}
}

func TestEveryDefaultIsAValueOfItsSetting(t *testing.T) {
	for _, d := range setting.Listed() {
		if got, ok := d.Parse(d.Default); !ok || got != d.Default {
			t.Errorf("%s: the default %q is %q, %v", d.Key, d.Default, got, ok)
		}
	}
}

func TestWhatPeopleChangeStandsInASectionAndSaysWhoMay(t *testing.T) {
	seen := map[domain.SettingKey]bool{}
	for _, d := range setting.All() {
		switch {
		case seen[d.Key]:
			t.Errorf("%s is there twice", d.Key)
		case d.Kind == 0:
			t.Errorf("%s has no kind", d.Key)
		case d.Personal && (d.Decided || d.Action != rules.ActSee):
			t.Errorf("%s is everybody's own, and the team decides about it", d.Key)
		case d.Section == setting.Internal && (d.Kind != setting.Own || d.Action != "" || d.Decided):
			t.Errorf("%s is the program's own, and somebody may change it", d.Key)
		case d.Section != setting.Internal && (d.Action == "" || !slices.Contains(setting.Sections(), d.Section)):
			t.Errorf("%s stands in %q and is changed by who may %q", d.Key, d.Section, d.Action)
		case d.Kind == setting.Number && (d.Unit == "" || d.Least >= d.Most):
			t.Errorf("%s counts %q from %d to %d", d.Key, d.Unit, d.Least, d.Most)
		}
		seen[d.Key] = true
	}
}
