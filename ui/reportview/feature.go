// Package reportview is the report in view: words found in it, its size and colours, its links,
// a copy in the browser, the original as a file. It has no screen; the pane is a part of several.
package reportview

import (
	"context"
	"io"
	"net/url"

	"runchecks/domain"
	"runchecks/ui/mailview"
	"runchecks/ui/reportpane"
	"runchecks/ui/shell"
	"runchecks/ui/widget/menu"
	"runchecks/ui/words"
)

// Params are what the feature needs.
type Params struct {
	// Engine lays reports out.
	Engine *mailview.Engine
	// BrowserCopy keeps a copy of a report for the browser and returns its address; nil where
	// there is no browser.
	BrowserCopy func(html []byte) (*url.URL, error)
	// Original returns a stored message byte for byte.
	Original func(ctx context.Context, message int64) ([]byte, error)
}

// Feature is the report in view: it has no screen, but is a pane of several. Its methods are
// called on the interface thread.
type Feature struct {
	host  shell.Host
	p     Params
	panes []*reportpane.Pane
}

// New makes the feature.
func New(host shell.Host, p Params) *Feature { return &Feature{host: host, p: p} }

// NewPane returns a pane for a screen.
func (x *Feature) NewPane() (*reportpane.Pane, error) {
	p, err := reportpane.New(reportpane.Params{
		Engine: x.p.Engine, Background: x.host.Background(), Key: x.host.Key, Rune: x.host.Typed, Shortcut: x.host.Shortcut,
		Hover: x.overReport, Link: x.followLink,
		Menu: func() []menu.Item { return x.host.MenuItems("report.dark", "report.browser", "message.save") },
	})
	if err != nil {
		return nil, err
	}
	p.Mail().SetDark(x.dark())
	x.panes = append(x.panes, p)
	return p, nil
}

// inView returns the pane of the screen that is shown, nil where it has none.
func (x *Feature) inView() *reportpane.Pane {
	if s, ok := x.host.Screen().(interface{ Report() *reportpane.Pane }); ok {
		return s.Report()
	}
	return nil
}

func (x *Feature) hasReport() bool { return x.inView() != nil }

// message returns the message that the open screen shows.
func (x *Feature) message() (domain.Message, bool) {
	if s, ok := x.host.Screen().(interface{ Message() (domain.Message, bool) }); ok {
		return s.Message()
	}
	return domain.Message{}, false
}

func (x *Feature) hasMessage() bool {
	_, ok := x.message()
	return ok
}

// SaveOriginal asks where and writes the message as it was fetched.
func (x *Feature) SaveOriginal() {
	m, ok := x.message()
	if !ok {
		return
	}
	x.host.SaveFile(shell.FileName(m.Subject, words.T("reportview.file_name"))+".eml", "eml", func(ctx context.Context, out io.Writer) error {
		raw, err := x.p.Original(ctx, m.ID)
		if err == nil {
			_, err = out.Write(raw)
		}
		return err
	})
}

// notice says what is to be known of something that was asked for.
func (x *Feature) notice(text string) { x.host.Say(words.Toast{Text: text, Notice: true}) }

func (x *Feature) zoom(steps int) func() { return func() { x.inView().Mail().Zoom(steps) } }
