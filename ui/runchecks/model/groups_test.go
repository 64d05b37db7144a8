package model_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
	"runchecks/ui/runchecks/causes"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/runchecks/model"
)

const gateway = "Unable to reach the gateway gw%d.offsite.example:6180 within 30 seconds"

// causes stores what a morning with three causes has: a gateway down at four jobs of three
// customers, since tonight, one of them with a certificate that expired, too; that
// certificate at another job for three nights; and a job that succeeded.
func (s *screen) causes() {
	s.Helper()
	job := func(customer string, n int) domain.Job {
		j, err := storagetest.Job(context.Background(), s.Store, customer, n)
		if err != nil {
			s.Fatal(err)
		}
		return j
	}
	down := func(n int) domain.Object {
		return storagetest.Object(fmt.Sprintf("vm%02d", n), domain.Failed, fmt.Sprintf(gateway, n))
	}
	expired := storagetest.Object("web", domain.Warning, "The certificate of the server has expired")
	a, b, c, d, e, f := job("alder", 1), job("birch", 2), job("birch", 3), job("cedar", 4), job("doum", 5), job("elm", 6)
	for n := range 3 {
		s.PutRuns(storagetest.Run(e, n, modeltest.Night.AddDate(0, 0, n-2), expired))
	}
	for _, j := range []domain.Job{a, b, c, d} {
		r := storagetest.Run(j, 0, modeltest.Night.AddDate(0, 0, -1))
		r.Review = &domain.Review{At: r.At, Decision: "01"}
		s.PutRuns(r)
	}
	s.PutRuns(
		storagetest.Run(a, 9, modeltest.Night, down(1), down(2)), storagetest.Run(b, 9, modeltest.Night, down(3)),
		storagetest.Run(c, 9, modeltest.Night, down(4)), storagetest.Run(d, 9, modeltest.Night, down(5), expired),
		storagetest.Run(f, 9, modeltest.Night),
	)
	s.load()
	s.m.SwitchGroups()
	s.Settle()
}

// grouped returns the rows of the list by causes: ">" selected.
func (s *screen) grouped() string {
	var out []string
	for i, r := range s.m.GroupRows() {
		mark := "  "
		if i == s.m.GroupSelected() {
			mark = "> "
		}
		if r.Job != nil {
			out = append(out, mark+"  "+r.Job.Name)
			continue
		}
		lead, rest := r.Cause.Line()
		out = append(out, mark+causes.Text(r.Cause)+" | "+strings.TrimSpace(lead+" "+rest))
	}
	return strings.Join(out, "\n")
}

func (s *screen) wantGroups(what string, rows ...string) {
	s.Helper()
	if got, want := s.grouped(), strings.Join(rows, "\n"); got != want {
		s.Errorf("%s: got\n%s\nwant\n%s", what, got, want)
	}
}

const (
	downText    = "Unable to reach the gateway [host:port] within [n]"
	expiredText = "The certificate of the server has expired"
)

func TestTheListByCausesSaysHowManyAndSinceWhen(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	s.wantGroups("at first",
		"> "+downText+" | new · 3 customers · 4 jobs · 5 objects",
		"  "+expiredText+" | 2 customers · 2 jobs · 2 objects · since 20 Nov",
	)
	c := s.m.GroupRows()[1].Cause
	if got, want := c.Nights[11:], []int{1, 1, 2}; got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("the last three nights: %v, want %v", got, want)
	}
	if at, of := s.m.CauseNumber(); at != 1 || of != 2 {
		t.Errorf("cause %d of %d", at, of)
	}
	s.m.Unfold()
	s.Settle()
	s.m.Move(4)
	s.Settle()
	s.wantGroups("unfolded",
		"  "+downText+" | new · 3 customers · 4 jobs · 5 objects",
		"    Job 0001", "    Job 0002", "    Job 0003", ">   Job 0004",
		"  "+expiredText+" | 2 customers · 2 jobs · 2 objects · since 20 Nov",
	)
	if d := s.m.Details(); d == nil || d.Job.Name != "Job 0004" {
		t.Errorf("the details are of %+v", d)
	}
	s.m.Fold(false)
	if got := s.m.GroupSelected(); got != 0 {
		t.Errorf("after folding row %d is selected", got)
	}
}

func TestOneKeyDecidesTheCauseAndNothingElse(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	got, want := s.m.GroupRows()[0].Cause.Stays(), "1 job stays in the list, it has another problem too: cedar, Job 0004"
	if got != want {
		t.Errorf("before the key: %q, want %q", got, want)
	}
	if got, want := s.m.Label(decide.DoReview), "Mark 3 jobs, 3 runs reviewed"; got != want {
		t.Errorf("the button says %q, want %q", got, want)
	}
	if got, want := s.m.Label(decide.DoTicket), "Ticket for 4 jobs…"; got != want {
		t.Errorf("the button says %q, want %q", got, want)
	}
	s.m.MarkReviewed()
	s.Settle()
	s.wantGroups("after the key",
		"> "+downText+" | new · 1 customer · 1 job · 1 object",
		"  "+expiredText+" | 2 customers · 2 jobs · 2 objects · since 20 Nov",
	)
	s.m.Undo()
	s.Settle()
	s.wantGroups("after one undo",
		"> "+downText+" | new · 3 customers · 4 jobs · 5 objects",
		"  "+expiredText+" | 2 customers · 2 jobs · 2 objects · since 20 Nov",
	)
}

func TestATicketForACauseLinksEveryRunOfItAndReviewsOnlyWhatHasNoOtherProblem(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	var x *decide.Documenting
	s.m.Document(func(d *decide.Documenting) { x = d })
	s.Settle()
	if got, want := x.Title, "4 jobs, one cause: "+downText; got != want {
		t.Errorf("the window is about %q, want %q", got, want)
	}
	x.CreateTicket("T1", "the gateway", 0, true)
	s.Settle()
	if got, want := s.LinkedTo(s.TicketByCode("T1").Key), "1 2 3 4"; inOrder(got) != want {
		t.Errorf("linked are %q, want %q", got, want)
	}
	s.want("what stays", ">4 5 6")
}

func TestAJobThatIsTakenOutIsNotDecided(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	if s.m.TakeOut() {
		t.Error("a cause was taken out of itself")
	}
	s.m.Unfold()
	s.m.Move(2)
	s.Settle()
	s.m.TakeOut()
	s.m.SelectGroupRow(0)
	if got, want := s.m.Label(decide.DoReview), "Mark 2 jobs, 2 runs reviewed"; got != want {
		t.Errorf("the button says %q, want %q", got, want)
	}
	s.m.MarkReviewed()
	s.Settle()
	s.want("what stays", ">2 4 5 6") // Job 0002 was taken out
}

func TestSearchAndChipsNarrowTheCauses(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	s.m.SetSearch("birch")
	s.Settle()
	s.wantGroups("search", "> "+downText+" | new · 1 customer · 2 jobs · 2 objects")
	s.m.SetSearch("")
	s.m.PressChip(model.ChipWarning, false)
	s.Settle()
	s.wantGroups("chip", "> "+expiredText+" | 1 customer · 1 job · 1 object · since 20 Nov")
}

func TestTheListByJobsComesBackAtTheSameJob(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	s.m.Move(1)
	s.Settle()
	s.m.SwitchGroups()
	s.Settle()
	if at := s.m.Selected(); at < 0 || s.m.Rows()[at].Name != "Job 0004" && s.m.Rows()[at].Name != "Job 0005" {
		t.Errorf("row %d of %s", at, s.list())
	}
}

func TestReportsThatDidNotComeAreOneCausePerCustomer(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	for n := 1; n <= 3; n++ {
		j, err := storagetest.Job(context.Background(), s.Store, []string{"oak", "oak", "pine"}[n-1], n)
		if err != nil {
			t.Fatal(err)
		}
		r := storagetest.Run(j, 1, modeltest.Night.Add(time.Duration(n)*time.Minute))
		r.Source, r.Status, r.Effective.Status = domain.SourceSchedule, domain.Missed, domain.Missed
		s.PutRuns(r)
	}
	s.load()
	s.m.SwitchGroups()
	s.Settle()
	s.wantGroups("missed",
		"> No report although one was expected | new · 1 customer · 2 jobs",
		"  No report although one was expected | new · 1 customer · 1 job",
	)
}

func TestGAndGAgainLeavesTheJobSelectedThatWas(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	s.m.SwitchGroups()
	s.Settle()
	s.m.Select(2)
	s.Settle()
	for range 2 {
		s.m.SwitchGroups()
		s.Settle()
	}
	if got, want := s.m.Rows()[s.m.Selected()].Name, "Job 0003"; got != want {
		t.Errorf("at %s, want %s", got, want)
	}
}

func TestNextProblemGoesFromCauseToCause(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	s.m.Unfold()
	s.Settle()
	var rows []int
	for _, by := range []int{1, 1, -1} {
		s.m.NextProblem(by)
		s.Settle()
		rows = append(rows, s.m.GroupSelected())
	}
	if want := []int{5, 0, 5}; !slices.Equal(rows, want) {
		t.Errorf("N, N, P selected the rows %v, want %v", rows, want)
	}
}

func TestARunThatCameAfterTheCausesWereReadIsNotReviewedWithThem(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	j, err := storagetest.Job(context.Background(), s.Store, "alder", 1)
	if err != nil {
		t.Fatal(err)
	}
	broken := storagetest.Object("vm99", domain.Failed, "The disk is broken")
	s.PutRuns(storagetest.Run(j, 10, modeltest.Night.Add(time.Hour), broken))
	s.m.Reload()
	for s.m.GroupRows()[0].Cause.Jobs[0].Runs != 2 { // the list is read before the causes are
		s.Background.Wait()
		(<-s.Queue)()
	}
	if got, want := s.m.Label(decide.DoReview), "Mark 2 jobs, 2 runs reviewed"; got != want {
		t.Errorf("before the causes are read again the button says %q, want %q", got, want)
	}
	s.Settle()
}

func TestWhereNoCauseIsLeftNoDetailsAreShown(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.causes()
	s.m.SetSearch("nothing-has-this")
	s.Settle()
	if d := s.m.Details(); d != nil {
		t.Errorf("the details are of %s", d.Job.Name)
	}
}

func TestEveryProblemStandsUnderACause(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	n := 0
	for _, status := range []domain.Status{domain.Failed, domain.Warning, domain.Unknown, domain.Missed} {
		for _, objects := range [][]domain.Object{
			nil,
			{storagetest.Object("vm", status, "words")},
			{storagetest.Object("vm", status, "")},
		} {
			n++
			j, err := storagetest.Job(context.Background(), s.Store, "oak", n)
			if err != nil {
				t.Fatal(err)
			}
			r := storagetest.Run(j, 1, modeltest.Night, objects...)
			r.Status, r.Effective.Status = status, status
			s.PutRuns(r)
		}
	}
	s.load()
	s.m.SwitchGroups()
	s.Settle()
	under := map[int64]bool{}
	for _, r := range s.m.GroupRows() {
		for _, j := range r.Cause.Jobs {
			under[j.ID] = true
		}
	}
	if len(under) != n {
		t.Errorf("%d of %d problems stand under a cause", len(under), n)
	}
}

// inOrder sorts the words of a line.
func inOrder(line string) string { return strings.Join(slices.Sorted(strings.FieldsSeq(line)), " ") }
