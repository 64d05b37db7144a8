package listframe

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/keys"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/searchfield"
	"runchecks/ui/words"
)

// Search is the search above the job list: the field, how much it finds, and what of it
// nobody understands.
type Search struct {
	Field *searchfield.Completing
	note  *canvas.Text
	fault *widget.Label // wrapped: it never widens the list
	Row   *fyne.Container
	// buttons stand at the right of the field.
	buttons *fyne.Container
}

// NewSearch returns the search above the list; leave gives the keyboard back to the rows.
func NewSearch(v *model.Model, changed func(text string), leave func()) *Search {
	r := &Search{
		Field: searchfield.NewCompleting(100, string(keys.Search), words.T("runchecks.search"), words.T("list.search")),
		note:  canvas.NewText("", nil), fault: widget.NewLabel(""), buttons: container.NewHBox(),
	}
	r.note.TextSize = theme.SmallSize
	r.fault.Wrapping, r.fault.SizeName = fyne.TextWrapWord, fynetheme.SizeNameCaptionText
	r.Field.Offers = func(text string, cursor int) (out []searchfield.Offer) {
		for _, c := range v.Completions(text, cursor) {
			out = append(out, searchfield.Offer{Start: c.Start, Text: c.Text})
		}
		return out
	}
	r.Field.Changed, r.Field.Leave = changed, leave
	right := container.NewHBox(container.NewCenter(r.note), container.NewCenter(r.buttons))
	line := container.NewBorder(nil, nil, nil, right, r.Field.Field)
	r.Row = container.New(layout.NewCustomPaddedLayout(8, 4, listEdge, listEdge), container.NewVBox(line, r.fault))
	r.Redraw()
	return r
}

// Over puts the row above what it searches, and what it offers over that.
func (r *Search) Over(body fyne.CanvasObject) fyne.CanvasObject {
	list := container.New(layout.NewCustomPaddedLayout(0, 0, listEdge, listEdge), r.Field.List)
	return edgebox.New(r.Row, nil, container.NewStack(body, list))
}

// Set shows what a search finds.
func (r *Search) Set(v *model.Model) {
	r.Field.Show(v.Search())
	r.Field.Rest()
	fault, importance := v.SearchFault(), widget.DangerImportance
	if fault == "" {
		fault, importance = v.SearchGap(), widget.LowImportance
	}
	write(r.note, v.SearchNote(), theme.Get(theme.Dim))
	if r.fault.Text != fault || r.fault.Importance != importance {
		r.fault.Importance = importance
		r.fault.SetText(fault)
	}
	ink.Show(r.note, r.note.Text != "")
	ink.Show(r.fault, fault != "")
}

// listEdge is between the edges of the list's pane and what stands above its rows.
const listEdge float32 = 12

// Redraw takes the colours of the theme.
func (r *Search) Redraw() {
	r.note.Color = theme.Get(theme.Dim)
	r.Field.Redraw()
	r.fault.Refresh()
}

// Offer puts a button at the right of the field.
func (r *Search) Offer(o fyne.CanvasObject) { r.buttons.Add(o) }

// write sets a text that is cut nowhere.
func write(t *canvas.Text, text string, colour color.Color) {
	if t.Text != text || t.Color != colour {
		t.Text, t.Color = text, colour
		t.Refresh()
	}
}
