package runchecks

import (
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain/review"
	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/preview"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/words"
)

// markSuccess marks the selected run, which leaves the list at once, and then asks
// about future runs; with ticks it asks why first.
func (x *Feature) markSuccess() { x.Model.MarkSuccess(x.askOverride, x.askSuccess) }

// askSuccess asks why the problem runs of all ticked jobs count as success.
func (x *Feature) askSuccess(b *decide.BulkSuccess) {
	f := form.New(words.T("runchecks.success_form"), b.Title)
	f.Note = words.T("runchecks.success_note")
	reason := f.Text(words.T("runchecks.reason"), "", words.T("runchecks.success_reason_hint"))
	f.Changed = func() {
		if strings.TrimSpace(reason.Text) == "" {
			f.Say(words.T("runchecks.success_reason_missing"), true)
			return
		}
		f.Say(words.T("runchecks.success_undo", "key", keys.Undo), false)
	}
	f.Done = func() bool { return b.Apply(reason.Text) }
	x.host.Ask(f)
}

// The choices of the dialog, in the order they are shown.
var (
	scopes  = []review.Scope{review.ScopeRun, review.ScopeJob, review.ScopeAll}
	periods = []review.Period{review.OneWeek, review.OneMonth, review.Permanent}
)

func periodWords() []string {
	return []string{words.T("form.one_week"), words.T("form.one_month"), words.T("runchecks.override_permanent")}
}

// askOverride is the dialog "Apply override for future runs?" (product.md, section 2).
func (x *Feature) askOverride(d *decide.SuccessDialog) {
	q := d.Request()
	f := form.New(words.T("runchecks.override_title"), words.T("runchecks.override_keep"))
	f.Note = words.T("runchecks.override_note", "run", d.Title())
	forWhom, scope := f.Choice(words.T("runchecks.override_for"), []string{
		words.T("runchecks.override_run"),
		words.T("runchecks.override_job", "job", d.Job().Name),
		words.T("runchecks.override_all", "product", d.Job().Product),
	}, 0)
	sameType := f.Check("", words.T("runchecks.override_type", "type", d.Job().Type), false)
	howLong, period := f.Choice(words.T("runchecks.override_how_long"), periodWords(), 0)
	severities := d.Severities()
	severe := make([]string, len(severities))
	for i, c := range severities {
		severe[i] = c.Words
	}
	howBad, severity := f.Choice(words.T("runchecks.override_covers"), severe, 0)
	nights := f.Check("", words.T("runchecks.override_nights"), true)
	how, mode := f.Choice(words.T("runchecks.object_message"), preview.ModeWords(), 0)
	text := f.Suggest("", q.Text, words.T("runchecks.override_text_hint"), d.Texts())
	reason := f.Text(words.T("runchecks.reason"), "", words.T("runchecks.override_reason_hint"))
	if !d.OnlyThisRun() {
		for i, key := range []rune{'1', '2', '3'} {
			f.Quick(key, func() { forWhom.SetSelectedIndex(i) })
		}
		for i, key := range []rune{'w', 'm', 'p'} {
			f.Quick(key, func() { howLong.SetSelectedIndex(i) })
		}
		f.Note += "\n" + words.T("runchecks.override_quick",
			"for1", form.QuickKey('1'), "for2", form.QuickKey('2'), "for3", form.QuickKey('3'),
			"week", form.QuickKey('w'), "month", form.QuickKey('m'), "permanent", form.QuickKey('p'))
	}

	lists := preview.New(x.host)
	f.Extra = lists.Content
	f.Size = fyne.NewSize(form.Width, 660)

	f.Changed = func() {
		q.Scope, q.For, q.Mode = scopes[scope()], periods[period()], preview.Modes[mode()]
		q.Worst, q.ThisNight = severities[severity()].Worst, !nights.Checked
		q.SameType, q.Text, q.Reason = sameType.Checked, text.Text, reason.Text
		future := q.Scope != review.ScopeRun
		for _, o := range []fyne.Disableable{howLong, howBad, nights, how, text} {
			form.Enable(o, future)
		}
		form.Enable(sameType, q.Scope == review.ScopeAll)
		save := words.T("runchecks.override_keep")
		if future {
			save = words.T("runchecks.override_apply")
		}
		f.SetSave(save)
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
