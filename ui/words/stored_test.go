package words

import (
	"testing"

	"runchecks/domain"
	"runchecks/domain/wording"
)

func TestWhatASyncFailedWithIsSaidInTheLanguageOfTheWindow(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	Speak(everyLanguage(t)["nl"])
	var h domain.Health
	h.Fail(domain.Refuse(domain.CodeCancelled, "fault.sync_cancelled"))
	if got, want := Stored(h.Said, h.LastError), Phrase(wording.Of("fault.sync_cancelled"), nil); got != want || got == h.LastError {
		t.Errorf("%q, want %q", got, want)
	}
	if old := "The server said no."; Stored("", old) != old {
		t.Error("what an older version kept is not readable")
	}
	if h.Succeed(); h.Said != "" || h.LastError != "" {
		t.Errorf("a good sync leaves %+v", h)
	}
}
