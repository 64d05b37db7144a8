package main

import (
	"context"
	"log/slog"
	"path/filepath"

	"runchecks/cmd/internal/profiles"
	ui "runchecks/ui/profiles"
)

// profileDoor gives the window the profiles of this computer.
type profileDoor struct{ here string } // the folder of this one

// List lists the profiles, and says which one this window shows.
func (d profileDoor) List() ([]ui.Profile, error) {
	here, err := filepath.Abs(d.here)
	if err != nil {
		return nil, err
	}
	all, err := profiles.List()
	var out []ui.Profile
	for _, p := range all {
		out = append(out, ui.Profile{Name: p.Name, Folder: p.Folder, Own: p.Own, Here: p.Folder == here})
	}
	return out, err
}

// Make makes a profile of a name.
func (profileDoor) Make(ctx context.Context, name string) (ui.Profile, error) {
	p, err := profiles.Make(ctx, name)
	return ui.Profile{Name: p.Name, Folder: p.Folder}, err
}

// Open opens the window of a profile, or brings it to the front.
func (profileDoor) Open(p ui.Profile) error {
	return profiles.Window(profiles.Profile{Name: p.Name, Folder: p.Folder, Own: p.Own})
}

// Demo opens the demo.
func (profileDoor) Demo() error { return profiles.Demo() }

// titleOf is the name of the profile in a folder for the title of its window, "" for the user's own
// and a demo. A profile in another folder is remembered, so that every window lists it.
func titleOf(folder string, demo bool) (string, error) {
	if folder == "" || demo {
		return "", nil
	}
	p, err := profiles.Of(folder)
	if err != nil || p.Own {
		return "", err
	}
	if err := profiles.Remember(folder); err != nil {
		slog.Warn("this profile will not be listed among the others", "reason", err.Error())
	}
	return p.Name, nil
}
