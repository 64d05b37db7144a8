package theme

import (
	"fyne.io/fyne/v2"

	"runchecks/domain"
)

// StatusColours returns the names of the colour of a status mark and of its
// background. Whatever is not a known status is drawn as Unknown, and a success
// by override is blue: neither may ever look green (product.md, section 1).
func StatusColours(s domain.Status) (mark, background fyne.ThemeColorName) {
	switch s.Known() {
	case domain.Failed:
		return Red, RedBg
	case domain.Missed:
		return Violet, VioletBg
	case domain.Warning:
		return Amber, AmberBg
	case domain.Success:
		return Green, GreenBg
	case domain.SuccessOverride:
		return Blue, BlueBg
	}
	return Grey, GreyBg
}
