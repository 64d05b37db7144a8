// Package inbox is the screen Inbox: messages without an approved job.
package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	p       services.Params
	changed func(list.Part)

	rows     []Row
	jobs     int      // that wait for approval
	strays   int      // messages about no job
	back     []string // what an undo brought back, until the list is read again
	hints    rules.CustomerHints
	deleted  bool // what was deleted is shown instead
	loaded   bool
	index    int
	selected int64
	ticks    map[int64]bool
	report   report.Content
	toast    words.Toast

	loadRows, loadReport *task.Latest
	decisions            *task.Queue
}

// New returns the view model, or an error naming what is missing.
func New(p services.Params, changed func(list.Part)) (*Model, error) {
	if p.Store == nil || p.Desk == nil || p.Background == nil || p.Report == nil || changed == nil {
		return nil, errors.New("view model of the inbox: a parameter is missing")
	}
	return &Model{
		p:          p,
		changed:    changed,
		ticks:      map[int64]bool{},
		loadRows:   task.NewLatest(p.Background),
		loadReport: task.NewLatest(p.Background),
		decisions:  task.NewQueue(p.Background),
	}, nil
}

// Rows returns the messages as shown.
func (m *Model) Rows() []Row { return m.rows }

// Customers lists the names of the known customers.
func (m *Model) Customers() []string { return m.hints.Customers() }

// Report returns the selected message's report.
func (m *Model) Report() report.Content { return m.report }

// Toast returns the newest line about what happened.
func (m *Model) Toast() words.Toast { return m.toast }

// Selected returns the index of the selected row, -1 for none.
func (m *Model) Selected() int {
	if m.selected == 0 || m.index >= len(m.rows) {
		return -1
	}
	return m.index
}

// Ticked reports whether the row is ticked.
func (m *Model) Ticked(index int) bool {
	return index >= 0 && index < len(m.rows) && m.ticks[m.rows[index].ID]
}

// ToggleTick ticks or unticks a row.
func (m *Model) ToggleTick(index int) {
	if index < 0 || index >= len(m.rows) {
		return
	}
	id := m.rows[index].ID
	if m.ticks[id] {
		delete(m.ticks, id)
	} else {
		m.ticks[id] = true
	}
	m.changed(list.PartRows)
}

// inboxLimit bounds the list; what is older comes up as the newer is dealt with.
const inboxLimit = 2000

// Reload reads the inbox again.
func (m *Model) Reload() {
	deleted := m.deleted
	m.loadRows.Run(func(ctx context.Context) func() {
		var rows []domain.InboxRow
		var hints rules.CustomerHints
		var like map[int64]domain.Lookalike
		waitingJobs, strays := 0, 0
		err := m.p.Store.Read(ctx, func(q domain.Queries) (err error) {
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
				m.fail(err)
				return
			}
			m.rows, m.hints, m.loaded = group(rows, like), hints, true
			m.jobs, m.strays = waitingJobs, strays
			m.keepSelection()
		}
	})
}

func (m *Model) keepSelection() {
	kept := map[int64]bool{}
	at := -1
	back := m.back
	m.back = nil
	brought := -1
	for i, r := range m.rows {
		if r.ID == m.selected {
			at = i
		}
		if brought < 0 &&
			(slices.Contains(back, r.Key) || slices.ContainsFunc(r.JobKeys, func(k domain.JobKey) bool { return slices.Contains(back, string(k)) })) {
			brought = i
		}
		if m.ticks[r.ID] {
			kept[r.ID] = true
		}
	}
	m.ticks = kept
	if brought >= 0 {
		at = brought // an undo selects what it brought back
	}
	if at < 0 {
		at = min(m.index, len(m.rows)-1)
	}
	m.changed(list.PartRows)
	if at < 0 {
		m.selected, m.index, m.report = 0, 0, report.Content{None: words.NothingSelected()}
		m.changed(list.PartReport)
		return
	}
	m.Select(at)
}

// Select selects a row; out of bounds is clamped.
func (m *Model) Select(index int) {
	if len(m.rows) == 0 {
		return
	}
	index = max(0, min(index, len(m.rows)-1))
	moved := m.rows[index].ID != m.selected
	m.index, m.selected = index, m.rows[index].ID
	m.changed(list.PartRows)
	if !moved {
		return
	}
	message := m.selected
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

// Move selects a row relative to the selected one.
func (m *Model) Move(by int) { m.Select(m.index + by) }

// Suggest returns the customer that the jobs of a row most likely belong to
// (rules.CustomerHints), "" for none.
func (m *Model) Suggest(index int) string {
	if index < 0 || index >= len(m.rows) || len(m.rows[index].JobKeys) == 0 {
		return ""
	}
	row := &m.rows[index]
	sender, _, _ := strings.Cut(string(row.JobKeys[0]), "|")
	return m.hints.Suggest(sender, row.To)
}

// Chosen returns the job keys of the ticked rows, else of the selected one.
func (m *Model) Chosen() []domain.JobKey {
	var keys []domain.JobKey
	for i, r := range m.rows {
		if m.ticks[r.ID] || (len(m.ticks) == 0 && i == m.Selected()) {
			for _, k := range r.JobKeys {
				if !slices.Contains(keys, k) { // a message of several jobs names some of them again
					keys = append(keys, k)
				}
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
	for i, r := range m.rows {
		if m.ticks[r.ID] || (len(m.ticks) == 0 && i == m.Selected()) {
			ids = append(ids, r.Messages...)
		}
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
	if at < 0 || len(m.rows[at].Like.Jobs) == 0 {
		return ""
	}
	var names []string
	for _, j := range m.rows[at].Like.Jobs {
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
	return at >= 0 && !m.deleted && len(m.rows[at].Like.Jobs) == 1 && m.p.Desk.May(rules.ActApprove)
}

// JoinLabel is what the button for Join says.
func (m *Model) JoinLabel() string {
	if !m.CanJoin() {
		return words.T("inbox.is_run_of_known")
	}
	return words.T("inbox.is_run_of", "job", m.rows[m.Selected()].Like.Jobs[0].Name)
}

// Join says that the selected message, and later ones like it, are reports of the job that
// it looks like. Messages that no reader understands are read again then.
func (m *Model) Join() {
	if !m.CanJoin() {
		return
	}
	row := m.rows[m.Selected()]
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
	m.decisions.Add(func(ctx context.Context) func() {
		d, err := make(ctx)
		return func() {
			if err != nil {
				m.fail(err)
			} else {
				if d.Kind == domain.DecideUndo {
					m.back = d.Targets
				}
				m.toast = list.Decided(d, m.p.Location)
				m.changed(list.PartToast)
			}
			m.Reload()
		}
	})
}

func (m *Model) fail(err error) {
	m.toast = words.Failed(err)
	m.changed(list.PartToast)
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
	m.ticks = map[int64]bool{}
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
