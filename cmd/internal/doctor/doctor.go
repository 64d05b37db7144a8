// Package doctor looks at what Run Checks needs on this computer, and says of each thing that is
// not as it should be what to do. It changes nothing and touches no network.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"runchecks/cmd/internal/places"
	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/storage"
)

// State says how something stands.
type State string

// The states: Note is worth knowing and keeps nothing from working.
const (
	Good State = "good"
	Note State = "note"
	Bad  State = "bad"
)

// Finding is one thing that was looked at.
type Finding struct {
	Check string
	State State
	About string // name of an account
	Text  string
	Do    string // "" where nothing is to be done
}

// Examine looks at the profile that o names and at the computer. now is the clock.
func Examine(ctx context.Context, o workspace.Options, now domain.Clock) []Finding {
	folder := o.Folder
	if folder == "" {
		own, err := workspace.DefaultFolder()
		if err != nil {
			return []Finding{{Check: "profile", State: Bad, Text: err.Error()}}
		}
		folder = own
	}
	out := []Finding{profile(folder, o.Folder != "" && !o.Create && !o.Demo), disk(folder)}
	if workspace.Exists(folder) || o.Demo {
		out = append(out, inside(ctx, o, now)...)
	}
	return append(out, window(runtime.GOOS, os.Getenv, exists))
}

// profile looks for the profile; named says that somebody named its folder, which has to hold one.
func profile(folder string, named bool) Finding {
	f := Finding{Check: "profile", State: Good, Text: "it is in " + folder}
	p, err := places.Own()
	if err == nil && p.Former != p.Data && folder == p.Data && workspace.Exists(p.Former) && workspace.Exists(p.Data) {
		f.State, f.Text = Note, fmt.Sprintf("it is in %s; another one of an earlier version is in %s", folder, p.Former)
		f.Do = "Look at that one with --profile, and remove it once it is not needed."
	}
	switch {
	case workspace.Exists(folder):
	case workspace.Was(folder):
		f.State, f.Text, f.Do = Bad, "its database is gone from "+folder, "'rcheck restore' puts the newest copy back."
	case named:
		f.State, f.Text, f.Do = Bad, workspace.Missing(folder).Error(), "Name the folder of a profile with --profile."
	default:
		f.State, f.Text, f.Do = Note, "there is none yet in "+folder, "The first start of the window or 'rcheck account add' makes it."
	}
	return f
}

// What is too little room on a disk, in bytes: below bad nothing can be stored for long.
const (
	littleRoom = 2 << 30
	noRoom     = 200 << 20
)

func disk(folder string) Finding {
	f := Finding{Check: "disk", State: Good}
	at := folder
	for !exists(at) && filepath.Dir(at) != at {
		at = filepath.Dir(at)
	}
	free, err := room(at)
	if err != nil {
		f.State, f.Text = Note, fmt.Sprintf("nobody can tell how much room there is for %s: %v", folder, err)
		return f
	}
	f.Text = fmt.Sprintf("%.1f GB are free where the profile is", float64(free)/(1<<30))
	switch {
	case free < noRoom:
		f.State, f.Do = Bad, "Make room: what is fetched and decided cannot be stored."
	case free < littleRoom:
		f.State, f.Do = Note, "Make room: a copy of the database is made every day."
	}
	return f
}

// inside looks at what only the open profile knows.
func inside(ctx context.Context, o workspace.Options, now domain.Clock) []Finding {
	w, err := workspace.Open(ctx, o)
	if err != nil {
		f := Finding{Check: "database", State: Bad, Text: err.Error()}
		if domain.CodeOf(err) == domain.CodeDamaged {
			f.Do = "'rcheck restore' says what can be saved, and saves it."
		}
		return []Finding{f}
	}
	defer func() { _ = w.Close() }() // nothing was written
	out := []Finding{database(ctx, w), copies(w, now())}
	var accounts []domain.Account
	newest := time.Time{}
	err = w.Store.Read(ctx, func(q domain.Reader) (err error) {
		if accounts, err = q.Accounts(); err != nil {
			return err
		}
		last, err := q.NewestDecision()
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil
		}
		newest = last.At
		return err
	})
	if err != nil {
		return append(out, Finding{Check: "database", State: Bad, Text: err.Error()})
	}
	for _, a := range accounts {
		if a.Health.LastTry.After(newest) {
			newest = a.Health.LastTry
		}
	}
	out = append(out, clock(now(), newest), keychain(ctx, w))
	for _, a := range accounts {
		out = append(out, account(a, w.Location))
	}
	if len(accounts) == 0 {
		out = append(out, Finding{Check: "account", State: Note, Text: "there is none",
			Do: "Add one with 'rcheck account add', or in the window."})
	}
	return out
}

func database(ctx context.Context, w *workspace.Workspace) Finding {
	if err := w.Store.Check(ctx); err != nil {
		return Finding{Check: "database", State: Bad, Text: err.Error(), Do: "'rcheck restore' says what can be saved, and saves it."}
	}
	return Finding{Check: "database", State: Good, Text: fmt.Sprintf("it is whole, version %d", storage.Schema())}
}

// oldCopy is how old the newest copy may be: one is made every day that the program runs.
const oldCopy = 8 * 24 * time.Hour

func copies(w *workspace.Workspace, now time.Time) Finding {
	list, err := w.Copies()
	switch {
	case err != nil:
		return Finding{Check: "copies", State: Bad, Text: err.Error()}
	case len(list) == 0:
		return Finding{Check: "copies", State: Note, Text: "there is no copy of the database yet", Do: "'rcheck backup' makes one."}
	}
	f := Finding{Check: "copies", State: Good,
		Text: fmt.Sprintf("there are %d, the newest of %s", len(list), list[0].At.In(w.Location).Format("2006-01-02 15:04"))}
	if now.Sub(list[0].At) > oldCopy {
		f.State, f.Do = Note, "'rcheck backup' makes one now; the window and 'rcheck sync' make one every day."
	}
	return f
}

// ahead is how far what is stored may be before the clock of the computer.
const ahead = 5 * time.Minute

func clock(now, newest time.Time) Finding {
	zone, _ := now.Zone()
	if newest.Sub(now) > ahead {
		return Finding{Check: "clock", State: Bad,
			Text: fmt.Sprintf(
				"it says %s, and something was stored at %s already",
				now.Format(time.RFC3339), newest.In(now.Location()).Format(time.RFC3339),
			),
			Do: "Set date, time and time zone of this computer: what is missed and what a night is depend on them."}
	}
	return Finding{Check: "clock", State: Good,
		Text: fmt.Sprintf("it says %s (%s), after everything that is stored", now.Format("2006-01-02 15:04"), zone)}
}

func keychain(ctx context.Context, w *workspace.Workspace) Finding {
	if err := w.AskKeychain(ctx); err != nil {
		return Finding{Check: "keychain", State: Note, Text: err.Error(),
			Do: "The window asks for passwords at each start; a sync without a person is given them by --secret-file or --secret-command."}
	}
	return Finding{Check: "keychain", State: Good, Text: "it answers"}
}

func account(a domain.Account, loc *time.Location) Finding {
	f := Finding{Check: "account", About: a.Name, State: Good}
	trouble := a.Trouble(loc)
	switch {
	case !a.Paused.IsZero():
		f.State, f.Text, f.Do = Note, a.Name+": "+trouble, fmt.Sprintf("'rcheck account resume %q' syncs it again.", a.Name)
	case trouble != "":
		f.State, f.Text = Bad, a.Name+": "+trouble
		f.Do = fmt.Sprintf("'rcheck sync --account %q' tries it, 'rcheck account log %q' says what was.", a.Name, a.Name)
	default:
		f.Text = a.Name + ": the last sync was good, at " + a.Health.LastSuccess.In(loc).Format("2006-01-02 15:04")
	}
	if a.Health.Notice != "" {
		f.Text += "; " + a.Health.Notice
	}
	return f
}

// window says whether the window can open here, as far as that can be told without opening it.
func window(system string, variable func(string) string, exists func(string) bool) Finding {
	f := Finding{Check: "window", State: Good, Text: "OpenGL is there, as far as can be told from a terminal"}
	switch system {
	case "linux":
		switch {
		case variable("DISPLAY") == "" && variable("WAYLAND_DISPLAY") == "":
			f.State, f.Text = Note, "there is no display here, so no window can open; the terminal needs none"
		case !anyOf(exists, libraries()):
			f.State, f.Text = Bad, "libGL.so.1 was not found, without which no window opens"
			f.Do = "Install it: libgl1 on Debian and Ubuntu, mesa-libGL on Fedora and SUSE."
		}
	case "windows":
		program, err := os.Executable()
		if err == nil && len(variable("SESSIONNAME")) > 2 && variable("SESSIONNAME")[:3] == "RDP" &&
			!exists(filepath.Join(filepath.Dir(program), "opengl32.dll")) {
			f.State, f.Text = Note, "this is a session of Remote Desktop, which often has no OpenGL 2.1"
			f.Do = "If the window does not open, put Mesa's opengl32.dll beside the program."
		}
	}
	return f
}

// libraries are where Linux systems have OpenGL.
func libraries() (paths []string) {
	for _, folder := range []string{"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/lib64"} {
		paths = append(paths, filepath.Join(folder, "libGL.so.1"))
	}
	return paths
}

func anyOf(exists func(string) bool, paths []string) bool {
	for _, p := range paths {
		if exists(p) {
			return true
		}
	}
	return false
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, os.ErrNotExist)
}
