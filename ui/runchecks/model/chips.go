package model

import (
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// Chip narrows the list to the jobs of one status, or to those that are new.
type Chip uint8

// The chips, in the order of their keys 1 to 8.
const (
	ChipAll Chip = iota
	ChipFailed
	ChipMissed
	ChipWarning
	ChipSuccess
	ChipNew
	ChipUnknown
	ChipOverride
)

// Chips lists them all.
func Chips() []Chip {
	return []Chip{ChipAll, ChipFailed, ChipMissed, ChipWarning, ChipSuccess, ChipNew, ChipUnknown, ChipOverride}
}

// Status is that of its jobs, 0 for the chips that are about none.
func (c Chip) Status() domain.Status {
	return map[Chip]domain.Status{
		ChipFailed: domain.Failed, ChipMissed: domain.Missed, ChipWarning: domain.Warning, ChipSuccess: domain.Success,
		ChipUnknown: domain.Unknown, ChipOverride: domain.SuccessOverride,
	}[c]
}

// Word is what stands on it.
func (c Chip) Word() string {
	switch c {
	case ChipAll:
		return words.T("runchecks.chip_all")
	case ChipNew:
		return words.T("runchecks.chip_new")
	}
	return words.ShortStatus(c.Status())
}

// ChipState is a chip as the screen shows it.
type ChipState struct {
	Chip  Chip
	Count int
	On    bool
}

// tally is what passes the search: how many jobs each chip is about, and what is fine.
type tally struct {
	of   map[Chip]int
	fine fineJobs
}

// fineJobs are jobs that are fine, with how many of their runs wait.
type fineJobs struct {
	targets []review.Target
	runs    int
}

// chipsOf are the chips that a row counts for, All left out.
func chipsOf(r *domain.JobRow) (status Chip, isNew bool) {
	for _, c := range Chips() {
		if s := c.Status(); s != 0 && s == r.Status.Known() {
			status = c
		}
	}
	return status, r.Standing.New
}

// fine reports whether a row needs no look beyond that it succeeded: all that waits of it is
// a plain success.
func fine(r *domain.JobRow) bool { return r.Runs > 0 && r.Status == domain.Success }

// counts takes a row that passes the search, and reports whether it is shown: where chips
// are on, if one of them is about it; fine jobs only where they are unfolded or asked for.
func (m *Model) counts(r *domain.JobRow) bool {
	status, isNew := chipsOf(r)
	m.tally.of[ChipAll]++
	m.tally.of[status]++
	if isNew {
		m.tally.of[ChipNew]++
	}
	asked := len(m.chips) == 0 || m.chips[status] || isNew && m.chips[ChipNew]
	if fine(r) && asked && !rules.PutOff(*r, m.p.Clock()) {
		m.tally.fine.runs += r.Runs
		m.tally.fine.targets = append(m.tally.fine.targets, review.Target{Job: r.ID, Last: r.LastRun})
		// What a search finds is seen, whatever it is.
		return m.showFine || m.chips[ChipSuccess] || !m.lookup.query.Empty()
	}
	return asked
}

// ChipStates are the chips to show: Unknown and Override stand there only where there is any.
func (m *Model) ChipStates() (out []ChipState) {
	for _, c := range Chips() {
		on := m.chips[c] || c == ChipAll && len(m.chips) == 0
		if n := m.tally.of[c]; n > 0 || on || c != ChipUnknown && c != ChipOverride {
			out = append(out, ChipState{Chip: c, Count: n, On: on})
		}
	}
	return out
}

// PressChip narrows the list to a chip; the same again shows all. With add the chip comes to
// those that are on, or leaves them. One without jobs says so.
func (m *Model) PressChip(c Chip, add bool) {
	if m.tally.of[c] == 0 && !m.chips[c] && c != ChipAll {
		m.Say(words.T("runchecks.chip_none", "status", c.Word()), false)
		return
	}
	on := m.chips[c] && (add || len(m.chips) == 1)
	if !add {
		m.chips = map[Chip]bool{}
	}
	switch {
	case c == ChipAll:
		m.chips = map[Chip]bool{}
	case on:
		delete(m.chips, c)
	default:
		m.chips[c] = true
	}
	m.arrange(m.Arrange)
}

// chipWords names the chips that are on.
func (m *Model) chipWords() string {
	var out []string
	for _, c := range Chips() {
		if m.chips[c] {
			out = append(out, c.Word())
		}
	}
	return words.And(out)
}

// Narrowed reports whether chips narrow the list.
func (m *Model) Narrowed() bool { return len(m.chips) > 0 }

// ShowAllChips ends that.
func (m *Model) ShowAllChips() {
	m.chips = map[Chip]bool{}
	m.arrange(m.Arrange)
}

// Fine says how many jobs and runs are fine of what search and chips leave, whether they are
// shown as rows or not.
func (m *Model) Fine() (jobs, runs int) { return len(m.tally.fine.targets), m.tally.fine.runs }

// FineTargets are those jobs, as they were counted.
func (m *Model) FineTargets() []review.Target { return m.tally.fine.targets }

// FineShown reports whether they are rows of the list.
func (m *Model) FineShown() bool { return m.showFine }

// SwitchFine shows the fine jobs as rows, or folds them.
func (m *Model) SwitchFine() {
	m.showFine = !m.showFine
	m.arrange(m.Arrange)
}

// FineLabel is what the button of the fine jobs says.
func (m *Model) FineLabel() string { return words.T("runchecks.fine_review") }

// FineWords says how much is fine: the jobs, and behind them the runs.
func (m *Model) FineWords() (jobs, runs string) {
	n, r := m.Fine()
	return words.T("runchecks.fine_jobs", "n", n), words.Count(r, "run")
}

// NextProblem selects the next row that is a problem, or the one before; after the last one
// comes the first. In the list by causes it is the next cause.
func (m *Model) NextProblem(by int) {
	if m.groups.on {
		m.nextCause(by)
		return
	}
	rows := m.Rows()
	for i := 1; i <= len(rows); i++ {
		at := ((max(0, m.Selected())+by*i)%len(rows) + len(rows)) % len(rows)
		if !rows[at].Status.Good() {
			m.Select(at)
			return
		}
	}
}

// Problem says which of the problems the selected row is: 2 of 35; 0 where it is none.
func (m *Model) Problem() (at, of int) {
	for i, r := range m.Rows() {
		if r.Status.Good() {
			continue
		}
		of++
		if i == m.Selected() {
			at = of
		}
	}
	return at, of
}
