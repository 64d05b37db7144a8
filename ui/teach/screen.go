package teach

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/mailview"
	"runchecks/ui/reread"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = shell.Teach

// Feature is Teach in the window. Its methods are called on the interface thread.
type Feature struct {
	Model *Model
	host  shell.Host
	view  *view
	look  func(start func(changed func()) *reread.Preview, action string)
	from  string // the screen that teaching was begun from
	open  func(ctx context.Context, raw []byte, now time.Time) (int64, error)
}

// NewFeature makes the feature; look shows what a definition would change.
func NewFeature(
	host shell.Host, p services.Reading, engine *mailview.Engine, look func(start func(changed func()) *reread.Preview, action string),
) (x *Feature, err error) {
	x = &Feature{host: host, look: look, from: shell.RunChecks}
	if p.Workbench != nil {
		x.open = p.Workbench.OpenFile
	}
	if x.Model, err = New(p, x.changed); err != nil {
		return nil, err
	}
	x.view, err = newView(params{
		View: x.Model, Clock: host.Clock, Location: host.Location(), Engine: engine, Background: host.Background(),
		Key: host.Key, Rune: host.Typed, Shortcut: host.Shortcut, Hover: host.Hover, Use: x.Model.Use, Keep: x.Model.Keep,
	})
	return x, err
}

func (x *Feature) changed(part list.Part) {
	if x.view == nil {
		return
	}
	if part == list.PartToast {
		x.host.Say(x.Model.Toast())
	}
	x.view.Changed(part)
	x.host.NameCommands()
}

// canBegin reports whether the open screen shows a message that can be taught.
func (x *Feature) canBegin() bool {
	s, ok := x.host.Screen().(interface{ CanTeach() bool })
	return ok && s.CanTeach()
}

// Begin begins to teach the message that the open screen shows, by pointing at its words.
func (x *Feature) Begin() {
	s, ok := x.host.Screen().(interface{ Message() (domain.Message, bool) })
	if !ok {
		return
	}
	m, ok := s.Message()
	if !ok {
		return
	}
	x.from = x.host.Shown()
	file, text := "", ""
	if own, ok := s.(interface{ Draft() (file, text string) }); ok { // one's own definition is gone on with
		file, text = own.Draft()
	}
	x.Model.Open(m.ID, file, text, func() {
		x.view.Point()
		x.host.Open(ID)
	})
}

// OpenFile opens a mail from a file, to be taught with.
func (x *Feature) OpenFile(name string, read func() ([]byte, error)) {
	x.host.Background().Go(func(ctx context.Context) func() {
		raw, err := read()
		var id int64
		if err == nil {
			id, err = x.open(ctx, raw, x.host.Clock())
		}
		return func() {
			if err != nil {
				x.host.Say(words.FailedTo(words.T("teach.cannot_open", "file", name), err))
				return
			}
			if x.host.Shown() != ID {
				x.from = x.host.Shown()
			}
			x.Model.Open(id, "", "", func() {
				x.view.Point()
				x.host.Open(ID)
			})
		}
	})
}

// CanTry reports whether what is taught can be tried on all messages.
func (x *Feature) CanTry() bool { return x.host.Shown() == ID && x.Model.CanUse() }

// Try shows what the definition that is taught would change.
func (x *Feature) Try() {
	x.look(func(changed func()) *reread.Preview { return x.Model.Try(changed, x.host.ClosePopup) }, words.T("readers.put_in_use"))
}

// Point shows the words to point at.
func (x *Feature) Point() { x.view.Point() }

// ID names the screen.
func (x *Feature) ID() string { return ID }

// Title is the name of the screen.
func (x *Feature) Title() string { return words.T("teach.title") }

// Apart is true: the screen is reached from a message.
func (x *Feature) Apart() bool { return true }

// Content returns what to show.
func (x *Feature) Content() fyne.CanvasObject { return x.view.Content() }

// Focus gives the keyboard to the mail.
func (x *Feature) Focus() { x.view.Focus(x.host.Canvas()) }

// NextPane gives the keyboard to the next pane.
func (x *Feature) NextPane() { x.view.NextPane(x.host.Canvas()) }

// Reload reads the lesson again.
func (x *Feature) Reload() { x.Model.Reload() }

// Redraw draws everything again.
func (x *Feature) Redraw() { x.view.Redraw() }

// Undo takes back what was said last.
func (x *Feature) Undo() { x.Model.Undo() }

// Redo says again what was taken back.
func (x *Feature) Redo() { x.Model.Redo() }

// Tick does nothing: mails of a lesson are not ticked.
func (x *Feature) Tick() {}

// Move moves the selection; it ticks nothing on the way.
func (x *Feature) Move(by int, page, _ bool) { x.view.Move(by, page) }

// Back cancels a trial that takes long, gives the keyboard back to the mail, and from there leads to the screen that teaching
// was begun from.
func (x *Feature) Back() bool {
	if x.Model.Cancel() {
		return true
	}
	if x.view.Focused(x.host.Canvas()) {
		x.host.Open(x.from)
	} else {
		x.Focus()
	}
	return true
}
