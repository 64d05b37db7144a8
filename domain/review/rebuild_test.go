package review_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/sync/ingest"
)

var moreHistories = flag.Uint64("histories", 0, "how many random histories each test tries, instead of the usual number")

// histories says how many random histories a test tries.
func histories(short, full uint64) uint64 {
	switch {
	case *moreHistories > 0:
		return *moreHistories
	case testing.Short():
		return short
	}
	return full
}

// projections writes every table, as lines of text.
func (b *fixture) projections() []string {
	b.Helper()
	return storagetest.Dump(b.T, b.store.Path())
}

// chaos makes random decisions of two people while reports come in.
type chaos struct {
	*fixture
	rng      *rand.Rand
	ingest   *ingest.Ingest
	services []*review.Service
	now      time.Time
	mails    int
	shelf    shelf
	words    shelf
	done     map[domain.DecisionKind]int
	// revertible leaves out what no undo takes back.
	revertible bool
}

func newChaos(t *testing.T, seed uint64) *chaos {
	c := &chaos{
		fixture: newFixture(t, domain.RoleAdmin), rng: rand.New(rand.NewPCG(seed, 1)), now: storagetest.Now,
		shelf: shelf{}, words: shelf{}, done: map[domain.DecisionKind]int{},
	}
	clock := func() time.Time { return c.now }
	in, err := ingest.New(c.store, clock, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	c.ingest = in
	storagetest.Mailbox(t, c.store)
	for _, name := range []string{"kim", "alex"} {
		svc, err := review.New(review.Params{
			Store: c.store, Clock: clock, Actor: domain.Actor{Name: name, Role: domain.RoleAdmin}, Profile: "test", Location: time.UTC,
			Definitions: c.shelf, Words: c.words,
		})
		if err != nil {
			t.Fatal(err)
		}
		c.services = append(c.services, svc)
	}
	return c
}

// files are the texts of all files that decisions write.
func (c *chaos) files() map[string]string {
	all := maps.Clone(map[string]string(c.shelf))
	maps.Copy(all, c.words)
	return all
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
			Message: domain.Message{MessageID: fmt.Sprintf("%d@x", c.mails), Folder: "INBOX", UID: uint32(c.mails), Subject: "report", From: sender, Date: at, Received: at, Account: 1, Auth: c.auth()},
			Raw:     fmt.Appendf(nil, "Subject: report\r\n\r\n%d", c.mails), FromAddress: sender,
			Results: []domain.Result{{Product: []string{"Veeam", "Kopia"}[job%2], JobType: "Backup", JobName: fmt.Sprintf("Job %d", job), Kind: domain.KindRun, Status: worst, Objects: objects, Ended: domain.Stamp{Time: at.Add(time.Duration(c.mails) * time.Second), Zoned: true}}},
		})
	}
	folder := domain.Folder{Account: 1, Name: "INBOX", UIDValidity: 1, LastUID: uint32(c.mails), FirstSync: storagetest.Now}
	if _, err := c.ingest.Batch(c.ctx, folder, items); err != nil {
		c.Fatal(err)
	}
	c.poll()
}

// poll tells of devices: new ones, others that changed or moved to another customer of
// the service; those that are linked are imported.
func (c *chaos) poll() {
	c.Helper()
	stage, err := c.ingest.Stage(c.ctx, domain.Account{ID: 1}, domain.SourceCove)
	if err != nil {
		c.Fatal(err)
	}
	for n := range 6 {
		if c.yes() {
			continue
		}
		owner := fmt.Sprintf("owner %d", n%2+c.rng.IntN(8)/7)
		d := domain.Device{Key: domain.DeviceKey(fmt.Sprint("cove:", n)), Source: domain.SourceCove, Customer: owner, Owner: owner, Name: fmt.Sprint("PC", n), Class: "Server", Print: fmt.Sprint(owner, c.rng.IntN(3))}
		if err := stage.Add(c.ctx, ingest.Told{Device: d, Raw: []byte("{}")}); err != nil {
			c.Fatal(err)
		}
	}
	if _, err := stage.Finish(c.ctx, false); err != nil {
		c.Fatal(err)
	}
	_, err = c.ingest.Fresh(c.ctx, func(d domain.Device, _ []byte) (ingest.State, error) {
		key := domain.RunKey(string(d.Key) + ":" + d.Print)
		return ingest.State{Runs: []ingest.DeviceRun{{Key: key, At: c.now, Result: domain.Result{
			Product: "Cove", JobType: "Server", JobName: d.Name, Kind: domain.KindRun, Status: domain.Warning, Error: "slow", Confidence: domain.ConfidenceHigh,
		}}}}, nil
	})
	if err != nil {
		c.Fatal(err)
	}
}

// auth is what the servers mx1 and mx2 say of a sender, mostly good.
func (c *chaos) auth() *domain.Authentication {
	result := pick(c, []string{"pass", "pass", "pass", "fail", "none"})
	return &domain.Authentication{Headers: []domain.AuthHeader{{Server: pick(c, []string{"mx1", "mx1", "mx2"}), Results: []domain.AuthResult{{Method: "dmarc", Result: result, Aligned: true}}}}}
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
	devices     []domain.Device
}

func (c *chaos) look() (s seen) {
	c.Helper()
	err := c.store.Read(c.ctx, func(q domain.Reader) (err error) {
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
		if s.devices, err = q.Devices(); err != nil {
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

// turn is what a random decision is about: who decides, and what was picked.
type turn struct {
	*chaos
	seen
	svc    *review.Service
	job    domain.JobRow
	run    domain.RunRow
	target []review.Target
	from   review.Documented
	scope  domain.Scope
}

// decision makes what was picked.
type decision func() (domain.Decision, error)

// examples makes a random decision of each kind. A kind that is not here fails
// TestEveryKindOfDecisionIsTried.
var examples = map[domain.DecisionKind]func(turn) decision{
	domain.DecideReview: func(t turn) decision {
		return func() (domain.Decision, error) { return t.svc.MarkReviewed(t.ctx, t.target) }
	},
	domain.DecideUnmark: func(t turn) decision {
		last := t.yes()
		return func() (domain.Decision, error) {
			return t.svc.Unmark(t.ctx, []int64{t.job.ID, t.target[1].Job}, last)
		}
	},
	domain.DecideSuccess: func(t turn) decision {
		reason := pick(t.chaos, []string{"tape is changed by hand", "a test"})
		switch t.rng.IntN(3) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.MarkJobsSuccess(t.ctx, t.target, reason) }
		case 1:
			return func() (domain.Decision, error) { return t.svc.ExplainSuccess(t.ctx, t.run.ID, reason) }
		default:
			return func() (domain.Decision, error) { return t.svc.MarkSuccess(t.ctx, t.run.ID, reason) }
		}
	},
	domain.DecideOverride: func(t turn) decision {
		q := review.OverrideRequest{
			Run: t.run.ID, Scope: pick(t.chaos, []review.Scope{review.ScopeJob, review.ScopeAll}), For: pick(t.chaos, []review.Period{review.OneWeek, review.Permanent}),
			Text: pick(t.chaos, []string{"vss", "disk", "guest"}), Mode: domain.MatchContains, ThisNight: t.yes(), Worst: pick(t.chaos, []domain.Status{0, domain.Warning, domain.Failed}),
		}
		return func() (domain.Decision, error) { return t.svc.CreateOverride(t.ctx, q) }
	},
	domain.DecideRule: func(t turn) decision {
		o := pick(t.chaos, t.overrides)
		switch on := t.yes(); t.rng.IntN(4) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.EnableRule(t.ctx, o.Key, on) }
		case 1:
			return func() (domain.Decision, error) { return t.svc.DeleteRule(t.ctx, o.Key) }
		}
		o.Text, o.Mode = pick(t.chaos, []string{"vss", "disk", "snapshot"}), domain.MatchContains
		if o.Key == "" {
			o.Level, o.Job, o.Enabled, o.From = domain.LevelJob, t.job.Key, true, t.now.Add(-48*time.Hour)
		}
		return func() (domain.Decision, error) { return t.svc.SaveRule(t.ctx, o) }
	},
	domain.DecideApprove: func(t turn) decision {
		customer := fmt.Sprintf("Customer %d", t.rng.IntN(4))
		return func() (domain.Decision, error) { return t.svc.Approve(t.ctx, []domain.JobKey{t.job.Key}, customer) }
	},
	domain.DecideDefinition: func(t turn) decision {
		file, text := fmt.Sprintf("r%d.toml", t.rng.IntN(3)), fmt.Sprint(t.rng.IntN(3))
		if t.yes() {
			return func() (domain.Decision, error) { return t.svc.DeleteDefinition(t.ctx, file) }
		}
		return func() (domain.Decision, error) { return t.svc.SaveDefinition(t.ctx, file, text) }
	},
	domain.DecideWord: func(t turn) decision {
		file, text := fmt.Sprintf("w%d.toml", t.rng.IntN(2)), pick(t.chaos, []string{"", "one", "two"})
		return func() (domain.Decision, error) {
			return t.svc.ChangeWords(t.ctx, file, func(string) (string, domain.WordPut, error) {
				return text, domain.WordPut{Word: "wibble", Class: "good"}, nil
			})
		}
	},
	domain.DecideProse: func(t turn) decision {
		sender, runs := t.marked()
		if t.rng.IntN(4) == 0 {
			return func() (domain.Decision, error) { return t.svc.ForgetProse(t.ctx, sender) }
		}
		var learned []domain.Learned
		for range 1 + t.rng.IntN(3) {
			word := fmt.Sprint("wibble", t.rng.IntN(9))
			learned = append(learned, domain.Learned{Sender: sender, Prose: domain.Prose{
				Place: "line", Text: word, Parts: []domain.ProsePart{{Text: word}, {Text: "loft"}},
			}})
		}
		return func() (domain.Decision, error) { return t.svc.LearnProse(t.ctx, learned, runs) }
	},
	domain.DecideTicket: func(t turn) decision {
		k, widen, code, from := pick(t.chaos, t.tickets), t.yes(), fmt.Sprintf("T%d", t.rng.IntN(30)), t.now.Add(-24*time.Hour)
		if t.yes() {
			from = time.Time{}
		}
		switch t.rng.IntN(6) {
		case 0, 1:
			return func() (domain.Decision, error) {
				return t.svc.CreateTicket(t.ctx, domain.Ticket{Code: code, Scopes: []domain.Scope{t.scope}, ActiveFrom: from}, t.from)
			}
		case 2:
			return func() (domain.Decision, error) { return t.svc.LinkTicket(t.ctx, k.Key, t.from, widen) }
		case 3:
			if k.Resolved.IsZero() {
				return func() (domain.Decision, error) { return t.svc.ResolveTicket(t.ctx, k.Key) }
			}
			return func() (domain.Decision, error) { return t.svc.ReopenTicket(t.ctx, k.Key) }
		case 4:
			run := t.run.ID
			if linked := t.linked(k.Key); len(linked) > 0 {
				run = pick(t.chaos, linked).ID
			}
			return func() (domain.Decision, error) { return t.svc.UnlinkTicket(t.ctx, k.Key, run) }
		default:
			k.Description, k.Scopes = "more words", append(slices.Clone(k.Scopes), t.scope)
			return func() (domain.Decision, error) { return t.svc.SaveTicket(t.ctx, k) }
		}
	},
	domain.DecideRemark: func(t turn) decision {
		r := pick(t.chaos, t.remarks)
		switch t.rng.IntN(4) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.DeleteRemark(t.ctx, r.Key) }
		case 1:
			r.Text = "changed"
			return func() (domain.Decision, error) { return t.svc.SaveRemark(t.ctx, r) }
		default:
			return func() (domain.Decision, error) {
				return t.svc.CreateRemark(t.ctx, domain.Remark{Text: "tape is changed by hand", Scopes: []domain.Scope{t.scope}}, t.from)
			}
		}
	},
	domain.DecideAccept: func(t turn) decision {
		r := review.AcceptRequest{
			Run: t.run.ID, Level: pick(t.chaos, []domain.AcceptLevel{domain.AcceptJob, domain.AcceptObject, domain.AcceptError}), Object: "vm1",
			UntilSuccess: t.yes(), UntilWorse: t.yes(), UntilNewObject: t.yes(), UntilNextRun: t.rng.IntN(5) == 0, Note: "waiting for a disk",
		}
		switch a := pick(t.chaos, t.acceptances); t.rng.IntN(4) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.AcceptJobs(t.ctx, t.target, r) }
		case 1:
			return func() (domain.Decision, error) { return t.svc.EndAccept(t.ctx, a.Key) }
		default:
			return func() (domain.Decision, error) { return t.svc.Accept(t.ctx, r) }
		}
	},
	domain.DecideSchedule: func(t turn) decision {
		var sched *domain.Schedule
		if t.yes() {
			sched = &domain.Schedule{Kind: domain.ScheduleInterval, Every: 2, Anchor: "2026-11-01", Times: []int{600}}
		}
		return func() (domain.Decision, error) { return t.svc.SetSchedule(t.ctx, t.job.ID, sched) }
	},
	domain.DecideArchive: func(t turn) decision {
		on := t.job.State != domain.JobArchived
		return func() (domain.Decision, error) { return t.svc.Archive(t.ctx, []int64{t.job.ID}, on) }
	},
	domain.DecideCustomer: func(t turn) decision {
		c, other := pick(t.chaos, t.customers), pick(t.chaos, t.customers)
		if t.rng.IntN(3) == 0 {
			return func() (domain.Decision, error) {
				return t.svc.MergeCustomers(t.ctx, t.customer(c.Name), t.customer(other.Name))
			}
		}
		if t.yes() {
			c.ID = 0
		}
		c.Name, c.Active = fmt.Sprintf("Customer %d", t.rng.IntN(6)), t.rng.IntN(4) > 0
		return func() (domain.Decision, error) { return t.svc.SaveCustomers(t.ctx, []domain.Customer{c}) }
	},
	domain.DecideDelete: func(t turn) decision {
		if ids := []int64{pick(t.chaos, t.deleted).ID}; t.yes() {
			return func() (domain.Decision, error) { return t.svc.RestoreMessages(t.ctx, ids) }
		}
		ids := []int64{pick(t.chaos, t.inbox).ID}
		return func() (domain.Decision, error) { return t.svc.DeleteMessages(t.ctx, ids) }
	},
	domain.DecideLink: func(t turn) decision {
		one, two, on := pick(t.chaos, t.devices), pick(t.chaos, t.devices), t.yes()
		keys := []domain.DeviceKey{one.Key, two.Key}
		switch t.rng.IntN(6) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.UnlinkDevices(t.ctx, keys) }
		case 1:
			return func() (domain.Decision, error) { return t.svc.IgnoreDevices(t.ctx, keys[:1], on) }
		case 2:
			return func() (domain.Decision, error) { return t.svc.ConfirmMove(t.ctx, keys, on) }
		}
		links := []domain.DeviceLink{{Device: one.Key, Customer: fmt.Sprintf("Customer %d", t.rng.IntN(4))}}
		if on {
			links[0].Job = t.job.ID
		}
		if two.Key != one.Key {
			links = append(links, domain.DeviceLink{Device: two.Key, Customer: "Customer 7"})
		}
		return func() (domain.Decision, error) { return t.svc.LinkDevices(t.ctx, links) }
	},
	domain.DecideDeviceRules: func(t turn) decision {
		r := domain.DeviceRules{KeepWorse: t.yes(), DeadWarning: t.rng.IntN(3)}
		return func() (domain.Decision, error) { return t.svc.SetDeviceRules(t.ctx, r) }
	},
	domain.DecideJoin: func(t turn) decision {
		other := pick(t.chaos, t.jobs).Key
		keys := []domain.JobKey{other}
		if t.yes() {
			keys = append(keys, domain.NewJobKey("backup@customer1.example", "Other", "", fmt.Sprint("words ", t.rng.IntN(3))))
		}
		return func() (domain.Decision, error) { return t.svc.Join(t.ctx, t.job.Key, keys) }
	},
	domain.DecideSilence: func(t turn) decision {
		days := pick(t.chaos, []int{0, domain.SilenceNever, 3, 30})
		return func() (domain.Decision, error) { return t.svc.SetSilence(t.ctx, []int64{t.job.ID}, days) }
	},
	domain.DecideSetting: func(t turn) decision {
		hour := t.rng.IntN(25)
		if t.yes() {
			proxy := domain.Proxy{Scheme: "http", Host: "proxy.example", Port: 3128 + hour}
			return func() (domain.Decision, error) { return t.svc.SetProxy(t.ctx, proxy) }
		}
		if t.yes() {
			return func() (domain.Decision, error) { return t.svc.SetProfileSilence(t.ctx, 1+hour) }
		}
		return func() (domain.Decision, error) { return t.svc.SetNightStart(t.ctx, hour) }
	},
	domain.DecideSender: func(t turn) decision {
		servers, run := pick(t.chaos, [][]string{nil, {"mx1"}, {"mx1"}, {"mx1", "mx2"}}), t.run.ID
		for _, r := range t.runs {
			if r.Doubted {
				run = r.ID
			}
		}
		if t.yes() {
			return func() (domain.Decision, error) { return t.svc.AcceptSender(t.ctx, run) }
		}
		return func() (domain.Decision, error) { return t.svc.TrustServers(t.ctx, "mailbox", servers...) }
	},
	domain.DecideRole: func(t turn) decision {
		return func() (domain.Decision, error) { return t.svc.SetRole(t.ctx, domain.RoleAdmin, "") }
	},
	domain.DecideAccount: func(t turn) decision {
		pause := t.yes()
		return func() (domain.Decision, error) { return t.svc.PauseAccount(t.ctx, "mailbox", pause) }
	},
	domain.DecideAutotask: func(t turn) decision {
		did := review.AutotaskDecision{Did: review.AutotaskDefaults, Defaults: &domain.AutotaskDefaults{Queue: int64(t.rng.IntN(9))}}
		return func() (domain.Decision, error) {
			return t.svc.DecideAutotask(t.ctx, did, func(domain.Tx) error { return nil })
		}
	},
	domain.DecideRestore: func(t turn) decision {
		return func() (domain.Decision, error) {
			d, _, err := t.svc.RecordRestore(t.ctx, domain.Restoration{})
			return d, err
		}
	},
	domain.DecideUndo: func(t turn) decision {
		made, err := t.svc.Journal(t.ctx, 40)
		if err != nil {
			t.Fatal(err)
		}
		// Not where all is undone to the first decision: the undo of an unmark passes over runs
		// that were reviewed anew, and the undo of that review later does not make up for it.
		if one := pick(t.chaos, made); !t.revertible && t.yes() {
			return func() (domain.Decision, error) { return t.svc.UndoOne(t.ctx, one.ID) }
		}
		return func() (domain.Decision, error) { return t.svc.Undo(t.ctx) }
	},
	domain.DecideRedo: func(t turn) decision {
		return func() (domain.Decision, error) {
			d, err := t.svc.Redo(t.ctx)
			if domain.CodeOf(err) != domain.CodeNotFound {
				return d, err
			}
			if d, err = t.svc.Undo(t.ctx); err != nil {
				return d, err
			}
			return t.svc.Redo(t.ctx)
		}
	},
}

// marked lists the runs of one sender that were marked as success by decisions of their
// own: of the sender with the most of them.
func (t turn) marked() (sender string, keys []domain.RunKey) {
	t.Helper()
	seen := map[domain.DecisionID]bool{}
	of := map[string][]domain.RunKey{}
	err := t.store.Read(t.ctx, func(q domain.Reader) error {
		for _, row := range t.runs {
			r, err := q.Run(row.ID)
			if err != nil {
				return err
			}
			job, err := q.Job(r.JobID)
			if err != nil {
				return err
			}
			if r.Marked != "" && !seen[r.MarkedBy] {
				seen[r.MarkedBy] = true
				if of[job.Sender] = append(of[job.Sender], r.Key); len(of[job.Sender]) > len(keys) {
					sender, keys = job.Sender, of[job.Sender]
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sender, keys
}

// customer is the number that a customer has now.
func (c *chaos) customer(name string) (id int64) {
	for _, known := range c.look().customers {
		if known.Name == name {
			id = known.ID
		}
	}
	return id
}

// linked lists the runs of a ticket.
func (c *chaos) linked(key domain.DecisionID) (out []domain.LinkedRun) {
	c.Helper()
	err := c.store.Read(c.ctx, func(q domain.Reader) (err error) {
		out, err = q.TicketRuns(key, 0)
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
	return out
}

// decide makes one random decision; ok is false where it was refused.
// Refusals are as good as any answer: what counts is that they leave nothing behind.
func (c *chaos) decide() (d domain.Decision, svc *review.Service, ok bool) {
	c.Helper()
	kinds := domain.DecisionKinds()
	if c.revertible {
		kinds = slices.DeleteFunc(kinds, func(k domain.DecisionKind) bool {
			return k != domain.DecideUndo && k != domain.DecideRedo && !review.CanUndo(k)
		})
	}
	kind := kinds[c.rng.IntN(len(kinds))]
	switch c.rng.IntN(16) {
	case 8, 9, 10, 13: // the rarest so far
		kind = slices.MinFunc(kinds, func(a, b domain.DecisionKind) int { return c.done[a] - c.done[b] })
	case 0, 1: // what else would be rare, since it needs something to be about
		kind = domain.DecideApprove
	case 3, 4:
		kind = domain.DecideTicket
	case 5:
		kind = domain.DecideReview
	case 6:
		kind = domain.DecideLink
	case 7:
		kind = domain.DecideDelete
	case 11: // three marks are needed for prose
		kind = domain.DecideSuccess
	case 12:
		kind = domain.DecideProse
	}
	t := turn{chaos: c, seen: c.look(), svc: c.services[c.rng.IntN(len(c.services))]}
	t.job, t.run = pick(c, t.jobs), pick(c, t.runs)
	t.target = []review.Target{{Job: t.job.ID}, {Job: pick(c, t.jobs).ID}}
	t.from = review.Documented{Review: c.yes()}
	if c.yes() {
		t.from.Runs = []int64{t.run.ID}
	}
	if c.yes() {
		t.from.Jobs = t.target
	}
	t.scope = pick(c, []domain.Scope{{Job: t.job.Key}, {Job: t.job.Key, Object: "vm1"}, {Customer: cmp.Or(t.job.Customer.Name, "Customer 0")}})
	d, err := examples[kind](t)()
	if code := domain.CodeOf(err); err != nil && (code == domain.CodeInternal || code == domain.CodeStorage) {
		c.Fatalf("a decision of the kind %s failed: %v", kind, err)
	}
	if err != nil {
		return d, t.svc, false
	}
	if d.Kind != kind {
		c.Fatalf("the example of %s is of the kind %s", kind, d.Kind)
	}
	c.done[d.Kind]++
	return d, t.svc, true
}

func TestEveryKindOfDecisionIsTried(t *testing.T) {
	for _, kind := range domain.DecisionKinds() {
		if examples[kind] == nil {
			t.Errorf("the random history makes no decision of the kind %s: give it an example", kind)
		}
	}
}

func TestARebuildFromRunsAndJournalMakesTheSameCache(t *testing.T) {
	total := map[domain.DecisionKind]int{}
	for seed := range histories(2, 12) {
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
			entries, err := c.svc.Rebuild(c.ctx)
			if err != nil {
				t.Fatal(err)
			}
			after := c.projections()
			if d := difference(before, after); d != "" {
				t.Errorf("after a rebuild of %d entries:\n%s", entries, d)
			}
			if chain, err := c.svc.VerifyJournal(c.ctx, nil); err != nil || len(chain.Findings) > 0 || chain.Entries != entries {
				t.Errorf("chain %+v, %v", chain, err)
			}
			for kind, n := range c.done {
				total[kind] += n
			}
		})
	}
	for _, kind := range domain.DecisionKinds() {
		if total[kind] == 0 {
			t.Errorf("no decision of the kind %s was made", kind)
		}
	}
}

// Whatever is decided and taken back at once leaves every table as it was; redo leaves it
// as the decision did, and a second undo as the first.
func TestUndoPutsEveryTableBack(t *testing.T) {
	total := map[domain.DecisionKind]int{}
	steps := 160
	if testing.Short() {
		steps = 120
	}
	for seed := range histories(2, 10) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := newChaos(t, seed+2000)
			for range steps {
				c.now = c.now.Add(time.Duration(1+c.rng.IntN(7200)) * time.Second)
				if c.rng.IntN(3) == 0 {
					c.report()
				}
				before, files := c.projections(), c.files()
				d, svc, ok := c.decide()
				if !ok || !review.CanUndo(d.Kind) {
					continue
				}
				total[d.Kind]++
				decided, written := c.projections(), c.files()
				check := func(what string, rows []string, shelf map[string]string) {
					t.Helper()
					if found := difference(rows, c.projections()); found != "" || !maps.Equal(shelf, c.files()) {
						t.Fatalf("after the %s of %q (%s):\n%s", what, inWords(d), d.Kind, found)
					}
				}
				if _, err := svc.UndoOne(c.ctx, d.ID); err != nil {
					t.Fatalf("undo of %q: %v", inWords(d), err)
				}
				check("undo", before, files)
				if _, err := svc.Redo(c.ctx); err != nil {
					t.Fatalf("redo of %q: %v", inWords(d), err)
				}
				check("redo", decided, written)
				if c.rng.IntN(3) == 0 {
					if _, err := svc.UndoOne(c.ctx, d.ID); err != nil {
						t.Fatalf("second undo of %q: %v", inWords(d), err)
					}
					check("second undo", before, files)
				}
			}
		})
	}
	for _, kind := range domain.DecisionKinds() {
		if review.CanUndo(kind) && total[kind] == 0 {
			t.Errorf("no decision of the kind %s was undone", kind)
		}
	}
}

func TestEverythingCanBeUndoneToTheFirstDecision(t *testing.T) {
	for seed := range histories(2, 12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := newChaos(t, seed+1000)
			c.services = c.services[:1] // nobody else builds upon one's decisions
			c.revertible = true
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
				_, err := c.services[0].Undo(c.ctx)
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
