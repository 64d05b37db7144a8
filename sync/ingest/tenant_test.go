package ingest_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/ingest"
)

// provider is a cache that gets the reports of a Cloud Connect provider.
type provider struct {
	*room
	now  time.Time
	desk *review.Service
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{room: &room{T: t}, now: storagetest.Now}
	var err error
	if p.store, err = fresh.Open(context.Background(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.store.Close() })
	storagetest.Mailbox(t, p.store)
	clock := func() time.Time { return p.now }
	if p.ingest, err = ingest.New(p.store, clock, time.UTC); err != nil {
		t.Fatal(err)
	}
	p.desk, err = review.New(review.Params{Store: p.store, Clock: clock, Actor: domain.Actor{Name: "anna", Role: domain.RoleAdmin}, Location: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// report is the provider's report of a day, with how much of 100 GB each tenant uses;
// 0 days is the day of storagetest.Now.
func (p *provider) report(days int, whole bool, used map[string]int64) ingest.Item {
	at := storagetest.Now.AddDate(0, 0, days)
	total, now := int64(100), time.Duration(0)
	r := domain.Result{Product: domain.ProductCloudConnect, JobType: "Tenant report (daily)", Identity: "Report", Kind: domain.KindInformation, Status: domain.Unknown, Reader: "veeam", Tenants: &domain.TenantReport{Whole: whole}}
	for _, tenant := range slices.Sorted(maps.Keys(used)) {
		n := used[tenant]
		r.Tenants.Uses = append(r.Tenants.Uses, domain.TenantUse{Tenant: tenant, Repository: "Vol", Total: &total, Used: &n, Workloads: []domain.TenantWorkload{{Name: "Backup", Active: "just now", Ago: &now}}})
	}
	id := at.Format(time.RFC3339) + "@example.com"
	return ingest.Item{
		FromAddress: "veeam@example.com", Raw: []byte("Subject: x\r\n\r\nbody of " + id), Results: []domain.Result{r},
		Message: domain.Message{Account: 1, From: "veeam@example.com", Subject: "Report", MessageID: id, Date: at, Received: at, Reader: "veeam"},
	}
}

func (p *provider) devices() (out []domain.Device) {
	p.Helper()
	p.read(func(q domain.Reader) (err error) {
		out, err = q.Devices()
		return err
	})
	return out
}

func (p *provider) read(fn func(domain.Reader) error) {
	p.Helper()
	if err := p.store.Read(context.Background(), fn); err != nil {
		p.Fatal(err)
	}
}

func (p *provider) link(tenants ...string) {
	p.Helper()
	var links []domain.DeviceLink
	for _, d := range p.devices() {
		if slices.Contains(tenants, d.Customer) {
			links = append(links, d.Suggested())
		}
	}
	if _, err := p.desk.LinkDevices(context.Background(), links); err != nil {
		p.Fatal(err)
	}
	p.fresh()
}

func (p *provider) fresh() {
	p.Helper()
	_, err := p.ingest.Fresh(context.Background(), func(d domain.Device, raw []byte) (ingest.State, error) {
		run, err := ingest.TenantRun(ingest.TenantRunKey(d.Key, d.Last), raw, domain.DeviceRules{}, p.now)
		return ingest.State{Runs: []ingest.DeviceRun{run}}, err
	})
	if err != nil {
		p.Fatal(err)
	}
}

// runs lists the runs of all jobs as "customer status", oldest first.
func (p *provider) runs() (out []string) {
	p.Helper()
	p.read(func(q domain.Reader) error {
		for _, j := range p.jobs() {
			list, err := q.JobRuns(j.ID, true, 100)
			if err != nil {
				return err
			}
			for i := len(list) - 1; i >= 0; i-- {
				line := j.Customer.Name + " " + list[i].Status.String()
				if list[i].Reviewed {
					line += " reviewed"
				}
				out = append(out, line)
			}
		}
		return nil
	})
	return out
}

func (p *provider) want(runs ...string) {
	p.Helper()
	if got := p.runs(); !slices.Equal(got, runs) {
		p.Errorf("runs are %q, want %q", got, runs)
	}
}

func TestAProvidersReportIsStagedByTenantAndMakesNoRunOfItsOwn(t *testing.T) {
	p := newProvider(t)
	counts := p.add(p.report(0, true, map[string]int64{"ABC": 20, "Tech": 95}))
	if counts.Runs != 0 || counts.SetAside != 0 || len(p.jobs()) != 0 {
		t.Errorf("%+v, %d jobs", counts, len(p.jobs()))
	}
	devices := p.devices()
	if len(devices) != 2 || devices[0].Key != "cloud-connect:veeam@example.com|abc|vol" || devices[0].Class != "Tenant" || devices[0].Status != domain.Success || devices[1].Status != domain.Warning {
		t.Errorf("%+v", devices)
	}
	p.read(func(q domain.Reader) error {
		list, err := q.Messages(domain.MessageFilter{})
		if len(list) != 1 || list[0].State != domain.MessageRead {
			t.Errorf("%+v", list)
		}
		return err
	})
}

func TestALinkedTenantHasARunForEachReport(t *testing.T) {
	p := newProvider(t)
	p.add(p.report(0, true, map[string]int64{"ABC": 20, "Tech": 95}))
	p.link("ABC", "Tech")
	p.want("ABC Success", "Tech Warning")
	p.now = p.now.AddDate(0, 0, 1)
	next := p.report(1, true, map[string]int64{"ABC": 91, "Tech": 95})
	if counts := p.add(next); counts.Runs != 2 {
		t.Errorf("%+v", counts)
	}
	p.add(next) // the same mail again
	p.fresh()
	p.want("ABC Success", "ABC Warning", "Tech Warning", "Tech Warning")
	p.read(func(q domain.Reader) error {
		run, err := q.RunByKey(ingest.TenantRunKey("cloud-connect:veeam@example.com|abc|vol", next.Message.Received))
		if err != nil {
			return err
		}
		summary, err := q.Summary(run.ID)
		if run.Message != 0 || summary.Title != "ABC" || summary.Quota.Percent != 91 || summary.Quota.Status != domain.Warning || strings.Contains(string(summary.Raw), "Tech") {
			t.Errorf("%+v: %+v", run, summary)
		}
		return err
	})
}

func TestATenantThatVanishesFromTheReportIsReportedOnce(t *testing.T) {
	p := newProvider(t)
	p.add(p.report(0, true, map[string]int64{"ABC": 20, "Tech": 30, "Other": 1}))
	p.link("ABC", "Tech")
	p.add(p.report(1, true, map[string]int64{"ABC": 20}))
	p.add(p.report(2, true, map[string]int64{"ABC": 20}))
	p.want("ABC Success", "ABC Success", "ABC Success", "Tech Success", "Tech Warning")
	p.add(p.report(3, true, map[string]int64{"ABC": 20, "Tech": 30}), p.report(4, true, map[string]int64{"ABC": 20}))
	p.want("ABC Success", "ABC Success", "ABC Success", "ABC Success", "ABC Success", "Tech Success", "Tech Warning", "Tech Success", "Tech Warning")
	p.read(func(q domain.Reader) error {
		waiting, _, err := q.DeviceCounts()
		if waiting != 0 {
			t.Errorf("%d wait", waiting)
		}
		return err
	})
}

func TestAReportThatIsCutIsNoSuccessAndMakesNobodyVanish(t *testing.T) {
	p := newProvider(t)
	p.add(p.report(0, true, map[string]int64{"ABC": 20, "Tech": 30}))
	p.link("ABC", "Tech")
	p.add(p.report(1, false, map[string]int64{"ABC": 20}))
	p.want("ABC Success", "ABC Unknown", "Tech Success")
}

func TestAnOlderReportAddsRunsAndChangesNoDevice(t *testing.T) {
	p := newProvider(t)
	p.add(p.report(0, true, map[string]int64{"ABC": 95}))
	p.link("ABC")
	p.add(p.report(-1, true, map[string]int64{"ABC": 20, "Former": 20}), p.report(-30, true, map[string]int64{"ABC": 20}))
	p.want("ABC Success reviewed", "ABC Success", "ABC Warning")
	// Read again, what lies before the link adds nothing.
	before := p.report(-2, true, map[string]int64{"ABC": 20})
	use := before.Results[0].Tenants
	before.Results[0].Tenants = nil
	p.add(before)
	p.read(func(q domain.Reader) error {
		list, err := q.Messages(domain.MessageFilter{Unread: false})
		for _, m := range list {
			if m.MessageID == before.Message.MessageID {
				before.Message = m
			}
		}
		return err
	})
	before.Results[0].Tenants = use
	if _, err := p.ingest.Reprocess(true).Batch(context.Background(), []ingest.Item{before}); err != nil {
		t.Fatal(err)
	}
	p.want("ABC Success reviewed", "ABC Success", "ABC Warning")
	if devices := p.devices(); len(devices) != 1 || devices[0].Status != domain.Warning || !devices[0].MissingSince.IsZero() {
		t.Errorf("%+v", devices)
	}
}

func TestTroubleOfTheInfrastructureIsARunOfTheReport(t *testing.T) {
	p := newProvider(t)
	item := p.report(0, true, map[string]int64{"ABC": 20})
	item.Results[0].Status = domain.Failed
	if counts := p.add(item); counts.Runs != 1 || len(p.devices()) != 1 {
		t.Errorf("%+v, %+v", counts, p.devices())
	}
}

func TestAnotherLimitJudgesWaitingRunsAgainAndLeavesReviewedOnes(t *testing.T) {
	p := newProvider(t)
	ctx := context.Background()
	p.add(p.report(0, true, map[string]int64{"ABC": 60, "Tech": 60}))
	p.link("ABC", "Tech")
	if _, err := p.desk.MarkReviewed(ctx, []review.Target{{Job: p.jobs()[0].ID}}); err != nil {
		t.Fatal(err)
	}
	judge := func() int {
		changed, err := p.ingest.Rejudge(ctx, "1",
			func(run domain.Run, stored domain.StoredSummary, settings domain.DeviceRules) (ingest.DeviceRun, bool) {
				again, err := ingest.TenantRun(run.Key, stored.Raw, settings, stored.Imported)
				return again, err == nil
			})
		if err != nil {
			t.Fatal(err)
		}
		return changed
	}
	if n := judge(); n != 0 {
		t.Errorf("%d runs changed without another rule", n)
	}
	if _, err := p.desk.SetDeviceRules(ctx, domain.DeviceRules{QuotaWarning: 50}); err != nil {
		t.Fatal(err)
	}
	if n := judge(); n != 1 {
		t.Errorf("%d runs changed", n)
	}
	if n := judge(); n != 0 {
		t.Errorf("%d runs changed again", n)
	}
	p.want("ABC Success reviewed", "Tech Warning")
	if _, err := p.desk.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	judge()
	p.want("ABC Success reviewed", "Tech Success")
}

func TestReadingAReportAgainFindsTheTenantsThatItHadNotRead(t *testing.T) {
	p := newProvider(t)
	item := p.report(0, true, map[string]int64{"ABC": 20})
	tenants := item.Results[0].Tenants
	item.Results[0].Tenants = nil
	p.add(item)
	var stored domain.Message
	p.read(func(q domain.Reader) error {
		list, err := q.Messages(domain.MessageFilter{})
		stored = list[0]
		return err
	})
	if stored.State != domain.MessageInformation || len(p.devices()) != 0 {
		t.Fatalf("%+v", stored)
	}
	item.Results[0].Tenants, item.Message = tenants, stored
	for _, write := range []bool{false, true, true} {
		if _, err := p.ingest.Reprocess(write).Batch(context.Background(), []ingest.Item{item}); err != nil {
			t.Fatal(err)
		}
		if n := len(p.devices()); (n == 1) != write {
			t.Errorf("writing is %v: %d devices", write, n)
		}
	}
}
