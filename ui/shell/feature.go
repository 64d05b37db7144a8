package shell

import (
	"context"
	"io"
	"net/url"
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/task"
	"runchecks/ui/theme"
	"runchecks/ui/widget/menu"
	"runchecks/ui/words"
)

// Feature is one part of what the program can do, such as Remarks: a folder below ui. It
// imports no other feature; what it needs of the window is a Host, and what it needs of
// another feature is a function that it is given (package features).
type Feature interface {
	// Commands are what can be done; it is called once, when every feature stands.
	Commands() []Command
}

// Screen is a feature that has a screen. Its methods are called on the interface thread.
type Screen interface {
	Feature
	ID() string
	Title() string // in the bar at the top
	Content() fyne.CanvasObject
	Focus()    // gives the keyboard to the list
	NextPane() // gives it to the next pane
	Reload()   // reads again what is shown
	Redraw()   // after a change between light and dark
	Undo()
	Redo()
	Tick() // ticks the selected row, or takes the tick away
	// Move moves the selection of the pane that has the keyboard, by rows or by pages; with
	// extend it ticks on the way.
	Move(by int, page, extend bool)
	Back() bool // undoes what narrows the screen; false: there was nothing
}

// Finder is a screen with a search; Find gives it the keyboard.
type Finder interface{ Find() }

// Searched is a screen whose rows a search narrows.
type Searched interface {
	Search() string
	SetSearch(text string)
}

// Group are screens that stand behind one another in the bar: a key opens their menu, and a
// letter there chooses one.
type Group struct {
	ID      string
	Title   string
	Key     keys.Key
	Screens []string
}

// Apart is a screen that is reached from another one, and does not stand in the bar.
type Apart interface{ Apart() bool }

// Buttons is a screen that shows commands as buttons; it is given them once.
type Buttons interface{ SetButtons([]ScreenButton) }

// Progress is a feature that shows how far a sync is.
type Progress interface{ SetProgress(domain.SyncProgress) }

// Stated is a feature with a line in the status bar, "" for none; good is false where
// something is wrong. A click on it runs the command of that id.
type Stated interface {
	StatusLine() (text string, good bool, command string)
}

// SyncEnded is a feature that has something to do when a sync of all accounts ended.
type SyncEnded interface{ SyncEnded() }

// Coloured is a feature without a screen that draws in colours of its own; Recolour is called
// when the window became light or dark.
type Coloured interface{ Recolour() }

// Rereadable is a screen that offers stored messages to be read again; false where it names
// none.
type Rereadable interface{ Reread() (StoredMessages, bool) }

// StoredMessages are messages that can be read again; nil ids are those that older readers
// read. IDs is called beside the interface thread.
type StoredMessages struct {
	Title string // of the look at what would change
	IDs   func(context.Context) ([]int64, error)
}

// ScreenButton is a command as a button beside the list of a screen.
type ScreenButton struct {
	Label   func() string
	Key     func() string
	Primary bool
	// Passing buttons are there only while they are of use.
	Passing bool
	Enabled func() bool
	Run     func()
}

// Host is what a feature may ask of the window around it. Its methods are called on the
// interface thread.
type Host interface {
	// Open shows a screen; Shown and Screen say which one is shown.
	Open(id string)
	Shown() string
	Screen() Screen
	// Changed reads again what is shown: rows or decisions are new. Decided does so for what
	// waits and what Undo would reverse. NameCommands gives menus and buttons the words that
	// hold now.
	Changed()
	Decided()
	NameCommands()
	// ShowStatus shows what bar and status bar say.
	ShowStatus()

	// Ask opens a form. Popup opens something else over the screens; key gets keys other than
	// Escape, closed is called when it was closed; both may be nil. Confirm asks a question
	// with one answer. ShowText shows a text to be read and copied.
	Ask(f *form.Form)
	Popup(body fyne.CanvasObject, size fyne.Size, key func(*fyne.KeyEvent), closed func())
	Confirm(question string, lines []fyne.CanvasObject, action string, run func())
	ShowText(title, text string)
	// ClosePopup closes what one of these opened; Covered reports whether something is open.
	ClosePopup()
	Covered() bool
	// TitleOf is the title of a screen, "" for none.
	TitleOf(screen string) string
	// Commands are everything that can be done; Perform runs one, false where it cannot be run now.
	Commands() []Command
	Perform(c *Command) bool
	// KeyFault says why a command cannot have a key, "" where it can. Rebind makes the keys hold
	// that are on the board now; Listen gets the next keys instead of their commands, until it
	// is called with nil.
	KeyFault(c *Command, k keys.Key) string
	Rebind()
	Listen(hear func(keys.Key))
	// SetTheme shows the window light, dark or as the system says; SetScale shows everything
	// larger or smaller, in per cent.
	SetTheme(theme.Mode)
	SetScale(percent int)
	// MenuItems are commands as lines of a menu, by id; "" is a line between others.
	MenuItems(ids ...string) []menu.Item
	// Expect runs what opens a form, at once or after a moment; what is typed meanwhile is
	// text of the form. Unexpect says that no form comes after all.
	Expect(run func())
	Unexpect()

	// Say shows a line about what happened, Hover the full text of what is under the pointer.
	Say(words.Toast)
	Hover(text string)

	// Key, Typed and Shortcut get what is typed where no text has the keyboard.
	Key(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Typed(r rune)
	Shortcut(s fyne.Shortcut) bool
	Canvas() fyne.Canvas
	// OpenURL opens a page in the browser, CopyText puts a text on the clipboard. SaveFile
	// asks where to, makes the whole content beside the interface thread and then writes it.
	// OpenFile asks for a file and reads at most so many bytes of it there; then runs on the
	// interface thread.
	OpenURL(*url.URL) error
	CopyText(text string)
	SaveFile(name, ending string, write func(context.Context, io.Writer) error)
	OpenFile(endings []string, most int64, then func(name string, data []byte, err error))

	Background() *task.Background
	Clock() time.Time
	Location() *time.Location
	// Memory keeps how things are arranged for the next start.
	Memory() fyne.Preferences
}
