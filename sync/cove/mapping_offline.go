package cove

import (
	"fmt"
	"time"

	"runchecks/domain"
)

// OfflineLimits are the days without activity from which a workstation counts as
// offline (product.md, section 5). Zero is the default, negative is never.
type OfflineLimits struct {
	Warning, Failed int
}

// Offline is a workstation that has been silent for too long.
type Offline struct {
	// Key is that of the one synthetic run of this silence. It stays while the run
	// escalates; the next silence has another one.
	Key       domain.RunKey
	AccountID int64
	Days      int // as many as the bar shows, at most 28
	Status    domain.Status
	// Since is the first silent day, as midnight UTC.
	Since   time.Time
	Message string
}

// DetectOffline reports whether a workstation is offline at the time of its poll:
// by the zeros at the end of its colour bar, of which those before the device was
// created do not count. Servers and tenants go by the rule of missed runs, and so
// does a device without a bar.
func DetectOffline(d Device, limits OfflineLimits, polled time.Time) (Offline, bool) {
	if d.Class != ClassWorkstation || d.Bar == "" {
		return Offline{}, false
	}
	days := silent(d.Bar)
	today := midnight(polled)
	if !d.Created.IsZero() {
		days = min(days, max(0, wholeDays(midnight(d.Created), today)+1))
	}
	limit := func(set, usual int) int {
		if set == 0 {
			return usual
		}
		return set
	}
	reached := func(set, usual int) bool { l := limit(set, usual); return l > 0 && days >= l }
	o := Offline{AccountID: d.AccountID, Days: days, Since: today.AddDate(0, 0, 1-days)}
	switch {
	case reached(limits.Failed, domain.DefaultOfflineFailed):
		o.Status = domain.Failed
	case reached(limits.Warning, domain.DefaultOfflineWarning):
		o.Status = domain.Warning
	default:
		return Offline{}, false
	}
	// The bar ends at 28 days and moves at midnight of a zone that nobody documents;
	// the last session does not move.
	if last := ended(d); !last.IsZero() && last.Before(polled) {
		o.Since = midnight(last).AddDate(0, 0, 1)
	} else if !d.Created.IsZero() {
		o.Since = midnight(d.Created)
	}
	o.Key = domain.RunKey(fmt.Sprintf("offline:cove:%d:%s", d.AccountID, o.Since.Format(time.DateOnly)))
	o.Message = "No backup activity since " + o.Since.Format(time.DateOnly)
	return o, true
}

func midnight(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func wholeDays(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }
