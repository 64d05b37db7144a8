package domain

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"runchecks/domain/wording"
)

// After how many days without a run a job without a schedule is Missed (product.md, section 5).
const (
	SilenceDefault = 14
	SilenceMost    = 366
	SilenceNever   = -1
)

var silentDays = regexp.MustCompile(`^(\d{1,4}) ?(d|days?|w|weeks?)?$`)

// ParseSilence reads after how many days of silence a job is Missed, as people write it:
// "14", "14 days", "2w", "never", and "" or "default" for 0, which is what the profile says.
func ParseSilence(text string) (days int, err error) {
	switch text = Fold(text); text {
	case "", "default":
		return 0, nil
	case "never":
		return SilenceNever, nil
	}
	m := silentDays.FindStringSubmatch(text)
	if m == nil {
		return 0, wording.Error("refusal.silence_unknown", text)
	}
	days, _ = strconv.Atoi(m[1]) // four digits at most
	if strings.HasPrefix(m[2], "w") {
		days *= 7
	}
	if days < 1 || days > SilenceMost {
		return 0, wording.Error("refusal.silence_days", SilenceMost)
	}
	return days, nil
}

// ReadSilence returns after how many days of silence jobs of the profile are Missed.
func ReadSilence(q SettingReader) (int, error) {
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

// LastRun is when a job was reported on last, whatever the report was about: never a
// Missed or offline run, nor one that may not come from whom it says. Zero times are for none.
type LastRun struct {
	Run  time.Time
	Kind Kind // of Run
	// Success is the newest that was a success by its report, without an override.
	Success time.Time
}
