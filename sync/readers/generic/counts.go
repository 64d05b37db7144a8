package generic

import (
	"math"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// maxCounts bounds the labels that are compared with each other.
const maxCounts = 200

// count is a label with a bare number that counts machines, jobs or runs.
type count struct {
	words, where string
	n            float64
	good         bool // of those that went well
}

// note keeps a label that counts machines, jobs or runs, whatever they are called; files
// and bytes are no such things, for a run need not touch all of them.
func (c *collector) counts(role lexicon.Class, key, value, where string) {
	n, rest, ok := leading(value)
	if !ok || rest != "" || n != math.Trunc(n) || n > 100_000 || len(key) > 60 || len(c.compared) >= maxCounts {
		return
	}
	tokens := c.r.Tokens(key, lexicon.Sentence)
	good, nouns := role == lexicon.GoodCount, len(tokens) > 0
	for k := range tokens {
		t := &tokens[k]
		if fine[lexicon.Lower(t.Text)] {
			return
		}
		switch t.Class {
		case lexicon.Good, lexicon.Ran:
			good = true
		case lexicon.Noun, lexicon.Named, lexicon.Neutral, lexicon.Preposition:
		case lexicon.Mood:
			role = lexicon.Next
		default:
			nouns = false
		}
	}
	switch role {
	case lexicon.GoodCount, lexicon.Total, lexicon.Next, lexicon.Machine, lexicon.Job, lexicon.Object:
	case lexicon.End, lexicon.Status, lexicon.Volume:
		if !good && role != lexicon.Volume {
			return
		}
	case lexicon.None:
		if !good && !nouns {
			return
		}
	default:
		return
	}
	c.compared = append(c.compared, count{key + ": " + value, where, n, good})
}

// compare notes where fewer went well than there are: "Agents: 8", "Protected: 7".
func (c *collector) compare() {
	for _, g := range c.compared {
		if !g.good {
			continue
		}
		for _, all := range c.compared {
			if !all.good && all.n > g.n {
				c.note(domain.Unknown, grammar.ByShare, g.words+", "+all.words, g.where)
				return
			}
		}
	}
}

// fine are the words for what a run need not process all of.
var fine = func() map[string]bool {
	out := setOf(
		"folder folders directory directories chunk chunks block blocks element elements part parts version versions ordner mappen " +
			"dossier dossiers carpetas cartelle pastas foldery složky kansiot mappák папки папок フォルダ 文件夹 " +
			"폴더 slot slots tape tapes id " +
			"retention days tage jours attempts retries year month week port",
	)
	for w := range volumes {
		out[w] = true
	}
	for _, w := range strings.Fields("vms databases mailboxes") {
		delete(out, w)
	}
	return out
}()

var (
	affirmations = setOf(
		"yes true ja oui sí si sim tak ano kyllä igen da evet ναι да так はい 是 예 네 wahr vrai vero verdadero " +
			"verdadeiro prawda pravda sant igaz",
	)
	denials = setOf(
		"no false nein non nee não nao nie ne nej nei ei nem nu hayır hayir όχι нет ні いいえ 否 아니오 아니요 " +
			"falsch faux falso fałsz nepravda hamis usann",
	)
)

// truth reads a label that is a verdict, with yes or no behind it: "Successful: false",
// "Failed: true". It returns false for any other.
func (c *collector) truth(key, value, where string) bool {
	value = lexicon.Fold(strings.Trim(value, " .!()[]"))
	yes := affirmations[value]
	if !yes && !denials[value] || len(key) > 60 {
		return false
	}
	v := c.judge(key)
	if v.Other || !v.Decided() {
		return false
	}
	switch {
	case v.Status == domain.Success && yes:
		c.add(v, where, true)
	case v.Status == domain.Success:
		c.note(domain.Failed, grammar.ByNegation, key+": "+value, where)
	case yes:
		c.note(v.Status, v.Reason, key+": "+value, where)
	}
	return true
}
