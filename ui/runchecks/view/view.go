// Package view is what is drawn of Run Checks: the list on the left, the details on the right,
// how wide each is and which form it takes in a small window. What a key or a click does is the
// model's affair; this package connects.
package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/domain"
	"runchecks/ui/firststart"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/reportpane"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/runchecks/details"
	"runchecks/ui/runchecks/listframe"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/chips"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/menu"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/section"
	"runchecks/ui/widget/splitter"
	"runchecks/ui/words"
)

// Params are what the screen needs.
type Params struct {
	View     *decide.Model
	Clock    domain.Clock
	Location *time.Location
	// Report shows the message that is selected.
	Report *reportpane.Pane
	// Key and Rune get what is typed in any of the tables.
	Key  func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Rune func(r rune)
	// Turn runs what a press of the mouse asks for.
	Turn func(do func())
	// Hover is told the full text of what is cut under the pointer, "" for none.
	Hover func(text string)
	// What the buttons do; the same commands have keys.
	Reviewed, Success, Ticket, Remark, Accept, ClearTicks, WaitingOnly, OnlyShown, CopyMessage, CopyObjects, Groups func()
	// Search narrows the list, Leave gives the keyboard to it.
	Search   func(text string)
	Shortcut func(fyne.Shortcut) bool
	// Commands are commands as lines of a menu, by id; "" is a line between others.
	Commands func(ids ...string) []menu.Item
	Leave    func()
	// Step follows the button of the empty list.
	Step func(model.EmptyStep)
	// Canvas is what holds the keyboard, nil while another screen is shown.
	Canvas func() fyne.Canvas
	// First stands in place of all panes while there is no account.
	First *firststart.Page
	// Memory keeps how the screen was arranged from one start to the next.
	Memory fyne.Preferences
}

// parts are what the parts of the details need of them.
func (p Params) parts() details.Params {
	return details.Params{
		View: p.View.Model, Location: p.Location, Key: p.Key, Rune: p.Rune, Turn: p.Turn, Hover: p.Hover, Shortcut: p.Shortcut,
		CopyObjects: p.CopyObjects,
	}
}

// View is what is drawn of the screen. Its methods are called on the interface thread.
type View struct {
	p       Params
	content fyne.CanvasObject

	jobs    *rowtable.Table
	runs    *rowtable.Table
	objects *details.Objects
	members *rowtable.Table // the jobs of a cause, in place of the objects
	report  *reportpane.Pane

	runsTitle    *section.Header
	membersTitle *section.Header
	history      *details.History
	comparison   *details.Comparison
	header       *details.Header
	reviewButton *actionbutton.Button
	success      *actionbutton.Button
	strip        *details.Strip
	ticket       *actionbutton.Button
	remark       *actionbutton.Button
	accept       *actionbutton.Button
	bulk         *actionbutton.Button
	clearTicks   *actionbutton.Button
	ticked       *actionbutton.Bar // what can be done with the ticked jobs
	chips        *chips.Bar
	chipOf       []model.Chip // those that it shows
	fine         *listframe.Fine
	held         *canvas.Text // what the ticked jobs are
	included     *listframe.Bar
	old          *listframe.Bar // that an account was not synced for long
	done         *listframe.Bar // that every problem is decided
	Search       *listframe.Search
	group        *actionbutton.Button // shows the list by causes
	footer       *canvas.Rectangle    // behind the buttons of the ticked jobs
	bulkBar      *fyne.Container
	empty        *listframe.Empty
	body         *fyne.Container   // all panes
	Finish       *listframe.Finish // in place of them
	sides        *panes            // how wide the list is
	JobsBody     *fyne.Container

	outer      *splitter.Split
	right      *rightPart
	columns    []rowtable.Column // of the job list as it is shown
	Compact    bool
	form       listForm // of the rows, by the width of the list
	wants      wants    // of its columns
	grouped    bool     // the list stands by causes
	detailsBox *fyne.Container

	objectsSlot   *fyne.Container // holds the objects where they are no tab
	membersBox    *fyne.Container
	ofCause       bool // the details are about a cause
	tabbed, paged bool // the objects are a tab; the tabs are set
	full          bool // the report has the whole height
}

// New returns the screen.
func New(p Params) *View {
	s := &View{p: p}
	s.content = s.build()
	for _, part := range []list.Part{list.PartRows, list.PartRuns, list.PartDetails, list.PartReport, list.PartStatus} {
		s.Changed(part)
	}
	return s
}

// Content returns what to show.
func (s *View) Content() fyne.CanvasObject { return s.content }

func (s *View) build() fyne.CanvasObject {
	s.Search = listframe.NewSearch(s.p.View.Model, s.p.Search, func() { s.p.Leave() })
	s.Search.Field.OnShortcut = s.p.Shortcut
	s.group = actionbutton.New(actionbutton.Plain, words.T("runchecks.group"), "G", s.p.View.SwitchGroups)
	s.Search.Offer(s.group)
	views := listframe.NewViews(s.p.View.Model, s.p.Commands).Button
	views.OnHover, s.group.OnHover = s.p.Hover, s.p.Hover
	s.Search.Offer(views)
	left := s.Search.Over(s.buildJobs())
	s.right = newRightPart(s.buildRuns(), s.buildDetails(), runsShown(s.p.Memory))
	s.outer = splitter.Beside(left, s.right.box, float64(listShare))
	s.sides = newPanes(s.outer, s.p.Memory.FloatWithFallback(memoryOuter, 0))
	s.Finish = listframe.NewFinish(func(step model.EmptyStep) { s.p.Step(step) }, func() { s.p.Step(model.StepClose) })
	s.body = container.New(s.sides, s.outer.Content())
	return container.NewStack(s.body, s.Finish.Object, s.p.First.Object())
}

func (s *View) buildJobs() fyne.CanvasObject {
	s.jobs = rowtable.New(nil, rowtable.Comfortable)
	s.jobs.Cell = s.jobCell
	s.jobs.OnColumnResize = s.rememberColumn
	s.SetCompact(false)
	s.jobs.OnSelect = func(row int, mods fyne.KeyModifier) {
		switch {
		case mods&fyne.KeyModifierShift != 0:
			s.p.View.ExtendTo(row)
		case mods&fyne.KeyModifierShortcutDefault != 0:
			s.p.View.ToggleTick(row)
		default:
			s.p.View.Select(row)
		}
	}
	s.jobs.OnTick = func(row int, shift bool) {
		if shift {
			s.p.View.ExtendTo(row)
			return
		}
		s.p.View.ToggleTick(row)
	}
	s.jobs.OnSort = s.p.View.SortBy
	s.jobs.OnFit = s.fit
	s.jobs.OnContextMenu, s.jobs.OnHeadMenu = s.rowMenu, s.headMenu
	s.jobs.HeadTick = s.headTick
	s.jobs.OnHeadTick = s.p.View.TickAll
	s.listen(s.jobs)

	s.bulk = actionbutton.New(actionbutton.Primary, "", "E", s.p.Reviewed)
	s.clearTicks = actionbutton.New(actionbutton.Plain, words.T("runchecks.clear_ticks"), string(keys.Escape), s.p.ClearTicks)
	s.held = canvas.NewText("", theme.Get(theme.Dim))
	s.held.TextSize = theme.SmallSize
	s.ticked = actionbutton.NewBar(s.bulk, s.clearTicks)
	bar := container.NewBorder(nil, nil, nil, container.NewCenter(s.held), s.ticked)
	s.footer = canvas.NewRectangle(theme.Get(theme.Head))
	s.bulkBar = container.NewStack(s.footer, container.New(layout.NewCustomPaddedLayout(8, 8, theme.Gap, theme.Gap), bar))
	s.done = listframe.NewBar(s.p.View.ReviewFine, words.T("runchecks.fine_review"), string(keys.ReviewFine))
	s.fine = listframe.NewFine(s.p.View.SwitchFine, s.p.View.ReviewFine)
	s.chips = chips.New(s.pressChip)
	s.chips.OnHover = s.p.Hover
	s.empty = listframe.NewEmpty(s.p.Step)
	key := s.jobs.OnKey
	s.jobs.OnKey = func(ev *fyne.KeyEvent, mods fyne.KeyModifier) {
		enter := ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter
		if !enter || mods != 0 || !s.empty.Press() {
			key(ev, mods)
		}
	}
	s.JobsBody = container.New(formed{s}, s.jobs, s.empty.Object)
	s.included = listframe.NewBar(s.p.WaitingOnly, words.T("runchecks.only_waiting"), string(keys.IncludeReview))
	tight := func(parts ...fyne.CanvasObject) fyne.CanvasObject {
		return container.New(layout.NewCustomPaddedVBoxLayout(0), parts...)
	}
	s.old = listframe.NewBar(func() { s.p.Step(model.StepSync) }, words.T("runchecks.account_sync"), "F5")
	return edgebox.New(tight(s.chips, s.old.Object, s.included.Object), tight(s.done.Object, s.bulkBar, s.fine), s.JobsBody)
}

func (s *View) buildRuns() fyne.CanvasObject {
	s.runs = rowtable.New([]rowtable.Column{{ID: "run", Flex: 1, Width: 80}}, rowtable.Card)
	s.runs.HideHeader()
	s.runs.Cell = s.runCell
	s.runs.OnSelect = func(row int, _ fyne.KeyModifier) { s.p.View.SelectRun(row) }
	s.listen(s.runs)
	s.runsTitle = section.New(words.T("runchecks.runs"), "", nil)
	return edgebox.New(s.runsTitle, nil, s.runs)
}

func (s *View) buildDetails() fyne.CanvasObject {
	s.buildHeader()
	s.objects, s.history, s.comparison = details.NewObjects(
		s.p.parts(),
	), details.NewHistory(
		s.p.parts(),
	), details.NewComparison(
		s.p.parts(),
	)
	s.report = s.p.Report
	s.members = rowtable.New(memberColumns(), rowtable.Comfortable)
	s.members.Cell = s.memberCell
	s.listen(s.members)
	s.membersTitle = section.New("", "", nil)
	s.membersBox = edgebox.New(s.membersTitle, nil, s.members)
	s.objectsSlot = container.NewStack(s.objects)
	s.strip = details.NewStrip(s.p.parts())
	s.detailsBox = container.New(detailsLayout{s}, s.header, s.strip, s.objectsSlot, s.membersBox, s.report.Content())
	return s.detailsBox
}

// listen passes on what is typed and hovered in a table.
func (s *View) listen(t *rowtable.Table) {
	t.OnKey, t.OnRune, t.Turn = s.p.Key, s.p.Rune, s.p.Turn
	t.OnHover = func(_, _ int, full string) { s.p.Hover(full) }
}

// Changed redraws a part from the view model.
func (s *View) Changed(part list.Part) {
	v := s.p.View
	switch part {
	case list.PartRows:
		s.showJobs()
	case list.PartRuns:
		s.showRuns()
	case list.PartDetails:
		d := v.Details()
		s.showActions()
		s.strip.Set(v.Model)
		s.objects.Set()
		s.history.Set()
		s.comparison.Set()
		s.showActs()
		s.showHead()
		if d == nil {
			s.report.SetFacts("", nil)
			return
		}
		s.report.SetFacts(words.MailLine(d.Message, s.p.Location), words.Metadata(d, s.p.Location))
	case list.PartReport:
		s.report.Found(v.FoundWords())
		s.report.SetReport(v.Report())
		if d := v.Details(); d != nil && d.Run.Source == domain.SourceMail && !d.Run.Effective.Status.Good() {
			s.report.Mark([]string{d.Run.Evidence.Words}, words.EvidenceRow(d.Run.Evidence))
		}
	case list.PartStatus:
		s.showEmpty()
	}
}

// ShowWhy brings the words in view that the status came from; false where they do
// not stand in the report, as those of a subject.
func (s *View) ShowWhy() bool { return s.report.ScrollToMark() }

func (s *View) showJobs() {
	v := s.p.View
	s.setForm()
	if v.Grouped() {
		s.showGroups()
	} else {
		s.measure()
		s.jobs.SetSort(v.SortedBy())
		s.jobs.SetLength(len(v.Rows()))
		s.jobs.SetSelected(v.Selected())
		s.jobs.Refresh()
	}
	s.ticked.Offer(s.bulk, v.Ticks() > 0)
	s.ticked.Offer(s.clearTicks, v.Ticks() > 0)
	s.showActions()
	s.included.Set(v.ReviewedLine())
	s.Search.Set(v.Model)
	s.report.Found(v.FoundWords())
	if held := v.HeldLine(); s.held.Text != held {
		s.held.Text = held
		s.held.Color = theme.Get(theme.Dim)
		s.held.Refresh()
	}
	ink.Show(s.bulkBar, v.Ticks() > 0)
	s.showChips()
	s.showFine()
	s.showHead()
	s.showEmpty()
}

func (s *View) showEmpty() {
	e, ok := s.p.View.Empty()
	s.empty.Set(e)
	ink.Show(s.empty.Object, ok)
	f, ok := s.p.View.Finish()
	came := s.Finish.Set(f, ok)
	first := e.Step == model.StepMailbox
	began := s.p.First.Show(first)
	ink.Show(s.body, !ok && !first)
	switch c := s.p.Canvas(); {
	case c == nil:
	case came:
		c.Focus(s.Finish.Close)
	case began:
		s.p.First.Focus(c)
	}
	s.done.Set(s.p.View.ProblemsDone())
	s.old.Set(s.p.View.Status().Old)
}

func (s *View) showRuns() {
	v := s.p.View
	name := ""
	if at := v.Selected(); at >= 0 {
		name = v.Rows()[at].Name
	}
	title := words.T("runchecks.runs")
	if v.Selected() < 0 {
		name = words.NothingSelected()
	}
	if v.IncludesReviewed() {
		title = words.T("runchecks.all_runs")
	}
	s.runsTitle.Set(title, name)
	s.runs.SetLength(len(v.Runs()))
	s.runs.SetSelected(v.SelectedRun())
	s.runs.Refresh()
	s.strip.Set(v.Model)
}

// Redraw draws everything again: after a change between light and dark.
func (s *View) Redraw() {
	s.footer.FillColor, s.held.Color = theme.Get(theme.Head), theme.Get(theme.Dim)
	s.included.Redraw()
	s.done.Redraw()
	s.old.Redraw()
	s.Finish.Redraw()
	s.p.First.Redraw()
	s.Search.Redraw()
	s.chips.Refresh()
	s.fine.Refresh()
	s.strip.Refresh()
	s.content.Refresh()
	for _, part := range []list.Part{list.PartRows, list.PartRuns, list.PartDetails, list.PartReport} {
		s.Changed(part)
	}
}

func (s *View) jobCell(row, col int) rowtable.Cell {
	if s.grouped {
		return s.groupCell(row, col)
	}
	if col >= len(s.columns) || s.columns[col].ID == columnEnd {
		return rowtable.Cell{}
	}
	c := listscreen.Cell(s.p.View, row, s.columns[col].ID)
	if s.form == formSlim && s.columns[col].ID == model.ColumnLast {
		c.Lead, c.Secondary = "", ""
	}
	return c
}

func (s *View) runCell(row, _ int) rowtable.Cell {
	runs := s.p.View.Runs()
	if row >= len(runs) {
		return rowtable.Cell{}
	}
	r := runs[row]
	second := words.Duration(r.Duration)
	add := func(text string) {
		if second != "" {
			second += " · "
		}
		second += text
	}
	if tries := s.p.View.Tries(row); tries != "" {
		add(tries)
	}
	if r.Problems > 0 {
		add(words.T("runchecks.card_bad", "bad", r.Problems, "all", r.Objects))
	}
	switch r.Kind {
	case domain.KindInformation:
		add(words.T("runchecks.card_information"))
	case domain.KindDigest:
		add(words.T("runchecks.card_digest"))
	}
	if r.Partly {
		add(words.T("runchecks.card_partly"))
	}
	if r.Tickets > 0 {
		add(words.T("runchecks.card_ticket"))
	}
	if r.Remarks > 0 {
		add(words.T("runchecks.card_remark"))
	}
	switch {
	case r.Hidden:
		add(words.T("runchecks.card_hidden"))
	case r.Hides > 0:
		add(words.T("runchecks.card_hides", "n", r.Hides))
	}
	switch {
	case r.Doubted:
		add(words.T("runchecks.card_doubted"))
	case r.Unverified:
		add(words.T("runchecks.card_unverified"))
	}
	if r.Note != "" {
		add(words.Noted(r.Note))
	}
	if r.Reviewed {
		add(words.T("runchecks.card_reviewed"))
	}
	return rowtable.Cell{Status: r.Status.Known(), Text: words.Day(r.At, s.p.Clock().In(s.p.Location)), Secondary: second, Dim: r.Reviewed}
}

// CopyObjects returns the objects as text for the clipboard.
func (s *View) CopyObjects() string { return model.Lines(model.Objects(s.p.View.Details())) }
