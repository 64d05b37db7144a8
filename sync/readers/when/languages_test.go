package when

import (
	"testing"
	"time"

	"runchecks/sync/readers/lexicon"
)

func TestADateIsReadInEveryLanguageOfTheLexicon(t *testing.T) {
	dates := map[string][]string{ // 5 November 2026, 22:15
		"en": {"5 November 2026 22:15", "November 5th, 2026 10:15 PM", "5th of Nov 2026 22:15"}, "de": {"5. November 2026, 22:15 Uhr",
			"5. Nov. 2026 22:15"},
		"nl": {"5 november 2026 22:15", "5 nov. 2026 22:15"}, "fr": {"5 novembre 2026 à 22:15", "5 nov. 2026 22:15"},
		"es": {"5 de noviembre de 2026 22:15", "5 nov 2026 22:15"},
		"it": {"5 novembre 2026 22:15"}, "pt": {"5 de novembro de 2026 22:15", "5 nov 2026 22:15"}, "pl": {"5 listopada 2026 22:15",
			"5 lis 2026 22:15"},
		"cs": {"5. listopadu 2026 22:15", "5. listopadu 2026 10:15 odp."}, "da": {"5. november 2026 22:15"},
		"sv": {"5 november 2026 22:15"}, "nb": {"5. november 2026 22:15"},
		"fi": {"5. marraskuuta 2026 22:15"}, "hu": {"2026. november 5. 22:15", "2026. nov. 5. 22:15"}, "ro": {"5 noiembrie 2026 22:15"},
		"tr": {"5 Kasım 2026 22:15", "5 Kas 2026 22:15"},
		"ru": {"5 ноября 2026 22:15", "5 нояб. 2026 22:15"}, "uk": {"5 листопада 2026 22:15"},
		"el": {"5 Νοεμβρίου 2026 22:15", "5 Νοεμβρίου 2026 10:15 μ.μ."},
		"ja": {"2026年11月5日 22:15", "2026年11月5日 午後 10:15", "2026年11月5日 午後10:15"},
		"zh": {"2026年11月5日 22:15", "2026年11月5日 下午10:15"}, "ko": {"2026년 11월 5일 22:15",
			"2026년 11월 5일 오후 10:15"},
	}
	want := time.Date(2026, 11, 5, 22, 15, 0, 0, time.UTC)
	for _, code := range lexicon.Shipped().Names() {
		if code == "any" {
			continue
		}
		if len(dates[code]) == 0 {
			t.Errorf("no date is tried in %s", code)
		}
		for _, text := range dates[code] {
			if got := (Calendar{}).Stamp(text); !got.Time.Equal(want) {
				t.Errorf("%s, %q: %s", code, text, got)
			}
		}
	}
}

func TestYesterdayIsTheDayBeforeTheMail(t *testing.T) {
	mail := time.Date(2026, 11, 6, 7, 0, 0, 0, time.FixedZone("", 3600))
	c := New(mail)
	for text, want := range map[string]int{
		"yesterday at 22:15": 5, "Today 22:15": 6, "gestern, 22:15": 5, "hier à 22:15": 5, "i går 22:15": 5, "вчора 22:15": 5,
		"昨日 22:15": 5, "昨天 22:15": 5, "어제 22:15": 5, "last night 22:15": 5, "heute 22:15": 6,
	} {
		if got := c.Stamp(text); !got.Time.Equal(time.Date(2026, 11, want, 22, 15, 0, 0, time.UTC)) {
			t.Errorf("%q: %s", text, got)
		}
	}
	for _, text := range []string{"22:15", "todays 22:15", "nightly 22:15",
		"The backup of SRV1 that was to run yesterday, at 22:15, has not been started yet."} {
		if got := c.Stamp(text); !got.IsZero() {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestAWordThatBeginsLikeAMonthIsNone(t *testing.T) {
	for _, text := range []string{"12 maandag 2026", "12 mardi 2026", "3 setups 2024", "12 martedì 2026", "5 marks 2026",
		"7 deceased 2026"} {
		if d, ok := (Calendar{}).Day(text); ok {
			t.Errorf("%q is read as %s", text, d)
		}
	}
}
