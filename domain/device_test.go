package domain_test

import (
	"testing"

	"runchecks/domain"
)

func TestRulesForDevicesThatCannotBeMeantAreRefused(t *testing.T) {
	for says, c := range map[string]struct {
		rules domain.DeviceRules
		ok    bool
	}{
		"the defaults":                        {domain.DeviceRules{}, true},
		"everything off":                      {domain.DeviceRules{DeadWarning: -1, DeadFailed: -1, OfflineWarning: -1, OfflineFailed: -1, QuotaWarning: -1}, true},
		"only a failure":                      {domain.DeviceRules{DeadWarning: -1, DeadFailed: 1}, true},
		"a state that is good now":            {domain.DeviceRules{States: map[int]domain.Status{7: domain.Success}}, true},
		"a state that no session has":         {domain.DeviceRules{States: map[int]domain.Status{7: domain.Missed}}, false},
		"a success by hand":                   {domain.DeviceRules{States: map[int]domain.Status{7: domain.SuccessOverride}}, false},
		"a failure before its warning":        {domain.DeviceRules{OfflineWarning: 20}, false},
		"a failure before the usual warning":  {domain.DeviceRules{DeadFailed: 2}, false},
		"days that nothing reaches":           {domain.DeviceRules{DeadFailed: 4000}, false},
		"more of a quota than there is of it": {domain.DeviceRules{QuotaWarning: 101}, false},
	} {
		if err := c.rules.Validate(); (err == nil) != c.ok || err != nil && domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestTheKeyOfATenantTellsAllTenantsApart(t *testing.T) {
	key := domain.TenantDeviceKey
	if key("A@example.com", "ABC  Company", "Vol") != key("a@example.com", "abc company", "VOL") {
		t.Error("case and blanks make another tenant")
	}
	for _, pair := range [][2]domain.DeviceKey{
		{key("s", "a|b", "c"), key("s", "a", "b|c")}, {key("s", "a|b", "c"), key("s", "a%7Cb", "c")}, {key("s", "a", "c"), key("t", "a", "c")},
	} {
		if pair[0] == pair[1] {
			t.Errorf("two tenants have the key %s", pair[0])
		}
	}
}
