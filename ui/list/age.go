package list

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

// Words of a search that find jobs by their last run and their last success:
// "silent:7d" is no run for seven days, "nosuccess:3d" no success for three.
const (
	searchSilent    = "silent"
	searchNoSuccess = "nosuccess"
)

var age = regexp.MustCompile(`^(\d{1,4})([hdw]?)$`)

// ageOf reads hours, days or weeks: "12h", "7d", "2w"; a number alone is days.
func ageOf(text string) (time.Duration, bool) {
	m := age.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	n, _ := strconv.Atoi(m[1]) // four digits at most
	unit := map[string]time.Duration{"h": time.Hour, "": 24 * time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}[m[2]]
	return time.Duration(n) * unit, true
}

// AsksForAge reports whether a folded search holds such a word.
func AsksForAge(search string) bool {
	return strings.Contains(search, searchSilent+":") || strings.Contains(search, searchNoSuccess+":")
}

// AgeKeys are the keys that ask how long ago something was.
var AgeKeys = []string{searchSilent, searchNoSuccess}

// AgeFault says which age of a search is none, "" where there is no such word.
func AgeFault(search string) string {
	for word := range strings.FieldsSeq(domain.Fold(search)) {
		key, value, _ := strings.Cut(word, ":")
		if _, ok := ageOf(value); !ok && value != "" && slices.Contains(AgeKeys, key) {
			return words.T("list.bad_age", "value", value, "key", key)
		}
	}
	return ""
}

// PassesAge reports whether a job's last run or success is as long ago as a word of a
// search asks; one that never was is. While the age is not typed yet every job passes. is
// false for any other word.
func PassesAge(key, value string, last domain.LastRun, now time.Time) (passes, is bool) {
	at := last.Run
	switch key {
	case searchSilent:
	case searchNoSuccess:
		at = last.Success
	default:
		return false, false
	}
	if value == "" {
		return true, true
	}
	d, ok := ageOf(value)
	return ok && now.Sub(at) >= d, true
}
