package facts

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/sync/message"
)

// rawLine is a line of the text before it is taken apart.
type rawLine struct {
	text   string
	number int
	blank  bool
}

// text adds the plain text.
func (f *Facts) text(m *message.Message) {
	source := m.Unbroken()
	if source == "" {
		source = m.Body()
	}
	var raw []rawLine
	blank := false
	n, signed := 0, false
	for l := range strings.SplitSeq(source, "\n") {
		n++
		if signed {
			f.signature(l, n)
			continue
		}
		if l == "-- " || strings.TrimRight(l, " ") == "--" {
			signed = true
			continue
		}
		if !printable(l) {
			l = boxless(seen(l))
		}
		trimmed := strings.TrimRight(l, " \t\u00a0")
		if trimmed == "" {
			blank = true
			continue
		}
		if len(raw) == maxLines {
			f.Cut = true
			break
		}
		raw = append(raw, rawLine{text: trimmed, number: n, blank: blank})
		blank = false
	}
	f.Items = slices.Grow(f.Items, len(raw))
	for i := 0; i < len(raw); {
		if t, used := f.columns(raw[i:]); used > 0 {
			f.Items = append(f.Items, Item{Table: t})
			i += used
			continue
		}
		i++
		f.lineItems(raw[i-1:i], "line ")
	}
	f.join()
}

// signature keeps a line below the delimiter: a script may use the same mark as a rule.
func (f *Facts) signature(l string, number int) {
	if l = strings.TrimSpace(seen(l)); l == "" {
		return
	}
	if len(f.Below) == maxLines {
		f.Cut = true
		return
	}
	f.Below = append(f.Below, f.line(l, "line "+strconv.Itoa(number), false))
}

// seen returns a line as its reader sees it, blanks of all kinds as one kind.
func seen(line string) string {
	if printable(line) {
		return line
	}
	return strings.Map(visible, line)
}

// printable reports whether a text is plain ASCII without control characters but tabs.
func printable(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\t' {
			return false
		}
	}
	return true
}

// visible drops what nobody sees and makes every blank a plain one.
func visible(r rune) rune {
	switch {
	case r == '\t' || r == ' ':
		return r
	case r == '\u200b', r == '\u200c', r == '\u200d', r == '\u2060', r == '\ufeff', r == '\u00ad', r < ' ', r == 0x7f:
		return -1
	case r == '\u00a0', r == '\u202f', r == '\u2007', r == '\u3000', unicode.IsSpace(r):
		return ' '
	}
	return r
}

// lineItems adds lines one by one.
func (f *Facts) lineItems(raw []rawLine, place string) {
	for _, l := range raw {
		f.Items = append(f.Items, Item{Line: f.line(l.text, f.places.name(place, l.number), l.blank)})
	}
}

var (
	listMark = regexp.MustCompile(`^\s*(?:[-*•·–>+▪●◦○■□►»✦]|\d{1,2}[.)]|\([0-9a-z]\))\s+`)
	logTime  = regexp.MustCompile(
		`^\s*[\[(]?(?:(?:\d{4}[-./]\d\d?[-./]\d\d?|\d{1,2}[-./]\d{1,2}[-./]?(?:\d{2,4})?` +
			`|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?|(?:[A-Z][a-z]{2},? )?(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2})(?: \d{4})?)` +
			`[ T,_]+)?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?Z?(?:\s*(?:[+-]\d{2}:?\d{2}|UTC|AM|PM|am|pm|Uhr))?(?: \d{4})?[\])]?[\s:|,-]*`,
	)
)

// listed returns how many bytes the mark of a list takes that a line begins with.
func listed(text string) int {
	if c := first(text); c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		return 0
	}
	return len(listMark.FindString(text))
}

// logged returns how many bytes the time takes that a line begins with. The pattern is
// costly, and a time has its colon early.
func logged(text string) int {
	if i := strings.IndexByte(text[:min(len(text), 32)], ':'); i < 1 || i+1 >= len(text) || !digit(text[i-1]) || !digit(text[i+1]) {
		return 0
	}
	if n := plainTime(text); n > 0 {
		return n
	}
	return len(logTime.FindString(text[:min(len(text), 60)]))
}

// plainTime measures the time of most logs, "2026-01-02 03:04:05 ", without the pattern.
func plainTime(s string) int {
	const form = "dddd-dd-dd dd:dd:dd "
	if len(s) <= len(form) {
		return 0
	}
	for i := range len(form) {
		switch form[i] {
		case 'd':
			if !digit(s[i]) {
				return 0
			}
		default:
			if s[i] != form[i] {
				return 0
			}
		}
	}
	if c := s[len(form)]; c >= 'a' && c <= 'z' {
		return len(form)
	}
	return 0
}

// line takes a line apart.
func (f *Facts) line(text, where string, blank bool) Line {
	if len(text) > maxLine {
		text = strings.ToValidUTF8(text[:maxLine], "")
		f.Cut = true
	}
	x := Line{Where: where, Blank: blank, Indented: strings.HasPrefix(text, "  ") || strings.HasPrefix(text, "\t")}
	text = strings.TrimSpace(text)
	for strings.HasPrefix(text, "> ") || text == ">" || strings.HasPrefix(text, ">>") {
		x.Quoted = true
		text = strings.TrimSpace(text[1:])
	}
	if i := strings.Index(text[:min(len(text), 30)], ": "); i > 0 && !strings.Contains(text[:i], " ") {
		if n := logged(text[i+2:]); n > 10 && i+2+n < len(text) { // "101: 2022-05-07 02:00:03 INFO: ..."
			text = text[i+2:]
		}
	}
	if c := first(text); c >= '0' && c <= '9' || c == '[' || c == '(' || c >= 'A' && c <= 'Z' {
		if n := logged(text); n > 0 && n < len(text) {
			x.Logged, x.Time = true, text[:n]
			text = strings.TrimSpace(text[n:])
		}
	}
	if n := listed(text); n > 0 && n < len(text) {
		x.List = true
		if c := text[0]; c == '+' || c == '-' {
			x.Mark = c
		}
		text = strings.TrimSpace(text[n:])
	}
	if key, value, ok := member(text); ok {
		x.Text, x.Key, x.Value, x.Label = key+": "+value, key, value, true
		return x
	}
	x.Text = text
	if f.labels < maxLabels {
		if x.Key, x.Value, x.Label = label(text); x.Label {
			f.labels++
		}
	}
	return x
}

// member takes a member of a JSON object apart: "key": "value",
func member(s string) (key, value string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		return "", "", false
	}
	key, rest, ok := strings.Cut(s[1:], `"`)
	rest = strings.TrimSpace(rest)
	if !ok || strings.TrimSpace(key) == "" || !strings.HasPrefix(rest, ":") {
		return "", "", false
	}
	value = strings.Trim(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest[1:]), ",")), `"`)
	if value == "{" || value == "[" {
		value = ""
	}
	return key, value, true
}

func first(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

// label takes "key: value", "key = value", "key ..... value", "key<tab>value" and
// "key    value" apart. A key is short and holds no end of a sentence.
func label(s string) (key, value string, ok bool) {
	best, width := -1, 0
	for i := 0; i < len(s) && i < 90; i++ {
		if !divides(s, i) {
			continue
		}
		switch c := s[i]; {
		case c == ':' && i > 0 && i+1 == len(s), c == ':' && i > 0 && s[i+1] == ' ', c == ':' && i > 0 && s[i+1] == '\t':
			best, width = i, 1
		case c == ':' && i > 0 && i+1 < len(s) && !digit(s[i-1]) && s[i+1] != '\\' && s[i+1] != '/' && s[i+1] != ':' && letterKey(s[:i]):
			best, width = i, 1
		case c == '=' && i > 0 && i+1 < len(s) && s[i+1] != '=' && s[i-1] != '=' && letterKey(strings.TrimSpace(s[:i])):
			best, width = i, 1
		case strings.HasPrefix(s[i:], "："):
			best, width = i, len("：")
		case c == '\t' && i > 0:
			best, width = i, 1
		case strings.HasPrefix(s[i:], "   ") && i > 0 && boxed(s[:i]):
			return "", "", false // "[OK]     wiki"
		case strings.HasPrefix(s[i:], "   ") && i > 0:
			best, width = i, 3
		case strings.HasPrefix(s[i:], "...") && i > 0:
			n := i
			for n < len(s) && (s[n] == '.' || s[n] == ' ') {
				n++
			}
			if n-i < 4 && !strings.HasPrefix(s[n:], ":") {
				continue
			}
			best, width = i, n-i
		default:
			continue
		}
		break
	}
	if best <= 0 {
		return "", "", false
	}
	key = strings.TrimRight(strings.TrimSpace(s[:best]), " .·_:=*")
	value = strings.TrimLeft(s[best+width:], " \t.:=：")
	if strings.HasPrefix(s[best+width:], " .") && !strings.HasPrefix(s[best+width:], " ..") {
		value = strings.TrimSpace(s[best+width:])
	}
	value = strings.TrimSpace(value)
	if value == "[" || value == "{" {
		value = ""
	}
	if value == ")" || value == "(" || value == "-)" || value == "-(" || value == "D" {
		return "", "", false // a face
	}
	if len(strings.Trim(key, "*_#- ")) < 2 || utf8.RuneCountInString(key) > 60 || sentenceEnds(key) ||
		strings.ContainsAny(key, "|") || !hasLetter(key) {
		return "", "", false
	}
	return strings.Trim(key, "*_#- "), value, true
}

// divides spares label the letters at which no key can end.
func divides(s string, i int) bool {
	switch s[i] {
	case ':', '=', '\t', "："[0]:
		return true
	case ' ', '.':
		return i+2 < len(s) && s[i+1] == s[i] && s[i+2] == s[i]
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func letterKey(s string) bool {
	if len(s) > 40 || s == "" {
		return false
	}
	for _, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsMark(c) && c != ' ' && c != '-' && c != '_' && c != '.' && c != '(' &&
			c != ')' && (c < '0' || c > '9') {
			return false
		}
	}
	return !strings.Contains(s, "http")
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// sentenceEnds reports whether a sentence ends inside a text.
func sentenceEnds(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if (s[i] != '.' && s[i] != '!' && s[i] != '?') || s[i+1] != ' ' || i <= 3 {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(s[i+2:]); !digit(s[i-1]) || unicode.IsUpper(next) {
			return true
		}
	}
	return !printable(s) && strings.ContainsAny(s, "。！？")
}

// join puts the lines together that were one before they were wrapped: neither is a
// list, log or label line, the first ends no sentence and the second begins none.
func (f *Facts) join() {
	f.below()
	out := f.Items[:0]
	last := 0 // bytes of the last source line
	for _, x := range f.Items {
		n := len(out)
		size := len(x.Text)
		if x.Table == nil && n > 0 && out[n-1].Table == nil && wrapped(&out[n-1].Line, &x.Line, last) {
			p := &out[n-1].Line
			glue := " "
			if dense(p.Text, x.Text) {
				glue = ""
			}
			p.Text += glue + x.Text
			if p.Label {
				p.Key, p.Value, p.Label = label(p.Text)
			}
			last = size
			continue
		}
		out = append(out, x)
		last = size
	}
	f.Items = out
}

// below puts a label and the value in the line below it together: "Status:" over an
// indented "OK", and the same without a colon where two such pairs follow each other.
func (f *Facts) below() {
	out := f.Items[:0]
	paired := false
	for i := 0; i < len(f.Items); i++ {
		x := f.Items[i]
		if f.valued(i) && (x.Label || paired && !x.Blank || f.valued(i+2) && !f.Items[i+2].Blank) {
			v := f.Items[i+1].Text
			paired = !x.Label
			x.Key = strings.Trim(cmp.Or(x.Key, x.Text), " :")
			x.Value, x.Label = v, true
			x.Text = x.Key + ": " + v
			i++
		} else {
			paired = false
		}
		out = append(out, x)
	}
	f.Items = out
}

// valued reports whether an item is the label of exactly one indented line below it.
func (f *Facts) valued(i int) bool {
	if i+1 >= len(f.Items) {
		return false
	}
	p, x := &f.Items[i], &f.Items[i+1]
	if p.Table != nil || x.Table != nil || strings.Trim(p.Text, " :") == "" || x.Text == "" || p.Indented || !x.Indented || x.Blank ||
		x.Label || x.List || x.Logged || p.Logged || p.Quoted || x.Quoted || p.Label && p.Value != "" || len(p.Text) > 60 ||
		len(strings.Fields(p.Text)) > 4 {
		return false
	}
	if end, _ := utf8.DecodeLastRuneInString(p.Text); !p.Label && (strings.ContainsRune(".!?:;,。！？", end) || !hasLetter(p.Text)) {
		return false
	}
	if i+2 < len(f.Items) {
		n := &f.Items[i+2]
		return n.Table != nil || !n.Indented || n.Blank || n.Label
	}
	return true
}

// dense reports whether neither text needs a blank between: scripts without blanks.
func dense(a, b string) bool {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return x >= 0x3040 && x <= 0x9fff && y >= 0x3040 && y <= 0x9fff
}

func wrapped(p, x *Line, last int) bool {
	if x.Blank || x.List || x.Logged || x.Label && !strings.HasPrefix(x.Key, strings.ToLower(x.Key[:1])) || p.Text == "" ||
		x.Text == "" || p.Quoted != x.Quoted || columns(x.Text) || columns(p.Text) || len(p.Text) > 3000 {
		return false
	}
	if p.Logged && !x.Indented || strings.Contains(p.Text, " -- ") || strings.Contains(x.Text, " -- ") || alike(p.Text, x.Text) ||
		dashed(p.Text) && dashed(x.Text) {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(p.Text)
	if strings.ContainsRune(".!?:;。！？：；|", end) {
		return false
	}
	begin, _ := utf8.DecodeRuneInString(x.Text)
	if rowLike(x.Text) || !unicode.IsLower(begin) && rowLike(p.Text) {
		return false
	}
	if p.Label && (last < 50 || x.Label) && len(p.Key) < 40 && len(strings.Fields(p.Key)) <= 4 {
		return false
	}
	if x.Label {
		return last >= 40 && unicode.IsLower(begin)
	}
	if unicode.IsLower(begin) || begin == '(' {
		return last > 25
	}
	return last >= 36 && (unicode.IsLetter(begin) || unicode.IsDigit(begin)) && !p.List
}

// LineOf takes one line apart that stands outside the lines of a mail, as in a cell.
func LineOf(text string) Line { return new(Facts).line(text, "", false) }

// rowLike reports whether a line is more likely the row of a table without its columns than
// prose: it holds two times of day, or five numbers.
func rowLike(s string) bool {
	numbers, clocks := 0, 0
	for i := 0; i < len(s) && numbers < 5 && clocks < 2; i++ {
		if digit(s[i]) && (i == 0 || s[i-1] == ' ') {
			numbers++
			for i < len(s) && s[i] != ' ' {
				if s[i] == ':' {
					clocks++
					break
				}
				i++
			}
			for i < len(s) && s[i] != ' ' {
				i++
			}
		}
	}
	return numbers > 4 || clocks > 1
}

// dashed reports whether a line begins with a few words and a dash: "C: - done".
func dashed(s string) bool { return strings.Contains(s[:min(len(s), 40)], " - ") }

// alike reports whether two lines begin with the same word: they are two of a list.
func alike(a, b string) bool {
	word, _, ok := strings.Cut(b, " ")
	return ok && len(word) > 1 && strings.HasPrefix(a, word+" ")
}
