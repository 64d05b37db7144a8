package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
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

// beneath are the colours that text and marks stand on in lists.
var beneath = []fyne.ThemeColorName{Pane, Hover, Sel, SelIdle}

// texts are the pairs of a text and what it stands on.
func texts() (out [][2]fyne.ThemeColorName) {
	add := func(on fyne.ThemeColorName, text ...fyne.ThemeColorName) {
		for _, t := range text {
			out = append(out, [2]fyne.ThemeColorName{t, on})
		}
	}
	for _, on := range beneath {
		add(on, Text, Dim, Accent, Red, Violet, Amber, Grey, Green, Blue)
	}
	add(Bg, Text, Dim, Accent)
	add(Head, Text, Dim, Accent, Red, Amber, Green)
	add(RedBg, Red, Text)
	add(VioletBg, Violet, Text)
	add(AmberBg, Amber, Text)
	add(GreyBg, Grey, Text, Dim)
	add(GreenBg, Green, Text)
	add(BlueBg, Blue, Text, Accent)
	add(Accent, AccText)
	add(Float, FloatText, FloatDim, FloatLink)
	return out
}

// borders are the pairs of what only a line or a shape tells, and what it stands on.
func borders() (out [][2]fyne.ThemeColorName) {
	for _, on := range []fyne.ThemeColorName{Pane, Bg} {
		for _, line := range []fyne.ThemeColorName{Accent, SelBar, CellRed, CellAmber, CellViolet} {
			out = append(out, [2]fyne.ThemeColorName{line, on})
		}
	}
	// A field stands on a pane; the frame of the evidence lies around text that tells by itself.
	return append(out, [2]fyne.ThemeColorName{Field, Pane}, [2]fyne.ThemeColorName{FloatDim, Float}, [2]fyne.ThemeColorName{Accent, Sel})
}

// WCAG 2.2 asks for 4.5 to 1 between a text and its ground, for 3 to 1 where a line has to be seen.
func TestEveryPairOfColoursHasContrast(t *testing.T) {
	for name, v := range test.KnownThemeVariants() {
		for least, pairs := range map[float64][][2]fyne.ThemeColorName{4.5: texts(), 3: borders()} {
			for _, p := range pairs {
				if c := contrast(own[p[0]].in(v), own[p[1]].in(v)); c < least {
					t.Errorf("%s on %s in %s: contrast %.2f, least %.1f", p[0], p[1], name, c, least)
				}
			}
		}
	}
}

func TestEveryColourIsPartOfAPairOrNamedWhyNot(t *testing.T) {
	seen := map[fyne.ThemeColorName]bool{
		Disabled: true, // what cannot be used is exempt
		Line:     true, // between what stands apart anyhow
		Scroll:   true, // shows where one is, which the rows do, too
		Mark:     true, // around words that tell by themselves
		// A night that went well and one without a run: their shape tells.
		CellGreen: true, CellGrey: true,
	}
	for _, p := range append(texts(), borders()...) {
		seen[p[0]], seen[p[1]] = true, true
	}
	for name := range own {
		if !seen[name] {
			t.Errorf("nobody computes the contrast of %s", name)
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
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}
