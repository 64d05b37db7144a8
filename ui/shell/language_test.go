package shell_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/uitest"
	"runchecks/ui/words"
)

// isID reports whether a label is the id of a sentence that the language lacks.
func isID(label string) bool {
	feature, key, found := strings.Cut(strings.TrimSpace(label), ".")
	return found && feature != "" && key != "" && !strings.ContainsAny(label, " …")
}

func TestEveryLabelOfTheWindowIsWordedAndFitsInEveryLanguage(t *testing.T) {
	for _, tag := range words.Shipped().Tags() {
		t.Run(tag, func(t *testing.T) {
			uitest.Speak(t, tag)
			d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Everything(t, store) })
			d.Held = 0
			for _, group := range d.W.WholeMenu() {
				if isID(group.Label) {
					t.Errorf("a menu is called %q", group.Label)
				}
				for _, item := range group.Items {
					if isID(item.Label) {
						t.Errorf("%q stands in the menu %s", item.Label, group.Label)
					}
				}
			}
			for _, item := range d.W.BarItems() {
				if isID(item.Title) {
					t.Errorf("%q stands in the bar", item.Title)
				}
			}
			for _, s := range d.W.Screens() {
				if isID(s.Title()) {
					t.Errorf("the screen %s is called %q", s.ID(), s.Title())
				}
			}
			for _, c := range d.W.Commands() {
				if isID(c.Title()) {
					t.Errorf("the command %s is called %q", c.ID, c.Title())
				}
			}
			for _, size := range []fyne.Size{fyne.NewSize(1440, 900), fyne.NewSize(1366, 768), fyne.NewSize(1024, 700)} {
				d.Window.Resize(size)
				for _, s := range d.W.Screens() {
					d.Afresh(s.ID())
					if d.HasReport() {
						d.Report().Mail().OpenFind()
					}
					d.Settle()
					wantPlaces(t, d, s, size)
				}
			}
		})
	}
}
