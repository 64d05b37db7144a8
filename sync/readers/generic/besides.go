package generic

import (
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// besides are what a sentence beside the result may say that takes a success back, in the
// words that are neutral each: no verdict of its own, and no word for trouble.
var besides = []struct {
	says func(*collector, string) bool
	why  grammar.Reason
}{
	{(*collector).leftOver, grammar.ByShare},
	{(*collector).endOfStock, grammar.InTrouble},
	{(*collector).noRoom, grammar.InTrouble},
	{(*collector).newestIsOld, grammar.Past},
	{(*collector).noneMoved, grammar.ByCount},
}

// besidesResult notes the sentences of a mail that say one of them.
func (c *collector) besidesResult() {
	items := c.facts.Items[:min(len(c.facts.Items), maxStructure)]
	for i := range items {
		x := &items[i]
		if x.Quoted || x.Logged || x.Table != nil || len(x.Text) > 400 {
			continue
		}
		for part := range sentences(x.Text) {
			for _, b := range besides {
				if b.says(c, part) {
					c.note(domain.Unknown, b.why, strings.TrimSpace(part), x.Where)
				}
			}
		}
	}
}

var sentenceEnd = regexp.MustCompile(`[.;!?]\s|[。！？；]`)

// sentences yields the sentences of a text.
func sentences(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for text != "" {
			part := text
			if cut := sentenceEnd.FindStringIndex(text); cut != nil {
				part, text = text[:cut[0]], text[cut[1]:]
			} else {
				text = ""
			}
			if !yield(part) {
				return
			}
		}
	}
}

// rooms and ends find the words for a place and for an end: few lines hold one.
var (
	rooms = sync.OnceValue(func() *gate { return gateOf(listed("space_words")) })
	ends  = sync.OnceValue(func() *gate { return gateOf(listed("ended_words")) })
)

func listed(name string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(lexicon.Shipped().List(name))), func(w string) bool { return len(w) < 2 })
}

// noRoom reports whether a sentence says that nothing is free of a place: "there is no free
// space left on the target".
func (c *collector) noRoom(sentence string) bool {
	if strings.ContainsAny(sentence, "123456789") || !rooms().inLine(sentence) {
		return false
	}
	no, free, room := false, false, false
	tokens := c.r.Tokens(sentence, lexicon.Sentence)
	for _, t := range tokens {
		switch t.Class {
		case lexicon.Negation, lexicon.Without:
			no = true
		case lexicon.BadNoun, lexicon.WarnNoun, lexicon.Trouble:
			return false // "no warnings about free space"
		}
		for word := range strings.FieldsSeq(lexicon.Fold(t.Text)) {
			free = free || freeWords(word)
			room = room || spaceWords(word)
		}
	}
	return no && room && (free || len(tokens) <= 5) // "there is no space"
}

// newestIsOld reports whether a sentence says that the newest of what is kept is older than a
// run may be: "the newest version is from 3 October" in a mail of November.
func (c *collector) newestIsOld(sentence string) bool {
	if !hasDigits(sentence) || !c.longPast(sentence) {
		return false
	}
	words := strings.FieldsFunc(lexicon.Fold(sentence), notLetterOrHyphen)
	return has(words, newestWords) && has(words, keptThings)
}

var movedWords = lexicon.Listed("moved")

// noneMoved reports whether a sentence says that no file went where a backup puts them: "we
// uploaded 0 new files".
func (c *collector) noneMoved(sentence string) bool {
	if !strings.Contains(sentence, "0") {
		return false
	}
	none, since, moved := false, -1, false
	for _, t := range c.r.Tokens(sentence, lexicon.Sentence) {
		if t.Kind == grammar.Number {
			since = -1
			if t.Counted && t.Count == 0 && !t.Unit && !t.Percent {
				since = 0
			}
			continue
		}
		for word := range strings.FieldsSeq(lexicon.Fold(t.Text)) {
			none = none || since >= 0 && since < 3 && volumes(word)
			moved = moved || movedWords(word)
		}
		if since >= 0 {
			since++
		}
	}
	return none && moved
}
