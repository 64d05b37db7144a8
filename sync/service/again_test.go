package service_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"runchecks/sync/service"
)

func TestWhatMayBeDoneAgainIsTriedWithLongerPauses(t *testing.T) {
	for name, c := range map[string]struct {
		again  []bool // what each time says; behind the last it succeeds
		waited []time.Duration
		fails  bool
	}{
		"at once":       {nil, nil, false},
		"the third":     {[]bool{true, true}, []time.Duration{1, 2}, false},
		"never":         {[]bool{true, true, true}, []time.Duration{1, 2}, true},
		"for no reason": {[]bool{false}, nil, true},
	} {
		var waited []time.Duration
		n := 0
		err := service.Again(t.Context(), 3, 1, func(_ context.Context, d time.Duration) error {
			waited = append(waited, d)
			return nil
		}, func() (bool, error) {
			if n++; n > len(c.again) {
				return false, nil
			}
			return c.again[n-1], errors.New("busy")
		})
		if (err != nil) != c.fails || !slices.Equal(waited, c.waited) {
			t.Errorf("%s: %v after %v", name, err, waited)
		}
	}
}
