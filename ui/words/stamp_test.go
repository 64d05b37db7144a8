package words

import (
	"testing"
	"time"
)

func TestATimeIsWrittenAsTheLanguageDoes(t *testing.T) {
	at := time.Date(2026, 5, 3, 4, 7, 9, 0, time.UTC) // a Sunday in May, whose name is short already
	march := time.Date(2026, 3, 14, 23, 0, 0, 0, time.UTC)
	june := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC) // a Monday; its German name begins with the English short one
	all := everyLanguage(t)
	for _, c := range []struct {
		language string
		at       time.Time
		layout   Layout
		want     string
	}{
		{"en", at, WeekdayDateClock, "Sun 3 May 2026 04:07"},
		{"nl", at, WeekdayDateClock, "zo 3 mei 2026 04:07"},
		{"de", at, WeekdayDateClock, "So, 3. Mai 2026 04:07"},
		{"nl", march, LongDate, "zaterdag 14 maart 2026"},
		{"de", march, LongDate, "Samstag, 14. März 2026"},
		{"de", june, LongDate, "Montag, 1. Juni 2026"},
		{"de", june, WeekdayDay, "Mo, 1. Juni"},
		{"nl", june, WeekdayClock, "ma 00:00"},
		{"nl", march, DayClock, "14 mrt 23:00"},
		{"de", march, DaySeconds, "14. März 23:00:00"},
	} {
		if got := stamp(all[c.language], c.at, c.layout); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.language, c.layout, got, c.want)
		}
	}
}
