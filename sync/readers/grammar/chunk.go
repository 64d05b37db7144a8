package grammar

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/sync/readers/lexicon"
)

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
		if c < utf8.RuneSelf {
			switch {
			case c >= 'a' && c <= 'z':
				x.letters++
			case c >= '0' && c <= '9':
				x.digits++
			case c >= 'A' && c <= 'Z':
				x.letters++
				x.upper++
			default:
				x.joints++
				x.split = c
				x.path = x.path || c == '@' || c == '\\' || c == '_' || c == '~' || c == '$'
			}
			continue
		}
		switch {
		case lexicon.Dense(c):
			x.dense++
			x.letters++
		case unicode.IsLetter(c):
			x.letters++
			if unicode.IsUpper(c) {
				x.upper++
			}
		case unicode.IsDigit(c):
			x.digits++
		case unicode.IsMark(c):
		default:
			x.joints++
			x.split = c
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
	t := Token{Text: s, word: r.lower(s)}
	if r.Names[t.word] && !r.begins(t.word) {
		t.Kind, t.Proven = Name, true
	} else if len(t.word) <= longestProduct && products(t.word) && !r.begins(t.word) {
		t.Kind = Name
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
	low := r.lower(s)
	if !x.path && (r.begins(low) || x.split == '-' && x.digits == 0 && r.Lexicon.Compound(low, r.Langs) == lexicon.Noun) {
		r.add(Token{Text: s, word: low}) // "databaseback-up"
		return
	}
	if i := strings.IndexByte(s, '\''); i > 0 && !x.path { // l'opération, SRV1'in
		left, right := s[:i], s[i+1:]
		if first, _ := utf8.DecodeRuneInString(left); right == "s" && unicode.IsUpper(first) && !r.begins(lexicon.Lower(left)) {
			r.add(Token{Text: left, Kind: Name}) // "Claire's MacBook"
			return
		}
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
	var room [8]string
	parts := room[:0]
	for i, from := 0, 0; i <= len(s); i++ {
		if i < len(s) && (s[i] >= utf8.RuneSelf || !jointed[s[i]] || s[i] == '\'') {
			continue
		}
		if i > from {
			parts = append(parts, s[from:i])
		}
		from = i + 1
	}
	known, bad, bends, letter := 0, false, false, false
	for _, p := range parts {
		letter = letter || utf8.RuneCountInString(p) == 1
		if shapeOf(p).digits > 0 {
			continue
		}
		low := r.lower(p)
		if !r.begins(low) {
			continue
		}
		known++
		switch class := r.look(low, place); class {
		case lexicon.Failed, lexicon.Missed, lexicon.BadNoun:
			bad, bends = true, true
		case lexicon.Noun, lexicon.Named, lexicon.Period, lexicon.Topic, lexicon.Neutral, lexicon.Prose, lexicon.Preposition,
			lexicon.Calendar, lexicon.ErrorFree, lexicon.None:
		default:
			bends = bends || !class.Role()
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
	if n, ok := plainNumber(s); ok {
		return n, true
	}
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

// plainNumber reads digits alone, few enough to be exact.
func plainNumber(s string) (n float64, ok bool) {
	whole := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		whole = whole*10 + int(s[i]-'0')
	}
	return float64(whole), s != "" && len(s) <= 15
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
	for _, u := range strings.Fields("b kb mb gb tb pb kib mib gib tib k m g t bytes byte go mo ko to o гб мб кб тб б gt " +
		"mt kt h hr hrs min m s sec sek std ms us d w y x th st nd rd er e h. min. мин сек ч г kbps mbps gbps kb/s mb/s gb/s " +
		"mib/s kib/s kbit mbit gbit mhz ghz cet utc am pm z") {
		units[u] = true
	}
}

// Unit reports whether a word is a unit of sizes or times.
func (r *Reader) Unit(word string) bool { return units[lexicon.Lower(word)] }

// maxLowered bounds the words of a mail that are kept in lower case.
const maxLowered = 2000

// lower is lexicon.Lower: a report repeats its words.
func (r *Reader) lower(word string) string {
	small := true
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			small = false
			break
		}
	}
	if small {
		return word
	}
	low, ok := r.lowered[word]
	if !ok {
		low = lexicon.Lower(word)
		if len(r.lowered) < maxLowered {
			r.lowered[word] = low
		}
	}
	return low
}

// measured reports whether a chunk is a number with its unit, or several: 12GB, 1h12m,
// 2026-11-27T01:00:03Z.
func measured(s string) bool {
	for from, to := 0, 0; to <= len(s); to++ {
		if to < len(s) && (s[to] < '0' || s[to] > '9') && strings.IndexByte(".,:-+", s[to]) < 0 {
			continue
		}
		if to > from && !unit(s[from:to]) {
			return false
		}
		from = to + 1
	}
	return true
}

// unit reports whether a word in any case is one of units, or the letter between a day and a
// time.
func unit(word string) bool {
	var room [longestUnit]byte
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf || i == len(room) {
			return units[lexicon.Lower(word)]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		room[i] = c
	}
	low := room[:len(word)]
	return units[string(low)] || string(low) == "t"
}

// longestUnit is how many letters the units of ASCII have at most.
const longestUnit = 8

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
