package listscreen

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/list"
	"runchecks/ui/shell"
)

// List is what every feature with such a screen is to the window: the feature embeds it and
// adds its commands. Its methods are called on the interface thread.
type List struct {
	host            shell.Host
	id, title, hint string
	model           list.Screen
	screen          *Screen
}

// Options are what the screens of the features differ in.
type Options struct {
	// Compact rows have one line.
	Compact bool
	// Extra stands between the facts and the second list; nil for nothing. ShowExtra is
	// called when the facts changed.
	Extra     fyne.CanvasObject
	ShowExtra func()
}

// NewList begins a list screen, whose model is made with Changed and given to Show. hint is
// what the search says while it is empty.
func NewList(host shell.Host, id, title, hint string) *List {
	return &List{host: host, id: id, title: title, hint: hint}
}

// Show makes the screen of a model.
func (l *List) Show(model list.Screen, o Options) {
	l.model = model
	l.screen = New(Params{
		View: model, Compact: o.Compact, Extra: o.Extra, ShowExtra: o.ShowExtra,
		Key: l.host.Key, Rune: l.host.Typed, Hover: l.host.Hover,
		Turn: l.host.Background().Turn, Hint: l.hint, Shortcut: l.host.Shortcut,
		Activate: func() { l.host.Key(&fyne.KeyEvent{Name: fyne.KeyReturn}, 0) },
	})
}

// Changed is called by the model when a part of it changed.
func (l *List) Changed(part list.Part) {
	if l.screen == nil {
		return
	}
	if part == list.PartToast {
		l.host.Say(l.model.Toast())
		l.host.Decided()
	}
	l.screen.Changed(part)
	l.host.NameCommands()
}

// ID names the screen.
func (l *List) ID() string { return l.id }

// Title is the name of the screen in the bar.
func (l *List) Title() string { return l.title }

// Listing is the model of the list.
func (l *List) Listing() list.Screen { return l.model }

// Content returns what to show.
func (l *List) Content() fyne.CanvasObject { return l.screen.Content() }

// SetButtons says what can be done with the selected row.
func (l *List) SetButtons(list []shell.ScreenButton) { l.screen.SetButtons(list) }

// Focus gives the keyboard to the list.
func (l *List) Focus() { l.screen.Focus(l.host.Canvas()) }

// NextPane goes between the two lists.
func (l *List) NextPane() { l.screen.NextPane(l.host.Canvas()) }

// Reload reads the list again.
func (l *List) Reload() { l.model.Reload() }

// Redraw draws everything again.
func (l *List) Redraw() { l.screen.Redraw() }

// Undo takes the last decision back.
func (l *List) Undo() { l.model.Undo() }

// Redo makes a decision again that was taken back.
func (l *List) Redo() { l.model.Redo() }

// Tick ticks the selected row, or takes the tick away.
func (l *List) Tick() { l.model.ToggleTick(l.model.Selected()) }

// Move moves the selection; these lists tick nothing on the way.
func (l *List) Move(by int, page, _ bool) { l.screen.Move(l.host.Canvas(), by, page) }

// Back clears the search; false where there is none.
func (l *List) Back() bool {
	if l.model.Search() == "" && !l.screen.Searching(l.host.Canvas()) {
		return false
	}
	l.model.SetSearch("")
	l.Focus()
	return true
}

// Rows are what messages lie over.
func (l *List) Rows() fyne.CanvasObject { return l.screen.table }

// Find gives the keyboard to the search.
func (l *List) Find() { l.screen.Find(l.host.Canvas()) }

// Search is what narrows the list.
func (l *List) Search() string { return l.model.Search() }

// SetSearch narrows the list.
func (l *List) SetSearch(text string) { l.model.SetSearch(text) }
