package review_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/storage/storagetest"
	"runchecks/sync/ingest"
)

// projections writes everything that follows from the journal as lines of text, by
// natural keys: row numbers may differ after a rebuild.
func (b *bench) projections() []string {
	b.Helper()
	var out []string
	line := func(kind string, v any) {
		text, err := json.Marshal(v)
		if err != nil {
			b.Fatal(err)
		}
		out = append(out, kind+" "+string(text))
	}
	err := b.store.Read(b.ctx, func(q domain.Queries) error {
		customers, err := q.Customers()
		if err != nil {
			return err
		}
		for _, c := range customers {
			c.ID = 0
			line("customer", c)
		}
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		schedules, err := q.Schedules()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			line("job", []any{j.Key, j.State, j.Customer.Name, j.Since, j.Tickets, j.Remarks})
			if s, ok := schedules[j.ID]; ok {
				line("schedule", []any{j.Key, s})
			}
			runs, err := q.JobRuns(j.ID, true, 10_000)
			if err != nil {
				return err
			}
			for _, r := range runs {
				run, err := q.Run(r.ID)
				if err != nil {
					return err
				}
				line("run", []any{run.Key, run.Review, run.Effective, run.Marked, run.Note, r.Tickets, r.Remarks})
			}
		}
		overrides, err := q.Overrides()
		if err != nil {
			return err
		}
		for _, o := range overrides {
			o.ID = 0
			line("override", o)
		}
		tickets, err := q.Tickets()
		if err != nil {
			return err
		}
		for _, t := range tickets {
			line("ticket", t)
		}
		remarks, err := q.Remarks()
		if err != nil {
			return err
		}
		for _, r := range remarks {
			line("remark", r)
		}
		accepted, err := q.Acceptances()
		if err != nil {
			return err
		}
		for _, a := range accepted {
			line("acceptance", a)
		}
		nights, err := q.Setting(rules.SettingNightStart)
		if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
		line("night", []any{err == nil, nights})
		deleted, err := q.DeletedMessages(0)
		for _, m := range deleted {
			line("deleted", []any{m.Key, m.Deleted})
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// chaos makes random decisions of two people while reports come in.
type chaos struct {
	*bench
	rng    *rand.Rand
	ingest *ingest.Ingest
	desks  []*review.Desk
	now    time.Time
	mails  int
	done   map[domain.DecisionKind]int
}

func newChaos(t *testing.T, seed uint64) *chaos {
	c := &chaos{bench: newBench(t, domain.RoleAdmin), rng: rand.New(rand.NewPCG(seed, 1)), now: storagetest.Now, done: map[domain.DecisionKind]int{}}
	clock := func() time.Time { return c.now }
	in, err := ingest.New(c.store, clock, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	c.ingest = in
	storagetest.Mailbox(t, c.store)
	for _, name := range []string{"kim", "alex"} {
		desk, err := review.New(review.Params{Store: c.store, Clock: clock, Actor: domain.Actor{Name: name, Role: domain.RoleAdmin}, Profile: "test", Location: time.UTC})
		if err != nil {
			t.Fatal(err)
		}
		c.desks = append(c.desks, desk)
	}
	return c
}

// report brings the night's reports of some jobs.
func (c *chaos) report() {
	c.Helper()
	var items []ingest.Item
	for range 1 + c.rng.IntN(6) {
		c.mails++
		job := c.rng.IntN(8)
		sender := fmt.Sprintf("backup@customer%d.example", job%3)
		at := c.now.Add(-time.Duration(c.rng.IntN(12)) * time.Hour)
		if c.rng.IntN(12) == 0 {
			at = c.now.Add(-100 * 24 * time.Hour) // history
		}
		var objects []domain.Object
		worst := domain.Success
		for n := range c.rng.IntN(4) {
			o := domain.Object{Name: fmt.Sprintf("vm%d", n), Type: "VM", Status: []domain.Status{domain.Success, domain.Success, domain.Warning, domain.Failed, domain.Unknown}[c.rng.IntN(5)]}
			if o.Status != domain.Success {
				o.Message = []string{"Failed to create VSS snapshot 0x8004231f", "Disk 12 is full", "Guest processing skipped", ""}[c.rng.IntN(4)]
			}
			worst = max(worst, o.Status)
			objects = append(objects, o)
		}
		items = append(items, ingest.Item{
			Message: domain.Message{MessageID: fmt.Sprintf("%d@x", c.mails), Folder: "INBOX", UID: uint32(c.mails), Subject: "report", From: sender, Date: at, Received: at},
			Raw:     fmt.Appendf(nil, "Subject: report\r\n\r\n%d", c.mails), FromAddress: sender,
			Results: []domain.Result{{Product: []string{"Veeam", "Kopia"}[job%2], JobType: "Backup", JobName: fmt.Sprintf("Job %d", job), Kind: domain.KindRun, Status: worst, Objects: objects, Ended: domain.Stamp{Time: at.Add(time.Duration(c.mails) * time.Second), Zoned: true}}},
		})
	}
	folder := domain.Folder{Account: 1, Name: "INBOX", UIDValidity: 1, LastUID: uint32(c.mails), FirstSync: storagetest.Now}
	if _, err := c.ingest.Batch(c.ctx, folder, items); err != nil {
		c.Fatal(err)
	}
}

// seen is what there is to decide about.
type seen struct {
	jobs        []domain.JobRow
	runs        []domain.RunRow
	customers   []domain.Customer
	overrides   []domain.Override
	tickets     []domain.Ticket
	remarks     []domain.Remark
	acceptances []domain.Acceptance
	inbox       []domain.InboxRow
	deleted     []domain.InboxRow
}

func (c *chaos) look() (s seen) {
	c.Helper()
	err := c.store.Read(c.ctx, func(q domain.Queries) (err error) {
		if s.jobs, err = q.Jobs(); err != nil {
			return err
		}
		for _, j := range s.jobs {
			runs, err := q.JobRuns(j.ID, true, 1000)
			if err != nil {
				return err
			}
			s.runs = append(s.runs, runs...)
		}
		if s.customers, err = q.Customers(); err != nil {
			return err
		}
		if s.overrides, err = q.Overrides(); err != nil {
			return err
		}
		if s.tickets, err = q.Tickets(); err != nil {
			return err
		}
		if s.remarks, err = q.Remarks(); err != nil {
			return err
		}
		if s.acceptances, err = q.Acceptances(); err != nil {
			return err
		}
		if s.inbox, err = q.Inbox(0); err != nil {
			return err
		}
		s.deleted, err = q.DeletedMessages(0)
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
	return s
}

func pick[T any](c *chaos, list []T) (v T) {
	if len(list) > 0 {
		v = list[c.rng.IntN(len(list))]
	}
	return v
}

func (c *chaos) yes() bool { return c.rng.IntN(2) == 0 }

// decide makes one random decision. Refusals are as good as any answer: what counts
// is that they leave nothing behind.
func (c *chaos) decide() {
	c.Helper()
	s, desk := c.look(), c.desks[c.rng.IntN(len(c.desks))]
	job, run := pick(c, s.jobs), pick(c, s.runs)
	target := []review.Target{{Job: job.ID}, {Job: pick(c, s.jobs).ID}}
	from := review.Documented{Runs: []int64{run.ID}, Jobs: target, Review: c.yes()}
	scope := pick(c, []domain.Scope{{Job: job.Key}, {Job: job.Key, Object: "vm1"}, {Customer: cmp.Or(job.Customer.Name, "Customer 0")}})
	var d domain.Decision
	var err error
	switch c.rng.IntN(30) {
	case 0, 1:
		d, err = desk.MarkReviewed(c.ctx, target)
	case 2:
		d, err = desk.MarkSuccess(c.ctx, run.ID, "known")
	case 3:
		d, err = desk.Apply(c.ctx, review.Request{Run: run.ID, Scope: pick(c, []review.Scope{review.ScopeJob, review.ScopeAll}), For: pick(c, []review.Period{review.OneWeek, review.Permanent}), Text: pick(c, []string{"vss", "disk", "guest"}), Mode: domain.MatchContains})
	case 4:
		d, err = desk.Unmark(c.ctx, []int64{job.ID}, c.yes())
	case 5, 6:
		d, err = desk.Approve(c.ctx, []domain.JobKey{job.Key}, fmt.Sprintf("Customer %d", c.rng.IntN(4)))
	case 7:
		o := pick(c, s.overrides)
		o.Text, o.Mode = pick(c, []string{"vss", "disk", "snapshot"}), domain.MatchContains
		if o.Key == "" {
			o.Level, o.Job, o.Enabled, o.From = domain.LevelJob, job.Key, true, c.now.Add(-48*time.Hour)
		}
		d, err = desk.SaveRule(c.ctx, o)
	case 8:
		d, err = desk.EnableRule(c.ctx, pick(c, s.overrides).Key, c.yes())
	case 9:
		d, err = desk.DeleteRule(c.ctx, pick(c, s.overrides).Key)
	case 10:
		d, err = desk.CreateTicket(c.ctx, domain.Ticket{Code: fmt.Sprintf("T%d", c.rng.IntN(30)), Scopes: []domain.Scope{scope}, ActiveFrom: c.now.Add(-24 * time.Hour)}, from)
	case 11:
		d, err = desk.LinkTicket(c.ctx, pick(c, s.tickets).Key, from, c.yes())
	case 12:
		t := pick(c, s.tickets)
		if d, err = desk.ResolveTicket(c.ctx, t.Key); err != nil {
			d, err = desk.ReopenTicket(c.ctx, t.Key)
		}
	case 13:
		d, err = desk.UnlinkTicket(c.ctx, pick(c, s.tickets).Key, run.ID)
	case 14:
		t := pick(c, s.tickets)
		t.Description, t.Scopes = "more words", append(t.Scopes, scope)
		d, err = desk.SaveTicket(c.ctx, t)
	case 15:
		d, err = desk.CreateRemark(c.ctx, domain.Remark{Text: "tape is changed by hand", Scopes: []domain.Scope{scope}}, from)
	case 16:
		r := pick(c, s.remarks)
		if c.yes() {
			d, err = desk.DeleteRemark(c.ctx, r.Key)
		} else {
			r.Text = "changed"
			d, err = desk.SaveRemark(c.ctx, r)
		}
	case 17, 18:
		d, err = desk.Accept(c.ctx, review.AcceptRequest{Run: run.ID, Level: pick(c, []domain.AcceptLevel{domain.AcceptJob, domain.AcceptObject, domain.AcceptError}), Object: "vm1", UntilSuccess: c.yes(), UntilWorse: c.yes(), UntilNewObject: c.yes(), UntilNextRun: c.rng.IntN(5) == 0, Note: "waiting for a disk"})
	case 19:
		d, err = desk.EndAccept(c.ctx, pick(c, s.acceptances).Key)
	case 20:
		var sched *domain.Schedule
		if c.yes() {
			sched = &domain.Schedule{Kind: domain.ScheduleInterval, Every: 2, Anchor: "2026-11-01", Times: []int{600}}
		}
		d, err = desk.SetSchedule(c.ctx, job.ID, sched)
	case 21:
		d, err = desk.Archive(c.ctx, []int64{job.ID}, c.yes())
	case 22:
		cust := pick(c, s.customers)
		cust.Name, cust.Active = fmt.Sprintf("Customer %d", c.rng.IntN(6)), c.rng.IntN(4) > 0
		d, err = desk.SaveCustomers(c.ctx, []domain.Customer{cust})
	case 23:
		d, err = desk.MergeCustomers(c.ctx, pick(c, s.customers).ID, pick(c, s.customers).ID)
	case 24:
		if c.yes() {
			d, err = desk.DeleteMessages(c.ctx, []int64{pick(c, s.inbox).ID})
		} else {
			d, err = desk.RestoreMessages(c.ctx, []int64{pick(c, s.deleted).ID})
		}
	case 25:
		d, err = desk.MarkJobsSuccess(c.ctx, target, "known")
	case 26:
		d, err = desk.ExplainSuccess(c.ctx, run.ID, pick(c, []string{"tape is changed by hand", "a test"}))
	case 27:
		d, err = desk.AcceptJobs(c.ctx, target, review.AcceptRequest{UntilSuccess: c.yes(), UntilWorse: c.yes(), UntilNewObject: true, Note: "waiting for a disk"})
	case 28:
		d, err = desk.SetNightStart(c.ctx, c.rng.IntN(25))
	default:
		if d, err = desk.Undo(c.ctx); err == nil && c.yes() {
			d, err = desk.Undo(c.ctx)
		}
	}
	if code := domain.CodeOf(err); err != nil && (code == domain.CodeInternal || code == domain.CodeStorage) {
		c.Fatalf("a decision failed: %v", err)
	}
	if err == nil {
		c.done[d.Kind]++
	}
}

func TestARebuildFromRunsAndJournalMakesTheSameCache(t *testing.T) {
	total := map[domain.DecisionKind]int{}
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	for seed := range uint64(rounds) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := newChaos(t, seed)
			for range 150 {
				c.now = c.now.Add(time.Duration(1+c.rng.IntN(7200)) * time.Second)
				if c.rng.IntN(3) == 0 {
					c.report()
				}
				c.decide()
			}
			before := c.projections()
			entries, err := c.desk.Rebuild(c.ctx)
			if err != nil {
				t.Fatal(err)
			}
			after := c.projections()
			if d := difference(before, after); d != "" {
				t.Errorf("after a rebuild of %d entries:\n%s", entries, d)
			}
			if chain, err := c.desk.VerifyJournal(c.ctx); err != nil || chain.Broken != "" || chain.Entries != entries {
				t.Errorf("chain %+v, %v", chain, err)
			}
			for kind, n := range c.done {
				total[kind] += n
			}
		})
	}
	for _, kind := range []domain.DecisionKind{
		domain.DecideReview, domain.DecideUnmark, domain.DecideSuccess, domain.DecideOverride, domain.DecideRule, domain.DecideApprove, domain.DecideTicket, domain.DecideRemark,
		domain.DecideAccept, domain.DecideSchedule, domain.DecideArchive, domain.DecideCustomer, domain.DecideDelete, domain.DecideSetting, domain.DecideUndo,
	} {
		if total[kind] == 0 {
			t.Errorf("no decision of the kind %s was made", kind)
		}
	}
}

func TestEverythingCanBeUndoneToTheFirstDecision(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	for seed := range uint64(rounds) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := newChaos(t, seed+1000)
			c.desks = c.desks[:1] // nobody else builds upon one's decisions
			for range 12 {
				c.now = c.now.Add(time.Hour)
				c.report()
			}
			before := c.projections()
			for range 60 {
				c.now = c.now.Add(time.Minute)
				c.decide()
			}
			for {
				_, err := c.desks[0].Undo(c.ctx)
				if domain.CodeOf(err) == domain.CodeNotFound {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			after := c.projections()
			if d := difference(before, after); d != "" {
				t.Errorf("after every undo:\n%s", d)
			}
		})
	}
}

// difference lists the lines that are in one only, "" for none.
func difference(a, b []string) string {
	var out []string
	for _, l := range a {
		if !slices.Contains(b, l) {
			out = append(out, "- "+l)
		}
	}
	for _, l := range b {
		if !slices.Contains(a, l) {
			out = append(out, "+ "+l)
		}
	}
	if len(out) > 12 {
		out = append(out[:12], fmt.Sprintf("and %d more", len(out)-12))
	}
	return strings.Join(out, "\n")
}
