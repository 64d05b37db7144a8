package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// verdictAlone reports whether a value is a verdict and no name.
func (c *collector) verdictAlone(value string) bool {
	return len(value) < 60 && c.r.Judge(value, lexicon.Value).Decided() && !nameLike(c.r, value)
}

// subjectOf keeps the name that the next status without one belongs to.
func (c *collector) subjectOf(value string) {
	c.section = unquote(value)
}

// status reads the value under a label of a status.
func (c *collector) status(key, value, where string) {
	v := c.statusOf(value)
	if v.Reason == grammar.Harmless {
		return // "Severity: Information"
	}
	c.add(v, where, true)
	c.states = append(c.states, state{lexicon.Fold(key), c.section, v.Status.Known()})
}

// maxCached bounds the cells that are remembered: a column of statuses repeats few words.
const maxCached = 1000

// statusOf judges a text that has to be a status: what is no known word is Unknown.
func (c *collector) statusOf(value string) grammar.Verdict {
	if len(value) > 60 {
		return c.newStatus(value)
	}
	v, ok := c.cells[value]
	if !ok {
		if v = c.newStatus(value); len(c.cells) < maxCached {
			c.cells[value] = v
		}
	}
	return v
}

func (c *collector) newStatus(value string) grammar.Verdict {
	if strings.TrimSpace(value) == "" {
		return grammar.Verdict{Status: domain.Unknown, Reason: grammar.OddMark, Words: "(nothing)"}
	}
	var room [fewClauses]string
	parts := appendSplit(room[:0], value)
	if len(parts) == 0 {
		return grammar.Verdict{Status: domain.Unknown, Reason: grammar.OddMark, Words: value}
	}
	worst := grammar.Verdict{}
	for n, p := range parts {
		v := c.r.Judge(p, lexicon.Value)
		if n > 0 && !v.Decided() { // "OK - 48 files": what stands behind may only bend it
			if v = c.judge(p); v.Status == 0 {
				continue
			}
		}
		if v.Reason == grammar.Harmless && len(parts) == 1 && !strings.Contains(strings.TrimSpace(p), " ") {
			return v // "Information", and not "see log"
		}
		if v.Status == 0 || v.Other {
			v = grammar.Verdict{Status: domain.Unknown, Reason: grammar.NoHead, Words: p}
		}
		if v.Status > worst.Status {
			worst = v
		}
	}
	return worst
}
