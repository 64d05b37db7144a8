package layout

import "testing"

func TestColoursAreReadAsEnginesWriteThem(t *testing.T) {
	for text, want := range map[string]Colour{
		"#00b050":              {0, 0xb0, 0x50, 255},
		"#00000080":            {0, 0, 0, 128},
		"rgb(0, 176, 80)":      {0, 176, 80, 255},
		"rgba(1, 2, 3, 0.5)":   {1, 2, 3, 128},
		"rgba(0, 0, 0, 0.549)": {0, 0, 0, 140},
	} {
		got, err := ParseColour(text)
		if err != nil || got != want {
			t.Errorf("%s is %v, %v; want %v", text, got, err, want)
		}
		if again, err := ParseColour(got.String()); err != nil || again != got {
			t.Errorf("%s is written as %s and read as %v, %v", text, got, again, err)
		}
	}
}

func TestWhatIsNoColourIsAnError(t *testing.T) {
	for _, text := range []string{"", "red", "#12", "#12345678ff", "#gggggg", "rgb(1, 2)", "rgb(1, 2, 300)", "rgba(1, 2, 3)", "color(srgb 1 0 0)"} {
		if got, err := ParseColour(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}
