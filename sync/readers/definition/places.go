package definition

import (
	"context"
	"strings"

	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// Label is a label of a mail as a place with label = "…" finds it, with everything that
// stands behind, beside or below it.
type Label struct {
	Name  string // as the mail writes it
	Texts []string
	Where string // of the first
}

// mostLabels bounds how many labels of lines, and how many of cells, are returned.
const mostLabels = 3000

// Labels returns what a definition can name as a label: first the labels of cells, then
// those of lines, each in the order of the mail.
func Labels(m *message.Message) []Label {
	x := newMail(context.Background(), m, reader.Env{}, timeLimit)
	index := x.index()
	var out []Label
	inCells, inLines := 0, 0
	for _, k := range x.order {
		first := index[k][0]
		count := &inCells
		if strings.HasPrefix(first.where, "line ") {
			count = &inLines
		}
		if *count++; *count > mostLabels {
			continue
		}
		name := strings.TrimRight(strings.TrimSuffix(first.words, ": "+first.text), ":= ")
		l := Label{Name: strings.TrimSpace(name), Where: first.where}
		for _, f := range index[k] {
			l.Texts = append(l.Texts, f.text)
		}
		out = append(out, l)
	}
	return out
}

// Spread returns the texts of a table's row, one for each column that a cell spans.
func Spread(r *message.Row) []string { return spread(r) }

// Plausible reports whether a mail with this sender and subject may be one that the
// definition reads: it holds no more than what they tell.
func (d *Definition) Plausible(from, subject string) bool {
	x := &mail{m: &message.Message{From: from, Subject: subject}}
	x.subject = x.m.BareSubject()
	for _, c := range d.match.all {
		if !c.short() || strings.HasPrefix(c.in, "header ") || c.in == "to" {
			continue
		}
		if _, ok := c.holds(x, nil); !ok {
			return false
		}
	}
	return true
}
