package words

import (
	"errors"
	"strings"

	"runchecks/domain"
)

// Error says an error in words for people, once, with where in the window it is set
// right. raw is all that is known beside it, for
// whoever asks for details; "" where there is nothing more to know.
func Error(err error) (text, raw string) {
	var plain *domain.Error
	if !errors.As(err, &plain) {
		return T("error.unknown"), err.Error()
	}
	text = plain.Message
	if remedy := Remedy(err); remedy != "" {
		text += " " + remedy
	}
	var lines []string
	add := func(line string) {
		if line != "" && !strings.HasPrefix(text, line) && !strings.Contains(strings.Join(lines, "\n"), line) {
			lines = append(lines, line)
		}
	}
	add(err.Error())
	for cause := plain.Cause; cause != nil; cause = errors.Unwrap(cause) {
		add(cause.Error())
	}
	return text, strings.Join(lines, "\n")
}

// Failed is the line about something that failed: plain words, and all that is known
// behind Details.
func Failed(err error) Toast {
	text, raw := Error(err)
	return Toast{Text: text, Details: raw, Error: true}
}

// FailedTo is Failed with what was tried in front, such as "Cannot save the file there".
func FailedTo(tried string, err error) Toast {
	text, raw := Error(err)
	var plain *domain.Error
	if errors.As(err, &plain) {
		text = T("error.tried_because", "tried", tried, "why", text)
	} else {
		text = T("error.tried", "tried", tried)
	}
	return Toast{Text: text, Details: raw, Error: true}
}

// SyncFailed is the line about a sync that failed, with all that is known behind Details.
func SyncFailed(account string, err error) Toast {
	text, raw := Error(err)
	if raw == "" {
		raw = text
	}
	return Toast{Text: T("error.sync", "account", account, "fault", Fault(domain.CodeOf(err))), Details: raw, Error: true}
}

// ErrorLine says an error in plain words alone, for one line.
func ErrorLine(err error) string {
	text, _ := Error(err)
	return text
}
