package words

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules/schedule"
)

// Decision says what was decided, times in loc.
func Decision(d domain.Decision, loc *time.Location) string { return Phrase(review.Say(d, loc), loc) }

// Acceptance says until when something is accepted.
func Acceptance(a domain.Acceptance, loc *time.Location) string {
	return Phrase(review.Until(a), loc)
}

// Phrase says a phrase of the journal: its sentence is that of its code, its placeholders
// are the numbers of its arguments, with how one is written behind a colon. The first number
// among the arguments chooses the plural form. A code without a sentence is said as it is.
func Phrase(p review.Phrase, loc *time.Location) string {
	id := "decision." + p.Code
	if !spokenHas(id) {
		return p.Code
	}
	var args []any
	for _, name := range Spoken().Placeholders(id) {
		number, format, _ := strings.Cut(name, ":")
		if at, err := strconv.Atoi(number); err == nil && at < len(p.Args) {
			args = append(args, name, argument(p.Args[at], format, loc))
		}
	}
	if at := slices.IndexFunc(p.Args, func(a review.Arg) bool { return a.Number != nil }); at >= 0 {
		args = append(args, "n", *p.Args[at].Number)
	}
	return T(id, args...)
}

func spokenHas(id string) bool { return Spoken().messages[id] != nil }

// momentLayouts are how a sentence writes a time.
var momentLayouts = map[string]Layout{"minute": DayClock, "moment": DateClock, "date": Date}

func argument(a review.Arg, format string, loc *time.Location) string {
	switch {
	case a.Phrase != nil:
		return Phrase(*a.Phrase, loc)
	case a.Number != nil && format == "hour":
		return fmt.Sprintf("%02d:00", *a.Number)
	case a.Number != nil:
		return Number(*a.Number)
	case !a.Time.IsZero() && format == "stamp":
		return a.Time.In(loc).Format("2006-01-02 15:04 MST")
	case !a.Time.IsZero():
		return Stamp(a.Time.In(loc), momentLayouts[format])
	case format == "list":
		parts := make([]string, len(a.List))
		for i, p := range a.List {
			if parts[i] = Phrase(p, loc); p.Code == "text" {
				parts[i] = payloadWord("setting", parts[i])
			}
		}
		return strings.Join(parts, ", ")
	case format == "or":
		text := ""
		for i, p := range a.List {
			if text = T("decision.or", "first", text, "last", Phrase(p, loc)); i == 0 {
				text = Phrase(p, loc)
			}
		}
		return text
	case format == "schedule":
		// What stands in a journal is what a person can type.
		if s, err := schedule.Parse(a.Text, time.Time{}); err == nil {
			return Times(s)
		}
	case format != "":
		return payloadWord(format, a.Text)
	}
	return a.Text
}

// payloadWord words what a payload names by a word of its own, such as a role; another word
// stays as it is.
func payloadWord(kind, word string) string {
	if id := "decision." + kind + "_" + strings.ReplaceAll(word, " ", "_"); spokenHas(id) {
		return T(id)
	}
	return word
}
