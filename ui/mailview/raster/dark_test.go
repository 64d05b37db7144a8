package raster_test

import (
	"image/color"
	"testing"

	"runchecks/ui/mailview/raster"
)

// Every text that can be read on white paper or on the fills of reports can be read in the
// dark too.
func TestTextInTheDarkCanBeRead(t *testing.T) {
	fills := []color.NRGBA{
		{255, 255, 255, 255}, {0xf3, 0xf4, 0xf4, 255}, {0xfb, 0x98, 0x95, 255}, {0xff, 0xd9, 0x6c, 255}, {0, 0xb0, 0x50, 255},
		{0xa7, 0xa9, 0xac, 255}, {0, 0x60, 0xa0, 255}, {0x33, 0x33, 0x33, 255}, {0xff, 0, 0, 255}, {0xe0, 0xff, 0xe0, 255},
	}
	for _, fill := range fills {
		for r := 0; r < 256; r += 51 {
			for g := 0; g < 256; g += 51 {
				for b := 0; b < 256; b += 51 {
					ink := color.NRGBA{uint8(r), uint8(g), uint8(b), 255}
					if got := raster.Contrast(raster.DarkInk(ink, fill), raster.Darken(fill)); got < 4.5 {
						t.Errorf("%v on %v has a contrast of %.1f in the dark", ink, fill, got)
					}
				}
			}
		}
	}
}

func TestStatusColoursKeepTheirHueInTheDark(t *testing.T) {
	for _, c := range []struct {
		name string
		fill color.NRGBA
		wins func(c color.NRGBA) bool
	}{
		{"failed", color.NRGBA{0xfb, 0x98, 0x95, 255}, func(c color.NRGBA) bool { return c.R > 2*c.G && c.R > 2*c.B }},
		{"warning", color.NRGBA{0xff, 0xd9, 0x6c, 255}, func(c color.NRGBA) bool { return c.R > c.G && c.G > 2*c.B }},
		{"success", color.NRGBA{0, 0xb0, 0x50, 255}, func(c color.NRGBA) bool { return c.G > 2*c.R && c.G > c.B }},
	} {
		if got := raster.Darken(c.fill); !c.wins(got) {
			t.Errorf("%s becomes %v", c.name, got)
		}
	}
	if white := raster.Darken(color.NRGBA{255, 255, 255, 255}); white.R > 0x30 || white.R != white.G || white.G != white.B {
		t.Errorf("white paper becomes %v", white)
	}
}
