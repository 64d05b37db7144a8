package workspace_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/accepted"
	"runchecks/ui/accounts"
	"runchecks/ui/audit"
	"runchecks/ui/customers"
	"runchecks/ui/daily"
	"runchecks/ui/devices"
	"runchecks/ui/inbox"
	"runchecks/ui/jobs"
	"runchecks/ui/list"
	"runchecks/ui/overrides"
	"runchecks/ui/remarks"
	"runchecks/ui/report"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/tickets"
)

// office is every screen's view model over the demo workspace.
type office struct {
	*testing.T
	space *workspace.Workspace
	queue chan func()
	bg    *task.Background
	runs  *decide.Model
	inbox *inbox.Model
	lists map[string]list.Screen
}

func newOffice(t *testing.T) *office {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	// In the morning: the night is over, and what was due has come.
	clock := func() time.Time { return time.Date(2026, 11, 24, 8, 30, 0, 0, time.UTC) }
	space, err := workspace.Open(ctx, workspace.Options{Demo: true, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{T: t, space: space, queue: make(chan func(), 10_000)}
	o.bg = task.NewBackground(ctx, func(f func()) { o.queue <- f })
	t.Cleanup(func() {
		cancel()
		o.bg.Wait()
		if err := space.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := space.Sync(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if err := space.SetUp(ctx); err != nil {
		t.Fatal(err)
	}
	p := services.Params{
		Base:    services.Base{Store: space.Store, Desk: space.Desk, Clock: space.Clock, Location: space.Location, Background: o.bg},
		Reports: services.Reports{Report: func(context.Context, int64) (report.Content, error) { return report.Content{}, nil }},
		Syncs:   services.Syncs{Sync: func() {}, CancelSync: func() {}},
	}
	nothing := func(list.Part) {}
	if o.runs, err = decide.New(p, nothing); err != nil {
		t.Fatal(err)
	}
	if o.inbox, err = inbox.New(p.Reading(), nothing); err != nil {
		t.Fatal(err)
	}
	o.lists = map[string]list.Screen{
		"daily":     daily.New(p.Base, nothing),
		"jobs":      jobs.New(p.Base, nothing),
		"customers": customers.New(p.Base, nothing),
		"devices":   devices.New(p.Base, p.Sync, p.Sessions, nothing),
		"accounts":  accounts.New(accounts.Params{Base: p.Base, Syncs: p.Syncs}, nothing),
		"overrides": overrides.New(p.Base, nothing),
		"tickets":   tickets.New(p.Base, nothing),
		"remarks":   remarks.New(p.Base, nothing),
		"accepted":  accepted.New(p.Base, nothing),
		"audit":     audit.New(p.Base, nothing),
	}
	o.reload()
	return o
}

// settle waits until nothing is under way any more.
func (o *office) settle() {
	for {
		o.bg.Wait()
		select {
		case f := <-o.queue:
			f()
		default:
			return
		}
	}
}

// reload reads every screen, once the decisions under way are made.
func (o *office) reload() {
	o.settle()
	o.runs.Reload()
	o.inbox.Reload()
	for _, l := range o.lists {
		l.Reload()
	}
	o.settle()
}

// equal compares numbers that have to be one.
func (o *office) equal(what string, numbers ...any) {
	o.Helper()
	for _, n := range numbers[1:] {
		if fmt.Sprint(n) != fmt.Sprint(numbers[0]) {
			o.Errorf("%s: %v", what, numbers)
			return
		}
	}
}

// first is the first number of a text.
func first(text string) string {
	return strings.ReplaceAll(regexp.MustCompile(`[\d,]*\d`).FindString(text), ",", "")
}

// wantSum adds the numbers of all screens up: each thing is counted once.
func (o *office) wantSum(when string) {
	o.Helper()
	status := o.runs.Status()
	rows := o.runs.Rows()
	runs, problems := 0, 0
	for _, r := range rows {
		runs += r.Runs
		problems += r.Problems
		err := o.space.Store.Read(context.Background(), func(q domain.Reader) error {
			waiting, err := q.JobRuns(r.ID, false, 0)
			n, bad := 0, 0
			for _, w := range waiting {
				if w.LastAttempt != 0 {
					continue // one of the tries that the last of its night stands for
				}
				n++
				if !w.Status.Good() {
					bad++
				}
			}
			o.equal(when+": runs of "+r.Name, r.Runs, n)
			o.equal(when+": problems of "+r.Name, r.Problems, bad)
			return err
		})
		if err != nil {
			o.Fatal(err)
		}
	}
	// What is fine is folded into one row.
	fine, fineRuns := 0, 0
	if !o.runs.FineShown() {
		fine, fineRuns = o.runs.Fine()
	}
	waiting := len(rows) + fine
	runs += fineRuns
	o.equal(
		when+": jobs that wait: badge, status bar, list, first chip",
		status.Jobs,
		waiting,
		o.runs.ChipStates()[0].Count,
		first(status.Decisions(o.space.Clock())),
	)
	o.equal(when+": runs that wait", status.Runs, runs)

	list := map[domain.JobKey]bool{}
	strays := 0
	for _, r := range o.inbox.Rows() {
		if r.Job == "" {
			strays++
			continue
		}
		list[r.Job] = true
	}
	o.equal(when+": the inbox: badge, jobs and messages", status.Waiting, len(list)+strays)
	if line := o.inbox.Line(); len(list) > 0 {
		o.equal(when+": the head of the inbox", len(list), first(line))
	} else if strays > 0 {
		o.equal(when+": the head of the inbox", strays, first(line))
	}

	jobList := o.lists["jobs"].(*jobs.Model)
	customers, ofCustomers := o.lists["customers"].(*customers.Model), 0
	for i := range customers.Len() {
		n := 0
		_, _ = fmt.Sscan(customers.Cell(i, "jobs").Text, &n)
		ofCustomers += n
	}
	o.equal(when+": jobs: the list, its head, those of all customers", jobList.Len(), first(jobList.Detail()), ofCustomers)
	o.equal(when+": customers", customers.Len(), first(customers.Detail()))

	unlinked := 0
	devices := o.lists["devices"].(*devices.Model)
	for _, d := range devices.AllUnlinked() {
		if d.MissingSince.IsZero() {
			unlinked++
		}
	}
	o.equal(when+": devices that are not linked", o.reason(rules.ReasonUnlinked).Count, unlinked)
	o.equal(when+": jobs to approve, as the list that may not be empty says", o.reason(rules.ReasonApprovals).Count, len(list))
	o.equal(when+": what waits, as the list that may not be empty says", o.reason(rules.ReasonWaiting).Count, waiting, status.Jobs)
	o.equal(when+": runs, as the list that may not be empty says", o.reason(rules.ReasonWaiting).Runs, runs)
	for name, l := range o.lists {
		if detail := l.Detail(); regexp.MustCompile(`(^|\D)0 [a-z]`).MatchString(detail) {
			o.Errorf("%s: %s says %q", when, name, detail)
		}
	}
}

// reason is why nobody may say yet that everything was reviewed.
func (o *office) reason(kind rules.ReasonKind) rules.Reason {
	for _, r := range o.runs.Status().Reasons {
		if r.Kind == kind {
			return r
		}
	}
	return rules.Reason{}
}

func TestTheNumbersOfAllScreensAddUp(t *testing.T) {
	o := newOffice(t)
	o.wantSum("at the start")
	before := o.runs.Status()
	if before.Jobs < 20 || before.Waiting == 0 || o.reason(rules.ReasonUnlinked).Count == 0 {
		t.Fatalf("the demo has too little to count: %+v", before)
	}

	for i := range 7 {
		o.runs.ToggleTick(i)
	}
	label := o.runs.Label(decide.DoReview)
	o.runs.MarkReviewed()
	o.reload()
	o.wantSum("after a review of seven jobs")
	after := o.runs.Status()
	o.equal("jobs reviewed: label, toast, what is left", 7, before.Jobs-after.Jobs, first(label), first(o.runs.Toast().Text))
	o.equal(
		"runs reviewed: toast, what is left, the night",
		before.Runs-after.Runs,
		after.Reviewed.Runs,
		first(strings.SplitN(label, ", ", 2)[1]),
		first(strings.SplitN(o.runs.Toast().Text, ", ", 2)[1]),
	)

	for i := range o.inbox.Rows() {
		o.inbox.Select(i)
		o.inbox.Give("Everybody Ltd")
	}
	approve := first(o.inbox.ApproveLabel())
	o.inbox.Approve()
	o.reload()
	o.wantSum("after everything was approved")
	newest, err := o.space.Desk.Journal(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	targets := slices.Clone(newest[0].Targets)
	slices.Sort(targets)
	o.equal(
		"jobs approved: label, summary, journal, badge",
		approve,
		first(review.Words(newest[0], time.UTC)),
		len(slices.Compact(targets)),
		len(newest[0].Targets),
		after.Waiting-o.runs.Status().Waiting,
	)

	o.inbox.Undo()
	o.runs.Undo()
	o.settle()
	o.reload()
	o.wantSum("after both undos")
	o.equal("jobs that wait", before.Jobs, o.runs.Status().Jobs)
	o.equal("what waits in the inbox", before.Waiting, o.runs.Status().Waiting)
}
