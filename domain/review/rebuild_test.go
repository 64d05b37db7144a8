package review_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

func TestARebuildFromRunsAndJournalMakesTheSameCache(t *testing.T) {
	total := map[domain.DecisionKind]int{}
	for seed := range histories(2, 12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := newChaos(t, seed)
			for range 150 {
				c.now = c.now.Add(time.Duration(1+c.rng.IntN(7200)) * time.Second)
				if c.rng.IntN(3) == 0 {
					c.report()
				}
				c.decide()
			}
			before := c.projections()
			entries, err := c.svc.Rebuild(c.ctx)
			if err != nil {
				t.Fatal(err)
			}
			after := c.projections()
			if d := difference(before, after); d != "" {
				t.Errorf("after a rebuild of %d entries:\n%s", entries, d)
			}
			if chain, err := c.svc.VerifyJournal(c.ctx, nil); err != nil || len(chain.Findings) > 0 || chain.Entries != entries {
				t.Errorf("chain %+v, %v", chain, err)
			}
			for kind, n := range c.done {
				total[kind] += n
			}
		})
	}
	for _, kind := range domain.DecisionKinds() {
		if total[kind] == 0 {
			t.Errorf("no decision of the kind %s was made", kind)
		}
	}
}

// Whatever is decided and taken back at once leaves every table as it was; redo leaves it
// as the decision did, and a second undo as the first.
func TestUndoPutsEveryTableBack(t *testing.T) {
	total := map[domain.DecisionKind]int{}
	steps := 160
	if testing.Short() {
		steps = 120
	}
	for seed := range histories(2, 6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := newChaos(t, seed+2000)
			for range steps {
				c.now = c.now.Add(time.Duration(1+c.rng.IntN(7200)) * time.Second)
				if c.rng.IntN(3) == 0 {
					c.report()
				}
				before, files := c.projections(), c.files()
				d, svc, ok := c.decide()
				if !ok || !review.CanUndo(d.Kind) {
					continue
				}
				total[d.Kind]++
				decided, written := c.projections(), c.files()
				check := func(what string, rows []string, shelf map[string]string) {
					t.Helper()
					if found := difference(rows, c.projections()); found != "" || !maps.Equal(shelf, c.files()) {
						t.Fatalf("after the %s of %q (%s):\n%s", what, inWords(d), d.Kind, found)
					}
				}
				if _, err := svc.UndoOne(c.ctx, d.ID); err != nil {
					t.Fatalf("undo of %q: %v", inWords(d), err)
				}
				check("undo", before, files)
				if _, err := svc.Redo(c.ctx); err != nil {
					t.Fatalf("redo of %q: %v", inWords(d), err)
				}
				check("redo", decided, written)
				if c.rng.IntN(3) == 0 {
					if _, err := svc.UndoOne(c.ctx, d.ID); err != nil {
						t.Fatalf("second undo of %q: %v", inWords(d), err)
					}
					check("second undo", before, files)
				}
			}
		})
	}
	for _, kind := range domain.DecisionKinds() {
		if review.CanUndo(kind) && total[kind] == 0 {
			t.Errorf("no decision of the kind %s was undone", kind)
		}
	}
}

func TestEverythingCanBeUndoneToTheFirstDecision(t *testing.T) {
	for seed := range histories(2, 12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := newChaos(t, seed+1000)
			c.services = c.services[:1] // nobody else builds upon one's decisions
			c.revertible = true
			for range 12 {
				c.now = c.now.Add(time.Hour)
				c.report()
			}
			before := c.projections()
			for range 60 {
				c.now = c.now.Add(time.Minute)
				c.decide()
			}
			for {
				_, err := c.services[0].Undo(c.ctx)
				if domain.CodeOf(err) == domain.CodeNotFound {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			after := c.projections()
			if d := difference(before, after); d != "" {
				t.Errorf("after every undo:\n%s", d)
			}
		})
	}
}

// difference lists the lines that are in one only, "" for none.
func difference(a, b []string) string {
	var out []string
	for _, l := range a {
		if !slices.Contains(b, l) {
			out = append(out, "- "+l)
		}
	}
	for _, l := range b {
		if !slices.Contains(a, l) {
			out = append(out, "+ "+l)
		}
	}
	if len(out) > 12 {
		out = append(out[:12], fmt.Sprintf("and %d more", len(out)-12))
	}
	return strings.Join(out, "\n")
}
