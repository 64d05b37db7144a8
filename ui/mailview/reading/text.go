package reading

import "strings"

// FromText returns the page that a plain text mail makes: each of its lines
// is a preformatted Line.
func FromText(text string) Page {
	var page Page
	for _, line := range strings.Split(text, "\n") {
		page.Blocks = append(page.Blocks, Block{Kind: Line, Cells: []Cell{{Text: line, Span: 1}}})
	}
	return page
}
