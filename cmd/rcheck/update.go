package main

import (
	"context"
	"fmt"
	"strings"

	"runchecks/cmd/internal/workspace"
)

// updateJSON is what is known of the newest version.
type updateJSON struct {
	Current  string            `json:"current"`
	Version  string            `json:"version"`
	Newer    bool              `json:"newer"`
	Released *string           `json:"released"`
	Page     string            `json:"page"` // where to get it
	Notes    string            `json:"notes"`
	Files    map[string]string `json:"files"` // SHA-256 of the packages, by name
}

// checkUpdate asks whether there is a newer version.
func checkUpdate(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		u, err := w.CheckForUpdate(ctx)
		if err != nil {
			return err
		}
		line := updateJSON{u.Current, u.Version, u.Newer, timeOrNull(u.Released), u.Page, u.Notes, u.Files}
		if !u.Newer {
			return t.print(line, fmt.Sprintf("%s is the newest version.", u.Current))
		}
		return t.print(
			line,
			fmt.Sprintf("%s is here, %s is the newest: %s\n\n%s", u.Current, u.Version, u.Page, strings.TrimSpace(u.Notes)),
		)
	})
}
