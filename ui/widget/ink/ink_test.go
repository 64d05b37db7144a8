package ink

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestFitCutsOnlyWhatDoesNotFit(t *testing.T) {
	test.NewTempApp(t)
	for _, text := range []string{"Failed to create VSS snapshot", "größer als überall äöüß", "日本語のとても長いテキスト", strings.Repeat("x", 5000)} {
		for _, width := range []float32{0, 5, 20, 60, 120} {
			shown, cut := Fit(text, width, 13, fyne.TextStyle{})
			if !cut {
				t.Fatalf("%.20q fits in %v?", text, width)
			}
			if got := Width(shown, 13, fyne.TextStyle{}); got > width {
				t.Errorf("%q is %v wide, not %v", shown, got, width)
			}
			if !strings.HasPrefix(text, strings.TrimSuffix(shown, "…")) {
				t.Errorf("%q is no beginning of %.20q", shown, text)
			}
		}
	}
	if shown, cut := Fit("short", 200, 13, fyne.TextStyle{}); cut || shown != "short" {
		t.Errorf("a short text became %q", shown)
	}
	if shown, _ := Fit("two\nlines", 200, 13, fyne.TextStyle{}); shown != "two lines" {
		t.Errorf("two lines became %q", shown)
	}
}
