package model

import (
	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// Finish is the page at the end of the morning: what the night was, what was decided about it,
// and what is still open elsewhere.
type Finish struct {
	Good    bool // nothing is left anywhere
	Title   string
	Night   string
	Numbers []FinishNumber // of the night
	Done    []FinishNumber // about its problems: together they are all of them
	Open    []FinishRow    // elsewhere
	People  []FinishPerson
}

// FinishNumber is a number with what it counts.
type FinishNumber struct {
	Status domain.Status // whose sign stands before it, 0 for none
	Number string
	Words  string
}

// FinishRow is what is open elsewhere, with the step that leads there.
type FinishRow struct {
	Status domain.Status
	Words  string
	Step   EmptyStep
}

// FinishPerson says what one person reviewed.
type FinishPerson struct {
	Name, Reviewed, Decisions, Times string
}

// Finish returns the page; ok is false while anything waits, a search or chips narrow the
// list, or nothing was decided since the night began.
func (m *Model) Finish() (f Finish, ok bool) {
	s := m.status
	if !m.Loaded || len(m.AllRows) > 0 || m.Narrowed() || m.SearchText != "" || m.reviewed || s.Jobs > 0 || s.Morning.Jobs == 0 ||
		!m.p.Desk.May(rules.ActReview) || s.Progress != "" {
		return f, false
	}
	now := m.p.Clock().In(m.p.Location)
	for _, r := range s.Reasons {
		if r.Kind == rules.ReasonWaiting {
			return f, false // newer than these rows: the list is being read again
		}
		f.Open = append(f.Open, FinishRow{Status: openStatus(r), Words: words.Reason(r, now), Step: r.Place})
	}
	day := s.Morning
	f.Good = len(f.Open) == 0
	f.Title = words.T("runchecks.finish_open", "n", len(f.Open))
	if f.Good {
		f.Title = words.T("runchecks.finish_good", "time", words.Clock(day.Last.In(m.p.Location)))
	}
	f.Night = words.T("runchecks.finish_night",
		"from", words.Stamp(s.Night.From.In(m.p.Location), words.DayClock), "to", words.Clock(now))
	f.Numbers = append(f.Numbers, FinishNumber{
		0, words.Number(day.Jobs), words.T("runchecks.finish_jobs", "n", day.Jobs, "runs", words.Count(day.Runs, "run")),
	})
	for _, c := range []struct {
		status domain.Status
		n      int
		words  string
	}{
		{domain.Failed, day.Failed, words.T("runchecks.finish_failed", "n", day.Failed)},
		{domain.Missed, day.Missed, words.T("runchecks.finish_missed", "n", day.Missed)},
		{domain.Warning, day.Warning, words.T("runchecks.finish_warnings", "n", day.Warning)},
		{domain.Unknown, day.Unknown, words.T("runchecks.finish_unknown", "n", day.Unknown)},
		{domain.Success, day.Fine, words.T("runchecks.finish_fine", "n", day.Fine)},
	} {
		if c.n > 0 {
			f.Numbers = append(f.Numbers, FinishNumber{c.status, words.Number(c.n), c.words})
		}
	}
	took := words.Duration(day.Last.Sub(day.First))
	if took == "" {
		took = words.T("runchecks.finish_moment")
	}
	f.Numbers = append(f.Numbers, FinishNumber{0, took, m.span(rules.Looked{First: day.First, Last: day.Last})})
	f.Done = []FinishNumber{
		{0, words.Number(day.Documented), words.T("runchecks.finish_documented", "n", day.Documented)},
		{0, words.Number(day.Accepted), words.T("runchecks.finish_accepted", "n", day.Accepted)},
		{0, words.Number(day.Override), words.T("runchecks.finish_override", "n", day.Override)},
		{0, words.Number(day.Silent), words.T("runchecks.finish_silent", "n", day.Silent)},
	}
	for _, p := range day.People {
		f.People = append(f.People, FinishPerson{
			p.Name, words.Count(p.Jobs, "job") + ", " + words.Count(p.Runs, "run"), words.Count(p.Decisions, "decision"), m.span(p),
		})
	}
	return f, true
}

func (m *Model) span(p rules.Looked) string {
	return words.T("runchecks.finish_span", "from", words.Clock(p.First.In(m.p.Location)), "to", words.Clock(p.Last.In(m.p.Location)))
}

// openStatus is how bad it is that something is open: as a failure where a problem may hide
// in it.
func openStatus(r rules.Reason) domain.Status {
	switch {
	case r.Problems > 0, r.Place == rules.PlaceSync, r.Place == rules.PlaceSecret:
		return domain.Failed
	case r.Kind == rules.ReasonOverdue:
		return domain.Missed
	case r.Kind == rules.ReasonUnmatched:
		return domain.Unknown
	}
	return domain.Warning
}

// ProblemsDone says that every problem is decided while fine jobs are left, "" while there is
// a problem or nothing is left.
func (m *Model) ProblemsDone() string {
	fineJobs, _ := m.Fine()
	if fineJobs == 0 || m.SearchText != "" || m.Narrowed() || m.reviewed || m.status.Morning.Problems() == 0 {
		return ""
	}
	for i := range m.AllRows {
		if m.AllRows[i].Runs > 0 && !fine(&m.AllRows[i]) {
			return ""
		}
	}
	n := m.status.Morning.Problems()
	return words.T("runchecks.problems_done", "n", n, "fine", words.T("runchecks.fine_jobs", "n", fineJobs))
}
