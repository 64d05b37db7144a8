package form

import (
	"time"

	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// Ends are the choices of how long something counts: none, and then from now on.
func Ends(now time.Time, none string) (choices []string, at []time.Time) {
	choices = []string{none, words.T("form.one_week"), words.T("form.one_month"), words.T("form.three_months")}
	return choices, []time.Time{{}, now.AddDate(0, 0, 7), rules.AddMonth(now), now.AddDate(0, 3, 0)}
}
