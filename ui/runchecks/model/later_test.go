package model_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/runchecks/decide"
)

func TestAJobThatIsPutOffStandsAtTheEndAndWaitsOn(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	choice := decide.LaterChoice{Until: storagetest.Now.Add(3 * time.Hour)}
	s.m.LookLater(choice)
	s.Settle()
	s.want("after it was put off", ">4 2 5 3 6 1")
	if done := s.m.Status().Done; done.Decided != 0 || done.Waited != 6 {
		t.Errorf("it does not wait any more: %+v", done)
	}
	for _, by := range []string{"customer", "job", "newest", "newest"} {
		s.m.SortBy(by)
		if !strings.HasSuffix(s.list(), "1") {
			t.Errorf("sorted by %s: %s", by, s.list())
		}
	}
	if tag := s.m.Cell(5, "job").Tags[0].Text; !strings.HasPrefix(tag, "later ") {
		t.Errorf("its tag says %q", tag)
	}
	s.m.Select(5)
	if all := s.m.LaterChoices(); !all[len(all)-1].Now {
		t.Errorf("nothing takes it back: %+v", all)
	}
	s.m.Undo()
	s.Settle()
	if !strings.Contains(s.list(), "1") || s.m.Cell(5, "job").Tags[0].Text != "" {
		t.Errorf("after the undo: %s", s.list())
	}
}

func TestAReviewWithANoteKeepsTheNoteAtEachRun(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.Fill(3)
	s.load()
	if s.m.ReviewWithNote("  ") {
		t.Error("an empty note is none")
	}
	job := s.m.Rows()[0]
	if !s.m.ReviewWithNote(" looked at the tape ") {
		t.Fatal("the note was refused")
	}
	s.Settle()
	if text := s.m.Toast().Text; !strings.Contains(text, "looked at the tape") {
		t.Errorf("the message says %q", text)
	}
	_, _, runs := s.newest()
	for id := range runs {
		err := s.Store.Read(t.Context(), func(q domain.Reader) error {
			r, err := q.Run(id)
			if r.JobID != job.ID || r.Review == nil || r.Review.Note != "looked at the tape" {
				t.Errorf("%+v", r.Review)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestOnlyTheShownJobIsReviewedWhateverIsTicked(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	s.m.ToggleTick(2)
	s.m.ReviewShown()
	s.Settle()
	s.want("after it", ">4 x2 5 3 6")
}

func TestTheListIsCopiedAsItIsShown(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	heads, rows := s.m.Listing()
	if len(rows) != 3 || len(rows[0]) != len(heads) || rows[0][3] != "Job 0001" {
		t.Errorf("%v, %v", heads, rows)
	}
}
