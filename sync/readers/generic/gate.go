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
}

var trade = sync.OnceValue(func() *gate { return newGate(lexicon.Shipped()) })

func newGate(l *lexicon.Lexicon) *gate {
	g := &gate{words: map[uint16][]string{}}
	for _, w := range l.Trade() {
		p := uint16(w[0])<<8 | uint16(w[1])
		g.bits[p/64] |= 1 << (p % 64)
		g.words[p] = append(g.words[p], w)
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

// about reports whether a mail is about a backup.
func (g *gate) about(m *message.Message) bool {
	return g.in(lexicon.Fold(m.Subject)) || g.in(lexicon.Fold(m.From)) || g.in(m.Folded())
}
