package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Flat returns an object of Fyne that draws no shadows: a list that scrolls ends where it ends.
func Flat(o fyne.CanvasObject) fyne.CanvasObject { return container.NewThemeOverride(o, flat{}) }

// flat is the theme of the program without shadows.
type flat struct{}

func (flat) now() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color belongs to fyne.Theme.
func (f flat) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == fynetheme.ColorNameShadow {
		return color.Transparent
	}
	return f.now().Color(name, v)
}

// Font belongs to fyne.Theme.
func (f flat) Font(style fyne.TextStyle) fyne.Resource { return f.now().Font(style) }

// Icon belongs to fyne.Theme.
func (f flat) Icon(name fyne.ThemeIconName) fyne.Resource { return f.now().Icon(name) }

// Size belongs to fyne.Theme.
func (f flat) Size(name fyne.ThemeSizeName) float32 { return f.now().Size(name) }
