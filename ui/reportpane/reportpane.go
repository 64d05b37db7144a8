// Package reportpane shows one message: the report as a page, its text after the facts about
// it, its source after its headers, under a strip of tabs that screens add pages to. Several screens use it. How a page
// is drawn is ui/widget/mailpane's.
package reportpane

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/report"
	"runchecks/ui/task"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/mailpane"
	"runchecks/ui/widget/menu"
	"runchecks/ui/widget/pen"
	"runchecks/ui/widget/tabs"
	"runchecks/ui/words"
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
	Menu func() []menu.Item
}

// Pane is the pane. Its methods are called on the interface thread.
type Pane struct {
	// OnTab is told which tab comes into view; nil where nobody needs to know.
	OnTab func(id string)

	content fyne.CanvasObject
	names   map[string]string // of its own tabs, by id
	pages   []Page
	strip   *tabs.Strip
	body    *fyne.Container // what the chosen tab shows
	above   *fyne.Container
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
		Source: func() { p.Open(Source) },
	})
	if err != nil {
		return nil, fmt.Errorf("report pane: %w", err)
	}
	p.mail = mail
	p.names = map[string]string{
		Report: words.T("reportpane.report"), Text: words.T("reportpane.text"), Source: words.T("reportpane.source"),
	}
	p.strip = tabs.New(nil, func(int) {
		p.show()
		p.come()
	})
	p.body = container.NewStack(p.mail)
	p.above = container.New(layout.NewCustomPaddedVBoxLayout(0), p.strip, p.line)
	p.content = edgebox.New(p.above, nil, p.body)
	p.SetPages(nil, nil)
	return p, nil
}

// Content returns what to show.
func (p *Pane) Content() fyne.CanvasObject { return p.content }

// Mail returns the page itself, for commands that search, zoom and copy.
func (p *Pane) Mail() *mailpane.Pane { return p.mail }

// SetActs says what can be done, at the right end of the tabs.
func (p *Pane) SetActs(acts []pen.Hint) { p.strip.SetActs(acts) }

// Report returns the report that is shown.
func (p *Pane) Report() report.Content { return p.report }

// Focus gives the keyboard to the report.
func (p *Pane) Focus(c fyne.Canvas) { c.Focus(p.mail) }

// SetFacts shows the line above the report, and the facts that its text begins with.
func (p *Pane) SetFacts(line string, metadata [][2]string) {
	p.line.set(line)
	p.metadata = metadata
	p.showLine()
	if p.Tab() == Text {
		p.show()
	}
}

// showLine shows the line above what belongs to a mail: one that came without begins where it
// would be.
func (p *Pane) showLine() {
	own := p.pages[p.strip.Selected()].Content == nil
	if own && p.line.text != "" {
		p.line.Show()
	} else {
		p.line.Hide()
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

func (p *Pane) show() {
	content := p.pages[p.strip.Selected()].Content
	if content == nil {
		content = p.mail
	}
	if p.body.Objects[0] != content {
		p.body.Objects[0] = content
		p.body.Refresh()
	}
	p.showLine()
	if content == p.mail {
		p.fill()
		p.mail.Mark(p.marks, p.row)
	}
}

func (p *Pane) fill() {
	switch p.Tab() {
	case Text:
		p.showText(p.facts(), p.report.Text, words.T("reportpane.no_text"))
	case Source:
		p.showText(p.report.Headers, p.report.Source, words.T("reportpane.no_source"))
	default:
		p.showReport()
	}
}

// facts are the first lines of the text: what is known of the message.
func (p *Pane) facts() string {
	var b strings.Builder
	for _, fact := range p.metadata {
		fmt.Fprintf(&b, "%-20s%s\n", fact[0], fact[1])
	}
	return b.String()
}

// showText shows a text with first lines of its own, or says why there is none.
func (p *Pane) showText(first, text, none string) {
	if text == "" {
		if p.report.None != "" {
			none = p.report.None
		}
		if first == "" {
			p.mail.Clear(none)
			return
		}
		text = none
	}
	if first != "" {
		text = strings.TrimRight(first, "\n") + "\n\n" + text
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
