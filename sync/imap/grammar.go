package imap

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The limits of an answer, wherever it comes from. The library recurses into brackets
// and reads lines and literals into memory, so they are looked at before it sees them.
const (
	// maxDepth is how deep brackets may lie in each other. The deepest structure that
	// mail programs make has about 20 levels.
	maxDepth = 64
	// maxAnswer bounds a line, literals not counted.
	maxAnswer = 1 << 20
	// maxWord bounds a literal that is not the body of a mail: a name or a text.
	maxWord = 64 << 10
)

var (
	errNested   = fmt.Errorf("the server sent brackets nested deeper than %d levels", maxDepth)
	errCaps     = errors.New("the server sent a list of capabilities with brackets in it")
	errLongLine = errors.New("the server sent a line or a word that is far too long")
)

// grammar follows the answers of a server byte by byte, as far as to know where
// brackets nest, lines end and literals begin (RFC 3501, section 9). It must agree with
// the library about that, or a server could hide brackets from it.
type grammar struct {
	state  func(*grammar, byte) error
	word   []byte // of the line's beginning, as far as it came
	tail   []byte // the end of the line so far: where the length of a literal stands
	length int    // of the line so far
	depth  int
	quoted bool
	escape bool
	caps   bool  // in a list of capabilities, where a bracket makes the library spin
	skip   int64 // bytes of a literal that are still to come

	lines   int64 // lines that ended
	literal int64 // the size of a literal that was just announced, -1 for none
}

func newGrammar() *grammar { return &grammar{state: (*grammar).inTag, literal: -1} }

// read looks at what came. room is how many bytes a body may have.
func (g *grammar) read(p []byte, room int64) error {
	for len(p) > 0 {
		if g.skip > 0 {
			n := min(g.skip, int64(len(p)))
			g.skip -= n
			room -= n
			p = p[n:]
			continue
		}
		if g.length++; g.length > maxAnswer {
			return errLongLine
		}
		room--
		if err := g.state(g, p[0]); err != nil {
			return err
		}
		if g.literal >= 0 {
			if g.literal > room {
				return errTooMuch
			}
			g.skip, g.literal = g.literal, -1
		}
		p = p[1:]
	}
	return nil
}

// within says that a line or a literal began and has not ended.
func (g *grammar) within() bool { return g.length > 0 || g.skip > 0 }

// inTag reads the first word of a line. The texts of status answers are free: neither
// brackets nor braces mean anything in them.
func (g *grammar) inTag(b byte) error {
	switch {
	case b == '\n':
		return g.endLine()
	case b == '+' && len(g.word) == 0:
		g.state = (*grammar).inText
	case b != ' ':
		g.keep(b)
	case string(g.word) == "*":
		g.state, g.word = (*grammar).inType, g.word[:0]
	default:
		g.state = (*grammar).inText // the end of a command
	}
	return nil
}

// inType reads what kind of answer it is, behind the number that some have.
func (g *grammar) inType(b byte) error {
	switch word := string(bytes.ToUpper(g.word)); {
	case b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z':
		g.keep(b)
		return nil
	case b == ' ' && word != "" && strings.Trim(word, "0123456789") == "":
		g.word = g.word[:0]
		return nil
	case word == "OK" || word == "NO" || word == "BAD" || word == "BYE" || word == "PREAUTH":
		g.state = (*grammar).inText
	default:
		g.state, g.caps = (*grammar).inAnswer, word == "CAPABILITY"
	}
	return g.state(g, b)
}

// keep keeps what is long enough to tell a word from another.
func (g *grammar) keep(b byte) {
	if len(g.word) < 32 {
		g.word = append(g.word, b)
	}
}

func (g *grammar) inText(b byte) error {
	switch {
	case b == '\n':
		return g.endLine()
	case b == ']':
		g.caps = false
	case b == '(' && g.caps:
		return errCaps
	}
	g.mark(b)
	g.caps = g.caps || bytes.HasSuffix(g.tail, []byte("[CAPABILITY"))
	return nil
}

// mark keeps the end of the line so far.
func (g *grammar) mark(b byte) {
	if g.tail = append(g.tail, b); len(g.tail) > 64 {
		g.tail = append(g.tail[:0], g.tail[32:]...)
	}
}

func (g *grammar) inAnswer(b byte) error {
	if g.quoted {
		switch {
		case g.escape:
			g.escape = false
		case b == '\\':
			g.escape = true
		case b == '"':
			g.quoted = false
		}
		return nil
	}
	switch b {
	case '"':
		g.quoted = true
	case '(':
		if g.caps {
			return errCaps
		}
		if g.depth++; g.depth > maxDepth {
			return errNested
		}
	case ')':
		g.depth--
	case '\n':
		size, body, ok := literalAt(g.tail)
		switch {
		case !ok:
			return g.endLine()
		case !body && size > maxWord:
			return errLongLine
		}
		g.literal = size
	}
	g.mark(b)
	return nil
}

func (g *grammar) endLine() error {
	g.lines++
	g.state, g.word, g.tail, g.length, g.depth, g.caps = (*grammar).inTag, g.word[:0], g.tail[:0], 0, 0, false
	return nil
}

// literalAt returns the size of the literal that a line ends with; body is true where
// it is that of a mail, which is not read into memory at once.
func literalAt(line []byte) (size int64, body, ok bool) {
	line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\r")), []byte(" "))
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || line[len(line)-1] != '}' {
		return 0, false, false
	}
	size, err := strconv.ParseInt(string(line[open+1:len(line)-1]), 10, 64)
	if err != nil || size < 0 {
		return 0, false, false
	}
	before := bytes.TrimRight(line[:open], " ~")
	return size, bytes.HasSuffix(before, []byte("]")) || bytes.HasSuffix(before, []byte(">")), true
}
