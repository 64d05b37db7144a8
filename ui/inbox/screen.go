package inbox

import (
	"context"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/reportpane"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = shell.Inbox

// Feature is the inbox in the window. Its methods are called on the interface thread.
type Feature struct {
	Model  *Model
	host   shell.Host
	p      services.Reading
	report *reportpane.Pane
	view   *view
}

// NewFeature makes the feature; teach begins to teach the message shown.
func NewFeature(host shell.Host, p services.Reading, pane *reportpane.Pane, teach func()) (x *Feature, err error) {
	x = &Feature{host: host, p: p, report: pane}
	if x.Model, err = New(p, x.changed); err != nil {
		return nil, err
	}
	x.view = newView(params{
		View: x.Model, Report: pane, Key: host.Key, Rune: host.Typed, Shortcut: host.Shortcut, Hover: host.Hover,
		Turn: host.Background().Turn, Canvas: host.Canvas, Teach: teach,
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
	x.host.NameCommands()
}

// ID names the screen.
func (x *Feature) ID() string { return ID }

// Title is the name of the screen in the bar.
func (x *Feature) Title() string { return words.T("inbox.title") }

// Content returns what to show.
func (x *Feature) Content() fyne.CanvasObject { return x.view.Content() }

// Focus gives the keyboard to the messages.
func (x *Feature) Focus() { x.view.Focus(x.host.Canvas()) }

// NextPane gives the keyboard to the next pane.
func (x *Feature) NextPane() { x.view.NextPane(x.host.Canvas()) }

// Reload reads the messages again.
func (x *Feature) Reload() { x.Model.Reload() }

// Redraw draws everything again.
func (x *Feature) Redraw() { x.view.Redraw() }

// Undo takes the last decision back.
func (x *Feature) Undo() { x.Model.Undo() }

// Redo makes a decision again that was taken back.
func (x *Feature) Redo() { x.Model.Redo() }

// Tick ticks the selected line, or takes the tick away.
func (x *Feature) Tick() { x.Model.TickLine(x.Model.SelectedLine()) }

// Move moves the selection; with extend it ticks on the way.
func (x *Feature) Move(by int, page, extend bool) { x.view.Move(by, page, extend) }

// Find gives the keyboard to the search.
func (x *Feature) Find() { x.view.Find(x.host.Canvas()) }

// Search is what narrows the list.
func (x *Feature) Search() string { return x.Model.Search() }

// SetSearch narrows the list.
func (x *Feature) SetSearch(text string) { x.Model.SetSearch(text) }

// Rows are what messages lie over.
func (x *Feature) Rows() fyne.CanvasObject { return x.view.table }

// Back gives the keyboard back to the list, then takes back ticks, search and chip, one after the
// other; false where there was nothing.
func (x *Feature) Back() bool {
	switch c := x.host.Canvas(); {
	case !x.view.Focused(c):
		x.Focus()
	case x.Model.Ticks() > 0:
		x.Model.ClearTicks()
	case x.Model.Search() != "":
		x.Model.SetSearch("")
	case x.Model.Chip() != ChipAll:
		x.Model.PressChip(ChipAll)
	default:
		return false
	}
	return true
}

// Report is the pane with the selected message.
func (x *Feature) Report() *reportpane.Pane { return x.report }

// Message is the selected message.
func (x *Feature) Message() (domain.Message, bool) {
	if at := x.Model.Selected(); at >= 0 {
		return x.Model.Rows()[at].Message, true
	}
	return domain.Message{}, false
}

// CanTeach reports whether the selected message can be taught.
func (x *Feature) CanTeach() bool {
	_, ok := x.Message()
	return ok && x.p.Desk.May(rules.ActTeach)
}

// Reread offers the chosen messages to be read again.
func (x *Feature) Reread() (shell.StoredMessages, bool) {
	ids := x.Model.ChosenMessages()
	read := func(context.Context) ([]int64, error) { return ids, nil }
	return shell.StoredMessages{Title: words.T("inbox.read_again"), IDs: read}, len(ids) > 0
}

func (x *Feature) shown() bool { return x.host.Shown() == ID }

// on returns words that hold while something is selected here.
func (x *Feature) on(says func() string) func() string {
	return func() string {
		if !x.shown() || x.Model.Selected() < 0 {
			return ""
		}
		return says()
	}
}

// DetailsShown reports whether the selected message is shown beside the list.
func (x *Feature) DetailsShown() bool { return x.view.DetailsShown() }
