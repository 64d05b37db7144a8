package words

import (
	"testing"
	"time"

	"runchecks/domain/rules/schedule"
)

var today = time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)

var schedules = []string{
	"Daily 22:00", "Weekly: Mon, Tue 21:00, 22:00; Sat 10:00", "Monthly: 1st, 15th, last day 03:00", "2nd Tue of the month 22:00",
	"Last Fri of the month 22:00", "Every 3 days 21:30 from 2026-11-23", "Every 1 day 21:30 from 2026-11-23",
	"Every 2 weeks: Mon 22:00 from 2026-11-23", "At least once a day", "At least once a day: Mon, Sun", "Irregular",
}

func TestAScheduleIsSaidInEnglishAsItIsTyped(t *testing.T) {
	for _, text := range schedules {
		s, err := schedule.Parse(text, today)
		if err != nil {
			t.Fatal(err)
		}
		if got := Times(s); got != text || got != schedule.Words(s) {
			t.Errorf("%q, typed as %q and written as %q", got, text, schedule.Words(s))
		}
	}
}

func TestAScheduleIsSaidInTheLanguageOfTheProcess(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	for tag, want := range map[string][]string{
		"nl": {
			"Dagelijks 22:00", "Wekelijks: ma, di 21:00, 22:00; za 10:00", "Maandelijks: 1e, 15e, laatste dag 03:00", "2e di van de maand 22:00",
			"Laatste vr van de maand 22:00", "Elke 3 dagen 21:30 vanaf 2026-11-23", "Elke dag 21:30 vanaf 2026-11-23",
			"Elke 2 weken: ma 22:00 vanaf 2026-11-23", "Minstens één keer per dag", "Minstens één keer per dag: ma, zo", "Onregelmatig",
		},
		"de": {
			"Täglich 22:00", "Wöchentlich: Mo, Di 21:00, 22:00; Sa 10:00", "Monatlich: 1., 15., letzter Tag 03:00", "2. Di im Monat 22:00",
			"Letzter Fr im Monat 22:00", "Alle 3 Tage 21:30 ab 2026-11-23", "Jeden Tag 21:30 ab 2026-11-23",
			"Alle 2 Wochen: Mo 22:00 ab 2026-11-23", "Mindestens einmal am Tag", "Mindestens einmal am Tag: Mo, So", "Unregelmäßig",
		},
	} {
		Speak(everyLanguage(t)[tag])
		for i, text := range schedules {
			s, err := schedule.Parse(text, today)
			if err != nil {
				t.Fatal(err)
			}
			if got := Times(s); got != want[i] {
				t.Errorf("%s: %q, want %q", tag, got, want[i])
			}
		}
	}
}
