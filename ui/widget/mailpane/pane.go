package mailpane

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/page"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/menu"
)

// Params are what a pane needs. Engine and Go are required.
type Params struct {
	Engine *mailview.Engine
	// Go runs work beside the interface thread and then what it returned on it.
	Go func(work func(ctx context.Context) func())

	// Key and Rune get the keys that the pane has no use for, so that those of the screen
	// work here too; Shortcut those with Ctrl, false where it has no use either.
	Key      func(ev *fyne.KeyEvent)
	Rune     func(r rune)
	Shortcut func(s fyne.Shortcut) bool
	// Link is told where a link leads that was clicked.
	Link func(target string)
	// Hover is told where the link under the pointer leads, "" for none, and what the
	// place says of itself.
	Hover func(target, words string)
	// Source is asked to show the source of the mail.
	Source func()
	// Select is told when words were selected: by the mouse, or by Enter after the arrows.
	// With it the arrows go from word to word, with Shift over words.
	Select func(s Selection)
	// Menu returns what else stands in the context menu.
	Menu func() []menu.Item
}

// Pane is the widget. Its methods are called on the interface thread.
type Pane struct {
	widget.BaseWidget
	p Params

	view *view
	bar  *findBar
	note *notes
	box  *fyne.Container

	source source
	number int // of what is shown, so that late layouts are dropped
	stop   context.CancelFunc
	busy   bool    // a layout runs
	laid   float64 // the width that the page is for
	need   float64 // the width that the page turned out to need, 0 for no more than there was

	now       laidOut
	selection page.Range
	anchor    page.Pos // where the selection began
	marks     marks
	found     found
	labels    labels

	zoom   float64 // of what is shown
	chosen float64 // zoom that the person chose, 0 for none
	dark   bool
}

// New returns an empty pane.
func New(p Params) (*Pane, error) {
	if p.Engine == nil || p.Go == nil {
		return nil, errors.New("mail pane: nothing to lay mails out with")
	}
	pane := &Pane{p: p, zoom: 1, stop: func() {}, labels: newLabels()}
	pane.ExtendBaseWidget(pane)
	pane.view = newView(pane)
	pane.bar = newFindBar(pane)
	pane.note = newNotes(func() {
		if p.Source != nil {
			p.Source()
		}
	})
	pane.box = edgebox.New(container.New(layout.NewCustomPaddedVBoxLayout(0), pane.bar.content, pane.note), nil, pane.view)
	return pane, nil
}

// SetMail shows a mail from its top.
func (p *Pane) SetMail(m Mail) { p.show(newMailSource(p.p.Engine, m)) }

// SetText shows plain text or source from its top.
func (p *Pane) SetText(s string) { p.show(&textSource{p.p.Engine.Fonts, s}) }

// Clear shows a message in place of a mail, such as why none is stored; "" for nothing.
func (p *Pane) Clear(message string) {
	p.show(nil)
	p.view.setMessage(message)
}

// show takes the page away at once: what stands here must belong to what is selected.
func (p *Pane) show(s source) {
	p.stop()
	p.source, p.laid, p.need = s, 0, 0
	p.number++
	p.busy = false
	p.now, p.selection, p.anchor = laidOut{}, page.Range{}, page.Pos{}
	p.found.hits, p.marks.hits = nil, nil
	p.labels.clear()
	p.note.set(nil)
	p.view.setMessage("")
	p.view.top()
	p.relayout()
}

// relayout lays the page out for the present width, unless it is. While a layout runs nothing
// else begins; the end of it looks again.
func (p *Pane) relayout() {
	room := float64(p.view.Size().Width)
	if p.source == nil || room < narrowest || p.busy {
		return
	}
	zoom := p.fitting(room)
	width := room / zoom
	if zoom == p.zoom && width == p.laid {
		return
	}
	p.busy = true
	source, number := p.source, p.number
	ctx, stop := context.WithCancel(context.Background())
	p.stop = stop
	p.p.Go(func(running context.Context) func() {
		ended := context.AfterFunc(running, stop)
		defer ended()
		out, err := source.layout(ctx, width)
		stop()
		return func() {
			if number == p.number {
				p.busy = false
				p.laidOut(out, width, zoom, err)
				p.relayout()
			}
		}
	})
}

// narrowest is the least width that is worth a layout, in units of Fyne.
const narrowest = 40

func (p *Pane) laidOut(out laidOut, width, zoom float64, err error) {
	p.laid, p.zoom = width, zoom
	if err != nil {
		return // it was cancelled, and something else is on its way
	}
	reading := p.view.reading()
	p.now = out
	p.selection = page.Range{}
	if w, _ := out.sheet.Size(); w > width+slack {
		p.need = max(p.need, w)
	}
	p.note.set(out.notes)
	p.findMarks()
	p.findLabels()
	p.find(p.found.words, p.found.given != "" && p.found.words == p.found.given)
	p.view.setSheet(out.sheet)
	p.view.resume(reading)
}

// slack is how much wider than the view a page may be and still count as fitting: the borders
// of a table round that far up. Laid out again for it, all would be drawn anew, and blurred by
// a zoom of .998; no more than the edge of a border is cut off.
const slack = 1.5

// A page that cannot be as narrow as the view is laid out wider and shown smaller, so that
// all of it is seen; but not so small that nobody can read it, and not if most of it would
// still be out of sight.
const (
	leastFit  = .85
	leastSeen = .6
)

// fitting returns the zoom for a view of a width: the one that the person chose, else the
// largest at which the page fits.
func (p *Pane) fitting(room float64) float64 {
	switch {
	case p.chosen != 0:
		return p.chosen
	case room >= p.need, room < p.need*leastSeen:
		return 1
	}
	return max(leastFit, room/p.need)
}

// Zoom makes the page larger or smaller by steps; with 0 it is as large as its sender made
// it again, or fits.
func (p *Pane) Zoom(steps int) {
	switch {
	case steps == 0:
		p.chosen = 0
	case steps > 0:
		p.chosen = zooms[min(len(zooms)-1, nextZoom(p.zoom)+steps-1)]
	default:
		p.chosen = zooms[max(0, nextZoom(p.zoom-tiny)+steps)]
	}
	p.relayout()
}

var zooms = []float64{.5, .67, .8, .9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3}

// tiny keeps a step of its own apart from what comes out of a division.
const tiny = 1e-6

// nextZoom returns the first step that is larger.
func nextZoom(z float64) int {
	for i, known := range zooms {
		if known > z+tiny {
			return i
		}
	}
	return len(zooms)
}

// SetDark shows pages in colours for a dark room, or as they are.
func (p *Pane) SetDark(on bool) {
	p.dark = on
	p.findLabels()
	p.view.repaint()
}

// Dark reports whether pages are shown in colours for a dark room.
func (p *Pane) Dark() bool { return p.dark }

// CreateRenderer belongs to Fyne.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// MinSize belongs to Fyne.
func (p *Pane) MinSize() fyne.Size { return fyne.NewSize(160, 80) }
