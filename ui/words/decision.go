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
	"runchecks/domain/wording"
)

// Decision says what was decided, times in loc.
func Decision(d domain.Decision, loc *time.Location) string { return Phrase(review.Say(d, loc), loc) }

// Acceptance says until when something is accepted.
func Acceptance(a domain.Acceptance, loc *time.Location) string {
	return Phrase(review.Until(a), loc)
}

// Phrase says what a layer below has to say: its sentence is that of its code, its placeholders
// are the numbers of its arguments, with how one is written behind a colon. The first number
// among the arguments chooses the plural form. A code without a sentence is said as it is.
// Times are in loc, nil for the zone that they have.
func Phrase(p wording.Phrase, loc *time.Location) string {
	id := wording.ID(p.Code)
	if inCase := "decision." + p.Code; spokenHas(inCase) { // a case, which English has not
		id = inCase
	}
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
	if n, ok := wording.Counted(p.Args); ok {
		args = append(args, "n", n)
	}
	return T(id, args...)
}

// Phrases says each of a list.
func Phrases(list []wording.Phrase) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = Phrase(p, nil)
	}
	return out
}

func spokenHas(id string) bool { return Spoken().messages[id] != nil }

// momentLayouts are how a sentence writes a time.
var momentLayouts = map[string]Layout{"minute": DayClock, "moment": DateClock, "date": Date}

func argument(a wording.Arg, format string, loc *time.Location) string {
	switch {
	case a.Phrase != nil && slices.Contains(cases, format) && spokenHas(wording.ID(a.Phrase.Code)+"_"+format):
		return Phrase(wording.Phrase{Code: a.Phrase.Code + "_" + format, Args: a.Phrase.Args}, loc)
	case a.Phrase != nil:
		return Phrase(*a.Phrase, loc)
	case a.Number != nil && format == "hour":
		return fmt.Sprintf("%02d:00", *a.Number)
	case a.Number != nil:
		return Number(*a.Number)
	case !a.Time.IsZero():
		return moment(a.Time, format, loc)
	case a.List != nil:
		return phrases(a.List, format, loc)
	case format == "schedule":
		// What stands in a journal is what a person can type.
		if s, err := schedule.Parse(a.Text, time.Time{}); err == nil {
			return Times(s)
		}
	case format == "date", format == "slot":
		if said, ok := storedTime(a.Text); ok {
			return said
		}
	case format == "status":
		if said, ok := storedStatus(a.Text); ok {
			return said
		}
	case format == "noted":
		return Noted(a.Text)
	case format == "weekday":
		for day := time.Sunday; day <= time.Saturday; day++ {
			if day.String() == a.Text {
				return Weekday(day)
			}
		}
	case format != "":
		return payloadWord(format, a.Text)
	}
	return a.Text
}

func moment(t time.Time, format string, loc *time.Location) string {
	if loc != nil {
		t = t.In(loc)
	}
	if format == "stamp" {
		return t.Format("2006-01-02 15:04 MST")
	}
	return Stamp(t, momentLayouts[format])
}

// phrases says a list of phrases as its format joins them.
func phrases(list []wording.Phrase, format string, loc *time.Location) string {
	parts := make([]string, len(list))
	for i, p := range list {
		if parts[i] = Phrase(p, loc); p.Code == "text" && format == "list" {
			parts[i] = payloadWord("setting", parts[i])
		}
	}
	switch format {
	case "and":
		return And(parts)
	case "or":
		text := ""
		for i, p := range parts {
			if text = T("decision.or", "first", text, "last", p); i == 0 {
				text = p
			}
		}
		return text
	case "sentences":
		return strings.Join(parts, " ")
	}
	return strings.Join(parts, ", ")
}

// payloadWord words what a payload names by a word of its own, such as a role; another word
// stays as it is.
func payloadWord(kind, word string) string {
	if id := "decision." + kind + "_" + strings.ReplaceAll(word, " ", "_"); spokenHas(id) {
		return T(id)
	}
	return word
}
