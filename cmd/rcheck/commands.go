package main

import (
	"flag"
	"slices"
)

// plain is a command without flags.
func plain(do action) func(*flag.FlagSet) action {
	return func(*flag.FlagSet) action { return do }
}

// commands are what rcheck can do, in the order of its help. Their words, flags and JSON
// are kept stable for scripts.
var commands = slices.Concat(reviewCommands, dayCommands, accountCommands, companyCommands, readerCommands, careCommands)
