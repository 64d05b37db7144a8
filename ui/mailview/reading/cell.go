package reading

import "unicode/utf8"

// shortText is the length up to which one coloured word colours a whole cell.
const shortText = 80

// cellOf makes one cell of lines. A cell has one look: that of most of its
// text, and in a short text the one colour that is in it. A cell without text
// looks like what is around it.
func cellOf(lines []line, around look) Cell {
	return cellWith(lines, lookOf(lines, around))
}

// cellWith makes one cell of lines in a look.
func cellWith(lines []line, l look) Cell {
	text := make([]byte, 0, 64)
	for i := range lines {
		if i > 0 {
			text = append(text, '\n')
		}
		text = append(text, lines[i].text...)
	}
	ink, ground := legible(l.ink, l.ground)
	return Cell{
		Text: string(text), Bold: l.bold, Colour: ink.pointer(), Background: ground.pointer(), Span: 1, Align: l.align,
	}
}

// lookOf returns the one look that lines have as a cell.
func lookOf(lines []line, around look) look {
	tally, length := newTally(), 0
	for i := range lines {
		length += utf8.RuneCount(lines[i].text)
		for _, s := range lines[i].shares {
			tally.add(s)
		}
	}
	if tally.runes == 0 {
		return look{bold: around.bold, ink: around.ink, ground: around.ground, align: around.align}
	}
	return tally.look(length <= shortText)
}

// tally counts the characters of each look in a cell.
type tally struct {
	runes, bold int
	inks        map[tint]int
	grounds     map[tint]int
	aligns      [3]int
	first       []tint // the inks in the order of the text
}

func newTally() *tally {
	return &tally{inks: map[tint]int{}, grounds: map[tint]int{}}
}

func (t *tally) add(s share) {
	t.runes += s.runes
	if s.look.bold {
		t.bold += s.runes
	}
	if _, known := t.inks[s.look.ink]; !known {
		t.first = append(t.first, s.look.ink)
	}
	t.inks[s.look.ink] += s.runes
	t.grounds[s.look.ground] += s.runes
	t.aligns[s.look.align] += s.runes
}

func (t *tally) look(short bool) look {
	l := look{bold: 2*t.bold > t.runes}
	most := 0
	for _, ink := range t.first {
		if t.inks[ink] > most {
			l.ink, most = ink, t.inks[ink]
		}
	}
	if short && !vivid(l.ink) {
		found := 0
		var loud tint
		for _, ink := range t.first {
			if vivid(ink) {
				found++
				loud = ink
			}
		}
		if found == 1 {
			l.ink = loud
		}
	}
	most = 0
	for ground, n := range t.grounds {
		if n > most || n == most && ground.set && !l.ground.set {
			l.ground, most = ground, n
		}
	}
	most = 0
	for align, n := range t.aligns {
		if n > most {
			l.align, most = Align(align), n
		}
	}
	return l
}
