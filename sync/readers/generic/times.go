package generic

import (
	"strings"

	"runchecks/domain"
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
		return
	}
	c.started, c.ended = c.calendar().Stamp(first), c.calendar().Stamp(last)
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
