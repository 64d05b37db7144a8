package rules

import (
	"slices"
	"time"

	"runchecks/domain"
)

// nightMark is one night in which a job ran.
type nightMark struct {
	night Night
	worst domain.Status
	runs  []domain.RunMark // newest first
}

// StandingOf says how a job stands against its nights. Marks are its runs, newest first; an
// earlier attempt counts where the profile judges a night by its worst, what a success of
// the day hides never does. A night is good where all that counts in it succeeded: a success
// by override is neither good nor a problem. Never is what the marks show: whoever left
// older ones out knows better.
func StandingOf(marks []domain.RunMark, nights Nights, judge domain.AttemptJudge) domain.Standing {
	var s domain.Standing
	list := marksByNight(marks, nights, judge)
	if len(list) == 0 {
		return s
	}
	newest := list[0]
	s.Status, s.First = newest.worst, len(list) == 1
	before := domain.Status(0)
	if !s.First {
		if before = list[1].worst; before != domain.Success {
			s.Was = before
		}
	}
	s.New = !newest.worst.Good() && newest.worst > before
	for _, n := range list {
		if n.worst.Good() {
			break
		}
		s.Nights++
	}
	at := slices.IndexFunc(list, func(n nightMark) bool { return n.worst == domain.Success })
	if s.Never = at < 0; !s.Never {
		s.Good = list[at].runs[0].At
	}
	s.Since, s.Tries = goodSince(list)
	return s
}

// marksByNight gathers runs by their nights, newest first; a night in which nothing counts is left out.
func marksByNight(marks []domain.RunMark, nights Nights, judge domain.AttemptJudge) (out []nightMark) {
	for _, m := range marks {
		if m.Hidden {
			continue
		}
		if n := len(out); n == 0 || m.At.Before(out[n-1].night.From) {
			out = append(out, nightMark{night: nights.Of(m.At)})
		}
		n := &out[len(out)-1]
		n.runs = append(n.runs, m)
		if !m.Earlier || judge == domain.JudgeWorst {
			n.worst = max(n.worst, m.Status.Known())
		}
	}
	return slices.DeleteFunc(out, func(n nightMark) bool { return n.worst == 0 })
}

// goodSince finds the success that followed the newest problem, and which try of its night
// it was.
func goodSince(list []nightMark) (since time.Time, tries int) {
	for i, n := range list {
		for j, m := range n.runs {
			if m.Status.Known() == domain.Success {
				since, tries = m.At, len(n.runs)-j
				continue
			}
			if m.Status.Good() {
				continue
			}
			if i > 0 && (j == 0 || n.runs[0].Status.Known() != domain.Success) {
				tries = 0 // in another night than the problem
			}
			return since, tries
		}
	}
	return time.Time{}, 0 // no problem that is known
}

// windows are how many nights back runs are read at a time: a job whose last good night is
// found needs none before it, and that of most is a night or two ago.
var windows = []int{4, 40, 400}

// ReadStandings says how the jobs of rows stand whose worst waiting run is a problem; rows
// of others are left as they are.
func ReadStandings(q domain.Reader, rows []domain.JobRow, now time.Time, loc *time.Location) (err error) {
	open := map[int64]int{} // by job the place of its row
	for i, r := range rows {
		if r.Runs > 0 && !r.Status.Good() {
			open[r.ID] = i
		}
	}
	if len(open) == 0 {
		return nil
	}
	defer func() {
		if err == nil {
			err = markBack(q, rows)
		}
	}()
	nights, err := ReadNights(q, loc)
	if err != nil {
		return err
	}
	judge, err := q.AttemptJudge()
	if err != nil {
		return err
	}
	tonight := nights.Of(now)
	for _, n := range windows {
		jobs := make([]int64, 0, len(open))
		for job := range open {
			jobs = append(jobs, job)
		}
		slices.Sort(jobs)
		err = q.RunMarks(jobs, tonight.From.AddDate(0, 0, -n), func(job int64, marks []domain.RunMark) {
			s := StandingOf(marks, nights, judge)
			rows[open[job]].Standing = s
			if !s.Never {
				delete(open, job)
			}
		})
		if err != nil {
			return err
		}
		if len(open) == 0 {
			return nil
		}
	}
	last, err := q.LastRuns()
	if err != nil {
		return err
	}
	for job, i := range open { // no good night for longer than anybody counts
		s := &rows[i].Standing
		s.Good = last[job].Success
		s.Never = s.Good.IsZero()
	}
	return nil
}

// markBack marks the jobs as new of which a run waits that showed an accepted problem again.
func markBack(q domain.Reader, rows []domain.JobRow) error {
	accepted, err := q.Acceptances()
	if err != nil {
		return err
	}
	var keys []string
	for _, a := range accepted {
		if a.Back != "" {
			keys = append(keys, string(a.Back))
		}
	}
	if len(keys) == 0 {
		return nil
	}
	ids, err := q.RunIDs(keys)
	if err != nil {
		return err
	}
	back := map[int64]bool{}
	for _, id := range ids {
		r, err := q.Run(id)
		if err != nil {
			return err
		}
		back[r.JobID] = back[r.JobID] || r.Review == nil && r.Hidden == 0
	}
	for i := range rows {
		if s := &rows[i].Standing; back[rows[i].ID] && s.Nights > 0 {
			s.New, s.Back = true, true
		}
	}
	return nil
}
