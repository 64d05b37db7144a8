// Package computer is what the program does beyond its window on this computer: whether it starts when
// its user signs in.
package computer

import (
	"context"

	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Starter has the window of a profile start when its user signs in. Its calls are made beside the
// interface thread.
type Starter interface {
	// Starts reports whether it does, and where that is said: a file, or a value of the registry.
	Starts() (on bool, place string, err error)
	// SetStarts writes that there, or takes it away again.
	SetStarts(on bool) error
}

// Feature is that in the window. Its methods are called on the interface thread.
type Feature struct {
	host    shell.Host
	starter Starter
}

// New makes the feature; starter is nil where nothing can be started.
func New(host shell.Host, starter Starter) *Feature { return &Feature{host: host, starter: starter} }

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{{
		ID: "computer.starts", Name: words.T("computer.command"), Place: shell.File + 134, Key: "Ctrl+F12",
		Enabled: func() bool { return x.starter != nil }, Run: x.switchOver,
	}}
}

// switchOver has the window start at the next sign-in, or not any more, and says what it wrote.
func (x *Feature) switchOver() {
	x.host.Background().Go(func(context.Context) func() {
		on, place, err := x.starter.Starts()
		if err == nil {
			err = x.starter.SetStarts(!on)
		}
		return func() {
			switch {
			case err != nil:
				x.host.Say(words.FailedTo(words.T("computer.cannot"), err))
			case on:
				x.host.Say(words.Toast{Text: words.T("computer.off", "place", place)})
			default:
				x.host.Say(words.Toast{Text: words.T("computer.on", "place", place)})
			}
			x.host.Changed()
		}
	})
}
