package readers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/modeltest"
	"runchecks/ui/readers"
)

// teaching is the screen Readers over real readers and a real cache.
type teaching struct {
	*modeltest.Bench
	m *readers.Model
}

func newTeaching(t *testing.T, role domain.Role, mails ...string) *teaching {
	t.Helper()
	s := &teaching{Bench: modeltest.NewBench(t, role, mails...)}
	var err error
	if s.m, err = readers.New(s.BenchParams(role).Reading(), func(list.Part) {}); err != nil {
		t.Fatal(err)
	}
	s.m.Reload()
	s.Settle()
	return s
}

const unknownMail = "From: Depot <depot@example.com>\r\nMessage-ID: <1@x>\r\nDate: Sat, 21 Nov 2026 05:00:00 +0000\r\nSubject: Depot run 21\r\nContent-Type: text/plain\r\n\r\nOutcome: in order\r\n"

// first describes the first rows: name or file, origin, number of messages.
func (s *teaching) first(n int) string {
	var out []string
	for i, r := range s.m.Rows()[:n] {
		line := fmt.Sprintf("%s %s %d", r.Name+r.File, readers.OriginWords(r), r.Messages)
		if i == s.m.Selected() {
			line = ">" + line
		}
		out = append(out, strings.TrimSpace(line))
	}
	return strings.Join(out, ", ")
}

func (s *teaching) wantRows(what, list string) {
	s.Helper()
	s.Settle()
	if got := s.first(strings.Count(list, ",") + 1); got != list {
		s.Errorf("%s: got %q, want %q", what, got, list)
	}
}

func TestAReportIsTaughtFromTheMessageToItsUse(t *testing.T) {
	s := newTeaching(t, domain.RoleOperator, unknownMail)
	s.wantRows("at first", ">  1, veeam program 0")
	if len(s.m.Messages()) != 1 || s.m.SelectedMessage() != 0 || s.m.CanTry() || !s.m.CanTeach() {
		t.Fatalf("messages %+v", s.m.Messages())
	}

	s.m.Teach()
	s.wantRows("taught", "1, >my-depot.toml draft 0, veeam program 0")
	file, text, editable := s.m.Text()
	if file != "my-depot.toml" || !editable || !s.m.Dirty() || !s.m.Result().Matched || s.m.Result().Results[0].Status != domain.Unknown {
		t.Fatalf("%s %t %+v\n%s", file, editable, s.m.Result(), text)
	}

	s.m.Edit(text + "\nwhat = 1\n")
	s.Settle()
	if len(s.m.Result().Problems) != 1 || s.m.CanTry() {
		t.Errorf("a fault is not told: %+v", s.m.Result())
	}
	good := strings.Replace(text, `unknown = ["in order"]`, "", 1)
	good = strings.Replace(good, "success = []", `success = ["in order"]`, 1)
	s.m.Edit(good)
	s.Settle()
	if !s.m.CanTry() || s.m.Result().Results[0].Status != domain.Success {
		t.Fatalf("%+v", s.m.Result())
	}

	look := s.m.Try(func() {}, func() {})
	s.Settle()
	if !look.CanApply() || len(look.Rows()) != 1 {
		t.Fatalf("look: %q", look.Lines())
	}
	look.Apply()
	s.wantRows("in use", "1, >my-depotmy-depot.toml own 0, veeam program 0")
	if s.m.Dirty() || s.m.Stale() != 1 || !s.m.Toast().Undo {
		t.Errorf("dirty %t, stale %d, toast %+v", s.m.Dirty(), s.m.Stale(), s.m.Toast())
	}
	if _, err := s.Workbench.Reread(context.Background(), nil, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	s.m.Reload()
	s.wantRows("read again", "0, >my-depotmy-depot.toml own 1, veeam program 0")
	if s.m.Stale() != 0 || len(s.m.Messages()) != 1 {
		t.Errorf("stale %d, messages %+v", s.m.Stale(), s.m.Messages())
	}

	s.m.Undo()
	s.wantRows("undone", ">  0, veeam program 0")
}

func TestAThrownAwayDraftComesBack(t *testing.T) {
	s := newTeaching(t, domain.RoleOperator, unknownMail)
	s.m.Teach()
	s.Settle()
	_, text, _ := s.m.Text()
	s.m.Delete()
	s.wantRows("thrown away", ">  1, veeam program 0")
	s.m.Undo()
	s.Settle()
	s.m.Select(1)
	s.wantRows("brought back", "1, >my-depot.toml draft 0, veeam program 0")
	if _, again, _ := s.m.Text(); again != text {
		t.Errorf("got %q", again)
	}
}

func TestADraftOutlivesTheWindow(t *testing.T) {
	s := newTeaching(t, domain.RoleOperator, unknownMail)
	s.m.Teach()
	s.Settle()
	drafts, err := s.Lib.Drafts()
	if err != nil || len(drafts) != 1 {
		t.Errorf("%v, %v", drafts, err)
	}
}

func TestAShippedDefinitionIsChangedByACopy(t *testing.T) {
	s := newTeaching(t, domain.RoleOperator, unknownMail)
	for i, r := range s.m.Rows() {
		if r.Name == "phpbu" {
			s.m.Select(i)
		}
	}
	s.Settle()
	if file, text, editable := s.m.Text(); file != "" || text == "" || editable {
		t.Fatalf("%q %t", file, editable)
	}
	s.m.Edit("x")
	s.m.Copy()
	s.wantRows("copied", "1, >phpbu.toml draft 0, veeam program 0")
	if _, text, editable := s.m.Text(); !editable || !strings.Contains(text, "phpbu") {
		t.Error("the copy cannot be changed")
	}
}

func TestAnImportedFileGetsANameThatIsPossible(t *testing.T) {
	s := newTeaching(t, domain.RoleOperator, unknownMail)
	for _, name := range []string{"../my tool.toml", "\u202e.toml", strings.Repeat("a", 300) + ".toml"} {
		s.m.Import(name, "name = \"x\"")
		s.Settle()
		if s.m.Toast().Error {
			t.Errorf("%q: %s", name, s.m.Toast().Text)
		}
	}
	if drafts, err := s.Lib.Drafts(); err != nil || len(drafts) != 3 || drafts["my-tool.toml"] == "" {
		t.Errorf("%v, %v", drafts, err)
	}
}

func TestMessagesOfAllReadersAreFoundByTheirWords(t *testing.T) {
	s := newTeaching(t, domain.RoleOperator, unknownMail, strings.NewReplacer("Depot run 21", "Printer", "<1@x>", "<2@x>").Replace(unknownMail))
	s.m.SetSearch("printer")
	s.Settle()
	if len(s.m.Messages()) != 1 || s.m.Messages()[0].Subject != "Printer" {
		t.Errorf("%+v", s.m.Messages())
	}
}

func TestAViewerSeesReadersAndChangesNothing(t *testing.T) {
	s := newTeaching(t, domain.RoleViewer, unknownMail)
	s.m.Teach()
	s.m.Import("x.toml", "x")
	s.wantRows("a viewer", ">  1, veeam program 0")
	if s.m.CanTeach() || s.m.CanTry() || s.m.CanDelete() {
		t.Error("a viewer may teach")
	}
}
