package generic

import (
	"strings"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// pairs reads a row that is a label with its value, or several, and else every cell as
// a sentence.
func (c *collector) pairs(row *facts.Row, where string) {
	var cells []string
	for _, x := range row.Cells {
		if text := strings.TrimSpace(x.Text); text != "" {
			cells = append(cells, text)
		}
	}
	if len(cells) == 2 {
		key, value := oneLine(cells[0]), oneLine(cells[1])
		if len(key) <= 60 {
			role := c.role(key, lexicon.Label)
			if c.saysOf(key, value) {
				c.note(domain.Unknown, grammar.NoHead, value, "row "+key)
				return
			}
			c.counts(role, key, value, "row "+key)
			if role != lexicon.Status && c.truth(key, value, "row "+key) {
				return
			}
			if role == lexicon.Job || role == lexicon.Machine {
				value = firstLine(cells[1])
			}
			if role == lexicon.Ignored && strings.Contains(cells[1], "\n") && c.speaks(value) {
				c.sentences(cells[1:], "row "+key) // a banner beside a name: "Cloud | Success, 2 of 2 hosts"
				return
			}
			if role != lexicon.None && c.take(role, key, value, "row "+key) {
				return
			}
			kv := c.judge(key)
			if kv.Status == 0 || kv.Status == domain.Unknown && kv.Reason == grammar.UnknownProse {
				if c.measure(value) && !nameLike(c.r, key) {
					return
				}
				v := c.r.Judge(value, lexicon.Value)
				if v.Decided() && !v.Other && len(value) < 60 {
					if v.Status == domain.Success && c.bends(key) {
						v = grammar.Verdict{Status: domain.Unknown, Reason: grammar.Bent, Words: key}
					}
					if x := lineOf(firstLine(cells[0])); x.Label && x.Value != "" && c.role(x.Key,
						lexicon.Label) == lexicon.Job { // "Backup job: Daily | Success"
						c.add(v, "row "+key, true)
						c.take(lexicon.Job, x.Key, x.Value, "row "+key)
						return
					}
					c.add(v, "row "+key, false)
					c.paired = append(c.paired, domain.Object{Name: key, Status: v.Status})
					c.loose = append(c.loose, looseRow{key, value, true})
					return
				}
				c.loose = append(c.loose, looseRow{key, value, false})
				if v.Status == domain.Unknown && !hasDigits(value) && !nameLike(c.r, value) && c.nounLike(key) { // "Servers | Zonk"
					c.note(domain.Unknown, v.Reason, value, "row "+key)
					return
				}
				if nameLike(c.r, key) || v.Status != domain.Unknown || v.Reason != grammar.NoHead {
					c.sentences(cells, where)
					return
				}
			}
		}
		c.sentences(cells, where)
		return
	}
	if len(cells) > 2 && len(cells)%2 == 0 || len(cells) > 3 {
		taken := make([]bool, len(cells))
		for k := 0; k+1 < len(cells); k++ {
			key := oneLine(cells[k])
			if len(key) > 40 || taken[k] {
				continue
			}
			role := c.role(key, lexicon.Label)
			if role == lexicon.None {
				continue
			}
			_, _, number := leading(cells[k+1])
			if strings.HasSuffix(cells[k], ":") || number || role == lexicon.Status {
				if c.take(role, key, oneLine(cells[k+1]), "row "+key) {
					taken[k], taken[k+1] = true, true
				}
			}
		}
		var rest []string
		for k, x := range cells {
			if !taken[k] {
				rest = append(rest, x)
			}
		}
		cells = rest
	}
	c.sentences(cells, where)
}

func hasDigits(s string) bool {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return oneLine(s)
}

// oneLine returns a text with single blanks between its words, as most have them.
func oneLine(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' || c == ' ' && (i == 0 || i+1 == len(s) || s[i+1] == ' ') {
			return lexicon.Tighten(s)
		}
	}
	return s
}

// looseRow is a row of two cells outside every head.
type looseRow struct {
	key, value string
	proved     bool
}

// looseRows reads rows of two cells as a whole where two of them end with a proved word.
func (c *collector) looseRows() {
	good := 0
	for _, r := range c.loose {
		if r.proved {
			good++
		}
	}
	if good == 0 {
		return
	}
	for _, r := range c.loose {
		odd := hostLike(r.key) && !hasDigits(r.value) && !strings.Contains(r.value, " ") && !nameLike(c.r, r.value) // "srv2 | zonked"
		if !r.proved && nameLike(c.r, r.key) && (good > 1 || odd) {
			c.note(domain.Unknown, grammar.NoHead, r.value, "row "+r.key)
			c.object(r.key, domain.Unknown, r.value)
		}
	}
}

// sentences reads cells as text.
func (c *collector) sentences(cells []string, where string) {
	for _, cell := range cells {
		for _, l := range strings.Split(cell, "\n") {
			x := lineOf(l)
			if x.Label && x.Value != "" {
				if role := c.role(x.Key, lexicon.Label); role != lexicon.None && c.take(role, x.Key, x.Value, where) {
					continue
				}
				if c.measure(x.Value) {
					continue
				}
			}
			for _, p := range split(l) {
				v := c.judge(p)
				last, exit := c.hints(p)
				if exit {
					c.exitCode(p, where)
				}
				if last {
					c.stale(p, where)
				}
				if !c.understood(v, placeCell, p) {
					c.add(v, where, false)
				}
			}
		}
	}
}

func lineOf(text string) facts.Line { return facts.LineOf(text) }
