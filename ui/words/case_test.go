package words

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain/wording"
)

func TestACountStandsInTheCaseThatItsPlaceAsksFor(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	Speak(everyLanguage(t)["de"])
	for got, want := range map[string]string{
		T("setting.after", "days", Counted(14, "day")): "nach 14 Tagen",
		T("setting.after", "days", Counted(1, "day")):  "nach 1 Tag",
		T("reason.approvals", "n", 2, "runs", Counted(2, "run"), "problems", 1): "2 Jobs warten auf Freigabe, mit 2 Läufen, " +
			"davon 1 mit Problemen.",
		Counted(2, "run").String(): "2 Läufe",
		Phrase(wording.Of("silence.days", wording.Of("days", 14)), time.UTC): "nach 14 Tagen ohne Lauf ausgefallen",
		Phrase(wording.Of("setting.reach", wording.Of("days", 90)), time.UTC): "die erste Synchronisierung eines Ordners " +
			"reicht bis vor 90 Tagen zurück",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// afterDative is a place behind a preposition that asks for the dative.
var afterDative = regexp.MustCompile(`(?i)\b(nach|mit|von|seit|vor|bei|zu|aus) \{(\w+)\}`)

func TestACountBehindAGermanPrepositionIsInTheDative(t *testing.T) {
	german := everyLanguage(t)["de"]
	nouns := map[string]string{} // placeholders that are filled with a count whose dative is another word
	found, _ := calls(t)
	for _, c := range found {
		for i, what := range c.counts {
			if slices.Contains(german.IDs(), "count."+strings.ReplaceAll(what, " ", "_")+"_dative") {
				nouns[c.id+" "+i] = what
			}
		}
	}
	if len(nouns) < 10 {
		t.Fatalf("only %d counts found", len(nouns))
	}
	for name, what := range nouns {
		id, place, _ := strings.Cut(name, " ")
		for _, form := range german.messages[id] {
			for _, at := range afterDative.FindAllStringSubmatch(source(form), -1) {
				if at[2] == place {
					t.Errorf("de, %s: %s {%s} is a count of %s: write {%s:dative}, and words.Counted", id, at[1], place, what, place)
				}
			}
		}
	}
}

// source is a text as its file has it.
func source(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		if p.name == "" {
			b.WriteString(p.words)
		} else {
			b.WriteString("{" + p.name + "}")
		}
	}
	return b.String()
}
