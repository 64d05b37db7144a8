package rules

import (
	"slices"
	"time"

	"runchecks/domain"
)

// Morning is what was decided in a night, counted by jobs. A job counts by the worst that its
// reports said, and once by what was done about it: its problems are documented, accepted, a
// success by override or reviewed without a note, and these are together all that had one.
type Morning struct {
	Jobs, Runs                             int
	Failed, Missed, Warning, Unknown, Fine int
	Documented, Accepted, Override, Silent int
	First, Last                            time.Time // of the reviews
	People                                 []Looked  // who reviewed most first
}

// Looked says what one person reviewed.
type Looked struct {
	Name        string
	Jobs, Runs  int
	Decisions   int
	First, Last time.Time
}

// Problems counts the jobs that had a problem.
func (m Morning) Problems() int { return m.Failed + m.Missed + m.Warning + m.Unknown }

// MorningOf counts the reviews of a night.
func MorningOf(reviews []domain.JobReview) (m Morning) {
	type job struct {
		status   domain.Status
		override bool
		kinds    map[domain.DecisionKind]bool
		noted    bool
	}
	jobs := map[int64]*job{}
	people := map[string]*Looked{}
	of := map[string]map[int64]bool{}
	decisions := map[string]map[domain.DecisionID]bool{}
	for _, r := range reviews {
		j := jobs[r.Job]
		if j == nil {
			j = &job{kinds: map[domain.DecisionKind]bool{}}
			jobs[r.Job] = j
		}
		j.status = max(j.status, r.Status.Known())
		j.override = j.override || !r.Status.Good() && r.Effective == domain.SuccessOverride
		j.kinds[r.Kind], j.noted = true, j.noted || r.Noted
		p := people[r.By]
		if p == nil {
			p = &Looked{Name: r.By, First: r.At}
			people[r.By], of[r.By], decisions[r.By] = p, map[int64]bool{}, map[domain.DecisionID]bool{}
		}
		p.Runs, p.Last = p.Runs+r.Runs, r.At
		of[r.By][r.Job], decisions[r.By][r.Decision] = true, true
		m.Runs += r.Runs
		if m.First.IsZero() || r.At.Before(m.First) {
			m.First = r.At
		}
		if r.At.After(m.Last) {
			m.Last = r.At
		}
	}
	m.Jobs = len(jobs)
	for _, j := range jobs {
		switch j.status {
		case domain.Failed:
			m.Failed++
		case domain.Missed:
			m.Missed++
		case domain.Warning:
			m.Warning++
		case domain.Success, domain.SuccessOverride:
			m.Fine++
			continue
		default:
			m.Unknown++
		}
		switch {
		case j.kinds[domain.DecideTicket] || j.kinds[domain.DecideRemark] || j.noted:
			m.Documented++
		case j.kinds[domain.DecideAccept]:
			m.Accepted++
		case j.override || j.kinds[domain.DecideSuccess] || j.kinds[domain.DecideOverride]:
			m.Override++
		default:
			m.Silent++
		}
	}
	for name, p := range people {
		p.Jobs, p.Decisions = len(of[name]), len(decisions[name])
		m.People = append(m.People, *p)
	}
	slices.SortFunc(m.People, func(a, b Looked) int {
		switch {
		case a.Jobs != b.Jobs:
			return b.Jobs - a.Jobs
		case a.Name < b.Name:
			return -1
		}
		return 1
	})
	return m
}
