package words

import (
	"reflect"
	"testing"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
)

func TestAScheduleIsReadAsItIsSaidInEveryLanguage(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	for tag, l := range everyLanguage(t) {
		Speak(l)
		for _, text := range append(schedules, schedule.Examples...) {
			want, err := schedule.Parse(text, today)
			if err != nil {
				t.Fatal(err)
			}
			for _, typed := range []string{Typed(want), text} {
				if got, err := ParseSchedule(typed, today); err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%s: %q is read as %+v (%v), want %+v", tag, typed, got, err, want)
				}
			}
		}
	}
}

func TestPeopleTypeSchedulesInTheWordsOfTheirLanguage(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	for tag, cases := range map[string]map[string]string{
		"de": {
			"täglich 22:00": "Daily 22:00", "Mo-Fr 22:00": "Mon-Fri 22:00", "Montag bis Freitag um 22 Uhr": "Mon-Fri 22:00",
			"Mo, Mi und Fr 22.30 Uhr": "Mon, Wed, Fri 22:30", "1. und 15. 03:00": "Monthly: 1st, 15th 03:00",
			"Erster Montag im Monat 02:00": "1st Mon of the month 02:00", "3. Dienstag im Monat 02:00": "3rd Tue of the month 02:00",
			"jeden Tag 22:00": "Every 1 day 22:00", "Werktags 20:00": "Mon-Fri 20:00", "unregelmäßig": "Irregular",
		},
		"nl": {
			"dagelijks 22:00": "Daily 22:00", "ma-vr 22:00": "Mon-Fri 22:00", "maandag t/m vrijdag om 22 uur": "Mon-Fri 22:00",
			"ma, wo en vr 22:30": "Mon, Wed, Fri 22:30", "1e en 15e 03:00": "Monthly: 1st, 15th 03:00",
			"eerste maandag van de maand 02:00": "1st Mon of the month 02:00", "werkdagen 20:00": "Mon-Fri 20:00",
		},
	} {
		Speak(everyLanguage(t)[tag])
		for typed, english := range cases {
			want, err := schedule.Parse(english, today)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := ParseSchedule(typed, today); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %q is read as %+v (%v), want %+v", tag, typed, got, err, want)
			}
		}
	}
}

func TestPeopleTypeASilenceInTheWordsOfTheirLanguage(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	for tag, cases := range map[string]map[string]int{
		"en": {"14 days": 14, "2w": 14, "never": domain.SilenceNever},
		"de": {"14 Tage": 14, "2 Wochen": 14, "nie": domain.SilenceNever, "never": domain.SilenceNever, "": 0},
		"nl": {"14 dagen": 14, "2 weken": 14, "nooit": domain.SilenceNever},
	} {
		Speak(everyLanguage(t)[tag])
		for typed, want := range cases {
			if got, err := ParseSilence(typed); got != want || err != nil {
				t.Errorf("%s: %q is %d (%v), want %d", tag, typed, got, err, want)
			}
		}
	}
}

func TestWhatIsTypedAndNotUnderstoodIsSaidInTheLanguage(t *testing.T) {
	t.Cleanup(func() { Speak(everyLanguage(t)["en"]) })
	Speak(everyLanguage(t)["de"])
	_, err := ParseSchedule("manchmal 22:00", today)
	const want = "„manchmal“ wurde nicht verstanden; schreiben Sie zum Beispiel „Wöchentlich: Mo, Di, Mi, Do, Fr 22:00“" +
		" oder „Monatlich: 1., 15. 03:00“"
	if got := ErrorLine(err); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
