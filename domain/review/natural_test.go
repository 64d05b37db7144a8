package review

import (
	"testing"
	"time"

	"runchecks/domain"
)

func TestWhatAnEntryIsAboutIsWaitedForWhereverItComesFrom(t *testing.T) {
	job, at := domain.JobKey("a@b.example|veeam|backup|files"), time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)
	tenant := domain.TenantDeviceKey("provider@c.example", "ABC", "Cloud Vol 01")
	for name, key := range map[string]string{
		"a job":                    string(job),
		"a run of a mail":          string(domain.MailRunKey("<1@b.example>", 0)),
		"a run that is missed":     string(domain.SlotRunKey(job, at)),
		"a run of silence":         string(domain.SilenceRunKey(job, at)),
		"a device of Cove":         string(domain.CoveDeviceKey(7)),
		"a tenant":                 string(tenant),
		"a run of a tenant":        string(tenant) + ":" + at.Format(time.RFC3339),
		"a device that is gone":    "gone:" + string(tenant) + ":" + at.Format(time.RFC3339),
		"a device that is offline": "offline:cove:7:" + at.Format(time.DateOnly),
	} {
		if got := natural(domain.Decision{Targets: []string{key}}); len(got) != 1 || got[0] != key {
			t.Errorf("of %s %v is waited for", name, got)
		}
	}
}
