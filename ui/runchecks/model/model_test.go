package model_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/list"
	"runchecks/ui/modeltest"
	"runchecks/ui/report"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/runchecks/model"
)

// screen is the model of Run Checks over a fixture.
type screen struct {
	*modeltest.Fixture
	m *decide.Model
}

func newScreen(t *testing.T, role domain.Role) *screen {
	t.Helper()
	s := &screen{Fixture: modeltest.New(t, role)}
	p := s.Params()
	p.Report = func(_ context.Context, id int64) (report.Content, error) {
		return report.Content{Text: fmt.Sprint("report ", id)}, nil
	}
	p.Sync, p.CancelSync = func() {}, func() {}
	var err error
	if s.m, err = decide.New(p, func(list.Part) {}); err != nil {
		t.Fatal(err)
	}
	s.m.SwitchFine() // most tests are about rows, whatever their status
	return s
}

func (s *screen) load() {
	s.Helper()
	s.m.Reload()
	s.Settle()
}

// list returns the rows as shown: ">" selected, "x" ticked.
func (s *screen) list() string {
	var out []string
	for i, r := range s.m.Rows() {
		mark := ""
		if i == s.m.Selected() {
			mark += ">"
		}
		if s.m.Ticked(i) {
			mark += "x"
		}
		out = append(out, mark+strings.TrimPrefix(r.Name, "Job 000"))
	}
	return strings.Join(out, " ")
}

func (s *screen) want(what, list string) {
	s.Helper()
	if got := s.list(); got != list {
		s.Errorf("%s: got %q, want %q", what, got, list)
	}
}

func TestTheListIsWorstFirstWithTheFirstRowSelected(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	s.want("after loading", ">1 4 2 5 3 6")
	if d := s.m.Details(); d == nil || d.Job.Name != "Job 0001" {
		t.Errorf("details: %+v", d)
	}
}

func TestAfterAReviewTheNextRowIsSelectedAtOnce(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	s.m.Select(1)
	s.m.MarkReviewed()
	s.want("before the cache was written", "1 >2 5 3 6")
	s.Settle()
	s.want("after it was written", "1 >2 5 3 6")
	if got := s.m.Toast().Text; got != "1 run of Job 0004 reviewed" {
		t.Errorf("toast: %q", got)
	}
	s.m.Undo()
	s.Settle()
	s.want("after undo", "1 >4 2 5 3 6")
}

func TestAHundredKeysInARowReviewAHundredJobs(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(100)
	s.load()
	for range 100 {
		s.m.MarkReviewed()
	}
	s.Settle()
	s.want("after a hundred keys", "")
	if s.m.Toast().Error {
		t.Errorf("toast: %+v", s.m.Toast())
	}
	if e, ok := s.m.Empty(); !ok || e.Title != "No account yet" {
		t.Errorf("empty: %+v", e)
	}
	for range 100 {
		s.m.Undo()
	}
	s.Settle()
	if len(s.m.Rows()) != 100 {
		t.Errorf("after a hundred undos: %d rows", len(s.m.Rows()))
	}
}

func TestBulkReviewCoversTheTickedRowsAndSaysSo(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	s.m.ToggleTick(0)
	s.m.ExtendTo(2)
	s.want("after shift-click", "x1 x4 >x2 5 3 6")
	if got := s.m.Label(decide.DoReview); got != "Mark 3 jobs, 3 runs reviewed" {
		t.Errorf("label: %q", got)
	}
	s.m.MarkReviewed()
	s.Settle()
	s.want("after the review", ">5 3 6") // what followed, so that nothing is passed over
	if got := s.m.Label(decide.DoReview); got != "Mark 1 run reviewed" {
		t.Errorf("label left: %q", got)
	}
}

func TestTicksDoNotOutliveTheirRows(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	s.m.TickAll()
	s.m.SetSearch("status:failed")
	s.Settle()
	s.want("after the search", ">x1 x4")
	s.m.SetSearch("")
	s.Settle()
	s.want("after clearing the search", ">x1 x4 2 5 3 6")
	s.m.ClearTicks()
	s.m.TickAll()
	s.m.TickAll()
	s.want("after ticking all twice", ">1 4 2 5 3 6")
}

func TestSearchNarrowsByWordsAndFields(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	for search, want := range map[string]string{
		"customer:customer5": ">5", "JOB 0002": ">2", "status:warning 0005": ">5", "nothing": "", "product:veeam status:success": ">3 6",
	} {
		s.m.SetSearch(search)
		s.Settle()
		s.m.Select(0)
		s.want(search, want)
	}
	s.m.SetSearch("nothing")
	s.Settle()
	if e, ok := s.m.Empty(); !ok || e.Step != model.StepClear {
		t.Errorf("empty: %+v", e)
	}
}

func TestSearchFindsJobsByTheirLastRunAndTheirLastSuccess(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	jobs, err := storagetest.Job(context.Background(), s.Store, "customer1", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storagetest.Put(
		context.Background(),
		s.Store,
		storagetest.Run(jobs, 9, storagetest.Now.AddDate(0, 0, -4), storagetest.Object("vm", domain.Success, "")),
	); err != nil {
		t.Fatal(err)
	}
	s.load()
	s.m.TickAll()
	s.m.SetSearch("nosuccess:3d")
	s.Settle()
	s.want("no success for three days", ">x1 x2")
	s.m.SetSearch("nosuccess:5d")
	s.Settle()
	s.want("no success for five days", ">x2")
	s.m.SetSearch("")
	s.Settle()
	s.want("what was not shown is not ticked", "1 >x2 3")
	for search, want := range map[string]string{"silent:1h": "1 >x2 3", "silent:1d": "", "silent:": "1 >x2 3", "nosuccess:1h customer3": ">3"} {
		s.m.SetSearch(search)
		s.Settle()
		if got := strings.ReplaceAll(
			strings.ReplaceAll(s.list(), "x", ""),
			">",
			"",
		); got != strings.ReplaceAll(
			strings.ReplaceAll(want, "x", ""),
			">",
			"",
		) {
			t.Errorf("%s: %q", search, got)
		}
	}
}

func TestAColumnSortsAndReverses(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(4)
	s.load()
	s.m.SortBy("job")
	s.want("by job", ">1 2 3 4")
	s.m.SortBy("job")
	s.want("by job again", "4 3 2 >1")
	s.m.SortBy("newest")
	s.want("newest first", "4 3 2 >1")
}

func TestMovingStopsAtTheEnds(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	s.m.Move(-1)
	s.want("up at the top", ">1 2 3")
	s.m.Move(1000)
	s.want("far down", "1 2 >3")
	s.m.Extend(-1)
	s.want("shift-up", "1 >x2 x3")
}

func TestMarkSuccessLeavesTheListAndOffersARule(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(4)
	s.load()
	var dialog *decide.SuccessDialog
	s.m.MarkSuccess(func(d *decide.SuccessDialog) { dialog = d }, nil)
	s.want("at once", ">4 2 3")
	s.Settle()
	if dialog == nil {
		t.Fatal("no dialog")
	}
	q := dialog.Request()
	if q.Scope != review.ScopeRun || q.Text != "message" {
		t.Errorf("pre-filled: %+v", q)
	}
	q.Scope, q.Text = review.ScopeAll, ""
	dialog.Set(q)
	s.Settle()
	if _, refused := dialog.Preview(); !refused || dialog.CanApply() {
		t.Error("an empty text for all jobs was not refused")
	}
	q.Text = "mess"
	dialog.Set(q)
	s.Settle()
	if text, _ := dialog.Preview(); text != "Changes 2 waiting runs of 2 jobs now; would have matched 3 runs of 3 jobs in the last 90 days" {
		t.Errorf("preview: %q", text)
	}
	dialog.Apply()
	s.Settle()
	for _, r := range s.m.Rows() {
		if !r.Status.Good() {
			t.Errorf("%s is still %v", r.Name, r.Status)
		}
	}
	s.m.Undo()
	s.m.Undo()
	s.Settle()
	s.want("after both undos", ">1 4 2 3")
}

func TestMarkSuccessRightAfterAMoveMarksTheSelectedRunNotTheShownOne(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(4) // 1 and 4 failed
	s.load()
	s.m.Move(1)
	s.m.MarkSuccess(nil, nil) // the details still show job 1
	s.Settle()
	s.want("after the mark", "1 >2 3")
	s.m.Undo()
	s.Settle()
	s.m.Select(0)
	s.Settle()
	s.m.Move(1)
	s.m.MarkSuccess(nil, nil)
	s.m.Move(1) // moved on before the details came: nothing may be marked
	s.Settle()
	s.want("after moving on", "1 4 >2 3")
}

func TestASuccessCannotBeMarked(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	s.m.Select(2)
	s.Settle()
	if s.m.Can(decide.DoSuccess) {
		t.Error("a good run may be marked as success")
	}
}

func TestANewRunDuringTheReviewStaysInTheList(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(1)
	s.load()
	job := s.m.Rows()[0].Job
	if _, err := storagetest.Put(context.Background(), s.Store, storagetest.Run(job, 2, modeltest.Night.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	s.m.MarkReviewed()
	s.Settle()
	s.want("after the review", ">1")
	if r := s.m.Rows()[0]; r.Runs != 1 || r.Status != domain.Success {
		t.Errorf("got %+v", r)
	}
}

func TestReviewedRunsAreForAdmins(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(1)
	s.load()
	s.m.SetIncludeReviewed(true)
	if s.m.IncludesReviewed() || !s.m.Toast().Error {
		t.Error("an operator sees reviewed runs")
	}
}

func TestTheEmptyListTellsTheTruth(t *testing.T) {
	tests := []struct {
		name      string
		health    domain.Health
		unmatched bool
		devices   []domain.Device
		want      string
		step      model.EmptyStep
	}{
		{
			"a device waits",
			domain.Health{LastSuccess: storagetest.Now},
			false,
			[]domain.Device{{Key: "cove:1", State: domain.DeviceUnlinked}},
			"Nothing to review, but devices are not linked",
			model.StepDevices,
		},
		{
			"a device waits and is ignored",
			domain.Health{LastSuccess: storagetest.Now},
			false,
			[]domain.Device{{Key: "cove:1", State: domain.DeviceIgnored}},
			"All reviewed",
			model.StepNone,
		},
		{
			"a device moved",
			domain.Health{LastSuccess: storagetest.Now},
			false,
			[]domain.Device{{Key: "cove:1", State: domain.DeviceLinked, LinkedOwner: "8"}},
			"Nothing to review, but a device moved",
			model.StepDevices,
		},
		{"synced well and recently", domain.Health{LastSuccess: storagetest.Now}, false, nil, "All reviewed", model.StepNone},
		{
			"the last sync failed",
			domain.Health{LastSuccess: storagetest.Now, LastError: "refused"},
			false,
			nil,
			"Nothing to review, but the sync is not good",
			model.StepSync,
		},
		{
			"the last sync is old",
			domain.Health{LastSuccess: storagetest.Now.Add(-3 * time.Hour)},
			false,
			nil,
			"Nothing to review, but the sync is not good",
			model.StepSync,
		},
		{
			"an account waits for its password",
			domain.Health{LastSuccess: storagetest.Now, LastError: "There is none.", Code: domain.CodeSecret},
			false,
			nil,
			"Nothing to review, but the sync is not good",
			model.StepSecret,
		},
		{
			"a message is unmatched",
			domain.Health{LastSuccess: storagetest.Now},
			true,
			nil,
			"Nothing to review, but the inbox is not empty",
			model.StepInbox,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newScreen(t, domain.RoleOperator)
			err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
				id, err := tx.PutAccount(domain.Account{Name: "mail", Secret: domain.SecretKeychain})
				if err != nil {
					return err
				}
				if tt.unmatched {
					if _, err := tx.PutMessage(domain.Message{Key: "1", State: domain.MessageUnmatched}, domain.Packed{}); err != nil {
						return err
					}
				}
				for _, d := range tt.devices {
					if d.ID, err = tx.PutDevice(d, nil); err != nil {
						return err
					}
					if err := tx.SetDevice(d); err != nil {
						return err
					}
				}
				return tx.SetHealth(id, tt.health)
			})
			if err != nil {
				t.Fatal(err)
			}
			s.load()
			if got := s.m.Status().Decisions(storagetest.Now); (got == "Nothing waits") != (tt.want == "All reviewed") {
				t.Errorf("the status bar says %q", got)
			}
			if e, ok := s.m.Empty(); !ok || e.Title != tt.want || e.Step != tt.step {
				t.Errorf("got %+v, %v", e, ok)
			}
		})
	}
}

func TestTheEmptyListListsEveryReasonTheWeightiestFirst(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		id, err := tx.PutAccount(domain.Account{Name: "mail", Secret: domain.SecretKeychain})
		if err != nil {
			return err
		}
		if err := tx.SetHealth(id, domain.Health{LastSuccess: storagetest.Now.Add(-3 * time.Hour)}); err != nil {
			return err
		}
		for i := range 8 {
			if _, err := tx.PutMessage(
				domain.Message{Key: fmt.Sprint("unmatched", i), State: domain.MessageUnmatched},
				domain.Packed{},
			); err != nil {
				return err
			}
		}
		if _, err := tx.PutDevice(domain.Device{Key: "cove:1", State: domain.DeviceUnlinked}, nil); err != nil {
			return err
		}
		for i := range 2 {
			job, err := tx.PutJob(domain.Job{Key: domain.JobKey(fmt.Sprint("pending", i)), Name: "new", State: domain.JobPending})
			if err != nil {
				return err
			}
			m, err := tx.PutMessage(domain.Message{Key: fmt.Sprint("report", i), State: domain.MessageRead}, domain.Packed{})
			if err != nil {
				return err
			}
			r := storagetest.Run(job, 1, modeltest.Night, storagetest.Object("vm", []domain.Status{domain.Failed, domain.Success}[i], ""))
			r.Message = m
			if _, err := tx.PutRun(r, fmt.Sprint(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.load()
	e, ok := s.m.Empty()
	want := model.Empty{Title: "Nothing to review yet: jobs wait for approval", Step: model.StepInbox, Text: strings.Join([]string{
		"2 jobs wait for approval, with 2 runs, 1 of them with problems.",
		"1 device waits to be linked to a job: nobody sees their runs until then.",
		"8 messages that no reader understands may be reports.",
		"mail: last synced 3 h ago; reports may be missing.",
	}, "\n")}
	if !ok || e != want {
		t.Errorf("got %+v", e)
	}
}

func TestTheReviewsOfTheNightAreCountedWhateverTheDecisionAndWithoutUndoneOnes(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	ctx := context.Background()
	err := s.Store.Write(ctx, func(tx domain.Tx) error {
		id, err := tx.PutAccount(domain.Account{Name: "mail"})
		if err != nil {
			return err
		}
		return tx.SetHealth(id, domain.Health{LastSuccess: storagetest.Now})
	})
	if err != nil {
		t.Fatal(err)
	}
	s.load()
	jobs := s.m.Rows()
	target := func(i int) []review.Target { return []review.Target{{Job: jobs[i].ID}} }
	decide := func(_ domain.Decision, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	decide(
		s.Desk.CreateTicket(
			ctx,
			domain.Ticket{Code: "T1", Description: "x", Scopes: []domain.Scope{{Job: jobs[0].Key}}},
			review.Documented{Jobs: target(0), Review: true},
		),
	)
	decide(
		s.Desk.CreateRemark(
			ctx,
			domain.Remark{Text: "x", Scopes: []domain.Scope{{Job: jobs[1].Key}}},
			review.Documented{Jobs: target(1), Review: true},
		),
	)
	decide(s.Desk.MarkReviewed(ctx, []review.Target{{Job: jobs[2].ID}, {Job: jobs[3].ID}, {Job: jobs[4].ID}, {Job: jobs[5].ID}}))
	s.load()
	if e, _ := s.m.Empty(); e.Title != "All reviewed" ||
		!strings.HasPrefix(e.Text, "6 runs reviewed since yesterday 12:00, the last at 08:00 by kim.") {
		t.Errorf("got %+v", e)
	}
	s.m.Undo()
	s.Settle()
	if got := s.m.Status().Reviewed.Runs; got != 2 {
		t.Errorf("after undo: %d", got)
	}
}
