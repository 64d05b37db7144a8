package domain

import (
	"strconv"
	"time"
)

// After how many days without a run a job without a schedule is Missed (product.md, section 5).
const (
	SilenceDefault = 14
	SilenceMost    = 366
	SilenceNever   = -1
)

// SettingSilence is the setting of a profile that holds the days, SilenceNever for never;
// without it SilenceDefault holds.
const SettingSilence = "silence.days"

// ReadSilence returns after how many days of silence jobs of the profile are Missed.
func ReadSilence(q interface {
	Setting(key string) (string, error)
}) (int, error) {
	text, err := q.Setting(SettingSilence)
	if CodeOf(err) == CodeNotFound {
		return SilenceDefault, nil
	}
	if err != nil {
		return 0, err
	}
	days, err := strconv.Atoi(text)
	if err != nil || days != SilenceNever && (days < 1 || days > SilenceMost) {
		return SilenceDefault, nil // not written by this program
	}
	return days, nil
}

// SilenceRun is the Missed run of a silence, and what it says.
type SilenceRun struct {
	RunRef
	Words string
}

// LastRun is when a job ran last: runs that schedules are learned from alone, never
// Missed, offline or informational ones. Zero times are for none.
type LastRun struct {
	Run time.Time
	// Success is the newest that was a success by its report, without an override.
	Success time.Time
}
