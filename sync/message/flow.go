package message

import (
	"strings"
	"unicode/utf8"
)

// flow writes text as a browser would: runs of blanks become one, lines break
// only where told. Empty lines are not kept.
type flow struct {
	b       strings.Builder
	pending bool // a blank is due before the next word
	inLine  bool
}

func (f *flow) String() string { return f.b.String() }

func (f *flow) blank() { f.pending = true }

func (f *flow) newline() {
	f.pending = false
	if f.inLine {
		f.b.WriteByte('\n')
		f.inLine = false
	}
}

func (f *flow) text(s string) {
	for i := 0; i < len(s); {
		// A word is copied in one piece.
		start := i
		for i < len(s) && s[i] > ' ' && s[i] < utf8.RuneSelf {
			i++
		}
		if i > start {
			f.word(s[start:i])
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case invisible(r):
		case blank(r), r < ' ':
			f.pending = true
		default:
			f.word(s[i : i+n])
		}
		i += n
	}
}

func (f *flow) word(w string) {
	if f.pending && f.inLine {
		f.b.WriteByte(' ')
	}
	f.pending = false
	f.inLine = true
	f.b.WriteString(w)
}
