package view

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/words"
)

// listForm is how the rows of the list are drawn in the width that it has.
type listForm uint8

const (
	formWide    listForm = iota
	formStacked          // the job above its customer
	formSlim             // without runs and hint, too
)

// The widths below which the list takes another form, and those of its fixed columns.
const (
	stackedBelow float32 = 440
	slimBelow    float32 = 300
	tickWidth    float32 = 36
	markWidth    float32 = 90 // at least, and more where a language has longer words
	shortMark    float32 = 30 // without its word
	rightEdge    float32 = 12
	slimTick     float32 = 32
	slimMark     float32 = 26
	slimNewest   float32 = 46
)

// columnEnd is the empty column at the right edge.
const columnEnd = "end"

func formOf(width float32) listForm {
	switch {
	case width <= 0 || width >= stackedBelow:
		return formWide
	case width >= slimBelow:
		return formStacked
	}
	return formSlim
}

// wants are what the columns of names want: the widest of all rows of a load.
type wants struct {
	load                  int
	customer, job, newest float32
	mark                  float32 // of a status with its word
}

// measure finds them once a load. Only the longest texts of each are measured: there may be
// thousands of rows, and the widest is among those.
func (s *View) measure() {
	v := s.p.View
	if s.wants.load == v.Loads() && s.wants.load > 0 {
		return
	}
	now := s.p.Clock().In(s.p.Location)
	rows := v.All()
	bold := fyne.TextStyle{Bold: true}
	s.wants = wants{
		load:     v.Loads(),
		mark:     min(max(markWidth, statusmark.Widest()+8), statusmark.Most),
		customer: list.Want(widest(rows, fyne.TextStyle{}, func(r *domain.JobRow) string { return r.Customer.Name })),
		job:      list.Want(widest(rows, bold, func(r *domain.JobRow) string { return r.Name })),
		newest:   widest(rows, fyne.TextStyle{}, func(r *domain.JobRow) string { return words.When(r.Newest, now) }),
	}
	s.wants.newest = max(s.wants.newest, ink.Width(words.Count(20, "run"), theme.SmallSize, fyne.TextStyle{})) + rightEdge
}

// measured is how many of the longest texts are measured.
const measured = 24

func widest(rows []domain.JobRow, style fyne.TextStyle, text func(*domain.JobRow) string) (width float32) {
	var longest []string
	seen := map[string]bool{}
	for i := range rows {
		if t := text(&rows[i]); !seen[t] {
			seen[t] = true
			longest = append(longest, t)
		}
	}
	slices.SortFunc(longest, func(a, b string) int { return cmp.Compare(utf8.RuneCountInString(b), utf8.RuneCountInString(a)) })
	for _, t := range longest[:min(measured, len(longest))] {
		if utf8.RuneCountInString(t) > 200 {
			return 2000 // wider than any pane
		}
		width = max(width, ink.Width(t, theme.TextSize, style))
	}
	return width
}

// spread says where the columns stand in a width: customer and job share what the others
// leave, and the word of the mark goes before these get too narrow.
func (s *View) spread(width float32) []float32 {
	w := s.wants
	newest := max(w.newest, 48)
	if s.form == formSlim { // times alone stand in the last column
		at := slimTick + slimMark
		job := max(0, width-at-slimNewest-rightEdge)
		return []float32{0, slimTick, at, at + job, width - rightEdge, width}
	}
	if s.form != formWide {
		job := max(0, width-tickWidth-shortMark-newest-rightEdge)
		return []float32{0, tickWidth, tickWidth + shortMark, tickWidth + shortMark + job, width - rightEdge, width}
	}
	if s.Compact {
		return nil // they stand by their measures
	}
	mark := max(markWidth, w.mark)
	room := width - tickWidth - mark - newest - rightEdge
	customer, job := list.Pair(max(0, room), w.customer, w.job)
	at := tickWidth + mark
	return []float32{0, tickWidth, at, at + customer, at + customer + job, width - rightEdge, width}
}

// fit is what a column wants, 0 for one that stays as it is.
func (s *View) fit(id string) float32 {
	switch id {
	case model.ColumnCustomer:
		return s.wants.customer
	case model.ColumnJob, model.ColumnStack:
		return s.wants.job
	case model.ColumnNewest, model.ColumnLast:
		return s.wants.newest
	}
	return 0
}

// formed tells the list in which width it stands.
type formed struct{ s *View }

// MinSize belongs to Fyne.
func (f formed) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(slimWidth, 80) }

// Layout belongs to Fyne.
func (f formed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if now := formOf(size.Width); now != f.s.form {
		f.s.form = now
		f.s.setColumns()
		ink.Show(f.s.group, now != formSlim)
		ink.Show(f.s.held, now != formSlim) // the buttons need the room
		f.s.Search.Row.Refresh()
	}
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// slimWidth is that of the list in a window that has no room for its other forms.
const slimWidth float32 = 236
