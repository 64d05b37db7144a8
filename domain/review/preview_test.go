package review_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/storage/storagetest"
)

// counted returns how every waiting run of the lists counts, by its key.
func (b *fixture) counted() map[domain.RunKey]domain.Effective {
	b.Helper()
	out := map[domain.RunKey]domain.Effective{}
	err := b.store.Read(b.ctx, func(q domain.Reader) error {
		jobs, err := q.Jobs()
		for _, j := range jobs {
			if j.State != domain.JobActive || !j.Customer.Active {
				continue
			}
			runs, err := q.WaitingRuns(j.ID, 0)
			if err != nil {
				return err
			}
			for _, r := range runs {
				run, err := q.Run(r.ID)
				if err != nil {
					return err
				}
				out[run.Key] = run.Effective
			}
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// happens checks that a decision did what its preview said.
func (b *fixture) happens(what string, p domain.OverridePreview, before map[domain.RunKey]domain.Effective) {
	b.Helper()
	after := b.counted()
	said := map[domain.RunKey]domain.OverrideMatch{}
	for _, m := range p.Now.Rows {
		said[m.Run] = m
	}
	success, problem := 0, 0
	changed := 0
	for key, was := range before {
		is := after[key]
		m, told := said[key]
		if (was != is) != told || told && (m.Before != was || m.After != is) {
			b.Errorf("%s: %s went from %+v to %+v, the preview said %v: %+v to %+v", what, key, was, is, told, m.Before, m.After)
		}
		if was != is {
			changed++
		}
		if !was.Status.Good() && is.Status.Good() {
			success++
		}
		if was.Status.Good() && !is.Status.Good() {
			problem++
		}
	}
	if p.Now.Runs != changed || p.Now.Success != success || p.Now.Problem != problem {
		b.Errorf("%s: the preview said %d runs, %d success, %d problem; %d, %d, %d it is", what, p.Now.Runs, p.Now.Success, p.Now.Problem, changed, success, problem)
	}
}

// A preview and its decision are compared over random runs and rules.
func TestWhatThePreviewSaysIsWhatTheDecisionDoes(t *testing.T) {
	texts := []string{"disk full", "vss snapshot", "guest skipped", ""}
	statuses := []domain.Status{domain.Success, domain.Unknown, domain.Warning, domain.Failed}
	rounds := 25
	if testing.Short() {
		rounds = 8
	}
	made, changes := 0, 0
	for seed := range uint64(rounds) {
		rng := rand.New(rand.NewPCG(seed, 7))
		one := func(list []string) string { return list[rng.IntN(len(list))] }
		b := newFixture(t, domain.RoleAdmin)
		var ids []int64
		var jobs []domain.Job
		for n := range 5 {
			job := b.job(fmt.Sprintf("customer%d", n%3), n)
			jobs = append(jobs, job)
			for i := range 6 {
				at := night.Add(-time.Duration(rng.IntN(6*24)) * time.Hour)
				var objects []domain.Object
				for o := range rng.IntN(3) {
					objects = append(objects, storagetest.Object(fmt.Sprint("vm", o), statuses[rng.IntN(4)], one(texts)))
				}
				run := storagetest.Run(job, i, at, objects...)
				run.Status = max(run.Status, statuses[rng.IntN(4)])
				run.Error = one(texts)
				run.Effective = rules.Effective(run, job, nil)
				ids = append(ids, b.put(run)...)
			}
		}
		if rng.IntN(2) == 0 {
			err := b.store.Write(b.ctx, func(tx domain.Tx) error {
				return tx.SetJob(jobs[0].ID, domain.JobPending, 0)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: jobs[4].ID, Last: ids[26]}}))
		var rule domain.Override
		for step := range 12 {
			what := fmt.Sprintf("seed %d, step %d", seed, step)
			before := b.counted()
			if rng.IntN(2) == 0 {
				q := review.OverrideRequest{
					Run: ids[rng.IntN(len(ids))], Scope: []review.Scope{review.ScopeJob, review.ScopeAll}[rng.IntN(2)], For: review.Permanent, Text: one(texts), SameType: rng.IntN(2) == 0,
					Worst: []domain.Status{0, 0, domain.Warning, domain.Failed}[rng.IntN(4)], ThisNight: rng.IntN(2) == 0, Mode: []domain.MatchMode{domain.MatchContains, domain.MatchExact}[rng.IntN(2)],
				}
				p, refused := b.svc.Preview(b.ctx, q)
				d, err := b.svc.CreateOverride(b.ctx, q)
				if domain.CodeOf(refused) != domain.CodeOf(err) {
					t.Fatalf("%s: preview %v, decision %v", what, refused, err)
				}
				if err != nil {
					continue
				}
				made++
				changes += p.Now.Runs
				b.happens(what, p, before)
				rule = b.rule(domain.DecisionID(d.Targets[0]))
				continue
			}
			o := rule
			if rng.IntN(3) == 0 {
				o.Key = ""
			}
			o.Level, o.Job, o.Product, o.Mode, o.Enabled, o.Object, o.Until = domain.LevelJob, jobs[rng.IntN(5)].Key, "", domain.MatchContains, rng.IntN(5) > 0, "", time.Time{}
			o.Text, o.Worst, o.From = one(texts), statuses[rng.IntN(4)], night.Add(-time.Duration(rng.IntN(200))*time.Hour)
			if rng.IntN(3) == 0 {
				o.Until = night.Add(-time.Duration(rng.IntN(100)) * time.Hour)
			}
			p, refused := b.svc.PreviewRule(b.ctx, o)
			d, err := b.svc.SaveRule(b.ctx, o)
			if domain.CodeOf(refused) != domain.CodeOf(err) {
				t.Fatalf("%s: preview %v, decision %v", what, refused, err)
			}
			if err != nil {
				continue
			}
			made++
			changes += p.Now.Runs
			b.happens(what, p, before)
			rule = b.rule(domain.DecisionID(d.Targets[0]))
		}
		_ = b.store.Close()
	}
	if made < 5*rounds || changes < 10*rounds {
		t.Errorf("only %d rules that change %d runs were tried", made, changes)
	}
}

// rule returns an override as it stands.
func (b *fixture) rule(key domain.DecisionID) (o domain.Override) {
	b.Helper()
	err := b.store.Read(b.ctx, func(q domain.Reader) (err error) {
		o, err = q.Override(key)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return o
}

func TestARuleMadeFromAWarningLeavesAFailedRunAlone(t *testing.T) {
	warning, failed := storagetest.Object("fs04", domain.Warning, "Disk is nearly full"), storagetest.Object("fs04", domain.Failed, "Disk is nearly full")
	for name, tt := range map[string]struct {
		worst domain.Status
		list  string
	}{
		"as bad as its run":    {0, "Job 0001 Failed *, Job 0002 Success (override) *"},
		"every problem":        {domain.Failed, "Job 0001 Success (override) *, Job 0002 Success (override) *"},
		"less than its run is": {domain.Unknown, "Job 0001 Failed *, Job 0002 Warning *"},
	} {
		b := newFixture(t, domain.RoleOperator)
		b.put(storagetest.Run(b.job("adatum", 1), 1, night, failed))
		from := b.put(storagetest.Run(b.job("contoso", 2), 1, night, warning))[0]
		b.must(b.svc.CreateOverride(b.ctx, review.OverrideRequest{Run: from, Scope: review.ScopeAll, For: review.Permanent,
			Text: "nearly full", Worst: tt.worst}))
		b.want(name, tt.list)
	}
}

func TestARuleOfBeforeThereWasASeverityKeepsItsMeaning(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("adatum", 1)
	b.put(storagetest.Run(job, 1, night, vss))
	old := domain.Override{Level: domain.LevelJob, Job: job.Key, Text: "vss", Mode: domain.MatchContains, From: night, Enabled: true}
	if old.Worst != 0 {
		t.Fatal("an override without a severity covers everything")
	}
	b.must(b.svc.SaveRule(b.ctx, old))
	b.want("no limit", "Job 0001 Success (override) *")
	if got := b.only(); got.Worst != 0 || got.Status != 0 {
		t.Errorf("kept as %+v", got)
	}
}

func TestWaitingRunsOfNightsBeforeAreCoveredUnlessNarrowed(t *testing.T) {
	for name, tt := range map[string]struct {
		narrow bool
		list   string
	}{
		"all that wait":      {false, "Job 0001 Success (override) ****"},
		"this night's alone": {true, "Job 0001 Failed ****"},
	} {
		b := newFixture(t, domain.RoleOperator)
		job := b.job("adatum", 1)
		var last int64
		for n := range 4 {
			last = b.put(storagetest.Run(job, n, night.AddDate(0, 0, n-3), vss))[0]
		}
		q := review.OverrideRequest{Run: last, Scope: review.ScopeJob, For: review.OneWeek, Text: "vss", ThisNight: tt.narrow}
		p, err := b.svc.Preview(b.ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		if want := map[bool]int{false: 4, true: 1}[tt.narrow]; p.Now.Runs != want || p.Now.Success != want || p.Runs != 4 {
			t.Errorf("%s: %+v", name, p)
		}
		b.must(b.svc.CreateOverride(b.ctx, q))
		b.want(name, tt.list)
	}
}

func TestTheTextOfARunWorseThanItsObjectsCoversTheNextSuchRun(t *testing.T) {
	warn := storagetest.Object("fs08", domain.Warning, "Guest processing skipped")
	for name, tt := range map[string]struct {
		message string
		text    string
	}{
		"the report says nothing about the run":  {"", "Guest processing skipped"},
		"the run says what its object says":      {"fs08: Guest processing skipped, see the log", "Guest processing skipped"},
		"the run says the same in other letters": {"GUEST  processing skipped", "GUEST processing skipped"},
	} {
		b := newFixture(t, domain.RoleOperator)
		job := b.job("adatum", 1)
		such := func(n int, at time.Time) domain.Run {
			r := storagetest.Run(job, n, at, warn)
			r.Status, r.Error = domain.Failed, tt.message
			r.Effective.Status = domain.Failed
			return r
		}
		tonight, next := such(1, night), such(2, night.Add(24*time.Hour))
		id := b.put(tonight)[0]
		text := review.SuggestTexts(tonight)[0]
		if text != tt.text {
			t.Errorf("%s: suggests %q", name, text)
		}
		q := review.OverrideRequest{Run: id, Scope: review.ScopeJob, For: review.Permanent, Text: text}
		p, err := b.svc.Preview(b.ctx, q)
		if err != nil || p.Now.Success != 1 {
			t.Errorf("%s: the preview says %+v, %v", name, p, err)
		}
		b.must(b.svc.CreateOverride(b.ctx, q))
		b.want(name, "Job 0001 Success (override) *")
		if got := rules.Effective(next, job, rules.NewBook([]domain.Override{b.only()})); got.Status != domain.SuccessOverride {
			t.Errorf("%s: the next such run is %+v", name, got)
		}
		// What is not the same stays a problem.
		next.Objects = append(next.Objects, storagetest.Object("fs09", domain.Warning, "Disk is full"))
		if got := rules.Effective(next, job, rules.NewBook([]domain.Override{b.only()})); got.Status.Good() {
			t.Errorf("%s: with another problem it is %+v", name, got)
		}
	}
}

func TestWhatAnOverrideMatchedObeysItsDates(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("adatum", 1)
	for n := range 6 {
		b.put(storagetest.Run(job, n, night.AddDate(0, 0, -n), vss))
	}
	o := newRule("vss")
	o.From, o.Until = night.AddDate(0, 0, -3), night.AddDate(0, 0, -1)
	if p, err := b.svc.Matches(b.ctx, o); err != nil || p.Runs != 2 || p.Of != 2 {
		t.Errorf("matched %+v, %v", p, err)
	}
	if p, err := b.svc.PreviewRule(b.ctx, o); err != nil || p.Now.Runs != 2 || p.Runs != 6 {
		t.Errorf("preview %+v, %v", p, err)
	}
}

// What PreviewAccept says is what Accept does, over random runs and acceptances.
func TestWhatThePreviewOfAnAcceptanceSaysIsWhatTheDecisionDoes(t *testing.T) {
	made := 0
	for seed := range uint64(6) {
		c := newChaos(t, seed+3000)
		for range 10 {
			c.now = c.now.Add(time.Hour)
			c.report()
		}
		s := c.look()
		for _, j := range s.jobs {
			if j.State == domain.JobPending {
				c.must(c.services[0].Approve(c.ctx, []domain.JobKey{j.Key}, "Northwind"))
			}
		}
		for range 12 {
			before := c.counted()
			r := review.AcceptRequest{
				Run: pick(c, s.runs).ID, Level: pick(c, []domain.AcceptLevel{domain.AcceptJob, domain.AcceptObject, domain.AcceptError}), Object: "vm1",
				UntilSuccess: true, UntilWorse: c.yes(), UntilNewObject: c.yes(), UntilNextRun: c.yes(), Last: int64(c.rng.IntN(2) * 20),
			}
			p, refused := c.services[0].PreviewAccept(c.ctx, r)
			_, err := c.services[0].Accept(c.ctx, r)
			if domain.CodeOf(refused) != domain.CodeOf(err) {
				t.Fatalf("preview %v, decision %v", refused, err)
			}
			if err != nil {
				continue
			}
			made++
			after := c.counted()
			for _, run := range p.Runs {
				if _, waits := after[run.Key]; waits {
					t.Errorf("%s was to be looked at and waits", run.Key)
				}
			}
			if len(before)-len(after) != len(p.Runs) {
				t.Errorf("%d runs left the list, the preview said %d", len(before)-len(after), len(p.Runs))
			}
		}
	}
	if made < 12 {
		t.Errorf("only %d acceptances were made", made)
	}
}
