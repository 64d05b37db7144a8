package review

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Nights returns the business days of a profile (product.md, section 1).
func Nights(q domain.Queries, loc *time.Location) (rules.Nights, error) {
	start, err := q.Setting(rules.SettingNightStart)
	if missing(err) {
		err = nil
	}
	return rules.NightsOf(start, loc), err
}

// SetNightStart sets the hour, 0 to 23, at which a night of this profile begins: the
// business day that Daily jobs and the sign-off sheet go by.
func (d *Desk) SetNightStart(ctx context.Context, hour int) (domain.Decision, error) {
	return d.set(ctx, rules.SettingNightStart, func(before string) (after, summary string, err error) {
		if hour < 0 || hour > 23 {
			return "", "", invalid("Cannot set when a night begins: %d is no hour; use 0 to 23.", hour)
		}
		was := rules.NightsOf(before, d.p.Location).Start
		if was == hour {
			return "", "", conflict("A night begins at %02d:00 already; nothing was changed.", hour)
		}
		return strconv.Itoa(hour), fmt.Sprintf("a night begins at %02d:00, no longer at %02d:00", hour, was), nil
	})
}
