package container

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// maxGroups bounds the groups of RTF in one another; what is deeper is passed over.
const maxGroups = 500

// readRTF returns what a person reads in RTF: the HTML that was wrapped in it
// ([MS-OXRTFEX]), or its text.
func readRTF(b []byte) (html, text string) {
	if !bytes.HasPrefix(bytes.TrimLeft(b, " \r\n\t"), []byte(`{\rtf`)) {
		return "", ""
	}
	r := rtf{b: b, page: 1252, fonts: map[int]int{}, now: group{skip: 1}}
	r.read()
	r.flush()
	if r.fromHTML {
		return r.out.String(), ""
	}
	return "", strings.TrimSpace(r.out.String())
}

// group is what holds inside of braces.
type group struct {
	hidden bool // nobody sees what stands here
	markup bool // the HTML itself
	rtf    bool // RTF for readers that know no HTML: the HTML says the same
	tables bool // the table of fonts
	font   int
	skip   int // characters that stand for one of Unicode
}

// rtf reads RTF.
type rtf struct {
	b        []byte
	i        int
	out      strings.Builder
	pending  []byte // bytes of a code page that are not decoded yet
	page     int
	fonts    map[int]int // code pages
	now      group
	stack    []group
	deep     int // groups beyond maxGroups
	skipped  int // characters still to be passed over
	fromHTML bool
	high     rune // the first half of a character
}

func (r *rtf) read() {
	for r.i < len(r.b) {
		c := r.b[r.i]
		switch c {
		case '{':
			r.i++
			r.flush()
			if len(r.stack) == maxGroups {
				r.deep++
				continue
			}
			r.stack = append(r.stack, r.now)
		case '}':
			r.i++
			r.flush()
			r.skipped = 0
			switch n := len(r.stack); {
			case r.deep > 0:
				r.deep--
			case n > 0:
				r.now, r.stack = r.stack[n-1], r.stack[:n-1]
			}
		case '\\':
			r.control()
		case '\r', '\n', 0:
			r.i++
		default:
			r.i++
			r.char(c)
		}
	}
}

// seen reports whether text here is part of the message.
func (r *rtf) seen() bool {
	return r.deep == 0 && !r.now.tables && !r.now.hidden && (!r.fromHTML || r.now.markup || !r.now.rtf)
}

// char adds a byte in the code page of the font.
func (r *rtf) char(c byte) {
	if r.skipped > 0 {
		r.skipped--
		return
	}
	if r.seen() {
		r.pending = append(r.pending, c)
	}
}

// flush decodes the bytes that wait.
func (r *rtf) flush() {
	if len(r.pending) == 0 {
		return
	}
	page := r.page
	if p, ok := r.fonts[r.now.font]; ok && p != 0 {
		page = p
	}
	r.out.WriteString(decodePage(r.pending, page))
	r.pending = r.pending[:0]
}

func (r *rtf) write(s string) {
	r.flush()
	if r.seen() {
		r.out.WriteString(s)
	}
}

// control reads what begins with a backslash.
func (r *rtf) control() {
	r.i++
	if r.i >= len(r.b) {
		return
	}
	c := r.b[r.i]
	if c < 'a' || c > 'z' {
		r.i++
		switch c {
		case '\'':
			r.hex()
		case '*':
			// A destination that old readers pass over; the word behind tells which.
			if !bytes.HasPrefix(r.b[r.i:], []byte(`\htmltag`)) && !bytes.HasPrefix(r.b[r.i:], []byte(`\mhtmltag`)) {
				r.now.hidden = true
			}
		case '~':
			r.write("\u00a0")
		case '_':
			r.write("-")
		case '\r', '\n':
			r.write("\n")
		case '\\', '{', '}':
			r.char(c)
		}
		return
	}
	begin := r.i
	for r.i < len(r.b) && r.b[r.i] >= 'a' && r.b[r.i] <= 'z' && r.i-begin < 32 {
		r.i++
	}
	word := string(r.b[begin:r.i])
	number, told := r.number()
	if r.i < len(r.b) && r.b[r.i] == ' ' {
		r.i++
	}
	r.word(word, number, told)
}

func (r *rtf) hex() {
	if r.i+2 > len(r.b) {
		r.i = len(r.b)
		return
	}
	hi, lo := unhex(r.b[r.i]), unhex(r.b[r.i+1])
	r.i += 2
	if hi >= 0 && lo >= 0 {
		r.char(byte(hi<<4 | lo))
	}
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// number reads the number behind a word.
func (r *rtf) number() (n int, told bool) {
	negative := r.i < len(r.b) && r.b[r.i] == '-'
	at := r.i
	if negative {
		at++
	}
	for at < len(r.b) && r.b[at] >= '0' && r.b[at] <= '9' && at-r.i < 11 {
		n = n*10 + int(r.b[at]-'0')
		at++
		told = true
	}
	if !told {
		return 0, false
	}
	r.i = at
	if negative {
		n = -n
	}
	return n, true
}

// word obeys a control word. Of the formatting only what hides matters.
func (r *rtf) word(word string, n int, told bool) {
	switch word {
	case "par", "line", "row", "sect", "page":
		r.write("\n")
	case "tab", "cell":
		r.write("\t")
	case "lquote", "rquote":
		r.write("'")
	case "ldblquote", "rdblquote":
		r.write("\"")
	case "bullet":
		r.write("•")
	case "endash", "emdash":
		r.write("–")
	case "u":
		r.unicode(n)
	case "uc":
		r.now.skip = max(0, min(n, 10))
	case "bin":
		r.i = min(len(r.b), r.i+max(0, n))
	case "ansicpg":
		r.page = n
	case "fromhtml":
		r.fromHTML = true
	case "htmltag":
		r.flush()
		r.now.markup, r.now.hidden = true, false
	case "htmlrtf":
		r.flush()
		r.now.rtf = !told || n != 0
	case "v":
		r.flush()
		r.now.hidden = !told || n != 0
	case "plain":
		r.flush()
		r.now.font = 0
	case "f":
		r.flush()
		r.now.font = n
	case "fonttbl":
		r.now.tables = true
	case "fcharset":
		if r.now.tables && len(r.fonts) < 1000 {
			r.fonts[r.now.font] = charsets[n]
		}
	case "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
		"footerr", "footerf", "generator", "listtable", "listoverridetable", "rsidtbl", "xmlnstbl", "mhtmltag", "fldinst", "filetbl",
		"themedata", "latentstyles", "datastore":
		r.now.hidden = true
	}
}

// charsets are the code pages of the character sets of fonts.
var charsets = map[int]int{0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
	178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250}

// unicode adds a character that is told by its number; halves are joined.
func (r *rtf) unicode(n int) {
	r.flush()
	if n < 0 {
		n += 1 << 16
	}
	c := rune(n)
	switch {
	case c >= 0xd800 && c < 0xdc00:
		r.high = c
	case c >= 0xdc00 && c < 0xe000 && r.high != 0:
		r.write(string((r.high-0xd800)<<10 | (c - 0xdc00) + 0x10000))
		r.high = 0
	case utf8.ValidRune(c) && c >= ' ':
		r.write(string(c))
	}
	r.skipped = r.now.skip
}
