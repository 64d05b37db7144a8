package inbox_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/inbox"
	"runchecks/ui/list"
	"runchecks/ui/modeltest"
	"runchecks/ui/report"
)

// inboxScreen is the model of the inbox over a fixture.
type inboxScreen struct {
	*modeltest.Fixture
	inbox *inbox.Model
}

func newInboxScreen(t *testing.T, role domain.Role) *inboxScreen {
	t.Helper()
	s := &inboxScreen{Fixture: modeltest.New(t, role)}
	p := s.Params()
	p.Report = func(_ context.Context, id int64) (report.Content, error) {
		return report.Content{Text: fmt.Sprint("report ", id)}, nil
	}
	var err error
	if s.inbox, err = inbox.New(p.Reading(), func(list.Part) {}); err != nil {
		t.Fatal(err)
	}
	return s
}

// letter is a message in the inbox: job 0 is about none.
type letter struct {
	from, to string
	job      int
}

// receive stores messages of jobs that wait for approval.
func (s *inboxScreen) receive(letters ...letter) {
	s.Helper()
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		for i, l := range letters {
			m := domain.Message{
				Key:      fmt.Sprint("m", i),
				From:     l.from,
				To:       l.to,
				Subject:  fmt.Sprint("mail ", i),
				State:    domain.MessageRead,
				Received: modeltest.Night.AddDate(0, 0, -i),
			}
			if l.job == 0 {
				m.State = domain.MessageUnmatched
			}
			id, err := tx.PutMessage(m, domain.Packed{})
			if err != nil {
				return err
			}
			if l.job == 0 {
				continue
			}
			job, err := tx.PutJob(
				domain.Job{
					Key:     domain.NewJobKey(l.from, "Macrium", "Image", fmt.Sprint("pc", l.job)),
					Sender:  l.from,
					Product: "Macrium",
					Type:    "Image",
					Name:    fmt.Sprint("pc", l.job),
					State:   domain.JobPending,
				},
			)
			if err != nil {
				return err
			}
			r := storagetest.Run(job, i, m.Received)
			r.Message = id
			if _, err := tx.PutRun(r, m.Key); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
	s.inbox.Reload()
	s.Settle()
}

// mails lists the inbox: what is selected, ticked, and how many wait.
func (s *inboxScreen) mails() string {
	var out []string
	for i, r := range s.inbox.Rows() {
		mark := ""
		if i == s.inbox.Selected() {
			mark = ">"
		}
		if s.inbox.Ticked(i) {
			mark += "x"
		}
		out = append(out, fmt.Sprintf("%s%s(%d)", mark, strings.TrimPrefix(r.Subject, "mail "), len(r.Reports)))
	}
	return strings.Join(out, " ")
}

// customer is the customer of a row.
func (s *inboxScreen) customer(row int) string {
	name, _ := s.inbox.Customer(&s.inbox.Rows()[row])
	return name
}

// approve approves what is ticked, or selected, for a customer.
func (s *inboxScreen) approve(customer string) {
	at := s.inbox.Selected()
	for i := range s.inbox.Rows() {
		if s.inbox.Ticked(i) || s.inbox.Ticks() == 0 && i == at {
			s.inbox.Select(i)
			s.inbox.Give(customer)
		}
	}
	s.inbox.Approve()
}

func (s *inboxScreen) wantMails(what, want string) {
	s.Helper()
	if got := s.mails(); got != want {
		s.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func TestMessagesOfOneJobAreOneRow(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(
		letter{"a@x.example", "", 1},
		letter{"a@x.example", "", 1},
		letter{"?@x.example", "", 0},
		letter{"?@x.example", "", 0},
		letter{"a@x.example", "", 2},
	)
	s.wantMails("jobs first", ">0(2) 4(1) 2(1) 3(1)")
	s.inbox.ToggleTick(0)
	s.inbox.ToggleTick(1)
	if len(s.inbox.Chosen()) != 2 || len(s.inbox.ChosenMessages()) != 3 || !s.inbox.CanGive() {
		t.Errorf("chosen %v, %v", s.inbox.Chosen(), s.inbox.ChosenMessages())
	}
	s.approve("Northwind")
	s.Settle()
	s.wantMails("after the approval", "2(1) >3(1)")
	s.inbox.Undo()
	s.Settle()
	s.wantMails("after the undo what came back is selected", ">0(2) 4(1) 2(1) 3(1)")
}

func TestDeletedMessagesAreSeenAndRestoredByAdmins(t *testing.T) {
	s := newInboxScreen(t, domain.RoleAdmin)
	s.receive(letter{"a@x.example", "", 1}, letter{"a@x.example", "", 1}, letter{"b@x.example", "", 2}, letter{"c@x.example", "", 3})
	s.wantMails("at first", ">0(2) 2(1) 3(1)")
	s.inbox.Delete()
	s.Settle()
	s.wantMails("after deleting", ">2(1) 3(1)")
	if got := s.inbox.Toast(); got.Text != "2 messages deleted from the inbox" || !got.Undo {
		t.Errorf("%+v", got)
	}
	s.inbox.SwitchDeleted()
	s.Settle()
	deleted := 0
	for _, r := range s.inbox.Rows() {
		deleted += len(r.Reports)
	}
	if !s.inbox.ShowsDeleted() || deleted != 2 || !s.inbox.CanDelete() {
		t.Errorf("deleted: %s", s.mails())
	}
	for i := range s.inbox.Rows() {
		s.inbox.ToggleTick(i)
	}
	s.inbox.Delete() // restores
	s.Settle()
	if len(s.inbox.Rows()) != 0 {
		t.Errorf("left among the deleted: %s", s.mails())
	}
	s.inbox.SwitchDeleted()
	s.Settle()
	if got := strings.ReplaceAll(s.mails(), ">", ""); got != "0(2) 2(1) 3(1)" {
		t.Errorf("restored: %s", got)
	}
	s.inbox.Undo()
	s.inbox.Undo()
	s.Settle()
	if len(s.inbox.Rows()) != 3 {
		t.Errorf("after every undo: %s", s.mails())
	}
}

func TestRolesKeepMessagesInTheInbox(t *testing.T) {
	for role, want := range map[domain.Role][3]bool{domain.RoleAdmin: {true, true, true}, domain.RoleOperator: {true, true, false}, domain.RoleViewer: {false, false, false}} {
		s := newInboxScreen(t, role)
		s.receive(letter{"a@x.example", "", 1})
		if got := [3]bool{s.inbox.CanGive(), s.inbox.CanDelete(), s.inbox.CanSeeDeleted()}; got != want {
			t.Errorf("%s: %v", role, got)
		}
		s.inbox.SwitchDeleted()
		if s.inbox.ShowsDeleted() != want[2] {
			t.Errorf("%s sees what was deleted", role)
		}
		s.Settle()
		if !want[1] {
			s.inbox.Delete()
			s.approve("Northwind")
			s.Settle()
			if len(s.inbox.Rows()) != 1 || s.inbox.Ticks() != 0 {
				t.Errorf("%s: %s, %+v", role, s.mails(), s.inbox.Toast())
			}
		}
	}
}

func TestTheSelectedMessageStaysSelectedWhenTheInboxIsReadAgain(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(letter{"a@x.example", "", 1}, letter{"b@x.example", "", 2}, letter{"c@x.example", "", 3})
	s.inbox.Move(1)
	s.inbox.ToggleTick(2)
	s.Settle()
	if got := s.inbox.Report().Text; got != fmt.Sprint("report ", s.inbox.Rows()[1].ID) {
		t.Errorf("shown: %q", got)
	}
	s.inbox.Reload()
	s.Settle()
	s.wantMails("read again", "0(1) >1(1) x2(1)")
	s.inbox.ToggleTick(2)
	s.inbox.Move(10)
	s.inbox.Delete()
	s.Settle()
	s.wantMails("the last one deleted", "0(1) >1(1)")
}

func TestTheCustomerIsSuggestedBySurestAddress(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(
		letter{
			"backup@north.example",
			"reports+north@msp.example",
			1,
		},
		letter{"noreply@vendor.example", "reports+adatum@msp.example", 2},
		letter{"noreply@vendor.example", "reports+contoso@msp.example", 3},
	)
	for range 3 {
		customer := map[string]string{"pc1": "Northwind", "pc2": "Adatum", "pc3": "Contoso"}[s.inbox.Rows()[0].Name]
		s.inbox.Select(0)
		s.approve(customer)
		s.Settle()
	}
	if _, err := storagetest.Job(context.Background(), s.Store, "Fabrikam Ltd", 9); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		l    letter
		want string
	}{
		"the plus-address before the sender":      {letter{"backup@north.example", "reports+Contoso@msp.example", 4}, "Contoso"},
		"the sender":                              {letter{"backup@north.example", "reports@msp.example", 5}, "Northwind"},
		"the sender's domain":                     {letter{"other@north.example", "reports@msp.example", 6}, "Northwind"},
		"a sender that two customers share":       {letter{"noreply@vendor.example", "reports@msp.example", 7}, ""},
		"a plus-address that names a customer":    {letter{"noreply@vendor.example", "Reports <reports+fab-rikam@msp.example>", 8}, "Fabrikam Ltd"},
		"a plus-address that names nobody":        {letter{"noreply@vendor.example", "reports+tailspin@msp.example", 9}, ""},
		"a message about no job, from known ones": {letter{"backup@north.example", "reports+north@msp.example", 0}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
				state := domain.MessageRead
				if c.l.job == 0 {
					state = domain.MessageUnmatched
				}
				m, err := tx.PutMessage(
					domain.Message{Key: name, From: c.l.from, To: c.l.to, Subject: name, State: state, Received: modeltest.Night},
					domain.Packed{},
				)
				if err != nil || c.l.job == 0 {
					return err
				}
				job, err := tx.PutJob(
					domain.Job{
						Key:     domain.NewJobKey(c.l.from, "Macrium", "Image", name),
						Sender:  c.l.from,
						Product: "Macrium",
						Type:    "Image",
						Name:    name,
						State:   domain.JobPending,
					},
				)
				if err != nil {
					return err
				}
				r := storagetest.Run(job, 1, modeltest.Night)
				r.Message = m
				_, err = tx.PutRun(r, name)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			s.inbox.Reload()
			s.Settle()
			at := slices.IndexFunc(s.inbox.Rows(), func(r inbox.Row) bool { return r.Subject == name })
			if at < 0 {
				t.Fatal("it is not in the inbox")
			}
			if got := s.customer(at); got != c.want {
				t.Errorf("suggests %q, want %q", got, c.want)
			}
		})
	}
}

func TestTheInboxSuggestsTheCustomerOfTheSameDomain(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.Fill(1) // customer1 with backup@customer1.example
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		job, err := tx.PutJob(
			domain.Job{Key: domain.NewJobKey("other@customer1.example", "Macrium", "Image", "pc"), Name: "pc", State: domain.JobPending},
		)
		if err != nil {
			return err
		}
		m, err := tx.PutMessage(domain.Message{Key: "1", State: domain.MessageRead}, domain.Packed{})
		if err != nil {
			return err
		}
		r := storagetest.Run(job, 1, modeltest.Night)
		r.Message = m
		_, err = tx.PutRun(r, "f")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.inbox.Reload()
	s.Settle()
	if got := s.customer(0); got != "customer1" {
		t.Errorf("suggested %q", got)
	}
	s.approve("customer1")
	s.Settle()
	if len(s.inbox.Rows()) != 0 {
		t.Errorf("left in the inbox: %+v", s.inbox.Rows())
	}
	s.inbox.Undo()
	s.Settle()
	if len(s.inbox.Rows()) != 1 {
		t.Error("undo did not return the message")
	}
}
