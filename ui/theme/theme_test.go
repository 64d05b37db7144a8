package theme

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"runchecks/domain"
)

func TestAForcedModeIgnoresTheSystemsVariant(t *testing.T) {
	for _, v := range test.KnownThemeVariants() {
		if got := New(Dark).Color(Bg, v); got != rgb(0x14171b) {
			t.Errorf("dark bg in variant %v is %v", v, got)
		}
		if got := New(Light).Color(fynetheme.ColorNamePrimary, v); got != rgb(0x2563c9) {
			t.Errorf("light primary in variant %v is %v", v, got)
		}
	}
	if New(System).Color(Bg, fynetheme.VariantDark) == New(System).Color(Bg, fynetheme.VariantLight) {
		t.Error("the system mode does not follow the variant")
	}
}

func TestEveryColourOfFyneIsDefined(t *testing.T) {
	test.AssertAllColorNamesDefined(t, New(System), "run checks")
}

func TestOnlySuccessIsGreen(t *testing.T) {
	for s := domain.Status(0); s < 20; s++ {
		mark, bg := StatusColours(s)
		if green := mark == Green || bg == GreenBg; green != (s == domain.Success) {
			t.Errorf("%v (%d) has the colours %v and %v", s, s, mark, bg)
		}
	}
}

// Text on its background has to be readable: WCAG 2.2 asks for 4.5 to 1.
func TestStatusMarksHaveContrast(t *testing.T) {
	for _, s := range append(domain.Statuses(), domain.SuccessOverride) {
		mark, bg := StatusColours(s)
		for name, v := range test.KnownThemeVariants() {
			if c := contrast(own[mark].in(v), own[bg].in(v)); c < 4.5 {
				t.Errorf("%v in %s: contrast %.2f", s, name, c)
			}
		}
	}
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	part := func(v uint32) float64 {
		f := float64(v) / 0xffff
		return f * f * (0.3 + 0.7*f) // close enough to the sRGB curve for a bound
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}
