package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Mode says whether the window is light, dark, or as the system wants it.
type Mode uint8

// The modes. The zero value follows the system.
const (
	System Mode = iota
	Light
	Dark
)

// ModeOf reads a mode as it is written in settings and on the command line; what is none
// follows the system.
func ModeOf(word string) Mode {
	switch word {
	case "light":
		return Light
	case "dark":
		return Dark
	default:
		return System
	}
}

// Text sizes in Fyne units; canvas texts take them directly.
const (
	TextSize    float32 = 13 // rows, labels, buttons; bold for names
	SmallSize   float32 = 12 // second lines, chips, status marks
	HeadSize    float32 = 11 // heads of lists and sections
	KeySize     float32 = 11 // keys, in mono
	HeadingSize float32 = 18 // the title of the details pane
)

// Heights and gaps that several widgets share, so that strips side by side line up.
const (
	HeaderHeight float32 = 26 // header strips and table headers
	ButtonHeight float32 = 28
	Gap          float32 = 8 // between the edge of a pane and what stands in it
)

// Theme is Run Checks' theme. The zero value follows the system.
type Theme struct{ mode Mode }

// New returns the theme for a mode.
func New(mode Mode) *Theme { return &Theme{mode: mode} }

// Mode returns the mode the theme was made for.
func (t *Theme) Mode() Mode { return t.mode }

// Color returns our own colours and, mapped to them, Fyne's.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch t.mode {
	case Light:
		v = fynetheme.VariantLight
	case Dark:
		v = fynetheme.VariantDark
	}
	if p, ok := own[name]; ok {
		return p.in(v)
	}
	if our, ok := fynes[name]; ok {
		return own[our].in(v)
	}
	switch name {
	case fynetheme.ColorNameShadow: // under popups and between panes; what is below stays visible
		if v == fynetheme.VariantDark {
			return color.NRGBA{A: 0x78}
		}
		return faded(own[Text].in(v), 0x20)
	case fynetheme.ColorNameFocus:
		return faded(own[Accent].in(v), 0x60)
	case fynetheme.ColorNameHover:
		return faded(own[Text].in(v), 0x10)
	case fynetheme.ColorNamePressed:
		return faded(own[Text].in(v), 0x20)
	case fynetheme.ColorNameScrollBar:
		return own[Scroll].in(v)
	case fynetheme.ColorNameScrollBarBackground: // only the thumb is seen
		return faded(own[Text].in(v), 0x01)
	}
	return fynetheme.DefaultTheme().Color(name, v)
}

func faded(c color.Color, alpha uint8) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = alpha
	return n
}

// Font returns Fyne's bundled fonts: they are in the binary, so every machine measures alike.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	return fynetheme.DefaultTheme().Font(style)
}

// Icon returns Fyne's icons.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(name)
}

// Size returns dense sizes: less padding and smaller text than Fyne's default.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case fynetheme.SizeNameText, fynetheme.SizeNameSubHeadingText:
		return TextSize
	case fynetheme.SizeNameCaptionText:
		return SmallSize
	case fynetheme.SizeNameHeadingText:
		return HeadingSize
	case fynetheme.SizeNamePadding:
		return 4
	case fynetheme.SizeNameInnerPadding:
		return 6
	case fynetheme.SizeNameLineSpacing:
		return 3
	case fynetheme.SizeNameInlineIcon:
		return 16
	case fynetheme.SizeNameModalBlurRadius: // what is decided upon stays readable
		return 0
	case fynetheme.SizeNameScrollBar:
		return 9
	case fynetheme.SizeNameScrollBarSmall:
		return 4
	case fynetheme.SizeNameInputRadius, fynetheme.SizeNameButtonRadius, fynetheme.SizeNameSelectionRadius:
		return 6
	}
	return fynetheme.DefaultTheme().Size(name)
}
