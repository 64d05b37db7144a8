package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"runchecks/domain"
)

// table holds the rows of a list for a terminal: with a head, and as wide as the terminal is.
// A pipe is given the lines as they always were.
type table struct {
	heads []string
	rows  [][]string
	width int
}

// columns names the columns of the rows that follow. Only a terminal has them.
func (t *terminal) columns(heads ...string) {
	if !t.json && screen(t.raw) {
		t.table = &table{heads: heads, width: widthOf(t.raw)}
	}
}

// row prints one value: as a line of JSON, as a row of the table, or as the line text.
func (t *terminal) row(value any, text string, cells ...string) error {
	if t.table == nil {
		return t.print(value, text)
	}
	for i, cell := range cells {
		cells[i] = strings.Join(strings.Fields(domain.Visible(cell)), " ")
	}
	t.table.rows = append(t.table.rows, cells)
	return nil
}

// flush writes the table, if there is one.
func (t *terminal) flush() error {
	if t.table == nil || len(t.table.rows) == 0 {
		return nil
	}
	_, err := fmt.Fprint(t.out, t.table.text())
	t.table = nil
	return err
}

// gutter is what stands between two columns.
const gutter = "  "

// whole is the column that is never cut: what a status says depends on its end.
const whole = "STATUS"

// text lays the table out. Where it is too wide the widest columns give way.
func (b *table) text() string {
	widths := make([]int, len(b.heads))
	lines := append([][]string{b.heads}, b.rows...)
	for _, cells := range lines {
		for i := range widths {
			widths[i] = max(widths[i], utf8.RuneCountInString(cells[i]))
		}
	}
	for {
		total := len(gutter) * (len(widths) - 1)
		for _, w := range widths {
			total += w
		}
		widest := -1
		for i, w := range widths {
			if b.heads[i] != whole && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if total <= b.width || widest < 0 || widths[widest] <= leastColumn {
			break
		}
		widths[widest]--
	}
	var out strings.Builder
	for _, cells := range lines {
		line := ""
		for i, w := range widths {
			cell := fit(cells[i], w)
			line += cell + strings.Repeat(" ", w-utf8.RuneCountInString(cell)) + gutter
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}

// leastColumn is how narrow a column may become.
const leastColumn = 8

// fit cuts a text to at most width characters; what is left out is marked.
func fit(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	if width < 1 {
		return ""
	}
	return string([]rune(text)[:width-1]) + "…"
}
