package reread_test

import (
	"context"
	"testing"

	"runchecks/domain"
	"runchecks/ui/modeltest"
	"runchecks/ui/reread"
)

func TestALookShowsProgressAndThenWhatWouldChange(t *testing.T) {
	s := modeltest.New(t, domain.RoleOperator)
	applied := 0
	go1, go2 := make(chan struct{}), make(chan struct{})
	look := reread.NewPreview(s.Background, "Try", func(_ context.Context, progress func(int, int)) (domain.Reread, error) {
		<-go1
		progress(100, 400)
		<-go2
		return domain.Reread{Messages: 400, Changed: 1, NewRuns: 1}, nil
	}, func() { applied++ }, func() {})
	if look.CanApply() || look.Over() {
		t.Error("over before it began")
	}
	close(go1)
	(<-s.Queue)()
	if look.Share() != 0.25 || look.Lines()[0] != "100 of 400 messages looked at. Nothing is changed yet." {
		t.Errorf("%v %q", look.Share(), look.Lines())
	}
	look.Apply()
	close(go2)
	s.Settle()
	look.Apply()
	if applied != 1 || look.Lines()[0] != "1 of 400 messages change: 1 run new." {
		t.Errorf("applied %d times; %q", applied, look.Lines())
	}
}

func TestACancelledLookSaysThatNothingChanged(t *testing.T) {
	s := modeltest.New(t, domain.RoleOperator)
	look := reread.NewPreview(s.Background, "Try", func(ctx context.Context, _ func(int, int)) (domain.Reread, error) {
		<-ctx.Done()
		return domain.Reread{}, ctx.Err()
	}, func() { t.Error("applied") }, func() {})
	look.Cancel()
	s.Settle()
	look.Apply()
	if look.CanApply() || look.Lines()[0] != "Cancelled. Nothing was changed." {
		t.Errorf("%q", look.Lines())
	}
}
