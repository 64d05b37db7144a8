// Package inbox is the screen Inbox: messages without an approved job.
package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

// Row is one thing to decide: a message about no job, or the newest message of
// jobs that wait for approval together with how many more wait with it.
type Row struct {
	domain.InboxRow
	Waiting  int
	Messages []int64 // all that the row stands for
	Like     domain.Lookalike
	Guess    string // the customer that its jobs most likely belong to, "" for none
}

// key is the key of the row: that of the message it shows.
func (r *Row) key() string { return strconv.FormatInt(r.ID, 10) }

// targets are the names under which decisions know the row: its message and its jobs.
func (r *Row) targets() []string {
	names := []string{r.Key}
	for _, k := range r.JobKeys {
		names = append(names, string(k))
	}
	return names
}

// group leaves one row for the messages of the same jobs: they are approved at once.
func group(rows []domain.InboxRow, like map[int64]domain.Lookalike) []Row {
	var out []Row
	at := map[string]int{}
	for _, r := range rows {
		key := fmt.Sprint(r.JobKeys)
		if i, ok := at[key]; ok && len(r.JobKeys) > 0 {
			out[i].Waiting++
			out[i].Messages = append(out[i].Messages, r.ID)
			continue
		}
		at[key] = len(out)
		out = append(out, Row{InboxRow: r, Waiting: 1, Messages: []int64{r.ID}, Like: like[r.ID]})
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
	deleted bool // what was deleted is shown instead
	report  report.Content
	message int64 // of the report, -1 before anything was read

	loadReport *task.Latest
}

// New returns the view model, or an error naming what is missing.
func New(p services.Reading, changed func(list.Part)) (*Model, error) {
	if p.Store == nil || p.Desk == nil || p.Background == nil || p.Report == nil || changed == nil {
		return nil, errors.New("view model of the inbox: a parameter is missing")
	}
	m := &Model{p: p, changed: changed, message: -1, loadReport: task.NewLatest(p.Background)}
	m.List = list.New[Row](p.Base, func(part list.Part) {
		if part == list.PartFacts {
			m.readReport()
			return
		}
		changed(part)
	})
	m.Key = (*Row).key
	m.Targets = (*Row).targets
	m.SetColumns("", m.columns()...)
	return m, nil
}

// Rows returns the messages as shown.
func (m *Model) Rows() []Row { return m.Shown }

// Customers lists the names of the known customers.
func (m *Model) Customers() []string { return m.hints.Customers() }

// Report returns the selected message's report.
func (m *Model) Report() report.Content { return m.report }

// inboxLimit bounds the list; what is older comes up as the newer is dealt with.
const inboxLimit = 2000

// Reload reads the inbox again.
func (m *Model) Reload() {
	deleted := m.deleted
	m.LoadRows.Run(func(ctx context.Context) func() {
		var rows []domain.InboxRow
		var hints rules.CustomerHints
		var like map[int64]domain.Lookalike
		waitingJobs, strays := 0, 0
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			if deleted {
				rows, err = q.DeletedMessages(inboxLimit)
			} else {
				rows, err = q.Inbox(inboxLimit)
			}
			if err != nil {
				return err
			}
			if m.p.Like != nil && !deleted {
				if like, err = m.p.Like(q, rows); err != nil {
					return err
				}
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
			hints, err = rules.ReadCustomerHints(q)
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.hints, m.jobs, m.strays = hints, waitingJobs, strays
			grouped := group(rows, like)
			for i := range grouped {
				grouped[i].Guess = m.suggest(&grouped[i])
			}
			m.Take(grouped)
		}
	})
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

// Suggest returns the customer that the jobs of a row most likely belong to
// (rules.CustomerHints), "" for none.
func (m *Model) Suggest(index int) string {
	if index < 0 || index >= len(m.Shown) {
		return ""
	}
	return m.Shown[index].Guess
}

func (m *Model) suggest(row *Row) string {
	if len(row.JobKeys) == 0 {
		return ""
	}
	sender, _, _ := strings.Cut(string(row.JobKeys[0]), "|")
	return m.hints.Suggest(sender, row.To)
}

// Chosen returns the job keys of the ticked rows, else of the selected one.
func (m *Model) Chosen() []domain.JobKey {
	var keys []domain.JobKey
	for _, r := range m.ChosenRows() {
		for _, k := range r.JobKeys {
			if !slices.Contains(keys, k) { // a message of several jobs names some of them again
				keys = append(keys, k)
			}
		}
	}
	return keys
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

// ApproveLabel and DeleteLabel are what the buttons say: how much they are about.
func (m *Model) ApproveLabel() string {
	return words.T("inbox.approve", "jobs", words.Count(len(m.Chosen()), "job"))
}

// ApproveForLabel is what the command says: for whom stands beside it.
func (m *Model) ApproveForLabel() string {
	return words.T("inbox.approve_for", "jobs", words.Count(len(m.Chosen()), "job"))
}

// DeleteLabel belongs to ApproveLabel.
func (m *Model) DeleteLabel() string {
	messages := words.Count(len(m.ChosenMessages()), "message")
	if m.deleted {
		return words.T("inbox.restore", "messages", messages)
	}
	return words.T("inbox.delete", "messages", messages)
}

// ChosenMessages returns the messages of the ticked rows, else of the selected one.
func (m *Model) ChosenMessages() []int64 {
	var ids []int64
	for _, r := range m.ChosenRows() {
		ids = append(ids, r.Messages...)
	}
	return ids
}

// CanApprove reports whether the choice holds a job to approve and the role may.
func (m *Model) CanApprove() bool { return m.p.Desk.May(rules.ActApprove) && len(m.Chosen()) > 0 }

// CanTeach reports whether a reader may be taught by the selected message.
func (m *Model) CanTeach() bool { return m.Selected() >= 0 && m.p.Desk.May(rules.ActTeach) }

// Approve gives the chosen jobs to a customer.
func (m *Model) Approve(customer string) {
	keys := m.Chosen()
	m.run(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.Approve(ctx, keys, customer) })
}

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
		if err == nil && len(row.JobKeys) == 0 && m.p.Reread != nil {
			m.p.Reread(row.Messages)
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
	m.deleted = !m.deleted
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
