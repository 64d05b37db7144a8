// Package widgettest draws widgets for tests in light and dark. There are no
// golden pictures: fonts and rasterisers differ between versions. What it checks
// is that something is drawn and follows the theme; with the environment variable
// WIDGET_PICTURES set to a directory, the pictures are kept there to be looked at.
package widgettest

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"runchecks/ui/theme"
)

// Draw shows a widget on a pane of the given size in light and dark and returns
// the two pictures. The widget is made once: the change of theme is part of the test.
func Draw(t *testing.T, name string, size fyne.Size, build func(w fyne.Window) fyne.CanvasObject) (light, dark image.Image) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light))
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	back := canvas.NewRectangle(theme.Get(theme.Pane))
	w.SetContent(container.NewStack(back, build(w)))
	w.Resize(size)
	light = w.Canvas().Capture()
	app.Settings().SetTheme(theme.New(theme.Dark))
	back.FillColor = theme.Get(theme.Pane)
	w.Content().Refresh()
	dark = w.Canvas().Capture()
	for which, p := range map[string]image.Image{"light": light, "dark": dark} {
		if n := colours(p); n < 4 {
			t.Errorf("%s in %s has %d colours: nothing is drawn", name, which, n)
		}
		keep(t, name+"-"+which, p)
	}
	if light.At(1, 1) == dark.At(1, 1) && colours(light) > 0 && same(light, dark) {
		t.Errorf("%s looks the same in light and dark", name)
	}
	return light, dark
}

func colours(p image.Image) int {
	seen := map[color.Color]bool{}
	b := p.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			seen[p.At(x, y)] = true
		}
	}
	return len(seen)
}

func same(a, b image.Image) bool {
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

func keep(t *testing.T, name string, p image.Image) {
	dir := os.Getenv("WIDGET_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := png.Encode(f, p); err != nil {
		t.Fatal(err)
	}
}
