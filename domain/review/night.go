package review

import (
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
