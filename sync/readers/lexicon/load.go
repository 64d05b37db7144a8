package lexicon

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// The bounds of a lexicon file. What is beyond them is a fault, so that a file of a
// profile cannot stop the program.
const (
	maxFile     = 1 << 20 // bytes
	maxPhrase   = 120     // bytes
	maxNotation = 600     // bytes of a phrase with its alternatives
	maxWords    = 12      // of a phrase
	maxForms    = 60      // that the alternatives of a phrase make
	maxPhrases  = 50_000  // of a file
	maxFaults   = 50      // of a file that are told
)

// Fault is one mistake in a lexicon file. What has none is loaded all the same.
type Fault struct {
	File         string
	Line, Column int // from 1; 0 where the fault has no place
	Reason       string
}

// String tells the fault with its place.
func (f Fault) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Reason
	}
	return fmt.Sprintf("%s, line %d, column %d: %s", f.File, f.Line, f.Column, f.Reason)
}

// Load reads every *.toml file in the root of a file system. What a profile adds is added
// by With.
func Load(folder fs.FS) (*Lexicon, []Fault) {
	b := newBuilder()
	faults := b.folder(folder, func(string, []byte) {})
	return b.finish(), faults
}

// folder adds the words of every file in the root of a file system; each is called with
// what was read.
func (b *builder) folder(folder fs.FS, each func(name string, text []byte)) (faults []Fault) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return []Fault{{File: ".", Reason: fmt.Sprintf("The folder of words cannot be read: %v.", err)}}
	}
	for _, e := range entries { // ReadDir sorts by name
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".toml") || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		text, err := read(folder, e.Name())
		if err != nil {
			faults = append(faults, Fault{File: e.Name(), Reason: fmt.Sprintf("The file cannot be read: %v.", err)})
			continue
		}
		each(e.Name(), text)
		faults = append(faults, b.file(e.Name(), text)...)
	}
	return faults
}

// file adds the words of one file and returns its faults.
type file struct {
	b       *builder
	name    string
	text    []byte
	lang    int // -1 until the file has told it
	phrases int
	faults  []Fault
}

func (b *builder) file(name string, text []byte) []Fault {
	f := &file{b: b, name: name, text: text, lang: -1}
	if len(text) > maxFile {
		f.fault(-1, fmt.Sprintf("The file is larger than %d bytes; no language needs so many words.", maxFile))
		return f.faults
	}
	if !utf8.Valid(text) {
		f.fault(-1, "The file is no text in UTF-8; save it as such.")
		return f.faults
	}
	f.read()
	return f.faults
}

func (f *file) fault(at int, reason string) {
	if len(f.faults) == maxFaults {
		return
	}
	x := Fault{File: f.name, Reason: reason}
	if at >= 0 {
		before := f.text[:min(at, len(f.text))]
		x.Line = 1 + strings.Count(string(before), "\n")
		x.Column = 1 + utf8.RuneCount(before[1+strings.LastIndexByte(string(before), '\n'):])
	}
	f.faults = append(f.faults, x)
}

func (f *file) read() {
	p := &unstable.Parser{}
	p.Reset(f.text)
	section, known := "", true
	for p.NextExpression() {
		x := p.Expression()
		switch x.Kind {
		case unstable.Table:
			key, at := f.key(x)
			section = key
			if _, known = placeNames[key]; !known && section != lists {
				f.fault(at, fmt.Sprintf("There is no section %q; write sentence, label, column, value, cell, date or report.", key))
			}
		case unstable.KeyValue:
			key, at := f.key(x)
			v := x.Value()
			if v.Kind != unstable.String {
				f.fault(at, fmt.Sprintf("%s takes a text in quotes, its phrases parted by |.", key))
				continue
			}
			from := f.offset(v)
			switch {
			case section == "":
				f.head(key, string(v.Data), at)
			case section == lists:
				f.list(key, string(v.Data), at)
			case !known:
			case f.lang < 0:
				f.fault(at, `The language must be told first, for example: language = "en".`)
				return
			default:
				f.class(placeNames[section], key, string(v.Data), at, from)
			}
		default:
			f.fault(-1, "Only sections and settings are possible here.")
		}
	}
	if err := p.Error(); err != nil {
		at := -1
		var pe *unstable.ParserError
		if errors.As(err, &pe) && len(pe.Highlight) > 0 {
			at = int(p.Range(pe.Highlight).Offset)
		}
		f.fault(at, fmt.Sprintf("The file is no TOML from here on: %v.", err))
	}
}

// key returns the name of a table or setting and its place in the text.
func (f *file) key(x *unstable.Node) (string, int) {
	var parts []string
	at := -1
	for k := x.Key(); k.Next(); {
		n := k.Node()
		if at < 0 {
			at = int(n.Raw.Offset)
		}
		parts = append(parts, string(n.Data))
	}
	return strings.Join(parts, "."), at
}

// offset is where the text of a string begins.
func (f *file) offset(v *unstable.Node) int {
	if v.Raw.Length == 0 {
		return -1
	}
	return int(v.Raw.Offset)
}

func (f *file) head(key, value string, at int) {
	if (key == "endings" || key == "compounds") && f.b.own && f.lang >= 0 && f.lang < f.b.shipped {
		f.fault(at, "How words of this language end and are written together comes with the program.")
		return
	}
	switch key {
	case "language":
		if value == "" || len(value) > 12 || strings.ContainsFunc(value, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') }) {
			f.fault(at, "The language is told by its code, for example en, pt or nb.")
			return
		}
		if f.lang = f.b.language(value); f.lang < 0 {
			f.fault(at, fmt.Sprintf("There are words of %d languages already; no more are possible.", maxLanguages))
		}
	case "endings":
		if f.lang < 0 {
			f.fault(at, `The language must be told first, for example: language = "fi".`)
			return
		}
		for _, e := range strings.Split(value, "|") {
			if e = Fold(strings.TrimSpace(e)); e != "" {
				f.b.l.endings[f.lang][e] = true
			}
		}
	case "compounds":
		if f.lang < 0 || value != "yes" {
			f.fault(at, `Behind the language, write compounds = "yes" or leave it out.`)
			return
		}
		f.b.l.compounds |= 1 << f.lang
	case "trade":
		for _, t := range strings.Split(value, "|") {
			if t = Fold(strings.TrimSpace(t)); utf8.RuneCountInString(t) >= 2 {
				f.b.l.trade = append(f.b.l.trade, t)
			} else {
				f.fault(at, "A word of the trade has at least two letters.")
			}
		}
	case "name": // for people
	default:
		f.fault(at, fmt.Sprintf("There is no setting %q here; words stand in a section.", key))
	}
}

// class adds the phrases of one class.
func (f *file) class(place Place, key, value string, at, from int) {
	c, ok := classNames[key]
	if !ok {
		f.fault(at, fmt.Sprintf("There is no class of words %q.", key))
		return
	}
	switch {
	case c.fits(place):
	case c.Role():
		f.fault(at, fmt.Sprintf("%s is a role of labels and columns; it belongs into the section label or column.", key))
		return
	default:
		f.fault(at, fmt.Sprintf("%s does not belong into this section.", key))
		return
	}
	for offset := 0; offset <= len(value); {
		end := strings.IndexByte(value[offset:], '|')
		if end < 0 {
			end = len(value) - offset
		}
		raw := value[offset : offset+end]
		begin := offset
		phrase := strings.Join(strings.Fields(raw), " ")
		offset += end + 1
		if phrase == "" {
			if strings.TrimSpace(value) != "" {
				f.fault(at, "A phrase is empty; take out one of the |.")
			}
			continue
		}
		if f.phrases++; f.phrases > maxPhrases {
			f.fault(at, fmt.Sprintf("The file has more than %d phrases.", maxPhrases))
			return
		}
		if reason := f.phrase(place, c, phrase); reason != "" {
			f.fault(f.place(at, from, begin, strings.TrimSpace(raw)), reason)
		}
	}
}

// place finds a phrase in the text: at so many bytes behind the beginning of its
// value, or later where escapes made the value shorter than its source.
func (f *file) place(at, from, begin int, phrase string) int {
	if from < 0 {
		return at
	}
	from = min(from+begin, len(f.text))
	if i := bytes.Index(f.text[from:], []byte(phrase)); i >= 0 {
		return from + i
	}
	return at
}

// phrase adds one phrase in all of its forms, or says why not.
func (f *file) phrase(place Place, c Class, phrase string) string {
	if len(phrase) > maxNotation {
		return fmt.Sprintf("The phrase with its alternatives is longer than %d bytes.", maxNotation)
	}
	forms, reason := alternatives(phrase)
	if reason != "" {
		return reason
	}
	for _, form := range forms {
		if len(form) > maxPhrase {
			return fmt.Sprintf("The phrase is longer than %d bytes.", maxPhrase)
		}
		words := strings.Fields(Fold(form))
		if len(words) == 0 || len(words) > maxWords {
			return fmt.Sprintf("A phrase has 1 to %d words.", maxWords)
		}
		for _, w := range words {
			body := strings.TrimRight(w, "*~")
			switch {
			case len(w)-len(body) > 1 || strings.ContainsAny(body, "*~"):
				return fmt.Sprintf("In %q a * or ~ stands once, at the end of a word.", w)
			case w != body && utf8.RuneCountInString(body) < 2:
				return fmt.Sprintf("The stem %q is so short that it would match nearly everything.", w)
			case strings.ContainsFunc(body, unicode.IsControl):
				return "A phrase has no control characters."
			case strings.HasSuffix(w, "~") && len(f.b.l.endings[f.lang]) == 0:
				return fmt.Sprintf("%q takes the endings of its language, and the file tells none: endings = \"...\".", w)
			}
		}
		ways := [][]string{words}
		if parts := elided(words); len(parts) > len(words) {
			ways = append(ways, parts)
		}
		for _, way := range ways {
			reason := f.put(way, place, c)
			if reason == "" && c >= January && c <= Sunday { // in a sentence it is a word that says nothing of the run
				reason = f.put(way, Sentence, Calendar)
			}
			if reason != "" {
				return reason
			}
		}
	}
	if f.b.own {
		f.b.l.ownWords = append(f.b.l.ownWords, OwnWord{f.name, place, c, phrase})
	}
	return ""
}

// put adds one form of a phrase, or says why a profile may not have it.
func (f *file) put(words []string, place Place, c Class) string {
	if f.b.own {
		if reason := f.contradicts(words, place, c); reason != "" {
			return reason
		}
	}
	f.b.add(words, place, c, f.lang)
	return ""
}

// elided parts words at their apostrophes, as a reader of clauses does with those that no
// phrase begins with: "par l'opérateur" stands behind other words, too.
func elided(words []string) []string {
	if !slices.ContainsFunc(words, func(w string) bool { return strings.IndexByte(w, '\'') > 0 }) {
		return words
	}
	var out []string
	for _, w := range words {
		if left, right, ok := strings.Cut(w, "'"); ok && left != "" && right != "" {
			out = append(out, left, right)
		} else {
			out = append(out, w)
		}
	}
	return out
}

// alternatives writes out "complet(ed,es)" and the like.
func alternatives(phrase string) ([]string, string) {
	open := strings.IndexByte(phrase, '(')
	if open < 0 {
		if strings.IndexByte(phrase, ')') >= 0 {
			return nil, "A ) stands here without its (."
		}
		return []string{phrase}, ""
	}
	length := strings.IndexByte(phrase[open:], ')')
	if length < 0 || strings.IndexByte(phrase[open+1:open+length], '(') >= 0 {
		return nil, "A ( stands here without its )."
	}
	rest, reason := alternatives(phrase[open+length+1:])
	if reason != "" {
		return nil, reason
	}
	var out []string
	for _, a := range strings.Split(phrase[open+1:open+length], ",") {
		for _, r := range rest {
			out = append(out, phrase[:open]+strings.TrimSpace(a)+r)
		}
	}
	if len(out) > maxForms {
		return nil, fmt.Sprintf("The alternatives make more than %d phrases.", maxForms)
	}
	return out, ""
}

// builder makes the trie.
type builder struct {
	l *Lexicon
	// own is true for the files of a profile, which may not contradict the languages that
	// were there before: so many.
	own     bool
	shipped int
}

// As many letters and entries as the files of the program have: growing copies them all.
const (
	usualNodes   = 300_000
	usualEntries = 1 << 16
)

func newBuilder() *builder {
	nodes, entries := make([]node, 1, usualNodes), make([]entry, 1, usualEntries)
	return &builder{l: &Lexicon{nodes: nodes, entries: entries, lists: map[string]map[string]bool{}}}
}

func (b *builder) language(code string) int {
	if i := slices.Index(b.l.names, code); i >= 0 {
		return i
	}
	if len(b.l.names) == maxLanguages {
		return -1
	}
	b.l.names = append(b.l.names, code)
	b.l.endings = append(b.l.endings, map[string]bool{})
	return len(b.l.names) - 1
}

func (b *builder) child(at int32, letter byte) int32 {
	if c := b.l.step(at, letter); c != 0 {
		return c
	}
	c := int32(len(b.l.nodes))
	n := node{letter: letter}
	if at == 0 {
		b.l.first[letter] = c
	} else {
		n.next = b.l.nodes[at].child
		b.l.nodes[at].child = c
	}
	b.l.nodes = append(b.l.nodes, n)
	return c
}

// add puts a phrase of folded words into the trie.
func (b *builder) add(words []string, place Place, c Class, lang int) {
	at, length := int32(0), 0
	last := whole
	dense := false
	for i, w := range words {
		body := strings.TrimRight(w, "*~")
		for j := 0; j < len(body); j++ {
			at = b.child(at, body[j])
		}
		length += len(body) + 1
		dense = dense || strings.ContainsFunc(body, Dense)
		how := whole
		switch {
		case strings.HasSuffix(w, "*"):
			how = stem
		case strings.HasSuffix(w, "~"):
			how = ending
		}
		if how != whole {
			b.l.nodes[at].open = true
		}
		if i+1 == len(words) {
			last = how
			break
		}
		switch how {
		case stem:
			at = b.child(at, anyRest)
		case ending:
			at = b.child(at, endingRest)
		}
		at = b.child(at, ' ')
	}
	if dense {
		b.l.longest = max(b.l.longest, length)
	}
	bit := Languages(1) << lang
	for e := b.l.nodes[at].entry; e != 0; e = b.l.entries[e].next {
		x := &b.l.entries[e]
		if x.place != place || x.end != last {
			continue
		}
		if x.class == c {
			x.langs |= bit
		} else if b.own {
			x.langs &^= bit
		}
	}
	for e := b.l.nodes[at].entry; e != 0; e = b.l.entries[e].next {
		if x := &b.l.entries[e]; x.place == place && x.end == last && x.class == c {
			return
		}
	}
	b.l.entries = append(b.l.entries, entry{class: c, place: place, end: last, langs: bit, next: b.l.nodes[at].entry})
	b.l.nodes[at].entry = int32(len(b.l.entries) - 1)
}

func (b *builder) finish() *Lexicon {
	b.l.any = b.l.Lang("en") | b.l.Lang("any")
	b.l.arrange()
	b.l.entries = slices.Clip(b.l.entries)
	return b.l
}

// arrange puts the children of each node beside each other, in the order that they have:
// looking for one of them goes through memory in its order.
func (l *Lexicon) arrange() {
	out := make([]node, 1, len(l.nodes))
	move := func(c int32) (moved int32) { // with its siblings
		for ; c != 0; c = l.nodes[c].next {
			n := l.nodes[c]
			if n.next != 0 {
				n.next = int32(len(out)) + 1
			}
			if moved == 0 {
				moved = int32(len(out))
			}
			out = append(out, n)
		}
		return moved
	}
	for letter, c := range l.first {
		l.first[letter] = move(c)
	}
	for at := 1; at < len(out); at++ {
		out[at].child = move(out[at].child)
	}
	l.nodes = out
	l.pairs = new([1 << 16]int32)
	for letter, at := range l.first {
		if at == 0 {
			continue
		}
		for c := l.nodes[at].child; c != 0; c = l.nodes[c].next {
			l.pairs[letter<<8|int(l.nodes[c].letter)] = c
		}
	}
}
