package main

import (
	"context"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/ui/words"
)

// How often it is looked whether the day's copy is due, and how long the first look waits
// for the window to be filled and the first sync to begin.
const (
	copyLook  = 30 * time.Minute
	firstLook = 2 * time.Minute
)

// careForCopies keeps copies of the database until ctx ends.
func careForCopies(ctx context.Context, space *workspace.Workspace, told func(error)) {
	first := time.NewTimer(firstLook)
	defer first.Stop()
	select {
	case <-ctx.Done():
		return
	case <-first.C:
	}
	look := time.NewTicker(copyLook)
	defer look.Stop()
	space.Care(ctx, look.C, told)
}

// saveLeft puts the newest whole copy, with the decisions that can still be read, in the
// place of a damaged database.
func saveLeft(ctx context.Context, folder string) (string, error) {
	r, err := workspace.Restore(ctx, workspace.Options{Folder: folder}, "", true)
	if err != nil {
		return "", err
	}
	return words.T("copy.saved_damaged", "done", words.Restoration(r.Restoration), "file", r.Replaced), nil
}

// putBack puts a copy back after the workspace was closed.
func putBack(o workspace.Options, folder, path string, keepLater bool) error {
	_, err := workspace.Restore(context.Background(), workspace.Options{Folder: folder, Clock: o.Clock}, path, keepLater)
	return err
}
