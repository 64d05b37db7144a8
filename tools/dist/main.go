// Command dist makes of the built programs what people install. It builds no program itself.
package main

import (
	"errors"
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

// steps are what can be asked for, from the root of the repository.
var steps = map[string]func(args []string) error{
	"placeholders": func([]string) error { return sayPlaceholders() },
	"notices":      func([]string) error { return writeNotices() },
	"resources":    func([]string) error { return writeResources() },
	"pack":         pack,
	"key":          makeKey,
	"manifest":     makeManifest,
}

func run(args []string) error {
	if len(args) > 0 {
		if step := steps[args[0]]; step != nil {
			return step(args[1:])
		}
	}
	return fmt.Errorf("say placeholders, notices, resources, pack, key or manifest, not %q", strings.Join(args, " "))
}

func sayPlaceholders() error {
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
	out := runchecks.Identity().Placeholders(module)
	if _, _, ok := runchecks.Identity().Updates(); !ok {
		out = append(out, "address and key of updates (identity.go)")
	}
	return out
}

// writeNotices makes the file of licences anew, which is kept with the source.
func writeNotices() error {
	all, err := notices()
	if err == nil {
		err = refused(all)
	}
	if err != nil {
		return errors.Join(errors.New("the licences of what the programs are made of"), err)
	}
	return os.WriteFile(noticesFile, []byte(noticesText(all)), 0o644)
}
