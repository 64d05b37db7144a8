package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// times finds start and end where no label tells them: the moment in the mail that has
// the time of day under a start, or the first and last line of a log.
func (c *collector) times() {
	if c.started.IsZero() && c.startClock != "" {
		c.started = c.moment(c.startClock)
	}
	if !c.started.IsZero() || !c.ended.IsZero() || c.startClock != "" {
		return
	}
	first, last, lines := "", "", 0
	for i := range c.facts.Items {
		if x := &c.facts.Items[i]; x.Table == nil && x.Logged {
			if first == "" {
				first = x.Time
			}
			last = x.Time
			lines++
		}
	}
	if lines < 2 {
		c.started = c.told()
		return
	}
	c.started, c.ended = c.calendar().Stamp(first), c.calendar().Stamp(last)
}

// span takes start and end from a value that tells both: "18/09/2026 01:00 - 18/09/2026
// 01:02".
func (c *collector) span(value string) {
	from, to, ok := strings.Cut(value, " - ")
	if !ok || !c.started.IsZero() {
		return
	}
	a, b := c.calendar().Stamp(from), c.calendar().Stamp(to)
	if a.IsZero() || b.IsZero() || b.Time.Before(a.Time) {
		return
	}
	c.started = a
	if c.ended.IsZero() {
		c.ended = b
	}
}

// maxTold is how many lines are looked through for a moment that no label tells.
const maxTold = 40

// told finds the moment of a run where a sentence says that it was run or started then, or
// where a line is nothing but a moment.
func (c *collector) told() domain.Stamp {
	alone := domain.Stamp{}
	for _, text := range c.momentary() {
		s := c.calendar().Stamp(text)
		if s.IsZero() {
			continue
		}
		switch ran, bare := c.runs(text); {
		case ran:
			return s
		case bare && alone.IsZero():
			alone = s
		}
	}
	return alone
}

// momentary are the first lines and cells that may hold a moment.
func (c *collector) momentary() []string {
	var out []string
	note := func(text string) {
		if len(text) <= 200 && strings.Contains(text, ":") && hasDigits(text) {
			out = append(out, text)
		}
	}
	for i := range c.facts.Items[:min(len(c.facts.Items), maxTold)] {
		x := &c.facts.Items[i]
		if x.Table == nil {
			if !x.Quoted {
				note(x.Text)
			}
			continue
		}
		for _, row := range x.Table.Rows[:min(len(x.Table.Rows), 5)] {
			for _, cell := range row.Cells {
				note(cell.Text)
			}
		}
	}
	return out
}

// runs reports whether a text says that something was run or started, and whether it is
// nothing but a moment.
func (c *collector) runs(text string) (ran, bare bool) {
	bare = true
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := range tokens {
		t := &tokens[k]
		switch {
		case t.Class == lexicon.Last || t.Class == lexicon.Mood:
			return false, false
		case t.Class == lexicon.Ran || t.Class == lexicon.Started:
			ran = true
		case t.Kind == grammar.Mark || t.Kind == grammar.Number || t.Class == lexicon.Calendar:
		case t.Class == lexicon.Neutral:
		default:
			bare = false
		}
	}
	return ran, bare
}

// moment looks for a date with the given time of day behind it.
func (c *collector) moment(clock string) domain.Stamp {
	try := func(text string) domain.Stamp {
		if len(text) > 300 || len(text) <= len(clock) || !strings.Contains(text, clock) {
			return domain.Stamp{}
		}
		return c.calendar().Stamp(text)
	}
	if s := try(c.facts.Subject); !s.IsZero() {
		return s
	}
	for i := range c.facts.Items {
		x := &c.facts.Items[i]
		if x.Table == nil {
			if s := try(x.Text); !s.IsZero() {
				return s
			}
			continue
		}
		for _, row := range x.Table.Rows {
			for _, cell := range row.Cells {
				if s := try(cell.Text); !s.IsZero() {
					return s
				}
			}
		}
	}
	return domain.Stamp{}
}
