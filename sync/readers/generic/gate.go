package generic

import (
	"strings"
	"sync"

	"runchecks/sync/message"
	"runchecks/sync/readers/lexicon"
)

// gate finds the words of the trade in a text: most mails that are no reports hold
// none. Few pairs of bytes begin one, and a table of bits tells that without a look
// into the map.
type gate struct {
	bits  [1 << 16 / 64]uint64
	words map[uint16][]string
	// digits says that one of the words has some.
	digits bool
}

var trade = sync.OnceValue(func() *gate { return newGate(lexicon.Shipped()) })

// jobs finds the words for a job or task, by which a label may name one.
var jobs = sync.OnceValue(func() *gate {
	var words []string
	label, sentence := map[string]bool{}, map[string]bool{}
	lexicon.Shipped().Each(func(phrase string, place lexicon.Place, class lexicon.Class, _ lexicon.Languages) {
		switch {
		case len(phrase) < 3 || strings.Contains(phrase, " "):
		case place == lexicon.Label && class == lexicon.Job:
			label[phrase] = true
		case place == lexicon.Sentence && (class == lexicon.Named || class == lexicon.Noun):
			sentence[phrase] = true
		}
	})
	for w := range label {
		if sentence[w] {
			words = append(words, w)
		}
	}
	return gateOf(words)
})

func newGate(l *lexicon.Lexicon) *gate { return gateOf(l.Trade()) }

func gateOf(words []string) *gate {
	g := &gate{words: map[uint16][]string{}}
	for _, w := range words {
		p := uint16(w[0])<<8 | uint16(w[1])
		g.bits[p/64] |= 1 << (p % 64)
		g.words[p] = append(g.words[p], w)
		g.digits = g.digits || hasDigits(w)
	}
	return g
}

// in reports whether a text in lower case holds a word of the trade.
func (g *gate) in(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		p := uint16(text[i])<<8 | uint16(text[i+1])
		if g.bits[p/64]&(1<<(p%64)) == 0 {
			continue
		}
		for _, w := range g.words[p] {
			if strings.HasPrefix(text[i:], w) {
				return true
			}
		}
	}
	return false
}

// inLine is in of a line that is not folded.
func (g *gate) inLine(line string) bool {
	if !ascii(line) || strings.IndexByte(line, '`') >= 0 {
		return g.in(lexicon.Fold(line))
	}
	for i := 0; i+1 < len(line); i++ {
		p := uint16(lowered(line[i]))<<8 | uint16(lowered(line[i+1]))
		if g.bits[p/64]&(1<<(p%64)) == 0 {
			continue
		}
		for _, w := range g.words[p] {
			if len(line)-i >= len(w) && strings.EqualFold(line[i:i+len(w)], w) {
				return true
			}
		}
	}
	return false
}

func lowered(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// about reports whether a mail is about a backup.
func (g *gate) about(m *message.Message) bool {
	return g.in(lexicon.Fold(m.Subject)) || g.in(lexicon.Fold(m.From)) || g.in(m.Folded())
}

// maxLedger is how many lines of a mail without a word of the trade are looked at.
const maxLedger = 60

// ledger reports whether a mail without a word of the trade is the report of a job all the
// same: it names one and its status, and tells when it ran or how much it did.
func (c *collector) ledger() bool {
	var named, stated bool
	measures := 0
	note := func(key, value string) {
		if value == "" || len(key) > 60 {
			return
		}
		switch c.role(key, lexicon.Label) {
		case lexicon.Job:
			named = true
		case lexicon.Status:
			stated = stated || c.statusOf(value).Decided()
		case lexicon.Start, lexicon.End, lexicon.Duration, lexicon.Volume, lexicon.BadCount, lexicon.OffCount, lexicon.WarnCount:
			measures++
		}
	}
	for i := range c.facts.Items[:min(len(c.facts.Items), maxLedger)] {
		x := &c.facts.Items[i]
		switch {
		case x.Label:
			note(x.Key, x.Value)
		case x.Table != nil && len(x.Table.Rows) > 0 && len(x.Table.Rows) < maxLedger:
			for _, row := range x.Table.Rows {
				if len(row.Cells) == 2 {
					note(row.Cells[0].Text, row.Cells[1].Text)
				}
			}
		}
	}
	return named && stated && measures > 0
}
