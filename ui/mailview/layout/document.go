package layout

import (
	"context"
	"fmt"
	"image/color"
	"math"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/style"
	"runchecks/ui/mailview/text"
)

// Params are what a Document needs.
type Params struct {
	Fonts    *text.Set
	Limits   limit.Limits
	Cuts     *limit.Cuts
	Pictures PictureSize // nil where the mail carries none
}

// Document is a mail that can be laid out. It is used by one goroutine at a time.
type Document struct {
	p        Params
	doc      *dom.Document
	byWidth  bool // the style sheets depend on the width
	built    float64
	root     *box
	paper    color.NRGBA
	layouter *layouter
	remote   map[string]int
}

// New prepares a document; its boxes are made by the first Layout.
func New(doc *dom.Document, p Params) *Document {
	if p.Pictures == nil {
		p.Pictures = func(string) (int, int, bool) { return 0, 0, false }
	}
	d := &Document{p: p, doc: doc}
	for _, s := range doc.Sheets {
		d.byWidth = d.byWidth || css.DependsOnWidth(s)
	}
	return d
}

// Layout places everything for a width in CSS pixels. Its error is that of ctx.
func (d *Document) Layout(ctx context.Context, width float64) (*page.Page, error) {
	if d.root == nil || d.byWidth && d.built != width {
		d.root = nil
		if err := d.build(ctx, width); err != nil {
			return nil, fmt.Errorf("lay out the mail: %w", err)
		}
	}
	l := d.layouter
	l.ctx, l.err, l.fragments = ctx, nil, 0
	l.pass++
	height := d.place(width)
	if l.err != nil {
		return nil, fmt.Errorf("lay out the mail: %w", l.err)
	}
	p := &page.Page{W: width, H: math.Ceil(min(height, d.p.Limits.Height)), Paper: d.paper, Remote: d.remote}
	p.Items, p.Fragments = make([]page.Item, 0, 2*l.fragments), make([]page.Fragment, 0, l.fragments+l.fragments/8)
	e := emitter{l: l, page: p, clip: everywhere, under: d.paper, cell: -1}
	e.box(d.root, 0, 0)
	for i := range p.Items {
		p.W = max(p.W, p.Items[i].Rect.Right())
	}
	for i := range p.Fragments { // text may run out of boxes of a fixed height
		p.H = max(p.H, p.Fragments[i].Rect.Bottom())
	}
	p.W, p.H = math.Ceil(min(p.W, d.p.Limits.Length)), math.Ceil(min(p.H, d.p.Limits.Height))
	p.Cuts = d.p.Cuts.List()
	p.Index()
	return p, nil
}

// build makes the boxes.
func (d *Document) build(ctx context.Context, width float64) error {
	p := d.p
	sheet := css.Parse(d.doc.Sheets, width, p.Limits, p.Cuts)
	cascade := style.New(d.doc, sheet, p.Limits, p.Cuts)
	d.remote = map[string]int{}
	d.layouter = &layouter{
		ctx: ctx, lim: p.Limits, cuts: p.Cuts, fonts: p.Fonts, quirks: d.doc.Quirks(), lineQuirks: d.doc.LineQuirks(),
		pictures: &pictures{size: p.Pictures, most: p.Limits.Pictures, cuts: p.Cuts, remote: d.remote},
	}
	initial := style.Root()
	html := cascade.Compute(d.doc.HTML, &initial)
	b := builder{l: d.layouter, cascade: cascade}
	root := b.box(d.doc.Body, html)
	if root == nil {
		root = &box{style: html, inline: true}
	}
	root.isolated = false
	d.paper = color.NRGBA{255, 255, 255, 255}
	if html.Background.A > 0 {
		d.paper = over(html.Background, d.paper)
	} else if root.style.Background.A > 0 { // that of the body covers the page
		d.paper = over(root.style.Background, d.paper)
		own := *root.style
		own.Background = color.NRGBA{}
		root.style = &own
	}
	if sheet.Exhausted() {
		p.Cuts.Add(limit.SelectorSteps)
	}
	if d.layouter.err != nil {
		return d.layouter.err
	}
	d.root, d.built = root, width
	return ctx.Err()
}

// place lays out the body and returns the height of the page.
func (d *Document) place(width float64) float64 {
	l, root := d.layouter, d.root
	s := root.style
	w, left := l.blockWidth(root, width, width, style.Start)
	top := l.collapsedTop(root, width)
	root.x, root.y = left, top.height()
	if d.doc.Quirks() {
		root.y = top.withoutDefaults()
	}
	f := &floats{}
	l.block(root, w, -1, f, root.x, root.y)
	bottom := root.bottom
	bottom.add(s.Margin[style.Bottom].Or0(width), false)
	if root.empty { // its margins collapse into one
		top.join(bottom)
		return max(top.height(), f.bottom())
	}
	return max(root.y+root.h+max(0, bottom.height()), f.bottom())
}
