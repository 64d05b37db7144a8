// Package settings is what is set for a whole profile and for oneself: a page with every
// setting, and the forms of those that are more than a value.
package settings

import (
	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/theme"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = "settings"

// Links are what other features do for this one.
type Links struct {
	// Accounts makes a list of the accounts, as their own screen has it; nil for none.
	Accounts func(changed func(list.Part)) list.Screen
	// SetRows says how high the rows of lists are.
	SetRows func(compact bool)
}

// Feature is the settings in the window. Its methods are called on the interface thread.
type Feature struct {
	Model *Model
	host  shell.Host
	p     services.Params
	links Links
	view  *view

	appearance Appearance
}

// NewFeature makes the feature; look is what held when the program was started.
func NewFeature(host shell.Host, p services.Params, about Information, appearance Appearance, links Links) *Feature {
	x := &Feature{host: host, p: p, links: links, appearance: appearance}
	x.Model = New(p, about, x.changed)
	x.Model.Chosen, x.Model.KeysChosen = x.chosen, host.Rebind
	x.Model.Commands = func() []Command { return commandsOf(host.Commands(), host.TitleOf) }
	x.view = newView(x)
	return x
}

func (x *Feature) changed(part list.Part) {
	if x.view == nil {
		return
	}
	switch part {
	case list.PartToast:
		x.host.Say(x.Model.Toast())
		x.host.Decided()
	case list.PartRows:
		x.view.show()
	}
}

// ID names the screen.
func (x *Feature) ID() string { return ID }

// Title is the name of the screen.
func (x *Feature) Title() string { return words.T("setting.command_go") }

// Apart says that the bar does not show it.
func (x *Feature) Apart() bool { return true }

// Content returns what to show.
func (x *Feature) Content() fyne.CanvasObject { return x.view.content }

// Focus gives the keyboard to the list of sections.
func (x *Feature) Focus() { x.host.Canvas().Focus(x.view.jump) }

// NextPane goes between the list of sections and the first field of the chosen one.
func (x *Feature) NextPane() { x.view.nextPane() }

// Reload reads the settings again.
func (x *Feature) Reload() {
	x.Model.Reload()
	if x.view.accounts != nil {
		x.view.accounts.Reload()
	}
}

// Redraw draws everything again.
func (x *Feature) Redraw() { x.view.rebuild() }

// Undo takes the last change back.
func (x *Feature) Undo() { x.Model.Undo() }

// Redo makes a decision again that was taken back.
func (x *Feature) Redo() { x.Model.Redo() }

// Tick does nothing: nothing is ticked here.
func (x *Feature) Tick() {}

// Move goes to another section.
func (x *Feature) Move(by int, _, _ bool) { x.view.move(by) }

// Back empties the search, then gives the keyboard back to the sections; false where they
// have it.
func (x *Feature) Back() bool {
	focused := x.host.Canvas().Focused()
	if x.Model.Search() == "" && (focused == nil || focused == fyne.Focusable(x.view.jump)) {
		return false
	}
	x.view.search.SetText("")
	x.Focus()
	return true
}

// Find gives the keyboard to the search.
func (x *Feature) Find() { x.host.Canvas().Focus(x.view.search) }

// set changes a setting from its field. A role that a passphrase guards asks for it.
func (x *Feature) set(key domain.SettingKey, value string) {
	if key == domain.SettingRole {
		x.setRole(domain.Role(value))
		return
	}
	x.Model.Set(key, value)
}

// chosen makes a choice of one's own hold at once.
func (x *Feature) chosen(key domain.SettingKey, value string) {
	x.appearance.set(key, value)
	switch key {
	case domain.SettingTheme:
		x.host.SetTheme(theme.ModeOf(value))
	case domain.SettingRows:
		if x.links.SetRows != nil {
			x.links.SetRows(x.appearance.Compact())
		}
	case domain.SettingScale:
		x.host.SetScale(x.appearance.Scale)
	}
}
