// Package profiles opens another profile, makes a new one, and opens the demo. Each is a window of
// its own: the one that is open goes on, and nothing that it holds has to end for that.
package profiles

import (
	"context"
	"strings"

	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Profile is a profile of this computer.
type Profile struct {
	Name, Folder string
	Own          bool // the user's own, which is opened where none is named
	Here         bool // the one of this window
}

// Title is what people call the profile.
func (p Profile) Title() string {
	switch {
	case p.Own && p.Here:
		return words.T("profiles.own_here")
	case p.Own:
		return words.T("profiles.own")
	case p.Here:
		return words.T("profiles.here", "name", p.Name)
	}
	return p.Name
}

// Keeper knows the profiles of this computer. Its calls are made beside the interface thread.
type Keeper interface {
	List() ([]Profile, error)
	// Make makes a profile of a name, without anything in it.
	Make(ctx context.Context, name string) (Profile, error)
	// Open opens the window of a profile, or brings it to the front.
	Open(p Profile) error
	// Demo opens the demo, which is thrown away at its end.
	Demo() error
}

// Feature is the switcher in the window. Its methods are called on the interface thread.
type Feature struct {
	host   shell.Host
	keeper Keeper
}

// New makes the feature; keeper is nil where no other window can be opened.
func New(host shell.Host, keeper Keeper) *Feature { return &Feature{host: host, keeper: keeper} }

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID: "profiles.open", Name: words.T("profiles.command_open"), Place: shell.File + 130, Key: "F9",
			Enabled: x.Can, Run: x.choose,
		},
		{
			ID: "profiles.demo", Name: words.T("profiles.command_demo"), Place: shell.File + 132, Key: keys.TryDemo,
			Enabled: x.Can, Run: x.Demo,
		},
	}
}

// Can reports whether other windows can be opened.
func (x *Feature) Can() bool { return x.keeper != nil }

// Demo opens the demo.
func (x *Feature) Demo() {
	if x.Can() {
		x.start(words.T("profiles.demo"), func(context.Context) error { return x.keeper.Demo() })
	}
}

// start opens a window beside the interface thread, and says which one comes.
func (x *Feature) start(name string, open func(context.Context) error) {
	x.host.Background().Go(func(ctx context.Context) func() {
		err := open(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.host.Say(words.Toast{Text: words.T("profiles.opens", "name", name)})
		}
	})
}

// choose lists the profiles, once they are read.
func (x *Feature) choose() {
	if !x.Can() {
		return
	}
	x.host.Expect(func() {
		x.host.Background().Go(func(context.Context) func() {
			all, err := x.keeper.List()
			return func() {
				if err != nil {
					x.host.Unexpect()
					x.host.Say(words.Failed(err))
					return
				}
				x.form(all)
			}
		})
	})
}

// form asks which profile is to be opened, or how a new one is to be called.
func (x *Feature) form(all []Profile) {
	f := form.New(words.T("profiles.title"), words.T("profiles.open"))
	f.Note = words.T("profiles.note")
	var names []string
	at := len(all) // a new one, where there is no other
	for i, p := range all {
		names = append(names, p.Title())
		if !p.Here && at == len(all) {
			at = i
		}
	}
	names = append(names, words.T("profiles.new"))
	choice, chosen := f.Choice(words.T("profiles.profile"), names, at)
	name := f.Text(words.T("profiles.name"), "", words.T("profiles.name_hint"))
	if at < len(all) {
		f.First = choice
	}
	isNew := func() bool { return chosen() == len(all) }
	f.Changed = func() {
		form.Enable(name, isNew())
		switch {
		case isNew():
			f.SetSave(words.T("profiles.make"))
			f.Say(words.T("profiles.makes"), strings.TrimSpace(name.Text) == "")
		case all[chosen()].Here:
			f.SetSave(words.T("profiles.open"))
			f.Say(words.T("profiles.is_here", "folder", all[chosen()].Folder), true)
		default:
			f.SetSave(words.T("profiles.open"))
			f.Say(all[chosen()].Folder, false)
		}
	}
	f.Done = func() bool {
		if isNew() {
			x.make(strings.TrimSpace(name.Text))
			return true
		}
		p := all[chosen()]
		x.start(p.Title(), func(context.Context) error { return x.keeper.Open(p) })
		return true
	}
	x.host.Ask(f)
}

// make makes a profile and opens its window.
func (x *Feature) make(name string) {
	x.start(name, func(ctx context.Context) error {
		p, err := x.keeper.Make(ctx, name)
		if err != nil {
			return err
		}
		return x.keeper.Open(p)
	})
}
