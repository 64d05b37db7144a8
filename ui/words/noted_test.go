package words

import (
	"testing"
)

func TestWhatWasNotedInEnglishIsSaidInTheLanguage(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	for tag, cases := range map[string]map[string]string{
		"en": {
			"Silent for 16 days: the last run was on 13 Nov.": "Silent for 16 days: the last run was on 13 Nov.",
			"No report of the run expected Sat 28 Nov 22:00. The schedule is Daily 22:00.": "No report of the run expected " +
				"Sat 28 Nov 22:00. The schedule is Daily 22:00.",
		},
		"de": {
			"Silent for 16 days: the last run was on 13 Nov.":    "Seit 16 Tagen still: Der letzte Lauf war am 13. Nov.",
			"Silent for 1 day: the last run was on 13 Nov 2025.": "Seit 1 Tag still: Der letzte Lauf war am 13. Nov. 2025.",
			"is back: fs05 is affected now, too (accepted by kim on 3 Nov)": "ist wieder da: fs05 ist jetzt auch betroffen " +
				"(akzeptiert von kim am 3. Nov.)",
			"it was Warning when it was accepted and is Failed now": "bei der Akzeptanz war es Warnung, jetzt ist es Fehler",
			"a note of kim":                 "a note of kim",
			"known problem, accepted: disk": "bekanntes Problem, akzeptiert: disk",
		},
		"nl": {
			"No report of the run expected Sat 28 Nov 22:00. The schedule is Daily 22:00.": "Geen rapport van de run die " +
				"za 28 nov 22:00 werd verwacht. Het schema is Dagelijks 22:00.",
		},
	} {
		Speak(everyLanguage(t)[tag])
		for stored, want := range cases {
			if got := Noted(stored); got != want {
				t.Errorf("%s: %q, want %q", tag, got, want)
			}
		}
	}
}

func TestAPlaceInAReportIsSaidInTheLanguage(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	Speak(everyLanguage(t)["de"])
	for stored, want := range map[string]string{
		"subject": "Betreff", "line 12": "Zeile 12", "row fs01, column Status": "Zeile fs01, Spalte Status", "Details": "Details",
	} {
		if got := Place(stored); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
