package vm

import (
	"errors"
	"fmt"
	"strings"

	"runchecks/domain"
)

// ErrorWords says an error in words for people, once. raw is all that is known beside it, for
// whoever asks for details; "" where there is nothing more to know.
func ErrorWords(err error) (text, raw string) {
	var plain *domain.Error
	if !errors.As(err, &plain) {
		return "That did not work, and nothing was changed.", err.Error()
	}
	text = plain.Message
	var lines []string
	add := func(line string) {
		if line != "" && line != text && !strings.Contains(strings.Join(lines, "\n"), line) {
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
	text, raw := ErrorWords(err)
	return Toast{Text: text, Details: raw, Error: true}
}

// FailedTo is Failed with what was tried in front, such as "Cannot save the file there".
func FailedTo(tried string, err error) Toast {
	text, raw := ErrorWords(err)
	var plain *domain.Error
	if errors.As(err, &plain) {
		text = tried + ": " + text
	} else {
		text = tried + "."
	}
	return Toast{Text: text, Details: raw, Error: true}
}

// faultWords are the kinds of fault of a sync, in words that fit behind the name of an
// account and are never longer than a few.
func faultWords(code domain.Code) string {
	switch code {
	case domain.CodeNetwork:
		return "cannot be reached"
	case domain.CodeSignIn:
		return "the sign-in is refused"
	case domain.CodeNotFound:
		return "a folder is gone"
	case domain.CodeStorage:
		return "cannot be stored"
	case domain.CodeDamaged:
		return "the database is damaged"
	case domain.CodeCancelled:
		return "the sync was cancelled"
	case domain.CodeSecret:
		return "needs its password or sign-in"
	default:
		return "the sync failed"
	}
}

// failed is the line about a sync that failed, with all that is known behind Details.
func failed(account string, err error) Toast {
	text, raw := ErrorWords(err)
	if raw == "" {
		raw = text
	}
	return Toast{Text: fmt.Sprintf("%s: %s.", account, faultWords(domain.CodeOf(err))), Details: raw, Error: true}
}

// noReport is a report that could not be read.
func noReport(err error) Report {
	text, _ := ErrorWords(err)
	return Report{None: "No message content to show: " + text}
}
