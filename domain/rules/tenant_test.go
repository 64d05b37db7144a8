package rules_test

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

func TestATenantIsJudgedByItsQuotaAndItsLife(t *testing.T) {
	gb := func(n float64) *int64 { b := int64(n * (1 << 30)); return &b }
	ago := func(d time.Duration) *time.Duration { return &d }
	const day = 24 * time.Hour
	reported := time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
	percent := func(p float64) *float64 { return &p }
	active := []domain.TenantWorkload{{Name: "Backup", Ago: ago(time.Minute)}}
	for _, c := range []struct {
		says     string
		use      domain.TenantUse
		settings domain.DeviceRules
		quota    domain.Status
		life     domain.Status
	}{
		{"within its quota and active", domain.TenantUse{Total: gb(100), Used: gb(27), Free: gb(73), Workloads: active}, domain.DeviceRules{}, domain.Success, domain.Success},
		{"at the limit", domain.TenantUse{Total: gb(100), Used: gb(90), Workloads: active}, domain.DeviceRules{}, domain.Success, domain.Success},
		{"over the limit", domain.TenantUse{Total: gb(100), Used: gb(90.1), Workloads: active}, domain.DeviceRules{}, domain.Warning, domain.Success},
		{"more than there is", domain.TenantUse{Total: gb(100), Used: gb(120), Workloads: active}, domain.DeviceRules{}, domain.Warning, domain.Success},
		{"little is free although little is used", domain.TenantUse{Total: gb(100), Used: gb(10), Free: gb(1), Workloads: active}, domain.DeviceRules{}, domain.Warning, domain.Success},
		{"another limit", domain.TenantUse{Total: gb(100), Used: gb(60), Workloads: active}, domain.DeviceRules{QuotaWarning: 50}, domain.Warning, domain.Success},
		{"no limit", domain.TenantUse{Total: gb(100), Used: gb(99), Workloads: active}, domain.DeviceRules{QuotaWarning: -1}, domain.Success, domain.Success},
		{"no quota", domain.TenantUse{Unlimited: true, Used: gb(5), Workloads: active}, domain.DeviceRules{}, domain.Success, domain.Success},
		{"a quota in unknown words", domain.TenantUse{Used: gb(5), Workloads: active}, domain.DeviceRules{}, domain.Unknown, domain.Success},
		{"an empty quota", domain.TenantUse{Total: gb(0), Used: gb(0), Workloads: active}, domain.DeviceRules{}, domain.Unknown, domain.Success},
		{"only a percentage", domain.TenantUse{Percent: percent(36), Workloads: active}, domain.DeviceRules{}, domain.Success, domain.Success},
		{"a high percentage", domain.TenantUse{Percent: percent(95), Workloads: active}, domain.DeviceRules{}, domain.Warning, domain.Success},
		{"two days of silence", domain.TenantUse{Percent: percent(1), Workloads: []domain.TenantWorkload{{Name: "Backup", Ago: ago(2 * day)}}}, domain.DeviceRules{}, domain.Success, domain.Success},
		{"three days of silence", domain.TenantUse{Percent: percent(1), Workloads: []domain.TenantWorkload{{Name: "Backup", Ago: ago(3 * day)}}}, domain.DeviceRules{}, domain.Success, domain.Warning},
		{"eight days of silence", domain.TenantUse{Percent: percent(1), Workloads: []domain.TenantWorkload{{Name: "Backup", Ago: ago(8 * day)}}}, domain.DeviceRules{}, domain.Success, domain.Failed},
		{"silence is allowed", domain.TenantUse{Percent: percent(1), Workloads: []domain.TenantWorkload{{Name: "Backup", Ago: ago(80 * day)}}}, domain.DeviceRules{DeadWarning: -1, DeadFailed: -1}, domain.Success, domain.Success},
		{"never active", domain.TenantUse{Percent: percent(1), Workloads: []domain.TenantWorkload{{Name: "Backup", Never: true}}}, domain.DeviceRules{}, domain.Success, domain.Warning},
		{"activity in unknown words", domain.TenantUse{Percent: percent(1), Workloads: []domain.TenantWorkload{{Name: "Backup", Active: "vorhin"}}}, domain.DeviceRules{}, domain.Success, domain.Unknown},
	} {
		objects := rules.Tenant(c.use, c.settings, reported)
		if len(objects) != 2 || objects[0].Status != c.quota || objects[1].Status != c.life {
			t.Errorf("%s: %+v", c.says, objects)
		}
	}
}

func TestTheWordsOfASilentTenantStayTheSameFromDayToDay(t *testing.T) {
	words := func(days int) string {
		quiet := time.Duration(days) * 24 * time.Hour
		use := domain.TenantUse{Unlimited: true, Workloads: []domain.TenantWorkload{{Name: "Backup", Ago: &quiet}}}
		return rules.Tenant(use, domain.DeviceRules{}, time.Date(2026, 11, 1+days, 7, 0, 0, 0, time.UTC))[1].Message
	}
	if words(5) != "Not active since 2026-11-01" || words(6) != words(5) {
		t.Errorf("%q, then %q", words(5), words(6))
	}
}
