package decide

import (
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/runchecks/causes"
	"runchecks/ui/words"
)

// Action is what can be done with the scope of Run Checks.
type Action uint8

// The actions.
const (
	DoReview Action = iota
	DoSuccess
	DoAccept
	DoTicket
	DoRemark
	// DoUnmark brings back the last review, DoUnmarkAll every reviewed run.
	DoUnmark
	DoUnmarkAll
	// DoLater puts off, DoNote reviews with a note.
	DoLater
	DoNote
	// DoClaim says who looks after the jobs.
	DoClaim
)

// Actions lists them all.
func Actions() []Action {
	return []Action{DoReview, DoSuccess, DoAccept, DoTicket, DoRemark, DoUnmark, DoUnmarkAll, DoLater, DoNote, DoClaim}
}

// Scope is what every action is about: the ticked jobs if there are any, else the
// selected one (product.md, section 2). What a button says and what is decided both come
// from it.
type Scope struct {
	// Jobs are as the list shows them, in its order.
	Jobs   []domain.JobRow
	Ticked bool
	Cause  *causes.Cause // whose jobs they are, nil for none
	run    int64         // the selected run, for what is about one run
}

// Scope returns what an action would be about now.
func (m *Model) Scope() Scope {
	if m.Grouped() {
		switch row, ok := m.SelectedGroup(); {
		case !ok:
			return Scope{}
		case m.Ticks() > 0:
			c := m.TickedCauses()
			return Scope{Jobs: c.Jobs, Ticked: true, Cause: c}
		case row.Job == nil:
			return Scope{Jobs: row.Cause.Chosen(), Ticked: true, Cause: row.Cause}
		default:
			return Scope{Jobs: []domain.JobRow{*row.Job}, run: m.RunID()}
		}
	}
	s := Scope{Jobs: m.ChosenRows(), Ticked: m.Ticks() > 0}
	if !s.Ticked && len(s.Jobs) > 0 {
		s.run = m.RunID()
	}
	return s
}

// reach is what an action covers: jobs, and the number of their runs.
type reach struct {
	targets []review.Target
	runs    int
}

// reach says what an action covers of the scope. Without ticks Mark as success and Accept
// start from the selected run alone.
func (s Scope) reach(a Action) (out reach) {
	for _, j := range s.Jobs {
		if s.Cause != nil && !s.Cause.Alone[j.ID] && a != DoTicket && a != DoRemark && a != DoLater && a != DoClaim {
			continue // it has another problem, which nobody decides by the way
		}
		runs := 0
		switch a {
		case DoReview, DoNote:
			runs = j.Runs
		case DoLater:
			if j.Runs > 0 {
				out.targets = append(out.targets, review.Target{Job: j.ID, Last: j.LastRun})
			}
			continue
		case DoSuccess, DoAccept:
			if runs = j.Problems; !s.Ticked {
				runs = 1 // the selected one
			}
		case DoTicket, DoRemark, DoClaim, DoUnmark, DoUnmarkAll:
			out.targets = append(out.targets, review.Target{Job: j.ID, Last: j.LastRun})
			continue
		}
		if runs > 0 {
			out.runs += runs
			out.targets = append(out.targets, review.Target{Job: j.ID, Last: j.LastRun})
		}
	}
	return out
}

// permission is what an action needs.
func (a Action) permission() rules.Action {
	switch a {
	case DoTicket, DoRemark:
		return rules.ActTicket
	case DoUnmark, DoUnmarkAll:
		return rules.ActIncludeReviewed
	default:
		return rules.ActReview
	}
}

// Can reports whether an action has anything to do, and the role may do it. While the
// details of the selected run are still being read nobody can tell what it is; the answer
// is yes then, and the action waits for them.
func (m *Model) Can(a Action) bool {
	s := m.Scope()
	if !m.p.Desk.May(a.permission()) || len(s.reach(a).targets) == 0 {
		return false
	}
	if s.Ticked || a != DoSuccess && a != DoAccept || !m.Fresh() {
		return true
	}
	d := m.Details()
	return rules.HasProblem(d.Run) && (a != DoAccept || d.Run.Sender.Doubt == "") && d.Run.Effective.Status != domain.SuccessOverride
}

// runWords says of how many runs an action is, with ticks of how many jobs, too.
func (s Scope) runWords(r reach) string {
	runs := words.Count(r.runs, "run")
	if s.Ticked {
		runs = words.T("runchecks.jobs_runs", "jobs", words.Count(len(r.targets), "job"), "runs", runs)
	}
	return runs
}

// Label is what the button of an action says: how much it is about.
func (m *Model) Label(a Action) string {
	s := m.Scope()
	r := s.reach(a)
	jobs, runs := words.Count(len(r.targets), "job"), s.runWords(r)
	switch a {
	case DoReview:
		return words.T("runchecks.review", "runs", runs)
	case DoSuccess:
		return words.T("runchecks.success", "runs", runs)
	case DoAccept:
		return words.T("runchecks.accept", "jobs", jobs)
	case DoTicket:
		return words.T("runchecks.ticket", "jobs", jobs)
	case DoRemark:
		return words.T("runchecks.remark", "jobs", jobs)
	case DoLater:
		return words.T("runchecks.later_do", "jobs", jobs)
	case DoClaim:
		return words.T("runchecks.claim_do", "jobs", jobs)
	case DoNote:
		return words.T("runchecks.review_note", "runs", runs)
	case DoUnmarkAll:
		return words.T("runchecks.unmark_all", "jobs", jobs)
	default:
		return words.T("runchecks.unmark_last", "jobs", jobs)
	}
}

// Command is what menu and palette say: without ticks the job by its name, too.
func (m *Model) Command(a Action) string {
	text := m.Label(a)
	if s := m.Scope(); !s.Ticked && len(s.Jobs) == 1 {
		text = words.T("runchecks.with_job", "action", text, "job", words.Clip(s.Jobs[0].Name, 30))
	}
	return text
}

// HeldLine says what the ticked jobs are: "all 3 are Failed", "2 of 3 are Failed"; "" without
// ticks.
func (m *Model) HeldLine() string {
	s := m.Scope()
	if !s.Ticked {
		return ""
	}
	worst, n := domain.Status(0), 0
	for _, j := range s.Jobs {
		switch {
		case j.Status > worst:
			worst, n = j.Status, 1
		case j.Status == worst:
			n++
		}
	}
	if n == len(s.Jobs) {
		return words.T("runchecks.held_all", "n", n, "status", words.ShortStatus(worst))
	}
	return words.T("runchecks.held_some", "n", n, "of", len(s.Jobs), "status", words.ShortStatus(worst))
}

// ReviewedLine says that reviewed runs are shown, too, "" where they are not.
func (m *Model) ReviewedLine() string {
	if !m.IncludesReviewed() {
		return ""
	}
	waiting := 0
	for _, r := range m.AllRows {
		if r.Runs > 0 {
			waiting++
		}
	}
	return words.T("runchecks.with_reviewed", "jobs", words.Count(len(m.AllRows), "job"), "n", waiting)
}
