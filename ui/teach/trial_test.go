package teach_test

import (
	"context"
	"testing"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/modeltest"
	"runchecks/ui/services"
	"runchecks/ui/teach"
)

// slowBench teaches lessons whose trials get no further than the first mail until they are
// let go.
type slowBench struct {
	services.Workbench
	letGo chan bool
}

func (b slowBench) Teach(ctx context.Context, message int64, file, text string) (domain.Lesson, error) {
	l, err := b.Workbench.Teach(ctx, message, file, text)
	return slowLesson{l, b.letGo}, err
}

type slowLesson struct {
	domain.Lesson
	letGo chan bool
}

func (l slowLesson) State(ctx context.Context, progress func(done, total int)) domain.TeachState {
	if progress != nil {
		progress(1, 3)
		select {
		case <-l.letGo:
		case <-ctx.Done():
		}
	}
	return l.Lesson.State(ctx, nil)
}

// slowly is a lesson of three mails with a trial under way that is counted.
func slowly(t *testing.T) (s *modeltest.Bench, m *teach.Model, letGo chan bool) {
	t.Helper()
	s = modeltest.NewBench(t, domain.RoleOperator, depot(20, "torn"), depot(21, "in order"), depot(22, "in order"))
	p := s.BenchParams(domain.RoleOperator)
	letGo = make(chan bool)
	p.Workbench = slowBench{p.Workbench, letGo}
	m, err := teach.New(p.Reading(), func(list.Part) {})
	if err != nil {
		t.Fatal(err)
	}
	m.Open(messages(s)[0].ID, "", "", func() {})
	s.Settle()
	if m.Cancel() {
		t.Error("something can be cancelled before anything was said")
	}
	m.Point(outcome("in order"), "success")
	for m.TrialWords() == "" {
		(<-s.Queue)()
	}
	return s, m, letGo
}

func TestATrialThatTakesLongIsCounted(t *testing.T) {
	s, m, letGo := slowly(t)
	if m.TrialWords() != "Tried on 1 of 3 mails. Esc cancels." {
		t.Errorf("it says %q", m.TrialWords())
	}
	letGo <- true
	s.Settle()
	if m.TrialWords() != "" || m.Unknown() != 1 || m.Cancel() {
		t.Errorf("afterwards it says %q, %d Unknown", m.TrialWords(), m.Unknown())
	}
}

func TestACancelledTrialLeavesTheLessonAsItWas(t *testing.T) {
	s, m, _ := slowly(t)
	if !m.Cancel() {
		t.Fatal("it cannot be cancelled")
	}
	s.Settle()
	if m.TrialWords() != "" || m.Unknown() != 3 || m.State().CanUndo || len(m.State().Mails) != 3 {
		t.Errorf("it says %q, %d Unknown of %d, undo %t", m.TrialWords(), m.Unknown(), len(m.State().Mails), m.State().CanUndo)
	}
	if m.Toast().Text != "Cancelled: nothing was said." {
		t.Errorf("toast %q", m.Toast().Text)
	}
}

func TestWhatStaysUnknownIsSaidWhenADefinitionIsPutInUse(t *testing.T) {
	s := modeltest.NewBench(t, domain.RoleOperator, depot(20, "torn"), depot(21, "in order"), depot(22, "in order"))
	m := lesson(s, domain.RoleOperator)
	m.Open(messages(s)[0].ID, "", "", func() {})
	s.Settle()
	m.Point(outcome("in order"), "success")
	s.Settle()
	m.Use()
	s.Settle()
	if want := "reader definition my-depot.toml made. 1 run stays Unknown."; m.Toast().Text != want || !m.Toast().Undo {
		t.Errorf("it says %q, want %q", m.Toast().Text, want)
	}
}
