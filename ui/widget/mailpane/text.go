package mailpane

import (
	"image/color"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"runchecks/ui/theme"
)

// Measures of plain text.
const (
	textLine   = 17
	textMargin = 12
	// longest is how many letters a line may have before it goes on in the next:
	// a mail may be one line of megabytes.
	longest = 400
)

// textContent is plain text in letters of one width.
type textContent struct{ lines []string }

func newTextContent(text string) *textContent {
	c := &textContent{}
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		for len(line) > longest {
			cut := longest
			for cut > 0 && !utf8.RuneStart(line[cut]) {
				cut--
			}
			c.lines = append(c.lines, line[:cut])
			line = line[cut:]
		}
		c.lines = append(c.lines, line)
	}
	return c
}

func (c *textContent) layOut(float32) float32 {
	return 2*textMargin + textLine*float32(len(c.lines))
}

func (c *textContent) paper() color.Color { return theme.Get(theme.Pane) }

func (c *textContent) draw(b *brush, top, bottom float32) {
	first := max(0, int((top-textMargin)/textLine))
	last := min(len(c.lines), int((bottom-textMargin)/textLine)+1)
	for i := first; i < last; i++ {
		if line := printable(c.lines[i]); line != "" {
			b.text(line, textMargin, textMargin+textLine*float32(i), 0, fyne.TextAlignLeading, 12, fyne.TextStyle{Monospace: true}, theme.Get(theme.Text))
		}
	}
}

// printable replaces what a font cannot draw or what changes the direction of text.
func printable(line string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		default:
			return r
		}
	}, line)
}
