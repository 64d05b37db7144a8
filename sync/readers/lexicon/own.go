package lexicon

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode"
)

// With returns the words of l with those of a profile's folder. A word of the profile
// counts where l knows none, and where it is graver than what l knows; one that would make
// something bad less bad is a fault, and so is one that changes the meaning of a word of
// another file. What has no fault is loaded all the same. l stays as it is.
func (l *Lexicon) With(folder fs.FS) (*Lexicon, []Fault) {
	b := &builder{l: l.clone(), own: true, shipped: len(l.names)}
	seen := sha256.New()
	faults := b.folder(folder, func(name string, text []byte) {
		fmt.Fprintf(seen, "%q %d\n", name, len(text))
		_, _ = seen.Write(text) // a hash never fails
		b.l.own = hex.EncodeToString(seen.Sum(nil)[:12])
	})
	return b.finish(), faults
}

// Own identifies the files of the profile that the words come from, "" without any.
func (l *Lexicon) Own() string { return l.own }

// OwnWord is a phrase of a profile's file, as it stands there.
type OwnWord struct {
	File   string
	Place  Place
	Class  Class
	Phrase string
}

// OwnWords lists the phrases of the profile that are in use.
func (l *Lexicon) OwnWords() []OwnWord { return slices.Clone(l.ownWords) }

func (l *Lexicon) clone() *Lexicon {
	c := *l
	c.names, c.nodes, c.entries, c.trade = slices.Clone(l.names), slices.Clone(l.nodes), slices.Clone(l.entries), slices.Clone(l.trade)
	c.ownWords = slices.Clone(l.ownWords)
	c.pairs = nil
	c.endings = make([]map[string]bool, len(l.endings))
	for i, e := range l.endings {
		c.endings[i] = map[string]bool{}
		for ending := range e {
			c.endings[i][ending] = true
		}
	}
	return &c
}

// Hard reports whether a word of the class keeps a statement from being good, or counts
// something bad. A profile's words never soften one.
func (c Class) Hard() bool {
	switch c {
	case Failed, Missed, Warning, Negation, Downgrade, Exception, LeftOut, Running, Other, Mood, BadNoun, WarnNoun, Trouble,
		Without, Started, Last, LastStatus, BadCount, WarnCount, OffCount:
		return true
	}
	return false
}

// goodish are the classes that make a success of a statement, or take from a bad word that
// it is one.
func (c Class) goodish() bool {
	switch c {
	case Good, Ran, ErrorFree, Without, GoodCount:
		return true
	}
	return false
}

// contradicts says why a phrase of a profile is not taken, "" where it is.
func (f *file) contradicts(words []string, place Place, c Class) string {
	l := f.b.l
	shipped := f.lang < f.b.shipped
	if shipped && (c == Without || c == ErrorFree || c == Negation) {
		return fmt.Sprintf("Words of the class %s take away what other words say; those of this language come with the program.", c)
	}
	bare := make([]string, len(words))
	for i, w := range words {
		bare[i] = strings.TrimRight(w, "*~")
		if bare[i] != w && c.goodish() {
			return fmt.Sprintf("A word of the class %s is written out: %q would take in words that nobody has seen.", c, w)
		}
		if mixed(bare[i]) && !c.Hard() {
			return fmt.Sprintf("%q mixes letters of two scripts, and only looks like another word.", w)
		}
	}
	if c == Failed || c == Missed || c == Warning || c == BadCount || c == WarnCount || c == OffCount {
		return f.softer(bare, place, c)
	}
	for i, w := range words {
		if w != bare[i] {
			if other, class := l.below(w[:len(bare[i])]); class != None {
				return fmt.Sprintf("%q would take in %q, which is %s.", w, other, class)
			}
		}
		for p := range places {
			if m := l.At(bare[i:], p, l.All()); m.Class.Hard() && !f.allowed(c, m.Class) && (m.Words < len(words) || m.rank <= rank[p][place]) {
				return known(bare[i:i+m.Words], m.Class, len(bare))
			}
		}
		if k := l.Compound(bare[i], l.All()); k.Hard() {
			return known(bare[i:i+1], k, len(bare))
		}
		if strings.ContainsFunc(bare[i], Dense) {
			for _, piece := range l.Cut(bare[i], place, l.All()) {
				if piece.Class.Hard() {
					return known([]string{piece.Text}, piece.Class, 2)
				}
			}
		}
	}
	return f.softer(bare, place, c)
}

// allowed reports whether a phrase of a class may hold a word of a hard one: a label is
// allowed to say that its value is about the last or the next run.
func (f *file) allowed(c, hard Class) bool {
	return c == hard || c.Role() && !c.goodish() && (hard == Last || hard == Mood || hard == Started)
}

// softer says why a phrase may not have a class: it has another one, which is not less
// grave.
func (f *file) softer(words []string, place Place, c Class) string {
	langs := Languages(1)<<f.lang | f.b.l.any
	for p := range places {
		m := f.b.l.At(words, p, langs)
		if m.Words != len(words) || m.Class == c || m.rank > rank[p][place] {
			continue
		}
		graver := (c == Failed || c == Missed || c == Warning) && !m.Class.Role() && c < m.Class
		prose := m.Class == Prose && !c.goodish() // it only proved nothing
		if !graver && !prose {
			return known(words, m.Class, len(words))
		}
	}
	return ""
}

func known(words []string, c Class, of int) string {
	phrase := strings.Join(words, " ")
	if len(words) < of {
		return fmt.Sprintf("The phrase holds %q, which is %s already; only a graver class is possible.", phrase, c)
	}
	return fmt.Sprintf("%q is %s already; only a graver class is possible.", phrase, c)
}

// below finds a phrase of a hard class that begins with a text.
func (l *Lexicon) below(begin string) (string, Class) {
	at := int32(0)
	for i := 0; i < len(begin); i++ {
		if at = l.step(at, begin[i]); at == 0 {
			return "", None
		}
	}
	text := []byte(begin)
	var walk func(at int32) Class
	walk = func(at int32) Class {
		for e := l.nodes[at].entry; e != 0; e = l.entries[e].next {
			if c := l.entries[e].class; c.Hard() {
				return c
			}
		}
		for c := l.nodes[at].child; c != 0; c = l.nodes[c].next {
			text = append(text, l.nodes[c].letter)
			if class := walk(c); class != None {
				return class
			}
			text = text[:len(text)-1]
		}
		return None
	}
	class := walk(at)
	return string(bytes.Trim(text, "\x01\x02")), class
}

// mixed reports whether a word has letters of more than one of the scripts whose letters
// look alike.
func mixed(word string) bool {
	scripts := 0
	for _, table := range []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek} {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(table, r) }) {
			scripts++
		}
	}
	return scripts > 1
}

// Faults returns what is wrong with the text of one file of a profile, beside the words
// of l.
func (l *Lexicon) Faults(name string, text []byte) []Fault {
	b := &builder{l: l.clone(), own: true, shipped: len(l.names)}
	return b.file(name, text)
}

// read reads a file, a little more than is possible at most.
func read(files fs.FS, name string) (text []byte, err error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}
