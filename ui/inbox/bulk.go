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

// sender is the domain that a message came from, its whole address where it has none. Free
// mail and shared senders have one too: it ticks rows, and says nothing about customers.
func (r *Row) sender() string {
	address := domain.Fold(r.From)
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		return strings.Trim(address[at+1:], "> ")
	}
	return address
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

// TickGuessed ticks every row whose jobs most likely belong to a known customer.
func (m *Model) TickGuessed() { m.tickAll(func(i int) bool { return m.Suggest(i) != "" }) }

// CanTickGuessed reports whether there are such rows.
func (m *Model) CanTickGuessed() bool {
	return !m.deleted && slices.ContainsFunc(m.indexes(), func(i int) bool { return m.Suggest(i) != "" })
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
		if wanted(i) && m.Ticked(i) == all {
			m.ToggleTick(i)
		}
	}
	m.changed(list.PartRows)
}

// ExtendTo ticks every row between the selected one and another, and selects that one.
func (m *Model) ExtendTo(index int) {
	if len(m.Shown) == 0 {
		return
	}
	index = max(0, min(index, len(m.Shown)-1))
	m.TickRange(max(0, m.Selected()), index)
	m.Select(index)
	m.changed(list.PartRows)
}

// guesses are for which customers the jobs of the ticked rows would be approved, and how many
// jobs stay because nothing hints at a customer.
func (m *Model) guesses() (out []review.Approval, jobs, stay int) {
	seen := map[domain.JobKey]bool{}
	at := map[string]int{}
	for _, i := range m.indexes() {
		if !m.Ticked(i) {
			continue
		}
		customer := m.Suggest(i)
		for _, key := range m.Shown[i].JobKeys {
			switch {
			case seen[key]:
				continue
			case customer == "":
				stay++
			default:
				n, known := at[customer]
				if !known {
					n = len(out)
					at[customer] = n
					out = append(out, review.Approval{Customer: customer})
				}
				out[n].Jobs = append(out[n].Jobs, key)
				jobs++
			}
			seen[key] = true
		}
	}
	return out, jobs, stay
}

// CanApproveGuessed reports whether ticked rows can be approved, each for the customer that its
// jobs most likely belong to.
func (m *Model) CanApproveGuessed() bool {
	_, jobs, _ := m.guesses()
	return !m.deleted && jobs > 0 && m.p.Desk.May(rules.ActApprove)
}

// GuessedLabel says of how many jobs and customers that is, and what stays.
func (m *Model) GuessedLabel() string {
	customers, jobs, stay := m.guesses()
	if jobs == 0 {
		return words.T("inbox.command_guessed")
	}
	text := words.T("inbox.approve_each", "jobs", words.Count(jobs, "job"), "customers", words.Counted(len(customers), "customer"))
	if stay > 0 {
		text = words.T("inbox.approve_stay", "approve", text, "jobs", words.Count(stay, "job"))
	}
	return text
}

// ApproveGuessed approves the jobs of the ticked rows, each for its customer, in one decision.
func (m *Model) ApproveGuessed() {
	if !m.CanApproveGuessed() {
		return
	}
	approvals, _, _ := m.guesses()
	m.Untick()
	m.run(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.ApproveEach(ctx, approvals) })
}
