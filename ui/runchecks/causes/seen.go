package causes

import (
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

// Bounds of what is looked for of a cause in earlier nights.
const (
	mostEpisodes = 3
	mostSeenRuns = 40 // of an episode, whose tickets and remarks are read
)

// An episode is a time in which jobs had a cause, night after night, until it was over.
type episode struct {
	from, to time.Time // the dates of its first and last night
	nights   int
	jobs     map[int64]bool
	keys     map[domain.JobKey]bool
	runs     []int64
}

// episodes are those before the night of a day in which the cause began that stands now, the
// newest first. No day is in two of past.
func episodes(past []pastNightsOf, began int, tonight time.Time) (out []episode) {
	all := map[int][]pastProblem{}
	var days []int
	for _, nights := range past {
		for day, problems := range nights {
			if day < began-1 {
				all[day] = problems
				days = append(days, day)
			}
		}
	}
	slices.Sort(days)
	slices.Reverse(days)
	date := func(day int) time.Time { return tonight.AddDate(0, 0, day-dayOf(tonight)) }
	for i, day := range days {
		if i > 0 && days[i-1] == day+1 {
			out[len(out)-1].from = date(day)
		} else {
			if len(out) == mostEpisodes {
				break
			}
			out = append(out, episode{from: date(day), to: date(day), jobs: map[int64]bool{}, keys: map[domain.JobKey]bool{}})
		}
		e := &out[len(out)-1]
		e.nights++
		for _, p := range all[day] {
			e.jobs[p.job], e.keys[p.key] = true, true
			if len(e.runs) < mostSeenRuns {
				e.runs = append(e.runs, p.run)
			}
		}
	}
	return out
}

// Seen is what is known of the time when a cause was there before.
type Seen struct {
	From, To time.Time // the dates of its nights; To is the last one before it was over
	Nights   int
	Jobs     int // that had it then; Again counts those of them that have it now
	Again    int
	Tickets  []domain.Ticket
	Remarks  []domain.Remark
	Accepted []domain.Acceptance
}

// ReadSeen reads what is known of a cause from the newest time before about which anything was
// said, else from the newest.
func ReadSeen(q domain.Reader, c Cause) (Seen, error) {
	now := map[int64]bool{}
	for _, j := range c.Jobs {
		now[j.ID] = true
	}
	all, err := q.Acceptances()
	if err != nil {
		return Seen{}, err
	}
	var newest Seen
	for i, e := range c.earlier {
		s := Seen{From: e.from, To: e.to, Nights: e.nights, Jobs: len(e.jobs)}
		for id := range e.jobs {
			if now[id] {
				s.Again++
			}
		}
		for _, run := range e.runs {
			tickets, err := q.RunTickets(run)
			if err != nil {
				return Seen{}, err
			}
			for _, t := range tickets {
				if !slices.ContainsFunc(s.Tickets, func(o domain.Ticket) bool { return o.Key == t.Key }) {
					s.Tickets = append(s.Tickets, t)
				}
			}
			remarks, err := q.RunRemarks(run)
			if err != nil {
				return Seen{}, err
			}
			for _, r := range remarks {
				if !slices.ContainsFunc(s.Remarks, func(o domain.Remark) bool { return o.Key == r.Key }) {
					s.Remarks = append(s.Remarks, r)
				}
			}
		}
		for _, a := range all {
			if e.keys[a.Job] && !a.At.Before(e.from.AddDate(0, 0, -1)) && a.At.Before(e.to.AddDate(0, 0, 2)) {
				s.Accepted = append(s.Accepted, a)
			}
		}
		if len(s.Tickets)+len(s.Remarks)+len(s.Accepted) > 0 {
			return s, nil
		}
		if i == 0 {
			newest = s
		}
	}
	return newest, nil
}

// Line says when it was there before, how long, and at how many of these jobs.
func (s Seen) Line(jobs int) string {
	days := words.Stamp(s.To, words.DayMonth)
	if s.Nights > 1 {
		days = words.T("runchecks.seen_days", "from", words.Stamp(s.From, words.DayMonth), "to", days)
	}
	return words.T("runchecks.seen", "n", s.Nights, "days", days, "again", s.Again, "jobs", words.Counted(jobs, "job"))
}
