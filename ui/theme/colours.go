package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// The names of our own colours, for Get and for Fyne's theme look-ups.
const (
	Bg       fyne.ThemeColorName = "rc-bg"       // behind panes
	Pane     fyne.ThemeColorName = "rc-pane"     // panes
	Line     fyne.ThemeColorName = "rc-line"     // between rows and panes
	Head     fyne.ThemeColorName = "rc-head"     // header strips
	Hover    fyne.ThemeColorName = "rc-hover"    // row under the pointer
	Sel      fyne.ThemeColorName = "rc-sel"      // selected row
	SelIdle  fyne.ThemeColorName = "rc-selidle"  // selected row of a pane without the keyboard
	SelBar   fyne.ThemeColorName = "rc-selbar"   // bar at its left
	Text     fyne.ThemeColorName = "rc-text"     // text
	Dim      fyne.ThemeColorName = "rc-dim"      // secondary text
	Accent   fyne.ThemeColorName = "rc-accent"   // primary button, ticks
	AccText  fyne.ThemeColorName = "rc-acctext"  // text on it
	Red      fyne.ThemeColorName = "rc-red"      // Failed
	RedBg    fyne.ThemeColorName = "rc-redbg"    // its background
	Violet   fyne.ThemeColorName = "rc-vio"      // Missed
	VioletBg fyne.ThemeColorName = "rc-viobg"    // its background
	Amber    fyne.ThemeColorName = "rc-amb"      // Warning
	AmberBg  fyne.ThemeColorName = "rc-ambbg"    // its background
	Grey     fyne.ThemeColorName = "rc-grey"     // Unknown
	GreyBg   fyne.ThemeColorName = "rc-greybg"   // its background
	Green    fyne.ThemeColorName = "rc-green"    // Success
	GreenBg  fyne.ThemeColorName = "rc-greenbg"  // its background
	Blue     fyne.ThemeColorName = "rc-blue"     // Success (override)
	BlueBg   fyne.ThemeColorName = "rc-bluebg"   // its background
	Field    fyne.ThemeColorName = "rc-field"    // border of a field, a menu, an empty tick box
	Disabled fyne.ThemeColorName = "rc-disabled" // text of what cannot be used now
	Scroll   fyne.ThemeColorName = "rc-scroll"   // thumb of a scroll bar
	Mark     fyne.ThemeColorName = "rc-mark"     // frame of the evidence in a report

	// Float is the overlay that says what happened, with its text and what can be pressed in it.
	Float     fyne.ThemeColorName = "rc-float"
	FloatText fyne.ThemeColorName = "rc-floattext"
	FloatDim  fyne.ThemeColorName = "rc-floatdim"
	FloatLink fyne.ThemeColorName = "rc-floatlink"

	// Cells of maps of nights and of bars; a shape says the same.
	CellRed    fyne.ThemeColorName = "rc-cellred"
	CellAmber  fyne.ThemeColorName = "rc-cellamb"
	CellViolet fyne.ThemeColorName = "rc-cellvio"
	CellGreen  fyne.ThemeColorName = "rc-cellgreen"
	CellGrey   fyne.ThemeColorName = "rc-cellgrey"
)

type pair struct{ light, dark uint32 }

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

// own is the table of colours, light and dark. It is never written to.
var own = map[fyne.ThemeColorName]pair{
	Bg: {0xf6f7f9, 0x14171b}, Pane: {0xffffff, 0x1b1f24}, Line: {0xe3e6ea, 0x2b3138},
	Head: {0xeef1f4, 0x20252b}, Hover: {0xf0f3f7, 0x222830}, Sel: {0xdbe9ff, 0x20344f},
	SelBar: {0x2563c9, 0x6aa3f8}, Text: {0x1b1f24, 0xe6e9ed}, Dim: {0x5d6773, 0x98a2ae},
	Accent: {0x2563c9, 0x6aa3f8}, AccText: {0xffffff, 0x0d1117},
	Red: {0xb42318, 0xff8a7d}, RedBg: {0xfde7e4, 0x46211e},
	Violet: {0x6b3fa0, 0xc9a6f5}, VioletBg: {0xefe6fa, 0x33244a},
	Amber: {0x8a5a00, 0xf2c35b}, AmberBg: {0xfdf1d3, 0x40320f},
	Grey: {0x5d6773, 0x98a2ae}, GreyBg: {0xe9ecf0, 0x2a3037},
	Green: {0x19733a, 0x6fd293}, GreenBg: {0xe2f4e8, 0x173824},
	Blue: {0x1f5fbf, 0x8ab8ff}, BlueBg: {0xe3edfb, 0x1c2f4d},
	SelIdle: {0xe6e9ee, 0x2a3037}, Field: {0x8b96a3, 0x6f7a86}, Disabled: {0x9aa3ad, 0x5f6973},
	Scroll: {0xc3cad3, 0x48515c}, Mark: {0xe8890c, 0xf0a03c},
	Float: {0x1b1f24, 0x39424d}, FloatText: {0xffffff, 0xf2f4f6}, FloatDim: {0xb9c2cc, 0xc3cad3}, FloatLink: {0x8ab8ff, 0x9cc4ff},
	CellRed: {0xd9483b, 0xe0655a}, CellAmber: {0xb07a00, 0xd9a93d}, CellViolet: {0x8e62c4, 0xa983dc},
	CellGreen: {0x5aa877, 0x4f9a6b}, CellGrey: {0xc3cad3, 0x48515c},
}

// fynes says which of our colours stands for a colour of Fyne's own widgets.
var fynes = map[fyne.ThemeColorName]fyne.ThemeColorName{
	fynetheme.ColorNameBackground:          Pane,
	fynetheme.ColorNameButton:              Head,
	fynetheme.ColorNameDisabled:            Disabled,
	fynetheme.ColorNameDisabledButton:      Head,
	fynetheme.ColorNameError:               Red,
	fynetheme.ColorNameForeground:          Text,
	fynetheme.ColorNameForegroundOnError:   AccText,
	fynetheme.ColorNameForegroundOnPrimary: AccText,
	fynetheme.ColorNameForegroundOnSuccess: AccText,
	fynetheme.ColorNameForegroundOnWarning: AccText,
	fynetheme.ColorNameHeaderBackground:    Head,
	fynetheme.ColorNameHyperlink:           Accent,
	fynetheme.ColorNameInputBackground:     Pane,
	fynetheme.ColorNameInputBorder:         Field,
	fynetheme.ColorNameMenuBackground:      Pane,
	fynetheme.ColorNameOverlayBackground:   Pane,
	fynetheme.ColorNamePlaceHolder:         Dim,
	fynetheme.ColorNamePrimary:             Accent,
	fynetheme.ColorNameSelection:           Sel,
	fynetheme.ColorNameSeparator:           Line,
	fynetheme.ColorNameSuccess:             Green,
	fynetheme.ColorNameWarning:             Amber,
}

// Get returns a colour as it is drawn now: from the theme of the running app if
// that is ours, otherwise (a test with another theme) from our table in the app's variant.
func Get(name fyne.ThemeColorName) color.Color {
	settings := fyne.CurrentApp().Settings()
	if t, ok := settings.Theme().(*Theme); ok {
		return t.Color(name, settings.ThemeVariant())
	}
	if p, ok := own[name]; ok {
		return p.in(settings.ThemeVariant())
	}
	return fynetheme.Color(name)
}

// IsDark reports whether the window is dark now.
func IsDark() bool {
	settings := fyne.CurrentApp().Settings()
	if t, ok := settings.Theme().(*Theme); ok && t.mode != System {
		return t.mode == Dark
	}
	return settings.ThemeVariant() == fynetheme.VariantDark
}

func (p pair) in(v fyne.ThemeVariant) color.Color {
	if v == fynetheme.VariantDark {
		return rgb(p.dark)
	}
	return rgb(p.light)
}
