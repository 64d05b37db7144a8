package sanity

import (
	"testing"

	"runchecks/domain"
)

func TestFewerMachinesThanThereAreAreNoSuccess(t *testing.T) {
	for line, fewer := range map[string]bool{
		"3 of 5 VMs processed":            true,
		"3 von 5 Servern gesichert":       true,
		"backed up 11/12 machines":        true,
		"2 sur 4 serveurs":                true,
		"5 of 5 VMs processed":            false,
		"volume 1 of 2":                   false,
		"12 of 412 files changed":         false, // a run need not touch them all
		"3.5 of 5 servers":                false,
		"at 3:05 of 5 servers":            false,
		"2026-11-29 of 5 servers":         false,
		"Restore point 1 of 2, 3 servers": false,
	} {
		x := &report{}
		x.share(line, place(1))
		if (x.fewer.Status == domain.Unknown) != fewer {
			t.Errorf("%q: %v because of %q", line, x.fewer.Status, x.fewer.Words)
		}
	}
}
