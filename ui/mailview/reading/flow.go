package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// flow gathers text line by line.
type flow struct {
	lines []line
	open  bool // the last line still takes text
	blank bool // a blank waits for the next word
	gap   bool // the next line begins a new paragraph

	flat  bool // tables become lines: the flow is the inside of a cell
	title int  // greater than 0 inside a heading; numbers it
	lists []list
	mark  string // stands before the next text
}

// list is a list that is open.
type list struct {
	ordered bool
	next    int
}

// line is one line of text and the looks in it.
type line struct {
	text   []byte
	shares []share
	pre    bool
	rule   bool
	gap    bool // does not continue the line before
	title  int
}

// share says how many characters of a line have a look.
type share struct {
	look  look
	runes int
}

// last returns the line that takes text.
func (f *flow) last(l look) *line {
	if !f.open {
		f.lines = append(f.lines, line{pre: l.pre, gap: f.gap, title: f.title})
		f.open, f.gap, f.blank = true, false, false
		if f.mark != "" {
			ln := &f.lines[len(f.lines)-1]
			ln.text = append(ln.text, f.mark...)
			f.mark = ""
		}
	}
	return &f.lines[len(f.lines)-1]
}

// text adds text as it stands in the source.
func (f *flow) text(s string, l look) {
	if l.tiny {
		return
	}
	if l.pre {
		f.preformatted(s, l)
		return
	}
	for _, r := range s {
		switch {
		case wordBlank(r):
			f.blank = f.open
		case !visible(r):
		case solid(r):
			if f.open {
				f.put(' ', l)
			}
		default:
			f.put(r, l)
		}
	}
}

func (f *flow) put(r rune, l look) {
	ln := f.last(l)
	if f.blank {
		if n := len(ln.text); n > 0 && ln.text[n-1] != ' ' {
			ln.text = append(ln.text, ' ')
		}
		f.blank = false
	}
	ln.text = utf8.AppendRune(ln.text, r)
	if r != ' ' {
		ln.count(l, 1)
	}
}

func (f *flow) preformatted(s string, l look) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	first := true
	for part := range strings.SplitSeq(s, "\n") {
		if !first {
			f.last(l)
			f.end()
		}
		first = false
		if part == "" {
			continue
		}
		ln := f.last(l)
		if f.blank {
			ln.text = append(ln.text, ' ')
			f.blank = false
		}
		column := utf8.RuneCount(ln.text)
		for _, r := range part {
			switch {
			case r == '\t':
				for n := tabWidth - column%tabWidth; n > 0; n-- {
					ln.text = append(ln.text, ' ')
					column++
				}
				continue
			case !visible(r):
				continue
			case unicode.IsSpace(r):
				r = ' '
			}
			ln.text = utf8.AppendRune(ln.text, r)
			column++
			if r != ' ' {
				ln.count(l, 1)
			}
		}
	}
}

func (ln *line) count(l look, runes int) {
	if n := len(ln.shares); n > 0 && ln.shares[n-1].look == l {
		ln.shares[n-1].runes += runes
		return
	}
	ln.shares = append(ln.shares, share{l, runes})
}

// end ends the line, if one is open.
func (f *flow) end() {
	if !f.open {
		return
	}
	ln := &f.lines[len(f.lines)-1]
	ln.text = []byte(strings.TrimRight(string(ln.text), " "))
	f.open, f.blank = false, false
	if len(ln.text) == 0 && !ln.pre {
		f.gap = f.gap || ln.gap
		f.lines = f.lines[:len(f.lines)-1]
	}
}

// lineBreak is a line break the mail asks for; a second one makes a paragraph.
func (f *flow) lineBreak(l look) {
	if l.pre {
		f.last(l)
	}
	if !f.open {
		f.gap = true
	}
	f.end()
}

// paragraph ends the line and the paragraph.
func (f *flow) paragraph() {
	f.end()
	f.gap = true
}

// rule adds a horizontal line.
func (f *flow) rule() {
	f.paragraph()
	if !f.flat {
		f.lines = append(f.lines, line{rule: true, gap: true})
	}
}

// take ends the flow and returns its lines without empty ones around them.
func (f *flow) take() []line {
	f.end()
	lines := f.lines
	f.lines, f.gap = nil, false
	empty := func(ln line) bool { return len(ln.text) == 0 && !ln.rule }
	for len(lines) > 0 && empty(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && empty(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return lines
}
