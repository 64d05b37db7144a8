// Package inbox is the screen Inbox: messages without an approved job.
package inbox

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/report"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// Row is one thing to decide: a job that waits for approval with its reports, the newest of which
// is shown, or a message about no job.
type Row struct {
	domain.PendingJob
	Like  domain.Lookalike
	Guess rules.Guess
}

// about reports whether the row is a job; else it is a message about none.
func (r *Row) about() bool { return r.Job != "" }

// key is the key of the row: that of its job, or of its message.
func (r *Row) key() string {
	if r.about() {
		return string(r.Job)
	}
	return strconv.FormatInt(r.ID, 10)
}

// targets are the names under which decisions know the row: its messages and its job.
func (r *Row) targets() []string {
	if r.about() {
		return []string{r.Key, string(r.Job)}
	}
	return []string{r.Key}
}

// messages are all that the row stands for, the newest first.
func (r *Row) messages() (out []int64) {
	for _, report := range r.Reports {
		out = append(out, report.Message)
	}
	return out
}

// Model is the view model of the screen Inbox: messages without an approved job
// (product.md, section 3).
type Model struct {
	list.List[Row]
	p       services.Reading
	changed func(list.Part)

	jobs    int // that wait for approval
	strays  int // messages about no job
	hints   rules.CustomerHints
	names   map[string]domain.Customer // the customers by folded name
	deleted bool                       // what was deleted is shown instead
	report  report.Content
	message int64 // of the report, -1 before anything was read

	given  map[domain.JobKey]string // customers that somebody chose and did not approve yet
	by     Grouping
	chip   Chip
	counts map[Chip]int // what the search leaves
	groups []Group
	lines  []Line
	folded map[string]bool
	headOf string // the row whose group's head was selected with it

	loadReport *task.Latest
}

// New returns the view model, or an error naming what is missing.
func New(p services.Reading, changed func(list.Part)) (*Model, error) {
	if p.Store == nil || p.Desk == nil || p.Background == nil || p.Report == nil || changed == nil {
		return nil, errors.New("view model of the inbox: a parameter is missing")
	}
	m := &Model{
		p: p, changed: changed, message: -1, loadReport: task.NewLatest(p.Background),
		given: map[domain.JobKey]string{}, counts: map[Chip]int{}, folded: map[string]bool{},
	}
	m.List = list.New[Row](p.Base, func(part list.Part) {
		if part == list.PartFacts {
			m.readReport()
			return
		}
		changed(part)
	})
	m.Key = (*Row).key
	m.Targets = (*Row).targets
	m.Words = m.searched
	m.Also = m.passesChip
	m.Before = m.before
	m.Place = m.place
	m.SetColumns("", m.columns()...)
	return m, nil
}

// Rows returns the messages as shown.
func (m *Model) Rows() []Row { return m.Shown }

// Report returns the selected message's report.
func (m *Model) Report() report.Content { return m.report }

// inboxLimit bounds the list; what is older comes up as the newer is dealt with.
const inboxLimit = 2000

// Reload reads the inbox again.
func (m *Model) Reload() {
	deleted := m.deleted
	m.LoadRows.Run(func(ctx context.Context) func() {
		var rows []Row
		var hints rules.CustomerHints
		names := map[string]domain.Customer{}
		waitingJobs, strays := 0, 0
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			if rows, err = readRows(q, m.p.Like, deleted); err != nil {
				return err
			}
			approvals, err := q.Approvals()
			if err != nil {
				return err
			}
			waiting, _, err := q.InboxCount()
			if err != nil {
				return err
			}
			waitingJobs, strays = approvals.Jobs, waiting-approvals.Jobs
			known, err := q.Customers()
			for _, c := range known {
				names[domain.Fold(c.Name)] = c
			}
			if err != nil {
				return err
			}
			hints, err = rules.ReadCustomerHints(q)
			return err
		})
		for i := range rows {
			if r := &rows[i]; r.about() {
				sender, _, _ := strings.Cut(string(r.Job), "|")
				r.Guess = hints.Guess(
					rules.Reported{Sender: cmp.Or(r.Sender, sender), From: r.From, To: r.To, Subject: r.Subject, Job: r.Name},
				)
			}
		}
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.hints, m.names, m.jobs, m.strays = hints, names, waitingJobs, strays
			m.Take(rows)
		}
	})
}

// readRows reads the jobs that wait, and behind them the messages about no job; or what was
// deleted.
func readRows(
	q domain.Reader,
	alike func(domain.Reader, []domain.InboxRow) (map[int64]domain.Lookalike, error),
	deleted bool,
) ([]Row, error) {
	var rows []Row
	var mails []domain.InboxRow
	stray := func(m domain.Message) {
		rows = append(rows, Row{PendingJob: domain.PendingJob{
			Message: m, Reports: []domain.PendingReport{{Message: m.ID, Received: m.Received}},
		}})
		mails = append(mails, domain.InboxRow{Message: m})
	}
	if deleted {
		found, err := q.DeletedMessages(inboxLimit)
		for _, r := range found {
			stray(r.Message)
		}
		return rows, err
	}
	jobs, err := q.PendingJobs(inboxLimit)
	if err != nil {
		return nil, err
	}
	for _, j := range jobs {
		rows = append(rows, Row{PendingJob: j})
		mails = append(mails, domain.InboxRow{
			Message: j.Message, Product: j.Product, Type: j.Type, Job: j.Name, Status: j.Status, JobKeys: []domain.JobKey{j.Job},
		})
	}
	unplaced, err := q.Unplaced(inboxLimit)
	if err != nil {
		return nil, err
	}
	for _, m := range unplaced {
		stray(m)
	}
	if alike == nil {
		return rows, nil
	}
	like, err := alike(q, mails)
	for i := range rows {
		if rows[i].Beside < 2 { // which of its jobs a report of several looks like nobody can say
			rows[i].Like = like[rows[i].ID]
		}
	}
	return rows, err
}

// searched are the words of a row that a search looks in.
func (m *Model) searched(r *Row) map[string]string {
	customer, _ := m.Customer(r)
	return map[string]string{
		"":       strings.Join([]string{r.From, r.Subject, r.Name, r.Product, r.Type, customer}, " "),
		"sender": r.From, "subject": r.Subject, "job": r.Name, "product": r.Product, "customer": customer,
		"status": words.Status(r.Status),
	}
}

// readReport reads the report of the selected message, unless it is shown already.
func (m *Model) readReport() {
	var message int64
	if r := m.Row(); r != nil {
		message = r.ID
	}
	if message == m.message {
		return
	}
	m.message = message
	if message == 0 {
		m.loadReport.Run(func(context.Context) func() { return nil })
		m.report = report.Content{None: words.NothingSelected()}
		m.changed(list.PartReport)
		return
	}
	m.loadReport.Run(func(ctx context.Context) func() {
		content, err := m.p.Report(ctx, message)
		return func() {
			if err != nil {
				content = report.Unreadable(err)
			}
			m.report = content
			m.changed(list.PartReport)
		}
	})
}

// Chosen returns the job keys of the ticked rows, else of the selected one.
func (m *Model) Chosen() []domain.JobKey {
	var keys []domain.JobKey
	for _, r := range m.ChosenRows() {
		if r.about() {
			keys = append(keys, r.Job)
		}
	}
	return keys
}

// ChosenRows returns the ticked rows, or the selected one where none is ticked: all of its group
// where that group's head is selected.
func (m *Model) ChosenRows() []Row {
	if g := m.selectedGroup(); g != nil && m.Ticks() == 0 {
		var out []Row
		for _, i := range g.Rows {
			out = append(out, m.Shown[i])
		}
		return out
	}
	return m.List.ChosenRows()
}

// Line counts what the inbox asks for; the bar at the top counts the same.
func (m *Model) Line() string {
	jobs, messages := words.Count(m.jobs, "job"), words.Count(m.strays, "message")
	switch {
	case m.jobs+m.strays == 0:
		return ""
	case m.strays == 0:
		return words.T("inbox.to_approve", "jobs", jobs)
	case m.jobs == 0:
		return words.T("inbox.about_no_job", "messages", messages)
	}
	return words.T("inbox.to_approve_and", "jobs", jobs, "messages", messages)
}

// FoundLine says in how many reports of how many customers the jobs were found, "" without jobs.
func (m *Model) FoundLine() string {
	reports, customers := 0, map[string]bool{}
	for i := range m.AllRows {
		r := &m.AllRows[i]
		if !r.about() {
			continue
		}
		reports += len(r.Reports)
		if name, _ := m.Customer(r); name != "" {
			customers[domain.Fold(name)] = true
		}
	}
	if reports == 0 {
		return ""
	}
	return words.T("inbox.found", "messages", words.Counted(reports, "message"), "customers", words.Counted(len(customers), "customer"))
}

// DeleteLabel is what the button for Delete says: how many messages it is about.
func (m *Model) DeleteLabel() string {
	messages := words.Count(len(m.ChosenMessages()), "message")
	if m.deleted {
		return words.T("inbox.restore", "messages", messages)
	}
	return words.T("inbox.delete", "messages", messages)
}

// ChosenMessages returns the messages of the ticked rows, else of the selected one, each once.
func (m *Model) ChosenMessages() []int64 {
	var ids []int64
	seen := map[int64]bool{}
	for _, r := range m.ChosenRows() {
		for _, id := range r.messages() {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// CanTeach reports whether a reader may be taught by the selected message.
func (m *Model) CanTeach() bool { return m.Selected() >= 0 && m.p.Desk.May(rules.ActTeach) }

// LikeWords says which known jobs the selected message looks like, "" for none. Where two
// are alike it names both.
func (m *Model) LikeWords() string {
	at := m.Selected()
	if at < 0 || len(m.Shown[at].Like.Jobs) == 0 {
		return ""
	}
	var names []string
	for _, j := range m.Shown[at].Like.Jobs {
		names = append(names, words.T("inbox.job_of", "job", j.Name, "customer", j.Customer.Name))
	}
	const most = 3
	if n := len(names) - most; n > 0 {
		names = append(names[:most], words.T("inbox.more", "n", n))
	}
	alike := names[0]
	for _, name := range names[1:] {
		alike = words.T("inbox.or", "first", alike, "last", name)
	}
	return words.T("inbox.looks_like", "jobs", alike)
}

// CanJoin reports whether the selected message looks like one job alone, and the role may
// say that it is one of its reports.
func (m *Model) CanJoin() bool {
	at := m.Selected()
	return at >= 0 && !m.deleted && len(m.Shown[at].Like.Jobs) == 1 && m.p.Desk.May(rules.ActApprove)
}

// JoinLabel is what the button for Join says.
func (m *Model) JoinLabel() string {
	if !m.CanJoin() {
		return words.T("inbox.is_run_of_known")
	}
	return words.T("inbox.is_run_of", "job", m.Shown[m.Selected()].Like.Jobs[0].Name)
}

// Join says that the selected message, and later ones like it, are reports of the job that
// it looks like. Messages that no reader understands are read again then.
func (m *Model) Join() {
	if !m.CanJoin() {
		return
	}
	row := m.Shown[m.Selected()]
	m.run(func(ctx context.Context) (domain.Decision, error) {
		d, err := m.p.Desk.Join(ctx, row.Like.Jobs[0].Key, row.Like.Keys)
		if err == nil && !row.about() && m.p.Reread != nil {
			m.p.Reread(row.messages())
		}
		return d, err
	})
}

// Undo reverses the last decision.
func (m *Model) Undo() { m.run(m.p.Desk.Undo) }

// Redo takes the last undo back.
func (m *Model) Redo() { m.run(m.p.Desk.Redo) }

func (m *Model) run(make func(context.Context) (domain.Decision, error)) {
	m.DecideThen(make, nil, func(error) { m.Reload() })
}

// ShowsDeleted reports whether what was deleted is shown instead of the inbox.
func (m *Model) ShowsDeleted() bool { return m.deleted }

// CanSeeDeleted reports whether the role may see and restore what was deleted.
func (m *Model) CanSeeDeleted() bool { return m.p.Desk.May(rules.ActDeleted) }

// SwitchDeleted shows what was deleted, or the inbox again (Admin).
func (m *Model) SwitchDeleted() {
	if !m.CanSeeDeleted() {
		return
	}
	m.deleted, m.chip = !m.deleted, ChipAll
	m.Untick()
	m.Reload()
}

// CanDelete reports whether the chosen messages can be deleted, or restored.
func (m *Model) CanDelete() bool {
	if m.deleted {
		return m.Selected() >= 0 && m.CanSeeDeleted()
	}
	return m.Selected() >= 0 && m.p.Desk.May(rules.ActApprove)
}

// Delete takes the chosen messages out of the inbox, or restores them where what was
// deleted is shown.
func (m *Model) Delete() {
	if !m.CanDelete() {
		return
	}
	ids := m.ChosenMessages()
	restore := m.deleted
	m.run(func(ctx context.Context) (domain.Decision, error) {
		if restore {
			return m.p.Desk.RestoreMessages(ctx, ids)
		}
		return m.p.Desk.DeleteMessages(ctx, ids)
	})
}
