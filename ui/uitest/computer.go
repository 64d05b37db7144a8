package uitest

import (
	"context"
	"sync"

	"runchecks/ui/profiles"
)

// Computer has two profiles, opens windows by writing down which, and starts none by itself.
type Computer struct {
	lock   sync.Mutex
	made   []profiles.Profile
	opened []string
	starts bool
}

// List lists the user's own profile, which the window shows, and another one.
func (c *Computer) List() ([]profiles.Profile, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	return append([]profiles.Profile{
		{Name: "run-checks", Folder: "/data/run-checks", Own: true, Here: true}, {Name: "Acme", Folder: "/data/Acme"},
	}, c.made...), nil
}

// Make makes a profile.
func (c *Computer) Make(_ context.Context, name string) (profiles.Profile, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	p := profiles.Profile{Name: name, Folder: "/data/" + name}
	c.made = append(c.made, p)
	return p, nil
}

// Open opens the window of a profile.
func (c *Computer) Open(p profiles.Profile) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.opened = append(c.opened, p.Name)
	return nil
}

// Demo opens the demo.
func (c *Computer) Demo() error { return c.Open(profiles.Profile{Name: "demo"}) }

// Opened are the windows that were opened, by the names of their profiles.
func (c *Computer) Opened() []string {
	c.lock.Lock()
	defer c.lock.Unlock()
	return append([]string{}, c.opened...)
}

// Starts reports whether the window starts with the computer.
func (c *Computer) Starts() (on bool, place string, err error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.starts, "/autostart/run-checks.desktop", nil
}

// SetStarts has it start, or not any more.
func (c *Computer) SetStarts(on bool) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.starts = on
	return nil
}
