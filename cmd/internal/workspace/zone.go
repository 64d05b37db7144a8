package workspace

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// localZone is the time zone of this computer under the name that the whole world knows, such
// as Europe/Amsterdam, where the system tells one: Go calls it Local.
func localZone(now time.Time) *time.Location {
	for _, name := range zoneNames() {
		if zone, err := time.LoadLocation(name); err == nil && name != "" && sameClock(zone, time.Local, now) {
			return zone
		}
	}
	return time.Local
}

// zoneNames are what the system may call its zone.
func zoneNames() []string {
	names := []string{strings.TrimPrefix(os.Getenv("TZ"), ":")}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(filepath.ToSlash(target), "zoneinfo/"); ok {
			names = append(names, name)
		}
	}
	if text, err := os.ReadFile("/etc/timezone"); err == nil {
		names = append(names, strings.TrimSpace(string(text)))
	}
	return names
}

// sameClock reports whether two zones show the same time in every month of two years: a name
// that is wrong must not move the nights.
func sameClock(a, b *time.Location, now time.Time) bool {
	for month := -12; month <= 12; month++ {
		at := now.AddDate(0, month, 0)
		_, one := at.In(a).Zone()
		_, other := at.In(b).Zone()
		if one != other {
			return false
		}
	}
	return true
}
