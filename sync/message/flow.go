package message

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// flow writes text as a browser would: runs of blanks become one, lines break
// only where told. Empty lines are not kept.
type flow struct {
	b       []byte
	pending bool // a blank is due before the next word
	inLine  bool
}

// String returns the text without the line breaks at its ends.
func (f *flow) String() string { return string(bytes.Trim(f.b, "\n")) }

// lines returns the text line by line, nil where there is none.
func (f *flow) lines() []string {
	text := strings.TrimRight(string(f.b), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func (f *flow) reset() { *f = flow{b: f.b[:0]} }

func (f *flow) copy() flow { return flow{b: bytes.Clone(f.b), pending: f.pending, inLine: f.inLine} }

func (f *flow) blank() { f.pending = true }

func (f *flow) newline() {
	f.pending = false
	if f.inLine {
		f.b = append(f.b, '\n')
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
		f.b = append(f.b, ' ')
	}
	f.pending = false
	f.inLine = true
	f.b = append(f.b, w...)
}
