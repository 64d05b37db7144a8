package main

import (
	"flag"
	"time"

	"runchecks/tools/fidelity/layout"
)

// engine is the flags that choose the program's side. This file is the only one to
// change for a renderer of another sort.
type engine struct {
	command string
	timeout time.Duration
}

func (e *engine) register(flags *flag.FlagSet) {
	flags.StringVar(&e.command, "renderer", "", `command that renders a mail, such as "bin/run-checks"; without it the engine of this source tree, in this process`)
	flags.DurationVar(&e.timeout, "patience", 30*time.Second, "time that a command has for one document")
}

func (e *engine) renderer() (layout.Renderer, error) {
	if e.command == "" {
		return newBuiltIn()
	}
	return layout.NewCommand(e.command, e.timeout)
}
