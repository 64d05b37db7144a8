package teach

import (
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// This file holds what the screen Teach says.

// Title is the title of a lesson.
func Title(s domain.TeachState, mail int) string {
	if mail >= len(s.Mails) {
		return words.T("teach.title")
	}
	return words.T("teach.title_of", "subject", s.Mails[mail].Subject)
}

// Hint says under the title what is to be done.
func Hint(s domain.TeachState) string { return words.T("teach.hint", "n", max(1, len(s.Mails))) }

// Like says how many mails are taught with.
func Like(s domain.TeachState) string { return words.T("teach.like", "n", len(s.Mails)) }

// DecidedLine says how many mails have a result that is not Unknown.
func DecidedLine(s domain.TeachState) string {
	n := 0
	for _, m := range s.Mails {
		if m.Matched && m.Status() != domain.Unknown {
			n++
		}
	}
	return words.T("teach.decided", "decided", n, "total", len(s.Mails))
}

// MailLine says in one line what the definition makes of a mail.
func MailLine(m domain.TeachMail) string {
	switch {
	case !m.Matched:
		return words.T("teach.not_matched")
	case m.Open > 0:
		return words.T("teach.open", "n", m.Open)
	case len(m.Results) > 1:
		return words.Count(len(m.Results), "run")
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
		parts = append(parts, words.T("teach.objects", "good", good, "total", len(r.Objects)))
	}
	return strings.Join(parts, " · ")
}

// Result tells a result: the job, a line of times and product, and why.
func Result(m domain.TeachMail) (job, line, why string) {
	if !m.Matched || len(m.Results) == 0 {
		return words.T("teach.no_run"), "", words.T("teach.conditions_fail")
	}
	r := m.Results[0]
	var parts []string
	if !r.Started.IsZero() {
		span := words.Stamp(r.Started.Time, words.DayClock)
		if !r.Ended.IsZero() {
			ended := words.Clock(r.Ended.Time)
			if d := r.Duration(); d > 0 {
				span = words.T("teach.span_took", "started", span, "ended", ended, "took", words.ClockDuration(d))
			} else {
				span = words.T("teach.span", "started", span, "ended", ended)
			}
		}
		parts = append(parts, span)
	}
	parts = append(parts, r.Product, r.JobType)
	switch {
	case r.Status == domain.Unknown && r.Evidence.Where == "the whole message":
		why = words.T("teach.unknown", "words", r.Evidence.Words)
	case r.Status == domain.Unknown:
		why = words.T("teach.undecided", "words", r.Evidence.Words, "where", r.Evidence.Where)
	default:
		why = words.T("teach.because", "words", r.Evidence.Words, "where", r.Evidence.Where)
	}
	return r.Name(), strings.Join(parts, " · "), why
}

// OthersLine says what else the definition would read; amber where that is anything.
func OthersLine(o domain.TeachOthers, known bool) (text string, amber bool) {
	const most = 4
	n := len(o.List)
	switch {
	case !known:
		return words.T("teach.looking"), false
	case n == 0:
		return words.T("teach.others", "n", n, "total", o.Total), false
	}
	var names []string
	for i := range o.List[:min(n, most)] {
		names = append(names, o.List[i].Subject)
	}
	subjects := strings.Join(names, ", ")
	if n > most {
		subjects = words.T("teach.and_others", "subjects", subjects)
	}
	return words.T("teach.others_named", "n", n, "total", o.Total, "subjects", subjects), true
}

// MeaningWords says a meaning on a button.
func MeaningWords(m domain.Meaning) string {
	switch m {
	case "success":
		return words.T("teach.say_good")
	case "warning":
		return words.T("teach.say_warning")
	case "failed":
		return words.T("teach.say_failed")
	case "missed":
		return words.T("teach.say_missed")
	case "job name":
		return words.T("teach.say_job_name")
	case "machine":
		return words.T("teach.say_machine")
	case "start":
		return words.T("teach.say_start")
	case "end":
		return words.T("teach.say_end")
	case "duration":
		return words.T("teach.say_duration")
	case "object: name":
		return words.T("teach.say_object_name")
	case "object: type":
		return words.T("teach.say_type")
	case "object: status":
		return words.T("teach.say_object_status")
	case "object: message":
		return words.T("teach.say_message")
	case "rows begin here":
		return words.T("teach.say_rows")
	case "always there":
		return words.T("teach.say_always")
	case "ignored":
		return words.T("teach.say_ignored")
	}
	return string(m)
}

// MeaningMenu says a meaning in the menu at a selection.
func MeaningMenu(m domain.Meaning) string {
	switch m {
	case "success", "warning", "failed", "missed":
		return words.T("teach.status_is", "status", MeaningWords(m))
	case "object: name":
		return words.T("teach.object_name")
	case "object: type":
		return words.T("teach.object_type")
	case "object: status":
		return words.T("teach.object_status")
	case "object: message":
		return words.T("teach.object_message")
	case "ignored":
		return words.T("teach.ignore")
	}
	return words.Capital(MeaningWords(m))
}

// MeaningStatus is the status that a meaning gives, 0 for none.
func MeaningStatus(m domain.Meaning) domain.Status {
	return map[domain.Meaning]domain.Status{
		"success": domain.Success, "warning": domain.Warning, "failed": domain.Failed, "missed": domain.Missed,
	}[m]
}
