package workspace

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

func TestACopyWaitsForTheSyncThatIsUnderWayAndEndsForOneThatBegins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var turns turns
		end := turns.begin()
		copying, made := 0, make(chan error, 1)
		go func() {
			made <- turns.apart(t.Context(), func(ctx context.Context) error {
				if copying++; copying > 1 {
					return nil
				}
				<-ctx.Done() // a long one
				return ctx.Err()
			})
		}()
		synctest.Wait()
		if copying != 0 {
			t.Fatal("a copy is made beside a sync")
		}
		end()
		synctest.Wait()
		if copying != 1 {
			t.Fatalf("%d copies after the sync", copying)
		}
		end = turns.begin()
		synctest.Wait()
		if copying != 1 || len(made) > 0 {
			t.Fatalf("beside the next sync: %d copies, ended %d", copying, len(made))
		}
		end()
		if err := <-made; err != nil || copying != 2 {
			t.Errorf("%d copies, %v", copying, err)
		}
	})
}

func TestACopyThatSyncsEndAgainAndAgainIsMadeBesideThem(t *testing.T) {
	var turns turns
	tries := 0
	err := turns.apart(t.Context(), func(ctx context.Context) error {
		if tries++; tries <= interruptions {
			turns.begin()()
		}
		return ctx.Err()
	})
	if err != nil || tries != interruptions+1 {
		t.Errorf("%d tries, %v", tries, err)
	}
}

func TestACopyThatFailsByItselfIsNotTriedAgain(t *testing.T) {
	var turns turns
	full, tries := errors.New("the disk is full"), 0
	err := turns.apart(t.Context(), func(context.Context) error { tries++; return full })
	if !errors.Is(err, full) || tries != 1 {
		t.Errorf("%d tries, %v", tries, err)
	}
}
