package facts

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// scanner parts HTML into tags and texts, as html.Tokenizer does. What programs write needs
// no interpretation, and pieces of the source are enough; anything else, and what has
// a syntax of its own, is left to a tokenizer. A fuzz test holds it to that one.
type scanner struct {
	source string
	at     int
	// lines makes what ends the lines of a text one sign: elsewhere any of them is a blank.
	lines bool

	z      *html.Tokenizer // reads the next tokens, nil for none
	stay   int             // how many
	odd    int
	values map[string]string // attributes with entities, as they read
	met    map[string]token  // tags by what stands in the source
}

// maxOdd is how many tokens a new tokenizer is made for; then the last one reads the rest.
const maxOdd = 50

// token is one tag or text; a kind of CommentToken says nothing.
type token struct {
	kind html.TokenType
	tag  atom.Atom
	text string
	has  attrs
}

func (s *scanner) next() token {
	if s.z != nil {
		return s.left()
	}
	rest := s.source[s.at:]
	if rest == "" {
		return token{kind: html.ErrorToken}
	}
	if n := textLength(rest); n > 0 {
		s.at += n
		return token{kind: html.TextToken, text: s.text(rest[:n])}
	}
	begin := s.at
	var t token
	var ok bool
	switch rest[1] {
	case '/':
		t, ok = s.end()
	case '!', '?':
		t, ok = s.aside(rest)
	default:
		t, ok = s.start()
	}
	if ok {
		return t
	}
	s.at = begin
	s.z = html.NewTokenizer(strings.NewReader(rest))
	if s.stay, s.odd = 1, s.odd+1; s.odd > maxOdd {
		s.stay = 1 << 40
	}
	return s.left()
}

// left reads a token with the tokenizer.
func (s *scanner) left() token {
	z := s.z
	t := token{kind: z.Next()}
	s.at = min(len(s.source), s.at+len(z.Raw()))
	switch t.kind {
	case html.ErrorToken:
		s.at = len(s.source)
	case html.TextToken:
		t.text = string(z.Text())
	case html.StartTagToken, html.SelfClosingTagToken:
		name, more := z.TagName()
		t.tag = atom.Lookup(name)
		if raw(t.tag) {
			s.stay++ // what stands in it has no tags
		}
		for more {
			var key, value []byte
			if key, value, more = z.TagAttr(); wanted(string(key)) > 0 {
				t.has.add(string(key), string(value))
			}
		}
	case html.EndTagToken:
		name, _ := z.TagName()
		t.tag = atom.Lookup(name)
	}
	if s.stay--; s.stay <= 0 {
		s.z = nil
	}
	return t
}

// raw are the elements whose text has no tags.
func raw(tag atom.Atom) bool {
	switch tag {
	case atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript, atom.Plaintext, atom.Script, atom.Style, atom.Textarea,
		atom.Title, atom.Xmp:
		return true
	}
	return false
}

// textLength is how many bytes stand before the next tag, comment or declaration.
func textLength(s string) int {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '<')
		if i < 0 || from+i+1 == len(s) {
			return len(s)
		}
		if i += from; letter(s[i+1]) || s[i+1] == '/' && i+2 < len(s) || s[i+1] == '!' || s[i+1] == '?' {
			return i
		}
		if s[i+1] == '/' {
			return len(s)
		}
		from = i + 1
	}
}

// aside skips a comment or a declaration.
func (s *scanner) aside(rest string) (token, bool) {
	t := token{kind: html.CommentToken}
	if !strings.HasPrefix(rest, "<!--") {
		i := strings.IndexByte(rest, '>')
		s.at += i + 1
		return t, i > 1
	}
	inside := rest[len("<!--"):]
	i := strings.Index(inside, "-->")
	if i < 0 || strings.HasPrefix(inside, ">") || strings.HasPrefix(inside, "->") || strings.Contains(inside[:i+2], "--!") {
		return t, false
	}
	s.at += len("<!--") + i + len("-->")
	return t, true
}

func (s *scanner) end() (token, bool) {
	s.at += len("</")
	tag, ok := s.name()
	s.blanks()
	return token{kind: html.EndTagToken, tag: tag}, ok && s.take('>')
}

// maxMet is how many different tags are kept.
const maxMet = 200

// start reads a tag. A report writes the same ones again and again: what was read of one
// holds for the next that has the same letters up to the sign that ended it.
func (s *scanner) start() (token, bool) {
	from := s.at
	end := from + strings.IndexByte(s.source[from:], '>') + 1
	if t, ok := s.met[s.source[from:end]]; ok {
		s.at = end
		return t, true
	}
	t, ok := s.read()
	if ok && s.at == end && len(s.met) < maxMet {
		if s.met == nil {
			s.met = map[string]token{}
		}
		s.met[s.source[from:end]] = t
	}
	return t, ok
}

func (s *scanner) read() (token, bool) {
	s.at++
	t := token{kind: html.StartTagToken}
	ok := false
	if t.tag, ok = s.name(); !ok || raw(t.tag) {
		return t, false
	}
	var met uint
	for {
		apart := s.blanks()
		switch {
		case s.take('>'):
			return t, true
		case s.take('/'):
			t.kind = html.SelfClosingTagToken
			return t, s.take('>')
		case !apart:
			return t, false
		}
		key, value, quote, ok := s.attribute()
		if !ok {
			return t, false
		}
		n := wanted(key)
		if n == 0 || met&(1<<n) != 0 {
			continue
		}
		met |= 1 << n
		if value, ok = s.value(value, quote); !ok {
			return t, false
		}
		t.has.add(key, value)
	}
}

// wanted numbers the attributes that matter, 0 for any other. Their names must be in lower case.
func wanted(key string) int {
	switch key {
	case "style":
		return 1
	case "bgcolor":
		return 2
	case "color":
		return 3
	case "background":
		return 4
	case "class":
		return 5
	case "id":
		return 6
	case "alt":
		return 7
	case "hidden":
		return 8
	case "colspan":
		return 9
	case "src":
		return 10
	case "title":
		return 11
	}
	return 0
}

// value returns the value of an attribute as it reads.
func (s *scanner) value(text string, quote byte) (string, bool) {
	if strings.IndexByte(text, '&') < 0 {
		return text, strings.IndexByte(text, '\r') < 0 && strings.IndexByte(text, 0) < 0
	}
	if quote == 0 {
		return "", false
	}
	if v, ok := s.values[text]; ok {
		return v, true
	}
	q := string(quote)
	z := html.NewTokenizer(strings.NewReader("<a b=" + q + text + q + ">"))
	z.Next()
	_, v, _ := z.TagAttr()
	if s.values == nil {
		s.values = map[string]string{}
	}
	if len(s.values) < 1000 {
		s.values[text] = string(v)
	}
	return string(v), true
}

// attribute reads one, whose value may be quoted, bare or missing. Its name is in lower
// case; one with other signs than letters, digits, dashes and colons is odd.
func (s *scanner) attribute() (key, value string, quote byte, ok bool) {
	from, upper := s.at, false
	for s.at < len(s.source) {
		c := s.source[s.at]
		if c >= 'A' && c <= 'Z' {
			upper = true
		} else if !(c >= 'a' && c <= 'z' || digit(c) || c == '-' || c == ':' || c == '_') {
			break
		}
		s.at++
	}
	if s.at == from || s.at == len(s.source) {
		return "", "", 0, false
	}
	if c := s.source[s.at]; c != '=' && c != '>' && c != '/' && !blankByte(c) {
		return "", "", 0, false
	}
	if key = s.source[from:s.at]; upper {
		key = strings.ToLower(key)
	}
	behind := s.at
	s.blanks()
	if !s.take('=') {
		s.at = behind
		return key, "", 0, true
	}
	s.blanks()
	if s.at == len(s.source) {
		return "", "", 0, false
	}
	if quote = s.source[s.at]; quote == '"' || quote == '\'' {
		i := strings.IndexByte(s.source[s.at+1:], quote)
		if i < 0 {
			return "", "", 0, false
		}
		value = s.source[s.at+1 : s.at+1+i]
		if s.at += i + 2; s.at == len(s.source) || s.source[s.at] != '>' && s.source[s.at] != '/' && !blankByte(s.source[s.at]) {
			return "", "", 0, false
		}
		return key, value, quote, true
	}
	from = s.at
	for s.at < len(s.source) && !blankByte(s.source[s.at]) && s.source[s.at] != '>' {
		s.at++
	}
	return key, s.source[from:s.at], 0, s.at < len(s.source) && !strings.HasSuffix(s.source[from:s.at], "/")
}

// name reads the name of a tag; one that is longer than any that matters is odd.
func (s *scanner) name() (atom.Atom, bool) {
	var lower [16]byte
	for n := 0; s.at < len(s.source); n, s.at = n+1, s.at+1 {
		c := s.source[s.at]
		if blankByte(c) || c == '>' || c == '/' {
			return atom.Lookup(lower[:n]), n > 0 && letter(lower[0])
		}
		if n == len(lower) {
			break
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[n] = c
	}
	return 0, false
}

func (s *scanner) take(c byte) bool {
	if s.at < len(s.source) && s.source[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) blanks() bool {
	from := s.at
	for s.at < len(s.source) && blankByte(s.source[s.at]) {
		s.at++
	}
	return s.at > from
}

func letter(c byte) bool    { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func blankByte(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' }

// text returns a text without its entities.
func (s *scanner) text(t string) string {
	entities := strings.IndexByte(t, '&') >= 0
	if (s.lines || entities) && strings.IndexByte(t, '\r') >= 0 {
		t = strings.ReplaceAll(strings.ReplaceAll(t, "\r\n", "\n"), "\r", "\n")
	}
	if entities {
		t = html.UnescapeString(t)
	}
	return t
}
