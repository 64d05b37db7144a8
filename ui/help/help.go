package help

import (
	"context"
	"io"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/form"
	"runchecks/ui/mailview"
	"runchecks/ui/shell"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/widget/mailpane"
	"runchecks/ui/widget/menu"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/words"
)

// Params are what the help needs. Engine lays pages out; Diagnose says what somebody sends who
// reports a problem, nil where nobody can tell.
type Params struct {
	Engine   *mailview.Engine
	Diagnose func(ctx context.Context) (string, error)
}

// Feature is the help in the window. Its methods are called on the interface thread.
type Feature struct {
	host shell.Host
	p    Params
	all  []Page
	open *window
}

// New makes the feature.
func New(host shell.Host, p Params) (*Feature, error) {
	all, err := Pages()
	return &Feature{host: host, p: p, all: all}, err
}

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID: "help.pages", Name: words.T("help.command_pages"), Place: shell.Help + 1, Key: "F1",
			Enabled: func() bool { return x.p.Engine != nil }, Run: func() { x.Show(First) },
		},
		{
			ID: "help.report", Name: words.T("help.command_report"), Place: shell.Help + 35, Key: "Ctrl+F1",
			Enabled: func() bool { return x.p.Diagnose != nil }, Run: x.report,
		},
	}
}

// window is the help while it is open.
type window struct {
	search *searchEntry
	table  *rowtable.Table
	page   *mailpane.Pane
	found  []Page
	shown  string
}

// searchEntry is an entry whose arrows go along the pages.
type searchEntry struct {
	formentry.Entry
	key func(*fyne.KeyEvent)
}

func newSearchEntry(key func(*fyne.KeyEvent)) *searchEntry {
	e := &searchEntry{key: key}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey belongs to Fyne.
func (e *searchEntry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		e.key(ev)
	default:
		e.Entry.TypedKey(ev)
	}
}

// The size of the help, where the window has room for it.
const (
	helpWidth  float32 = 1080
	helpHeight float32 = 760
	listWidth  float32 = 270
)

// Show opens the help at a page.
func (x *Feature) Show(name string) {
	w := &window{search: newSearchEntry(x.key)}
	page, err := mailpane.New(mailpane.Params{
		Engine: x.p.Engine, Go: x.host.Background().Go, Key: func(ev *fyne.KeyEvent) { x.key(ev) }, Rune: func(rune) {},
		Shortcut: func(fyne.Shortcut) bool { return false }, Link: x.follow, Hover: func(target, _ string) { x.host.Hover(target) },
		Source: func() {}, Menu: func() []menu.Item { return nil },
	})
	if err != nil {
		x.host.Say(words.Failed(err))
		return
	}
	w.page = page
	page.SetDark(theme.IsDark())
	w.search.SetPlaceHolder(words.T("help.search"))
	w.search.OnChanged = func(string) { x.find() }
	w.search.OnSubmitted = func(string) { x.move(0) }
	w.table = rowtable.New([]rowtable.Column{{ID: "page", Width: 100, Flex: 1}}, rowtable.Compact)
	w.table.HideHeader()
	w.table.Cell = func(row, _ int) rowtable.Cell {
		if row >= len(w.found) {
			return rowtable.Cell{}
		}
		return rowtable.Cell{Text: w.found[row].Title, Bold: w.found[row].Name == w.shown}
	}
	w.table.OnSelect = func(row int, _ fyne.KeyModifier) { x.turn(w.found[row].Name) }
	w.table.OnKey = func(ev *fyne.KeyEvent, _ fyne.KeyModifier) { x.key(ev) }
	w.table.SetEmptyText(words.T("help.none"))
	x.open = w
	left := container.New(&fixed{listWidth}, container.NewBorder(w.search, nil, nil, nil, w.table))
	closing := actionbutton.New(actionbutton.Plain, words.T("form.close"), "Esc", x.host.ClosePopup)
	head := container.NewBorder(nil, nil, form.Heading(words.T("help.title")), closing)
	body := container.NewBorder(head, nil, left, nil,
		container.New(layout.NewCustomPaddedLayout(0, 0, 10, 0), w.page))
	room := x.host.Canvas().Size()
	x.host.Popup(body, fyne.NewSize(min(helpWidth, room.Width-40), min(helpHeight, room.Height-40)), x.key, func() { x.open = nil })
	x.find()
	x.turn(name)
	x.host.Canvas().Focus(w.search)
}

// fixed is a layout of one object with a width of its own.
type fixed struct{ width float32 }

func (f *fixed) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(f.width, 100) }

func (f *fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// find shows the pages that a search leaves.
func (x *Feature) find() {
	w := x.open
	w.found = slices.DeleteFunc(slices.Clone(x.all), func(p Page) bool { return !p.Has(w.search.Text) })
	w.table.SetLength(len(w.found))
	w.table.SetSelected(slices.IndexFunc(w.found, func(p Page) bool { return p.Name == w.shown }))
	w.table.Refresh()
	if len(w.found) > 0 && w.table.Selected() < 0 && w.shown != "" {
		x.turn(w.found[0].Name)
	}
}

// turn shows a page, and where it says what is searched for.
func (x *Feature) turn(name string) {
	w := x.open
	at := slices.IndexFunc(x.all, func(p Page) bool { return p.Name == name })
	if w == nil || at < 0 || w.shown == name {
		return
	}
	page, err := x.all[at].HTML()
	if err != nil {
		x.host.Say(words.Failed(err))
		return
	}
	w.shown = name
	w.page.SetMail(mailpane.Mail{HTML: page})
	w.page.Found(w.search.Text)
	w.table.SetSelected(slices.IndexFunc(w.found, func(p Page) bool { return p.Name == name }))
	w.table.Refresh()
}

// Shown is the page that is open, "" for none.
func (x *Feature) Shown() string {
	if x.open == nil {
		return ""
	}
	return x.open.shown
}

// move goes to another page of those that the search leaves.
func (x *Feature) move(by int) {
	if w := x.open; w != nil && len(w.found) > 0 {
		x.turn(w.found[max(0, min(w.table.Selected()+by, len(w.found)-1))].Name)
	}
}

func (x *Feature) key(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		x.host.ClosePopup()
	case fyne.KeyDown:
		x.move(1)
	case fyne.KeyUp:
		x.move(-1)
	case fyne.KeyPageDown, fyne.KeyPageUp:
		if x.open != nil {
			x.open.page.TypedKey(ev)
		}
	}
}

// follow goes where a link leads: to another page, or into the browser.
func (x *Feature) follow(target string) {
	if name := PageOf(target); name != "" {
		x.turn(name)
		return
	}
	if u, err := url.Parse(target); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
		if err := x.host.OpenURL(u); err != nil {
			x.host.Say(words.Failed(err))
		}
	}
}

// report shows the whole of what somebody sends who reports a problem, and saves it where they
// say. Nothing is sent.
func (x *Feature) report() {
	x.host.Say(words.Toast{Text: words.T("help.looking")})
	x.host.Background().Go(func(ctx context.Context) func() {
		text, err := x.p.Diagnose(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			f := form.New(words.T("help.report_title"), words.T("help.save"))
			f.Note = words.T("help.report_note")
			f.Size = fyne.NewSize(820, 460)
			f.Extra = container.NewVScroll(form.Wrapped(text))
			f.Done = func() bool {
				x.host.SaveFile("run-checks-problem", "txt", func(_ context.Context, to io.Writer) error {
					_, err := io.WriteString(to, text)
					return err
				})
				return true
			}
			x.host.Ask(f)
		}
	})
}
