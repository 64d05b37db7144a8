package vm

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/task"
)

// Report is what the report pane shows of a message.
type Report struct {
	HTML   string
	Text   string
	Source string // the raw message as text
	// Headers is the head of the message as it was sent.
	Headers  string
	Pictures []Picture
	// None says why there is nothing to show, empty otherwise.
	None string
}

// Picture is a picture that a message carries.
type Picture struct {
	ID      string // that its HTML names it by (RFC 2392), without angle brackets
	Content []byte
}

// Part says what of a view model changed.
type Part int

// The parts that a screen redraws by themselves.
const (
	PartJobs Part = iota
	PartRuns
	PartDetails
	PartReport
	PartStatus
	PartToast
)

// Params are what RunChecks needs; all are required.
type Params struct {
	Store      domain.Store
	Desk       *review.Service
	Clock      domain.Clock
	Location   *time.Location
	Background *task.Background
	// Report decodes the message for the report pane.
	Report func(ctx context.Context, message int64) (Report, error)
	// Workbench is what the screen Readers works with.
	Workbench Workbench
	// Reread asks for stored messages to be read again, nil for those that the
	// readers in use have not read yet; CancelReread ends it. Both return at once.
	Reread       func(messages []int64)
	CancelReread func()
	// Like says which known jobs messages of the inbox look like; nil where nobody can.
	Like func(q domain.Queries, rows []domain.InboxRow) (map[int64]domain.Lookalike, error)
	// Sessions are how sessions of devices end, in the order of their numbers.
	Sessions []domain.SessionState
	// Accounts adds accounts; nil where none can be added.
	Accounts Accounts
	// Autotask is the service desk; nil where there is none.
	Autotask Autotask
	// Proxy keeps by which proxy web services are asked; nil where none can be set.
	Proxy Proxies
	// Sync asks for a sync of all accounts, CancelSync ends one that is under way;
	// what it stored stays. Both return at once.
	Sync, CancelSync func()
	// SyncOne asks for a sync of one account, and returns at once; nil syncs all.
	SyncOne func(account string)
	// Older asks for a sync of a mailbox with its mails from since on, and returns at
	// once; nil where nobody can.
	Older func(account string, since time.Time)
	// NextSync is when all accounts are synced next; nil, or a zero time, where nobody
	// can tell.
	NextSync func() time.Time
}

// Toast is a quiet line about what just happened.
type Toast struct {
	Text  string
	Error bool
	Undo  bool // offers to undo
	// Notice is true for what is neither done nor failed.
	Notice bool
	// Details is what is known beside Text, for whoever asks.
	Details string
}

// RunChecks is the view model of the screen Run Checks (product.md, section 2).
type RunChecks struct {
	p       Params
	changed func(Part)

	all    []domain.JobRow // as last read, without those being decided
	rows   []domain.JobRow // as shown
	seen   int64           // the highest id of a waiting run when the list was read
	filter Filter
	sort   Sort
	loaded bool

	job    int64 // selected job, 0 for none
	index  int   // its row, kept when it leaves the list
	anchor int   // where a range begins
	ticks  map[int64]bool

	list     runList
	unfolded bool            // every attempt of a night is shown
	runs     []domain.RunRow // as shown
	run      int64           // selected run
	reviewed bool            // include reviewed

	details   *domain.Details
	report    Report
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
	syncing syncs
	toast   Toast

	proposal domain.ProseProposal // that the last acceptance made possible

	loadJobs, loadRuns, loadDetails, loadStatus, loadProse *task.Latest
	decisions                                              *task.Queue
}

// NewRunChecks returns the view model, or an error naming what is missing. changed
// is called on the interface thread after each change.
func NewRunChecks(p Params, changed func(Part)) (*RunChecks, error) {
	if p.Store == nil || p.Desk == nil || p.Clock == nil || p.Location == nil || p.Background == nil || p.Report == nil || p.Sync == nil ||
		p.CancelSync == nil ||
		changed == nil {
		return nil, errors.New("view model of Run Checks: a parameter is missing")
	}
	load := func() *task.Latest { return task.NewLatest(p.Background) }
	return &RunChecks{
		p: p, changed: changed, sort: Sort{By: ByStatus}, ticks: map[int64]bool{}, deciding: map[int64]int64{}, leaving: map[int64]bool{},
		loadJobs: load(), loadRuns: load(), loadDetails: load(), loadStatus: load(), loadProse: load(), decisions: task.NewQueue(p.Background),
	}, nil
}

// Rows returns the job list as shown.
func (m *RunChecks) Rows() []domain.JobRow { return m.rows }

// Selected returns the index of the selected row, -1 for none.
func (m *RunChecks) Selected() int {
	if m.job == 0 || m.index >= len(m.rows) {
		return -1
	}
	return m.index
}

// Runs returns the runs of the selected job.
func (m *RunChecks) Runs() []domain.RunRow { return m.runs }

// SelectedRun returns the index of the selected run, -1 for none.
func (m *RunChecks) SelectedRun() int {
	for i, r := range m.runs {
		if r.ID == m.run {
			return i
		}
	}
	return -1
}

// Details returns the selected run, nil while none is loaded.
func (m *RunChecks) Details() *domain.Details { return m.details }

// Report returns the report of the selected run.
func (m *RunChecks) Report() Report { return m.report }

// Toast returns the newest line about what happened.
func (m *RunChecks) Toast() Toast { return m.toast }

// Sort returns the order of the list.
func (m *RunChecks) Sort() Sort { return m.sort }

// IncludesReviewed reports whether the run list shows reviewed runs too.
func (m *RunChecks) IncludesReviewed() bool { return m.reviewed }

// Reload reads the list again: at the start, after a sync, on F5.
func (m *RunChecks) Reload() {
	reviewed, ages := m.reviewed, asksForAge(domain.Fold(m.filter.Search))
	m.loadJobs.Run(func(ctx context.Context) func() {
		var rows []domain.JobRow
		var last map[int64]domain.LastRun
		err := m.p.Store.Read(ctx, func(q domain.Queries) (err error) {
			switch {
			case !m.p.Desk.May(rules.ActReview):
			case reviewed:
				rows, err = q.Jobs()
				rows = slices.DeleteFunc(rows, func(r domain.JobRow) bool { return r.State != domain.JobActive || !r.Customer.Active })
			default:
				rows, err = q.OpenJobs()
			}
			if err == nil && ages {
				last, err = q.LastRuns()
			}
			return err
		})
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.loaded, m.seen = true, 0
			for _, r := range rows {
				m.seen = max(m.seen, r.LastRun)
			}
			m.filter.last = last
			m.takeRows(rows)
			m.leaving = map[int64]bool{}
			m.selectBack()
		}
	})
	m.reloadStatus()
}

// takeRows shows newly read rows, without those that a decision under way covers.
func (m *RunChecks) takeRows(rows []domain.JobRow) {
	m.all = m.all[:0]
	for _, r := range rows {
		if m.deciding[r.ID] < r.LastRun || r.Runs == 0 {
			m.all = append(m.all, r)
		}
	}
	m.arrange()
}

// arrange filters and sorts, keeps the selection where it can, and else selects
// the row that moved into its place. Ticks on rows that are not shown are cleared, so that
// a bulk decision never covers what cannot be seen.
func (m *RunChecks) arrange() {
	old := m.rows
	m.filter.now = m.p.Clock()
	m.rows = arrange(m.all, m.filter, m.sort)
	shown := map[int64]bool{}
	for _, r := range m.rows {
		if m.ticks[r.ID] {
			shown[r.ID] = true
		}
	}
	m.ticks = shown
	before := m.job
	at := place(old, m.rows, m.job, m.index, m.leaving[m.job])
	m.index = max(at, 0)
	m.job = 0
	if at >= 0 {
		m.job = m.rows[at].ID
	}
	m.changed(PartJobs)
	m.readRuns(m.job != before)
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
func (m *RunChecks) selectBack() {
	back := m.back
	m.back = nil
	for i, r := range m.rows {
		run, ok := back[r.ID]
		if !ok {
			continue
		}
		m.anchor, m.index, m.job = i, i, r.ID
		m.run, m.whenFresh = run, nil
		m.changed(PartJobs)
		m.readRuns(false)
		return
	}
	for _, r := range m.all {
		if _, ok := back[r.ID]; ok {
			m.say(m.toast.Text+" (outside the search)", m.toast.Undo)
			return
		}
	}
}

// Search returns the words that narrow the list.
func (m *RunChecks) Search() string { return m.filter.Search }

// SetSearch narrows the list.
func (m *RunChecks) SetSearch(text string) {
	if text == m.filter.Search {
		return
	}
	m.filter.Search = text
	if m.filter.last == nil && asksForAge(domain.Fold(text)) {
		m.Reload() // with what the words ask for
	}
	m.arrange()
}

// SortBy sorts by a column; a second time reverses it.
func (m *RunChecks) SortBy(by Column) {
	m.sort = Sort{By: by, Down: m.sort.By == by && !m.sort.Down}
	m.arrange()
}

// SetIncludeReviewed shows reviewed runs and jobs without waiting runs, too (Admin).
func (m *RunChecks) SetIncludeReviewed(on bool) {
	if on && !m.p.Desk.May(rules.ActIncludeReviewed) {
		m.fail(&domain.Error{Code: domain.CodePermission, Message: "Only an Admin may include reviewed runs."})
		return
	}
	m.reviewed = on
	m.Reload()
}

// runLimit bounds the run list; older runs are in the job's history.
const runLimit = 500

// readRuns reads the runs of the selected job and the details of the selected run
// in one go, so that moving through jobs costs one read.
func (m *RunChecks) readRuns(moved bool) {
	if moved {
		m.run, m.whenFresh, m.unfolded = 0, nil, false
	}
	job, run, reviewed := m.job, m.run, m.reviewed
	if job == 0 {
		m.loadRuns.Run(func(context.Context) func() { return nil })
		m.list, m.runs, m.run = runList{}, nil, 0
		m.setDetails(nil)
		m.changed(PartRuns)
		return
	}
	m.loadRuns.Run(func(ctx context.Context) func() {
		var list runList
		var details *domain.Details
		err := m.p.Store.Read(ctx, func(q domain.Queries) error {
			runs, err := q.JobRuns(job, reviewed, runLimit)
			if err != nil {
				return err
			}
			judge, err := q.AttemptJudge()
			if list = newRunList(runs, judge); err != nil || len(runs) == 0 {
				return err
			}
			if !slices.ContainsFunc(runs, func(r domain.RunRow) bool { return r.ID == run }) {
				run = list.rows[0].ID
			}
			d, err := q.Details(run)
			details = &d
			return err
		})
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			if len(list.all) == 0 {
				run = 0
			}
			m.list, m.run = list, run
			// An earlier attempt that was asked for is to be seen.
			m.unfolded = m.unfolded || run != 0 && list.headOf(run) != run
			m.runs = list.shown(m.unfolded)
			m.changed(PartRuns)
			m.setDetails(details)
		}
	})
}

// SelectRun selects a run by its index.
func (m *RunChecks) SelectRun(index int) {
	if index < 0 || index >= len(m.runs) || m.runs[index].ID == m.run {
		return
	}
	m.run, m.whenFresh = m.runs[index].ID, nil
	m.changed(PartRuns)
	run := m.run
	m.loadDetails.Run(func(ctx context.Context) func() {
		var d domain.Details
		err := m.p.Store.Read(ctx, func(q domain.Queries) (err error) {
			d, err = q.Details(run)
			return err
		})
		return func() {
			if err != nil {
				m.fail(err)
			} else if run == m.run {
				m.setDetails(&d)
			}
		}
	})
}

// MoveRun selects an older (+1) or newer (-1) run.
func (m *RunChecks) MoveRun(by int) { m.SelectRun(m.SelectedRun() + by) }

// NothingSelected is what panes about a selected row say where there is none.
const NothingSelected = "Nothing is selected."

func (m *RunChecks) setDetails(d *domain.Details) {
	same := d != nil && m.details != nil && d.Run.Message != 0 && d.Run.Message == m.details.Run.Message && m.report.None == ""
	m.details = d
	m.changed(PartDetails)
	if wait := m.whenFresh; wait != nil && m.Fresh() {
		m.whenFresh = nil
		defer wait()
	}
	if same {
		return
	}
	m.report = Report{}
	switch {
	case d == nil:
		m.report.None = NothingSelected
	case d.Summary != nil:
		lead := ""
		if d.Run.Source == domain.SourceOffline {
			lead = NoReportText(d, m.p.Location)
		}
		m.report.HTML, m.report.Text = SummaryReport(*d.Summary, lead, m.p.Location)
	case d.Message == nil:
		m.report.None = NoReportText(d, m.p.Location)
	default:
		m.readReport(d.Message.ID)
		return
	}
	m.changed(PartReport)
}

func (m *RunChecks) readReport(message int64) {
	m.loadDetails.Run(func(ctx context.Context) func() {
		report, err := m.p.Report(ctx, message)
		return func() {
			if m.details == nil || m.details.Message == nil || m.details.Message.ID != message {
				return
			}
			if err != nil {
				report = noReport(err)
			}
			m.report = report
			m.changed(PartReport)
		}
	})
}

func (m *RunChecks) fail(err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	m.toast = Failed(err)
	m.changed(PartToast)
}

func (m *RunChecks) say(text string, undo bool) {
	m.toast = Toast{Text: text, Undo: undo}
	m.changed(PartToast)
}

// Count is a number with what it counts: "1 job", "2 jobs".
func Count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + one + "s"
}

// Amount is a number with what it counts, such as "12 linked".
type Amount struct {
	n    int
	word string
}

// N is the Amount of a number and what it counts.
func N(n int, word string) Amount { return Amount{n, word} }

// tally joins what there is any of: "12 linked, 3 ignored", "" for nothing.
func tally(parts ...Amount) string {
	var out []string
	for _, p := range parts {
		if p.n > 0 {
			out = append(out, Number(p.n)+" "+p.word)
		}
	}
	return strings.Join(out, ", ")
}

// join puts more behind a text, if there is more.
func join(text, more string) string {
	if more == "" {
		return text
	}
	return text + ", " + more
}

// Number writes a number of at least 0 with its thousands apart.
func Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// ShowRun selects a job, and a run of it where run is not 0, as soon as they are
// read. Where the job has nothing waiting, or the run is reviewed, reviewed ones are
// included; false where the role may not see them.
func (m *RunChecks) ShowRun(job, run int64) bool {
	waits := false
	for _, r := range m.all {
		waits = waits || r.ID == job && r.Runs > 0
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
	m.filter.Search = ""
	m.job, m.run, m.whenFresh = job, run, nil
	m.Reload()
	return true
}
