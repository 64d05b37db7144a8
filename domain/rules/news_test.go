package rules_test

import (
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// A history of syncs: what waits at each, and what is told.
func TestTheSameProblemIsToldOnceAndGoodNewsOnlyWhereTheyAreWanted(t *testing.T) {
	all := func(domain.NewsKind) bool { return true }
	failed := func(k domain.NewsKind) bool { return k == domain.NewsFailed }
	for name, c := range map[string]struct {
		wants func(domain.NewsKind) bool
		good  bool
		syncs []domain.Standstill
		want  string
	}{
		"a problem is told, and another one": {all, false, []domain.Standstill{
			{Problems: 1, LatestProblem: 4}, {Problems: 1, LatestProblem: 4}, {Problems: 2, LatestProblem: 9},
		}, "[{problems 1}] [] [{problems 2}]"},
		"one is reviewed and another comes between two syncs": {all, false, []domain.Standstill{
			{Problems: 1, LatestProblem: 4}, {Problems: 1, LatestProblem: 5},
		}, "[{problems 1}] [{problems 1}]"},
		"several kinds at once": {all, false, []domain.Standstill{
			{Problems: 3, LatestProblem: 4, Silent: 1, LatestSilence: 2, Failing: []int64{7}},
		}, "[{problems 3} {silence 1} {failed 1}]"},
		"only what it is about": {failed, true, []domain.Standstill{
			{Problems: 3, LatestProblem: 4}, {Failing: []int64{7}}, {Problems: 3, LatestProblem: 9}, {},
		}, "[] [{failed 1}] [{good 0}] []"},
		"good news once, and again after the next trouble": {all, true, []domain.Standstill{
			{}, {Silent: 1, LatestSilence: 2}, {}, {}, {Silent: 1, LatestSilence: 3}, {},
		}, "[] [{silence 1}] [{good 0}] [] [{silence 1}] [{good 0}]"},
		"an account that recovered fails again": {all, false, []domain.Standstill{
			{Failing: []int64{7}}, {Failing: []int64{7, 8}}, {Failing: []int64{8}}, {Failing: []int64{7, 8}},
		}, "[{failed 1}] [{failed 2}] [] [{failed 2}]"},
	} {
		t.Run(name, func(t *testing.T) {
			var told domain.Told
			got := ""
			for _, now := range c.syncs {
				var news []rules.Piece
				news, told = rules.News(rules.Recovered(told, now), now, c.wants, c.good)
				got += fmt.Sprint(news) + " "
			}
			if got != c.want+" " {
				t.Errorf("told %s, want %s", got, c.want)
			}
		})
	}
}

func TestQuietHoursGoOverMidnight(t *testing.T) {
	for text, hours := range map[string]string{
		"22-7": "22 23 0 1 2 3 4 5 6", "22:00 – 7:00": "22 23 0 1 2 3 4 5 6", "12-14": "12 13", "none": "",
	} {
		q, ok := domain.ParseQuiet(text)
		got := ""
		for n := range 24 {
			hour := (n + 12) % 24
			if q.Holds(time.Date(2026, 11, 23, hour, 30, 0, 0, time.UTC)) {
				got += fmt.Sprint(" ", hour)
			}
		}
		if !ok || got != "" && got[1:] != hours || got == "" && hours != "" {
			t.Errorf("%s: quiet at%s, %v, want %s", text, got, ok, hours)
		}
	}
	for _, text := range []string{"", "22", "22-24", "a-b", "7-7", "-1-3", "22-7-8"} {
		if q, ok := domain.ParseQuiet(text); ok {
			t.Errorf("%q is %v", text, q)
		}
	}
}
