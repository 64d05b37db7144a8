package facts

import "unicode/utf8"

// lineText is the text of a line while it is written. As long as it is one piece, which most
// cells are, it stays a part of the source; what is written of several shares one buffer.
type lineText struct {
	only string // all of it, where nothing was written behind
	b    []byte
}

// Len returns how many bytes were written.
func (t *lineText) Len() int { return len(t.only) + len(t.b) }

// String returns what was written.
func (t *lineText) String() string {
	if t.only != "" {
		return t.only
	}
	return string(t.b)
}

// Reset begins a new line.
func (t *lineText) Reset() { t.only, t.b = "", t.b[:0] }

// add adds a piece of the source.
func (t *lineText) add(s string) {
	if t.Len() == 0 {
		t.only = s
		return
	}
	t.settle()
	t.b = append(t.b, s...)
}

// addByte adds one letter of ASCII.
func (t *lineText) addByte(c byte) {
	t.settle()
	t.b = append(t.b, c)
}

// addRune adds a letter.
func (t *lineText) addRune(c rune) {
	t.settle()
	t.b = utf8.AppendRune(t.b, c)
}

// settle moves the only piece to where others can follow it.
func (t *lineText) settle() {
	if t.only != "" {
		t.b = append(t.b[:0], t.only...)
		t.only = ""
	}
}

// plainWords returns how many bytes a text begins with that are shown as they stand: words of
// ASCII with single blanks between them.
func plainWords(s string) int {
	n := 0
	for n < len(s) {
		if c := s[n]; c > ' ' && c < 0x7f {
			n++
			continue
		}
		if n == 0 || s[n] != ' ' || n+1 == len(s) || s[n+1] <= ' ' || s[n+1] >= 0x7f {
			break
		}
		n += 2
	}
	return n
}
