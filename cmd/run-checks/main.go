// Command run-checks is the window: it opens a workspace, syncs it in the
// background and shows what waits for review.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/vm"
	"runchecks/ui/window"
)

// syncEvery is the timetable of the accounts.
const syncEvery = 10 * time.Minute

func main() {
	profile := flag.String("profile", "", "workspace folder; the default is the user's own")
	demo := flag.Bool("demo", false, "a demo workspace with simulated servers, thrown away at the end unless --profile is given")
	look := flag.String("theme", "system", "system, light or dark")
	flag.Parse()
	if err := run(workspace.Options{Folder: *profile, Demo: *demo}, mode(*look)); err != nil {
		fmt.Fprintln(os.Stderr, "run-checks:", err)
		os.Exit(1)
	}
}

// mode reads the flag --theme; anything else follows the system.
func mode(word string) theme.Mode {
	switch word {
	case "light":
		return theme.Light
	case "dark":
		return theme.Dark
	default:
		return theme.System
	}
}

func run(o workspace.Options, mode theme.Mode) (err error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	app.SetMetadata(metadata())
	a := app.NewWithID(metadata().ID)
	a.SetIcon(metadata().Icon)
	a.Settings().SetTheme(theme.New(mode))

	var w *window.Window
	o.Changed = func() { fyne.Do(func() { w.Changed() }) }
	o.Report = func(p domain.SyncProgress) {
		logProgress(p)
		fyne.Do(func() { w.Progress(p) })
	}
	space, err := workspace.Open(ctx, o)
	if err != nil {
		return err
	}
	background := vm.NewBackground(ctx, fyne.Do)
	wake := make(chan struct{}, 1)
	w, err = window.New(a, window.Params{
		View: vm.Params{
			Store: space.Store, Desk: space.Desk, Clock: space.Clock, Location: space.Location, Background: background,
			Report: func(ctx context.Context, message int64) (vm.Report, error) { return report(ctx, space, message) },
			Sync: func() {
				select {
				case wake <- struct{}{}:
				default: // one is asked for already
				}
			},
		},
		Original: func(ctx context.Context, message int64) ([]byte, error) { return original(ctx, space, message) },
		Role:     space.Desk.Actor().Role,
		Demo:     o.Demo,
	})
	if err != nil {
		return errors.Join(err, space.Close())
	}
	var engine sync.WaitGroup
	engine.Go(func() { keepSynced(ctx, space, wake) })
	w.ShowAndRun()

	// The window is gone: stop the sync where it is, then close the cache.
	cancel()
	engine.Wait()
	background.Wait()
	return space.Close()
}

// keepSynced syncs now, on the timetable and whenever somebody asks.
func keepSynced(ctx context.Context, space *workspace.Workspace, wake <-chan struct{}) {
	tick := time.NewTicker(syncEvery)
	defer tick.Stop()
	for {
		// The outcome is in the accounts' health and in the reports.
		if err := space.Sync(ctx, ""); err != nil && ctx.Err() == nil && domain.CodeOf(err) != domain.CodeNotFound {
			slog.Warn("sync failed", "code", string(domain.CodeOf(err)))
		} else if err == nil {
			slog.Info("set-up finished")
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-wake:
		}
	}
}

func logProgress(p domain.SyncProgress) {
	if p.Finished {
		slog.Info("sync finished", "messages", p.Done, "runs", p.Runs, "set_aside", p.Problems, "failed", p.Err != nil)
	}
}
