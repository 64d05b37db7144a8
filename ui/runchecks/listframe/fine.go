package listframe

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/words"
)

// fineHeight is that of the row of the fine jobs.
const fineHeight float32 = 44

// Fine is the row below the list that stands for the jobs that are fine: how many, and the
// button that reviews them all. A click elsewhere shows them as rows.
type Fine struct {
	widget.BaseWidget
	jobs, runs string
	open       bool
	// What the button says, and what where that has no room.
	long, short string
	toggle      func()
	review      *actionbutton.Button
}

// NewFine returns the row of what is fine: toggle shows it as rows, review marks it reviewed.
func NewFine(toggle, review func()) *Fine {
	f := &Fine{short: words.T("runchecks.fine_mark"), toggle: toggle, review: actionbutton.New(actionbutton.Plain, "", "", review)}
	f.ExtendBaseWidget(f)
	return f
}

// Set says how much is fine, and whether it is shown as rows.
func (f *Fine) Set(jobs, runs, action string, can, open bool) {
	f.review.SetEnabled(can)
	if f.long != action || f.jobs != jobs || f.runs != runs || f.open != open {
		f.jobs, f.runs, f.open, f.long = jobs, runs, open, action
		f.Refresh()
	}
}

// Tapped shows the fine jobs as rows, or folds them.
func (f *Fine) Tapped(*fyne.PointEvent) { f.toggle() }

// Cursor belongs to Fyne.
func (f *Fine) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel says what it shows to those who do not see it.
func (f *Fine) AccessibilityLabel() string {
	return f.jobs + ", " + f.runs
}

// AccessibilityRole belongs to fyne.Accessible.
func (f *Fine) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer belongs to Fyne.
func (f *Fine) CreateRenderer() fyne.WidgetRenderer {
	return &fineRenderer{
		row: f, back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), fold: &canvas.Image{FillMode: canvas.ImageFillContain},
		mark: statusmark.NewPill(), jobs: ink.NewLine(theme.TextSize, true), runs: ink.NewLine(theme.TextSize, false),
	}
}

type fineRenderer struct {
	row        *Fine
	back, line *canvas.Rectangle
	fold       *canvas.Image
	mark       *statusmark.Pill
	jobs, runs *ink.Line
}

func (r *fineRenderer) Layout(size fyne.Size) {
	f := r.row
	ink.Fill(r.back, theme.Get(theme.Pane))
	ink.Fill(r.line, theme.Get(theme.Line))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	ink.Place(r.line, 0, 0, size.Width, 1)
	sign := glyph.Right
	if f.open {
		sign = glyph.Open
	}
	ink.Picture(r.fold, glyph.Resource(sign, theme.Get(theme.Dim)))
	ink.Place(r.fold, 12, (size.Height-12)/2, 12, 12)
	r.mark.Set(domain.Success, true)
	x := float32(34)
	r.mark.Place(x, (size.Height-statusmark.Height)/2, r.mark.Size().Width)
	x += r.mark.Size().Width + theme.Gap
	f.review.SetKey(string(keys.ReviewFine))
	b := f.review.MinSize()
	if x+ink.Width(f.jobs, theme.TextSize, fyne.TextStyle{Bold: true})+theme.Gap+b.Width+12 > size.Width {
		f.review.SetKey("") // what is fine is said before the key is
		b = f.review.MinSize()
	}
	f.review.SetLabel(f.long)
	if x+ink.Width(f.jobs, theme.TextSize, fyne.TextStyle{Bold: true})+theme.Gap+f.review.MinSize().Width+12 > size.Width {
		f.review.SetLabel(f.short)
	}
	b = f.review.MinSize()
	left := size.Width - b.Width - 12
	ink.Place(f.review, left, (size.Height-b.Height)/2, b.Width, b.Height)
	room := max(0, left-theme.Gap-x)
	r.jobs.Set(f.jobs, room, theme.Get(theme.Text), true)
	w := min(room, r.jobs.MinSize().Width)
	ink.Place(r.jobs.Text, x, 0, w, size.Height)
	r.runs.Set(", "+f.runs, max(0, room-w), theme.Get(theme.Dim), false)
	ink.Show(r.runs.Text, room-w >= ink.Width(", "+f.runs, theme.TextSize, fyne.TextStyle{}))
	ink.Place(r.runs.Text, x+w, 0, max(0, room-w), size.Height)
}

func (r *fineRenderer) MinSize() fyne.Size { return fyne.NewSize(200, fineHeight) }
func (r *fineRenderer) Refresh()           { r.Layout(r.row.Size()) }
func (r *fineRenderer) Destroy()           {}
func (r *fineRenderer) Objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{r.back, r.line, r.fold}, r.mark.Objects()...)
	return append(all, r.jobs.Text, r.runs.Text, r.row.review)
}
