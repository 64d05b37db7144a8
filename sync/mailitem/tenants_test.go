package mailitem_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/ingest"
	"runchecks/sync/mailitem"
	"runchecks/sync/readers"
)

func TestTheSampleOfAProvidersReportIsThreeTenants(t *testing.T) {
	ctx := context.Background()
	raw, err := os.ReadFile("../readers/testdata/mails/veeam/cloud-connect-daily-report.eml")
	if err != nil {
		t.Fatal(err)
	}
	store, err := fresh.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	storagetest.Mailbox(t, store)
	sent := time.Date(2025, 10, 20, 7, 12, 44, 0, time.UTC)
	in, err := ingest.New(store, func() time.Time { return sent.Add(time.Hour) }, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	item := mailitem.Read(ctx, mailitem.Reading{Readers: readers.Default(), Location: time.UTC}, raw, sent)
	if _, err := in.Batch(ctx, domain.Folder{Account: 1, Name: "INBOX", FirstSync: sent}, []ingest.Item{item}); err != nil {
		t.Fatal(err)
	}
	var got []string
	err = store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Devices()
		for _, d := range list {
			raw, err := q.DeviceRaw(d.ID)
			if err != nil {
				return err
			}
			run, err := ingest.TenantRun("x", raw, domain.DeviceRules{}, sent)
			if err != nil {
				return err
			}
			got = append(got, fmt.Sprintf("%s, %s: %s, %.1f %%, %d workloads, %s", d.Customer, d.Name, d.Status, run.Summary.Quota.Percent, len(run.Summary.Lines), run.Result.Objects[1].Message))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"ABC Company, Cloud Vol 01: Success, 26.7 %, 2 workloads, Active",
		"TechCompanyOrg, Cloud Vol 01: Success, 0.0 %, 1 workloads, Active",
		"TechCompanyOrg, TechCompanyOrgVDC: Failed, 36.0 %, 1 workloads, Not active since 2025-09-24",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
