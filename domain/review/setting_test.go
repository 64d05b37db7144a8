package review_test

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/setting"
)

// holds is what holds for a setting now.
func (b *fixture) holds(key domain.SettingKey) (value string) {
	b.Helper()
	err := b.store.Read(b.ctx, func(q domain.Reader) (err error) {
		value, err = setting.Read(q, key)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return value
}

func TestASettingIsChangedAndTheChangeUndone(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	for _, c := range []struct {
		key               domain.SettingKey
		text, then, words string
	}{
		{domain.SettingSyncMinutes, "5", "5", "accounts are synced every 5 minutes"},
		{domain.SettingFirstReach, "365", "365", "the first sync of a folder reads the last 365 days"},
		{domain.SettingCopies, "14", "14", "kept of the database: 14 daily copies"},
		{domain.SettingNightStart, "18:00", "18", "a night begins at 18:00, no longer at 12:00"},
	} {
		before := b.holds(c.key)
		d := b.must(b.svc.SetSetting(b.ctx, c.key, c.text))
		if got := b.holds(c.key); got != c.then {
			t.Errorf("%s is %q", c.key, got)
		}
		if got := review.Words(d, time.UTC); got != c.words {
			t.Errorf("%s: %q", c.key, got)
		}
		if _, err := b.svc.SetSetting(b.ctx, c.key, c.text); domain.CodeOf(err) != domain.CodeConflict {
			t.Errorf("%s again: %v", c.key, err)
		}
		b.must(b.svc.Undo(b.ctx))
		if got := b.holds(c.key); got != before {
			t.Errorf("%s after the undo is %q, was %q", c.key, got, before)
		}
	}
}

func TestASettingThatCannotHaveAValueIsRefused(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	for key, text := range map[domain.SettingKey]string{
		domain.SettingSyncMinutes: "60", domain.SettingRole: "viewer", domain.SettingRestored: "yes", "color": "red",
		domain.SettingTheme: "dark", // is a person's own
	} {
		if _, err := b.svc.SetSetting(b.ctx, key, text); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s %q: %v", key, text, err)
		}
	}
}

func TestAnOperatorChangesNoSettingOfTheProfile(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	if _, err := b.svc.SetSetting(b.ctx, domain.SettingCopies, "9"); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("the copies: %v", err)
	}
}
