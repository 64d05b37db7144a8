// Package reportpane shows one message: the report as a page, its text, its source, its
// headers and the facts about it, under a strip of tabs. Several screens use it. How a page
// is drawn is ui/widget/mailpane's.
package reportpane

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/report"
	"runchecks/ui/task"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/mailpane"
	"runchecks/ui/widget/tabs"
	"runchecks/ui/words"
)

// The tabs, in order.
const (
	tabReport = iota
	tabText
	tabSource
	tabHeaders
	tabMetadata
)

// Params are what a pane needs. Engine and Background are required.
type Params struct {
	Engine     *mailview.Engine
	Background *task.Background
	// Key, Rune and Shortcut get what the report has no use for.
	Key      func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Rune     func(r rune)
	Shortcut func(s fyne.Shortcut) bool
	// Hover is told where a link under the pointer leads, "" for none, and what the place
	// says of itself; Link where a link leads that was clicked.
	Hover func(target, words string)
	Link  func(target string)
	// Menu returns what else stands in the context menu.
	Menu func() []*fyne.MenuItem
}

// Pane is the pane. Its methods are called on the interface thread.
type Pane struct {
	content fyne.CanvasObject
	strip   *tabs.Strip
	line    *facts
	mail    *mailpane.Pane

	report   report.Content
	metadata [][2]string
	marks    []string
	row      string // that the marks are kept to, "" for none
}

// New returns an empty pane.
func New(params Params) (*Pane, error) {
	p := &Pane{line: newFacts()}
	mail, err := mailpane.New(mailpane.Params{
		Engine: params.Engine, Go: params.Background.Go,
		Key:  func(ev *fyne.KeyEvent) { params.Key(ev, keyboard.Held()) },
		Rune: params.Rune, Shortcut: params.Shortcut, Hover: params.Hover, Link: params.Link, Menu: params.Menu,
		Source: func() { p.Open(tabSource) },
	})
	if err != nil {
		return nil, fmt.Errorf("report pane: %w", err)
	}
	p.mail = mail
	p.strip = tabs.New([]string{
		words.T("reportpane.report"), words.T("reportpane.text"), words.T("reportpane.source"), words.T("reportpane.headers"),
		words.T("reportpane.metadata"),
	}, func(int) { p.show() })
	p.content = container.NewBorder(container.NewVBox(p.strip, p.line), nil, nil, nil, p.mail)
	return p, nil
}

// Content returns what to show.
func (p *Pane) Content() fyne.CanvasObject { return p.content }

// Mail returns the page itself, for commands that search, zoom and copy.
func (p *Pane) Mail() *mailpane.Pane { return p.mail }

// Report returns the report that is shown.
func (p *Pane) Report() report.Content { return p.report }

// Focus gives the keyboard to the report.
func (p *Pane) Focus(c fyne.Canvas) { c.Focus(p.mail) }

// SetFacts shows the line above the report and the facts of the tab Metadata.
func (p *Pane) SetFacts(line string, metadata [][2]string) {
	p.line.set(line)
	if line == "" { // it came without a mail: the report begins where the line would be
		p.line.Hide()
	} else {
		p.line.Show()
	}
	p.metadata = metadata
	if p.strip.Selected() == tabMetadata {
		p.show()
	}
}

// Mark shows where words stand in the report, until another report is set; with a
// row, where they stand in it.
func (p *Pane) Mark(marks []string, row string) {
	p.marks, p.row = marks, row
	p.mail.Mark(marks, row)
}

// Found marks where words stand for which the report was found, "" for none.
func (p *Pane) Found(words string) { p.mail.Found(words) }

// ScrollToMark brings the first of the marked words into view; false where none of
// them stands in what is shown.
func (p *Pane) ScrollToMark() bool { return p.mail.ScrollToMark() }

// SetReport shows another report.
func (p *Pane) SetReport(r report.Content) {
	p.report, p.marks, p.row = r, nil, ""
	p.show()
}

// NextTab chooses the tab after the present one.
func (p *Pane) NextTab() { p.Open((p.strip.Selected() + 1) % (tabMetadata + 1)) }

// Open chooses a tab.
func (p *Pane) Open(tab int) {
	p.strip.Select(tab)
	p.show()
}

func (p *Pane) show() {
	p.fill()
	p.mail.Mark(p.marks, p.row)
}

func (p *Pane) fill() {
	switch p.strip.Selected() {
	case tabText:
		p.showText(p.report.Text, words.T("reportpane.no_text"))
	case tabSource:
		p.showText(p.report.Source, words.T("reportpane.no_source"))
	case tabHeaders:
		p.showText(p.report.Headers, words.T("reportpane.no_mail"))
	case tabMetadata:
		var b strings.Builder
		for _, fact := range p.metadata {
			fmt.Fprintf(&b, "%-20s%s\n", fact[0], fact[1])
		}
		p.showText(b.String(), words.T("reportpane.no_mail"))
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
	r := &p.report
	switch {
	case r.None != "":
		p.mail.Clear(r.None)
	case r.HTML == "" && r.Text == "":
		p.mail.Clear("")
	default:
		p.mail.SetMail(mailpane.Mail{HTML: r.HTML, Text: r.Text, Pictures: Pictures(r)})
	}
}

// Pictures returns the pictures of a report as the engine takes them.
func Pictures(r *report.Content) []pictures.Part {
	parts := make([]pictures.Part, len(r.Pictures))
	for i, picture := range r.Pictures {
		parts[i] = pictures.Part{ID: picture.ID, Content: picture.Content}
	}
	return parts
}
