package words

import (
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain/review"
	"runchecks/domain/wording"
)

// said is a phrase with arguments of every sort: numbers, texts that payloads name by a word
// of their own, and a time.
func said(t *testing.T, code string, n int) review.Phrase {
	t.Helper()
	one := func(text string) review.Arg { return review.Arg{Text: text} }
	switch code {
	case "role.changed":
		return review.Phrase{Code: code, Args: []review.Arg{one("operator"), one("admin")}}
	case "role.passphrase":
		return review.Phrase{Code: code, Args: []review.Arg{one("set")}}
	case "setting.attempts":
		return review.Phrase{Code: code, Args: []review.Arg{one("worst")}}
	case "word.put":
		return review.Phrase{Code: code, Args: []review.Arg{one("ok"), one("failed")}}
	case "schedule.set", "schedule.paused":
		return review.Phrase{Code: code, Args: []review.Arg{one("Nightly"), one("Weekly: Mon, Tue 22:00"), {Time: decided}}}
	case "account.changed":
		return review.Phrase{Code: code, Args: []review.Arg{one("mail"), {List: []review.Phrase{
			{Code: "text", Args: []review.Arg{one("moves reports to")}}, {Code: "account.password"},
		}}}}
	case "accept.until":
		return review.Phrase{Code: code, Args: []review.Arg{{List: []review.Phrase{
			{Code: "accept.success"}, {Code: "accept.next"}, {Code: "accept.date", Args: []review.Arg{{Time: decided}}},
		}}}}
	case "restore.copy", "accept.date":
		return review.Phrase{Code: code, Args: []review.Arg{{Time: decided}}}
	case "success.run", "success.reason":
		return review.Phrase{Code: code, Args: []review.Arg{{Time: decided}, one("Nightly"), one("a test")}}
	case "override.until", "ticket.unlinked":
		return review.Phrase{Code: code, Args: []review.Arg{one("Nightly"), {Time: decided}, one("Nightly")}}
	case "setting.night":
		return review.Phrase{Code: code, Args: []review.Arg{{Number: new(3)}, {Number: new(12)}}}
	}
	return review.Phrase{Code: code, Args: []review.Arg{{Number: &n}, one("Nightly"), one("Brennerhaus"), {Number: &n}}}
}

var decided = time.Date(2026, 11, 28, 4, 5, 0, 0, time.UTC)

// decisionCodes are the codes of what is decided; the other sentences of their file are words of payloads.
func decisionCodes() []string {
	return slices.DeleteFunc(wording.Keys("decision"), func(key string) bool { return key == "or" || strings.Contains(key, "_") })
}

func TestADecisionIsSaidInEnglishAsTheJournalSaysIt(t *testing.T) {
	for _, code := range decisionCodes() {
		for _, n := range []int{1, 2} {
			p := said(t, code, n)
			if got, want := Phrase(p, time.UTC), wording.English(p, time.UTC); got != want {
				t.Errorf("%s: %q, want %q", code, got, want)
			}
		}
	}
}

func TestADecisionIsSaidWholeInEveryLanguage(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	for tag, l := range everyLanguage(t) {
		Speak(l)
		for _, code := range decisionCodes() {
			text := Phrase(said(t, code, 2), time.UTC)
			for _, left := range []string{"{", "}", "moves reports to", "Weekly", "passphrase set"} {
				if tag != "en" && strings.Contains(text, left) {
					t.Errorf("%s, %s: %q is not said", tag, code, text)
				}
			}
			if !slices.Contains(l.IDs(), "decision."+code) {
				t.Errorf("%s has no sentence for %s", tag, code)
			}
		}
	}
}
