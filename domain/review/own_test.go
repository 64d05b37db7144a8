package review_test

import (
	"testing"

	"runchecks/domain"
)

func TestASettingOfOnesOwnIsChosenInAnyRoleAndIsNoDecision(t *testing.T) {
	b := newFixture(t, domain.RoleViewer)
	before, after, err := b.svc.Choose(b.ctx, domain.SettingTheme, "Dark")
	if err != nil || before != "system" || after != "dark" || b.holds(domain.SettingTheme) != "dark" {
		t.Errorf("from %q to %q, it is %q: %v", before, after, b.holds(domain.SettingTheme), err)
	}
	if before, _, err = b.svc.Choose(b.ctx, domain.SettingTheme, before); err != nil || before != "dark" {
		t.Errorf("chosen back from %q: %v", before, err)
	}
	if got := b.holds(domain.SettingTheme); got != "system" {
		t.Errorf("after it was chosen back it is %q", got)
	}
	if _, ok, err := b.svc.Undoable(b.ctx); ok || err != nil {
		t.Errorf("the journal has it: %v", err)
	}
}

func TestWhatIsNoSettingOfOnesOwnIsNotChosen(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	for key, text := range map[domain.SettingKey]string{
		domain.SettingTheme: "blue", domain.SettingScale: "95", domain.SettingSyncMinutes: "5", "color": "red",
	} {
		if _, _, err := b.svc.Choose(b.ctx, key, text); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s %q: %v", key, text, err)
		}
	}
}

func TestKeysOfOnesOwnAreKeptAndGivenBack(t *testing.T) {
	b := newFixture(t, domain.RoleViewer)
	if _, err := b.svc.ChooseKeys(b.ctx, map[string]string{"runchecks.accept": "Q"}); err != nil {
		t.Fatal(err)
	}
	before, err := b.svc.ChooseKeys(b.ctx, nil)
	if err != nil || before["runchecks.accept"] != "Q" {
		t.Errorf("before the second change: %v: %v", before, err)
	}
	if got := b.holds(domain.SettingKeys); got != "" {
		t.Errorf("what is stored: %q", got)
	}
	if _, ok, err := b.svc.Undoable(b.ctx); ok || err != nil {
		t.Errorf("the journal has it: %v", err)
	}
}
