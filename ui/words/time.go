package words

import (
	"fmt"
	"strings"
	"time"
)

// Ago says how long ago something was, roughly.
func Ago(at, now time.Time) string {
	switch d := now.Sub(at); {
	case d < time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	default:
		return fmt.Sprintf("%d days ago", int(d.Hours()/24))
	}
}

// When is a time in a narrow column: the hour within the last day, the weekday
// within the last week, else the date.
func When(at, now time.Time) string {
	at = at.In(now.Location())
	switch age := now.Sub(at); {
	case at.IsZero():
		return ""
	case age < 24*time.Hour && age > -24*time.Hour:
		return at.Format("15:04")
	case age > 0 && age < 7*24*time.Hour:
		return at.Format("Mon 15:04")
	case at.Year() == now.Year():
		return at.Format("2 Jan")
	default:
		return at.Format("2 Jan 2006")
	}
}

// Day is a time with its day in words, for the run list.
func Day(at, now time.Time) string {
	at = at.In(now.Location())
	midnight := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
	}
	switch days := int(midnight(now).Sub(midnight(at)).Hours() / 24); days {
	case 0:
		return "Today " + at.Format("15:04")
	case 1:
		return "Yesterday " + at.Format("15:04")
	default:
		if at.Year() == now.Year() {
			return at.Format("Mon 2 Jan 15:04")
		}
		return at.Format("Mon 2 Jan 2006 15:04")
	}
}

// SentenceDay is Day within a sentence.
func SentenceDay(at, now time.Time) string {
	text := Day(at, now)
	for _, word := range []string{"Today", "Yesterday"} {
		if strings.HasPrefix(text, word) {
			return strings.ToLower(word) + strings.TrimPrefix(text, word)
		}
	}
	return text
}

// Took is a duration as h:mm:ss, "" for none.
func Took(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	s := int(d.Seconds())
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// Size is a number of bytes for people, in steps of 1024 as Veeam, Cove and Windows
// write them: what a report calls 100 GB is 100 GB here.
func Size(bytes int64) string {
	const step = 1024
	if bytes < step {
		return fmt.Sprintf("%d bytes", bytes)
	}
	if bytes < step*step {
		return fmt.Sprintf("%d KB", (bytes+step/2)/step)
	}
	size := float64(bytes) / (step * step)
	for _, unit := range []string{"MB", "GB", "TB"} {
		if size < step || unit == "TB" {
			return fmt.Sprintf("%.1f %s", size, unit)
		}
		size /= step
	}
	return ""
}
