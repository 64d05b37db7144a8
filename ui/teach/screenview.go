package teach

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/mailview"
	"runchecks/ui/report"
	"runchecks/ui/reportpane"
	"runchecks/ui/task"
	"runchecks/ui/theme"
	"runchecks/ui/widget/codeedit"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/mailpane"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/section"
	"runchecks/ui/widget/tabs"
	"runchecks/ui/words"
)

// params are what the screen needs.
type params struct {
	View       *Model
	Clock      domain.Clock
	Location   *time.Location
	Engine     *mailview.Engine
	Background *task.Background
	Key        func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Rune       func(r rune)
	Shortcut   func(s fyne.Shortcut) bool
	Hover      func(text string)
	// Use puts the definition in use, Keep keeps it as a draft.
	Use, Keep func()
}

// view is what is drawn of the screen. Its methods are called on the interface thread.
type view struct {
	p       params
	content fyne.CanvasObject

	like, sender *canvas.Text
	decided      *section.Header
	mails        *rowtable.Table
	others       *widget.Label

	title, hint *canvas.Text
	strip       *tabs.Strip
	subject     *mailpane.Pane
	mail        *mailpane.Pane
	editor      *codeedit.Editor
	point       fyne.CanvasObject
	result      *result

	report  report.Content // that is shown
	drawn   bool
	pointed domain.TeachSelection // that the menu is about
	menu    *menu                 // that is open, nil for none
}

// The tabs.
const (
	tabPoint = iota
	tabText
)

// newView returns the screen, or an error of the panes that show the mail.
func newView(p params) (*view, error) {
	s := &view{p: p}
	s.mails = rowtable.New(mailColumns, rowtable.Comfortable)
	s.mails.HideHeader()
	s.mails.Cell = s.mailCell
	s.mails.OnSelect = func(row int, _ fyne.KeyModifier) { p.View.Select(row) }
	s.mails.OnKey, s.mails.OnRune = p.Key, p.Rune
	s.mails.OnHover = func(_, _ int, full string) { p.Hover(full) }
	s.mails.SetEmptyText(words.T("teach.choose", "key", "T"))
	s.like, s.sender = text(theme.TextSize, true, theme.Text), text(theme.SmallSize, false, theme.Dim)
	s.decided = section.New("", "", nil)
	s.others = widget.NewLabel("")
	s.others.Wrapping = fyne.TextWrapWord
	s.title, s.hint = text(theme.HeadingSize, true, theme.Text), text(theme.SmallSize, false, theme.Dim)

	pane := func(subject bool) (*mailpane.Pane, error) {
		return mailpane.New(mailpane.Params{
			Engine: p.Engine, Go: p.Background.Go, Rune: p.Rune, Shortcut: p.Shortcut,
			Key:    func(ev *fyne.KeyEvent) { p.Key(ev, keyboard.Held()) },
			Select: func(sel mailpane.Selection) { s.selected(sel, subject) },
		})
	}
	var err error
	if s.subject, err = pane(true); err != nil {
		return nil, err
	}
	if s.mail, err = pane(false); err != nil {
		return nil, err
	}
	s.editor = codeedit.New()
	s.editor.OnChanged = p.View.SetText
	s.strip = tabs.New([]string{words.T("teach.tab_point"), words.T("teach.tab_text")}, func(int) { s.showTab() })
	s.result = newResult(p)

	left := container.NewBorder(
		container.NewVBox(pad(8, container.NewVBox(s.like, s.sender)), s.decided),
		container.NewVBox(section.New(words.T("teach.other_mails"), "", nil), s.others), nil, nil, s.mails,
	)
	s.point = container.NewBorder(container.New(low{}, s.subject), nil, nil, nil, s.mail)
	middle := container.NewBorder(container.NewVBox(pad(8, container.NewVBox(s.title, s.hint)), s.strip), nil, nil, nil,
		container.NewStack(s.point, s.editor))
	s.content = container.New(&thirds{}, left, middle, s.result.content, bar(), bar())
	s.showTab()
	return s, nil
}

func text(size float32, bold bool, colour fyne.ThemeColorName) *canvas.Text {
	t := canvas.NewText("", theme.Get(colour))
	t.TextSize, t.TextStyle.Bold = size, bold
	return t
}

func pad(by float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(by, by, theme.Gap, theme.Gap), o)
}

func bar() *canvas.Rectangle { return canvas.NewRectangle(theme.Get(theme.Line)) }

// Widths of the panes: the report keeps at least its own, the others give way.
const (
	leftWidth   float32 = 272
	leastLeft   float32 = 180
	rightWidth  float32 = 420
	leastRight  float32 = 300
	leastMiddle float32 = 480
)

// low keeps the subject to its line, and the label below it.
type low struct{}

const subjectHeight float32 = 48

func (low) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, subjectHeight) }

func (low) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }

// thirds lays out left, middle and right with the lines between.
type thirds struct{}

func (*thirds) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastLeft+leastMiddle/2+leastRight, 200)
}

func (*thirds) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left, right := leftWidth, rightWidth
	if missing := left + leastMiddle + right - size.Width; missing > 0 {
		right = max(leastRight, right-missing)
		left = max(leastLeft, left-max(0, left+leastMiddle+right-size.Width))
	}
	middle := size.Width - left - right - 2
	place := func(i int, x, width float32) {
		o[i].Move(fyne.NewPos(x, 0))
		o[i].Resize(fyne.NewSize(width, size.Height))
	}
	place(0, 0, left)
	place(3, left, 1)
	place(1, left+1, middle)
	place(4, left+1+middle, 1)
	place(2, left+2+middle, right)
}

// Content returns what to show.
func (s *view) Content() fyne.CanvasObject { return s.content }

// Focus gives the keyboard to the report.
func (s *view) Focus(c fyne.Canvas) {
	switch {
	case !s.p.View.IsOpen():
		c.Focus(s.mails)
	case s.strip.Selected() == tabText:
		s.editor.Focus(c)
	default:
		c.Focus(s.mail)
	}
}

// Focused reports whether the report has the keyboard.
func (s *view) Focused(c fyne.Canvas) bool { return c.Focused() == s.mail || !s.p.View.IsOpen() }

// NextPane goes from the report to the mails, the subject, what is not decided, and back.
func (s *view) NextPane(c fyne.Canvas) {
	switch c.Focused() {
	case s.mail:
		c.Focus(s.mails)
	case s.mails:
		if s.strip.Selected() == tabText {
			s.editor.Focus(c)
			return
		}
		c.Focus(s.subject)
	case s.subject:
		if !s.result.focus(c) {
			s.Focus(c)
		}
	default:
		s.Focus(c)
	}
}

// Move shows another mail.
func (s *view) Move(by int, page bool) {
	if page {
		by *= s.mails.PageRows()
	}
	s.p.View.Move(by)
}

// Point shows the report to point at.
func (s *view) Point() {
	s.strip.Select(tabPoint)
	s.showTab()
}

// OtherTab goes from pointing to the text and back.
func (s *view) OtherTab(c fyne.Canvas) {
	s.strip.Select(tabText - s.strip.Selected())
	s.showTab()
	s.Focus(c)
}

func (s *view) showTab() {
	if s.strip.Selected() == tabText {
		s.editor.SetText(s.p.View.State().Text)
		s.point.Hide()
		s.editor.Show()
		return
	}
	s.editor.Hide()
	s.point.Show()
}

// Changed redraws a part from the view model.
func (s *view) Changed(part list.Part) {
	switch part {
	case PartLesson:
		s.showLesson()
		s.showMarks()
	case PartTrial:
		s.showHint()
	case list.PartReport:
		s.showReport()
		s.showMarks()
	}
}

// showHint says what is to be done, or how far a trial is that takes long.
func (s *view) showHint() {
	if trial := s.p.View.TrialWords(); trial != "" {
		set(s.hint, trial, theme.Amber)
		return
	}
	set(s.hint, Hint(s.p.View.State()), theme.Dim)
}

func set(t *canvas.Text, words string, colour fyne.ThemeColorName) {
	t.Text, t.Color = words, theme.Get(colour)
	t.Refresh()
}

func (s *view) showLesson() {
	v := s.p.View
	state := v.State()
	set(s.like, Like(state), theme.Text)
	set(s.sender, state.Sender, theme.Dim)
	set(s.title, Title(state, v.Mail()), theme.Text)
	s.showHint()
	s.decided.Set(DecidedLine(state), "")
	s.mails.SetLength(len(state.Mails))
	s.mails.SetSelected(v.Mail())
	s.mails.Refresh()
	words, amber := OthersLine(v.Others())
	s.others.Importance = widget.MediumImportance
	if amber {
		s.others.Importance = widget.WarningImportance
	}
	s.others.SetText(words)
	if s.strip.Selected() == tabText && s.editor.Text() != state.Text {
		s.editor.SetText(state.Text)
	}
	marked := map[int]bool{}
	for _, p := range state.Problems {
		marked[p.Line] = true
	}
	s.editor.SetMarks(marked)
	s.result.show()
}

func (s *view) showReport() {
	r := s.p.View.Report()
	state := s.p.View.State()
	if s.drawn && r.HTML == s.report.HTML && r.Text == s.report.Text && r.None == s.report.None {
		return
	}
	s.report, s.drawn = r, true
	if i := s.p.View.Mail(); i < len(state.Mails) {
		s.subject.SetText(state.Mails[i].Subject)
	}
	switch {
	case r.None != "":
		s.mail.Clear(r.None)
	case r.HTML == "" && r.Text == "":
		s.mail.Clear("")
	default:
		s.mail.SetMail(mailpane.Mail{HTML: r.HTML, Text: r.Text, Pictures: reportpane.Pictures(&r)})
	}
}

func (s *view) showMarks() {
	var list []mailpane.Label
	for _, m := range s.p.View.Marks() {
		l := mailpane.Label{Words: m.Words, Row: m.Row, Text: m.Note, Colour: theme.Accent}
		switch m.Meaning {
		case "success":
			l.Colour, l.Text = theme.Green, MeaningWords(m.Meaning)
		case "warning":
			l.Colour, l.Text = theme.Amber, MeaningWords(m.Meaning)
		case "failed":
			l.Colour, l.Text = theme.Red, MeaningWords(m.Meaning)
		case "missed":
			l.Colour, l.Text = theme.Violet, MeaningWords(m.Meaning)
		}
		if m.Open {
			l.Colour = theme.Amber
		} else if m.Note == "ignored" {
			l.Colour = theme.Dim
		}
		list = append(list, l)
	}
	s.mail.SetLabels(list)
	s.subject.SetLabels(list)
	s.mail.Mark(s.p.View.Marked(), "")
	if len(s.p.View.Marked()) > 0 {
		s.mail.ScrollToMark()
	}
}

// Redraw draws everything again: after a change between light and dark.
func (s *view) Redraw() {
	s.content.Refresh()
	s.showLesson()
	s.showMarks()
}

// mailColumns have no titles: the table has no head.
var mailColumns = []rowtable.Column{{ID: "status", Width: 108}, {ID: "mail", Width: 80, Flex: 1}}

func (s *view) mailCell(row, col int) rowtable.Cell {
	mails := s.p.View.State().Mails
	if row >= len(mails) {
		return rowtable.Cell{}
	}
	m := mails[row]
	if mailColumns[col].ID == "status" {
		return rowtable.Cell{Status: m.Status()}
	}
	return rowtable.Cell{Text: words.Stamp(m.Received.In(s.p.Location), words.DayClock), Secondary: MailLine(m)}
}

// selected asks for the meaning of words that were selected.
func (s *view) selected(sel mailpane.Selection, subject bool) {
	pointed := domain.TeachSelection{Subject: subject, Text: sel.Text, From: sel.From, To: sel.To, Row: sel.Row, Column: sel.Column}
	if subject {
		pointed.Row = nil
	}
	s.p.View.Locate(pointed, func(t domain.TeachTarget, ok bool) {
		switch {
		case sel.Click && !(ok && t.Head):
		case !ok:
			s.p.View.Nowhere()
		default:
			s.pointed = pointed
			s.openMenu(t, sel.At)
		}
	})
}
