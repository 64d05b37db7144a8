package cove

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
)

func TestAWorkstationIsOfflineByTheSilenceAtTheEndOfItsBar(t *testing.T) {
	bar := func(silent int) string {
		return strings.Repeat("5", 28-silent) + strings.Repeat("0", silent)
	}
	for _, c := range []struct {
		says   string
		device Device
		limits OfflineLimits
		want   domain.Status
	}{
		{"six days are not enough", Device{Class: ClassWorkstation, Bar: bar(6)}, OfflineLimits{}, 0},
		{"seven are a warning", Device{Class: ClassWorkstation, Bar: bar(7)}, OfflineLimits{}, domain.Warning},
		{"thirteen too", Device{Class: ClassWorkstation, Bar: bar(13)}, OfflineLimits{}, domain.Warning},
		{"fourteen are a failure", Device{Class: ClassWorkstation, Bar: bar(14)}, OfflineLimits{}, domain.Failed},
		{"all of the bar as well", Device{Class: ClassWorkstation, Bar: bar(28)}, OfflineLimits{}, domain.Failed},
		{"a session that failed is activity", Device{Class: ClassWorkstation, Bar: bar(28)[:27] + "2"}, OfflineLimits{}, 0},
		{"zeros in the midst do not count", Device{Class: ClassWorkstation, Bar: "50000000000000000005"}, OfflineLimits{}, 0},
		{"a server goes by missed runs", Device{Class: ClassServer, Bar: bar(20)}, OfflineLimits{}, 0},
		{"so does a tenant", Device{Class: ClassMicrosoft365, Bar: bar(20)}, OfflineLimits{}, 0},
		{"without a bar nothing is known", Device{Class: ClassWorkstation}, OfflineLimits{}, 0},
		{"the days before it was made do not count", Device{Class: ClassWorkstation, Bar: bar(28), Created: testNow.AddDate(0, 0, -5)}, OfflineLimits{}, 0},
		{"but those after do", Device{Class: ClassWorkstation, Bar: bar(28), Created: testNow.AddDate(0, 0, -6)}, OfflineLimits{}, domain.Warning},
		{"limits can be set", Device{Class: ClassWorkstation, Bar: bar(3)}, OfflineLimits{Warning: 2, Failed: 3}, domain.Failed},
		{"and switched off one by one", Device{Class: ClassWorkstation, Bar: bar(20)}, OfflineLimits{Failed: -1}, domain.Warning},
		{"or both", Device{Class: ClassWorkstation, Bar: bar(20)}, OfflineLimits{Warning: -1, Failed: -1}, 0},
	} {
		o, ok := DetectOffline(c.device, c.limits, testNow)
		if o.Status != c.want || ok != (c.want != 0) {
			t.Errorf("%s: %s", c.says, o.Status)
		}
	}
}

func TestTheRunOfASilenceKeepsItsKeyWhileItEscalates(t *testing.T) {
	d := byName(t, sampleDevices(t, "rebuilt-statistics-all.json"), "brw-ws-planning")
	o, ok := DetectOffline(d, OfflineLimits{}, testNow)
	if !ok || o.Status != domain.Warning || o.Days != 9 || o.Key != "offline:cove:5100015:2026-03-02" || o.Message != "No backup activity since 2026-03-02" {
		t.Errorf("%+v", o)
	}
	d.Bar = strings.Repeat("0", 28)
	later, _ := DetectOffline(d, OfflineLimits{}, testNow.AddDate(0, 0, 40))
	if later.Key != o.Key || later.Status != domain.Failed {
		t.Errorf("%+v", later)
	}
	d.Bar, d.Sources[0].Session, d.Sources[0].Finished = "5"+strings.Repeat("0", 8), testNow.AddDate(0, 1, 0), testNow.AddDate(0, 1, 0)
	if next, _ := DetectOffline(d, OfflineLimits{}, testNow.AddDate(0, 1, 9)); next.Key == o.Key {
		t.Errorf("the next silence is the same run: %+v", next)
	}
}

func TestASilenceOfADeviceThatNeverRanBeginsWithTheDevice(t *testing.T) {
	created := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	o, ok := DetectOffline(Device{AccountID: 3, Class: ClassWorkstation, Bar: strings.Repeat("0", 28), Created: created}, OfflineLimits{}, testNow)
	if !ok || o.Key != "offline:cove:3:2026-01-05" {
		t.Errorf("%+v", o)
	}
}
