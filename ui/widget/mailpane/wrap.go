package mailpane

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"runchecks/ui/widget/ink"
)

const (
	margin     float32 = 12
	pad        float32 = 6 // in cells
	textSize   float32 = 12
	headSize   float32 = 14
	lineHeight float32 = 17
	lineChunk          = 4000 // bytes of one line that are wrapped word by word
)

// wrap breaks a text into lines of at most width. It measures words, not growing
// lines, so that it stays linear; a word that is wider than a line is cut into pieces.
func wrap(s string, width, size float32, style fyne.TextStyle) (lines []string) {
	blank := ink.Width(" ", size, style)
	for part := range strings.SplitSeq(s, "\n") {
		var line strings.Builder
		used := float32(0)
		flush := func() {
			lines = append(lines, line.String())
			line.Reset()
			used = 0
		}
		for _, word := range strings.Fields(part) {
			w := float32(len(word)) * size // more than any line, for what is not worth measuring
			if len(word) <= lineChunk {
				w = ink.Width(word, size, style)
			}
			if used > 0 && used+blank+w > width {
				flush()
			}
			for w > width && len(word) > 1 {
				n := breakAt(word, width, w)
				lines = append(lines, word[:n])
				word = word[n:]
				w = float32(len(word)) * size
				if len(word) <= lineChunk {
					w = ink.Width(word, size, style)
				}
			}
			if used > 0 {
				line.WriteByte(' ')
				used += blank
			}
			line.WriteString(word)
			used += w
		}
		flush()
	}
	return lines
}

// breakAt returns how much of a too wide word fits, by its mean letter; at least one letter.
func breakAt(word string, width, w float32) int {
	n := max(1, int(float32(len(word))*width/w*0.95))
	if len(word) > lineChunk {
		n = max(1, int(width/8))
	}
	n = min(n, len(word))
	for n < len(word) && !utf8.RuneStart(word[n]) {
		n++
	}
	return n
}
