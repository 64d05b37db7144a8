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
	flags.StringVar(&e.command, "renderer", "bin/run-checks", "command that renders a mail")
	flags.DurationVar(&e.timeout, "patience", 30*time.Second, "time that the renderer has for one document")
}

func (e *engine) renderer() (layout.Renderer, error) {
	return layout.NewCommand(e.command, e.timeout)
}
