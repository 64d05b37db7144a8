package profiles

import (
	"context"
	"os"
	"os/exec"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// Make makes a profile of a name, without anything in it.
func Make(ctx context.Context, name string) (Profile, error) {
	p, err := New(name)
	if err != nil {
		return p, err
	}
	w, err := workspace.Open(ctx, workspace.Options{Folder: p.Folder, Create: true})
	if err != nil {
		return p, err
	}
	return p, w.Close()
}

// Window opens the window of a profile, as a program of its own that outlives this one. Where that window
// is open already it comes to the front.
func Window(p Profile) error {
	if p.Own {
		return start()
	}
	return start("--profile", p.Folder)
}

// Demo opens the demo, which is thrown away when its window is closed.
func Demo() error { return start("--demo") }

// start starts this program once more.
func start(args ...string) error {
	name, err := os.Executable()
	if err != nil {
		return notStarted(err)
	}
	c := exec.Command(name, args...)
	alone(c)
	if err := c.Start(); err != nil {
		return notStarted(err)
	}
	go func() { _ = c.Wait() }() // until it or this program ends: nothing of an ended program is left behind
	return nil
}

func notStarted(err error) error {
	return domain.Refuse(domain.CodeInternal, "refusal.profile_window", err).With(err, domain.Remedy{})
}
