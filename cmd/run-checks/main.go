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
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"runchecks/cmd/internal/diagnose"
	"runchecks/cmd/internal/logfile"
	"runchecks/cmd/internal/places"
	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/sync/cove"
	"runchecks/sync/known"
	"runchecks/sync/notice"
	"runchecks/ui/emoji"
	"runchecks/ui/features"
	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/report"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/task"
	"runchecks/ui/theme"
	"runchecks/ui/update"
	"runchecks/ui/widget/mailfonts"
)

func main() {
	profile := flag.String("profile", "", "workspace folder; the default is the user's own")
	demo := flag.Bool("demo", false, "a demo workspace with simulated servers, thrown away at the end unless --profile is given")
	create := flag.Bool("create", false, "with --profile: make the workspace where there is none")
	look := flag.String("theme", "", "system, light or dark; the default is what the profile chose")
	var picture rendering
	flag.StringVar(&picture.mail, "render-mail", "", "draw the report of this .eml file without a window, and end")
	flag.Float64Var(&picture.width, "width", 900, "with --render-mail: width of the page in CSS pixels")
	flag.Float64Var(&picture.scale, "scale", 1, "with --render-mail: pixels per CSS pixel")
	flag.BoolVar(&picture.dark, "dark", false, "with --render-mail: in colours for a dark room")
	flag.StringVar(&picture.out, "out", "", "with --render-mail: write the page as PNG")
	flag.StringVar(&picture.layout, "layout", "", "with --render-mail: write every word with its place and colour as JSON")
	files := flag.Bool("files", false, "say where the database, its copies, logs and cache of the profile are, and end")
	version := flag.Bool("version", false, "say which version this is, and end")
	flag.Parse()
	switch {
	case *version:
		fmt.Println(workspace.Version().Text("run-checks"))
		return
	case *files:
		if err := printFiles(*profile); err != nil {
			fail(err)
		}
		return
	}
	if picture.mail != "" {
		if err := picture.run(context.Background()); err != nil {
			fail(err)
		}
		return
	}
	mail, err := mailOf(flag.Args())
	if err != nil {
		fail(err)
	}
	if err := run(workspace.Options{Folder: *profile, Demo: *demo, Create: *create}, *look, mail); err != nil {
		fail(err)
	}
}

// printFiles says where everything of a profile lies, "" for the user's own.
func printFiles(profile string) error {
	list, err := workspace.Files(profile)
	if err != nil {
		return err
	}
	for _, f := range list {
		fmt.Println(f.Text())
	}
	return nil
}

// mailOf is the mail that the program was started with, "" for none.
func mailOf(args []string) (string, error) {
	switch {
	case len(args) == 0:
		return "", nil
	case len(args) > 1:
		return "", errors.New("one mail can be opened at a time: run-checks [flags] [FILE.eml]")
	case !strings.EqualFold(filepath.Ext(args[0]), ".eml"):
		return "", fmt.Errorf("cannot open %s: only mails, files with the ending .eml, can be opened", args[0])
	}
	return filepath.Abs(args[0])
}

func run(o workspace.Options, look, mail string) (err error) {
	if err := displayed(here, os.Getenv); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	nameWindows()
	app.SetMetadata(metadata())
	a := app.NewWithID(workspace.PreferencesName) // it names folders; the id of the program may change
	emoji.Watch(a)
	writeWhole()
	a.SetIcon(metadata().Icon)
	a.Settings().SetTheme(theme.New(theme.ModeOf(look)))

	loop := task.NewLoop(fyne.Do)
	var w *features.Window
	var one *oneWindow
	shown := func() {} // a window that says what failed claims nothing
	started := expectWindow(a, func() { shown() }, fail)
	a.Lifecycle().SetOnStarted(started)
	index := newSearchable()
	o.Changed = func() {
		index.changed()
		loop.Dispatch(func() { w.Changed() })
	}
	o.Report = func(p domain.SyncProgress) {
		logProgress(p)
		loop.Dispatch(func() { w.Progress(p) })
	}
	o.TeamState = func(s domain.TeamState) { loop.Dispatch(func() { w.Team.SetState(s) }) }
	o.Taken = func(t review.Taken) { loop.Dispatch(func() { w.Team.Taken(t) }) }
	o.Beside = true
	folder := o.Folder
	moved := ""
	if folder == "" && !o.Demo {
		if moved, err = workspace.Settle(ctx); err != nil {
			shell.ShowFailure(a, err)
			return err
		}
		if folder, err = workspace.DefaultFolder(); err != nil {
			shell.ShowFailure(a, err)
			return err
		}
		o.Create = true // the first start: the user's own workspace
	}
	if folder != "" && !o.Create && !o.Demo && !workspace.Exists(folder) {
		err = workspace.Missing(folder)
		shell.ShowFailure(a, err)
		return err
	}
	if folder != "" {
		other, err := elsewhere(folder, mail)
		if err != nil {
			slog.Warn("nobody can tell whether another window is open", "reason", err.Error())
		}
		if other {
			return nil // that one came to the front
		}
	}
	title, err := titleOf(folder, o.Demo)
	if err != nil {
		shell.ShowFailure(a, err)
		return err
	}
	rereads := newRereads(func(p domain.RereadProgress) { loop.Dispatch(func() { w.Reread(p) }) })
	o.Taught = func() { rereads.want(nil) }
	space, err := workspace.Open(ctx, o)
	if domain.CodeOf(err) == domain.CodeDamaged && folder != "" {
		shell.ShowDamage(a, err, func() (string, error) { return saveLeft(ctx, folder) })
		return err
	}
	if err != nil {
		shell.ShowFailure(a, err)
		return err
	}
	if err := errors.Join(speak(ctx, space.Store), space.HoldTeam(ctx, os.Getenv(workspace.TeamVariable))); err != nil {
		return errors.Join(err, space.Close())
	}
	appearance, err := appearanceOf(ctx, space.Store)
	if err != nil {
		return errors.Join(err, space.Close())
	}
	chosen, err := keysOf(ctx, space.Store)
	if err != nil {
		return errors.Join(err, space.Close())
	}
	if look == "" {
		a.Settings().SetTheme(theme.New(theme.ModeOf(appearance.Theme)))
	}
	rescale := scaler(a)
	rescale(appearance.Scale)
	slog.SetDefault(space.Log.Logger(os.Stderr))
	if moved != "" {
		slog.Info(moved)
	}
	crash, err := logfile.WatchCrashes(workspace.LogFolder(space.Folder))
	if err != nil {
		slog.Warn("a fault that ends the program will leave no trace", "reason", err.Error())
	}
	fonts, err := mailfonts.New(places.Cache())
	if err != nil {
		return errors.Join(err, space.Close())
	}
	var copies browserCopies
	copies.clean()
	background := task.NewTurns(ctx, loop, onePicture)
	background.OnRest(newMemory().rest)
	syncer := newSyncer(space)
	var engine sync.WaitGroup
	// What is under way ends where it is, then the cache is closed.
	finish := sync.OnceValue(func() error {
		one.close() // the next start is a window of its own
		cancel()
		engine.Wait()
		background.Wait()
		return errors.Join(copies.remove(), space.Close())
	})
	back := func(path string, keepLater bool) {
		go leave(func() error { return errors.Join(finish(), putBack(o, space.Folder, path, keepLater)) })
	}
	if o.Demo {
		back = nil // its workspace may be gone with it
	}
	tray, err := chosenIn(space.Store, domain.SettingTray)(ctx)
	if err != nil {
		return errors.Join(err, space.Close())
	}
	hides := func() bool { return false }
	params := features.Params{
		SystemMenu: runtime.GOOS == "darwin",
		View: services.Params{
			Base: services.Base{
				Store: space.Store, Desk: space.Desk, Clock: space.Clock, Location: space.Location, Background: background, Keys: chosen,
			},
			Syncs: services.Syncs{
				Sync: syncer.now, SyncOne: syncer.want, Older: syncer.older, NextSync: syncer.next, CancelSync: syncer.cancel,
			},
			Reports: services.Reports{
				Report: func(ctx context.Context, message int64) (report.Content, error) {
					return readReport(ctx, space, message)
				},
				Workbench: space.Bench, Reread: rereads.want, CancelReread: rereads.cancel, Like: known.Like,
			},
			Search: space.Store, Sessions: cove.FinishedStates(),
			Accounts: space.Accounts, ServiceDesk: space.ServiceDesk, Proxy: space.Proxy, Notices: space.Notices, Mail: space.Mail,
			Team: teamDoor{space},
		},
		Engine:      &mailview.Engine{Fonts: fonts, Limits: limit.Default()},
		BrowserCopy: copies.add,
		Original:    func(ctx context.Context, message int64) ([]byte, error) { return original(ctx, space, message) },
		Leave:       func() { go leave(finish) },
		Demo:        o.Demo,
		About:       about(space.Folder),
		Appearance:  appearance,
		Rescale:     rescale,
		Copies:      space,
		Retention:   space,
		Log:         func() (string, error) { return logfile.Tail(workspace.LogFolder(space.Folder), 200) },
		Diagnose:    func(ctx context.Context) (string, error) { return diagnose.Report(ctx, space) },
		PutBack:     back,
		Profile:     title,
		Profiles:    profileDoor{here: space.Folder},
		AskUpdate:   askUpdate(space),
		Hides:       func() bool { return hides() },
	}
	if !o.Demo {
		if params.Starter, err = newStarter(o.Folder); err != nil {
			return errors.Join(err, space.Close())
		}
	}
	w, err = features.New(a, params)
	if err != nil {
		return errors.Join(err, space.Close())
	}
	// Who is not seen is not the window of the profile: the next start must not end for it.
	shown = func() {
		if folder == "" {
			return
		}
		mine, first, err := claim(folder, func(mail string) {
			fyne.Do(func() {
				w.Raise()
				if mail != "" {
					w.OpenMail(mail)
				}
			})
		})
		switch {
		case err != nil:
			slog.Warn("nobody can tell whether another window is open", "reason", err.Error())
		case !first:
			w.Quit() // another start was quicker, and came to the front
		}
		one = mine
	}
	syncer.ended = func() { loop.Dispatch(w.Synced) }
	syncer.show = func(m notice.Message) {
		loop.Dispatch(func() { a.SendNotification(fyne.NewNotification(m.Title, m.Text)) })
	}
	engine.Go(func() { syncer.run(ctx) })
	if err := space.SettleRetention(ctx); err != nil {
		slog.Warn("what went by its age can still be brought back", "code", string(domain.CodeOf(err)))
	}
	engine.Go(func() { careForCopies(ctx, space, func(err error) { loop.Dispatch(func() { w.Kept(err) }) }) })
	engine.Go(func() { space.ShareWithTeam(ctx) })
	engine.Go(func() { rereads.run(ctx, space.Bench.Reread) })
	engine.Go(func() { index.run(ctx, space) })
	looks := &updates{
		chosen: chosenIn(space.Store, domain.SettingUpdates), ask: askUpdate(space),
		found: func(n update.Newest) { loop.Dispatch(func() { w.Update.Found(n) }) },
	}
	minutes := time.NewTicker(lookForUpdate)
	defer minutes.Stop()
	engine.Go(func() { looks.run(ctx, minutes.C) })
	if tray {
		hides = inTray(a, w.Raise, syncer.now, w.Quit)
	}
	a.Lifecycle().SetOnStarted(func() {
		unnameWindows()
		loop.Run()
		started()
		w.Started()
		w.Crashed(crash)
		if mail != "" {
			w.OpenMail(mail)
		}
		go onSignal(func() { fyne.Do(w.Quit) })
	})
	background.Settle(firstPicture)
	w.ShowAndRun()
	return finish()
}

// How long the interface waits for what is read beside it, so that it comes with the same
// picture: a turn of it (task.Background.Turn), and all of it before the first picture. A
// picture takes 25 to 40 ms without a graphics processor: whoever waits no longer than that
// for the list, the report and its layout has all of it sooner than with a second picture.
const (
	onePicture   = 40 * time.Millisecond
	firstPicture = 60 * time.Millisecond
)

func logProgress(p domain.SyncProgress) {
	if p.Finished {
		slog.Info("sync finished", "messages", p.Done, "runs", p.Runs, "set_aside", p.Problems, "failed", p.Err != nil)
	}
}
