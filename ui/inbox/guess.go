package inbox

import (
	"context"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// Customer is the customer that a row's job would be approved for, "" for none: the one that
// somebody chose, else the one that is guessed. isNew says that there is none of that name yet.
func (m *Model) Customer(r *Row) (name string, isNew bool) {
	if !r.about() {
		return "", false
	}
	if given, ok := m.given[r.Job]; ok {
		_, known := m.names[domain.Fold(given)]
		return given, !known
	}
	return r.Guess.Customer, r.Guess.New
}

// sure reports whether the customer of a row needs no second look.
func (m *Model) sure(r *Row) bool {
	_, given := m.given[r.Job]
	return given || r.Guess.Clear()
}

// GroupCustomer is the customer of all jobs of a group; several counts them where they differ, and
// is 0 where nothing is known of any.
func (m *Model) GroupCustomer(g *Group) (name string, isNew bool, several int) {
	seen := map[string]bool{}
	for _, i := range g.Rows {
		if r := &m.Shown[i]; r.about() {
			customer, is := m.Customer(r)
			if seen[domain.Fold(customer)] = true; name == "" {
				name, isNew = customer, is
			}
		}
	}
	switch n := len(seen); {
	case n == 1:
		return name, isNew, min(1, len(name))
	case seen[""]:
		return "", false, n - 1
	default:
		return "", false, n
	}
}

// WhyWords says in a few words what the customer of a row was guessed from.
func (m *Model) WhyWords(r *Row) string {
	switch kind := r.Guess.Kind(); {
	case !r.about():
		return ""
	case m.given[r.Job] != "":
		return words.T("inbox.why_given")
	case kind != 0:
		return hintWord(kind)
	case r.Guess.Shared:
		return words.T("inbox.why_shared")
	case r.Guess.Free:
		return words.T("inbox.why_free")
	}
	return words.T("inbox.why_none")
}

// hintWord names a kind of hint.
func hintWord(k rules.HintKind) string {
	return words.T([]string{
		"inbox.why_none", "inbox.why_approved", "inbox.why_domain", "inbox.why_company", "inbox.why_subject", "inbox.why_plus",
		"inbox.why_job", "inbox.why_sender",
	}[k])
}

// Reason is one hint at the customer of the selected row: what it is, and the words.
type Reason struct{ Name, Text string }

// Reasons are all hints at the customers of the selected row, the surest first.
func (m *Model) Reasons() (out []Reason) {
	r := m.Row()
	if r == nil || !r.about() {
		return nil
	}
	customer, _ := m.Customer(r)
	for _, h := range r.Guess.Hints {
		text := h.Text
		if h.Customer != customer {
			text = words.T("inbox.hint_other", "text", text, "customer", h.Customer)
		}
		out = append(out, Reason{hintWord(h.Kind), text})
	}
	if len(out) == 0 {
		out = append(out, Reason{words.T("inbox.customer"), m.WhyWords(r)})
	}
	return out
}

// Option is a customer that can be chosen; New is a name that no customer has yet.
type Option struct {
	Name, Detail string
	New          bool
}

// mostOptions is how many customers are offered at once.
const mostOptions = 6

// Options are the customers whose names have a text, those that begin with it first; last the
// text itself as a new one, where no customer is called so. Of no text the customer that the
// selected line has stands first.
func (m *Model) Options(text string) (out []Option) {
	text = strings.TrimSpace(text)
	folded := domain.Fold(text)
	var begins, has []Option
	for _, name := range m.hints.Customers() {
		o := Option{Name: name}
		if c := m.names[domain.Fold(name)]; c.CompanyID != 0 {
			o.Detail = words.T("inbox.autotask")
		}
		switch in := domain.Fold(name); {
		case strings.HasPrefix(in, folded):
			begins = append(begins, o)
		case strings.Contains(in, folded):
			has = append(has, o)
		}
	}
	byName := func(a, b Option) int { return strings.Compare(domain.Fold(a.Name), domain.Fold(b.Name)) }
	slices.SortStableFunc(begins, byName)
	slices.SortStableFunc(has, byName)
	out = slices.Concat(begins, has)
	if given := m.Given(); text == "" && given != "" {
		at := slices.IndexFunc(out, func(o Option) bool { return o.Name == given })
		if at < 0 {
			out = append([]Option{{Name: given, New: true}}, out...)
		} else {
			out = slices.Concat(out[at:at+1], out[:at], out[at+1:])
		}
	}
	out = out[:min(len(out), mostOptions)]
	if _, known := m.names[folded]; text != "" && !known {
		out = append(out, Option{Name: text, New: true})
	}
	return out
}

// CanGive reports whether the selected line holds a job whose customer can be chosen.
func (m *Model) CanGive() bool {
	return !m.deleted && m.p.Desk.May(rules.ActApprove) && len(m.editable()) > 0
}

// editable are the rows of the selected line that are about a job.
func (m *Model) editable() (out []int) {
	rows := []int{m.Selected()}
	if g := m.selectedGroup(); g != nil {
		rows = g.Rows
	}
	for _, i := range rows {
		if i >= 0 && m.Shown[i].about() {
			out = append(out, i)
		}
	}
	return out
}

// Given is the customer of the selected line, "" where there is none or several.
func (m *Model) Given() string {
	if g := m.selectedGroup(); g != nil {
		name, _, _ := m.GroupCustomer(g)
		return name
	}
	if r := m.Row(); r != nil {
		name, _ := m.Customer(r)
		return name
	}
	return ""
}

// Give chooses the customer of the selected line, and ticks it: somebody has looked. It is no
// decision before it is approved.
func (m *Model) Give(customer string) {
	customer = strings.TrimSpace(customer)
	if customer == "" || !m.CanGive() {
		return
	}
	if c, known := m.names[domain.Fold(customer)]; known {
		customer = c.Name
	}
	for _, i := range m.editable() {
		m.given[m.Shown[i].Job] = customer
		m.TickRange(i, i)
	}
	m.Arrange()
}

// approvals are for which customers the chosen jobs would be approved; stay counts those that
// nobody knows the customer of, isNew the customers that are made by it.
func (m *Model) approvals() (out []review.Approval, jobs, isNew, stay int) {
	at := map[string]int{}
	for _, r := range m.ChosenRows() {
		customer, is := m.Customer(&r)
		switch {
		case !r.about():
			continue
		case customer == "":
			stay++
			continue
		}
		n, known := at[domain.Fold(customer)]
		if !known {
			n = len(out)
			at[domain.Fold(customer)] = n
			out = append(out, review.Approval{Customer: customer})
			if is {
				isNew++
			}
		}
		out[n].Jobs = append(out[n].Jobs, r.Job)
		jobs++
	}
	return out, jobs, isNew, stay
}

// CanApprove reports whether the choice holds a job whose customer is known, and the role may.
func (m *Model) CanApprove() bool {
	_, jobs, _, _ := m.approvals()
	return !m.deleted && jobs > 0 && m.p.Desk.May(rules.ActApprove)
}

// ApproveLabel says how many jobs are approved, and for how many customers.
func (m *Model) ApproveLabel() string {
	customers, jobs, _, _ := m.approvals()
	if jobs == 0 {
		return words.T("inbox.command_approve")
	}
	return words.T("inbox.approve_each", "jobs", words.Count(jobs, "job"), "customers", words.Counted(len(customers), "customer"))
}

// ApproveWords says what else comes of it, and which jobs stay and why.
func (m *Model) ApproveWords() string {
	_, _, isNew, stay := m.approvals()
	var parts []string
	if isNew > 0 {
		parts = append(parts, words.T("inbox.made", "n", isNew))
	}
	if stay > 0 {
		parts = append(parts, words.T("inbox.stay", "n", stay))
	}
	return strings.Join(parts, " · ")
}

// Approve approves the chosen jobs, each for its customer, in one decision.
func (m *Model) Approve() {
	if !m.CanApprove() {
		return
	}
	approvals, _, _, _ := m.approvals()
	m.DecideThen(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.ApproveEach(ctx, approvals) },
		func(domain.Decision) {
			m.Untick()
			for _, a := range approvals {
				for _, job := range a.Jobs {
					delete(m.given, job)
				}
			}
		}, func(error) { m.Reload() })
}

// TickSender ticks every row of the selected one's sender; where all are ticked it takes the
// ticks away.
func (m *Model) TickSender() {
	at := m.Selected()
	if at < 0 {
		return
	}
	sender := m.Shown[at].sender()
	m.tickAll(func(i int) bool { return m.Shown[i].sender() == sender })
}

// TickSure ticks every row whose customer needs no second look; where all are ticked it takes the
// ticks away.
func (m *Model) TickSure() { m.tickAll(func(i int) bool { return m.chipOf(&m.Shown[i]) == ChipSure }) }

// CanTickSure reports whether there are such rows.
func (m *Model) CanTickSure() bool {
	return !m.deleted && slices.ContainsFunc(m.Shown, func(r Row) bool { return m.chipOf(&r) == ChipSure })
}

func (m *Model) indexes() []int {
	out := make([]int, len(m.Shown))
	for i := range out {
		out[i] = i
	}
	return out
}

// tickAll ticks the rows that are wanted; where all of them are ticked it takes the ticks away.
func (m *Model) tickAll(wanted func(int) bool) {
	all := true
	for _, i := range m.indexes() {
		if wanted(i) && !m.Ticked(i) {
			all = false
		}
	}
	for _, i := range m.indexes() {
		switch {
		case wanted(i) && all:
			m.ToggleTick(i)
		case wanted(i):
			m.TickRange(i, i)
		}
	}
	m.changed(list.PartRows)
}
