// Package section is the grey strip above a part of a pane: a title in capitals
// and a detail, such as "OBJECTS  20, 2 with problems".
package section

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// Header is the strip.
type Header struct {
	widget.BaseWidget
	title, detail string
	right         fyne.CanvasObject
}

// New returns a strip; right may be nil or hold something small, such as a button.
func New(title, detail string, right fyne.CanvasObject) *Header {
	h := &Header{title: title, detail: detail, right: right}
	h.ExtendBaseWidget(h)
	return h
}

// Set changes both texts.
func (h *Header) Set(title, detail string) {
	if h.title != title || h.detail != detail {
		h.title, h.detail = title, detail
		h.Refresh()
	}
}

// AccessibilityLabel says what it shows to those who do not see it.
func (h *Header) AccessibilityLabel() string {
	return strings.TrimSpace(h.title + ", " + h.detail)
}

// AccessibilityRole belongs to fyne.Accessible.
func (h *Header) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer belongs to Fyne.
func (h *Header) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		header: h, back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil),
		title: ink.NewLine(theme.HeadSize, true), detail: ink.NewLine(theme.HeadSize, true),
	}
}

type renderer struct {
	header     *Header
	back, line *canvas.Rectangle
	title      *ink.Line
	detail     *ink.Line
}

func (r *renderer) Layout(size fyne.Size) {
	h := r.header
	ink.Fill(r.back, theme.Get(theme.Head))
	ink.Fill(r.line, theme.Get(theme.Line))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	ink.Place(r.line, 0, size.Height-1, size.Width, 1)
	room := size.Width - 2*theme.Gap
	if h.right != nil {
		s := h.right.MinSize()
		room -= s.Width + theme.Gap
		ink.Place(h.right, size.Width-theme.Gap-s.Width, (size.Height-s.Height)/2, s.Width, s.Height)
	}
	r.title.Set(strings.ToUpper(h.title), max(0, room), theme.Get(theme.Dim), true)
	used := r.title.MinSize().Width
	ink.Place(r.title.Text, theme.Gap, 0, used, size.Height-1)
	room -= used + theme.Gap
	r.detail.Set(h.detail, max(0, room), theme.Get(theme.Dim), false)
	ink.Place(r.detail.Text, 2*theme.Gap+used, 0, max(0, room), size.Height-1)
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(60, theme.HeaderHeight) }
func (r *renderer) Refresh()           { r.Layout(r.header.Size()) }
func (r *renderer) Destroy()           {}
func (r *renderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.back, r.line, r.title.Text, r.detail.Text}
	if r.header.right != nil {
		all = append(all, r.header.right)
	}
	return all
}
