package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"runchecks/cmd/internal/logfile"
	"runchecks/cmd/internal/workspace"
)

// showLog writes the end of the profile's log, which the window and syncs write. It needs
// no database: a profile that cannot be opened is where it is needed most.
func showLog(f *flag.FlagSet) action {
	lines := f.Int("lines", 100, "`number` of lines")
	crash := f.Bool("crash", false, "what is known of the last fault that ended the window")
	return func(ctx context.Context, t *terminal, _ []string) error {
		if err := t.settle(ctx); err != nil {
			return err
		}
		folder := t.profile
		if folder == "" {
			var err error
			if folder, err = workspace.DefaultFolder(); err != nil {
				return err
			}
		}
		if *lines < 1 {
			return usagef("log: --lines takes a number above 0, not %d", *lines)
		}
		logs := workspace.LogFolder(folder)
		fault, path, err := logfile.Crash(logs)
		if err != nil {
			return err
		}
		text, err := logfile.Tail(logs, *lines)
		if err != nil {
			return err
		}
		if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
			return workspace.Missing(folder)
		}
		if *crash {
			return t.write(fault, path, "No fault has ended the window.")
		}
		if fault != "" {
			_, _ = fmt.Fprintf(t.err, "rcheck: a fault ended the window: %s ('rcheck log --crash' shows it)\n", path)
		}
		return t.write(text, filepath.Join(logs, logfile.Name), "The log is empty.")
	}
}

// write writes a text that stands in a file, or says that there is none.
func (t *terminal) write(text, path, none string) error {
	if t.json {
		return t.print(logJSON{path, text}, "")
	}
	if text == "" {
		text = none + "\n"
	}
	_, err := io.WriteString(t.out, text)
	return err
}
