// Package tabs is the strip of tabs above a pane (Report, Text, Source). It shows which is
// chosen and, at its right end, what can be done with the pane, and says what was pressed; what
// stands below is the screen's.
package tabs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/pen"
	"runchecks/ui/widget/tooltip"
)

const (
	height float32 = 34
	edge   float32 = 12
	left   float32 = 8
)

// Strip is the widget. While it has the keyboard Left and Right choose.
type Strip struct {
	widget.BaseWidget
	// OnSelect is told the number of the tab that was pressed; the strip already shows it as chosen.
	OnSelect func(i int)

	names    []string
	acts     []pen.Hint
	selected int
	hover    int
	focused  bool
	edges    []float32
	pen      pen.Pen
}

// New returns a strip with the first tab chosen.
func New(names []string, selected func(i int)) *Strip {
	s := &Strip{names: append([]string(nil), names...), OnSelect: selected, hover: -1}
	s.ExtendBaseWidget(s)
	return s
}

// SetNames shows other tabs.
func (s *Strip) SetNames(names []string) {
	s.names = append([]string(nil), names...)
	s.selected = max(0, min(s.selected, len(names)-1))
	s.Refresh()
}

// SetActs says what can be done with the pane now. Those without room are left out, the last first.
func (s *Strip) SetActs(acts []pen.Hint) {
	same := len(acts) == len(s.acts)
	for i := 0; same && i < len(acts); i++ {
		same = acts[i].Words == s.acts[i].Words && acts[i].Key == s.acts[i].Key
	}
	s.acts = acts
	if !same {
		s.Refresh()
	}
}

// Selected returns the number of the chosen tab.
func (s *Strip) Selected() int { return s.selected }

// Select shows a tab as chosen without telling OnSelect.
func (s *Strip) Select(i int) {
	if i >= 0 && i < len(s.names) && i != s.selected {
		s.selected = i
		s.Refresh()
	}
}

// choose shows a tab as chosen and tells of it.
func (s *Strip) choose(i int) {
	if i < 0 || i >= len(s.names) || i == s.selected {
		return
	}
	s.Select(i)
	if s.OnSelect != nil {
		s.OnSelect(i)
	}
}

func (s *Strip) at(x float32) int {
	for i := range s.names {
		if i+1 < len(s.edges) && x >= s.edges[i] && x < s.edges[i+1] {
			return i
		}
	}
	return -1
}

// Tapped belongs to Fyne.
func (s *Strip) Tapped(ev *fyne.PointEvent) {
	if do := s.pen.Pressed(ev.Position); do != nil {
		do()
		return
	}
	s.choose(s.at(ev.Position.X))
}

// MouseIn belongs to Fyne.
func (s *Strip) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (s *Strip) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(s, ev)
	if i := s.at(ev.Position.X); i != s.hover {
		s.hover = i
		s.Refresh()
	}
}

// MouseOut belongs to Fyne.
func (s *Strip) MouseOut() { s.hover = -1; s.Refresh() }

// FocusGained belongs to Fyne.
func (s *Strip) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost belongs to Fyne.
func (s *Strip) FocusLost() { s.focused = false; s.Refresh() }

// TypedKey belongs to Fyne; keys other than those of the strip are the window's.
func (s *Strip) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		s.choose(s.selected - 1)
	case fyne.KeyRight:
		s.choose(s.selected + 1)
	case fyne.KeyHome:
		s.choose(0)
	case fyne.KeyEnd:
		s.choose(len(s.names) - 1)
	default:
		keyboard.Pass(s, ev)
	}
}

// TypedRune belongs to Fyne.
func (s *Strip) TypedRune(r rune) { keyboard.PassRune(s, r) }

// TypedShortcut belongs to Fyne.
func (s *Strip) TypedShortcut(sc fyne.Shortcut) { keyboard.PassShortcut(s, sc) }

// AccessibilityLabel names the chosen tab.
func (s *Strip) AccessibilityLabel() string {
	if s.selected < len(s.names) {
		return s.names[s.selected]
	}
	return ""
}

// AccessibilityRole belongs to fyne.Accessible.
func (s *Strip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// measure places tabs as wide as their bold names, so that choosing one moves none.
func (s *Strip) measure() float32 {
	x := left
	s.edges = append(s.edges[:0], x)
	for _, n := range s.names {
		x += 2*edge + ink.Width(n, theme.TextSize, fyne.TextStyle{Bold: true})
		s.edges = append(s.edges, x)
	}
	return x
}
