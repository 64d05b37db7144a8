package model_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/accepted"
	"runchecks/ui/modeltest"
	"runchecks/ui/runchecks/decide"
)

// accept opens the window for the selected run.
func (s *screen) accept() (d *decide.AcceptDialog) {
	s.Helper()
	s.m.Accept(func(x *decide.AcceptDialog) { d = x })
	s.Settle()
	if d == nil {
		s.Fatal("no window")
	}
	return d
}

func TestAnErrorIsAcceptedInAllJobsOfAProduct(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	d := s.accept()
	if d.Title() != "Job 0001 of customer1, Failed" || strings.Join(d.Objects, ", ") != "vm" || d.Error() != "message" || d.Product() == "" {
		t.Errorf("%s; %v; %s", d.Title(), d.Objects, d.Error())
	}
	changes := 0
	d.OnChange(func() { changes++ })
	r := d.Request()
	r.Level, r.UntilDate = domain.AcceptError, storagetest.Now.AddDate(0, 0, 7)
	r.Run = 0 // the run is that of the window, whatever is asked
	d.Set(r)
	s.Settle()
	if text, refused := d.Line(); refused || changes == 0 || !strings.HasPrefix(text, "Counted as looked at now: 4 waiting runs of 4 jobs") || !strings.HasSuffix(text, "29 Nov 2026.") {
		t.Errorf("%q, %t, %d changes", text, refused, changes)
	}
	if !d.Apply() {
		t.Error("it cannot be accepted")
	}
	s.Settle()
	s.want("the good ones are left", ">3 6")
	s.m.Undo()
	s.Settle()
	if len(s.m.Rows()) != 6 {
		t.Errorf("after the undo: %s", s.list())
	}
}

func TestAnAcceptanceUntilADateThatHasPassedIsRefused(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(1)
	s.load()
	d := s.accept()
	r := d.Request()
	r.UntilDate = storagetest.Now.Add(-time.Hour)
	d.Set(r)
	s.Settle()
	if text, refused := d.Line(); !refused || !strings.Contains(text, "has passed") || d.Apply() {
		t.Errorf("%q, %t", text, refused)
	}
	s.Settle()
	s.want("it stays", ">1")
}

func TestASuccessAndAViewerAcceptNothing(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	s.m.Select(2)
	s.Settle()
	s.m.Accept(func(*decide.AcceptDialog) { t.Error("a window for a success") })
	s.Settle()
	if s.m.Can(decide.DoAccept) {
		t.Error("a success can be accepted")
	}
	v := newScreen(t, domain.RoleViewer)
	v.Fill(1)
	v.load()
	v.m.Accept(func(*decide.AcceptDialog) { t.Error("a window for a Viewer") })
	v.Settle()
	if v.m.Can(decide.DoAccept) {
		t.Error("a Viewer can accept")
	}
}

func TestAnAcceptedJobComesBackWhenItEnds(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(1)
	s.load()
	s.accept().Apply()
	s.Settle()
	s.want("accepted", "")
	var job domain.Job
	err := s.Store.Read(context.Background(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		job = jobs[0].Job
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	m := accepted.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	m.End()
	s.Settle()
	s.PutRuns(storagetest.Run(job, 2, modeltest.Night.Add(24*time.Hour), storagetest.Object("vm", domain.Failed, "message")))
	s.load()
	s.want("the next problem waits", ">1")
}

func TestNothingIsAcceptedForEver(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	s.Settle()
	var d *decide.AcceptDialog
	s.m.Accept(func(x *decide.AcceptDialog) { d = x })
	s.Settle()
	if d == nil {
		t.Fatal("no dialog for a problem")
	}
	r := d.Request()
	r.UntilSuccess, r.UntilWorse, r.UntilNewObject = false, false, false
	d.Set(r)
	s.Settle()
	if text, refused := d.Line(); !refused || !strings.Contains(text, "forgotten") || d.Apply() {
		t.Errorf("%q, %t", text, refused)
	}
	r.UntilSuccess = true
	d.Set(r)
	s.Settle()
	if text, refused := d.Line(); refused || !strings.Contains(text, "1 waiting run of 1 job") {
		t.Errorf("%q, %t", text, refused)
	}
	before := len(s.m.Rows())
	d.Apply()
	s.Settle()
	if got := len(s.m.Rows()); got != before-1 {
		t.Errorf("%d rows, were %d", got, before)
	}
	m := accepted.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	if m.Len() != 1 || !m.CanEnd() || m.Detail() != "1 holds" {
		t.Errorf("%d, %s", m.Len(), m.Detail())
	}
	m.End()
	s.Settle()
	if m.CanEnd() || m.Detail() != "1 ended" {
		t.Errorf("ended: %s", m.Detail())
	}
}
