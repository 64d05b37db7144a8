// Package keys is how a key of the keyboard is written, once: "Ctrl+Shift+N", "F5", "E". The
// same value is what people read in menus, palette, key help and sentences, and what is
// typed. It knows no Fyne, so that view models can name a key; which command a key runs is
// not its own.
package keys

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Key is a key with what is held beside it, as people read it.
type Key string

// Keys that more than one place names: the command that they run, and a sentence or a button
// that leads there.
const (
	Larger        Key = "Ctrl++"
	Smaller       Key = "Ctrl+-"
	ActualSize    Key = "Ctrl+0"
	AddMailbox    Key = "Ctrl+N"
	AddSignIn     Key = "Ctrl+Shift+M"
	AddCove       Key = "Ctrl+Shift+N"
	CancelSync    Key = "Ctrl+."
	Escape        Key = "Esc"
	FindInReport  Key = "Ctrl+F"
	GoTo          Key = "Ctrl+K"
	FindNext      Key = "F3"
	FindPrevious  Key = "Shift+F3"
	CopyInReport  Key = "Ctrl+C"
	IncludeReview Key = "Ctrl+I"
	LearnProse    Key = "Ctrl+Shift+L"
	Search        Key = "/"
	ReadAgain     Key = "Ctrl+R"
	NightBefore   Key = "Alt+Left"
	NightAfter    Key = "Alt+Right"
	OpenOther     Key = "O"
	Pick          Key = "Space"
	Redo          Key = "Ctrl+Y"
	ReviewFine    Key = "Shift+E"
	ReviewShown   Key = "Ctrl+E"
	CloseDay      Key = "Ctrl+Shift+S"
	CopyObjects   Key = "Ctrl+Shift+C"
	ContextMenu   Key = "Shift+F10"
	Decisions     Key = "Ctrl+6"
	Menu          Key = "F10"
	SelectAll     Key = "Ctrl+A"
	SetUp         Key = "Ctrl+7"
	TryDefinition Key = "Ctrl+T"
	TryDemo       Key = "Shift+F9"
	Undo          Key = "Ctrl+Z"
	Complete      Key = "Ctrl+Enter" // what a screen has prepared: a definition, approvals
)

// Keys of commands that an empty list or a detail of a row names.
const (
	AcceptProblem Key = "A"
	ConfirmMove   Key = "M"
	MakeNew       Key = "N"
	MakeRemark    Key = "M"
	MakeTicket    Key = "T"
)

// Keys of commands about the selected account that its facts name.
const (
	ChangeAccount Key = "Enter"
	PauseAccount  Key = "P"
	ShowTrouble   Key = "W"
	SyncAccount   Key = "S"
)

// Stroke is a key taken apart.
type Stroke struct {
	Ctrl, Shift, Alt bool
	// Rune is the letter or sign that is typed, small; 0 where Name says which key it is.
	Rune rune
	// Name is a key without a letter: F1 to F12, Enter, Esc, Del, and those below.
	Name string
}

// named are the keys that have a name instead of a letter.
var named = map[string]bool{
	"Enter": true, "Esc": true, "Del": true, "Tab": true, "Space": true,
	"Left": true, "Right": true, "Up": true, "Down": true,
}

// Parse takes a key apart. Modifiers come in the order Ctrl, Alt, Shift; a letter is written
// large. Whether Shift is held with a letter is asked of the keyboard: Caps Lock changes nothing.
func (k Key) Parse() (Stroke, error) {
	var s Stroke
	rest := string(k)
	for _, m := range []struct {
		word string
		held *bool
	}{{"Ctrl+", &s.Ctrl}, {"Alt+", &s.Alt}, {"Shift+", &s.Shift}} {
		if after, ok := strings.CutPrefix(rest, m.word); ok && after != "" {
			*m.held, rest = true, after
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "":
		return s, fmt.Errorf("keys: %q names no key", string(k))
	case size == len(rest) && unicode.IsLower(r):
		return s, fmt.Errorf("keys: %q: write the letter large", string(k))
	case size == len(rest):
		s.Rune = unicode.ToLower(r)
	case named[rest] || function(rest):
		s.Name = rest
	default:
		return s, fmt.Errorf("keys: %q is no key", string(k))
	}
	if s.Shift && !s.Ctrl && !s.Alt && s.Rune != 0 && !unicode.IsLetter(s.Rune) {
		return s, fmt.Errorf("keys: %q: a sign with Shift is another sign", string(k))
	}
	return s, nil
}

// function reports whether a name is that of a function key.
func function(name string) bool {
	n := 0
	_, err := fmt.Sscanf(name, "F%d", &n)
	return err == nil && n >= 1 && n <= 12 && name == fmt.Sprintf("F%d", n)
}
