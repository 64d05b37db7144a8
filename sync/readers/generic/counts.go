package generic

import (
	"math"
	"regexp"
	"slices"
	"strconv"
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
	// thing is what a sentence counts, or what need not all be processed; key is the label.
	thing, key string
}

// comparable reports whether both count the same: labels do that count no files and the like;
// a sentence has the word of the label, and files are held against those that were planned.
func (g *count) comparable(all *count) bool {
	if first, ok := strings.CutPrefix(all.thing, "first "); ok {
		return strings.HasPrefix(g.key, first+" ")
	}
	if g.key != "" || all.thing != "" {
		return g.thing == all.thing
	}
	return slices.Contains(strings.Fields(all.key), g.thing)
}

// toDo matches the end of a label for what a run has to process.
var toDo = regexp.MustCompile(`(?i) to (?:be )?(?:back ?up|backed up|copy|copied|save|saved|process|transfer|upload)$`)

// note keeps a label that counts machines, jobs or runs, whatever they are called; files
// and bytes are no such things, for a run need not touch all of them.
func (c *collector) counts(role lexicon.Class, key, value, where string) {
	n, rest, ok := leading(value)
	if !ok || rest != "" || n != math.Trunc(n) || n > 100_000 || len(key) > 60 || len(c.compared) >= maxCounts {
		return
	}
	tokens := c.r.Tokens(key, lexicon.Sentence)
	if role == lexicon.None || role == lexicon.Status || role == lexicon.GoodCount && !c.ofRuns(tokens) {
		c.tally.strange = true
	}
	good, nouns, first := role == lexicon.GoodCount, len(tokens) > 0, ""
	if len(tokens) > 0 && (tokens[0].Class == lexicon.Noun || tokens[0].Class == lexicon.Named) {
		first = lexicon.Lower(tokens[0].Text)
	}
	thing, planned := "", false
	for k := range tokens {
		t := &tokens[k]
		if word := lexicon.Lower(t.Text); fine(word) {
			thing = word
			continue
		}
		switch t.Class {
		case lexicon.Good, lexicon.Ran:
			good = true
		case lexicon.Noun, lexicon.Named, lexicon.Neutral, lexicon.Preposition:
		case lexicon.Mood:
			role, planned = lexicon.Next, true
		default:
			nouns = false
		}
	}
	if thing != "" {
		if planned = planned || toDo.MatchString(key); good != planned { // "Files to back up: 120", "Files backed up: 70"
			c.compared = append(c.compared, count{key + ": " + value, where, n, good, thing, lexicon.Fold(key)})
		}
		return
	}
	switch role {
	case lexicon.GoodCount, lexicon.Total, lexicon.Next, lexicon.Machine, lexicon.Job, lexicon.Object:
	case lexicon.End, lexicon.Status, lexicon.Volume:
		if !good && role != lexicon.Volume {
			return
		}
	case lexicon.None:
		if !good && !nouns {
			if first != "" { // "Servers known: 9": only beside "Servers protected: 8"
				c.compared = append(c.compared, count{key + ": " + value, where, n, false, "first " + first, first})
			}
			return
		}
	default:
		return
	}
	c.compared = append(c.compared, count{key + ": " + value, where, n, good, "", lexicon.Fold(key)})
}

// ofRuns reports whether a label that counts what went well counts runs or what they are of:
// "Successful", "Machines backed up", and not "Successful restores".
func (c *collector) ofRuns(tokens []grammar.Token) bool {
	for k := range tokens {
		t := &tokens[k]
		switch t.Class {
		case lexicon.Good, lexicon.Ran, lexicon.Neutral, lexicon.Preposition, lexicon.Period:
		case lexicon.Noun, lexicon.Named:
			if word := lexicon.Fold(t.Text); !t.Period && !hosts(word) && !c.trade.in(word) {
				return false
			}
		default:
			return t.Kind == grammar.Mark
		}
	}
	return true
}

// compare notes where fewer went well than there are: "Agents: 8", "Protected: 7".
func (c *collector) compare() {
	for i := range c.compared {
		g := &c.compared[i]
		if !g.good {
			continue
		}
		for k := range c.compared {
			if all := &c.compared[k]; !all.good && all.n > g.n && g.comparable(all) {
				c.note(domain.Unknown, grammar.ByShare, g.words+", "+all.words, g.where)
				return
			}
		}
	}
}

// short returns what the clause that was judged last counts beside those that went well,
// where these are not all: "12 jobs, 11 successful", "4 ok, 1 other", "SRV5: -".
func (c *collector) short() grammar.Verdict {
	tokens := c.r.Last()
	good, things, other := -1.0, 0.0, ""
	for k := range tokens {
		t := &tokens[k]
		if t.Kind == grammar.Mark && t.Text == ":" && k > 0 && k+1 < len(tokens) && tokens[k-1].Kind == grammar.Name &&
			tokens[k+1].Kind == grammar.Mark && tokens[k+1].Text == "-" {
			return grammar.Verdict{Status: domain.Unknown, Reason: grammar.OddMark, Words: tokens[k-1].Text + ": -"}
		}
		if t.Kind != grammar.Number || !t.Counted || t.Unit || t.Percent || t.Count > 100_000 {
			continue
		}
		next := k + 1
		if next < len(tokens) && tokens[next].Class == lexicon.Period {
			next++
		}
		if next >= len(tokens) {
			continue
		}
		n := &tokens[next]
		last := next+1 >= len(tokens) || tokens[next+1].Kind == grammar.Mark
		switch {
		case n.Class == lexicon.Good:
			good = max(good, t.Count)
		case n.Kind != grammar.Word || fine(lexicon.Lower(n.Text)):
		case n.Class == lexicon.Noun, n.Class == lexicon.Named:
			things = max(things, t.Count)
		case (n.Class == lexicon.Neutral || n.Class == lexicon.None) && last && t.Count > 0 && other == "" && !t.Unit &&
			!c.r.Unit(n.Text):
			other = t.Text + " " + n.Text
		}
	}
	switch {
	case good < 0:
	case things > good:
		words := strconv.FormatFloat(good, 'f', -1, 64) + " < " + strconv.FormatFloat(things, 'f', -1, 64)
		return grammar.Verdict{Status: domain.Warning, Reason: grammar.ByShare, Words: words}
	case other != "":
		return grammar.Verdict{Status: domain.Unknown, Reason: grammar.ByShare, Words: other}
	}
	return grammar.Verdict{}
}

// fine reports whether a word is for what a run need not process all of.
func fine(word string) bool {
	switch word {
	case "vms", "databases", "mailboxes":
		return false
	}
	return parts(word) || volumes(word)
}

var parts = lexicon.Listed("parts_of_a_run")

// truth reads a label that is a verdict, with yes or no behind it: "Successful: false",
// "Failed: true". It returns false for any other.
func (c *collector) truth(key, value, where string) bool {
	value = lexicon.Fold(strings.Trim(value, " .!()[]"))
	yes := lexicon.Affirms(value)
	if !yes && !lexicon.Denies(value) || len(key) > 60 {
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
