package generic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// maxLooks bounds how many lines are judged. Beyond it nothing good is believed any more.
const maxLooks = 12_000

// maxBytes bounds them too.
const maxBytes = 400 << 10

// mend joins lines that break behind a word that needs the next one, however short they
// are: "was not", "senza".
func (c *collector) mend() {
	items := c.facts.Items
	out := items[:0]
	for i := range items {
		x := items[i]
		if n := len(out); n > 0 && x.Table == nil && out[n-1].Table == nil && !x.Blank && !x.List && !x.Label && !x.Logged &&
			x.Text != "" && x.Quoted == out[n-1].Quoted && c.hangs(out[n-1].Text) {
			if first, _ := utf8.DecodeRuneInString(x.Text); !unicode.IsUpper(first) {
				p := &out[n-1]
				p.Text += " " + x.Text
				p.Key, p.Value, p.Label = "", "", false
				continue
			}
		}
		out = append(out, x)
	}
	c.facts.Items = out
}

// hangs reports whether a line ends with a negation, a preposition or the like.
func (c *collector) hangs(text string) bool {
	if len(text) > 2000 || len(text) < 4 {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(text)
	if !unicode.IsLetter(end) {
		return false
	}
	tokens := c.r.Tokens(text[strings.LastIndexByte(text, ' ')+1:], lexicon.Sentence)
	if len(tokens) != 1 {
		return false
	}
	switch tokens[0].Class {
	case lexicon.Negation, lexicon.Without, lexicon.Preposition, lexicon.Mood, lexicon.Downgrade, lexicon.Exception:
		return true
	}
	return false
}

// lines reads every line of the mail.
func (c *collector) lines() {
	items := c.facts.Items
	used := make([]bool, len(items))
	entries := make([]entry, 0, min(len(items), maxShapes))
	c.blockNames()
	for i := range items {
		x := &items[i]
		if x.Quoted && x.Table == nil && !c.facts.Reply {
			c.quoted(x)
		}
		if x.Table != nil || used[i] || x.Text == "" || x.Quoted {
			continue
		}
		if c.facts.Reply && separates(x.Text) {
			break
		}
		c.bytes += len(x.Text)
		if c.looks++; c.looks > maxLooks || c.bytes > maxBytes {
			c.note(domain.Unknown, grammar.UnknownProse, "the report is too long to be read whole", x.Where)
			return
		}
		if legend(&x.Line) {
			continue
		}
		shape := c.shape(i)
		var done bool
		if entries, done = c.again(i, shape, entries); done {
			continue
		}
		was := c.traces()
		c.step = x.Logged && !c.trade.inLine(x.Text)
		c.unlike, c.pended = false, c.pended[:0]
		if c.letters(x.Text, x.Where) || c.record(&x.Line) {
			continue
		}
		before := len(c.said)
		if !x.Label {
			parts := c.clauses(x.Text, x.Where, i)
			entries = append(entries, c.plainEntry(i, before, parts == 1))
		} else if e, ok := c.label(i, used); ok && i >= c.parts {
			entries = append(entries, e)
		}
		if x.Logged || x.List {
			c.owned(x.Text, x.Logged, before)
		}
		if x.Label && x.Value != "" {
			c.labelled(x, before)
		}
		c.against(x.Text, before)
		if shape != nil {
			c.keep(i, shape, was, &entries[len(entries)-1])
		}
	}
	c.step = false
	c.cards()
	c.chapters()
	c.marks()
	c.flattened()
	c.cardsOf()
	c.blocks(entries)
}

// separates reports whether a line is where an answer begins to quote.
func separates(s string) bool {
	return strings.HasPrefix(s, "-----") || strings.HasPrefix(s, "_____") || strings.HasSuffix(s, "wrote:") ||
		strings.HasSuffix(s, "schrieb:") || strings.HasSuffix(s, "a écrit :") || strings.HasSuffix(s, "escribió:") ||
		strings.HasSuffix(s, "ha scritto:") || strings.HasSuffix(s, "schreef:")
}

func hasLetters(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }
