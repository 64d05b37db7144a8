package readers

import (
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

// ResultRow is one line of what a definition makes of a message.
type ResultRow struct {
	Status domain.Status // of a result or an object; 0 for other lines
	Held   bool          // a condition held, or something was found
	Label  string
	Words  string // the words of the message that it comes from
	Where  string
	Line   int // of the definition, 0 for none
}

// ResultRows tells an explanation line by line: results with their objects, why the
// definition reads the message or does not, and what each rule found.
func ResultRows(x domain.Explanation) []ResultRow {
	var rows []ResultRow
	for _, r := range x.Results {
		name := r.Name()
		rows = append(
			rows,
			ResultRow{
				Status: r.Status.Known(),
				Held:   true,
				Label:  strings.Join(words.NonEmpty(r.Product, r.JobType, name), " · "),
				Words:  r.Evidence.Words,
				Where:  r.Evidence.Where,
			},
		)
		if r.Kind != domain.KindRun {
			rows = append(rows, ResultRow{Held: true, Label: "Kind", Words: string(r.Kind)})
		}
		for _, t := range []struct {
			label string
			at    domain.Stamp
		}{{"Started", r.Started}, {"Ended", r.Ended}} {
			if !t.at.IsZero() {
				rows = append(rows, ResultRow{Held: true, Label: t.label, Words: t.at.Text, Where: "read as " + stampWords(t.at)})
			}
		}
		for _, o := range r.Objects {
			rows = append(rows, ResultRow{Status: o.Status.Known(), Held: true, Label: o.Name, Words: o.Message, Where: o.Type})
		}
	}
	for _, c := range x.Conditions {
		rows = append(rows, ResultRow{Held: c.Held, Label: c.Rule, Words: c.Words, Where: c.Where, Line: c.Line})
	}
	for _, f := range x.Found {
		rows = append(rows, ResultRow{Held: true, Label: f.Rule, Words: f.Words, Where: f.Where, Line: f.Line})
	}
	return rows
}

func stampWords(s domain.Stamp) string {
	if s.Zoned {
		return s.Time.Format("2 Jan 2006 15:04:05 -0700")
	}
	return s.Time.Format("2 Jan 2006 15:04:05") + ", sender’s time"
}

// ResultLine says in one line what came of a message.
func ResultLine(x domain.Explanation) string {
	switch {
	case len(x.Problems) == 1:
		return "The definition has a problem."
	case len(x.Problems) > 1:
		return fmt.Sprintf("The definition has %s.", words.Count(len(x.Problems), "problem"))
	case !x.Matched && x.Other != "":
		return "The definition does not read this message; " + x.Other + " does."
	case !x.Matched:
		return "This message is not read."
	case x.Other != "":
		return "Read. Without this definition " + x.Other + " reads it."
	default:
		return "Read: " + words.Count(len(x.Results), "result") + "."
	}
}

// OriginWords says where a reader comes from.
func OriginWords(r Row) string {
	switch {
	case r.Unread:
		return ""
	case r.Draft && r.Name == "":
		return "draft"
	case r.Draft:
		return "own, draft"
	case len(r.Problems) > 0:
		return "not in use"
	case r.Origin == domain.ReaderShipped:
		return "definition"
	default:
		return string(r.Origin)
	}
}

// ReadersLine counts what the list of readers holds.
func ReadersLine(rows []Row, stale int) string {
	own := 0
	for _, r := range rows {
		if r.Origin == domain.ReaderOwn {
			own++
		}
	}
	line := words.Count(max(0, len(rows)-1), "reader")
	if own > 0 {
		line += ", " + words.Number(own) + " own"
	}
	if stale > 0 {
		line += " · " + words.Count(stale, "message") + " read by older ones"
	}
	return line
}

// LastRead says when a reader read a message last.
func LastRead(r Row, now time.Time) string {
	if r.Newest.IsZero() {
		return ""
	}
	return words.When(r.Newest, now)
}
