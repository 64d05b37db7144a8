// Package causes groups what waits on Run Checks by what its problems have in common: which
// causes there are, since when each stands, and what was said and done when it was there before.
// It reads a store and words what it found; which cause is selected, ticked or unfolded is the
// model's affair.
package causes

import (
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/cause"
	"runchecks/ui/words"
)

// Cause is one cause with the jobs that have it, as the list shows it.
type Cause struct {
	cause.Group
	// Jobs are those of the list that have it, in the order of its members; Alone are those
	// of them that wait with no other problem, Out those that were taken out of the decision.
	Jobs  []domain.JobRow
	Alone map[int64]bool
	Out   map[int64]bool
	// Several counts the ticked causes that this one stands for together, 0 for one of the list.
	Several int
	// Nights counts the jobs that had it in each of the last nights, the oldest first.
	Nights [barNights]int
	// New says that no job had it in the night before; Since is the night it began, and
	// Before that it began before anybody looked.
	New    bool
	Since  time.Time
	Before bool
	// Read says that nights long past were read, too.
	Read bool
	// earlier are the times before that its jobs had it, the newest first.
	earlier []episode
}

// Words is what the journal says that the cause is.
func (c *Cause) Words() string {
	if c.Text.Key != "" {
		return c.Text.String()
	}
	return Text(c)
}

// objects counts the objects of its jobs that have it, each once, in however many runs.
func (c *Cause) objects() int {
	jobs := map[int64]bool{}
	for _, j := range c.Jobs {
		jobs[j.ID] = true
	}
	type object struct {
		job  int64
		name string
	}
	seen := map[object]bool{}
	for _, m := range c.Members {
		for _, o := range m.Objects {
			if o.Name != "" && jobs[m.Job.ID] {
				seen[object{m.Job.ID, o.Name}] = true
			}
		}
	}
	return len(seen)
}

// Has reports whether a job of the list has the cause.
func (c *Cause) Has(job int64) bool {
	return slices.ContainsFunc(c.Jobs, func(j domain.JobRow) bool { return j.ID == job })
}

// Chosen are the jobs of a cause that its decision is about.
func (c *Cause) Chosen() (out []domain.JobRow) {
	for _, j := range c.Jobs {
		if !c.Out[j.ID] {
			out = append(out, j)
		}
	}
	return out
}

// Text says what a cause is, with what differs between its messages in brackets.
func Text(c *Cause) string {
	switch {
	case c.Several > 0:
		return words.T("runchecks.cause_several", "n", c.Several)
	case c.Name != "":
		return c.Name
	case c.Missing:
		return words.T("runchecks.cause_missing")
	case c.Text.Key == "":
		return words.T("runchecks.cause_silent", "product", words.Product(c.Product))
	}
	if objects := c.Members[0].Objects; len(objects) > 0 {
		// A sentence of the program itself is said in the language of the window.
		if noted := words.Noted(objects[0].Message); noted != objects[0].Message {
			return noted
		}
	}
	text := ""
	for _, p := range c.Text.Parts {
		if p.Placeholder {
			text += "[" + p.Text + "]"
		} else {
			text += p.Text
		}
	}
	return text
}

// Line says since when a cause stands and how many it is about.
func (c *Cause) Line() (lead, rest string) {
	customers := map[int64]bool{}
	for _, j := range c.Jobs {
		customers[j.Customer.ID] = true
	}
	rest = words.Count(len(customers), "customer") + " · " + words.Count(len(c.Jobs), "job")
	if n := c.objects(); n > 0 {
		rest += " · " + words.Count(n, "object")
	}
	switch {
	case c.New:
		return words.T("night.new"), "· " + rest
	case !c.Read:
		return "", rest
	case c.Before:
		return "", rest + " · " + words.T("runchecks.cause_before", "day", words.Stamp(c.Since, words.DayMonth))
	}
	return "", rest + " · " + words.T("runchecks.cause_since", "day", words.Stamp(c.Since, words.DayMonth))
}

// Stays says before a decision which jobs of a cause it does not take off the list, "" where
// there are none.
func (c *Cause) Stays() string {
	var names []string
	for _, j := range c.Chosen() {
		if !c.Alone[j.ID] {
			names = append(names, j.Customer.Name+", "+j.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return words.T("runchecks.cause_stays", "n", len(names), "jobs", words.And(names[:min(3, len(names))]))
}

// Said are the words of a job of a cause, and the objects that say them.
func (c *Cause) Said(job int64) (message, objects string) {
	var names []string
	for _, m := range c.Members {
		if m.Job.ID != job {
			continue
		}
		for _, o := range m.Objects {
			if message == "" {
				message = words.Noted(o.Message)
			}
			if o.Name != "" {
				names = append(names, o.Name)
			}
		}
		if message == "" {
			message = words.Noted(m.Run.Error)
		}
		break
	}
	if n := len(names); n > 0 {
		objects = words.Count(n, "object") + ": " + strings.Join(names[:min(n, 6)], ", ")
	}
	return message, objects
}

// Returned reports whether it was there before, and was over meanwhile.
func (c *Cause) Returned() bool { return len(c.earlier) > 0 }
