//go:build linux || freebsd || openbsd || netbsd

package emoji

import (
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Watch has Fyne read its font of emoji once a text asks for one. Until then Fyne is given a
// small font in its place. Whatever way a text takes to the screen, a label, a field that
// somebody types in or a cell of a list, Fyne asks the driver of the application for its size
// before it draws it: that is where it is looked at. Watch is called before the first window
// is made.
func Watch(a fyne.App) {
	resource, ok := fynetheme.DefaultEmojiFont().(*fyne.StaticResource)
	if !ok {
		return
	}
	resource.StaticContent = fynetheme.DefaultSymbolFont().Content()
	d := &driver{Driver: a.Driver(), resource: resource}
	d.desk, _ = a.Driver().(desktop.Driver)
	fyne.SetCurrentApp(watched{a, d})
}

// watched is an application whose texts are looked at.
type watched struct {
	fyne.App
	driver *driver
}

// Driver returns the driver that looks at them.
func (w watched) Driver() fyne.Driver { return w.driver }

// driver is the driver of the application, which is told of the first text with an emoji.
type driver struct {
	fyne.Driver
	desk     desktop.Driver // the same one, nil where it is none of a desktop
	resource *fyne.StaticResource
	read     atomic.Bool // Fyne has the font
}

// RenderedTextSize has Fyne read the font for the first text with an emoji, and draw
// everything again with it.
func (d *driver) RenderedTextSize(text string, size float32, style fyne.TextStyle, source fyne.Resource) (fyne.Size, float32) {
	if !d.read.Load() && In(text) && d.read.CompareAndSwap(false, true) {
		d.DoFromGoroutine(func() { // not amid what lays the text out
			d.resource.StaticContent = file
			s := fyne.CurrentApp().Settings()
			s.SetTheme(s.Theme())
		}, false)
	}
	return d.Driver.RenderedTextSize(text, size, style, source)
}

// CreateSplashWindow is that of the driver.
func (d *driver) CreateSplashWindow() fyne.Window {
	if d.desk == nil {
		return d.CreateWindow("")
	}
	return d.desk.CreateSplashWindow()
}

// CurrentKeyModifiers is that of the driver.
func (d *driver) CurrentKeyModifiers() fyne.KeyModifier {
	if d.desk == nil {
		return 0
	}
	return d.desk.CurrentKeyModifiers()
}

// HasSecondaryDisplay is that of the driver.
func (d *driver) HasSecondaryDisplay() bool { return d.desk != nil && d.desk.HasSecondaryDisplay() }
