package teach

import (
	"fmt"
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// This file holds what the screen Teach says.

// Title is the title of a lesson.
func Title(s domain.TeachState, mail int) string {
	if mail >= len(s.Mails) {
		return "Teach"
	}
	return "Teach: " + s.Mails[mail].Subject
}

// Hint says under the title what is to be done.
func Hint(s domain.TeachState) string {
	n := "this mail"
	if len(s.Mails) > 1 {
		n = fmt.Sprintf("all %d mails", len(s.Mails))
	}
	return "Select words in the report and say what they are. Everything is tried on " + n + " at once."
}

// Like says how many mails are taught with.
func Like(s domain.TeachState) string {
	if len(s.Mails) == 1 {
		return "1 mail like this one"
	}
	return fmt.Sprintf("%d mails like this one", len(s.Mails))
}

// DecidedLine says how many mails have a result that is not Unknown.
func DecidedLine(s domain.TeachState) string {
	n := 0
	for _, m := range s.Mails {
		if m.Matched && m.Status() != domain.Unknown {
			n++
		}
	}
	return fmt.Sprintf("%d of %d are decided", n, len(s.Mails))
}

// MailLine says in one line what the definition makes of a mail.
func MailLine(m domain.TeachMail) string {
	switch {
	case !m.Matched:
		return "is not read by this definition"
	case m.Open == 1:
		return "1 thing not decided yet"
	case m.Open > 1:
		return fmt.Sprintf("%d things not decided yet", m.Open)
	case len(m.Results) > 1:
		return fmt.Sprintf("%d runs", len(m.Results))
	}
	return teachFacts(m.Results[0])
}

func teachFacts(r domain.Result) string {
	good := 0
	for _, o := range r.Objects {
		if o.Status == domain.Success {
			good++
		}
	}
	parts := []string{r.Name()}
	if len(r.Objects) > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d objects", good, len(r.Objects)))
	}
	return strings.Join(parts, " · ")
}

// Result tells a result: the job, a line of times and product, and why.
func Result(m domain.TeachMail) (job, line, why string) {
	if !m.Matched || len(m.Results) == 0 {
		return "No run", "", "The conditions under Decided do not hold for this mail."
	}
	r := m.Results[0]
	var parts []string
	if !r.Started.IsZero() {
		span := r.Started.Time.Format("2 Jan 15:04")
		if !r.Ended.IsZero() {
			span += " to " + r.Ended.Time.Format("15:04")
			if d := r.Duration(); d > 0 {
				span += " (" + words.Took(d) + ")"
			}
		}
		parts = append(parts, span)
	}
	parts = append(parts, r.Product, r.JobType)
	why = "Because of “" + r.Evidence.Words + "” in " + r.Evidence.Where + "."
	switch {
	case r.Status == domain.Unknown && r.Evidence.Where == "the whole message":
		why = "Unknown: " + r.Evidence.Words + "."
	case r.Status == domain.Unknown:
		why = "“" + r.Evidence.Words + "” in " + r.Evidence.Where + " is not decided. The run is Unknown until you say what it means."
	}
	return r.Name(), strings.Join(parts, " · "), why
}

// OthersLine says what else the definition would read; amber where that is anything.
func OthersLine(o domain.TeachOthers, known bool) (text string, amber bool) {
	switch n := len(o.List); {
	case !known:
		return "Looking…", false
	case n == 0:
		return fmt.Sprintf("0 of %s mails of other senders.", words.Number(o.Total)), false
	case n == 1:
		return fmt.Sprintf("1 of %s mails of other senders: %s", words.Number(o.Total), o.List[0].Subject), true
	default:
		var names []string
		for i := range o.List[:min(n, 4)] {
			names = append(names, o.List[i].Subject)
		}
		more := ""
		if n > 4 {
			more = ", …"
		}
		return fmt.Sprintf("%d of %s mails of other senders: %s%s", n, words.Number(o.Total), strings.Join(names, ", "), more), true
	}
}

// MeaningWords says a meaning on a button or in the menu.
func MeaningWords(m domain.Meaning) string {
	switch m {
	case "success":
		return "good"
	case "ignored":
		return "ignore"
	case "object: message":
		return "use as message"
	case "object: type":
		return "use as type"
	}
	return string(m)
}

// MeaningMenu says a meaning in the menu at a selection.
func MeaningMenu(m domain.Meaning) string {
	switch m {
	case "success":
		return "Status: good"
	case "warning", "failed", "missed":
		return "Status: " + string(m)
	case "object: name", "object: type", "object: status", "object: message":
		return "Object’s " + strings.TrimPrefix(string(m), "object: ")
	case "ignored":
		return "Ignore"
	}
	return strings.ToUpper(string(m[:1])) + string(m[1:])
}

// MeaningStatus is the status that a meaning gives, 0 for none.
func MeaningStatus(m domain.Meaning) domain.Status {
	return map[domain.Meaning]domain.Status{
		"success": domain.Success, "warning": domain.Warning, "failed": domain.Failed, "missed": domain.Missed,
	}[m]
}
