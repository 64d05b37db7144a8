package inbox_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/inbox"
	"runchecks/ui/modeltest"
)

// lines lists the list as it is drawn: heads in brackets, what is selected and ticked, and the
// customers; "~" is a head of which a part is ticked.
func (s *inboxScreen) lines() string {
	var out []string
	for i, l := range s.inbox.Lines() {
		mark := ""
		if i == s.inbox.SelectedLine() {
			mark = ">"
		}
		switch some, all := s.inbox.LineTick(i); {
		case all:
			mark += "x"
		case some:
			mark += "~"
		}
		text := s.inbox.LineCell(i, "job").Text
		if l.Head() {
			text = "[" + text + "]"
		}
		if c := s.inbox.LineCell(i, "customer"); c.Field {
			text += "=" + c.Text
		}
		out = append(out, mark+text)
	}
	return strings.Join(out, " ")
}

func (s *inboxScreen) wantLines(what, want string) {
	s.Helper()
	if got := s.lines(); got != want {
		s.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func TestRowsStandBelowTheirSenderAndTheHeadIsForAllOfThem(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(letter{"a@x.example", "", 1}, letter{"b@y.example", "", 2}, letter{"c@x.example", "", 3}, letter{"?@x.example", "", 0})
	s.wantLines("at first", "[x.example]=Choose a customer >pc1 pc3 [y.example]=Choose a customer pc2 [Mails about no job] mail 3")
	s.inbox.MoveLine(-1)
	s.inbox.Give("Xavier")
	s.wantLines(
		"a customer for all of a sender",
		">x[x.example]=Xavier xpc1 xpc3 [y.example]=Choose a customer pc2 [Mails about no job] mail 3",
	)
	s.inbox.MoveLine(2)
	s.inbox.Give("Yolanda")
	s.wantLines(
		"one of them differs",
		"x[x.example]=2 customers xpc1=Xavier >xpc3=Yolanda [y.example]=Choose a customer pc2 [Mails about no job] mail 3",
	)
	s.inbox.TickLine(2)
	s.wantLines(
		"one of them not",
		"~[x.example]=2 customers xpc1=Xavier >pc3=Yolanda [y.example]=Choose a customer pc2 [Mails about no job] mail 3",
	)
	s.inbox.Fold(true)
	s.wantLines("folded", ">~[x.example]=2 customers [y.example]=Choose a customer pc2 [Mails about no job] mail 3")
	s.inbox.TickLine(0)
	s.inbox.Fold(false)
	s.wantLines("ticked as a whole and unfolded",
		">x[x.example]=2 customers xpc1=Xavier xpc3=Yolanda [y.example]=Choose a customer pc2 [Mails about no job] mail 3")
	s.inbox.TickAll()
	if got, want := s.inbox.ApproveLabel()+"; "+s.inbox.ApproveWords(),
		"Approve 2 jobs for 2 customers; 2 customers are new and will be made · 1 job stays here: no customer yet"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.inbox.Approve()
	s.Settle()
	s.wantLines("approved in one decision", "[y.example]=Choose a customer >pc2 [Mails about no job] mail 3")
	s.inbox.Undo()
	s.Settle()
	if got := s.lines(); !strings.Contains(got, ">pc1") || !strings.Contains(got, "pc3") {
		t.Errorf("one undo brings both back, and leads there: %s", got)
	}
}

func TestTheInboxIsGroupedByCustomerByProductOrNotAtAll(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(letter{"a@x.example", "", 1}, letter{"b@y.example", "", 2}, letter{"c@z.example", "", 3})
	s.inbox.Select(2)
	s.inbox.Give("Adatum")
	s.inbox.ClearTicks()
	for _, want := range []string{
		"[no customer yet] pc1 pc2 [Adatum] >pc3",
		"[Macrium] pc1=Choose a customer pc2=Choose a customer >pc3=Adatum",
		"pc1=Choose a customer pc2=Choose a customer >pc3=Adatum",
		"[x.example]=Choose a customer pc1 [y.example]=Choose a customer pc2 [z.example]=Adatum >pc3",
	} {
		s.inbox.SwitchGrouping()
		s.wantLines(s.inbox.GroupLabel(), want)
	}
}

func TestChipsNarrowTheInboxToWhatIsToBeDone(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(
		letter{"a@x.example", "", 1},
		letter{"a@x.example", "", 2},
		letter{"b@x.example", "", 3},
		letter{"c@z.example", "", 4},
		letter{"?@z.example", "", 0},
	)
	s.approve("Xavier") // of a@x.example, whose other job is sure then, and that of b@x.example likely
	s.Settle()
	var counts []string
	for _, c := range inbox.Chips() {
		counts = append(counts, fmt.Sprint(c.Word(), " ", s.inbox.Count(c)))
	}
	if got, want := strings.Join(counts, ", "), "All 4, Sure 1, Check the customer 1, No customer 1, Unread mails 1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	s.inbox.PressChip(inbox.ChipCheck)
	s.wantLines("to be checked", "[x.example]=Xavier >pc3")
	s.inbox.PressChip(inbox.ChipCheck)
	if len(s.inbox.Rows()) != 4 {
		t.Error("the same chip again does not show all")
	}
	s.inbox.TickSure()
	if s.inbox.Ticks() != 1 || s.inbox.ApproveLabel() != "Approve 1 job for 1 customer" {
		t.Errorf("%d ticked, %q", s.inbox.Ticks(), s.inbox.ApproveLabel())
	}
	s.inbox.SetSearch("pc4")
	if s.inbox.Count(inbox.ChipAll) != 1 || s.inbox.Count(inbox.ChipSure) != 0 {
		t.Error("chips count what the search does not leave")
	}
	s.inbox.PressChip(inbox.ChipSure)
	if s.inbox.Chip() != inbox.ChipAll || s.inbox.Toast().Text == "" {
		t.Error("a chip about nothing says nothing")
	}
}

func TestAReportOfSeveralJobsIsARowForEach(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		m, err := tx.PutMessage(
			domain.Message{Key: "d", From: "a@x.example", State: domain.MessageRead, Received: modeltest.Night},
			domain.Packed{},
		)
		for i, name := range []string{"one", "two"} {
			if err != nil {
				return err
			}
			job, err := tx.PutJob(
				domain.Job{Key: domain.JobKey(name), Sender: "a@x.example", Product: "Macrium", Name: name, State: domain.JobPending},
			)
			if err != nil {
				return err
			}
			r := storagetest.Run(job, i, modeltest.Night)
			r.Message = m
			if _, err := tx.PutRun(r, name); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.inbox.Reload()
	s.Settle()
	s.wantLines("both", "[x.example]=Choose a customer >one two")
	if got := s.inbox.LineCell(1, "job").Aside; !strings.HasPrefix(got, "1 mail, 2 jobs") {
		t.Errorf("it says %q", got)
	}
	s.inbox.TickAll()
	if got := s.inbox.DeleteLabel(); got != "Delete 1 message" {
		t.Errorf("%q: the mail is one", got)
	}
}

func TestANewCustomerIsNeverMadeSilently(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(letter{"a@x.example", "", 1}, letter{"b@y.example", "", 2})
	s.approve("Northwind Traders")
	s.Settle()
	for _, c := range []struct{ typed, want string }{
		{"north", "Northwind Traders; new: north"},
		{"Traders", "Northwind Traders; new: Traders"},
		{"northwind traders", "Northwind Traders"},
		{"Contoso", "new: Contoso"},
		{" ", "Northwind Traders"},
	} {
		var got []string
		for _, o := range s.inbox.Options(c.typed) {
			if o.New {
				o.Name = "new: " + o.Name
			}
			got = append(got, o.Name)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("of %q are offered %q, want %q", c.typed, got, c.want)
		}
	}
	s.inbox.Give("NORTHWIND traders")
	if got := s.customer(0); got != "Northwind Traders" {
		t.Errorf("a customer in other letters became %q", got)
	}
}

func TestRowsOfOneSenderAreTickedTogether(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(
		letter{"a@x.example", "", 1},
		letter{"Depot <b@X.example>", "", 2},
		letter{"a@y.example", "", 3},
		letter{"c@x.example", "", 0},
	)
	s.wantMails("at first", ">0(1) 1(1) 2(1) 3(1)")
	s.inbox.TickSender()
	s.wantMails("ticked", ">x0(1) x1(1) 2(1) x3(1)")
	s.inbox.TickSender()
	s.wantMails("once more", ">0(1) 1(1) 2(1) 3(1)")
	s.inbox.ExtendLines(s.inbox.SelectedLine() + 1)
	s.wantMails("on the way", "x0(1) >x1(1) 2(1) 3(1)")
}
