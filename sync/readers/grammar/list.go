package grammar

import (
	"runchecks/sync/readers/lexicon"
)

// unlisted returns the last name of a part without a verdict in a list of names with
// theirs: "SRV1 OK, SRV2 OK, SRV3 KO". Such a list is a place that holds statuses, and is
// read whole.
func (c *clause) unlisted() string {
	pairs, parts := 0, 0 // names with a verdict behind them; parts of the list that end with one
	name, prep, head := "", false, false
	var before *Token
	for i := range c.at {
		t := c.t(i)
		if i > 0 && t.Apart && listed(c.tokens, c.at[i]) {
			if before.Class == lexicon.Good && pairs > 0 {
				parts++
			}
			if parts > 0 && name != "" && !head && !prep {
				return name
			}
			name, prep, head = "", false, false
		}
		switch {
		case t.Class == lexicon.Good:
			if before != nil && (before.Kind == Name || before.Proven) && !t.Cont {
				pairs++
			}
			head = true
			if pairs > 1 {
				name, prep, head = "", false, false // what follows needs its own
			}
		case t.Kind == Name:
			name = t.Text
		case (t.Class == lexicon.Preposition || t.Class == lexicon.Neutral) && name == "":
			prep = true
		}
		before = t
	}
	if (parts > 0 || pairs > 1) && name != "" && !head && !prep {
		return name
	}
	return ""
}

// separators part the members of a list.
var separators = map[string]bool{",": true, ";": true, "、": true, "，": true, "；": true}

// listed reports whether the mark before a token parts the members of a list.
func listed(tokens []Token, at int) bool {
	return at > 0 && tokens[at-1].Kind == Mark && separators[tokens[at-1].Text]
}

// around are words that make an exception of what stands between them and a preposition:
// "op twee mappen na", "à deux dossiers près".
var around = map[string]string{"na": "op", "près": "à", "nær": "på", "när": "på"}

// surrounded returns the words of an exception that stands around what it leaves out.
func (c *clause) surrounded() string {
	for i := range c.at {
		opening := around[c.t(i).word]
		for j := i - 2; opening != "" && j >= 0 && j >= i-5; j-- {
			if c.t(j).word == opening {
				return c.t(j).Text + " … " + c.t(i).Text
			}
		}
	}
	return ""
}
