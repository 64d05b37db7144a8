// Package mailview shows the HTML of report mails as their senders designed it, without
// script, network or files, in bounded time and memory:
//
//	dom     HTML to a bounded tree
//	css     what style sheets say
//	style   the computed style of every element
//	text    faces, widths of words, line breaks
//	layout  boxes and their places
//	page    the laid out page: what to paint, to select, to find
//	raster  a part of a page as an image
//	lines   plain text of any size as a page
//	export  a copy for a browser that fetches nothing
//
// This package ties them together. The widget around it is ui/widget/mailpane.
package mailview

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/layout"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/text"
)

// Deadline is how long parsing or one layout may take. Whoever waits longer gets the
// text of the mail instead.
const Deadline = 3 * time.Second

// Engine opens mails. It may be used by several goroutines.
type Engine struct {
	Fonts  *text.Set
	Limits limit.Limits
}

// Mail is an opened mail, to be laid out at any width. It is used by one goroutine at a
// time.
type Mail struct {
	doc    *dom.Document
	layout *layout.Document
	cuts   *limit.Cuts
}

// Open reads HTML in UTF-8. pictures tells the sizes of those that the mail carries; it
// may be nil. It fails where there is no page, or on a fault of our own.
func (e *Engine) Open(html []byte, pictures layout.PictureSize) (m *Mail, err error) {
	defer recovered("read", &err)
	cuts := &limit.Cuts{}
	doc, err := dom.Parse(html, e.Limits, cuts)
	if err != nil {
		return nil, err
	}
	return &Mail{doc: doc, cuts: cuts, layout: layout.New(doc, layout.Params{Fonts: e.Fonts, Limits: e.Limits, Cuts: cuts, Pictures: pictures})}, nil
}

// OpenString is Open for a string; no more of it than the limit is copied.
func (e *Engine) OpenString(html string, pictures layout.PictureSize) (*Mail, error) {
	return e.Open([]byte(html[:min(len(html), e.Limits.Bytes+1)]), pictures)
}

// Layout returns the page at a width in CSS pixels. It fails when ctx ends, after
// Deadline, or on a fault of our own.
func (m *Mail) Layout(ctx context.Context, width float64) (p *page.Page, err error) {
	defer recovered("lay out", &err)
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	return m.layout.Layout(ctx, width)
}

// Document returns the tree of the mail, for export.
func (m *Mail) Document() *dom.Document { return m.doc }

// recovered turns a panic into an error: a mail must never end the program.
func recovered(what string, err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%s the mail: %v\n%s", what, r, debug.Stack())
	}
}
