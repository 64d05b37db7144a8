package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// tenantState is what a provider's report said of one tenant, as the cache keeps it.
type tenantState struct {
	Use      domain.TenantUse `json:"use"`
	Reported time.Time        `json:"reported"`
	Whole    bool             `json:"whole"`
	Reader   string           `json:"reader"`
}

// arrival is how a provider's report came to be read. Whoever links a tenant gets a run of its
// newest report, and none of those that were there already.
type arrival int

const (
	arrived   arrival = iota // just now: its tenants were linked before
	collected                // after another computer had it: it may be of before the link
	readAgain                // it was there before its tenants were linked
)

// tenants takes in a provider's report (product.md, section 8): each tenant and
// repository is staged as a device, those that are linked get a run, and those that a
// whole report does not name any more are gone. A report whose sender is in doubt for
// one of its jobs only adds runs in doubt, and says nothing of what is gone. A report that is older than the newest
// of its sender only adds runs, and none for a tenant that was linked after it came, as
// far as how tells. Nothing of it is stored twice.
func (in *Ingest) tenants(
	tx domain.Tx,
	decided *decisions,
	m domain.Message,
	sender string,
	r domain.Result,
	firstSync time.Time,
	how arrival,
) (made int, err error) {
	if r.Tenants == nil {
		return 0, nil
	}
	settings, err := domain.ReadDeviceRules(tx)
	if err != nil {
		return 0, err
	}
	list, err := tx.DevicesOf(m.Account, domain.SourceCloudConnect)
	if err != nil {
		return 0, err
	}
	known := map[domain.DeviceKey]domain.Device{}
	var newest time.Time
	for _, d := range list {
		if !strings.HasPrefix(string(d.Key), string(domain.TenantKeys(sender))) {
			continue
		}
		known[d.Key] = d
		if d.Last.After(newest) {
			newest = d.Last
		}
	}
	from, err := in.tenantSender(tx, decided, m, known)
	if err != nil {
		return 0, err
	}
	current := !m.Received.Before(newest) && from.Doubt == ""
	if how == readAgain && !current {
		return 0, nil
	}
	for _, use := range r.Tenants.Uses {
		raw, err := json.Marshal(tenantState{use, m.Received.UTC(), r.Tenants.Whole, r.Reader})
		if err != nil {
			return made, fmt.Errorf("store what the report says of %s: %w", use.Tenant, err)
		}
		key := domain.TenantDeviceKey(sender, use.Tenant, use.Repository)
		run, err := TenantRun(TenantRunKey(key, m.Received), raw, settings, in.clock())
		if err != nil {
			return made, err
		}
		run.Sender = from
		d, is := known[key]
		if current {
			if d, err = in.stageTenant(tx, m, key, use, run); err != nil {
				return made, err
			}
		} else if !is {
			continue
		}
		delete(known, key)
		if d.State != domain.DeviceLinked || how == collected && !current && m.Received.Before(d.LinkedAt) {
			continue
		}
		job, err := tx.Job(d.Job)
		if err != nil {
			return made, err
		}
		n, err := in.storeRuns(tx, decided, job, d, []DeviceRun{run}, firstSync)
		made += n
		if err != nil {
			return made, err
		}
		if current {
			if err := tx.SetImported(d.ID, d.Fingerprint); err != nil {
				return made, err
			}
		}
	}
	if !current || !r.Tenants.Whole || len(r.Tenants.Uses) == 0 {
		return made, nil
	}
	return made, in.tenantsGone(tx, decided, known, m.Received)
}

// tenantSender is what is known of the sender of a provider's report: the worst of what
// its linked jobs say, since one sender reports for all of them.
func (in *Ingest) tenantSender(
	tx domain.Tx,
	decided *decisions,
	m domain.Message,
	known map[domain.DeviceKey]domain.Device,
) (s domain.Sender, err error) {
	if m.Auth == nil {
		return s, nil
	}
	s.Check, s.Words = rules.CheckSender(*m.Auth, decided.trusted[m.Account])
	for _, d := range known {
		if d.State != domain.DeviceLinked || s.Doubt != "" {
			continue
		}
		if s, err = decided.sender(tx, m, domain.Job{ID: d.Job}); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (in *Ingest) stageTenant(
	tx domain.Tx,
	m domain.Message,
	key domain.DeviceKey,
	use domain.TenantUse,
	run DeviceRun,
) (domain.Device, error) {
	sum := sha256.Sum256(run.Raw)
	name := use.Repository
	if name == "" {
		name = use.Tenant
	}
	d := domain.Device{
		Key: key, Source: domain.SourceCloudConnect, Account: m.Account, Customer: use.Tenant, Name: name, Class: "Tenant",
		Status: run.Result.Status, Last: run.At, FirstSeen: in.clock(), Changed: in.clock(), Fingerprint: hex.EncodeToString(sum[:12]),
	}
	if _, err := tx.PutDevice(d, run.Raw); err != nil {
		return d, err
	}
	return tx.DeviceByKey(key)
}

// tenantsGone records that the newest report does not name these tenants any more.
func (in *Ingest) tenantsGone(tx domain.Tx, decided *decisions, missing map[domain.DeviceKey]domain.Device, reported time.Time) error {
	var gone []int64
	for _, d := range missing {
		if !d.MissingSince.IsZero() {
			continue
		}
		gone = append(gone, d.ID)
		if d.State != domain.DeviceLinked {
			continue
		}
		if err := in.reportGone(tx, decided, d, reported); err != nil {
			return err
		}
	}
	return tx.SetDevicesGone(gone, reported)
}

// TenantRunKey builds the key of a tenant's run from the time of the report.
func TenantRunKey(key domain.DeviceKey, reported time.Time) domain.RunKey {
	return domain.RunKey(string(key) + ":" + reported.UTC().Format(time.RFC3339))
}

// TenantRun is the run that the stored state of a tenant comes to.
func TenantRun(key domain.RunKey, raw []byte, settings domain.DeviceRules, imported time.Time) (DeviceRun, error) {
	var s tenantState
	if err := json.Unmarshal(raw, &s); err != nil {
		return DeviceRun{}, fmt.Errorf("the stored state of %s is damaged: %w", key, err)
	}
	name := s.Use.Repository
	if name == "" {
		name = s.Use.Tenant
	}
	r := domain.Result{
		Product: domain.ProductCloudConnect, JobType: "Tenant", JobName: name, Identity: s.Use.Tenant, Kind: domain.KindRun, Reader: s.Reader, Confidence: domain.ConfidenceHigh,
		Objects: rules.Tenant(s.Use, settings, s.Reported),
	}
	for _, o := range r.Objects {
		if o.Status > r.Status {
			r.Status, r.Evidence = o.Status, domain.Evidence{Words: o.Message, Where: "row " + s.Use.Tenant + ", " + o.Name}
		}
	}
	if !s.Whole && r.Status.Good() {
		r.Status, r.Error = domain.Unknown, "The end of the provider's report is missing."
		r.Evidence = domain.Evidence{Words: r.Error, Where: "end of the message"}
	}
	return DeviceRun{
		Key: key, At: s.Reported, Result: r, Raw: raw,
		Summary: tenantSummary(s, r.Objects, imported),
	}, nil
}

// tenantSummary is what is shown in place of the provider's mail, which names other
// customers too.
func tenantSummary(s tenantState, judged []domain.Object, imported time.Time) domain.Summary {
	u := s.Use
	out := domain.Summary{
		Title: u.Tenant, LinesTitle: "Workloads", Imported: imported.UTC(),
		Details: "A provider's report tells how much space is used and when the tenant was last active, not whether its backups were good.",
		Facts:   []domain.SummaryFact{{Label: "Tenant", Text: u.Tenant}, {Label: "Repository", Text: u.Repository}},
	}
	fact := func(label string, bytes *int64) {
		if bytes != nil {
			out.Facts = append(out.Facts, domain.SummaryFact{Label: label, Bytes: bytes})
		}
	}
	if u.Unlimited {
		out.Facts = append(out.Facts, domain.SummaryFact{Label: "Quota", Text: "none"})
	}
	fact("Quota", u.Total)
	fact("Used", u.Used)
	fact("Free", u.Free)
	if percent, ok := u.Full(); ok {
		out.Quota = &domain.SummaryQuota{Percent: percent, Status: judged[0].Status}
	}
	if u.Expires != "" {
		out.Facts = append(out.Facts, domain.SummaryFact{Label: "Expires", Text: u.Expires})
	}
	out.Facts = append(out.Facts, domain.SummaryFact{Label: "Reported", At: s.Reported})
	for i, w := range u.Workloads {
		line := domain.SummaryLine{Name: w.Name, Status: judged[i+1].Status, Words: judged[i+1].Message, Count: w.Count, Active: w.Active}
		out.Lines = append(out.Lines, line)
	}
	return out
}
