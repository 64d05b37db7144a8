package generic

import (
	"slices"

	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// wentWell keeps the names of a clause that says that something went well, and how many of
// which things it counts.
func (c *collector) wentWell(text, where string) {
	tokens := c.r.Last()
	for k := range tokens {
		t := &tokens[k]
		switch {
		case t.Kind == grammar.Name && len(c.fine) < maxParallel:
			c.fine = append(c.fine, t.Text)
		case t.Kind == grammar.Number && t.Counted && !t.Unit && !t.Percent && t.Count > 0 && t.Count < 100_000 && k+1 < len(tokens) &&
			(tokens[k+1].Class == lexicon.Noun || tokens[k+1].Class == lexicon.Named) && len(c.compared) < maxCounts:
			if thing := lexicon.Lower(tokens[k+1].Text); !fine(thing) {
				c.compared = append(c.compared, count{words: text, where: where, n: t.Count, good: true, thing: thing})
			}
		}
	}
}

// leftOpen reports whether the clause that was judged last names one thing, of which no clause
// before said that it went well, and others were said to: "srv1 completed", "srv2 completed",
// "srv3 started".
func (c *collector) leftOpen() bool {
	name := ""
	for k := range c.r.Last() {
		switch t := &c.r.Last()[k]; {
		case t.Kind == grammar.Name && name == "":
			name = t.Text
		case t.Class == lexicon.Mood || t.Class == lexicon.Last:
			return false
		}
	}
	return name != "" && len(c.fine) > 1 && !slices.Contains(c.fine, name)
}
