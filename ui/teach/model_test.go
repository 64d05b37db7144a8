package teach_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/modeltest"
	"runchecks/ui/teach"
)

// depot is a report of a layout that no reader knows.
func depot(night int, word string) string {
	return fmt.Sprintf("From: Depot <depot@example.com>\r\nMessage-ID: <%d@x>\r\nDate: Sat, %02d Nov 2026 05:00:00 +0000\r\n"+
		"Subject: Depot run DEP-1 %02d.11.2026\r\nContent-Type: text/plain\r\n\r\nOutcome: %s\r\n", night, night, night, word)
}

// lesson is the screen Teach over a fixture.
func lesson(s *modeltest.Bench, role domain.Role) *teach.Model {
	s.Helper()
	m, err := teach.New(s.BenchParams(role).Reading(), func(list.Part) {})
	if err != nil {
		s.Fatal(err)
	}
	return m
}

// messages are the stored messages that no reader understands, the newest first.
func messages(s *modeltest.Bench) (list []domain.Message) {
	s.Helper()
	err := s.Store.Read(context.Background(), func(q domain.Reader) (err error) {
		list, err = q.Messages(domain.MessageFilter{Unread: true})
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return list
}

// outcome selects the words behind the label of a depot's report.
func outcome(words string) domain.TeachSelection {
	text := "Outcome: " + words
	return domain.TeachSelection{Text: text, From: len("Outcome: "), To: len(text)}
}

func TestALayoutIsTaughtByPointingAndPutInUse(t *testing.T) {
	s := modeltest.NewBench(t, domain.RoleOperator, depot(20, "in order"), depot(21, "torn"), depot(22, "in order"),
		strings.Replace(depot(23, "in order"), "Depot run", "Prices of depot", 1))
	m := lesson(s, domain.RoleOperator)
	opened := false
	m.Open(messages(s)[1].ID, "", "", func() { opened = true })
	s.Settle()
	state := m.State()
	if !opened || len(state.Mails) != 3 || state.Mails[0].ID != messages(s)[1].ID || m.Report().Text == "" {
		t.Fatalf("opened %t, mails %+v", opened, state.Mails)
	}
	if len(state.Questions) != 2 || m.Unknown() != 3 || m.StaysWords() != "3 runs stay Unknown." {
		t.Fatalf("asked %+v, %d Unknown", state.Questions, m.Unknown())
	}

	m.Select(1)
	s.Settle()
	var target domain.TeachTarget
	m.Locate(outcome("in order"), func(t domain.TeachTarget, _ bool) { target = t })
	s.Settle()
	if target.Words != "in order" || target.In != 2 || len(target.Choices) == 0 {
		t.Errorf("%+v", target)
	}
	m.Point(outcome("in order"), "success")
	s.Settle()
	if m.Unknown() != 1 || !m.State().CanUndo {
		t.Errorf("%d Unknown after the good word", m.Unknown())
	}
	m.Next()
	s.Settle()
	if !m.CanSay("failed") || m.CanSay("job name") || len(m.Marked()) != 1 || m.Marked()[0] != "torn" {
		t.Errorf("shown: %v", m.Marked())
	}
	m.Say("failed")
	s.Settle()
	if m.Unknown() != 0 || len(m.State().Questions) != 0 || m.StaysWords() != "" {
		t.Errorf("%d Unknown, asked %+v", m.Unknown(), m.State().Questions)
	}
	m.Undo() // within the lesson: the last word
	s.Settle()
	if m.Unknown() != 1 {
		t.Error("Undo did not take the last word back")
	}
	m.Answer(0, "failed")
	s.Settle()

	m.Point(domain.TeachSelection{Text: "Outcome: torn", From: 0, To: 3}, "start")
	s.Settle()
	if !m.Toast().Error || m.Unknown() != 0 {
		t.Errorf("a time that is none: %+v", m.Toast())
	}
	others, counted := m.Others()
	if words, amber := teach.OthersLine(others, counted); !counted || amber || !strings.HasPrefix(words, "0 of ") {
		t.Errorf("others: %q", words)
	}

	m.Use()
	s.Settle()
	if m.CanUse() || !m.Toast().Undo || m.StaysWords() != "In use." {
		t.Errorf("not in use: %+v", m.Toast())
	}
	if _, err := s.Workbench.Reread(context.Background(), nil, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	known, err := s.Workbench.Readers(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(known, func(r domain.ReaderRow) bool {
		return r.Name == "my-depot" && r.File == "my-depot.toml" && r.Origin == domain.ReaderOwn && r.Messages == 3
	}) {
		t.Errorf("read again: %+v", known)
	}
	m.Open(state.Mails[0].ID, "", "", func() {}) // what it reads is gone on with
	s.Settle()
	if m.State().File != "my-depot.toml" || m.Unknown() != 0 {
		t.Errorf("%s, %d Unknown", m.State().File, m.Unknown())
	}
	m.Undo() // the decision
	s.Settle()
	if m.Toast().Error {
		t.Errorf("%+v", m.Toast())
	}
}

func TestTheTextOfALessonIsPointedAtAndWrittenByTurns(t *testing.T) {
	s := modeltest.NewBench(t, domain.RoleOperator, depot(20, "in order"), depot(21, "torn"))
	m := lesson(s, domain.RoleOperator)
	m.Open(messages(s)[0].ID, "", "", func() {})
	s.Settle()
	m.SetText(m.State().Text + "\n[[count]]\nin = \"body\"\nmatches = 'errors (\\d+)'\nabove_zero = \"failed\"\n")
	s.Settle()
	m.Point(outcome("torn"), "failed")
	s.Settle()
	text := m.State().Text
	if !strings.Contains(text, "# by hand\n[[count]]") || !strings.Contains(text, `failed = ["torn"]`) || len(m.State().Problems) != 0 {
		t.Errorf("%v\n%s", m.State().Problems, text)
	}
	m.SetText(text + "\nwhat = 1\n")
	s.Settle()
	if len(m.State().Problems) != 1 || m.CanUse() {
		t.Errorf("a fault is not told: %v", m.State().Problems)
	}
	m.Undo()
	s.Settle()
	m.Keep()
	s.Settle()
	if drafts, err := s.Workbench.Drafts(); err != nil || drafts["my-depot.toml"] != text {
		t.Errorf("%v %q", err, drafts)
	}
	for i, d := range m.State().Decided {
		if d.What == "by hand" && !d.ByHand {
			t.Errorf("%d: %+v", i, d)
		}
	}
	m.Remove(0)
	s.Settle()
	if !m.State().CanUndo {
		t.Error("a decision that was removed cannot be taken back")
	}
}

func TestADraftIsGoneOnWith(t *testing.T) {
	s := modeltest.NewBench(t, domain.RoleOperator, depot(20, "in order"), depot(21, "torn"))
	m := lesson(s, domain.RoleOperator)
	m.Open(messages(s)[0].ID, "", "", func() {})
	s.Settle()
	m.Point(outcome("torn"), "failed")
	s.Settle()
	text := m.State().Text
	again := lesson(s, domain.RoleOperator)
	again.Open(messages(s)[0].ID, "mine.toml", text+"\n[[status]]\nlabel = \"Sum\"\nsuccess = [\"x\"]\n", func() {})
	s.Settle()
	if got := again.State().Text; !strings.HasPrefix(got, text) || !strings.Contains(got, "# by hand\n[[status]]") || again.Unknown() != 1 {
		t.Errorf("%d Unknown\n%s", again.Unknown(), got)
	}
	if again.State().File != "mine.toml" {
		t.Errorf("another file: %s", again.State().File)
	}
	m.Use()
	s.Settle()
	m.Open(messages(s)[0].ID, "", "", func() {})
	s.Settle()
	if file := m.State().File; file != "my-depot-2.toml" {
		t.Errorf("another layout of the sender would replace the first: %s", file)
	}
}

func TestAViewerIsTaughtNothing(t *testing.T) {
	s := modeltest.NewBench(t, domain.RoleOperator, depot(20, "in order"))
	m := lesson(s, domain.RoleViewer)
	m.Open(messages(s)[0].ID, "", "", func() { t.Error("opened") })
	s.Settle()
	m.Point(outcome("in order"), "success")
	m.Use()
	m.Keep()
	m.Next()
	m.Select(3)
	s.Settle()
	if m.IsOpen() || m.CanUse() || m.CanNext() || m.CanSuggest() || m.CanSay("success") {
		t.Error("a Viewer teaches")
	}
}
