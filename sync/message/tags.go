package message

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tags reads the tags and texts of HTML that leaves nothing to interpret: names of
// letters and digits, attributes that are whole, no stray angle bracket. What it
// returns are pieces of the source. At the first sign of anything else it gives up.
type tags struct {
	source string
	at     int
	met    map[string]piece      // tags by what stands in the source
	styles map[string]attributes // as attributes.add writes them; a report repeats them
}

// kind is what next met.
type kind uint8

const (
	odd kind = iota // something to interpret: a tree is needed
	theEnd
	aText
	startTag
	emptyTag // with a slash before its end
	endTag
)

// piece is one tag or text. Of the attributes only those that matter are kept.
type piece struct {
	kind kind
	tag  atom.Atom
	text string
	has  attributes
}

func (t *tags) next() piece {
	for t.at < len(t.source) {
		rest := t.source[t.at:]
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			i = len(rest)
		}
		if i > 0 {
			t.at += i
			return piece{kind: aText, text: unescaped(rest[:i])}
		}
		if len(rest) < 2 {
			return piece{}
		}
		switch c := rest[1]; {
		case letter(c):
			return t.start()
		case c == '/':
			return t.end()
		case c == '!' || c == '?':
			if !t.aside(rest) {
				return piece{}
			}
		default:
			return piece{}
		}
	}
	return piece{kind: theEnd}
}

// aside skips a comment or declaration.
func (t *tags) aside(rest string) bool {
	if !strings.HasPrefix(rest, "<!--") {
		i := strings.IndexByte(rest, '>')
		t.at += i + 1
		return i > 0
	}
	inside := rest[len("<!--"):]
	i := strings.Index(inside, "-->")
	if i < 0 || strings.HasPrefix(inside, ">") || strings.HasPrefix(inside, "->") || strings.Contains(inside[:i+2], "--!") {
		return false
	}
	t.at += len("<!--") + i + len("-->")
	return true
}

func (t *tags) end() piece {
	t.at += len("</")
	tag, ok := t.name()
	t.blanks()
	if !ok || !t.take('>') {
		return piece{}
	}
	return piece{kind: endTag, tag: tag}
}

// maxMet is how many different tags are kept.
const maxMet = 200

// start reads a tag. A report writes the same ones again and again: what was read of one
// holds for the next that has the same letters up to the sign that ended it.
func (t *tags) start() piece {
	from := t.at
	end := from + strings.IndexByte(t.source[from:], '>') + 1
	if p, ok := t.met[t.source[from:end]]; ok {
		t.at = end
		return p
	}
	p := t.read()
	if t.at == end && len(t.met) < maxMet {
		if t.met == nil {
			t.met = map[string]piece{}
		}
		t.met[t.source[from:end]] = p
	}
	return p
}

func (t *tags) read() piece {
	t.at++
	tag, ok := t.name()
	if !ok {
		return piece{}
	}
	p := piece{kind: startTag, tag: tag}
	var met uint8
	for {
		apart := t.blanks()
		switch {
		case t.take('>'):
			return p
		case t.take('/'):
			if !t.take('>') {
				return piece{}
			}
			p.kind = emptyTag
			return p
		case !apart:
			return piece{}
		}
		key, value, ok := t.attribute()
		if !ok || !t.keep(&p.has, key, value, &met) {
			return piece{}
		}
	}
}

// keep takes over an attribute whose value needs no interpretation and which was not
// met before.
func (t *tags) keep(has *attributes, key, value string, met *uint8) bool {
	if len(key) != len("style") && len(key) != len("colspan") {
		return true
	}
	for i, name := range [...]string{"class", "style", "bgcolor", "color", "colspan", "rowspan"} {
		if len(key) == len(name) && strings.EqualFold(key, name) {
			if strings.IndexByte(value, '&') >= 0 || strings.IndexByte(value, '\r') >= 0 || *met&(1<<i) != 0 {
				return false
			}
			*met |= 1 << i
			if name == "style" && has.style == "" {
				a := t.style(value)
				has.style, has.gone = a.style, a.gone
			} else {
				has.add(name, value)
			}
			break
		}
	}
	return true
}

// style returns what attributes.add makes of a style alone.
func (t *tags) style(value string) attributes {
	if written, ok := t.styles[value]; ok {
		return written
	}
	var a attributes
	a.add("style", value)
	if t.styles == nil {
		t.styles = map[string]attributes{}
	}
	t.styles[value] = a
	return a
}

// attribute reads one, whose value may be quoted, bare or missing.
func (t *tags) attribute() (key, value string, ok bool) {
	from := t.at
	for t.at < len(t.source) && (letter(t.source[t.at]) || digit(t.source[t.at]) || t.source[t.at] == '-' || t.source[t.at] == ':') {
		t.at++
	}
	key = t.source[from:t.at]
	if key == "" || !letter(key[0]) {
		return "", "", false
	}
	behind := t.at
	t.blanks()
	if !t.take('=') {
		t.at = behind
		return key, "", true
	}
	t.blanks()
	for _, quote := range [...]byte{'"', '\''} {
		if t.take(quote) {
			i := strings.IndexByte(t.source[t.at:], quote)
			if i < 0 {
				return "", "", false
			}
			value = t.source[t.at : t.at+i]
			t.at += i + 1
			return key, value, true
		}
	}
	from = t.at
	for t.at < len(t.source) && !blankByte(t.source[t.at]) && t.source[t.at] != '>' {
		if strings.IndexByte("\"'=<`", t.source[t.at]) >= 0 {
			return "", "", false
		}
		t.at++
	}
	return key, t.source[from:t.at], t.at > from
}

// name reads the name of a tag.
func (t *tags) name() (atom.Atom, bool) {
	var lower [16]byte
	n := 0
	for ; t.at < len(t.source); t.at++ {
		c := t.source[t.at]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if !letter(c) && !(n > 0 && digit(c)) {
			break
		}
		if n == len(lower) {
			return 0, false
		}
		lower[n] = c
		n++
	}
	if n == 0 || t.at == len(t.source) || !blankByte(t.source[t.at]) && t.source[t.at] != '>' && t.source[t.at] != '/' {
		return 0, false
	}
	return atom.Lookup(lower[:n]), true
}

// raw skips what stands in an element whose text has no tags, up to its end tag.
func (t *tags) raw(tag atom.Atom) bool {
	for {
		i := strings.Index(t.source[t.at:], "</")
		if i < 0 {
			return false
		}
		t.at += i
		if rest := t.source[t.at+len("</"):]; len(rest) >= len(tag.String()) && strings.EqualFold(rest[:len(tag.String())], tag.String()) {
			return t.end().tag == tag
		}
		t.at += len("</")
	}
}

func (t *tags) take(c byte) bool {
	if t.at < len(t.source) && t.source[t.at] == c {
		t.at++
		return true
	}
	return false
}

func (t *tags) blanks() bool {
	from := t.at
	for t.at < len(t.source) && blankByte(t.source[t.at]) {
		t.at++
	}
	return t.at > from
}

func letter(c byte) bool    { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func digit(c byte) bool     { return c >= '0' && c <= '9' }
func blankByte(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' }

func onlyBlanks(text string) bool {
	for i := range len(text) {
		if !blankByte(text[i]) {
			return false
		}
	}
	return true
}

func unescaped(text string) string {
	if strings.IndexByte(text, '&') < 0 {
		return text
	}
	return html.UnescapeString(text)
}
