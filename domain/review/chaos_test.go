package review_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
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
			Definitions: c.shelf, Words: c.words, Passphrases: plain{},
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
			o := domain.Object{Name: fmt.Sprintf("vm%d", n), Type: "VM",
				Status: []domain.Status{domain.Success, domain.Success, domain.Warning, domain.Failed, domain.Unknown}[c.rng.IntN(5)]}
			if o.Status != domain.Success {
				o.Message = []string{"Failed to create VSS snapshot 0x8004231f", "Disk 12 is full", "Guest processing skipped", ""}[c.rng.IntN(4)]
			}
			worst = max(worst, o.Status)
			objects = append(objects, o)
		}
		items = append(items, ingest.Item{
			Message: domain.Message{MessageID: fmt.Sprintf("%d@x", c.mails), Folder: "INBOX", UID: uint32(c.mails), Subject: "report",
				From: sender, Date: at, Received: at, Account: 1, Auth: c.auth()},
			Raw: fmt.Appendf(nil, "Subject: report\r\n\r\n%d", c.mails), FromAddress: sender,
			Results: []domain.Result{{Product: []string{"Veeam", "Kopia"}[job%2], JobType: "Backup", JobName: fmt.Sprintf("Job %d", job),
				Kind: domain.KindRun, Status: worst, Objects: objects, Ended: domain.Stamp{Time: at.Add(time.Duration(c.mails) * time.Second),
					Zoned: true}}},
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
		d := domain.Device{Key: domain.DeviceKey(fmt.Sprint("cove:", n)), Source: domain.SourceCove, Customer: owner, Owner: owner,
			Name: fmt.Sprint("PC", n), Class: "Server", Fingerprint: fmt.Sprint(owner, c.rng.IntN(3))}
		if err := stage.Add(c.ctx, ingest.DeviceReport{Device: d, Raw: []byte("{}")}); err != nil {
			c.Fatal(err)
		}
	}
	if _, err := stage.Finish(c.ctx, false); err != nil {
		c.Fatal(err)
	}
	_, err = c.ingest.Fresh(c.ctx, func(d domain.Device, _ []byte) (ingest.State, error) {
		key := domain.RunKey(string(d.Key) + ":" + d.Fingerprint)
		return ingest.State{Runs: []ingest.DeviceRun{{Key: key, At: c.now, Result: domain.Result{
			Product: "Cove", JobType: "Server", JobName: d.Name, Kind: domain.KindRun, Status: domain.Warning, Error: "slow",
			Confidence: domain.ConfidenceHigh,
		}}}}, nil
	})
	if err != nil {
		c.Fatal(err)
	}
}

// auth is what the servers mx1 and mx2 say of a sender, mostly good.
func (c *chaos) auth() *domain.Authentication {
	result := pick(c, []string{"pass", "pass", "pass", "fail", "none"})
	return &domain.Authentication{Headers: []domain.AuthHeader{{Server: pick(c, []string{"mx1", "mx1", "mx2"}),
		Results: []domain.AuthResult{{Method: "dmarc", Result: result, Aligned: true}}}}}
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
