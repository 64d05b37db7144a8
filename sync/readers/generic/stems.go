package generic

import (
	"strings"
	"unicode/utf8"
)

// The patterns of this package are costly, and most lines of a report hold none of
// their words. Each pattern is tried only on a line that holds a stem of its words,
// and all stems are looked for in one pass. They must cover every word of the
// patterns: tests compare the two.

// words says of which patterns a line holds a word.
type words uint8

const (
	look    words = 1 << iota // any pattern: the line is worth a look
	noun                      // what a count counts, and what a line says there are none of
	subject                   // what a closing sentence is about
	label                     // what stands before a verdict
	trouble                   // what a good report would have to explain
	product                   // what a backup is called
	denial                    // what says that there are none
	praise                    // what a closing sentence says of a good run
)

// stemsOf lists the stems, the characters of which are in lower case.
var stemsOf = map[words][]string{
	look: {
		"timed  out", "ended", "finished", "completed", "falh",
	},
	look | praise: {
		"succe", "erfolg", "réuss", "avec succ", "correctamente",
	},
	look | denial | praise: {"without"},
	denial:                 {"none", "kein", "aucun", "geen", "no", "zero", "ohne", "sans", "zonder", "senza", "sin", "[]", "[ ", "[\t"},
	look | label: {
		"status", "result", "state", "outcome", "terminat", "ergebnis", "résultat", "resultaa",
		"statut", "esito", "risultato", "stato", "estado", "resultado",
	},
	look | trouble: {
		"miss", "partial", "incompl", "not compl", "unsuccess", "not success", "abort", "cancel", "unable", "cannot", "could not", "never", "denied", "critical",
		"problem", "strange", "however", "corrupt", "expire", "timeout", "timedout", "timed out", "time out", "abgebrochen", "nicht", "kein",
		"niet", "geen", "échou", "fallit", "riuscit", "attenzione", "fallo", "❌", "⚠", "🔴",
	},
	look | noun:           {"falha", "avvert"},
	look | noun | trouble: {"err", "fail", "fatal", "échec", "fehl", "fout", "mislukt", "warn", "avert", "waarsch", "avvis", "advert", "aviso", "except", "skip"},
	subject:               {"job", "task"},
	subject | product:     {"backup", "back-up", "sicherung", "sauvegarde", "copia", "snapshot", "replication", "archiv"},
	product:               {"backed up", "replicat", "replikation", "dump", "restore point", "herstelpunt", "cópia de segurança", "reserve-kopie", "reservekopie", "резервн", "kopii zapasow", "retrospect"},
}

// stem is a text and what it is a stem for.
type stem struct {
	text string
	of   words
}

// index finds the stems at a place of a line by the two bytes there. Few pairs
// begin a stem, and the bits tell that without a look into the map.
type index struct {
	bits  [1 << 16 / 64]uint64
	stems map[uint16][]stem
}

func pair(a, b byte) uint16 { return uint16(a)<<8 | uint16(b) }

func newIndex(of map[words][]string) *index {
	x := &index{stems: map[uint16][]stem{}}
	for w, list := range of {
		for _, s := range list {
			p := pair(s[0], s[1])
			x.bits[p/64] |= 1 << (p % 64)
			x.stems[p] = append(x.stems[p], stem{s, w})
		}
	}
	return x
}

var stems = newIndex(stemsOf)

// wordsOf says of which patterns line holds a word.
func wordsOf(line string) words {
	if !ascii(line) {
		line = lower(line)
	}
	var found words
	for i := 0; i+1 < len(line); i++ {
		p := pair(small[line[i]], small[line[i+1]])
		if stems.bits[p/64]&(1<<(p%64)) == 0 {
			continue
		}
		for _, s := range stems.stems[p] {
			if begins(line[i:], s.text) {
				found |= s.of
			}
		}
	}
	return found
}

// small are the letters of ASCII in lower case; other bytes are as they are.
var small = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if i >= 'A' && i <= 'Z' {
			t[i] += 'a' - 'A'
		}
	}
	return t
}()

// begins reports whether a line begins with a text in lower case.
func begins(line, text string) bool {
	if len(line) < len(text) {
		return false
	}
	for i := range len(text) {
		if small[line[i]] != text[i] {
			return false
		}
	}
	return true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// lower writes a line in lower case. The long s counts as an s: patterns that
// disregard case hold them equal.
func lower(line string) string {
	line = strings.ToLower(line)
	if ascii(line) {
		return line
	}
	return strings.ReplaceAll(line, "ſ", "s")
}

func (w words) has(other words) bool { return w&other != 0 }
