package cove

import (
	"bufio"
	"io"

	"runchecks/domain/wording"
)

// Bounds of one answer. A page of 500 devices with all columns has about 1.5 MB.
const (
	maxAnswer = 32 << 20     // bytes, after decompression
	maxPart   = 1 << 20      // bytes of one row, and of all that is outside rows
	maxRows   = 2 * pageSize // devices in one answer, which hold more memory than their text
	maxDepth  = 32           // braces and brackets; the deepest known answer has 7
	// partDepth is the depth between rows: {"result":{"result":[ row, row.
	partDepth = 3
)

var (
	errTooLong = wording.Error("fault.cove_answer_long")
	errTooDeep = wording.Error("fault.cove_answer_deep")
	errHTML    = wording.Error("fault.web_page")
)

// bounded passes JSON text through and ends with an error where it breaks a bound,
// so that the decoder behind it never holds more than one part.
type bounded struct {
	r        io.Reader
	taken    int64 // bytes so far
	part     int   // bytes since the last place between rows
	envelope int   // bytes outside rows
	depth    int
	inString bool
	escaped  bool
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.taken += int64(n)
	if b.taken > maxAnswer {
		return 0, errTooLong
	}
	for _, ch := range p[:n] {
		b.part++
		switch {
		case b.escaped:
			b.escaped = false
		case b.inString && ch == '\\':
			b.escaped = true
		case ch == '"':
			b.inString = !b.inString
		case b.inString:
		case ch == '{', ch == '[':
			b.depth++
		case ch == '}', ch == ']':
			b.depth--
		}
		if b.depth <= partDepth {
			b.part = 0
			b.envelope++
		}
		if b.part > maxPart || b.envelope > maxPart {
			return 0, errTooLong
		}
		if b.depth > maxDepth {
			return 0, errTooDeep
		}
	}
	return n, err
}

// opened skips a byte order mark and blanks, and refuses what begins like a web page.
func opened(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 4096)
	for {
		ch, _, err := b.ReadRune()
		switch {
		case err != nil:
			return nil, err
		case ch == '\ufeff' || ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n':
			continue
		case ch == '<':
			return nil, errHTML
		}
		return b, b.UnreadRune()
	}
}
