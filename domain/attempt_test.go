package domain_test

import (
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
)

func TestARowCountsByItsLastAttemptAndNeverHidesWhatWaits(t *testing.T) {
	const S, O, W, F = domain.Success, domain.SuccessOverride, domain.Warning, domain.Failed
	at := func(run, last int64, s domain.Status, waits bool) domain.Attempt {
		return domain.Attempt{Run: run, LastAttempt: last, Status: s, Waits: waits}
	}
	for _, c := range []struct {
		name        string
		list        []domain.Attempt // newest first
		last, worst string
	}{
		{"runs of their own", []domain.Attempt{at(2, 0, S, true), at(1, 0, F, true)}, "2 Success waits, 1 Failed waits", "2 Success waits, 1 Failed waits"},
		{"failed twice, then good", []domain.Attempt{at(3, 0, S, true), at(2, 3, F, true), at(1, 3, F, true)}, "3+2+1 Success waits", "3+2+1 Failed waits"},
		{"better, not good", []domain.Attempt{at(2, 0, W, true), at(1, 2, F, true)}, "2+1 Warning waits", "2+1 Failed waits"},
		{"between other runs", []domain.Attempt{at(9, 0, S, true), at(3, 0, S, true), at(8, 0, W, true), at(1, 3, F, true)}, "9 Success waits, 3+1 Success waits, 8 Warning waits", "9 Success waits, 3+1 Failed waits, 8 Warning waits"},
		{"the last one is good by override alone", []domain.Attempt{at(2, 0, O, true), at(1, 2, F, true)}, "2+1 Failed waits", "2+1 Failed waits"},
		{"all are good by override", []domain.Attempt{at(2, 0, O, true), at(1, 2, O, true)}, "2+1 Success (override) waits", "2+1 Success (override) waits"},
		{"the last one was reviewed alone", []domain.Attempt{at(3, 0, S, false), at(2, 3, W, true), at(1, 3, F, true)}, "2+3+1 Failed waits", "2+3+1 Failed waits"},
		{"an earlier one was reviewed before", []domain.Attempt{at(2, 0, S, true), at(1, 2, F, false)}, "2+1 Success waits", "2+1 Success waits"},
		{"all are reviewed", []domain.Attempt{at(2, 0, S, false), at(1, 2, F, false)}, "2+1 Success", "2+1 Failed"},
		{"the last one is not in the list", []domain.Attempt{at(2, 7, W, true), at(1, 7, F, true)}, "2+1 Failed waits", "2+1 Failed waits"},
	} {
		for judge, want := range map[domain.AttemptJudge]string{domain.JudgeLast: c.last, domain.JudgeWorst: c.worst} {
			var got []string
			for _, r := range domain.AttemptRows(c.list, judge) {
				text := fmt.Sprint(c.list[r.Head].Run)
				for _, i := range r.Earlier {
					text += fmt.Sprint("+", c.list[i].Run)
				}
				text += " " + r.Status.String()
				if r.Waits {
					text += " waits"
				}
				got = append(got, text)
			}
			if strings.Join(got, ", ") != want {
				t.Errorf("%s, by the %s: got %q, want %q", c.name, judge, got, want)
			}
		}
	}
}
