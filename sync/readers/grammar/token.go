package grammar

import (
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
	Topic   bool // payroll, shop: a noun that a job may be called by

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
	recent [4]cut
	oldest int

	lowered map[string]string // words in lower case
}

// cut is a text that was cut into tokens not long ago: one clause is asked about several
// things, and in several places.
type cut struct {
	text   string
	place  lexicon.Place
	langs  lexicon.Languages
	names  int // how many there were
	tokens []Token
}

// New returns a reader of clauses in the given languages.
func New(l *lexicon.Lexicon, langs lexicon.Languages) *Reader {
	return &Reader{Lexicon: l, Langs: langs | l.Always(), Names: map[string]bool{}, lowered: map[string]string{}}
}

// Tokens cuts a text into tokens with their classes. The slice is valid until the next
// call.
func (r *Reader) Tokens(text string, place lexicon.Place) []Token {
	for i := range r.recent {
		if c := &r.recent[i]; len(c.text) == len(text) && c.place == place && c.langs == r.Langs && c.names == len(r.Names) &&
			c.text == text && text != "" {
			r.tokens = append(r.tokens[:0], c.tokens...)
			return r.tokens
		}
	}
	r.tokens = r.tokens[:0]
	r.cut(lexicon.Clean(text), place, 0)
	r.classify(place)
	c := &r.recent[r.oldest]
	r.oldest = (r.oldest + 1) % len(r.recent)
	c.text, c.place, c.langs, c.names, c.tokens = text, place, r.Langs, len(r.Names), append(c.tokens[:0], r.tokens...)
	return r.tokens
}

// Last returns the tokens of the clause that was read last.
func (r *Reader) Last() []Token { return r.tokens }

func (r *Reader) add(t Token) {
	if t.word == "" && t.Kind == Word {
		t.word = r.lower(t.Text)
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
			if !solid(c) && (c >= utf8.RuneSelf || !jointed[c] || !joined(text[end+size:])) {
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

// jointed tells for each letter of ASCII whether it is one of joints.
var jointed = func() (is [utf8.RuneSelf]bool) {
	for _, c := range joints {
		is[c] = true
	}
	return is
}()

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
