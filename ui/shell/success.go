package shell

import (
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/keys"
	"runchecks/ui/vm"
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
		f.say("One decision: "+string(keys.Undo)+" takes all of it back.", false)
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
	severities := d.Severities()
	words := make([]string, len(severities))
	for i, c := range severities {
		words[i] = c.Words
	}
	howBad, severity := f.choice("Covers", words, 0)
	nights := f.check("", "the waiting runs of nights before, too", true)
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

	lists := w.newFound()
	f.extra = lists.content
	f.size = fyne.NewSize(920, 640)

	f.changed = func() {
		q.Scope, q.For, q.Mode = scopes[scope()], periods[period()], modes[mode()]
		q.Worst, q.ThisNight = severities[severity()].Worst, !nights.Checked
		q.SameType, q.Text, q.Reason = sameType.Checked, text.Text, reason.Text
		future := q.Scope != review.ScopeRun
		for _, o := range []fyne.Disableable{howLong, howBad, nights, how, text} {
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
		lists.set(d.Found(), !refused && q.Scope != review.ScopeRun)
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
