package mailpane

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"runchecks/ui/widget/ink"
)

// monoSize is the text size of preformatted text and source.
const monoSize float32 = 11.5

var mono = fyne.TextStyle{Monospace: true}

// textSource shows text line by line, cut at the letters that fit: counting is
// enough where all letters are equally wide, and works for megabytes.
func textSource(s string) source {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r", "")
	return func(width float32) []band {
		var bands []band
		y := margin
		for line := range strings.SplitSeq(s, "\n") {
			for _, part := range pieces(expand(line), columnsIn(width-2*margin)) {
				bands = append(bands, monoBand(part, y, width))
				y += lineHeight
			}
		}
		return bands
	}
}

func monoBand(s string, y, width float32) band {
	b := band{top: y, height: lineHeight}
	if s != "" {
		b.texts = []text{{x: margin, w: width - 2*margin, s: s, size: monoSize, style: mono, colour: dark}}
	}
	return b
}

// columnsIn returns how many letters of the fixed-width font fit.
func columnsIn(width float32) int {
	return max(8, int(width/max(1, ink.Width("0000000000", monoSize, mono)/10)))
}

// expand replaces what a font has no sign for.
func expand(line string) string {
	line = strings.ReplaceAll(line, "\t", "    ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) { // Cf: signs that turn the direction of text
			return -1
		}
		return r
	}, line)
}

// pieces cuts a line after n letters each; letters beyond Latin count twice,
// because those of East Asia are that wide.
func pieces(line string, n int) (parts []string) {
	if len(line) <= n {
		return []string{line}
	}
	start, used := 0, 0
	for i, r := range line {
		w := 1
		if r >= 0x1100 {
			w = 2
		}
		if used+w > n {
			parts = append(parts, line[start:i])
			start, used = i, 0
		}
		used += w
	}
	if start < len(line) || utf8.RuneCountInString(line) == 0 {
		parts = append(parts, line[start:])
	}
	return parts
}

// noteSource shows a message in place of a mail.
func noteSource(message string) source {
	return func(width float32) []band {
		size := theme.TextSize()
		var b band
		b.top = 36
		for i, line := range wrap(message, max(40, width-4*margin), size, fyne.TextStyle{}) {
			b.texts = append(b.texts, text{x: 2 * margin, y: float32(i) * lineHeight, w: width - 4*margin, s: line, size: size, colour: faint, align: fyne.TextAlignCenter})
			b.height += lineHeight
		}
		return []band{b}
	}
}
