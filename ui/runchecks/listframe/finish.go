package listframe

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/card"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/words"
)

// finishWidth is how wide the page is at most.
const finishWidth float32 = 980

// Finish is the end of the morning, over all panes.
type Finish struct {
	Object *fyne.Container
	body   *fyne.Container
	Close  *actionbutton.Button // closes the day
	step   func(model.EmptyStep)
	shown  model.Finish
}

// NewFinish returns the hidden page of the end of the morning.
func NewFinish(step func(model.EmptyStep), closeDay func()) *Finish {
	p := &Finish{step: step, body: container.New(layout.NewCustomPaddedVBoxLayout(14))}
	p.Close = actionbutton.New(actionbutton.Primary, words.T("runchecks.finish_close"), string(keys.CloseDay), closeDay)
	p.Object = container.NewStack(theme.Flat(container.NewVScroll(container.New(centred{}, p.body))))
	p.Object.Hide()
	return p
}

// Set shows the page as it is now; true where it was not shown before.
func (p *Finish) Set(f model.Finish, ok bool) (came bool) {
	came = ok && !p.Object.Visible()
	if ok && !reflect.DeepEqual(f, p.shown) {
		p.shown = f
		p.draw()
	}
	ink.Show(p.Object, ok)
	return came
}

// Redraw has it drawn anew, in other colours.
func (p *Finish) Redraw() { p.shown = model.Finish{} }

func text(s string, size float32, bold bool, colour fyne.ThemeColorName) *canvas.Text {
	t := canvas.NewText(ink.Visible(s), theme.Get(colour))
	t.TextSize, t.TextStyle.Bold = size, bold
	return t
}

func padded(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(8, 8, card.Edge, card.Edge), o)
}

func (p *Finish) draw() {
	f := p.shown
	sign, colour := glyph.Bang, theme.Amber
	if f.Good {
		sign, colour = glyph.Check, theme.Green
	}
	mark := canvas.NewImageFromResource(glyph.Resource(sign, theme.Get(colour)))
	mark.FillMode = canvas.ImageFillContain
	mark.SetMinSize(fyne.NewSize(24, 24))
	titles := container.New(layout.NewCustomPaddedVBoxLayout(2), text(f.Title, theme.HeadingSize, true, theme.Text),
		text(f.Night, theme.SmallSize, false, theme.Dim))
	head := container.NewBorder(nil, nil, container.NewPadded(mark), container.NewCenter(p.Close), titles)

	numbers := container.New(layout.NewGridLayoutWithColumns(len(f.Numbers)))
	for _, n := range f.Numbers {
		numbers.Add(container.New(layout.NewCustomPaddedVBoxLayout(0), numberLine(n), text(n.Words, theme.SmallSize, false, theme.Dim)))
	}
	done := container.New(layout.NewCustomPaddedHBoxLayout(18))
	for _, n := range f.Done {
		done.Add(text(n.Number+" "+n.Words, theme.TextSize, false, theme.Text))
	}
	p.body.Objects = []fyne.CanvasObject{
		head,
		card.New(words.T("runchecks.finish_numbers"), "", nil, padded(numbers), padded(done)).Object,
	}
	if len(f.Open) > 0 {
		var rows []fyne.CanvasObject
		for _, r := range f.Open {
			rows = append(rows, p.openRow(r))
		}
		title := words.T("runchecks.finish_elsewhere", "n", len(f.Open))
		p.body.Add(card.New(title, words.T("runchecks.finish_sheet"), nil, rows...).Object)
	}
	var people []fyne.CanvasObject
	for _, who := range f.People {
		people = append(people, padded(container.New(layout.NewGridLayoutWithColumns(4),
			text(who.Name, theme.TextSize, true, theme.Text), text(who.Reviewed, theme.TextSize, false, theme.Text),
			text(who.Decisions, theme.TextSize, false, theme.Dim), text(who.Times, theme.TextSize, false, theme.Dim))))
	}
	p.body.Add(card.New(words.T("runchecks.finish_people"), "", nil, people...).Object)
	p.body.Refresh()
}

func numberLine(n model.FinishNumber) fyne.CanvasObject {
	line := text(n.Number, theme.HeadingSize, true, theme.Text)
	if n.Status == 0 {
		return line
	}
	colour, _ := theme.StatusColours(n.Status)
	line.Color = theme.Get(colour)
	sign := canvas.NewImageFromResource(glyph.Resource(glyph.Of(n.Status), theme.Get(colour)))
	sign.FillMode = canvas.ImageFillContain
	sign.SetMinSize(fyne.NewSize(12, 12))
	return container.New(layout.NewCustomPaddedHBoxLayout(6), sign, line)
}

func (p *Finish) openRow(r model.FinishRow) fyne.CanvasObject {
	button := layout.NewSpacer()
	if id, ok := stepLabels[r.Step]; ok {
		button = actionbutton.New(actionbutton.Plain, words.T(id), "", func() { p.step(r.Step) })
	}
	mark := container.NewGridWrap(fyne.NewSize(max(92, statusmark.Widest()), statusmark.Height), markOf(r.Status))
	return padded(container.NewBorder(nil, nil, container.NewCenter(mark), container.NewCenter(button),
		container.New(layout.NewCustomPaddedLayout(4, 4, 4, 8), text(r.Words, theme.TextSize, true, theme.Text))))
}

func markOf(s domain.Status) fyne.CanvasObject { return statusmark.New(s) }

// centred lays a page out in the middle, at most finishWidth wide.
type centred struct{}

// MinSize belongs to Fyne.
func (centred) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(400, o[0].MinSize().Height+2*24)
}

// Layout belongs to Fyne.
func (centred) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := min(finishWidth, size.Width-2*theme.Gap)
	ink.Place(o[0], (size.Width-w)/2, 24, w, o[0].MinSize().Height)
}
