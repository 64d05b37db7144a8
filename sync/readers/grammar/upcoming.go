package grammar

import (
	"strings"

	"runchecks/sync/readers/lexicon"
)

// upcoming are the words for what comes next. Phrases of several classes begin with them.
var upcoming = lexicon.Listed("upcoming")

// tomorrows are words from which on something may be no more: "from tomorrow on there will be no
// backups".
var tomorrows = lexicon.Listed("from_tomorrow")

// conditions begin what may be: "if the next backup fails".
var conditions = lexicon.Listed("conditions")

// calledOff finds a clause that says of the next run, tape or copy that it will not come to
// be: "The next backup is cancelled". What may be is no verdict about this run, but a backup
// that has no next one is nothing that a success may stand beside.
func (c *clause) calledOff() (Verdict, bool) {
	at := -1
	for i := range c.at {
		t := c.t(i)
		if conditions(t.word) && t.Class == lexicon.Mood {
			return Verdict{}, false
		}
		if at < 0 {
			if upcoming(t.word) || tomorrows(t.word) {
				at = i
			}
			continue
		}
		switch {
		case t.Zero || t.Cont:
		case t.Class == lexicon.Negation && !c.used[i], t.Class == lexicon.Without && !c.used[i] && c.value,
			t.Class == lexicon.Failed, t.Class == lexicon.Missed, t.Class == lexicon.Trouble, t.Class == lexicon.BadNoun:
			return c.unknown(Denied, c.t(at).Text+" … "+c.phrase(i)), true
		}
	}
	return Verdict{}, false
}

// demonstratives point at what a sentence is about.
var demonstratives = lexicon.Listed("demonstratives")

// lasts are words for a last one behind which none comes.
var lasts = lexicon.Listed("the_last")

// finale finds a clause that says of this backup that it was the last one, or of something that
// it holds an older one: "This was the last backup of this server", "It holds yesterday's image".
func (c *clause) finale() (Verdict, bool) {
	for i := 1; i+1 < len(c.at) && i < 8; i++ {
		t, next := c.t(i), c.t(i+1)
		if t.Apart || next.Apart || next.Class != lexicon.Noun && !next.Cont || t.Cont || records[next.word] {
			continue
		}
		if lasts(t.word) && demonstratives(c.t(0).word) || t.Class == lexicon.Last && holders(c.t(i-1).word) {
			return c.unknown(Past, c.phrase(i)+" "+next.Text), true
		}
	}
	return Verdict{}, false
}

// holders are verbs behind which stands what something holds.
var holders = lexicon.Listed("holders")

// Off reports whether the value of a label for what comes next says that nothing does:
// "cancelled", "never". What is not scheduled, or has no value, is started by a person.
func (r *Reader) Off(value string) bool {
	switch lexicon.Fold(strings.TrimSpace(value)) {
	case "none", "null", "n/a":
		return false
	}
	tokens := r.Tokens(value, lexicon.Sentence)
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.Negation:
			planned := k+1 < len(tokens) && (tokens[k+1].Class == lexicon.Noun || tokens[k+1].Class == lexicon.Running)
			return !planned
		case lexicon.Failed, lexicon.Missed, lexicon.Trouble, lexicon.BadNoun, lexicon.LeftOut, lexicon.Without:
			return true
		}
	}
	return false
}
