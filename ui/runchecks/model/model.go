// Package model is the view model of the screen Run Checks, without Fyne: the jobs that wait
// for a decision, their runs, and everything that is decided from there: reviews, successes,
// acceptances, tickets and remarks.
package model

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/query"
	"runchecks/domain/search"
	"runchecks/ui/list"
	"runchecks/ui/list/runs"
	"runchecks/ui/progress"
	"runchecks/ui/report"
	"runchecks/ui/runchecks/causes"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// Model is the view model of the screen Run Checks (product.md, section 2).
type Model struct {
	p       services.Params
	changed func(list.Part)

	// List is the job list, without the jobs that are being decided.
	list.List[domain.JobRow]
	nights   rules.Nights           // of the profile
	chips    map[Chip]bool          // that narrow the list
	showFine bool                   // fine jobs are rows
	tally    tally                  // of what passes the search
	groups   groups                 // the list by causes
	accepted map[domain.JobKey]bool // jobs with a problem that is accepted
	loads    int                    // how often rows were read
	seen     int64                  // the highest id of a waiting run when the list was read
	asked    question               // what the list was read for last
	made     int                    // decisions that were made here
	lookup   lookup
	views    views
	anchor   int // where a range of rows begins

	attempts words.Attempts
	unfolded bool            // every attempt of a night is shown
	runs     []domain.RunRow // as shown
	run      int64           // selected run
	reviewed bool            // include reviewed

	details   *domain.Details
	report    report.Content
	whenFresh func() // waits for the details of the selected run, nil for nothing

	// deciding holds, per job, the highest run id that a decision under way covers.
	deciding map[int64]int64
	// leaving are the jobs that were decided about since the list was read: where they
	// stand elsewhere now, the next row is selected.
	leaving map[int64]bool
	// back are the jobs that an undo brought back, each with one of its runs, until the
	// list is read again.
	back map[int64]int64

	status  Status
	syncing progress.Syncs

	past    past
	objects objects
	history History
	compare Comparison
	same    sameCause
	peeks   bool // the shown run is none of those that wait: it was asked for by its night

	loadRuns, loadDetails, loadStatus, loadViews, loadPast, loadSizes, loadHistory, loadCompare *task.Latest
}

// New returns the view model, or an error naming what is missing. changed
// is called on the interface thread after each change.
func New(p services.Params, changed func(list.Part)) (*Model, error) {
	if p.Store == nil || p.Desk == nil || p.Clock == nil || p.Location == nil || p.Background == nil || p.Report == nil || p.Sync == nil ||
		p.CancelSync == nil ||
		changed == nil {
		return nil, errors.New("view model of Run Checks: a parameter is missing")
	}
	load := func() *task.Latest { return task.NewLatest(p.Background) }
	m := &Model{
		p: p, changed: changed, deciding: map[int64]int64{}, leaving: map[int64]bool{}, chips: map[Chip]bool{},
		loadRuns: load(), loadDetails: load(), loadStatus: load(),
	}
	m.groups = groups{
		open: map[string]bool{}, out: map[string]map[int64]bool{}, ticks: map[string]bool{}, seen: map[string]causes.Seen{}, load: load(),
		look: load(), loadOld: load(),
	}
	m.List = list.New[domain.JobRow](p.Base, func(part list.Part) {
		if part != list.PartFacts { // what is beside the list has parts of its own
			changed(part)
		}
	})
	m.Key = func(r *domain.JobRow) string { return jobKey(r.ID) }
	m.Also = m.counts
	m.lookup.load, m.loadViews, m.loadPast, m.loadSizes, m.same.load = load(), load(), load(), load(), load()
	m.loadHistory, m.loadCompare = load(), load()
	m.Finds = m.hits
	m.Place = func(old []domain.JobRow, at int) int { return place(old, m.Rows(), m.Job(), at, m.leaving[m.Job()]) }
	m.Sinks = func(r *domain.JobRow) bool { return rules.PutOff(*r, m.p.Clock()) }
	m.SetColumns(ColumnStatus, m.columns()...)
	m.OrderBy(ColumnStatus, ColumnStatus, ColumnCustomer, ColumnJob)
	return m, nil
}

// jobKey is the key of a job's row.
func jobKey(job int64) string { return strconv.FormatInt(job, 10) }

// Job returns the id of the selected job, 0 for none.
func (m *Model) Job() int64 {
	id, err := strconv.ParseInt(m.SelectedKey(), 10, 64)
	if err != nil {
		return 0 // no job is selected
	}
	return id
}

// Rows returns the job list as shown.
func (m *Model) Rows() []domain.JobRow { return m.List.Shown }

// All returns the rows as they were read, Loads how often that was.
func (m *Model) All() []domain.JobRow { return m.AllRows }

// Loads counts how often rows were read.
func (m *Model) Loads() int { return m.loads }

// Runs returns the runs of the selected job.
func (m *Model) Runs() []domain.RunRow { return m.runs }

// SelectedRun returns the index of the selected run, -1 for none.
func (m *Model) SelectedRun() int {
	for i, r := range m.runs {
		if r.ID == m.run {
			return i
		}
	}
	return -1
}

// Details returns the selected run, nil while none is loaded.
func (m *Model) Details() *domain.Details { return m.details }

// RunID is the selected run, 0 for none; its details may still be read.
func (m *Model) RunID() int64 { return m.run }

// Attempts are the runs of the selected job by their nights.
func (m *Model) Attempts() words.Attempts { return m.attempts }

// HighestRun is the highest id of a run that waited when the list was read: what is decided
// about what somebody saw ends there.
func (m *Model) HighestRun() int64 { return m.seen }

// OnceFresh does something as soon as the details belong to the selected run, unless another
// one is selected before.
func (m *Model) OnceFresh(do func()) { m.whenFresh = do }

// Report returns the report of the selected run.
func (m *Model) Report() report.Content { return m.report }

// IncludesReviewed reports whether the run list shows reviewed runs too.
func (m *Model) IncludesReviewed() bool { return m.reviewed }

// question is what the rows of the list answer. The answer to the same question that comes
// late is shown; that to another one, or from before a decision, never is.
type question struct {
	everything bool
	made       int
}

// Reload reads the list again: at the start, after a sync, on F5.
func (m *Model) Reload() {
	load := m.LoadRows.Again
	if now := (question{m.everything(), m.made}); now != m.asked {
		m.asked, load = now, m.LoadRows.Run
	}
	waiting := &waitingJobs{}
	m.readRows(load, waiting)
	m.reloadStatus(waiting)
}

// readRows reads the rows of the list by a load.
func (m *Model) readRows(load func(func(context.Context) func()), waiting *waitingJobs) {
	everything, ask := m.everything(), m.question()
	load(func(ctx context.Context) func() {
		var rows []domain.JobRow
		var found searchAnswer
		var nights rules.Nights
		accepted := map[domain.JobKey]bool{}
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			if m.p.Desk.May(rules.ActReview) {
				rows, err = search.Rows(waiting.by(q), everything, m.p.Clock(), m.p.Location)
			}
			if err == nil {
				nights, err = rules.ReadNights(q, m.p.Location)
			}
			if err != nil {
				return err
			}
			all, err := q.ActiveAcceptances()
			for _, a := range all {
				if a.Level != domain.AcceptError {
					accepted[a.Job] = true
				}
			}
			return err
		})
		ask := ask.of(rows)
		if err == nil {
			found, err = ask.answer(ctx)
		}
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.Loaded, m.seen = true, 0
			for _, r := range rows {
				m.seen = max(m.seen, r.LastRun)
			}
			m.nights, m.accepted = nights, accepted
			m.loads++
			m.takeAnswer(ask, found)
			m.takeRows(rows)
			if found.text != m.lookup.text {
				m.answer()
			}
			m.leaving = map[int64]bool{}
			m.selectBack()
			m.readSameCauses()
			if m.groups.on {
				m.readGroups()
			}
		}
	})
}

// takeRows shows newly read rows, without those that a decision under way covers.
func (m *Model) takeRows(rows []domain.JobRow) {
	m.AllRows = slices.DeleteFunc(rows, func(r domain.JobRow) bool { return m.deciding[r.ID] >= r.LastRun && r.Runs > 0 })
	m.arrange(m.Arrange)
}

// arrange has the list stand anew and reads the runs of the job that is selected then. It
// stays selected where it can; else the row that moved into its place is.
func (m *Model) arrange(how func()) {
	before := m.SelectedKey()
	m.tally = tally{of: map[Chip]int{}}
	how()
	if m.groups.on {
		m.SelectKey(before)
		m.regroup()
		return
	}
	m.readRuns(m.SelectedKey() != before)
}

// place says which row is selected once the list has changed: that of the job, unless it is
// gone, or is leaving its place and others passed it; then the row that followed it. -1 for
// an empty list.
func place(old, rows []domain.JobRow, job int64, index int, leaving bool) int {
	stood := map[int64]int{} // from 1
	for i, r := range old {
		stood[r.ID] = i + 1
	}
	above, passed, at := 0, false, -1
	for i, r := range rows {
		was := stood[r.ID]
		switch {
		case r.ID == job:
			at = i
		case was > 0 && was <= index:
			above++
		case was > 0 && at < 0:
			passed = true
		}
	}
	if at >= 0 && (!leaving || !passed) {
		return at
	}
	return min(above, len(rows)-1)
}

// selectBack selects the first job that an undo brought back, and of its runs the newest
// that came back.
func (m *Model) selectBack() {
	back := m.back
	m.back = nil
	for i, r := range m.Rows() {
		run, ok := back[r.ID]
		if !ok {
			continue
		}
		m.anchor = i
		m.List.Select(i)
		m.run, m.whenFresh, m.peeks = run, nil, false
		m.readRuns(false)
		return
	}
	for _, r := range m.AllRows {
		if _, ok := back[r.ID]; ok && !(fine(&r) && !m.showFine) {
			m.Say(words.T("runchecks.outside_search", "text", m.Toast().Text), m.Toast().Undo)
			return
		}
	}
}

// SortBy sorts by a column; a second time reverses it.
func (m *Model) SortBy(column string) {
	m.arrange(func() { m.List.SortBy(column) })
}

// SetIncludeReviewed shows reviewed runs and jobs without waiting runs, too (Admin).
func (m *Model) SetIncludeReviewed(on bool) {
	if on && !m.p.Desk.May(rules.ActIncludeReviewed) {
		m.Fail(&domain.Error{Code: domain.CodePermission, Message: words.T("runchecks.only_admin_includes")})
		return
	}
	m.reviewed = on
	m.Reload()
}

// readRuns reads the runs of the selected job and the details of the selected run
// in one go, so that moving through jobs costs one read.
func (m *Model) readRuns(moved bool) {
	if moved {
		m.run, m.whenFresh, m.unfolded, m.peeks = m.hit(m.Job()), nil, false, false
	}
	job, run, reviewed, peeks := m.Job(), m.run, m.everything(), m.peeks
	if job == 0 {
		m.loadRuns.Run(func(context.Context) func() { return nil })
		m.attempts, m.runs, m.run, m.past = words.Attempts{}, nil, 0, past{}
		m.setDetails(nil)
		m.changed(list.PartRuns)
		return
	}
	m.loadRuns.Run(func(ctx context.Context) func() {
		var entries words.Attempts
		var details *domain.Details
		err := m.p.Store.Read(ctx, func(q domain.Reader) error {
			runs, err := q.JobRuns(job, reviewed, runs.Limit)
			if err != nil {
				return err
			}
			judge, err := q.AttemptJudge()
			if entries = words.NewAttempts(runs, judge); err != nil || len(runs) == 0 {
				return err
			}
			if !peeks && !slices.ContainsFunc(runs, func(r domain.RunRow) bool { return r.ID == run }) {
				run = entries.Rows[0].ID
			}
			d, err := q.Details(run)
			details = &d
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			if len(entries.All) == 0 {
				run = 0
			}
			m.attempts, m.run = entries, run
			// An earlier attempt that was asked for is to be seen.
			m.unfolded = m.unfolded || run != 0 && !peeks && entries.HeadOf(run) != run
			m.runs = entries.Shown(m.unfolded)
			m.changed(list.PartRuns)
			m.history.fresh = false
			m.setDetails(details)
			m.readPast()
		}
	})
}

// SelectRun selects a run by its index.
func (m *Model) SelectRun(index int) {
	if index < 0 || index >= len(m.runs) || m.runs[index].ID == m.run {
		return
	}
	m.run, m.whenFresh, m.peeks = m.runs[index].ID, nil, false
	m.changed(list.PartRuns)
	m.readDetails(m.run)
}

// readDetails reads a run of the selected job.
func (m *Model) readDetails(run int64) {
	m.loadDetails.Run(func(ctx context.Context) func() {
		var d domain.Details
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			d, err = q.Details(run)
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
			} else if run == m.run {
				m.setDetails(&d)
			}
		}
	})
}

// MoveRun selects an older (+1) or newer (-1) run of those that wait, from a run of the past
// the nearest.
func (m *Model) MoveRun(by int) {
	at := m.SelectedRun()
	if at < 0 && m.details != nil {
		at = slices.IndexFunc(m.runs, func(r domain.RunRow) bool { return r.At.Before(m.details.Run.At) })
		if at < 0 {
			at = len(m.runs)
		}
		if by > 0 {
			at--
		}
	}
	m.SelectRun(at + by)
}

func (m *Model) setDetails(d *domain.Details) {
	same := d != nil && m.details != nil && d.Run.Message != 0 && d.Run.Message == m.details.Run.Message && m.report.None == ""
	m.details = d
	m.stand()
	m.changed(list.PartDetails)
	m.follow()
	if wait := m.whenFresh; wait != nil && m.Fresh() {
		m.whenFresh = nil
		defer wait()
	}
	if same {
		return
	}
	m.report = report.Content{}
	switch {
	case d == nil:
		m.report.None = words.NothingSelected()
	case d.Summary != nil:
		lead := ""
		if d.Run.Source == domain.SourceOffline {
			lead = words.NoReportText(d, m.p.Location)
		}
		m.report.HTML, m.report.Text = words.Summary(*d.Summary, lead, m.p.Location)
	case d.Message == nil:
		m.report.None = words.NoReportText(d, m.p.Location)
		m.showEvidence()
	default:
		m.readReport(d.Message.ID)
		return
	}
	m.changed(list.PartReport)
}

func (m *Model) readReport(message int64) {
	m.loadDetails.Run(func(ctx context.Context) func() {
		content, err := m.p.Report(ctx, message)
		return func() {
			if m.details == nil || m.details.Message == nil || m.details.Message.ID != message {
				return
			}
			if err != nil {
				content = report.Unreadable(err)
			}
			m.report = content
			m.changed(list.PartReport)
		}
	})
}

// ShowRun selects a job, and a run of it where run is not 0, as soon as they are
// read. Where the job has nothing waiting, or the run is reviewed, reviewed ones are
// included; false where the role may not see them.
func (m *Model) ShowRun(job, run int64) bool {
	waits := false
	for _, r := range m.AllRows {
		waits = waits || r.ID == job && r.Runs > 0
		m.showFine = m.showFine || r.ID == job && fine(&r)
	}
	if !waits || run != 0 {
		if !m.p.Desk.May(rules.ActIncludeReviewed) {
			if !waits {
				return false
			}
		} else {
			m.reviewed = true
		}
	}
	m.lookup.query, m.lookup.text, m.lookup.beyond = query.Query{}, "", false
	m.SearchText, m.chips = "", map[Chip]bool{}
	m.SelectKey(jobKey(job))
	m.run, m.whenFresh, m.peeks = run, nil, false
	m.Reload()
	return true
}
