package ingest_test

import (
	"context"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/sync/ingest"
)

// checked says what the server mx says of the sender of an item.
func checked(item ingest.Item, result string) ingest.Item {
	item.Message.Account = 1
	item.Message.Auth = &domain.Authentication{Headers: []domain.AuthHeader{{Server: "mx", Results: []domain.AuthResult{{Method: "dmarc", Result: result, Aligned: true}}}}}
	return item
}

// trust trusts the server mx for the mailbox.
func (r *room) trust() {
	r.Helper()
	err := r.store.Write(context.Background(), func(tx domain.Tx) error {
		return domain.SetTrustedServers(tx, "mailbox", []domain.TrustedServer{{Name: "mx", Hops: domain.AnyHops}})
	})
	if err != nil {
		r.Fatal(err)
	}
}

// run returns a run by its key.
func (r *room) run(key domain.RunKey) (run domain.Run) {
	r.Helper()
	err := r.store.Read(context.Background(), func(q domain.Reader) (err error) {
		run, err = q.RunByKey(key)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return run
}

func TestMessagesOfBeforeAreCheckedWhenTheyAreReadAgain(t *testing.T) {
	r := newRoom(t)
	r.trust()
	for n := range 5 {
		r.add(checked(mail(string(rune('a'+n)), "NW", night.AddDate(0, 0, n-10), domain.Success), "pass"))
	}
	old := mail("old", "NW", night, domain.Success)
	old.Message.Account = 1
	r.add(old)
	if run := r.run("mail:old#0"); run.Sender != (domain.Sender{}) || run.Effective.Status != domain.Success {
		t.Fatalf("nobody looked at its header: %+v", run.Sender)
	}
	for i := range 2 {
		again := checked(old, "fail")
		again.Message.ID = 6
		if _, err := r.ingest.Reprocess(true).Batch(context.Background(), []ingest.Item{again}); err != nil {
			t.Fatal(err)
		}
		if run := r.run("mail:old#0"); run.Sender.Check != domain.SenderFail || run.Effective.Status != domain.Unknown {
			t.Errorf("read again, %d: %s, %+v", i, run.Effective.Status, run.Sender)
		}
	}
}

func TestADoubtedReportOfAProviderSaysNothingOfWhatIsGone(t *testing.T) {
	r := newRoom(t)
	r.trust()
	at := func(days int) time.Time { return storagetest.Now.AddDate(0, 0, -days) }
	report := func(days int, result string, tenants ...string) {
		item := checked(ingest.Item{FromAddress: "vspc@provider.example", Raw: []byte("\r\n\r\n" + at(days).String() + result),
			Message: domain.Message{MessageID: at(days).String() + result, From: "vspc@provider.example", Date: at(days), Received: at(days)}}, result)
		uses := []domain.TenantUse{}
		for _, name := range tenants {
			uses = append(uses, domain.TenantUse{Tenant: name, Repository: "r"})
		}
		item.Results = []domain.Result{{Product: domain.ProductCloudConnect, JobType: "Tenants", Kind: domain.KindDigest, Status: domain.Success, Reader: "veeam", Tenants: &domain.TenantReport{Whole: true, Uses: uses}}}
		r.add(item)
	}
	report(3, "pass", "contoso", "fabrikam")
	var job domain.Job
	key := domain.TenantDeviceKey("vspc@provider.example", "contoso", "r")
	err := r.store.Write(context.Background(), func(tx domain.Tx) (err error) {
		if job, err = tx.PutJob(domain.Job{Key: "k", Name: "contoso", State: domain.JobActive}); err != nil {
			return err
		}
		d, err := tx.DeviceByKey(key)
		if err != nil {
			return err
		}
		d.State, d.Job, d.LinkedAt = domain.DeviceLinked, job.ID, at(3)
		return tx.SetDevice(d)
	})
	if err != nil {
		t.Fatal(err)
	}
	report(2, "pass", "contoso", "fabrikam")
	report(1, "fail", "contoso")
	run := r.run(ingest.TenantRunKey(key, at(1)))
	if run.Sender.Doubt == "" || run.Effective.Status.Good() {
		t.Errorf("the forged report: %s, %+v", run.Effective.Status, run.Sender)
	}
	err = r.store.Read(context.Background(), func(q domain.Reader) error {
		d, err := q.DeviceByKey(domain.TenantDeviceKey("vspc@provider.example", "fabrikam", "r"))
		if !d.MissingSince.IsZero() || !d.Last.Equal(at(2)) {
			t.Errorf("it removed a tenant: gone %s, last %s", d.MissingSince, d.Last)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
