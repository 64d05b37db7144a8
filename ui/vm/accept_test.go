package vm_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/vm"
)

// accept opens the window for the selected run.
func (s *screen) accept() (d *vm.AcceptDialog) {
	s.Helper()
	s.m.Accept(func(x *vm.AcceptDialog) { d = x })
	s.settle()
	if d == nil {
		s.Fatal("no window")
	}
	return d
}

func TestAnErrorIsAcceptedInAllJobsOfAProduct(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.fill(6)
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
	s.settle()
	if text, refused := d.Line(); refused || changes == 0 || !strings.HasPrefix(text, "Counted as looked at now: 4 waiting runs of 4 jobs") || !strings.HasSuffix(text, "29 Nov 2026.") {
		t.Errorf("%q, %t, %d changes", text, refused, changes)
	}
	if !d.Apply() {
		t.Error("it cannot be accepted")
	}
	s.settle()
	s.want("the good ones are left", ">3 6")
	s.m.Undo()
	s.settle()
	if len(s.m.Rows()) != 6 {
		t.Errorf("after the undo: %s", s.list())
	}
}

func TestAnAcceptanceUntilADateThatHasPassedIsRefused(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.fill(1)
	s.load()
	d := s.accept()
	r := d.Request()
	r.UntilDate = storagetest.Now.Add(-time.Hour)
	d.Set(r)
	s.settle()
	if text, refused := d.Line(); !refused || !strings.Contains(text, "has passed") || d.Apply() {
		t.Errorf("%q, %t", text, refused)
	}
	s.settle()
	s.want("it stays", ">1")
}

func TestASuccessAndAViewerAcceptNothing(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.fill(3)
	s.load()
	s.m.Select(2)
	s.settle()
	s.m.Accept(func(*vm.AcceptDialog) { t.Error("a window for a success") })
	s.settle()
	if s.m.Can(vm.DoAccept) {
		t.Error("a success can be accepted")
	}
	v := newScreen(t, domain.RoleViewer)
	v.fill(1)
	v.load()
	v.m.Accept(func(*vm.AcceptDialog) { t.Error("a window for a Viewer") })
	v.settle()
	if v.m.Can(vm.DoAccept) {
		t.Error("a Viewer can accept")
	}
}

func TestAnAcceptedJobComesBackWhenItEnds(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.fill(1)
	s.load()
	s.accept().Apply()
	s.settle()
	s.want("accepted", "")
	var job domain.Job
	err := s.store.Read(context.Background(), func(q domain.Queries) error {
		jobs, err := q.Jobs()
		job = jobs[0].Job
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	m := vm.NewAccepted(s.params(), nothing)
	s.opened(m)
	m.End()
	s.settle()
	s.putRuns(storagetest.Run(job, 2, night.Add(24*time.Hour), storagetest.Object("vm", domain.Failed, "message")))
	s.load()
	s.want("the next problem waits", ">1")
}
