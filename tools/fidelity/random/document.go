// Package random makes documents in the manner of report mails, but nastier:
// nested tables with contradicting widths, spans, floats, lists and inline styles,
// in quirks and in standards mode. A number always makes the same document.
package random

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Size is how much a document holds. A small one shows a fault best; a large one
// finds those that need nesting.
type Size struct {
	tableShare                 float64 // of the blocks at the top
	nestedTableShare           float64 // of the blocks inside others
	tableDepth                 int
	blocks, columns, rows, top int
}

// Small is about one table.
func Small() Size {
	return Size{tableShare: 0.75, nestedTableShare: 0.3, tableDepth: 2, blocks: 2, columns: 4, rows: 3}
}

// Large is several tables, nested up to four deep.
func Large() Size {
	return Size{tableShare: 0.35, nestedTableShare: 0.35, tableDepth: 4, blocks: 3, columns: 6, rows: 5, top: 2}
}

// Document makes the document of a number.
func Document(number uint64, size Size) []byte {
	// The second word only keeps this sequence apart from others of the same seed.
	g := generator{dice: rand.New(rand.NewPCG(number, 0x66696465)), size: size}
	doctype := ""
	if g.chance(0.5) {
		doctype = "<!DOCTYPE html>"
	}
	sheet := ""
	if g.chance(0.3) {
		sheet = "<style>body{font-family:Arial;font-size:13px} td{padding:3px} .x{color:red} p{margin:6px 0}" +
			" table.t tr:nth-child(even) td{background:#eee}</style>"
	}
	body := pick(g, "", "", ` style="margin:0"`, ` bgcolor="#ffffff" text="#222222"`)
	content := ""
	if size.top == 0 {
		content = g.block(0)
	}
	for range size.top {
		content += g.blocks(0)
	}
	return []byte(doctype + `<html><head><meta charset="utf-8">` + sheet + "</head><body" + body + ">" + content + "</body></html>")
}

type generator struct {
	dice *rand.Rand
	size Size
}

// chance is true with this probability.
func (g generator) chance(probability float64) bool { return g.dice.Float64() < probability }

// between is a number from low to high, both included.
func (g generator) between(low, high int) int { return low + g.dice.IntN(high-low+1) }

func pick[T any](g generator, choices ...T) T { return choices[g.dice.IntN(len(choices))] }

// words is low to high words as report mails use them.
func (g generator) words(low, high int) string {
	some := make([]string, g.between(low, high))
	for i := range some {
		some[i] = pick(g, vocabulary()...)
	}
	return strings.Join(some, " ")
}

func vocabulary() []string {
	return strings.Fields(`Backup job succeeded Failed Warning server NW-SQL02 12.4 GB C:\Data\x 0:12:33 details Veeam report
		repository the of and retention policy snapshot 2025-10-21 22:00 vm_01 Processing error: [0x800423f4] transferred
		details; (2.1 TB) restore-point könnte – naïve`)
}

func (g generator) colour() string {
	return pick(g, "#a7a9ac", "#00B050", "#333", "white", "rgb(240,240,250)", "#eee", "navy", "#ffd96c")
}

// draft collects attributes or declarations, each with its own probability.
type draft struct {
	g     generator
	parts []string
}

func (d *draft) maybe(probability float64, part func() string) {
	if d.g.chance(probability) {
		d.parts = append(d.parts, part())
	}
}

func fixed(text string) func() string { return func() string { return text } }

func (g generator) oneOf(format string, choices ...string) func() string {
	return func() string { return fmt.Sprintf(format, pick(g, choices...)) }
}

func (g generator) number(format string, low, high int) func() string {
	return func() string { return fmt.Sprintf(format, g.between(low, high)) }
}
