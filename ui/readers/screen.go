package readers

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/reportpane"
	"runchecks/ui/reread"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = shell.ReaderSet

// Links are what other features do for this one.
type Links struct {
	Report *reportpane.Pane
	// Teach begins to teach the message shown by pointing at its words, Stale looks at the
	// messages that older readers read.
	Teach, Stale func()
	// Look shows what a definition would change; TryTaught does so for the one that is taught,
	// where CanTryTaught.
	Look         func(start func(changed func()) *reread.Preview, action string)
	TryTaught    func()
	CanTryTaught func() bool
}

// Feature is Readers in the window. Its methods are called on the interface thread.
type Feature struct {
	Model *Model
	host  shell.Host
	p     services.Reading
	links Links
	view  *view
}

// NewFeature makes the feature.
func NewFeature(host shell.Host, p services.Reading, links Links) (x *Feature, err error) {
	x = &Feature{host: host, p: p, links: links}
	if x.Model, err = New(p, x.changed); err != nil {
		return nil, err
	}
	x.view = newView(params{
		View: x.Model, Clock: host.Clock, Location: host.Location(), Report: links.Report,
		Key: host.Key, Rune: host.Typed, Hover: host.Hover, Teach: links.Teach, Try: x.try, Stale: links.Stale,
	})
	return x, nil
}

func (x *Feature) changed(part list.Part) {
	if x.view == nil {
		return
	}
	if part == list.PartToast {
		x.host.Say(x.Model.Toast())
	}
	x.view.Changed(part)
}

// ID names the screen.
func (x *Feature) ID() string { return ID }

// Title is the name of the screen in the bar.
func (x *Feature) Title() string { return words.T("readers.title") }

// Content returns what to show.
func (x *Feature) Content() fyne.CanvasObject { return x.view.Content() }

// Focus gives the keyboard to the readers.
func (x *Feature) Focus() { x.view.Focus(x.host.Canvas()) }

// NextPane gives the keyboard to the next pane.
func (x *Feature) NextPane() { x.view.NextPane(x.host.Canvas()) }

// Reload reads the readers again.
func (x *Feature) Reload() { x.Model.Reload() }

// Redraw draws everything again.
func (x *Feature) Redraw() { x.view.Redraw() }

// Undo takes the last decision back.
func (x *Feature) Undo() { x.Model.Undo() }

// Redo makes a decision again that was taken back.
func (x *Feature) Redo() { x.Model.Redo() }

// Tick does nothing: readers are not ticked.
func (x *Feature) Tick() {}

// Move moves the selection of the pane that has the keyboard; it ticks nothing on the way.
func (x *Feature) Move(by int, page, _ bool) { x.view.Move(x.host.Canvas(), by, page) }

// Back gives the keyboard back to the readers; false where they have it.
func (x *Feature) Back() bool {
	if x.host.Canvas().Focused() == nil || x.view.Focused(x.host.Canvas()) {
		return false
	}
	x.Focus()
	return true
}

// Find gives the keyboard to the search of the messages.
func (x *Feature) Find() { x.view.Search(x.host.Canvas()) }

// Report is the pane with the selected message.
func (x *Feature) Report() *reportpane.Pane { return x.links.Report }

// Message is the selected message.
func (x *Feature) Message() (domain.Message, bool) {
	if at := x.Model.SelectedMessage(); at >= 0 {
		return x.Model.Messages()[at], true
	}
	return domain.Message{}, false
}

// CanTeach reports whether the selected message can be taught.
func (x *Feature) CanTeach() bool { return x.Model.CanTeach() }

// Draft is one's own definition that teaching goes on with; empty where there is none.
func (x *Feature) Draft() (file, text string) {
	if file, text, editable := x.Model.Text(); editable {
		return file, text
	}
	return "", ""
}

// Reread offers the messages that older readers read to be read again.
func (x *Feature) Reread() (shell.StoredMessages, bool) {
	stale := func(context.Context) ([]int64, error) { return nil, nil }
	return shell.StoredMessages{Title: words.T("readers.read_stale"), IDs: stale}, true
}

func (x *Feature) shown() bool { return x.host.Shown() == ID }

func (x *Feature) mayTeach() bool { return x.p.Desk.May(rules.ActTeach) }

func (x *Feature) canTry() bool { return x.shown() && x.Model.CanTry() || x.links.CanTryTaught() }

// try shows what the definition being written would change.
func (x *Feature) try() {
	switch {
	case x.links.CanTryTaught():
		x.links.TryTaught()
	case x.Model.CanTry():
		x.links.Look(func(changed func()) *reread.Preview { return x.Model.Try(changed, x.host.ClosePopup) }, words.T("readers.put_in_use"))
	}
}

// mostDefinition is more than any definition file holds.
const mostDefinition = 1 << 20

func (x *Feature) importDefinition() {
	x.host.OpenFile([]string{".toml"}, mostDefinition, func(name string, data []byte, err error) {
		if err != nil {
			x.host.Say(words.FailedTo(words.T("readers.import_failed"), err))
			return
		}
		x.host.Open(ID)
		x.Model.Import(name, string(data))
	})
}

func (x *Feature) exportDefinition() {
	name, text := x.Model.Export()
	if text == "" {
		x.host.Say(words.Toast{Text: words.T("readers.no_definition"), Error: true})
		return
	}
	x.host.SaveFile(name, "toml", func(_ context.Context, out io.Writer) error {
		_, err := io.WriteString(out, text)
		return err
	})
}
