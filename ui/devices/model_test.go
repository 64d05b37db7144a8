package devices_test

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/devices"
)

func TestTheLookBeforeABulkLinkCountsJobsAndNewCustomers(t *testing.T) {
	links := []domain.DeviceLink{{Customer: "Alpha"}, {Customer: "alpha "}, {Customer: "Beta"}, {Customer: "Gamma"}}
	got := devices.LinkPreview(links, []string{"BETA"})
	if !strings.HasPrefix(got, "4 jobs for 3 customers, 2 of them new.") {
		t.Error(got)
	}
}

func TestADeviceWithoutNamesIsNamedByItsNumber(t *testing.T) {
	d := domain.Device{Key: domain.CoveDeviceKey(77), Source: domain.SourceCove, Owner: "12", Name: " ", Customer: ""}
	if l := d.Suggested(); l.Name != "Device 77" || l.Customer != "Customer 12 of N-able Cove Data Protection" {
		t.Errorf("%+v", l)
	}
	d.Name = strings.Repeat("ä", 4000)
	if l := d.Suggested(); len([]rune(l.Name)) != 120 {
		t.Errorf("%d characters", len([]rune(l.Name)))
	}
}
