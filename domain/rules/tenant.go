package rules

import (
	"cmp"
	"fmt"
	"time"

	"runchecks/domain"
)

// Tenant judges what a provider's report says of a tenant: an object for its quota and
// one for each workload. Space and life are all that the report tells; what it says in
// unknown words is Unknown, never good. reported is when it was sent. The words name
// days and limits, not ages and percents: they stay the same from run to run, so that
// an override on them holds.
func Tenant(u domain.TenantUse, settings domain.DeviceRules, reported time.Time) []domain.Object {
	quota := domain.Object{Name: "Quota", Type: "Quota", Status: domain.Success, Message: "Within the quota"}
	limit := cmp.Or(settings.QuotaWarning, domain.DefaultQuotaWarning)
	switch percent, known := u.Full(); {
	case known && limit > 0 && percent > float64(limit):
		quota.Status, quota.Message = domain.Warning, fmt.Sprintf("More than %d %% of the quota is used", limit)
	case known:
	case u.Unlimited:
		quota.Message = "No quota"
	default:
		quota.Status, quota.Message = domain.Unknown, "The report does not say in known words how much of the quota is used"
	}
	out := []domain.Object{quota}
	for _, w := range u.Workloads {
		o := domain.Object{Name: w.Name, Type: "Workload", Status: domain.Success, Message: "Active"}
		switch {
		case w.Never:
			o.Status, o.Message = domain.Warning, "Never active"
		case w.Ago == nil:
			o.Status, o.Message = domain.Unknown, "The report does not say in known words when it was last active: “"+w.Active+"”"
		default:
			o.Status = idle(*w.Ago, settings)
			if o.Status != domain.Success {
				o.Message = "Not active since " + reported.Add(-*w.Ago).UTC().Format(time.DateOnly)
			}
		}
		out = append(out, o)
	}
	return out
}

func idle(ago time.Duration, settings domain.DeviceRules) domain.Status {
	past := func(days int) bool { return days > 0 && ago >= time.Duration(days)*24*time.Hour }
	switch {
	case past(cmp.Or(settings.DeadFailed, domain.DefaultDeadFailed)):
		return domain.Failed
	case past(cmp.Or(settings.DeadWarning, domain.DefaultDeadWarning)):
		return domain.Warning
	}
	return domain.Success
}
