package readers

import (
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
			rows = append(rows, ResultRow{Held: true, Label: words.T("readers.kind"), Words: string(r.Kind)})
		}
		for _, t := range []struct {
			label string
			at    domain.Stamp
		}{{words.T("readers.started"), r.Started}, {words.T("readers.ended"), r.Ended}} {
			if !t.at.IsZero() {
				read := words.T("readers.read_as", "time", stampWords(t.at))
				rows = append(rows, ResultRow{Held: true, Label: t.label, Words: t.at.Text, Where: read})
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
		return words.T("readers.zoned", "time", words.Stamp(s.Time, words.DateSeconds), "zone", s.Time.Format("-0700"))
	}
	return words.T("readers.sender_time", "time", words.Stamp(s.Time, words.DateSeconds))
}

// ResultLine says in one line what came of a message.
func ResultLine(x domain.Explanation) string {
	switch {
	case len(x.Problems) == 1:
		return words.T("readers.one_problem")
	case len(x.Problems) > 1:
		return words.T("readers.problems", "problems", words.Count(len(x.Problems), "problem"))
	case !x.Matched && x.Other != "":
		return words.T("readers.other_reads", "reader", x.Other)
	case !x.Matched:
		return words.T("readers.not_read")
	case x.Other != "":
		return words.T("readers.read_instead", "reader", x.Other)
	default:
		return words.T("readers.read", "results", words.Count(len(x.Results), "result"))
	}
}

// OriginWords says where a reader comes from.
func OriginWords(r Row) string {
	switch {
	case r.Unread:
		return ""
	case r.Draft && r.Name == "":
		return words.T("readers.draft")
	case r.Draft:
		return words.T("readers.own_draft")
	case len(r.Problems) > 0:
		return words.T("readers.not_in_use")
	case r.Origin == domain.ReaderShipped:
		return words.T("readers.definition")
	case r.Origin == domain.ReaderOwn:
		return words.T("readers.own")
	default:
		return words.T("readers.program")
	}
}

// Line counts what the list of readers holds.
func Line(rows []Row, stale int) string {
	own := 0
	for _, r := range rows {
		if r.Origin == domain.ReaderOwn {
			own++
		}
	}
	line := words.Count(max(0, len(rows)-1), "reader")
	if own > 0 {
		line = words.Join(line, words.T("readers.own_count", "n", own))
	}
	if stale > 0 {
		line = words.T("readers.stale", "readers", line, "messages", words.Count(stale, "message"))
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
