package main

import (
	"context"
	"errors"
	"fmt"

	"runchecks/cmd/internal/workspace"
)

// findingJSON is one thing that a look at the journal found.
type findingJSON struct {
	Kind  string  `json:"kind"`
	Entry *string `json:"entry"`
	Words string  `json:"words"`
	Note  bool    `json:"note"` // worth knowing, and no fault
}

// slowJournal is the number of entries from which progress is told.
const slowJournal = 100_000

// verifyJournal checks the journal and what is shown of it.
func verifyJournal(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		c, err := w.Desk.VerifyJournal(ctx, func(done, total int) {
			if total >= slowJournal && done%slowJournal == 0 {
				_, _ = fmt.Fprintf(t.err, "rcheck: %d of %d entries\n", done, total)
			}
		})
		if err != nil {
			return err
		}
		findings := []findingJSON{}
		for _, f := range c.Findings {
			findings = append(findings, findingJSON{string(f.Kind), orNull(string(f.Entry)), f.Words, f.Note})
		}
		line := journalCheckJSON{c.Entries, c.Unlinked, orNull(string(c.Broken)), string(c.Last), c.LastHash, findings}
		if err := t.print(line, c.Words()); err != nil {
			return err
		}
		if c.Faulty() {
			return errors.New("the journal, or what is shown of it, was changed by other means")
		}
		return nil
	})
}
