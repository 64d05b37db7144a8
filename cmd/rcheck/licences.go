package main

import (
	"context"
	"strings"

	"runchecks/assets"
)

// licenceJSON is a module of which the program is made.
type licenceJSON struct {
	Module  string `json:"module"`
	Version string `json:"version"` // "" for Go itself
	// Licences are SPDX identifiers where there are some.
	Licences []string `json:"licences"`
}

// licences writes the licences of what the program is made of: for people the texts, too.
func licences(_ context.Context, t *terminal, _ []string) error {
	if !t.json {
		return t.print(nil, strings.TrimSpace(assets.Notices()))
	}
	for line := range strings.SplitSeq(assets.Modules(), "\n") {
		name, licences, _ := strings.Cut(line, ": ")
		module, version := name, ""
		if at := strings.LastIndex(name, " v"); at >= 0 {
			module, version = name[:at], name[at+1:]
		}
		if err := t.print(licenceJSON{module, version, strings.Split(licences, ", ")}, ""); err != nil {
			return err
		}
	}
	return nil
}
