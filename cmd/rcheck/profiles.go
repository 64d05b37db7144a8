package main

import (
	"context"
	"fmt"

	"runchecks/cmd/internal/profiles"
)

// profileJSON is a profile of this computer.
type profileJSON struct {
	Name   string `json:"name"`
	Folder string `json:"folder"`
	Own    bool   `json:"own"`  // the one that is opened where none is named
	Used   bool   `json:"used"` // the one that --profile, RCHECK_PROFILE or neither names
}

// listProfiles lists the profiles of this computer and opens none.
func listProfiles(_ context.Context, t *terminal, _ []string) error {
	used, err := profiles.Of(t.profile)
	if err != nil {
		return err
	}
	all, err := profiles.List()
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := t.printProfile(p, p.Folder == used.Folder); err != nil {
			return err
		}
	}
	return nil
}

// newProfile makes a profile of a name.
func newProfile(ctx context.Context, t *terminal, words []string) error {
	p, err := profiles.Make(ctx, words[0])
	if err != nil {
		return err
	}
	return t.printProfile(p, false)
}

func (t *terminal) printProfile(p profiles.Profile, used bool) error {
	mark := " "
	if used {
		mark = "*"
	}
	return t.print(profileJSON{p.Name, p.Folder, p.Own, used}, fmt.Sprintf("%s %-20s  %s", mark, p.Name, p.Folder))
}
