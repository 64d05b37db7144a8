package mailpane

import (
	"context"
	"errors"
	"image"
	"image/color"
	"strings"
	"sync"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/lines"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/mailview/text"
	"runchecks/ui/words"
)

// sheet is what the pane shows: a page of a mail or of text.
type sheet interface {
	Size() (w, h float64)
	Background() color.NRGBA
	Visible(y0, y1 float64, f func(*page.Item))
	Hit(x, y float64) page.Pos
	WordAt(at page.Pos) page.Range
	Step(at page.Pos, back bool) page.Pos
	Context(r page.Range) page.Context
	All() page.Range
	Text(r page.Range) string
	Rects(r page.Range, y0, y1 float64) []page.Rect
	Find(words string) []page.Range
	FindIn(words, row string) []page.Range
	LinkAt(x, y float64) string
	TitleAt(x, y float64) string
}

// Mail is what a report is shown from.
type Mail struct {
	HTML     string
	Text     string // shown where there is no HTML, or where it cannot be laid out
	Pictures []pictures.Part
}

// source makes sheets of one thing for any width. Its layouts run one at a time, beside
// the interface thread.
type source interface {
	layout(ctx context.Context, width float64) (laidOut, error)
	picture(address string) image.Image
}

// laidOut is a sheet and what has to be said about it.
type laidOut struct {
	sheet sheet
	notes []note
	plain bool // it is text: nothing to adapt, no tables
}

// note is a line above the page.
type note struct {
	text   string
	source bool // the source has what is missing
}

// mailSource lays out a mail, and its text where that fails.
type mailSource struct {
	engine *mailview.Engine
	mail   Mail
	album  *pictures.Album

	mu     sync.Mutex
	opened *mailview.Mail
	failed bool // the HTML cannot be shown
}

func newMailSource(e *mailview.Engine, m Mail) *mailSource {
	return &mailSource{engine: e, mail: m, album: pictures.New(m.Pictures, e.Limits)}
}

func (s *mailSource) picture(address string) image.Image { return s.album.Image(address) }

func (s *mailSource) layout(ctx context.Context, width float64) (laidOut, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mail.HTML == "" {
		return asText(s.engine.Fonts, s.mail.Text, width), ctx.Err()
	}
	if !s.failed {
		out, err := s.page(ctx, width)
		if err == nil || ctx.Err() != nil {
			return out, err
		}
		s.failed = true
	}
	out := asText(s.engine.Fonts, s.mail.Text, width)
	out.notes = []note{{text: words.T("mailpane.as_text"), source: true}}
	return out, ctx.Err()
}

func (s *mailSource) page(ctx context.Context, width float64) (laidOut, error) {
	if s.opened == nil {
		m, err := s.engine.OpenString(s.mail.HTML, s.album.Size)
		if err != nil {
			return laidOut{}, err
		}
		s.opened = m
	}
	p, err := s.opened.Layout(ctx, width)
	if err != nil {
		return laidOut{}, err
	}
	if len(p.Fragments) == 0 && len(p.Items) == 0 && strings.TrimSpace(s.mail.Text) != "" {
		return laidOut{}, errors.New("the page of the mail is empty")
	}
	s.album.Load(p)
	return laidOut{sheet: p, notes: notesOf(p)}, nil
}

// notesOf says what a page does not show.
func notesOf(p *page.Page) []note {
	var out []note
	remote, hosts := 0, make([]string, 0, len(p.Remote))
	for host, n := range p.Remote {
		remote += n
		hosts = append(hosts, host)
	}
	switch {
	case len(hosts) == 1:
		out = append(out, note{text: words.T("mailpane.remote", "n", remote, "host", hosts[0])})
	case remote > 0:
		out = append(out, note{text: words.T("mailpane.remote_hosts", "n", remote, "hosts", len(hosts))})
	}
	if len(p.Cuts) > 0 {
		cut := make([]string, len(p.Cuts))
		for i, c := range p.Cuts {
			cut[i] = cutWord(c)
		}
		out = append(out, note{text: words.T("mailpane.shortened", "what", strings.Join(cut, ", ")), source: true})
	}
	return out
}

// cutWords are the ids of what a limit took away.
var cutWords = map[limit.Cut]string{
	limit.Size: "mailpane.cut_size", limit.Token: "mailpane.cut_token", limit.Nodes: "mailpane.cut_nodes",
	limit.Depth: "mailpane.cut_depth", limit.Attributes: "mailpane.cut_attributes", limit.StyleAttr: "mailpane.cut_style_attribute",
	limit.Sheet: "mailpane.cut_sheet", limit.Rules: "mailpane.cut_rules", limit.SelectorSteps: "mailpane.cut_steps",
	limit.Columns: "mailpane.cut_columns", limit.Rows: "mailpane.cut_rows", limit.Cells: "mailpane.cut_cells",
	limit.Text: "mailpane.cut_text", limit.Pictures: "mailpane.cut_pictures",
}

// cutWord is what people call it.
func cutWord(c limit.Cut) string {
	if id := cutWords[c]; id != "" {
		return words.T(id)
	}
	return string(c)
}

// textSource lays out text.
type textSource struct {
	fonts *text.Set
	text  string
}

func (s *textSource) picture(string) image.Image { return nil }

func (s *textSource) layout(ctx context.Context, width float64) (laidOut, error) {
	return asText(s.fonts, s.text, width), ctx.Err()
}

func asText(fonts *text.Set, s string, width float64) laidOut {
	out := laidOut{sheet: lines.New(fonts, s, width), plain: true}
	if len(s) > lines.MostBytes {
		out.notes = []note{{text: words.T("mailpane.shortened_after", "size", lines.MostBytes>>20)}}
	}
	return out
}
