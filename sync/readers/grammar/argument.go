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
var articles = wordSet(`the your our my its der die das den dem des ein eine einen einem einer eines ihr ihre ihren ihrem ihrer ihres
	unser unsere unseren unserem unserer unseres mein meine meiner zum zur ins ans aufs vom
	de het een uw jouw ons onze mijn la le les un une du des au aux votre vos notre nos mon ma mes
	el los las una del al su sus tu tus nuestro nuestra nuestros nuestras
	il lo gli i dei degli delle della dello dell nel nella nello nei negli nelle sul sulla sullo sui sulle al allo alla ai agli alle dal dalla
	um uma do da dos das nas ao aos à às seu sua seus suas nosso nossa ett den det din dit`)

// places are prepositions behind which a name may stand that is written with a capital.
var places = wordSet(`to at in from naar bij op uit te à chez vers en a em para desde hacia w we na do z ze v ve u k ke
	în la din i på till til fra från hos su da в на из у до зі із`)

// joining are words behind which another noun of the same kind, or the subject of a clause, stands.
var joining = wordSet(`and or plus und oder sowie en et ou y o e och og ja a i oraz și и та is was are were has have wurde wurden
	ist sind hat haben werd werden zijn a ont est sont été ha han fue fueron è sono stato stata stati state on onto to into
	auf nach aus für von in naar van op voor uit sur dans vers de pour en para desde su da per em`)

// belonging are prepositions behind which the owner or the content of a noun stands, in
// languages that put no article there: "serveur de production", "databas för lager".
var belonging = wordSet(`of de d di du del do da dos das av af för for van von pour para per dla pro для от od`)

// resting are prepositions of place of languages without articles.
var resting = wordSet(`na w we v ve в у на із`)

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// argument reports whether an unknown word names a thing that the statement speaks of, as
// the bookkeeping does in "Backup of the bookkeeping completed": it stands behind an
// article, at most one adjective between, and the article behind nothing that bends. An
// unknown word elsewhere may be an adverb or a predicate.
func (c *clause) argument(i int) bool {
	t := c.t(i)
	if t.Kind != Word || i == 0 || t.Apart || utf8.RuneCountInString(t.Text) < 3 || strings.ContainsFunc(t.Text, unicode.IsDigit) {
		return false
	}
	if i+1 < len(c.at) && !c.t(i+1).Apart && (c.t(i+1).Class == lexicon.Noun || c.t(i+1).Kind == Name) {
		return false // "the botched backup": it says of what kind the noun is
	}
	if b := c.t(i - 1); i > 1 && belonging[b.word] && !b.Apart {
		owned := c.t(i - 2)
		return owned.Class == lexicon.Noun || owned.Class == lexicon.Named || owned.Class == lexicon.None && c.argument(i-2)
	}
	if resting[c.t(i-1).word] && i > 1 && !c.t(i-1).Apart {
		return true
	}
	first, _ := utf8.DecodeRuneInString(t.Text)
	named := unicode.IsUpper(first)
	j := i - 1
	for steps := 0; steps < 2; steps++ {
		b := c.t(j)
		if articles[b.word] {
			return c.introduces(j)
		}
		adjective := b.Kind == Word && (b.Class == lexicon.Neutral || b.Period || named && (b.Class == lexicon.None || b.Class == lexicon.Prose))
		if !adjective || b.Apart || j == 0 {
			return false
		}
		j--
	}
	return false
}

// introduces reports whether the article at j begins a noun that stands where one may: at
// the beginning, behind a preposition of place or belonging, behind another noun or a verb.
func (c *clause) introduces(j int) bool {
	t := c.t(j)
	if j == 0 || t.Apart {
		return true
	}
	switch b := c.t(j - 1); b.Class {
	case lexicon.Preposition, lexicon.Noun, lexicon.Named, lexicon.Calendar:
		return true
	case lexicon.Neutral:
		return joining[b.word] || places[b.word] || articles[b.word]
	default:
		return b.Kind == Name || b.Kind == Number
	}
}
