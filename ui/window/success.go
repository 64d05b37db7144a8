package window

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/theme"
	"runchecks/ui/vm"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/widget/rowtable"
)

// markSuccess marks the selected run, which leaves the list at once, and then asks
// about future runs.
func (w *Window) markSuccess() { w.view.MarkSuccess(w.askOverride) }

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
	scopeWords := []string{"Only this run", "This job: " + d.Job().Name, "All jobs of " + d.Job().Product}

	scope := widget.NewRadioGroup(scopeWords, nil)
	scope.SetSelected(scopeWords[0])
	sameType := widget.NewCheck("only of the type "+d.Job().Type, nil)
	period := widget.NewRadioGroup(periodWords, nil)
	period.Horizontal = true
	period.SetSelected(periodWords[0])
	mode := widget.NewSelect(modeWords, nil)
	mode.SetSelected(modeWords[0])
	leave := func() {
		w.closePopup()
		w.at().focus()
	}
	text := formentry.NewSuggest(d.Texts(), leave)
	text.SetText(q.Text)
	reason := formentry.New(leave)
	reason.SetPlaceHolder("why this is no problem; it is shown with every run it covers")

	preview := canvas.NewText("", theme.Get(theme.Dim))
	preview.TextSize = theme.TextSize
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
	apply := actionbutton.New(actionbutton.Primary, "Keep only this run", "Enter", nil)

	changed := func() {
		q.Scope = scopes[max(0, slices.Index(scopeWords, scope.Selected))]
		q.For = periods[max(0, slices.Index(periodWords, period.Selected))]
		q.Mode = modes[max(0, slices.Index(modeWords, mode.Selected))]
		q.SameType, q.Text, q.Reason = sameType.Checked, text.Text, reason.Text
		future := q.Scope != review.ScopeRun
		for _, o := range []fyne.Disableable{period, mode, text} {
			setEnabled(o, future)
		}
		setEnabled(sameType, q.Scope == review.ScopeAll)
		apply.SetLabel(map[bool]string{true: "Apply to future runs", false: "Keep only this run"}[future])
		d.Set(q)
	}
	d.OnChange(func() {
		line, refused := d.Preview()
		colour := theme.Dim
		if refused {
			colour = theme.Red
		}
		preview.Text, preview.Color = line, theme.Get(colour)
		preview.Refresh()
		nothing := "Nothing would have matched."
		if refused || q.Scope == review.ScopeRun {
			nothing = ""
		}
		matches.SetEmptyText(nothing)
		matches.SetLength(len(d.Matches()))
		matches.Refresh()
		apply.SetEnabled(d.CanApply())
	})
	scope.OnChanged = func(string) { changed() }
	period.OnChanged = func(string) { changed() }
	mode.OnChanged = func(string) { changed() }
	sameType.OnChanged = func(bool) { changed() }
	text.OnChanged = func(string) { changed() }
	reason.OnChanged = func(string) { changed() }
	if d.OnlyThisRun() {
		scope.Disable()
	}

	finish := func() {
		if d.CanApply() {
			d.Apply()
			w.closePopup()
			w.runs.Focus(w.canvas())
		}
	}
	apply.OnTapped = finish
	text.OnSubmitted = func(string) { finish() }
	reason.OnSubmitted = func(string) { finish() }
	cancel := actionbutton.New(actionbutton.Plain, "Close", "Esc", func() {
		w.closePopup()
		w.runs.Focus(w.canvas())
	})

	form := container.New(layout.NewFormLayout(),
		small("For"), container.NewVBox(scope, container.New(layout.NewCustomPaddedLayout(0, 0, 24, 0), sameType)),
		small("How long"), period,
		small("Message"), container.NewBorder(nil, nil, mode, nil, text),
		small("Reason"), reason,
	)
	keys := small("1 2 3 choose for whom · W M P how long · Tab goes through the fields")
	foot := container.NewHBox(keys, layout.NewSpacer(), cancel, apply)
	top := container.NewVBox(heading("Apply override for future runs?"), small(fmt.Sprintf("%s counts as success now. Should later runs with the same problem, too?", d.Title())), form, preview)
	p := w.openPopup(container.NewBorder(top, foot, nil, nil, matches), fyne.NewSize(820, 560))
	p.rune = func(r rune) {
		choices := map[rune]func(){
			'1': func() { scope.SetSelected(scopeWords[0]) }, '2': func() { scope.SetSelected(scopeWords[1]) }, '3': func() { scope.SetSelected(scopeWords[2]) },
			'w': func() { period.SetSelected(periodWords[0]) }, 'm': func() { period.SetSelected(periodWords[1]) }, 'p': func() { period.SetSelected(periodWords[2]) },
		}
		if choose, ok := choices[r]; ok && !d.OnlyThisRun() {
			choose()
		}
	}
	p.key = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			finish()
		}
	}
	changed()
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
