package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra/doc"

	"runchecks"
	"runchecks/cmd/internal/workspace"
)

// completion writes what lets a shell complete commands and flags.
func completion(_ context.Context, t *terminal, words []string) error {
	root := t.root
	switch words[0] {
	case "bash":
		return root.GenBashCompletionV2(t.raw, true)
	case "zsh":
		return root.GenZshCompletion(t.raw)
	case "fish":
		return root.GenFishCompletion(t.raw, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(t.raw)
	}
	return usagef("completion: say bash, zsh, fish or powershell, not %q", words[0])
}

// manual writes the manual pages, one for each command. They say the date of the revision, so
// that the same source makes the same pages.
func manual(*flag.FlagSet) action {
	return func(_ context.Context, t *terminal, words []string) error {
		folder := words[0]
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return fmt.Errorf("make the folder for manual pages: %w", err)
		}
		p, date := runchecks.Identity(), time.Unix(0, 0).UTC()
		if at, err := time.Parse(time.RFC3339, workspace.Version().Date); err == nil {
			date = at
		}
		header := &doc.GenManHeader{Title: "RCHECK", Section: "1", Date: &date, Source: p.Name + " " + p.Version, Manual: p.Name}
		if err := doc.GenManTree(t.root, header, folder); err != nil {
			return fmt.Errorf("write the manual pages: %w", err)
		}
		list, err := os.ReadDir(folder)
		if err != nil {
			return errors.Join(errors.New("look at the manual pages"), err)
		}
		return t.print(fileWritten{folder, len(list)}, fmt.Sprintf("%d manual pages written to %s", len(list), folder))
	}
}
