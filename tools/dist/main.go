// Command dist makes of the built programs what people install. It builds nothing itself.
package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"runchecks"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 || args[0] != "placeholders" {
		return fmt.Errorf("say placeholders, not %q", strings.Join(args, " "))
	}
	if left := placeholders(); len(left) > 0 {
		fmt.Fprintf(os.Stderr, "dist: not for a release yet, these are placeholders: %s. See CONTRIBUTING.md, \"A release\".\n",
			strings.Join(left, ", "))
	}
	return nil
}

// placeholders lists what of the identity nobody has decided yet.
func placeholders() []string {
	module := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		module = info.Main.Path
	}
	return runchecks.Identity().Placeholders(module)
}
