// Package lexicon knows the words that backup reports are written in: heads,
// negations, downgrades, complements, roles of labels and columns, in more than twenty
// languages, read from data files of one language each (assets/lexicon). It knows no
// grammar: what the words of a clause say together is told by package grammar.
package lexicon

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// Languages is a set of languages, one bit each, in the order of Lexicon.Names.
type Languages uint64

// Has reports whether the sets have a language in common.
func (l Languages) Has(other Languages) bool { return l&other != 0 }

// maxLanguages is how many files of different languages there may be.
const maxLanguages = 64

// Lexicon is all words in one trie. It is read by many goroutines and never changed.
type Lexicon struct {
	names   []string          // codes of the languages, by bit
	endings []map[string]bool // by bit: what may be joined to words marked with ~
	any     Languages         // the languages that every mail is read in
	nodes   []node
	first   [256]int32 // children of the root
	// pairs are the nodes of the first two letters of phrases, for looking words up; nil
	// while phrases are added.
	pairs   *[1 << 16]int32
	entries []entry
	trade   []string
	// compounds are the languages that write nouns together: "Lesefehler".
	compounds Languages
	longest   int    // bytes of the longest phrase of a dense script
	own       string // identifies the files of a profile, see With
	ownWords  []OwnWord
	lists     map[string]map[string]bool // see List
}

// node is a letter of a phrase. Children are a list of siblings.
type node struct {
	child, next int32
	entry       int32 // the first of its entries, 0 for none
	letter      byte
	open        bool // a stem or an inflected word ends here
}

// entry is what a phrase means in one place.
type entry struct {
	class Class
	place Place
	end   end
	langs Languages
	next  int32
}

// end is how the last word of a phrase ends.
type end uint8

const (
	whole  end = iota // exactly so
	stem              // with anything behind it
	ending            // with endings of its language behind it
)

// Letters that no text holds stand for the rest of a word inside a phrase.
const (
	anyRest    = '\x01' // of a stem
	endingRest = '\x02' // of an inflected word
)

// Match is what was found: the class and how many words it took, None and 0 for
// nothing.
type Match struct {
	Class Class
	Words int
	Place Place // of the lexicon's section that the phrase stands in
	// Foreign is true where only a language that the mail is not written in knows it.
	Foreign bool

	rank, weight int
}

// Names returns the codes of the languages.
func (l *Lexicon) Names() []string { return slices.Clone(l.names) }

// Trade returns the texts, in lower case, of which one stands in every report about a
// backup, as a word or as a part of one.
func (l *Lexicon) Trade() []string { return slices.Clone(l.trade) }

// Always is the set of languages that every mail is read in: English, and what
// belongs to none.
func (l *Lexicon) Always() Languages { return l.any }

// All is the set of all languages.
func (l *Lexicon) All() Languages {
	return Languages(1)<<len(l.names) - 1 // 64 of them: the shift gives 0, and 0-1 all bits
}

// Lang returns the set of the one language with that code, empty where it is unknown.
func (l *Lexicon) Lang(code string) Languages {
	if i := slices.Index(l.names, code); i >= 0 {
		return 1 << i
	}
	return 0
}

// At finds the longest phrase that begins with the first of words, which Lower wrote,
// in the given languages. Words of failure, absence and trouble of the other languages
// count too, where no own language knows the word.
func (l *Lexicon) At(words []string, place Place, langs Languages) Match {
	if len(words) == 0 || words[0] == "" {
		return Match{}
	}
	f := finder{l: l, place: place, langs: langs}
	f.word(0, words, 0, 0)
	longer := f.foreign.Words > max(f.own.Words, 1)
	if longer || f.own.Words == 0 && f.foreign.Words > 0 && utf8.RuneCountInString(words[0]) > 3 {
		f.foreign.Foreign = true
		return f.foreign
	}
	return f.own
}

// begin walks through the first letters of a word, as far as no phrase ends there. It
// returns how many they are, -1 where no phrase begins so.
func (l *Lexicon) begin(word string) (at int32, letters int) {
	if l.pairs == nil || len(word) < 3 {
		return 0, 0
	}
	if at = l.pairs[int(word[0])<<8|int(word[1])]; at == 0 {
		return 0, -1
	}
	if l.nodes[at].open || l.nodes[l.first[word[0]]].open {
		return 0, 0
	}
	return at, 2
}

type finder struct {
	l            *Lexicon
	place        Place
	langs        Languages
	own, foreign Match
}

func (l *Lexicon) step(at int32, letter byte) int32 {
	if at == 0 {
		return l.first[letter]
	}
	for c := l.nodes[at].child; c != 0; c = l.nodes[c].next {
		if l.nodes[c].letter == letter {
			return c
		}
	}
	return 0
}

// word walks through the word with number n from a node on.
func (f *finder) word(at int32, words []string, n, weight int) {
	w := words[n]
	i := 0
	if at == 0 {
		if at, i = f.l.begin(w); i < 0 {
			return
		}
	}
	for ; i < len(w); i++ {
		if at = f.l.step(at, w[i]); at == 0 {
			return
		}
		if f.l.nodes[at].open && i+1 < len(w) {
			f.ends(at, n+1, weight+i+1, w[i+1:])
			f.goOn(f.l.step(at, anyRest), words, n, weight+i+1)
			if next := f.l.step(at, endingRest); next != 0 && f.l.inflects(w[i+1:]) {
				f.goOn(next, words, n, weight+i+1)
			}
		}
	}
	f.ends(at, n+1, weight+len(w)+1, "")
	if f.l.nodes[at].open {
		f.goOn(f.l.step(at, anyRest), words, n, weight+len(w))
		f.goOn(f.l.step(at, endingRest), words, n, weight+len(w))
	}
	f.goOn(at, words, n, weight+len(w)+1)
}

// goOn walks into the next word.
func (f *finder) goOn(at int32, words []string, n, weight int) {
	if at == 0 || n+1 == len(words) || words[n+1] == "" {
		return
	}
	if at = f.l.step(at, ' '); at != 0 {
		f.word(at, words, n+1, weight)
	}
}

// inflects reports whether any language has a rest as ending. Inside a phrase it does
// not matter which.
func (l *Lexicon) inflects(rest string) bool {
	for _, e := range l.endings {
		if endsWith(e, rest, 3) {
			return true
		}
	}
	return false
}

// endsWith reports whether rest is made of at most so many endings.
func endsWith(endings map[string]bool, rest string, most int) bool {
	if rest == "" || endings[rest] {
		return true
	}
	if most == 1 {
		return false
	}
	for i := 1; i < len(rest) && i <= 12; i++ {
		if endings[rest[:i]] && endsWith(endings, rest[i:], most-1) {
			return true
		}
	}
	return false
}

// shortest is the length of foreign words that are too short to mean anything: "Vol" is no
// Dutch word in an English report.
const shortest = 4

// ends notes what the phrases that end at a node mean. rest is what follows in the word.
func (f *finder) ends(at int32, words, weight int, rest string) {
	for e := f.l.nodes[at].entry; e != 0; e = f.l.entries[e].next {
		x := &f.l.entries[e]
		r := rank[f.place][x.place]
		if r == 0 {
			continue
		}
		langs := x.langs
		switch {
		case rest == "":
			if x.end != whole {
				weight--
			}
		case x.end == stem:
		case x.end == ending:
			for b := langs; b != 0; b &= b - 1 {
				if i := bits.TrailingZeros64(uint64(b)); !endsWith(f.l.endings[i], rest, 3) {
					langs &^= 1 << i
				}
			}
			if langs == 0 {
				continue
			}
		default:
			continue
		}
		m := Match{Class: x.class, Words: words, Place: x.place, rank: r, weight: weight}
		if langs.Has(f.langs) {
			if m.beats(f.own) {
				f.own = m
			}
		} else if x.class.Bad() && (weight <= 0 || weight > shortest) && m.beats(f.foreign) {
			f.foreign = m
		}
		if rest == "" && x.end != whole {
			weight++
		}
	}
}

// beats reports whether m is the better match: longer, fitter for the place, more
// exact, graver.
func (m Match) beats(o Match) bool {
	switch {
	case m.Words != o.Words:
		return m.Words > o.Words
	case m.rank != o.rank:
		return m.rank > o.rank
	case m.weight != o.weight:
		return m.weight > o.weight
	}
	return m.Class < o.Class
}

// LanguagesOf returns every language that knows the word alone, or a phrase that
// begins with it, in sentences.
func (l *Lexicon) LanguagesOf(words []string) Languages {
	var langs Languages
	if len(words) == 0 || words[0] == "" {
		return 0
	}
	w := words[0]
	at, i := l.begin(w)
	if i < 0 {
		return langs
	}
	for ; i < len(w); i++ {
		if at = l.step(at, w[i]); at == 0 {
			return langs
		}
		if l.nodes[at].open && i+1 < len(w) {
			for e := l.nodes[at].entry; e != 0; e = l.entries[e].next {
				switch x := &l.entries[e]; x.end {
				case stem:
					if x.place <= Value {
						langs |= x.langs
					}
				case ending:
					for b := x.langs; b != 0; b &= b - 1 {
						if n := bits.TrailingZeros64(uint64(b)); endsWith(l.endings[n], w[i+1:], 3) {
							langs |= 1 << n
						}
					}
				}
			}
		}
	}
	for e := l.nodes[at].entry; e != 0; e = l.entries[e].next {
		if l.entries[e].place <= Value { // a date or a sign stands in mails of every language
			langs |= l.entries[e].langs
		}
	}
	return langs
}

// Piece is a part of a run of a dense script.
type Piece struct {
	Text  string
	Class Class // None: no phrase covers it
	Langs Languages
}

// Cut parts a run of a dense script into the phrases that leave the fewest letters
// unknown, and of those ways the one with the fewest phrases: "完了していません" is one
// phrase that says no, not a good one with something behind it.
func (l *Lexicon) Cut(run string, place Place, langs Languages) []Piece {
	const maxRun = 600 // bytes; what is longer is no clause
	if len(run) > maxRun {
		cut := maxRun
		for !utf8.RuneStart(run[cut]) {
			cut--
		}
		return append(l.Cut(run[:cut], place, langs), l.Cut(run[cut:], place, langs)...)
	}
	type way struct {
		unknown, phrases int
		from             int
		class, grave     Class // grave is the gravest class on the way
		langs            Languages
	}
	best := make([]way, len(run)+1)
	for i := range best {
		best[i].unknown = 1 << 30
	}
	best[0].unknown = 0
	better := func(to int, w way) {
		o := &best[to]
		w.grave = best[w.from].grave
		if w.class != None && (w.grave == None || w.class < w.grave) {
			w.grave = w.class
		}
		if w.unknown < o.unknown || w.unknown == o.unknown && (w.phrases < o.phrases || w.phrases == o.phrases &&
			w.grave != None && (o.grave == None || w.grave < o.grave)) {
			*o = w
		}
	}
	for i := 0; i < len(run); {
		_, size := utf8.DecodeRuneInString(run[i:])
		if b := best[i]; b.unknown < 1<<30 {
			if run[i] == ' ' {
				better(i+1, way{unknown: b.unknown, phrases: b.phrases, from: i})
			} else {
				better(i+size, way{unknown: b.unknown + 1, phrases: b.phrases + 1, from: i})
			}
			at := int32(0)
			for j := i; j < len(run) && j-i < l.longest; j++ {
				if at = l.step(at, run[j]); at == 0 {
					break
				}
				if l.nodes[at].entry == 0 || j+1 < len(run) && !utf8.RuneStart(run[j+1]) {
					continue
				}
				if c, of := l.means(at, place, langs); c != None {
					better(j+1, way{unknown: b.unknown, phrases: b.phrases + 1, from: i, class: c, langs: of})
				}
			}
		}
		i += size
	}
	var out []Piece
	for to := len(run); to > 0; to = best[to].from {
		w := best[to]
		if run[w.from:to] == " " {
			continue
		}
		if n := len(out); w.class == None && n > 0 && out[n-1].Class == None {
			out[n-1].Text = run[w.from:to] + out[n-1].Text
			continue
		}
		out = append(out, Piece{Text: run[w.from:to], Class: w.class, Langs: w.langs})
	}
	slices.Reverse(out)
	return out
}

// means returns the class of the phrase that ends at a node.
func (l *Lexicon) means(at int32, place Place, langs Languages) (Class, Languages) {
	f := finder{l: l, place: place, langs: langs}
	f.ends(at, 1, 0, "")
	m := f.own
	if m.Words == 0 {
		m = f.foreign
	}
	if m.Words == 0 {
		return None, 0
	}
	var of Languages
	for e := l.nodes[at].entry; e != 0; e = l.entries[e].next {
		of |= l.entries[e].langs
	}
	return m.Class, of
}

// Each calls with every phrase, alternatives written out and stems without their mark:
// what tests are generated from.
func (l *Lexicon) Each(call func(phrase string, place Place, class Class, langs Languages)) {
	var text []byte
	var walk func(at int32)
	walk = func(at int32) {
		for c := at; c != 0; c = l.nodes[c].next {
			n := &l.nodes[c]
			if n.letter != anyRest && n.letter != endingRest {
				text = append(text, n.letter)
			}
			for e := n.entry; e != 0; e = l.entries[e].next {
				call(string(text), l.entries[e].place, l.entries[e].class, l.entries[e].langs)
			}
			walk(n.child)
			if n.letter != anyRest && n.letter != endingRest {
				text = text[:len(text)-1]
			}
		}
	}
	for _, c := range l.first {
		walk(c)
	}
}

// Compound returns the class of a word that its language has written together of others:
// that of its last part where it is a word of failure, and a noun where every part is
// one. A good word never comes of it, and what bends stays what it is: "Teilsicherung".
func (l *Lexicon) Compound(word string, langs Languages) Class {
	langs &= l.compounds
	if langs == 0 || len(word) < 8 {
		return None
	}
	one := make([]string, 1)
	class := func(part string) Class {
		one[0] = part
		if m := l.At(one, Sentence, langs); !m.Foreign {
			return m.Class
		}
		return None
	}
	for i := 3; i+4 <= len(word); i++ {
		if !utf8.RuneStart(word[i]) {
			continue
		}
		switch last := class(word[i:]); last {
		case Failed, BadNoun, WarnNoun, Trouble, Missed:
			return last
		case Noun, Named, Period, Topic:
			first := class(word[:i])
			if first == None {
				first = class(strings.TrimSuffix(word[:i], "s")) // "Sicherungsserver"
			}
			switch first {
			case Noun, Named, Period, Topic, Calendar, Neutral, Prose:
				return last
			case Downgrade, Negation, LeftOut, Failed, BadNoun, Trouble, Missed, Running, Other:
				return first
			}
		}
	}
	return None
}

// Begins reports whether a phrase of any language begins with the word.
func (l *Lexicon) Begins(word string) bool {
	at, i := l.begin(word)
	if i < 0 {
		return false
	}
	for ; i < len(word); i++ {
		if at = l.step(at, word[i]); at == 0 {
			return false
		}
	}
	return l.step(at, ' ') != 0
}
