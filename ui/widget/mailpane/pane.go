package mailpane

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/page"
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
	// Hover is told where the link under the pointer leads, "" for none.
	Hover func(target string)
	// Source is asked to show the source of the mail.
	Source func()
	// Menu returns what else stands in the context menu.
	Menu func() []*fyne.MenuItem
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
	wanted float64 // the width that the next layout is for, 0 for none
	laid   float64 // the width that the page is for
	shown  bool    // the page was laid out before, for another width or zoom

	now       laidOut
	selection page.Range
	anchor    page.Pos // where the selection began
	marks     marks
	found     found

	zoom   float64 // of what is shown
	chosen bool    // by the person; else the page is as large as its sender made it, or fits
	dark   bool
}

// New returns an empty pane.
func New(p Params) (*Pane, error) {
	if p.Engine == nil || p.Go == nil {
		return nil, errors.New("mail pane: nothing to lay mails out with")
	}
	pane := &Pane{p: p, zoom: 1, stop: func() {}}
	pane.ExtendBaseWidget(pane)
	pane.view = newView(pane)
	pane.bar = newFindBar(pane)
	pane.note = newNotes(func() {
		if p.Source != nil {
			p.Source()
		}
	})
	pane.box = container.NewBorder(container.NewVBox(pane.bar.content, pane.note), nil, nil, nil, pane.view)
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
	p.source, p.laid, p.wanted = s, 0, 0
	p.number++
	p.busy, p.shown = false, false
	p.now, p.selection, p.anchor = laidOut{}, page.Range{}, page.Pos{}
	p.found.hits, p.marks.hits = nil, nil
	p.note.set(nil)
	p.view.setMessage("")
	p.view.top()
	p.relayout()
}

// relayout lays the page out for the present width, unless it is. While a layout runs,
// only the newest width is kept for the next one.
func (p *Pane) relayout() {
	width := float64(p.view.Size().Width)
	if p.chosen {
		width /= p.zoom
	}
	if p.source == nil || width < narrowest || width == p.laid && p.wanted == 0 {
		return
	}
	p.wanted = width
	if p.busy {
		return
	}
	p.busy = true
	source, number := p.source, p.number
	p.wanted = 0
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
				p.laidOut(out, width, err)
			}
		}
	})
}

// narrowest is the least width that is worth a layout, in CSS pixels.
const narrowest = 40

func (p *Pane) laidOut(out laidOut, width float64, err error) {
	if err == nil {
		again := p.shown
		reading := p.view.reading()
		p.now, p.laid, p.shown = out, width, true
		p.selection = page.Range{}
		p.note.set(out.notes)
		p.findMarks()
		p.find(p.found.words, false)
		p.fit()
		p.view.setSheet(out.sheet)
		if again {
			p.view.resume(reading)
		}
	}
	if p.wanted != 0 {
		p.wanted = 0
		p.relayout()
	}
}

// leastFit is how small a page is made so that all of it fits. A page that would have to
// be smaller cannot be read then and is scrolled sideways.
const leastFit = .75

// fit makes a page that is wider than the view smaller, unless a size was chosen.
func (p *Pane) fit() {
	if p.chosen || p.now.sheet == nil {
		return
	}
	p.zoom = 1
	room := float64(p.view.Size().Width)
	if w, _ := p.now.sheet.Size(); w > room && room/w >= leastFit {
		p.zoom = room / w
	}
}

// Zoom makes the page larger or smaller by steps; with 0 it is as large as its sender made
// it again, or fits.
func (p *Pane) Zoom(steps int) {
	p.chosen = steps != 0
	if steps > 0 {
		p.zoom = zooms[min(len(zooms)-1, nextZoom(p.zoom)+steps-1)]
	} else if steps < 0 {
		p.zoom = zooms[max(0, nextZoom(p.zoom-tiny)+steps)]
	}
	p.fit()
	p.view.zoomed()
	p.laid = 0
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
	p.view.repaint()
}

// Dark reports whether pages are shown in colours for a dark room.
func (p *Pane) Dark() bool { return p.dark }

// CreateRenderer belongs to Fyne.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// MinSize belongs to Fyne.
func (p *Pane) MinSize() fyne.Size { return fyne.NewSize(160, 80) }
