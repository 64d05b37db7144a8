package domain

import (
	"strings"
	"time"
)

// TenantReport is what a provider's report of Cloud Connect tells of its tenants
// (product.md, section 8).
type TenantReport struct {
	Uses []TenantUse
	// Whole is false where a part of the report is missing, so that a tenant it does
	// not name may still be there.
	Whole bool
}

// TenantUse is one tenant's space in one repository, or its share of one hardware plan.
type TenantUse struct {
	Tenant     string `json:"tenant"`
	Repository string `json:"repository"` // or hardware plan
	// Total, Used and Free are bytes, nil where the report does not tell them in words
	// that are known.
	Total *int64 `json:"total,omitempty"`
	Used  *int64 `json:"used,omitempty"`
	Free  *int64 `json:"free,omitempty"`
	// Percent is how full it is where the report tells only that, else nil.
	Percent *float64 `json:"percent,omitempty"`
	// Unlimited is true where the report says that there is no quota.
	Unlimited bool             `json:"unlimited,omitempty"`
	Expires   string           `json:"expires,omitempty"` // as written
	Workloads []TenantWorkload `json:"workloads"`
}

// TenantWorkload is one row of the report: what the tenant does with the space.
type TenantWorkload struct {
	Name  string `json:"name"`  // Backup, Replication, Agent ...
	Count string `json:"count"` // "2 virtual machines", as far as the report tells it
	// Active is how it was worded when the tenant was last active.
	Active string `json:"active"`
	// Ago is how long ago that was when the report was sent, nil where the wording is
	// not known.
	Ago   *time.Duration `json:"ago,omitempty"`
	Never bool           `json:"never,omitempty"` // not active so far
}

// TenantKeys is what the keys of all tenants begin with that one sender reports on.
func TenantKeys(sender string) DeviceKey {
	return DeviceKey("cloud-connect:" + Fold(sender) + "|")
}

// TenantDeviceKey builds the key of a tenant and repository.
func TenantDeviceKey(sender, tenant, repository string) DeviceKey {
	part := func(s string) string { return strings.NewReplacer("%", "%25", "|", "%7C").Replace(Fold(s)) }
	return TenantKeys(sender) + DeviceKey(part(tenant)+"|"+part(repository))
}

// Full returns how much of the quota is used, in percent: the worse of what the report
// says. ok is false where it says nothing that can be reckoned with.
func (u TenantUse) Full() (percent float64, ok bool) {
	if u.Percent != nil {
		percent, ok = *u.Percent, true
	}
	if u.Total == nil || *u.Total <= 0 {
		return percent, ok
	}
	if u.Used != nil {
		percent, ok = max(percent, float64(*u.Used)*100/float64(*u.Total)), true
	}
	if u.Free != nil {
		percent, ok = max(percent, 100-float64(*u.Free)*100/float64(*u.Total)), true
	}
	return percent, ok
}
