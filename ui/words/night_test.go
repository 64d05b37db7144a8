package words

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

func TestHowAJobStandsIsSaidAsInTheMorning(t *testing.T) {
	now := time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)
	at := func(month, day, hour int) time.Time {
		return time.Date(2026, time.Month(month), day, hour, 0, 0, 0, time.UTC)
	}
	for _, c := range []struct {
		standing   domain.Standing
		lead, rest string
	}{
		{domain.Standing{}, "", ""},
		{domain.Standing{New: true, Nights: 1, Good: at(11, 27, 2)}, "new", "· good until yest."},
		{domain.Standing{New: true, Nights: 1, Good: at(11, 25, 20)}, "new", "· good until Thu"},
		{domain.Standing{New: true, Nights: 1, Good: at(11, 27, 20)}, "new", "· good until 20:00"},
		{domain.Standing{New: true, Nights: 1, Good: at(11, 4, 2)}, "new", "· good until 4 Nov"},
		{domain.Standing{New: true, Was: domain.Warning, Nights: 4, Good: at(11, 24, 2)}, "new", "· was Warning"},
		{domain.Standing{New: true, Back: true, Was: domain.Failed, Nights: 4, Good: at(11, 24, 2)}, "new", "· was accepted"},
		{domain.Standing{New: true, First: true, Nights: 1, Never: true}, "new job", ""},
		{domain.Standing{Was: domain.Failed, Nights: 3, Good: at(11, 25, 2)}, "", "3rd night · good 25 Nov"},
		{domain.Standing{Was: domain.Failed, Nights: 16, Good: at(11, 11, 2)}, "", "16 nights · good 11 Nov"},
		{domain.Standing{Was: domain.Failed, Nights: 7, Never: true}, "", "7 nights · never good"},
		{domain.Standing{New: true, Nights: 1, Since: at(11, 28, 3), Tries: 3}, "new", "· good since 03:00, 3rd try"},
		{domain.Standing{Status: domain.Success, Since: at(11, 26, 3)}, "", "good since Thu 03:00"},
	} {
		lead, rest := Standing(c.standing, rules.Nights{Start: 12}, now)
		if lead != c.lead || rest != c.rest {
			t.Errorf("%+v: got %q %q, want %q %q", c.standing, lead, rest, c.lead, c.rest)
		}
	}
}
