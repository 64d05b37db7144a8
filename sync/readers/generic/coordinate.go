package generic

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// joints part the halves of a sentence: a comma, an "and".
var joints = regexp.MustCompile(`,? +(and|und|en|et|y|e|og|och|ja|és|și|ve|oraz|i|a|και|и|і|та) +|, +`)

// ands are those words for "and" that mean something else in other languages, with their own:
// "a" is "has" in French, "en" is "in" in Spanish.
var ands = map[string]string{"en": "nl", "et": "fr", "y": "es", "e": "it pt", "ja": "fi", "i": "pl", "a": "cs", "та": "uk"}

// parted returns where a text is cut into halves.
func (c *collector) parted(text string) (cuts [][]int) {
	for _, at := range joints.FindAllStringSubmatchIndex(text, maxHalves) {
		if at[2] >= 0 {
			if codes := ands[text[at[2]:at[3]]]; codes != "" && !c.speaksOne(codes) {
				continue
			}
		}
		cuts = append(cuts, at)
	}
	return cuts
}

// speaksOne reports whether the mail is in one of the languages of these codes.
func (c *collector) speaksOne(codes string) bool {
	for code := range strings.FieldsSeq(codes) {
		if c.r.Langs.Has(c.r.Lexicon.Lang(code)) {
			return true
		}
	}
	return false
}

// maxHalves is how many halves a sentence has at most.
const maxHalves = 8

// coordinated judges a sentence by its halves where a word of one proves nothing beside the
// verdict of the other: "The copy was written to the NAS and is kept for 30 days" says no more
// than two sentences do. Nothing in it may reach over the joint, as a negation or a "should" does,
// and a half without a verdict begins with no subject of its own.
func (c *collector) coordinated(v grammar.Verdict, text string) (grammar.Verdict, bool) {
	if v.Reason != grammar.UnknownWord && !(v.Other && v.Status == domain.Success) || len(text) > 600 {
		return v, false
	}
	tokens := c.r.Last()
	for k := range tokens {
		switch t := &tokens[k]; t.Class {
		case lexicon.Negation, lexicon.Mood, lexicon.Downgrade, lexicon.Exception, lexicon.LeftOut, lexicon.Running, lexicon.Last,
			lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.Trouble, lexicon.Started:
			return v, false
		}
	}
	cuts := c.parted(text)
	if len(cuts) == 0 || len(cuts) == maxHalves {
		return v, false
	}
	var good grammar.Verdict
	from := 0
	for n := 0; n <= len(cuts); n++ {
		to := len(text)
		if n < len(cuts) {
			to = cuts[n][0]
		}
		half := strings.TrimSpace(text[from:to])
		w := c.r.Judge(half, lexicon.Sentence)
		switch {
		case w.Status == domain.Success && w.Other:
		case w.Status == domain.Success:
			if good.Status == 0 {
				good = w
			}
			if short := c.short(); short.Status != 0 {
				return v, false
			}
		case w.Status != 0 || w.Other || w.Reason == grammar.UnknownProse || n > 0 && !c.goesOn():
			return v, false
		}
		if n < len(cuts) {
			from = cuts[n][1]
		}
	}
	c.r.Tokens(text, lexicon.Sentence) // what comes next asks for them
	return good, good.Status != 0
}

// goesOn reports whether the half of a sentence that was judged last has no subject of its own.
func (c *collector) goesOn() bool {
	tokens := c.r.Last()
	if len(tokens) < 2 {
		return false
	}
	switch first := &tokens[0]; first.Class {
	case lexicon.Neutral, lexicon.Prose, lexicon.Preposition, lexicon.Ran, lexicon.Harmless, lexicon.Calendar:
		return first.Kind == grammar.Word
	}
	return false
}
