package closeday_test

import (
	"context"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/closeday"
	"runchecks/ui/modeltest"
)

// closing is a profile with a run of the night that ended, and the model of the form.
func closing(t *testing.T) (*modeltest.Fixture, *closeday.Model) {
	t.Helper()
	s := modeltest.New(t, domain.RoleOperator)
	job, err := storagetest.Job(context.Background(), s.Store, "Kees", 1)
	if err != nil {
		t.Fatal(err)
	}
	s.PutRuns(storagetest.Run(job, 1, s.Params().Clock().Add(-6*time.Hour)))
	m, err := closeday.ReadModel(context.Background(), s.Params().Base)
	if err != nil {
		t.Fatal(err)
	}
	return s, m
}

func TestTheNightThatEndedLastIsOffered(t *testing.T) {
	_, m := closing(t)
	_, nights, last := m.Nights()
	if len(nights) != 32 || last > 1 {
		t.Errorf("%d nights, the chosen one is %d", len(nights), last)
	}
}

func TestASheetIsThereOnceItWasRead(t *testing.T) {
	s, m := closing(t)
	_, _, last := m.Nights()
	var said []closeday.Said
	m.Read(last, 0, func(one closeday.Said) { said = append(said, one) })
	if _, ok := m.Sheet(); ok {
		t.Error("there is a sheet before it was read")
	}
	s.Settle()
	sheet, ok := m.Sheet()
	if runs, _, open, _ := sheet.Counts(); !ok || runs != 1 || open != 1 {
		t.Errorf("%v: %d runs, %d open", ok, runs, open)
	}
	if len(said) != 2 || !said[0].Refuse || said[1].Refuse || said[1].Lines == nil {
		t.Errorf("the form said %+v", said)
	}
}

func TestOnlyTheNewestChoiceIsTold(t *testing.T) {
	s, m := closing(t)
	_, nights, last := m.Nights()
	told := map[int]bool{}
	for at := range nights {
		m.Read(at, 0, func(one closeday.Said) { told[at] = told[at] || !one.Refuse || one.Lines != nil })
	}
	m.Read(last, 0, func(one closeday.Said) { told[-1] = told[-1] || !one.Refuse })
	s.Settle()
	for at := range nights {
		if told[at] {
			t.Errorf("the answer for night %d came after another was asked for", at)
		}
	}
	if !told[-1] {
		t.Error("the newest answer did not come")
	}
}
