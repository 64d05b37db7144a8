package generic

import (
	"strings"

	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/lexicon"
)

// transposed reads a table whose machines stand across the top and whose statuses stand in
// a row: it returns false for any other.
func (c *collector) transposed(t *facts.Table) bool {
	if len(t.Rows) < 2 || len(t.Rows) > 60 || len(t.Rows[0].Cells) < 3 {
		return false
	}
	top := t.Rows[0].Cells
	for j := 1; j < len(top); j++ {
		text := strings.TrimSpace(top[j].Text)
		if text == "" || len(text) > 60 || measured(text) || c.role(text, lexicon.Column) != lexicon.None {
			return false
		}
	}
	at := -1
	for n := 1; n < len(t.Rows); n++ {
		for len(t.Rows[n].Cells) < len(top) && len(t.Rows[n].Cells) > 1 { // the last ones are empty
			t.Rows[n].Cells = append(t.Rows[n].Cells, facts.Cell{})
		}
		cells := t.Rows[n].Cells
		if len(cells) != len(top) {
			return false
		}
		switch c.role(cells[0].Text, lexicon.Label) {
		case lexicon.Status, lexicon.LastStatus:
		default:
			continue
		}
		decided := 0
		for _, cell := range cells[1:] {
			if c.statusOf(cell.Text).Decided() {
				decided++
			}
		}
		if at < 0 && 2*decided >= len(cells)-1 {
			at = n
		}
	}
	if at < 0 {
		return false
	}
	h := &head{status: at, name: 0}
	for n := range t.Rows {
		text := oneLine(t.Rows[n].Cells[0].Text)
		h.texts, h.roles = append(h.texts, text), append(h.roles, c.role(text, lexicon.Label))
	}
	h.roles[0] = lexicon.Machine
	for j := 1; j < len(top); j++ {
		turned := facts.Row{}
		for n := range t.Rows {
			turned.Cells = append(turned.Cells, t.Rows[n].Cells[j])
		}
		c.row(h, &turned)
	}
	return true
}
