package wording_test

import (
	"testing"

	"runchecks/domain/wording"
)

func TestAPhraseIsKeptWithItsArguments(t *testing.T) {
	p := wording.Of("refusal.account_paused", "mail")
	got, ok := wording.Kept(wording.Keep(p))
	if !ok || wording.English(got, nil) != wording.English(p, nil) {
		t.Errorf("%+v, %v", got, ok)
	}
}

func TestWhatNoSentenceIsKnownOfIsNotKept(t *testing.T) {
	for _, text := range []string{
		"", "The server said no.", "{", wording.Keep(wording.Phrase{}), wording.Keep(wording.Phrase{Code: "fault.of_tomorrow"}),
		wording.Keep(wording.Phrase{Code: "refusal.account_paused"}),
	} {
		if p, ok := wording.Kept(text); ok {
			t.Errorf("%q is kept as %+v", text, p)
		}
	}
}
