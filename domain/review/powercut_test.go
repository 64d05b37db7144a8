package review_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/disk"
)

var cuts = flag.Int("cuts", 0, "how many power cuts TestAPowerCutTakesNoDecisionThatWasSaidToBeMade tries, instead of the usual number")

// said is a decision that was said to be made, and when on the disk's own clock.
type said struct {
	decision domain.Decision
	at       int
}

// morning reviews jobs while a sync brings more of them, and records the disk.
func morning(t *testing.T, decisions int) (d *disk.Disk, made []said) {
	t.Helper()
	ctx, folder := context.Background(), t.TempDir()
	store, err := storage.Open(ctx, folder)
	if err == nil {
		err = store.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	d = disk.Record(t, folder)
	if store, err = storage.Open(ctx, folder); err != nil {
		t.Fatal(err)
	}
	b := &fixture{T: t, store: store, ctx: ctx}
	b.svc = b.newDesk("kim", domain.RoleAdmin)
	for n := range decisions {
		j := b.job("contoso", n)
		err := store.Refetchable().Write(ctx, func(tx domain.Tx) error {
			for r := range 20 {
				object := storagetest.Object(fmt.Sprintf("vm%d", n*20+r), domain.Warning, fmt.Sprintf("slow %d", n))
				if _, err := tx.PutRun(storagetest.Run(j, r, storagetest.Now.Add(time.Duration(n)*time.Minute), object), ""); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		decision, err := b.svc.MarkReviewed(ctx, []review.Target{{Job: j.ID}})
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, said{decision, d.Now()})
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return d, made
}

// What the window said to be done is there after the power came back, whatever the disk had
// kept of what nobody waited for, and the database is whole.
func TestAPowerCutTakesNoDecisionThatWasSaidToBeMade(t *testing.T) {
	number := 200
	if testing.Short() {
		number = 10
	}
	if *cuts > 0 {
		number = *cuts
	}
	d, made := morning(t, 40)
	for seed := range uint64(number) {
		random := rand.New(rand.NewPCG(seed, 7))
		moment := made[0].at + random.IntN(d.Now()-made[0].at+1)
		folder := t.TempDir()
		d.CutAt(t, moment, random, folder)
		store, err := storage.Open(t.Context(), folder)
		if err != nil {
			t.Fatalf("cut %d after %d things: %v", seed, moment, err)
		}
		b := &fixture{T: t, store: store, ctx: t.Context()}
		b.svc = b.newDesk("kim", domain.RoleAdmin)
		for _, m := range made {
			if m.at > moment {
				break
			}
			err := store.Read(t.Context(), func(q domain.Reader) error {
				found, err := q.Decision(m.decision.ID)
				if err == nil && found.Hash != m.decision.Hash {
					err = fmt.Errorf("it is another one: %+v", found)
				}
				reviewed, runsErr := q.RunsReviewedBy(m.decision.ID)
				if err == nil && runsErr == nil && len(reviewed) != 20 {
					err = fmt.Errorf("%d of its 20 runs are reviewed", len(reviewed))
				}
				return err
			})
			if err != nil {
				t.Fatalf("cut %d after %d things: the decision %s, said to be made after %d, is lost: %v", seed, moment, inWords(m.decision), m.at, err)
			}
		}
		if c, err := b.svc.VerifyJournal(t.Context(), nil); err != nil || c.Broken != "" {
			t.Errorf("cut %d: %+v, %v", seed, c, err)
		}
		if err := store.Close(); err != nil {
			t.Errorf("cut %d: %v", seed, err)
		}
	}
}
