package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/lexicon"
)

// implied is a row of a table without statuses that tells when, or how much of, something
// was backed up. Where the run went well so did the row, and trouble stands in a row of its
// own below it.
type implied struct {
	object domain.Object
	bad    domain.Status
}

// implies notes a row below a head without a status, or what a row says of the one above it.
func (c *collector) implies(h *head, row *facts.Row) {
	if len(c.implied) == maxJobRows || h.name < 0 || h.name >= len(row.Cells) {
		return
	}
	if filled(row) == 1 {
		text := strings.TrimSpace(row.Cells[0].Text)
		if n := len(c.implied); n > 0 && text != "" && len(row.Cells) > 1 && row.Cells[1].Fill {
			c.troubleOf(&c.implied[n-1], text)
		}
		return
	}
	measures := false
	for _, r := range h.roles {
		measures = measures || r == lexicon.Start || r == lexicon.End || r == lexicon.Duration
	}
	switch h.roles[h.name] {
	case lexicon.Machine, lexicon.Object:
	default:
		return
	}
	name := strings.Join(strings.Fields(row.Cells[h.name].Text), " ")
	if measures && !h.steps() && !c.sum(name) && hasLetters(name) && len(name) < 100 && !measured(name) {
		c.implied = append(c.implied, implied{object: domain.Object{Name: name}})
	}
}

// troubleOf keeps what a row says of the one above it. Parts that failed leave a warning.
func (c *collector) troubleOf(x *implied, text string) {
	first, _, _ := strings.Cut(text, "\n")
	v := c.judge(first)
	if l := lineOf(first); l.Label && l.Value == "" && v.Status == domain.Failed {
		v.Status = domain.Warning // "Failed entries:", and below it which
	}
	if v.Status > x.bad && v.Status > domain.Unknown {
		x.bad, x.object.Message = v.Status, strings.Join(strings.Fields(text), " ")
	}
}

// impliedObjects makes objects of the rows where the run went well, or where what is below
// them tells of each trouble.
func (c *collector) impliedObjects(status domain.Status) {
	told := false
	for _, x := range c.implied {
		told = told || x.bad != 0
	}
	if !told && status != domain.Success {
		return
	}
	for _, x := range c.implied {
		own := domain.Unknown
		if x.bad != 0 {
			own = x.bad
		} else if status == domain.Success {
			own = status
		}
		c.object(x.object.Name, own, x.object.Message)
	}
}
