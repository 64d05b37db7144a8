package generic

import (
	"strings"

	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// maxHeadless is how many columns a table without a head has at most.
const maxHeadless = 10

// headless finds what the columns of a table without a head are: one holds nothing but
// verdicts, one the names that they belong to. It returns nil for any other table.
func (c *collector) headless(t *facts.Table) *head {
	if len(t.Rows) < 2 || len(t.Rows) > maxStructure || t.Lines != nil {
		return nil
	}
	width := len(t.Rows[0].Cells)
	if width < 2 || width > maxHeadless {
		return nil
	}
	for n := range t.Rows {
		if cells := t.Rows[n].Cells; len(cells) != width || cells[0].Head || filled(&t.Rows[n]) < 2 {
			return nil
		}
	}
	h := &head{status: -1, name: -1, bare: true, texts: make([]string, width), roles: make([]lexicon.Class, width)}
	for j := range width {
		switch {
		case h.status < 0 && c.verdicts(t.Rows, j):
			h.status = j
		case h.name < 0 && c.named(t.Rows, j):
			h.name = j
		}
	}
	if h.status < 0 || h.name < 0 || width == 2 && h.name == 0 { // two cells are a label with its value
		return nil
	}
	for j := range width {
		if j == h.status || j != h.name && c.verdictIn(t.Rows, j) {
			h.roles[j] = lexicon.Status
		}
	}
	return h
}

// verdicts reports whether a column holds verdicts: at least two, and more of them than
// of anything else, or one among boxes.
func (c *collector) verdicts(rows []facts.Row, j int) bool {
	decided, other, boxes := 0, 0, true
	for n := range rows[:min(len(rows), 50)] {
		text := strings.TrimSpace(rows[n].Cells[j].Text)
		boxes = boxes && strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
		if text == "" {
			continue
		}
		if v := c.r.Judge(text, lexicon.Value); len(text) < 40 && v.Decided() && !v.Other {
			decided++
		} else {
			other++
		}
	}
	return decided > 1 && decided > other || boxes && decided > 0 // "[OK]", "[XX]"
}

// verdictIn reports whether a cell of a column is a verdict: the others have to be, too.
func (c *collector) verdictIn(rows []facts.Row, j int) bool {
	for n := range rows[:min(len(rows), 50)] {
		if text := strings.TrimSpace(rows[n].Cells[j].Text); text != "" && len(text) < 40 && !measured(text) &&
			c.r.Judge(text, lexicon.Value).Decided() {
			return true
		}
	}
	return false
}

// named reports whether a column holds names: each another, none a figure, a verdict or a
// label, and half of them no common words.
func (c *collector) named(rows []facts.Row, j int) bool {
	seen, proper := map[string]bool{}, 0
	for n := range rows {
		text := strings.Join(strings.Fields(rows[n].Cells[j].Text), " ")
		if seen[text] || measured(text) || !c.nameable(text) || c.role(text, lexicon.Label) != lexicon.None {
			return false
		}
		seen[text] = true
		if c.proper(text) {
			proper++
		}
	}
	return 2*proper >= len(rows)
}

// proper reports whether a text holds a word that has the form of a name or that no
// language knows.
func (c *collector) proper(text string) bool {
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := range tokens {
		if t := &tokens[k]; t.Kind == grammar.Name || t.Kind == grammar.Word && t.Class == lexicon.None {
			return true
		}
	}
	return false
}

// measured reports whether a text is a number, with its unit or without: "14 GB", and not
// "SRV-A1" or "1Backup".
func measured(s string) bool {
	s = strings.TrimLeft(s, " +-~<>≈(")
	if s == "" || s[0] < '0' || s[0] > '9' || !figure(s) {
		return false
	}
	unit := strings.TrimLeft(s, "0123456789.,:/")
	return len(unit) < 5 || unit[0] == ' ' || unit[0] >= 0x80
}
