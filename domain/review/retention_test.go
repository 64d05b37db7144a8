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

// takeOut lets go what is older than before.
func (c *chaos) takeOut(before time.Time) domain.RetentionPass {
	c.Helper()
	cut := domain.RetentionCutoffs{Originals: before, Bodies: before, History: before}
	goes, err := c.store.PreviewRetention(c.ctx, cut)
	if err == nil {
		_, err = c.services[0].RecordRetention(c.ctx, domain.RetentionAges{History: 400}, goes)
	}
	if err != nil {
		c.Fatal(err)
	}
	pass, err := c.store.BeginRetention(c.ctx, c.now, cut, func(raw []byte) ([]byte, bool) { return raw[:1], true })
	for more := err == nil; more && err == nil; {
		more, err = pass.Some(c.ctx)
	}
	if err != nil {
		c.Fatal(err)
	}
	p, err := c.store.LastRetention(c.ctx)
	if err != nil {
		c.Fatal(err)
	}
	return p
}

func (c *chaos) bringBack() {
	c.Helper()
	for more := true; more; {
		var err error
		if more, err = c.store.UndoRetentionSome(c.ctx); err != nil {
			c.Fatal(err)
		}
	}
	p, err := c.store.LastRetention(c.ctx)
	if err == nil {
		_, err = c.services[0].RecordRetentionUndone(c.ctx, p)
	}
	if err != nil {
		c.Fatal(err)
	}
}

// decided are the tables without what the retention notes of itself.
func (c *chaos) decided() []string {
	return slices.DeleteFunc(c.projections(), func(row string) bool {
		return strings.HasPrefix(row, "retention ") || strings.HasPrefix(row, "gone ")
	})
}

// waitingRows are the runs that nobody reviewed, with all that is stored of them.
func (c *chaos) waitingRows() map[string]string {
	c.Helper()
	out := map[string]string{}
	err := c.store.Read(c.ctx, func(q domain.Reader) error {
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			runs, err := q.WaitingRuns(j.ID, 0)
			if err != nil {
				return err
			}
			for _, r := range runs {
				d, err := q.Details(r.ID)
				if err != nil {
					return err
				}
				raw := []byte(nil)
				if d.Run.Message != 0 {
					if raw, err = q.RawMessage(d.Run.Message); err != nil {
						return err
					}
				}
				out[string(r.Key)] = fmt.Sprintf("%+v %q", d.Run, raw)
			}
		}
		return nil
	})
	if err != nil {
		c.Fatal(err)
	}
	return out
}

func randomNights(t *testing.T, seed uint64, steps int) *chaos {
	t.Helper()
	c := newChaos(t, seed)
	for range steps {
		c.now = c.now.Add(time.Duration(1+c.rng.IntN(7200)) * time.Second)
		if c.rng.IntN(2) == 0 {
			c.report()
		}
		c.decide()
	}
	return c
}

// A rebuild makes the same of what is left as stands there, whatever went; nothing that waits
// loses anything, also where it was decided about meanwhile; and an undo brings back all.
func TestWhatIsLeftIsMadeAnewFromTheJournalOnceRunsWentByTheirAge(t *testing.T) {
	total := 0
	for seed := range histories(2, 6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := randomNights(t, seed+7000, 220)
			waiting := c.waitingRows()
			before := c.decided()
			p := c.takeOut(c.now.Add(-time.Hour))
			total += p.Runs
			if got := c.waitingRows(); !maps.Equal(got, waiting) {
				t.Fatal("something that waits for review is not what it was")
			}
			left := c.decided()
			if _, err := c.svc.Rebuild(c.ctx); err != nil {
				t.Fatal(err)
			}
			if d := difference(left, c.decided()); d != "" {
				t.Fatalf("%+v went; a rebuild makes something else of what is left:\n%s", p.RetentionCounts, d)
			}
			if chain, err := c.svc.VerifyJournal(c.ctx, nil); err != nil || len(chain.Findings) > 0 {
				t.Errorf("chain %+v, %v", chain.Findings, err)
			}
			c.bringBack()
			if d := difference(before, c.decided()); d != "" {
				t.Fatalf("after the undo:\n%s", d)
			}
		})
	}
	if total < 20 {
		t.Errorf("only %d runs went: nothing was tried", total)
	}
}

// Whoever undoes a review while some of its runs are gone finds those undone too, once they are
// brought back.
func TestWhatWasUndoneWhileItWasGoneIsUndoneWhenItIsBroughtBack(t *testing.T) {
	tried := 0
	for seed := range histories(2, 6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := randomNights(t, seed+8000, 220)
			p := c.takeOut(c.now.Add(-time.Hour))
			if p.Runs == 0 {
				return
			}
			for range 40 {
				c.now = c.now.Add(time.Minute)
				if _, err := c.services[0].Undo(c.ctx); err == nil {
					tried++
				}
			}
			c.bringBack()
			is := c.decided()
			if _, err := c.svc.Rebuild(c.ctx); err != nil {
				t.Fatal(err)
			}
			if d := difference(is, c.decided()); d != "" {
				t.Errorf("the journal says otherwise:\n%s", d)
			}
		})
	}
	if tried < 10 {
		t.Errorf("only %d decisions were undone meanwhile", tried)
	}
}

func TestWhatWentByItsAgeIsSaidInTheJournal(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	d, err := b.svc.RecordRetention(
		b.ctx,
		domain.RetentionAges{History: 400},
		domain.RetentionCounts{Runs: 3, Messages: 1, Bodies: 2, Originals: 7},
	)
	if err != nil {
		t.Fatal(err)
	}
	if got := inWords(d); got != "removed by age: 3 runs, the text of 3 messages, the original of 7 messages" {
		t.Errorf("it says %q", got)
	}
	if review.CanUndo(domain.DecideRetention) {
		t.Error("the undo of decisions cannot bring back rows")
	}
}
