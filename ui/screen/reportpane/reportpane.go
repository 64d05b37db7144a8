// Package reportpane shows one message: the report as a page, its text, its source
// and the facts about it, under a strip of tabs. Several screens use it. How a page
// is drawn is ui/widget/mailpane's.
package reportpane

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/ui/mailview/reading"
	"runchecks/ui/vm"
	"runchecks/ui/widget/mailpane"
	"runchecks/ui/widget/tabs"
)

// The tabs, in order.
const (
	tabReport = iota
	tabText
	tabSource
	tabMetadata
)

// Pane is the pane. Its methods are called on the interface thread.
type Pane struct {
	background *vm.Background
	content    fyne.CanvasObject
	strip      *tabs.Strip
	line       *facts
	mail       *mailpane.Pane

	report   vm.Report
	metadata [][2]string
	page     *reading.Page // of the report, nil until it is laid out
	number   int           // of the report, so that late pages are dropped
	marks    []string
	row      string // that the marks are kept to, "" for none
}

// New returns an empty pane; pages are made in the background. key and typed get the
// keys that do not scroll.
func New(background *vm.Background, key func(*fyne.KeyEvent, fyne.KeyModifier), typed func(rune)) *Pane {
	p := &Pane{background: background, mail: mailpane.New(), line: newFacts()}
	p.mail.OnKey = func(ev *fyne.KeyEvent) { key(ev, 0) }
	p.mail.OnRune = typed
	p.strip = tabs.New([]string{"Report", "Text", "Source", "Metadata"}, func(int) { p.show() })
	p.content = container.NewBorder(container.NewVBox(p.strip, p.line), nil, nil, nil, p.mail)
	return p
}

// Content returns what to show.
func (p *Pane) Content() fyne.CanvasObject { return p.content }

// Focus gives the keyboard to the report.
func (p *Pane) Focus(c fyne.Canvas) { c.Focus(p.mail) }

// SetFacts shows the line above the report and the facts of the tab Metadata.
func (p *Pane) SetFacts(line string, metadata [][2]string) {
	p.line.set(line)
	p.metadata = metadata
	if p.strip.Selected() == tabMetadata {
		p.show()
	}
}

// Mark shows where words stand in the report, until another report is set; with a
// row, where they stand in it.
func (p *Pane) Mark(words []string, row string) {
	p.marks, p.row = words, row
	p.mail.Mark(words, row)
}

// ScrollToMark brings the first of the marked words into view; false where none of
// them stands in what is shown.
func (p *Pane) ScrollToMark() bool { return p.mail.ScrollToMark() }

// SetReport shows another report.
func (p *Pane) SetReport(r vm.Report) {
	p.report, p.page, p.marks, p.row = r, nil, nil, ""
	p.mail.Mark(nil, "")
	p.number++
	p.show()
}

// NextTab chooses the tab after the present one.
func (p *Pane) NextTab() {
	p.strip.Select((p.strip.Selected() + 1) % (tabMetadata + 1))
	p.show()
}

func (p *Pane) show() {
	p.fill()
	p.mail.Mark(p.marks, p.row)
}

func (p *Pane) fill() {
	switch p.strip.Selected() {
	case tabText:
		p.showText(p.report.Text, "This message has no text part.")
	case tabSource:
		p.showText(p.report.Source, "No source stored.")
	case tabMetadata:
		var b strings.Builder
		for _, fact := range p.metadata {
			fmt.Fprintf(&b, "%-20s%s\n", fact[0], fact[1])
		}
		p.showText(b.String(), "This run did not come by mail.")
	default:
		p.showReport()
	}
}

func (p *Pane) showText(text, none string) {
	if text == "" {
		if p.report.None != "" {
			none = p.report.None
		}
		p.mail.Clear(none)
		return
	}
	p.mail.SetText(text)
}

func (p *Pane) showReport() {
	switch {
	case p.report.None != "":
		p.mail.Clear(p.report.None)
	case p.page != nil:
		p.mail.SetPage(*p.page)
	case p.report.HTML == "" && p.report.Text == "":
		p.mail.Clear("")
	default:
		report, number := p.report, p.number
		p.background.Go(func(context.Context) func() {
			var page reading.Page
			if report.HTML != "" {
				page = reading.FromHTML(report.HTML, reading.DefaultLimits())
			} else {
				page = reading.FromText(report.Text)
			}
			return func() {
				if number != p.number {
					return
				}
				p.page = &page
				if p.strip.Selected() == tabReport {
					p.mail.SetPage(page)
					p.mail.Mark(p.marks, p.row)
				}
			}
		})
	}
}
