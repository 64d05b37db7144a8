package runchecks

import (
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain/review"
	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/preview"
)

// markSuccess marks the selected run, which leaves the list at once, and then asks
// about future runs; with ticks it asks why first.
func (x *Feature) markSuccess() { x.Model.MarkSuccess(x.askOverride, x.askSuccess) }

// askSuccess asks why the problem runs of all ticked jobs count as success.
func (x *Feature) askSuccess(b *BulkSuccess) {
	f := form.New("Mark as success", strings.TrimSuffix(b.Title, "…"))
	f.Note = "Only these runs; later ones are judged as they come. Their good runs wait on."
	reason := f.Text("Reason", "", "why this is no problem; it is shown with every one of them")
	f.Changed = func() {
		if strings.TrimSpace(reason.Text) == "" {
			f.Say("Say why: the reason is shown with each of these runs, and in the journal.", true)
			return
		}
		f.Say("One decision: "+string(keys.Undo)+" takes all of it back.", false)
	}
	f.Done = func() bool { return b.Apply(reason.Text) }
	x.host.Ask(f)
}

// The choices of the dialog, in the order they are shown.
var (
	scopes  = []review.Scope{review.ScopeRun, review.ScopeJob, review.ScopeAll}
	periods = []review.Period{review.OneWeek, review.OneMonth, review.Permanent}

	periodWords = []string{"1 week", "1 month", "Permanent"}
)

// askOverride is the dialog "Apply override for future runs?" (product.md, section 2).
func (x *Feature) askOverride(d *SuccessDialog) {
	q := d.Request()
	f := form.New("Apply override for future runs?", "Keep only this run")
	f.Note = d.Title() + " counts as success now. Should later runs with the same problem, too?"
	forWhom, scope := f.Choice("For", []string{"Only this run", "This job: " + d.Job().Name, "All jobs of " + d.Job().Product}, 0)
	sameType := f.Check("", "only of the type "+d.Job().Type, false)
	howLong, period := f.Choice("How long", periodWords, 0)
	severities := d.Severities()
	words := make([]string, len(severities))
	for i, c := range severities {
		words[i] = c.Words
	}
	howBad, severity := f.Choice("Covers", words, 0)
	nights := f.Check("", "the waiting runs of nights before, too", true)
	how, mode := f.Choice("Message", preview.ModeWords(), 0)
	text := f.Suggest("", q.Text, "the message, or a part of it", d.Texts())
	reason := f.Text("Reason", "", "why this is no problem; it is shown with every run it covers")
	if !d.OnlyThisRun() {
		for i, key := range []rune{'1', '2', '3'} {
			f.Quick(key, func() { forWhom.SetSelectedIndex(i) })
		}
		for i, key := range []rune{'w', 'm', 'p'} {
			f.Quick(key, func() { howLong.SetSelectedIndex(i) })
		}
		f.Note += "\n" + form.QuickKey('1') + ", 2, 3 choose for whom; " + form.QuickKey('w') + ", M, P how long."
	}

	lists := preview.New(x.host)
	f.Extra = lists.Content
	f.Size = fyne.NewSize(920, 640)

	f.Changed = func() {
		q.Scope, q.For, q.Mode = scopes[scope()], periods[period()], preview.Modes[mode()]
		q.Worst, q.ThisNight = severities[severity()].Worst, !nights.Checked
		q.SameType, q.Text, q.Reason = sameType.Checked, text.Text, reason.Text
		future := q.Scope != review.ScopeRun
		for _, o := range []fyne.Disableable{howLong, howBad, nights, how, text} {
			form.Enable(o, future)
		}
		form.Enable(sameType, q.Scope == review.ScopeAll)
		f.SetSave(map[bool]string{true: "Apply to future runs", false: "Keep only this run"}[future])
		d.Set(q)
	}
	d.OnChange(func() {
		line, refused := d.Preview()
		f.Say(line, refused)
		lists.Set(d.Found(), !refused && q.Scope != review.ScopeRun)
		f.SetEnabled(d.CanApply())
	})
	if d.OnlyThisRun() {
		forWhom.Disable()
	}
	f.Done = func() bool {
		if !d.CanApply() {
			return false
		}
		d.Apply()
		return true
	}
	x.host.Ask(f)
}
