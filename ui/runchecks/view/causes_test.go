package view

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestTheListByCausesFitsIntoEachOfItsForms(t *testing.T) {
	test.NewTempApp(t)
	for name, width := range map[string]float32{"slim": slimWidth, "stacked": slimBelow, "wide": stackedBelow} {
		room := width
		for _, c := range groupColumns(formOf(width)) {
			if c.Flex > 0 {
				room -= c.Least
				continue
			}
			room -= c.Width
		}
		if room < 0 {
			t.Errorf("%s, %.0f wide: its columns take %.0f more", name, width, -room)
		}
	}
}
