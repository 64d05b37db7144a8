package ticketing

import (
	"testing"

	"runchecks/domain"
)

func TestMappingStates(t *testing.T) {
	found := map[int64]domain.DeskCompany{1: {ID: 1, Name: "One", Active: true}, 2: {ID: 2, Name: "Two"}}
	for name, c := range map[string]struct {
		id     int64
		shown  string
		asked  bool
		want   domain.CompanyState
		blocks bool
	}{
		"there":                           {1, "One", false, domain.MappingOK, false},
		"another name":                    {1, "Uno", false, domain.MappingRenamed, false},
		"no id":                           {0, "One", false, domain.MappingInvalid, true},
		"inactive":                        {2, "Two", false, domain.MappingInvalid, true},
		"inactive and renamed":            {2, "Due", true, domain.MappingInvalid, true},
		"absent":                          {3, "Three", false, "", false},
		"absent and proven to be deleted": {3, "Three", true, domain.MappingMissing, true},
		"in the list after all":           {1, "One", true, domain.MappingOK, false},
	} {
		if got := MappingState(c.id, c.shown, found, c.asked); got != c.want || got.Blocks() != c.blocks {
			t.Errorf("%s: %q, blocks %v", name, got, got.Blocks())
		}
	}
}
