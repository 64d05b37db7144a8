package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"runchecks/cmd/internal/doctor"
)

// findingLine is one thing that doctor looked at.
type findingLine struct {
	Check string `json:"check"` // profile, database, copies, disk, clock, keychain, account, window
	State string `json:"state"` // good, note or bad
	About string `json:"about"` // name of the account, empty for others
	Text  string `json:"text"`
	Do    string `json:"do"` // what to do, empty where nothing is to be done
}

// examine looks at everything that Run Checks needs, and says what to do.
func examine(ctx context.Context, t *terminal, _ []string) error {
	if err := t.settle(ctx); err != nil {
		return err
	}
	o, err := t.options()
	if err != nil {
		return err
	}
	clock := t.clock
	if o.Clock != nil {
		clock = o.Clock
	}
	if clock == nil {
		clock = time.Now
	}
	bad := 0
	for _, f := range doctor.Examine(ctx, o, clock) {
		if f.State == doctor.Bad {
			bad++
		}
		line := findingLine{f.Check, string(f.State), f.About, f.Text, f.Do}
		text := fmt.Sprintf("%-5s %-9s %s", f.State, f.Check, f.Text)
		if f.Do != "" {
			text += "\n                " + f.Do
		}
		if err := t.print(line, text); err != nil {
			return err
		}
	}
	if bad > 0 {
		return errors.New("something needs to be set right; it is named above, each with what to do")
	}
	return nil
}
