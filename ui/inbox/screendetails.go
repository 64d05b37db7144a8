package inbox

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/reportpane"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/nightstrip"
	"runchecks/ui/widget/section"
	"runchecks/ui/words"
)

// details are what is said of the selected row: what it is, why its customer, its last reports,
// and the newest of them.
type details struct {
	s       *view
	content *fyne.Container
	above   *fyne.Container

	name    *widget.Label
	line    *widget.RichText
	teach   *actionbutton.Button
	join    *actionbutton.Button // it is a run of the job that it looks like
	remove  *actionbutton.Button
	why     *section.Header
	reasons *fyne.Container
	mails   *section.Header
	strip   *nightstrip.Strip
	strips  *fyne.Container
	report  *reportpane.Pane
	drawn   []Reason
}

func newDetails(s *view) *details {
	v := s.p.View
	d := &details{
		s: s, name: widget.NewLabel(""), line: widget.NewRichText(), why: section.New("", "", nil), mails: section.New("", "", nil),
		reasons: container.New(layout.NewFormLayout()), strip: nightstrip.New(), report: s.p.Report,
	}
	d.name.TextStyle.Bold, d.name.SizeName, d.name.Wrapping = true, fynetheme.SizeNameHeadingText, fyne.TextWrapWord
	d.line.Wrapping = fyne.TextWrapWord
	d.remove = actionbutton.New(actionbutton.Plain, words.T("inbox.button_delete"), "Del", v.Delete)
	d.teach = actionbutton.NewKeyed(actionbutton.Plain, words.T("teach.begin"), v.Params.Keys.Hint(ID, "T"), s.p.Teach)
	d.join = actionbutton.NewKeyed(actionbutton.Plain, v.JoinLabel(), v.Params.Keys.Hint(ID, "L"), v.Join)
	d.strip.OnHover = s.p.Hover
	d.strips = container.New(layout.NewCustomPaddedLayout(8, 8, edge, edge), d.strip)
	buttons := container.New(layout.NewRowWrapLayoutWithCustomPadding(6, 6), d.remove, d.teach, d.join)
	d.above = container.New(layout.NewCustomPaddedVBoxLayout(0),
		container.New(layout.NewCustomPaddedLayout(4, 8, 4, 4), container.New(layout.NewCustomPaddedVBoxLayout(-8), d.name, d.line)),
		container.New(layout.NewCustomPaddedLayout(0, 10, edge, edge), buttons),
		d.why, container.New(layout.NewCustomPaddedLayout(4, 4, edge, edge), d.reasons), d.mails, d.strips)
	d.content = edgebox.New(d.above, nil, d.report.Content())
	return d
}

// show draws the selected row.
func (d *details) show() {
	v := d.s.p.View
	r := v.Row()
	if r == nil {
		d.report.SetFacts("", nil)
		d.above.Hide()
		d.content.Refresh()
		return
	}
	d.above.Show()
	d.name.SetText(ink.Visible(rowName(r)))
	d.line.Segments = []widget.RichTextSegment{&widget.TextSegment{
		Text: ink.Visible(
			d.lineWords(r),
		), Style: widget.RichTextStyle{ColorName: theme.Dim, SizeName: fynetheme.SizeNameText, Inline: true},
	}}
	d.line.Refresh()
	m := r.Message
	d.report.SetFacts(words.MailLine(&m, v.p.Location), words.Metadata(&domain.Details{Message: &m}, v.p.Location))

	kind := actionbutton.Plain
	if r.State == domain.MessageUnmatched {
		kind = actionbutton.Primary
	}
	d.teach.SetKind(kind)
	d.teach.SetEnabled(v.CanTeach())
	d.join.SetLabel(v.JoinLabel())
	d.join.Hidden = !v.CanJoin()
	d.remove.SetEnabled(v.CanDelete())
	d.remove.SetLabel(v.DeleteLabel())

	customer, _ := v.Customer(r)
	if customer == "" {
		customer = words.T("inbox.no_customer")
	}
	d.why.Set(words.T("inbox.why", "customer", customer), "")
	d.mails.Set(words.Count(len(r.Reports), "message"), v.LikeWords())
	d.why.Hidden, d.mails.Hidden, d.strips.Hidden = !r.about(), !r.about(), !r.about()
	d.showReasons(v.Reasons())
	d.showStrip(r)
	d.content.Refresh()
}

// lineWords are the line below the name: what it is, who sent how much of it, and since when.
func (d *details) lineWords(r *Row) string {
	v := d.s.p.View
	if !r.about() {
		return strings.Trim(r.Reason+" · "+v.LikeWords(), " ·")
	}
	oldest := r.Reports[len(r.Reports)-1].Received
	return kindWords(r) + " · " + words.T("inbox.mails_since", "mails", words.Counted(len(r.Reports), "message"), "sender", r.Sender,
		"day", words.Stamp(oldest.In(v.p.Location), words.DayMonth))
}

func (d *details) showReasons(reasons []Reason) {
	same := len(reasons) == len(d.drawn)
	for i := 0; same && i < len(reasons); i++ {
		same = reasons[i] == d.drawn[i]
	}
	if same {
		return
	}
	d.drawn = reasons
	d.reasons.RemoveAll()
	for _, r := range reasons {
		name := canvas.NewText(r.Name, theme.Get(theme.Dim))
		name.TextSize = theme.SmallSize
		text := widget.NewLabel(ink.Visible(r.Text))
		text.Truncation = fyne.TextTruncateEllipsis
		d.reasons.Add(container.New(layout.NewCustomPaddedLayout(8, 0, 0, 8), container.NewVBox(name)))
		d.reasons.Add(text)
	}
}

// showStrip shows the last reports of a job, the oldest first.
func (d *details) showStrip(r *Row) {
	var cells []nightstrip.Cell
	loc := d.s.p.View.p.Location
	for i := len(r.Reports) - 1; i >= 0; i-- {
		at := r.Reports[i].Received.In(loc)
		cells = append(cells, nightstrip.Cell{
			Day: at.Day(), Status: r.Reports[i].Status, Tip: words.Stamp(at, words.DayMonth) + ", " + words.Status(r.Reports[i].Status),
		})
	}
	d.strip.Set(cells, len(cells)-1)
}
