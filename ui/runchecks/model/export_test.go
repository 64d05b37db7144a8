package model

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// ReadCauses counts the causes of what waits; old is what OldCauses read, nil for nothing.
func ReadCauses(q domain.Reader, now time.Time, loc *time.Location, old any) (int, error) {
	past, _ := old.(*pastCauses)
	found, err := readCauses(q, now, loc, past)
	return len(found), err
}

// OldCauses reads what is kept of a year.
func OldCauses(q domain.Reader, now time.Time, loc *time.Location) (any, error) {
	nights, err := rules.ReadNights(q, loc)
	if err != nil {
		return nil, err
	}
	return readOldCauses(q, nights, now)
}
