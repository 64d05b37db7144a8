package keys

import "slices"

// same are the keys that mean one thing in every program, that every text has, or that move
// about. No command can be given one, and a command that came with one keeps it.
var same = []Key{
	Escape, "Enter", "Del", "Tab", "Space", "Left", "Right", "J", "K", "Shift+J", "Shift+K",
	Search, "?", GoTo, FindInReport, FindNext, FindPrevious,
	CopyInReport, "Ctrl+V", "Ctrl+X", SelectAll, Undo, Redo, "Ctrl+Shift+Z", Larger, Smaller, ActualSize,
	"F6", "Shift+F6", ContextMenu, "F10",
}

// Fixed reports whether a key always means the same.
func Fixed(k Key) bool {
	s, err := k.Parse()
	if err != nil {
		return true
	}
	digit := s.Rune >= '0' && s.Rune <= '9'
	return slices.Contains(same, k) || digit && !s.Ctrl && !s.Alt
}
