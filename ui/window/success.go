package window

import (
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/vm"
	"runchecks/ui/widget/rowtable"
)

// markSuccess marks the selected run, which leaves the list at once, and then asks
// about future runs; with ticks it asks why first.
func (w *Window) markSuccess() { w.view.MarkSuccess(w.askOverride, w.askSuccess) }

// askSuccess asks why the problem runs of all ticked jobs count as success.
func (w *Window) askSuccess(b *vm.BulkSuccess) {
	f := newForm("Mark as success", strings.TrimSuffix(b.Title, "…"))
	f.note = "Only these runs; later ones are judged as they come. Their good runs wait on."
	reason := f.text("Reason", "", "why this is no problem; it is shown with every one of them")
	f.changed = func() {
		if strings.TrimSpace(reason.Text) == "" {
			f.say("Say why: the reason is shown with each of these runs, and in the journal.", true)
			return
		}
		f.say("One decision: Ctrl+Z takes all of it back.", false)
	}
	f.done = func() bool { return b.Apply(reason.Text) }
	w.openForm(f)
}

// The choices of the dialog, in the order they are shown.
var (
	scopes  = []review.Scope{review.ScopeRun, review.ScopeJob, review.ScopeAll}
	periods = []review.Period{review.OneWeek, review.OneMonth, review.Permanent}
	modes   = []domain.MatchMode{domain.MatchContains, domain.MatchExact, domain.MatchStarts, domain.MatchEnds}

	periodWords = []string{"1 week", "1 month", "Permanent"}
	modeWords   = []string{"contains", "is exactly", "starts with", "ends with"}
)

// askOverride is the dialog "Apply override for future runs?" (product.md, section 2).
func (w *Window) askOverride(d *vm.SuccessDialog) {
	q := d.Request()
	f := newForm("Apply override for future runs?", "Keep only this run")
	f.note = d.Title() + " counts as success now. Should later runs with the same problem, too?"
	forWhom, scope := f.choice("For", []string{"Only this run", "This job: " + d.Job().Name, "All jobs of " + d.Job().Product}, 0)
	sameType := f.check("", "only of the type "+d.Job().Type, false)
	howLong, period := f.choice("How long", periodWords, 0)
	how, mode := f.choice("Message", modeWords, 0)
	text := f.suggest("", q.Text, "the message, or a part of it", d.Texts())
	reason := f.text("Reason", "", "why this is no problem; it is shown with every run it covers")
	if !d.OnlyThisRun() {
		for i, key := range []rune{'1', '2', '3'} {
			f.quick[key] = func() { forWhom.SetSelectedIndex(i) }
		}
		for i, key := range []rune{'w', 'm', 'p'} {
			f.quick[key] = func() { howLong.SetSelectedIndex(i) }
		}
		f.note += "\n" + quickKey('1') + ", 2, 3 choose for whom; " + quickKey('w') + ", M, P how long."
	}

	matches := rowtable.New([]rowtable.Column{
		{ID: "at", Title: "Run", Width: 110}, {ID: "customer", Title: "Customer", Width: 90, Flex: 1}, {ID: "job", Title: "Job", Width: 90, Flex: 1}, {ID: "message", Title: "Message", Width: 120, Flex: 2},
	}, rowtable.Compact)
	matches.Cell = func(row, col int) rowtable.Cell {
		all := d.Matches()
		if row >= len(all) {
			return rowtable.Cell{}
		}
		m := all[row]
		return rowtable.Cell{Text: []string{m.At.In(w.p.View.Location).Format("2 Jan 15:04"), m.Customer, m.Job, m.Message}[col]}
	}
	f.extra = matches
	f.size = fyne.NewSize(820, 560)

	f.changed = func() {
		q.Scope, q.For, q.Mode = scopes[scope()], periods[period()], modes[mode()]
		q.SameType, q.Text, q.Reason = sameType.Checked, text.Text, reason.Text
		future := q.Scope != review.ScopeRun
		for _, o := range []fyne.Disableable{howLong, how, text} {
			setEnabled(o, future)
		}
		setEnabled(sameType, q.Scope == review.ScopeAll)
		if f.ok != nil {
			f.ok.SetLabel(map[bool]string{true: "Apply to future runs", false: "Keep only this run"}[future])
		}
		d.Set(q)
	}
	d.OnChange(func() {
		line, refused := d.Preview()
		f.say(line, refused)
		nothing := "Nothing would have matched."
		if refused || q.Scope == review.ScopeRun {
			nothing = ""
		}
		matches.SetEmptyText(nothing)
		matches.SetLength(len(d.Matches()))
		matches.Refresh()
		f.ok.SetEnabled(d.CanApply())
	})
	if d.OnlyThisRun() {
		forWhom.Disable()
	}
	f.done = func() bool {
		if !d.CanApply() {
			return false
		}
		d.Apply()
		return true
	}
	w.openForm(f)
}

func setEnabled(o fyne.Disableable, yes bool) {
	if o.Disabled() == !yes {
		return
	}
	if yes {
		o.Enable()
	} else {
		o.Disable()
	}
}
