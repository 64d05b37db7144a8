package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/sync/readers/lexicon"
)

// articles stand before a noun, alone or with an adjective between: what follows names a
// thing, whatever it is called. Words that are articles in one language and bend a
// statement in another are none here.
var articles = lexicon.Listed("articles")

// places are prepositions behind which a name may stand that is written with a capital.
var places = lexicon.Listed("places")

// belonging are prepositions behind which the owner or the content of a noun stands, in
// languages that put no article there: "serveur de production", "databas för lager".
var belonging = lexicon.Listed("belonging")

// genitives are articles that say of what a noun is without a preposition: "Sicherung der
// Buchhaltung", "copia del taller".
var genitives = lexicon.Listed("genitives")

// argument reports whether an unknown word names what a noun is about, as the bookkeeping
// does in "Backup of the bookkeeping completed": it stands behind that noun and a
// preposition of belonging, an article or both. An unknown word elsewhere may be an adverb
// or a predicate, and one before a noun says of what kind that is: "the botched backup".
func (c *clause) argument(i int) bool {
	t := c.t(i)
	if t.Kind != Word || i < 2 || t.Apart || utf8.RuneCountInString(t.Text) < 3 {
		return false
	}
	if i+1 < len(c.at) && !c.t(i+1).Apart && (c.t(i+1).Class == lexicon.Noun || c.t(i+1).Kind == Name || c.t(i+1).Class == lexicon.None ||
		c.t(i+1).Class == lexicon.Named && adjective(t, c.t(i+1))) {
		return false
	}
	j := i - 2 // of the noun
	switch b := c.t(i - 1); {
	case b.Apart:
		return false
	case belonging(b.word):
	case articles(b.word) && j > 0 && belonging(c.t(j).word) && !c.t(j).Apart:
		j--
	case !genitives(b.word):
		return false
	}
	if attribute(t.word) {
		return false
	}
	owned := c.t(j)
	return owned.Class == lexicon.Noun || owned.Class == lexicon.Named
}

var (
	approximations  = lexicon.Listed("approximations")
	timeUnits       = lexicon.Listed("time_units")
	possessedBackup = lexicon.Listed("possessed_backup")
)

// roughly reports whether a time or a size follows a word, as in "nearly two hours": it makes a
// number a rough one and takes nothing back.
func (c *clause) roughly(i int) bool {
	if i+1 >= len(c.at) || c.t(i+1).Apart {
		return false
	}
	n := c.t(i + 1)
	if _, ok := numerals[n.word]; !ok && n.Kind != Number || n.Percent {
		return false
	}
	if n.Unit {
		return true
	}
	return i+2 < len(c.at) && !c.t(i+2).Apart && (timeUnits(c.t(i+2).word) || units[c.t(i+2).word])
}

// owner reports whether an unknown word names what a backup is of in languages that put it
// before the noun: "在庫システム", "A raktárprogram mentése", "Stok programının yedeği".
func (c *clause) owner(i int, after *Token) bool {
	t := c.t(i)
	if t.Kind != Word || after == nil || after.Apart {
		return false
	}
	if strings.ContainsFunc(t.Text, lexicon.Dense) {
		return after.Class == lexicon.Named && thing(t.Text)
	}
	if !possessedBackup(after.word) || utf8.RuneCountInString(t.Text) < 4 || attribute(t.word) {
		return false
	}
	if after.word[0] == 'y' { // of Turkish: the word before has the ending of an owner
		return strings.HasSuffix(t.word, "in") || strings.HasSuffix(t.word, "un") || strings.HasSuffix(t.word, "ün")
	}
	return i > 0 && !t.Apart && (c.t(i-1).word == "a" || c.t(i-1).word == "az")
}

// thing reports whether a run of a script without blanks has the form of a noun: characters or
// syllables without the ending of a verb or an adjective.
func thing(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hiragana, r) }) &&
		!strings.ContainsRune("은는한된인던할될의 的了过", last)
}

// proper reports whether an unknown word with a capital is a part of a name, in languages that
// write no other noun with one: it stands behind an article and before a noun, as in "your Home
// Assistant backup", or belongs to several such words behind a preposition or a noun, as in
// "back-up Bakkerij De Molen".
func (c *clause) proper(i int) bool {
	if c.r.Langs.Has(c.r.Lexicon.Lang("de")) {
		return false
	}
	from, to, unknown := i, i, 0
	for from > 0 && !c.t(from).Apart && capitalised(c.t(from-1)) {
		from--
	}
	for to+1 < len(c.at) && !c.t(to+1).Apart && capitalised(c.t(to+1)) {
		to++
	}
	for k := from; k <= to; k++ {
		if c.t(k).Class == lexicon.None {
			unknown++
		}
	}
	ended := to+1 == len(c.at) || c.t(to+1).Apart
	if from > 0 && from < i && !ended && !c.t(from).Apart && c.t(from-1).Class == lexicon.Preposition {
		return true // "de Farmacia Ruiz completada"
	}
	for from < i && c.t(from).Class != lexicon.None { // "Backup Farmacia Ruiz"
		from++
	}
	if from == 0 || c.t(from).Apart {
		return false
	}
	before := c.t(from - 1)
	switch {
	case before.Class == lexicon.Preposition || belonging(before.word) || places(before.word):
		return unknown > 1 || !ended
	case articles(before.word):
		return !ended && (c.t(to+1).Class == lexicon.Noun || c.t(to+1).Class == lexicon.Named)
	case before.Class == lexicon.Noun || before.Class == lexicon.Named:
		return unknown > 1 && !ended
	}
	return false
}

// capitalised reports whether a token is a word with a capital that bends nothing.
func capitalised(t *Token) bool {
	first, _ := utf8.DecodeRuneInString(t.Text)
	if !unicode.IsUpper(first) {
		return false
	}
	switch t.Class {
	case lexicon.None, lexicon.Noun, lexicon.Named, lexicon.Neutral, lexicon.Prose, lexicon.Calendar, lexicon.Preposition:
		return t.Kind == Word || t.Kind == Name
	}
	return false
}

// attribute reports whether a word has the ending of a participle or an adjective, in
// languages that share it: "unplugged", "reachable". Such a word tells of what kind a thing
// is, and may take back what is said of it.
func attribute(word string) bool {
	n := utf8.RuneCountInString(word)
	return n > 5 && strings.HasSuffix(word, "ed") || n > 6 && (strings.HasSuffix(word, "able") || strings.HasSuffix(word, "ible")) ||
		n > 6 && strings.HasSuffix(word, "less")
}

// adjective reports whether an unknown word before the noun that follows it says of what kind
// that is: it has the ending of an attribute, or stands in small letters before a noun that
// is written with a capital, as German does.
func adjective(t, noun *Token) bool {
	first, _ := utf8.DecodeRuneInString(t.Text)
	capital, _ := utf8.DecodeRuneInString(noun.Text)
	return attribute(t.word) || unicode.IsLower(first) && unicode.IsUpper(capital)
}
