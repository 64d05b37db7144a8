package reading

import "strings"

// FromText returns the page that a plain text mail makes: each of its lines
// is a preformatted Line. It keeps to the default limits.
func FromText(text string) Page {
	l := DefaultLimits()
	var page Page
	text, page.Shortened = cut(text, l.Bytes)
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	for line := range strings.SplitSeq(text, "\n") {
		if len(page.Blocks) >= l.Nodes {
			page.Shortened = true
			break
		}
		line = cleanLine(line)
		if line == "" && len(page.Blocks) == 0 {
			continue
		}
		page.Blocks = append(page.Blocks, Block{Kind: Line, Cells: []Cell{{Text: line, Span: 1}}})
	}
	for n := len(page.Blocks); n > 0 && page.Blocks[n-1].Cells[0].Text == ""; n-- {
		page.Blocks = page.Blocks[:n-1]
	}
	return page
}
