package words

import (
	"errors"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Error says an error in words for people, once, with where in the window it is set
// right. raw is all that is known beside it, for
// whoever asks for details; "" where there is nothing more to know.
func Error(err error) (text, raw string) {
	text, ok := refusal(err)
	if !ok {
		return T("error.unknown"), err.Error()
	}
	if remedy := Remedy(err); remedy != "" {
		text += " " + remedy
	}
	var lines []string
	add := func(line string) {
		if line != "" && !strings.HasPrefix(text, line) && !strings.Contains(strings.Join(lines, "\n"), line) {
			lines = append(lines, line)
		}
	}
	known, _ := wording.In(err)
	english := wording.English(known, nil)
	for cause := err; cause != nil; cause = errors.Unwrap(cause) {
		if more := cause.Error(); known.Code == "" || more != english { // which is said already
			add(more)
		}
	}
	return text, strings.Join(lines, "\n")
}

// refusal is the sentence of an error alone, where it has one: that of its code, of the
// outermost error that has one. A text without a code is only there in English: in
// any other language it stands behind Details, and what is said is what kind of error it is.
func refusal(err error) (text string, ok bool) {
	var plain *domain.Error
	errors.As(err, &plain)
	p, worded := wording.In(err)
	switch {
	case worded && (plain == nil || plain.Said.Code != ""):
		return Phrase(p, nil), true
	case plain == nil:
		return "", false
	case Spoken().Tag == "en":
		return plain.Message, true
	}
	return T("error.kind_" + strings.ReplaceAll(string(plain.Code), "-", "_")), true
}

// Stored says what went wrong in a sync that is over: by its sentence where that was kept, else
// by the English text, as older versions and other programs said it.
func Stored(said, text string) string {
	if p, ok := wording.Kept(said); ok {
		return Phrase(p, nil)
	}
	return text
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
	if _, said := refusal(err); said {
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

// ErrorLine says an error in plain words alone, for one line, which has no room for details:
// an error that has no words for people is shown as it is, rather than not at all.
func ErrorLine(err error) string {
	if _, said := refusal(err); !said {
		return err.Error()
	}
	text, _ := Error(err)
	return text
}
