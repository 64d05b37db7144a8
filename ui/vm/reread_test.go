package vm_test

import (
	"context"
	"slices"
	"testing"

	"runchecks/domain"
	"runchecks/ui/vm"
)

func TestWhatReadingAgainChangesIsToldInWords(t *testing.T) {
	for name, c := range map[string]struct {
		r    domain.Reread
		want []string
	}{
		"nothing": {domain.Reread{Messages: 1200}, []string{"1,200 messages read: none change."}},
		"a definition": {
			domain.Reread{Messages: 30, Changed: 6, NewRuns: 6, PendingJobs: 1, Hits: 6, Conflicts: []domain.ReaderHits{{Reader: "veeam", Messages: 1}}},
			[]string{"The definition reads 6 messages. 1 of them would be read by veeam too: the definition comes first.", "6 of 30 messages change: 6 runs new.", "Their jobs that wait for approval in the inbox: 1."},
		},
		"worse": {
			domain.Reread{Messages: 2, Changed: 1, StatusChanges: 1, Worse: 1, KeptRuns: 2},
			[]string{
				"1 of 2 messages change: 1 run with another status.", "Reviewed runs that turn out worse: 1. They stand first; their reviews stay.",
				"Reviewed runs that no reader finds any more: 2. They stay as they are.",
			},
		},
	} {
		if got := vm.RereadLines(c.r, "change"); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestALookShowsProgressAndThenWhatWouldChange(t *testing.T) {
	s := newFixture(t, domain.RoleOperator)
	applied := 0
	go1, go2 := make(chan struct{}), make(chan struct{})
	look := vm.NewReread(s.background, "Try", func(_ context.Context, progress func(int, int)) (domain.Reread, error) {
		<-go1
		progress(100, 400)
		<-go2
		return domain.Reread{Messages: 400, Changed: 1, NewRuns: 1}, nil
	}, func() { applied++ }, func() {})
	if look.CanApply() || look.Over() {
		t.Error("over before it began")
	}
	close(go1)
	(<-s.queue)()
	if look.Share() != 0.25 || look.Lines()[0] != "100 of 400 messages looked at. Nothing is changed yet." {
		t.Errorf("%v %q", look.Share(), look.Lines())
	}
	look.Apply()
	close(go2)
	s.settle()
	look.Apply()
	if applied != 1 || look.Lines()[0] != "1 of 400 messages change: 1 run new." {
		t.Errorf("applied %d times; %q", applied, look.Lines())
	}
}

func TestACancelledLookSaysThatNothingChanged(t *testing.T) {
	s := newFixture(t, domain.RoleOperator)
	look := vm.NewReread(s.background, "Try", func(ctx context.Context, _ func(int, int)) (domain.Reread, error) {
		<-ctx.Done()
		return domain.Reread{}, ctx.Err()
	}, func() { t.Error("applied") }, func() {})
	look.Cancel()
	s.settle()
	look.Apply()
	if look.CanApply() || look.Lines()[0] != "Cancelled. Nothing was changed." {
		t.Errorf("%q", look.Lines())
	}
}

func TestAnExplanationIsToldLineByLine(t *testing.T) {
	rows := vm.ResultRows(domain.Explanation{
		Matched: true,
		Results: []domain.Result{{
			Product: "P", JobType: "Backup", JobName: "N", Kind: domain.KindRun, Status: domain.Failed, Evidence: domain.Evidence{Words: "n.i.O.", Where: "row a"},
			Objects: []domain.Object{{Name: "a", Type: "Share", Status: domain.Failed, Message: "gone"}},
		}},
		Conditions: []domain.Finding{{Line: 3, Rule: "subject contains x", Held: false}},
		Found:      []domain.Finding{{Line: 9, Rule: "status", Words: "n.i.O.", Where: "row a"}},
	})
	want := []vm.ResultRow{
		{Status: domain.Failed, Held: true, Label: "P · Backup · N", Words: "n.i.O.", Where: "row a"},
		{Status: domain.Failed, Held: true, Label: "a", Words: "gone", Where: "Share"},
		{Label: "subject contains x", Line: 3},
		{Held: true, Label: "status", Words: "n.i.O.", Where: "row a", Line: 9},
	}
	if !slices.Equal(rows, want) {
		t.Errorf("got %+v", rows)
	}
}
