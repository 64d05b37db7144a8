package settings_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/settings"
	"runchecks/ui/theme"
	"runchecks/ui/uitest"
)

// The keys that somebody presses who changes a setting that they searched for.
func TestASettingIsFoundAndChangedByKeys(t *testing.T) {
	var scales []int
	d := uitest.NewAs(t, domain.RoleViewer, func(domain.Store) {}, func(p *features.Params) {
		p.Rescale = func(percent int) { scales = append(scales, percent) }
	})
	d.W.Open(settings.ID)
	d.Settle()
	d.Do("window.search")
	for _, r := range "size" {
		d.Letter(r)
	}
	d.Key(fyne.KeyReturn)
	d.Key(fyne.KeyF6)
	d.Key(fyne.KeyRight)
	d.Do("window.undo")
	d.Settle()
	if !slices.Equal(scales, []int{115, 100}) {
		t.Errorf("the scales were %v", scales)
	}
}

func TestColoursChosenOnThePageHoldAtOnce(t *testing.T) {
	d := uitest.New(t, 1)
	d.W.Open(settings.ID)
	d.Settle()
	d.W.Settings.Model.Set(domain.SettingTheme, domain.ThemeDark)
	d.Settle()
	if !theme.IsDark() {
		t.Error("the window is light")
	}
	d.Do("settings.theme")
	d.Settle()
	if theme.IsDark() {
		t.Error("the window is dark")
	}
}
