package nights

import (
	"runchecks/domain"
	"runchecks/domain/rules"
)

// Standings says how the objects of a run stand against the nights before it, by their names.
// Runs are those of the job, newest first, objects those of these runs; what came after the
// run is left out. A job that has no run before it makes none of its objects new.
func Standings(
	runs []domain.PastRun, objects []domain.PastObject, run int64, calendar rules.Nights, judge domain.AttemptJudge,
) map[string]domain.Standing {
	of := map[int64][]domain.PastObject{}
	for _, o := range objects {
		of[o.Run] = append(of[o.Run], o)
	}
	marks := map[string][]domain.RunMark{}
	reached, before := false, 0
	var shown domain.PastRun
	for _, r := range runs {
		if r.ID == run {
			reached, shown = true, r
		}
		if !reached || r.Hidden && r.ID != run {
			continue
		}
		if len(of[r.ID]) > 0 && calendar.Of(r.At) != calendar.Of(shown.At) {
			before++
		}
		for _, o := range of[r.ID] {
			if o.Status != 0 {
				marks[o.Name] = append(marks[o.Name], domain.RunMark{At: r.At, Status: o.Status, Earlier: r.Earlier && r.ID != run})
			}
		}
	}
	out := make(map[string]domain.Standing, len(of[run]))
	for _, o := range of[run] {
		s := rules.StandingOf(marks[o.Name], calendar, judge)
		if s.First && before == 0 {
			s.First, s.New = false, false
		}
		out[o.Name] = s
	}
	return out
}
