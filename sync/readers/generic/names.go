package generic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// names takes the names that labels and quotes prove before anything is judged.
func (c *collector) names() {
	for i := range c.facts.Items {
		x := &c.facts.Items[i]
		if x.Table != nil {
			for _, row := range x.Table.Rows {
				for j := 0; j+1 < len(row.Cells); j++ {
					if text := row.Cells[j].Text; text != "" && len(text) < 40 && !strings.ContainsAny(text, "0123456789") {
						c.nameOf(row.Cells[j].Text, row.Cells[j+1].Text)
					}
				}
			}
			continue
		}
		if x.Label && x.Value != "" {
			c.nameOf(x.Key, x.Value)
		}
		if len(c.quotedNames) < 5 {
			c.quotedNames = append(c.quotedNames, quotedIn(x.Text)...)
		}
	}
}

func (c *collector) nameOf(key, value string) {
	switch c.role(key, lexicon.Label) {
	case lexicon.Job, lexicon.Machine, lexicon.Object:
	case lexicon.None, lexicon.Ignored: // "Datastore: tank"
		if len(value) >= 40 || strings.Contains(value, " ") || strings.HasSuffix(value, ".") || !c.nounLike(key) {
			return
		}
	default:
		return
	}
	if c.saysWord(key, value) {
		return
	}
	if !c.speaks(value) && !c.saysOf(key, value) {
		c.learn(value)
	}
}

// saysWord reports whether a label is a disk by its number or letter and its value a plain word
// that nobody knows: it is said of the disk, and no name. "Discul E: lipsea".
func (c *collector) saysWord(key, value string) bool {
	if first, _ := utf8.DecodeRuneInString(value); !unicode.IsLower(first) || hasDigits(value) || len(value) > 30 || !c.thing(key) ||
		c.role(key, lexicon.Label) == lexicon.Machine {
		return false
	}
	tokens := c.r.Tokens(strings.TrimRight(value, "."), lexicon.Sentence)
	return len(tokens) == 1 && tokens[0].Kind == grammar.Word && tokens[0].Class == lexicon.None
}

// speaks reports whether a value holds the words of a verdict: it is no name then, and
// its other words are none either.
func (c *collector) speaks(value string) bool {
	if len(value) > 200 {
		return true
	}
	tokens := c.r.Tokens(value, lexicon.Value)
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.Good, lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.Negation, lexicon.Downgrade,
			lexicon.Exception, lexicon.BadNoun, lexicon.LeftOut, lexicon.Running:
			return true
		}
	}
	return false
}

// quotedIn returns the texts in quotes of a line.
func quotedIn(s string) []string {
	if strings.IndexByte(s, '"') < 0 && ascii(s) {
		return nil
	}
	var out []string
	for _, pair := range []string{`""`, "«»", "„“", "„”", "“”", "「」"} {
		opening, size := utf8.DecodeRuneInString(pair)
		closing := pair[size:]
		i := strings.IndexRune(s, opening)
		if i < 0 {
			continue
		}
		rest := s[i+size:]
		if j := strings.Index(rest, closing); j > 1 && j < 60 {
			out = append(out, strings.TrimSpace(rest[:j]))
		}
	}
	return out
}

// objectKey reports whether the key of a line is the name of what its value speaks of.
func (c *collector) objectKey(key string, x *facts.Item) bool {
	if x.Logged || len(key) > 60 {
		return false
	}
	if x.List || nameLike(c.r, key) || strings.HasPrefix(key, "/") || strings.HasPrefix(key, `\\`) {
		return true
	}
	tokens := c.r.Tokens(key, lexicon.Sentence)
	known := 0
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.None:
		case lexicon.Noun, lexicon.Named, lexicon.Preposition:
			known++
		default:
			return false
		}
	}
	return len(tokens) <= 3 && known < len(tokens)
}

// nameLike reports whether a key holds a word that has the form of a name.
func nameLike(r *grammar.Reader, key string) bool {
	tokens := r.Tokens(key, lexicon.Sentence)
	for k := range tokens {
		if tokens[k].Kind == grammar.Name {
			return true
		}
	}
	return false
}

// unquote returns the text in the quotes that a value begins with, or the value.
func unquote(s string) string {
	s = strings.TrimSpace(s)
	for _, q := range []string{`"`, "'", "“", "„", "«"} {
		if rest, ok := strings.CutPrefix(s, q); ok {
			if i := strings.IndexAny(rest, "\"'“”»"); i > 1 && (i+1 >= len(rest) || rest[i+1] == ' ' || rest[i] >= 0x80) {
				return strings.TrimSpace(rest[:i])
			}
		}
	}
	return trimQuotes(s)
}

func trimQuotes(s string) string { return strings.Trim(strings.TrimSpace(s), `"'«»„“”`) }
