package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"runchecks/ui/update"
)

func TestANewerVersionIsAskedForOnceADayAndOnlyWhereSomebodyChoseIt(t *testing.T) {
	chosen, asked, found := false, 0, 0
	var fault error
	u := &updates{
		chosen: func(context.Context) (bool, error) { return chosen, nil },
		ask: func(context.Context) (update.Newest, error) {
			asked++
			return update.Newest{Newer: true}, fault
		},
		found: func(update.Newest) { found++ },
	}
	start := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		after        time.Duration
		chosen       bool
		fault        error
		asked, found int
	}{
		{0, false, nil, 0, 0}, {time.Minute, true, nil, 1, 1}, {23 * time.Hour, true, nil, 1, 1},
		{25 * time.Hour, true, errors.New("no network"), 2, 1}, {26 * time.Hour, true, nil, 2, 1}, {50 * time.Hour, true, nil, 3, 2},
		{80 * time.Hour, false, nil, 3, 2},
	} {
		chosen, fault = step.chosen, step.fault
		u.due(t.Context(), start.Add(step.after))
		if asked != step.asked || found != step.found {
			t.Errorf("after %s: asked %d, found %d", step.after, asked, found)
		}
	}
}
