package sanity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// amount is how much of something a report tells.
type amount struct {
	zero     bool
	machines bool // "2 of 2 VMs": it counts machines or jobs, not what was backed up
	words    string
	where    place
	row      string // the first cell of the row, in a table
}

// String tells where the amount stands.
func (a amount) String() string {
	if a.where == inSubject {
		return "row " + a.row
	}
	return a.where.String()
}

// volumes finds out whether everything that the report counts is zero: the amounts with a
// unit ("0 B", "0 of 0 files") and the values under labels and heads of volumes. One amount
// above zero is enough: an incremental run copies little of much. How many machines there
// were counts only where nothing tells what they gave.
func (x *report) volumes() {
	var first, machines *amount
	some := false // a machine
	see := func(a amount) bool {
		switch {
		case a.machines:
			some = some || !a.zero
			if machines == nil {
				machines = &a
			}
		case !a.zero:
			return false
		case first == nil:
			first = &a
		}
		return true
	}
	if !x.lines(see) || !x.columns(see) {
		return
	}
	if first == nil && !some {
		first = machines
	}
	if first != nil {
		x.empty = domain.Evidence{Words: "nothing was backed up: " + first.words, Where: first.String()}
	}
}

// lines calls see with every amount of the lines, zeros first: most reports have none.
func (x *report) lines(see func(amount) bool) bool {
	lines := x.m.Lines()
	zeros := false
	for i, l := range lines {
		if hasZero(l) && !x.amounts(shorten(l), place(i+1), true, func(a amount) bool {
			zeros = true
			return see(a)
		}) {
			return false
		}
	}
	if !zeros {
		return true
	}
	for i, l := range lines {
		if strings.ContainsAny(l, "123456789") && !x.amounts(shorten(l), place(i+1), false, see) {
			return false
		}
	}
	return true
}

// hasZero reports whether a number that amounts takes for zero may stand in a line. Digits of
// a clock or a date are none.
func hasZero(l string) bool {
	begins, zero := false, false
	for from := 0; ; {
		i := strings.IndexByte(l[from:], '0')
		if i < 0 {
			return false
		}
		i += from
		begins = begins || i == 0 || !numeral(l[i-1])
		if zero = zero || zeroAt(l, i); begins && zero {
			return true
		}
		from = i + 1
	}
}

// zeroAt reports whether a zero that begins at a place in a line is a number by itself, or the
// value of a label.
func zeroAt(l string, at int) bool {
	if at > 0 && belongs(l[:at]) {
		if l[at-1] != ':' {
			return false
		}
		if mark := strings.IndexAny(l, ":=\t"); strings.Trim(l[mark:at], ":= \t") != "" {
			return false
		}
	}
	end := at + 1
	for end < len(l) && (l[end] == '0' || l[end] == '.' || l[end] == ',') {
		end++
	}
	if end == len(l) {
		return true
	}
	c := l[end]
	if c == ':' || c == '-' || c >= '0' && c <= '9' {
		return false
	}
	if at > 1 && l[at-1] == ' ' && l[at-2] > ' ' && l[at-2] != ':' && l[at-2] != '=' && c > ' ' && c < utf8.RuneSelf && c != '/' {
		if c |= 0x20; c < 'a' || c > 'z' {
			return false // neither the value of a label nor a number with its unit: "project 0\drawings"
		}
	}
	return true
}

func numeral(c byte) bool {
	return c >= '0' && c <= '9' || c == '.' || c == ',' || c == ':' || c == '-'
}

// amounts calls see with the amounts of one line, of the zeros or of the others, until it
// returns false.
func (x *report) amounts(l string, at place, zeros bool, see func(amount) bool) bool {
	key, value, labelled := split(l)
	role := lexicon.None
	if labelled {
		if n, _, ok := leading(value); ok && (n == 0) == zeros || !ok {
			role = x.role(key)
		}
		switch role {
		case lexicon.Volume:
			if n, rest, ok := leading(value); ok && !rate(rest) {
				if (n == 0) != zeros {
					break
				}
				return see(amount{zero: n == 0, words: strings.TrimSpace(l), where: at})
			}
		case lexicon.Figure, lexicon.BadCount, lexicon.WarnCount, lexicon.OffCount:
			return true // free space, a speed, what failed
		}
	}
	for i := 0; i < len(l); {
		if l[i] < '0' || l[i] > '9' {
			i++
			continue
		}
		if i > 0 && belongs(l[:i]) {
			for i < len(l) && numeral(l[i]) {
				i++
			}
			continue
		}
		n, rest, ok := leading(l[i:])
		from := i
		i = len(l) - len(rest)
		if !ok || i <= from {
			i = from + 1
			continue
		}
		if (n == 0) != zeros {
			continue
		}
		if named, of := x.labelBefore(l[:from]); named {
			if of == lexicon.Volume && !rate(rest) && !see(amount{zero: n == 0, words: strings.TrimSpace(l), where: at}) {
				return false
			}
			if of != lexicon.None {
				continue
			}
		}
		of := counted(rest, false)
		if of == lexicon.None || !zeros && x.spare(l) {
			continue
		}
		if !see(amount{n == 0, of == lexicon.Total, strings.TrimSpace(l), at, ""}) {
			return false
		}
	}
	return true
}

// belongs reports whether a digit behind a text is a part of what stands there: of a word, a
// number, a date, a path.
func belongs(before string) bool {
	switch c := before[len(before)-1]; {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		return true
	case c >= utf8.RuneSelf:
		r, _ := utf8.DecodeLastRuneInString(before)
		return unicode.IsLetter(r)
	default:
		return strings.IndexByte(`.,:-_/\#%`, c) >= 0
	}
}

// labelBefore tells what a number is that stands behind a label in the middle of a line:
// "Errors: 0. Processed files: 12".
func (x *report) labelBefore(before string) (named bool, role lexicon.Class) {
	before = strings.TrimRight(before, " \u00a0")
	if !strings.HasSuffix(before, ":") && !strings.HasSuffix(before, "=") {
		return false, lexicon.None
	}
	before = strings.TrimRight(before, ":= ")
	if at := strings.LastIndexAny(before, ".;,|()[]{}*0123456789"); at >= 0 {
		before = before[at+1:]
	}
	return true, x.role(strings.TrimSpace(before))
}

// spare reports whether a line is about room and speed, not about what was backed up.
func (x *report) spare(l string) bool {
	lex := lexicon.Shipped()
	words := strings.FieldsFunc(lexicon.Fold(l), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	for i := range words {
		m := lex.At(words[i:], lexicon.Label, lex.All())
		if m.Place == lexicon.Label && m.Class == lexicon.Figure {
			return true
		}
	}
	return false
}

// counted tells what the unit behind a number counts, also behind a whole ("of 12 files"):
// lexicon.Volume, lexicon.Total for machines and jobs, lexicon.None for what is none.
// Machines are a unit behind a whole only: "0 jobs" may be those that failed.
func counted(rest string, ofWhole bool) lexicon.Class {
	rest = strings.TrimLeft(rest, " \u00a0")
	if of, ok := strings.CutPrefix(rest, "/"); ok {
		if _, rest, ok = leading(of); ok {
			return counted(rest, true)
		}
		return lexicon.None
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	if end < 0 {
		end = len(rest)
	}
	if end == 0 || end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
		return lexicon.None
	}
	word := lexicon.Fold(rest[:end])
	if units[word] {
		if rate(rest) {
			return lexicon.None
		}
		return lexicon.Volume
	}
	lex := lexicon.Shipped()
	if strings.ContainsFunc(word, lexicon.Dense) {
		for _, p := range lex.Cut(word, lexicon.Label, lex.All()) {
			if p.Class == lexicon.Volume {
				return lexicon.Volume
			}
		}
		return lexicon.None
	}
	behind := strings.TrimLeft(rest[end:], " ")
	m := lex.At([]string{word}, lexicon.Label, lex.All())
	switch {
	case m.Class != lexicon.Preposition && behind != "" && behind[0] >= '0' && behind[0] <= '9':
		return lexicon.None // the label of the next number: "Assigned 2 Processed 82 GB"
	case m.Place == lexicon.Label && ofWhole && (m.Class == lexicon.Total || m.Class == lexicon.Machine):
		return lexicon.Total
	case m.Place == lexicon.Label && m.Class == lexicon.Volume:
		return lexicon.Volume
	case m.Class == lexicon.Preposition:
		if _, after, ok := leading(behind); ok {
			return counted(after, true)
		}
	}
	return lexicon.None
}

// rate reports whether a unit is one of speed: "MB/s".
func rate(rest string) bool {
	rest = strings.TrimLeft(rest, " \u00a0")
	end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		return strings.HasSuffix(strings.ToLower(rest), "ps")
	}
	return strings.HasSuffix(strings.ToLower(rest[:end]), "ps") || strings.HasPrefix(rest[end:], "/s") ||
		strings.HasPrefix(rest[end:], "/min") ||
		strings.HasPrefix(rest[end:], " per ") || strings.HasPrefix(rest[end:], "%")
}

var units = func() map[string]bool {
	out := map[string]bool{}
	for _, u := range strings.Fields("b byte bytes octet octets kb mb gb tb pb kib mib gib tib pib ko mo go to " +
		"kbyte mbyte gbyte kbytes mbytes gbytes " +
		"байт байта байтов байтів б кб мб гб тб") {
		out[u] = true
	}
	return out
}()

// columns calls see with the amounts below heads of volumes.
func (x *report) columns(see func(amount) bool) bool {
	for _, t := range x.m.Tables() {
		var heads []lexicon.Class
		for _, row := range t.Rows {
			if len(row.Cells) < 3 {
				continue
			}
			texts := row.Texts()
			if heads == nil || len(texts) != len(heads) {
				if heads = nil; strings.ContainsAny(strings.Join(texts, ""), "0123456789") {
					continue
				}
				for _, h := range texts {
					heads = append(heads, x.role(h))
				}
				continue
			}
			for i, text := range texts {
				if heads[i] != lexicon.Volume {
					continue
				}
				if n, rest, ok := leading(text); ok && !rate(rest) && !see(amount{zero: n == 0, words: text, row: texts[0]}) {
					return false
				}
			}
		}
	}
	return true
}

// leading reads the number that a text begins with.
func leading(text string) (n float64, rest string, ok bool) {
	if text != "" && (text[0] < '0' || text[0] > '9') {
		text = strings.TrimLeft(text, " \u00a0~")
	}
	i, digits := 0, 0 // with the signs behind the number, and without
	for i < len(text) && (text[i] >= '0' && text[i] <= '9' || i > 0 && (text[i] == '.' || text[i] == ',')) {
		if i++; text[i-1] >= '0' {
			digits = i
			if text[i-1] > '0' {
				n = 1 // how much above zero does not matter
			}
		}
	}
	if digits == 0 || i < len(text) && (text[i] == ':' || text[i] == '-') {
		return 0, text[i:], false
	}
	return n, text[digits:], true
}
