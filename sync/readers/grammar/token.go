package grammar

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/sync/readers/lexicon"
)

// Kind is what a token is made of.
type Kind uint8

// The kinds of tokens.
const (
	Word   Kind = iota // letters
	Name               // what no language knows and its form shows: a host, a path, quoted text
	Number             // digits with their unit: a count, a date, a size
	Mark               // punctuation
)

// Token is one word, name, number or mark of a clause.
type Token struct {
	Text   string // as it was written
	Kind   Kind
	Class  lexicon.Class
	Cont   bool // the phrase of the token before goes on here
	Apart  bool // a mark stands between it and the token before
	Proven bool // a name that quotes or a label prove
	Zero   bool // a bad word that a zero or a negation neutralises
	Count  float64
	// Counted is true where Count is set: the value of a number, or the number that
	// belongs to a bad word.
	Counted bool
	Percent bool
	Unit    bool // the number has a unit
	Weak    bool // a name by its hyphens only
	Period  bool // daily, weekly: what tells one job from another

	word string // as it is looked up
}

// maxTokens bounds a clause. A longer one is no sentence, and proves nothing.
const maxTokens = 400

// Reader reads the clauses of one mail. It keeps its buffers and is used by one
// goroutine.
type Reader struct {
	Lexicon *lexicon.Lexicon
	Langs   lexicon.Languages
	// Names are words that labels of the mail prove to be names, as Lower writes them.
	Names map[string]bool

	tokens []Token
	words  []string
	at     []int
	used   []bool
}

// New returns a reader of clauses in the given languages.
func New(l *lexicon.Lexicon, langs lexicon.Languages) *Reader {
	return &Reader{Lexicon: l, Langs: langs | l.Always(), Names: map[string]bool{}}
}

// Tokens cuts a text into tokens with their classes. The slice is valid until the next
// call.
func (r *Reader) Tokens(text string, place lexicon.Place) []Token {
	r.tokens = r.tokens[:0]
	r.cut(lexicon.Clean(text), place, 0)
	r.classify(place)
	return r.tokens
}

// Last returns the tokens of the clause that was read last.
func (r *Reader) Last() []Token { return r.tokens }

func (r *Reader) add(t Token) {
	if t.word == "" && t.Kind == Word {
		t.word = lexicon.Lower(t.Text)
	}
	if n := len(r.tokens); n > 0 && t.Kind != Mark && r.tokens[n-1].Kind == Mark {
		t.Apart = true
	}
	r.tokens = append(r.tokens, t)
}

func (r *Reader) cut(text string, place lexicon.Place, depth int) {
	before := rune(' ')
	for i := 0; i < len(text) && len(r.tokens) <= maxTokens; {
		c, size := utf8.DecodeRuneInString(text[i:])
		if c == ' ' || c < ' ' || unicode.IsSpace(c) {
			before = ' '
			i += size
			continue
		}
		if depth == 0 && (c == '"' || c == '\'' || c >= utf8.RuneSelf) {
			if inner, length := quoted(text[i:], before); length > 0 {
				r.quote(inner, place)
				before = '"'
				i += length
				continue
			}
		}
		if (c == '/' || c == '~') && (before == ' ' || before == '(' || before == '"' || before == '=') {
			if n := r.path(text[i:]); n > 0 {
				r.add(Token{Text: text[i : i+n], Kind: Name, word: text[i : i+n]})
				before = 'x'
				i += n
				continue
			}
		}
		if !solid(c) {
			if n := len(r.tokens); c == '%' && n > 0 && r.tokens[n-1].Kind == Number {
				r.tokens[n-1].Percent = true // "92 %"
				r.tokens[n-1].Text += "%"
			} else if c < utf8.RuneSelf {
				r.add(Token{Text: text[i : i+size], Kind: Mark})
			} else if class, ok := signs[c]; ok {
				r.add(Token{Text: text[i : i+size], Class: class})
			} else if unicode.Is(unicode.So, c) && c > 0x2600 {
				r.add(Token{Text: text[i : i+size]}) // a picture that nobody knows
			} else {
				r.add(Token{Text: text[i : i+size], Kind: Mark})
			}
			before = c
			i += size
			continue
		}
		end := i
		for end < len(text) {
			c, size := utf8.DecodeRuneInString(text[end:])
			if !solid(c) && (!strings.ContainsRune(joints, c) || !joined(text[end+size:])) {
				break
			}
			if c >= 0x2600 {
				if _, sign := signs[c]; sign {
					break
				}
			}
			before = c
			end += size
		}
		if end < len(text) && text[end] == '%' && text[end-1] >= '0' && text[end-1] <= '9' {
			end++
		}
		r.chunk(text[i:end], place)
		i = end
	}
}

// path returns how many bytes the path takes that begins here, 0 where it is none: a
// slash before a word of failure is no path.
func (r *Reader) path(text string) int {
	end := strings.IndexAny(text, " \t\"()<>,;")
	if end < 0 {
		end = len(text)
	}
	for end > 1 && strings.IndexByte(".:!?'", text[end-1]) >= 0 {
		end--
	}
	if end < 2 || !strings.ContainsFunc(text[:end], unicode.IsLetter) {
		return 0
	}
	for _, p := range strings.FieldsFunc(text[:end], func(c rune) bool { return !unicode.IsLetter(c) }) {
		switch r.look(lexicon.Lower(p), lexicon.Sentence) {
		case lexicon.Failed, lexicon.Missed, lexicon.BadNoun, lexicon.Trouble, lexicon.Warning, lexicon.WarnNoun, lexicon.Negation:
			return 0
		}
	}
	return end
}

// joints may stand inside a word, a path, a date or a host.
const joints = `./\:-_@'+~&=$%#*,`

// solid reports the characters that words, numbers and names begin with.
func solid(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '_' || c == '\\' ||
		c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c))
}

// joined reports whether a text goes on with what belongs to the word before.
func joined(rest string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	if solid(c) {
		return true
	}
	return (c == '/' || c == '\\' || c == '-' || c == '.') && len(rest) > 1 && solid(rune(rest[1]))
}

// signs are pictures that say how a run went.
var signs = map[rune]lexicon.Class{
	'✔': lexicon.Good, '✓': lexicon.Good, '✅': lexicon.Good, '☑': lexicon.Good, '🟢': lexicon.Good, '🗸': lexicon.Good,
	'⚠': lexicon.Warning, '🟡': lexicon.Warning, '🟠': lexicon.Warning, '🔶': lexicon.Warning,
	'✗': lexicon.Failed, '✘': lexicon.Failed, '❌': lexicon.Failed, '⛔': lexicon.Failed, '🔴': lexicon.Failed,
	'✖': lexicon.Failed, '🛑': lexicon.Failed, '❗': lexicon.Failed,
	'🚨': lexicon.Failed, '🚫': lexicon.Failed, '☒': lexicon.Failed, '⛌': lexicon.Failed, '🟥': lexicon.Failed,
	'💥': lexicon.Failed, '☠': lexicon.Failed, '👎': lexicon.Failed,
}

var quotes = map[rune]string{'"': `"`, '«': "»", '»': "«", '„': "“”\"", '“': "”", '「': "」", '『': "』", '‘': "'", '\'': "'", '‹': "›"}

// quoted returns the text in quotes that begins here and how many bytes it takes.
func quoted(text string, before rune) (string, int) {
	c, size := utf8.DecodeRuneInString(text)
	closing := quotes[c]
	if closing == "" || c == '\'' && (unicode.IsLetter(before) || unicode.IsDigit(before)) {
		return "", 0
	}
	inside := text[size:min(len(text), size+120)]
	i := strings.IndexAny(inside, closing)
	if i <= 0 {
		return "", 0
	}
	_, length := utf8.DecodeRuneInString(inside[i:])
	if after, _ := utf8.DecodeRuneInString(inside[i+length:]); c == '\'' && (unicode.IsLetter(after) || i < 2) {
		return "", 0
	}
	return inside[:i], size + i + length
}

// quote adds quoted text: a name, or the words of a verdict that somebody put in quotes.
func (r *Reader) quote(inner string, place lexicon.Place) {
	inner = strings.TrimSpace(inner)
	from := len(r.tokens)
	r.cut(inner, place, 1)
	words, verdict := 0, false
	for i := from; i < len(r.tokens); i++ {
		t := &r.tokens[i]
		if t.Kind == Mark {
			continue
		}
		words++
		switch m := r.look(t.word, place); {
		case t.Kind != Word:
		case m == lexicon.Good, m == lexicon.Failed, m == lexicon.Missed, m == lexicon.Warning, m == lexicon.BadNoun,
			m == lexicon.Negation, m == lexicon.WarnNoun:
			verdict = true
		}
	}
	if verdict && words <= 3 {
		return
	}
	r.tokens = r.tokens[:from]
	r.add(Token{Text: inner, Kind: Name, Proven: true})
}

// look returns the class of a word alone.
func (r *Reader) look(word string, place lexicon.Place) lexicon.Class {
	one := [1]string{word}
	return r.Lexicon.At(one[:], place, r.Langs).Class
}

// begins reports whether the word, or a phrase that begins with it, is known.
func (r *Reader) begins(word string) bool {
	one := [1]string{word}
	return r.Lexicon.LanguagesOf(one[:]).Has(r.Langs) || r.Lexicon.Begins(word) || r.Lexicon.At(one[:], lexicon.Sentence, r.Langs).Words > 0
}

// shape is what a chunk is made of.
type shape struct {
	letters, digits, upper, joints, dense int
	path                                  bool // it has a form that only paths, addresses and hosts have
	split                                 rune // the last joint
}

func shapeOf(s string) (x shape) {
	if len(s) > 2 && s[1] == ':' && (s[2] == '\\' || s[2] == '/') || strings.HasPrefix(s, `\\`) || strings.Contains(s, "://") {
		x.path = true
	}
	for _, c := range s {
		switch {
		case lexicon.Dense(c):
			x.dense++
			x.letters++
		case unicode.IsLetter(c):
			x.letters++
			if unicode.IsUpper(c) {
				x.upper++
			}
		case c >= '0' && c <= '9', unicode.IsDigit(c):
			x.digits++
		case unicode.IsMark(c):
		default:
			x.joints++
			x.split = c
			if c == '@' || c == '\\' || c == '_' || c == '~' || c == '$' {
				x.path = true
			}
		}
	}
	return x
}

// chunk adds what stands between two blanks.
func (r *Reader) chunk(s string, place lexicon.Place) {
	x := shapeOf(s)
	switch {
	case x.dense > 0:
		r.dense(s, place)
	case x.letters == 0 && x.digits > 0:
		r.number(s)
	case x.joints == 0 && x.digits == 0:
		r.word(s)
	case x.joints == 0 && r.glued(s):
	case x.joints == 0 || x.letters <= 6 && s[0] >= '0' && s[0] <= '9' && measured(s):
		if s[0] >= '0' && s[0] <= '9' && measured(s) {
			r.number(s)
		} else {
			r.add(Token{Text: s, Kind: Name})
		}
	default:
		r.composed(s, x, place)
	}
}

// glued adds a count and the word that stands behind it without a blank: "3Succeeded".
func (r *Reader) glued(s string) bool {
	i := strings.IndexFunc(s, unicode.IsLetter)
	if i < 1 || i > 6 || shapeOf(s[i:]).digits > 0 || measured(s) || utf8.RuneCountInString(s[i:]) < 3 {
		return false
	}
	if word := lexicon.Lower(s[i:]); r.look(word, lexicon.Sentence) == lexicon.None {
		return false
	}
	r.number(s[:i])
	r.word(s[i:])
	return true
}

// word adds a word of letters.
func (r *Reader) word(s string) {
	t := Token{Text: s, word: lexicon.Lower(s)}
	if r.Names[t.word] && !r.begins(t.word) {
		t.Kind, t.Proven = Name, true
	}
	r.add(t)
}

// composed adds a chunk with joints: words written together, or a name.
func (r *Reader) composed(s string, x shape, place lexicon.Place) {
	if x.path && x.upper == x.letters && x.upper > 4 && strings.IndexByte(s, '_') > 0 { // SR_BACKEND_FAILURE_44
		for _, p := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(joints, c) }) {
			switch r.look(lexicon.Lower(p), lexicon.Sentence) {
			case lexicon.Failed, lexicon.BadNoun:
				r.add(Token{Text: s, word: lexicon.Lower(p)})
				return
			}
		}
	}
	if x.path && strings.IndexByte(s, '=') < 0 && strings.IndexByte(s, '\'') < 0 {
		r.add(Token{Text: s, Kind: Name, word: s})
		return
	}
	low := lexicon.Lower(s)
	if !x.path && r.begins(low) {
		r.add(Token{Text: s, word: low})
		return
	}
	if i := strings.IndexByte(s, '\''); i > 0 && !x.path { // l'opération, SRV1'in
		left, right := s[:i], s[i+1:]
		if nameShaped(left) && !r.begins(lexicon.Lower(left)) && utf8.RuneCountInString(right) <= 5 {
			r.chunk(left, place)
			return
		}
		r.chunk(left, place)
		r.chunk(right, place)
		return
	}
	if i := strings.IndexByte(s, '='); i > 0 && i+1 < len(s) {
		r.chunk(strings.TrimRight(s[:i], joints), place)
		r.add(Token{Text: "=", Kind: Mark})
		if rest := strings.TrimLeft(s[i+1:], "='\""); rest != "" {
			r.chunk(rest, place)
		}
		return
	}
	// Words that are all known are words, whatever joins them: "Success/Failed".
	parts := strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(joints, c) && c != '\'' })
	known, bad, bends, letter := 0, false, false, false
	for _, p := range parts {
		letter = letter || utf8.RuneCountInString(p) == 1
		if shapeOf(p).digits > 0 || !r.begins(lexicon.Lower(p)) {
			continue
		}
		known++
		switch r.look(lexicon.Lower(p), place) {
		case lexicon.Failed, lexicon.Missed, lexicon.BadNoun:
			bad, bends = true, true
		case lexicon.Noun, lexicon.Named, lexicon.Period, lexicon.Neutral, lexicon.Prose, lexicon.Preposition,
			lexicon.Calendar, lexicon.ErrorFree, lexicon.None:
		default:
			bends = bends || !r.look(lexicon.Lower(p), place).Role()
		}
	}
	if !bends && x.upper > 1 && x.upper == x.letters && x.split == '-' && len(parts) > 1 { // SRV-ARCHIV
		r.add(Token{Text: s, Kind: Name})
		return
	}
	if !bends && x.split == '.' && x.digits == 0 && !x.path && len(parts) > 1 && utf8.RuneCountInString(parts[0]) > 1 {
		r.add(Token{Text: s, Kind: Name})
		return
	}
	if !bends && (known < len(parts) || letter) && x.digits == 0 && !x.path && x.split == '-' && len(parts) > 1 && !nameShaped(s) {
		r.add(Token{Text: s, Kind: Name, Weak: true})
		return
	}
	words := x.digits == 0 && !x.path && x.split != '.' && !nameShaped(s)
	if len(parts) > 0 && (known == len(parts) || words || bad && !x.path && strings.IndexByte(s, '.') < 0 && x.digits == 0) {
		at := 0
		for i, p := range parts {
			from := at + strings.Index(s[at:], p)
			if i > 0 {
				if joint := s[from-1 : from]; !strings.ContainsAny(joint, "-/&+") {
					r.add(Token{Text: joint, Kind: Mark})
				}
			}
			r.chunk(p, place)
			at = from + len(p)
		}
		return
	}
	if i := strings.LastIndexByte(s, ':'); i > 0 && i+1 < len(s) && !x.path && strings.IndexByte(s, '/') < 0 { // "SRV1:OK"
		r.chunk(strings.TrimRight(s[:i], joints), place)
		r.add(Token{Text: ":", Kind: Mark})
		r.chunk(s[i+1:], place)
		return
	}
	r.add(Token{Text: s, Kind: Name})
}

// dense adds a run that holds letters of a script without blanks, parted where the
// script changes.
func (r *Reader) dense(s string, place lexicon.Place) {
	from := 0
	flush := func(to int) {
		if part := strings.Trim(s[from:to], joints); part != "" {
			if strings.ContainsFunc(part, lexicon.Dense) {
				// Korean parts words by blanks, and its phrases go over them.
				r.add(Token{Text: part})
			} else {
				r.chunk(part, place)
			}
		}
		from = to
	}
	was := -1
	for i, c := range s {
		now := 0
		if lexicon.Dense(c) || c == 'ー' {
			now = 1
		}
		if now != was && was >= 0 {
			flush(i)
		}
		was = now
	}
	flush(len(s))
}

// number adds a number with what belongs to it.
func (r *Reader) number(s string) {
	t := Token{Text: s, Kind: Number, Percent: strings.HasSuffix(s, "%")}
	digits := strings.TrimRight(s, "%")
	if i := strings.IndexFunc(digits, unicode.IsLetter); i > 0 {
		digits, t.Unit = digits[:i], true
	}
	t.Count, t.Counted = parse(digits)
	r.add(t)
}

// parse reads a count as people write it: 1.234, 12,044 or 3.5.
func parse(s string) (float64, bool) {
	s = strings.TrimLeft(strings.TrimRight(s, ".,:-"), "+")
	if s == "" || strings.Trim(s, "0123456789.,") != "" {
		return 0, false
	}
	if grouped(s) {
		s = strings.NewReplacer(".", "", ",", "").Replace(s)
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return v, err == nil
}

// grouped reports whether every mark of a number parts three digits.
func grouped(s string) bool {
	i := strings.IndexAny(s, ".,")
	if i < 1 || i > 3 {
		return false
	}
	for ; i < len(s); i += 4 {
		if s[i] != '.' && s[i] != ',' || len(s) < i+4 || strings.ContainsAny(s[i+1:i+4], ".,") {
			return false
		}
	}
	return true
}

var units = map[string]bool{}

func init() {
	for _, u := range strings.Fields("b kb mb gb tb pb kib mib gib tib k m g t bytes byte go mo ko to o гб мб кб тб б gt mt kt h hr hrs min m s sec sek std ms us d w y x th st nd rd er e h. min. мин сек ч г kbps mbps gbps kb/s mb/s gb/s mib/s kib/s kbit mbit gbit mhz ghz cet utc am pm z") {
		units[u] = true
	}
}

// Unit reports whether a word is a unit of sizes or times.
func (r *Reader) Unit(word string) bool { return units[lexicon.Lower(word)] }

// measured reports whether a chunk is a number with its unit, or several: 12GB, 1h12m,
// 2026-11-27T01:00:03Z.
func measured(s string) bool {
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return c >= '0' && c <= '9' || strings.ContainsRune(".,:-+", c) }) {
		if p := lexicon.Lower(part); !units[p] && p != "t" {
			return false
		}
	}
	return true
}

// nameShaped reports whether a word has the form of a name: a digit in it, all capitals,
// or a capital inside.
func nameShaped(s string) bool {
	letters, upper, inner, digits := 0, 0, false, false
	for i, c := range s {
		switch {
		case unicode.IsDigit(c):
			digits = true
		case unicode.IsLetter(c):
			letters++
			if unicode.IsUpper(c) {
				upper++
				inner = inner || i > 0
			}
		}
	}
	return letters > 0 && (digits || upper >= 2 && (upper == letters || inner))
}

// classify gives every word its class: the longest phrase, which never goes over a mark,
// a name or a number.
func (r *Reader) classify(place lexicon.Place) {
	r.densely(place)
	for i := 0; i < len(r.tokens); {
		t := &r.tokens[i]
		if t.Kind != Word || t.Class != lexicon.None {
			i++
			continue
		}
		r.words = r.words[:0]
		for j := i; j < len(r.tokens) && len(r.words) < 12; j++ {
			if w := &r.tokens[j]; w.Kind != Word || w.Class != lexicon.None || j > i && w.Apart {
				break
			}
			r.words = append(r.words, r.tokens[j].word)
		}
		m := r.Lexicon.At(r.words, place, r.Langs)
		if m.Words == 0 {
			if m.Class = r.Lexicon.Compound(t.word, r.Langs); m.Class == lexicon.None {
				i++
				continue
			}
			m.Words = 1
		}
		period := m.Class == lexicon.Period
		if period {
			m.Class = lexicon.Noun
		}
		for k := range m.Words {
			r.tokens[i+k].Class, r.tokens[i+k].Period = m.Class, period
			r.tokens[i+k].Cont = k > 0
		}
		i += m.Words
	}
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.Kind == Name && len(r.Names) > 0 && r.Names[lexicon.Lower(t.Text)] {
			t.Proven = true
		}
		if t.Kind == Word && t.Class == lexicon.None && nameShaped(t.Text) {
			t.Kind = Name
		}
		if (t.Kind == Name || t.Kind == Number) && !t.Proven && t.Class == lexicon.None && faultCode(t.Text) {
			t.Kind, t.Class, t.Counted, t.Unit = Name, lexicon.BadNoun, false, false
		}
	}
}

// densely cuts runs of dense scripts into their phrases.
func (r *Reader) densely(place lexicon.Place) {
	first := -1
	for i := range r.tokens {
		if r.tokens[i].Kind == Word && strings.ContainsFunc(r.tokens[i].Text, lexicon.Dense) {
			first = i
			break
		}
	}
	if first < 0 {
		return
	}
	tokens := append([]Token(nil), r.tokens[first:]...)
	r.tokens = r.tokens[:first]
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.Kind != Word || !strings.ContainsFunc(t.Text, lexicon.Dense) {
			r.tokens = append(r.tokens, t)
			continue
		}
		run := t.word
		for i+1 < len(tokens) && tokens[i+1].Kind == Word && !tokens[i+1].Apart && strings.ContainsFunc(tokens[i+1].Text, lexicon.Dense) {
			i++
			run += " " + tokens[i].word
		}
		for n, p := range r.Lexicon.Cut(run, place, r.Langs) {
			x := Token{Text: p.Text, word: p.Text, Class: p.Class, Apart: n == 0 && t.Apart}
			if p.Class == lexicon.Period {
				x.Class, x.Period = lexicon.Noun, true
			}
			r.tokens = append(r.tokens, x)
		}
	}
}
