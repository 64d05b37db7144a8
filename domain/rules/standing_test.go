package rules

import (
	"testing"
	"time"

	"runchecks/domain"
)

// marksOf writes runs as "28 02:10 F": day of November, time and status, oldest first; a
// small letter is an earlier attempt, one in brackets is hidden.
func marksOf(t *testing.T, lines ...string) (out []domain.RunMark) {
	t.Helper()
	for _, line := range lines {
		at, err := time.Parse("2006-01-2 15:04", "2026-11-"+line[:len(line)-2])
		if err != nil {
			t.Fatal(err)
		}
		m := domain.RunMark{At: at}
		switch letter := line[len(line)-1]; letter {
		case 'h':
			m.Status, m.Hidden = domain.Failed, true
		case 'f':
			m.Status, m.Earlier = domain.Failed, true
		default:
			m.Status = map[byte]domain.Status{
				'F': domain.Failed, 'M': domain.Missed, 'W': domain.Warning, 'U': domain.Unknown,
				'S': domain.Success, 'O': domain.SuccessOverride,
			}[letter]
		}
		out = append([]domain.RunMark{m}, out...)
	}
	return out
}

func TestAJobStandsAgainstItsNights(t *testing.T) {
	at := func(text string) time.Time {
		when, err := time.Parse("2006-01-2 15:04", "2026-11-"+text)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for name, c := range map[string]struct {
		marks []string
		judge domain.AttemptJudge
		want  domain.Standing
	}{
		"a problem after a good night is new": {
			marks: []string{"27 02:00 S", "28 02:00 F"},
			want:  domain.Standing{Status: domain.Failed, New: true, Nights: 1, Good: at("27 02:00")},
		},
		"a problem that got worse is new": {
			marks: []string{"25 02:00 S", "26 02:00 W", "27 02:00 W", "28 02:00 F"},
			want:  domain.Standing{Status: domain.Failed, New: true, Was: domain.Warning, Nights: 3, Good: at("25 02:00")},
		},
		"a problem that stays is known": {
			marks: []string{"25 02:00 S", "26 02:00 F", "27 02:00 F", "28 02:00 F"},
			want:  domain.Standing{Status: domain.Failed, Was: domain.Failed, Nights: 3, Good: at("25 02:00")},
		},
		"a problem that got better is known": {
			marks: []string{"26 02:00 S", "27 02:00 F", "28 02:00 W"},
			want:  domain.Standing{Status: domain.Warning, Was: domain.Failed, Nights: 2, Good: at("26 02:00")},
		},
		"the first night of a job": {
			marks: []string{"28 02:00 W"},
			want:  domain.Standing{Status: domain.Warning, New: true, First: true, Nights: 1, Never: true},
		},
		"a job that was never good": {
			marks: []string{"27 02:00 F", "28 02:00 F"},
			want:  domain.Standing{Status: domain.Failed, Was: domain.Failed, Nights: 2, Never: true},
		},
		"the evening belongs to the night that it begins": {
			marks: []string{"26 22:00 S", "27 22:00 F", "28 02:00 S"},
			want:  domain.Standing{Status: domain.Failed, New: true, Nights: 1, Good: at("26 22:00"), Since: at("28 02:00"), Tries: 2},
		},
		"nights without a run are no nights": {
			marks: []string{"14 02:00 S", "21 02:00 F", "28 02:00 F"},
			want:  domain.Standing{Status: domain.Failed, Was: domain.Failed, Nights: 2, Good: at("14 02:00")},
		},
		"a failure among the good runs of a night makes the night bad": {
			marks: []string{"26 20:00 S", "27 02:00 F", "27 20:00 S", "28 02:00 F"},
			want:  domain.Standing{Status: domain.Failed, Was: domain.Failed, Nights: 2, Never: true},
		},
		"attempts that are joined count by the last one": {
			marks: []string{"27 02:00 S", "28 02:00 f", "28 02:30 f", "28 03:00 S"},
			want:  domain.Standing{Status: domain.Success, Good: at("28 03:00"), Since: at("28 03:00"), Tries: 3},
		},
		"or by the worst one, where that is set": {
			marks: []string{"27 02:00 S", "28 02:00 f", "28 03:00 S"}, judge: domain.JudgeWorst,
			want: domain.Standing{Status: domain.Failed, New: true, Nights: 1, Good: at("27 02:00"), Since: at("28 03:00"), Tries: 2},
		},
		"a success of a later night has no tries": {
			marks: []string{"25 02:00 S", "26 02:00 F", "27 02:00 S", "28 02:00 S"},
			want:  domain.Standing{Status: domain.Success, Good: at("28 02:00"), Since: at("27 02:00")},
		},
		"what the day hides does not count": {
			marks: []string{"27 02:00 S", "28 02:00 S", "28 09:00 h"},
			want:  domain.Standing{Status: domain.Success, Good: at("28 02:00")},
		},
		"an override is neither good nor a problem": {
			marks: []string{"26 02:00 S", "27 02:00 O", "28 02:00 W"},
			want:  domain.Standing{Status: domain.Warning, New: true, Was: domain.SuccessOverride, Nights: 1, Good: at("26 02:00")},
		},
		"nothing is known of a job that never ran": {want: domain.Standing{}},
	} {
		if got := StandingOf(marksOf(t, c.marks...), Nights{Start: DefaultNightStart}, c.judge); got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, c.want)
		}
	}
}
