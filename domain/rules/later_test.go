package rules

import (
	"testing"
	"time"

	"runchecks/domain"
)

func TestAJobIsPutOffUntilItsTimeOrItsNextRunOrSomethingWorse(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 11, 28, hour, 0, 0, 0, time.UTC) }
	seen := domain.Later{Seen: at(2), Status: domain.Warning}
	until := seen
	until.Until = at(14)
	row := func(l domain.Later, oldest, newest int, s domain.Status) domain.JobRow {
		return domain.JobRow{Job: domain.Job{Later: l}, Runs: 1, Status: s, Oldest: at(oldest), Newest: at(newest)}
	}
	for name, c := range map[string]struct {
		row  domain.JobRow
		now  int
		want bool
	}{
		"never put off":            {row(domain.Later{}, 1, 2, domain.Warning), 8, false},
		"before its time":          {row(until, 1, 2, domain.Warning), 13, true},
		"at its time":              {row(until, 1, 2, domain.Warning), 14, false},
		"another run came":         {row(until, 1, 9, domain.Warning), 13, true},
		"a worse one came":         {row(until, 1, 9, domain.Failed), 13, false},
		"what was seen is decided": {row(until, 9, 9, domain.Warning), 13, false},
		"until the next run":       {row(seen, 1, 2, domain.Warning), 23, true},
		"the next run came":        {row(seen, 1, 3, domain.Warning), 8, false},
		"a row that does not wait": {domain.JobRow{Job: domain.Job{Later: until}}, 8, false},
	} {
		if got := PutOff(c.row, at(c.now)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
