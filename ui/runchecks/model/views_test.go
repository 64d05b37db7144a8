package model_test

import (
	"strings"
	"testing"

	"runchecks/domain"
)

// viewLines are the views as the menu shows them.
func (s *screen) viewLines() string {
	s.m.ReadViews(func() {})
	s.Settle()
	var out []string
	for n := range s.m.Views() {
		out = append(out, s.m.ViewLine(n))
	}
	return strings.Join(out, ", ")
}

func TestASavedViewIsShownByItsNumberAndTheSameAgainShowsAll(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.Indexed()
	s.load()
	const shipped = "Problems (4), New (4), Missed (0), Unread (0), Accepted (0), With a ticket (0), Silent for a week (0)"
	if got := s.viewLines(); got != shipped {
		t.Errorf("a new profile has %s", got)
	}
	s.m.ShowView(0)
	s.Settle()
	s.want("the problems", ">1 4 2 5")
	if s.m.View() != 0 {
		t.Errorf("view %d is shown", s.m.View())
	}
	s.m.ShowView(0)
	s.Settle()
	if s.m.Search() != "" {
		t.Errorf("still searching for %q", s.m.Search())
	}
	s.m.ShowView(8)
	s.Settle()
	if got := s.m.Toast().Text; got != "There is no saved view 9." {
		t.Errorf("it says %q", got)
	}
}

func TestAViewIsMadeFromTheSearchRenamedAndRemoved(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.Indexed()
	s.load()
	s.viewLines()
	s.m.SetSearch(" customer:customer5 ")
	s.Settle()
	if !s.m.CanSaveView() {
		t.Error("the search cannot be saved")
	}
	s.m.SaveView("Five")
	s.Settle()
	if got := s.viewLines(); !strings.HasSuffix(got, "Silent for a week (0), Five (1)") || s.m.CanSaveView() || s.m.View() != 7 {
		t.Errorf("after it was saved: %s, view %d", got, s.m.View())
	}
	s.m.RenameView("Number five")
	s.Settle()
	if s.m.ViewName() != "Number five" {
		t.Errorf("it is called %q", s.m.ViewName())
	}
	s.m.SetSearch("since:3d job:0001")
	s.Settle()
	s.m.SaveView("Beyond")
	s.Settle()
	s.m.SetSearch("gateway")
	s.Settle()
	s.m.SaveView("One too many")
	s.Settle()
	if got := s.viewLines(); !strings.HasSuffix(got, ", Number five (1), Beyond") || !strings.Contains(s.m.Toast().Text, "9 saved views") {
		t.Errorf("%s; it says %q", got, s.m.Toast().Text)
	}
	s.m.ShowView(7)
	s.Settle()
	s.m.RemoveView()
	s.Settle()
	if got := s.viewLines(); !strings.HasSuffix(got, "Silent for a week (0), Beyond") {
		t.Errorf("after it was removed: %s", got)
	}
}
