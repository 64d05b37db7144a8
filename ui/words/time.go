package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Ago says how long ago something was, roughly.
func Ago(at, now time.Time) string {
	switch d := now.Sub(at); {
	case d < time.Minute:
		return T("time.just_now")
	case d < 2*time.Hour:
		return T("time.minutes_ago", "n", int(d.Minutes()))
	case d < 48*time.Hour:
		return T("time.hours_ago", "n", int(d.Hours()))
	default:
		return T("time.days_ago", "n", int(d.Hours()/24))
	}
}

// Age is how old something is, roughly: "15 days".
func Age(at, now time.Time) string {
	switch d := now.Sub(at); {
	case d < time.Minute:
		return T("time.age_now")
	case d < 2*time.Hour:
		return T("time.age_minutes", "n", int(d.Minutes()))
	case d < 48*time.Hour:
		return T("time.age_hours", "n", int(d.Hours()))
	default:
		return T("time.age_days", "n", int(d.Hours()/24))
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
		return Clock(at)
	case age > 0 && age < 7*24*time.Hour:
		return Stamp(at, WeekdayClock)
	case at.Year() == now.Year():
		return Stamp(at, DayMonth)
	default:
		return Stamp(at, Date)
	}
}

// Day is a time with its day in words, for the run list.
func Day(at, now time.Time) string {
	text, _ := day(at, now)
	return text
}

// SentenceDay is Day within a sentence.
func SentenceDay(at, now time.Time) string {
	text, word := day(at, now)
	if word != "" {
		return T("time."+word+"_within", "time", Clock(at.In(now.Location())))
	}
	return text
}

// day says also which word stands for the day, "" where it has its date.
func day(at, now time.Time) (text, word string) {
	at = at.In(now.Location())
	midnight := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
	}
	switch days := int(midnight(now).Sub(midnight(at)).Hours() / 24); days {
	case 0:
		return T("time.today", "time", Clock(at)), "today"
	case 1:
		return T("time.yesterday", "time", Clock(at)), "yesterday"
	default:
		if at.Year() == now.Year() {
			return Stamp(at, WeekdayDayClock), ""
		}
		return Stamp(at, WeekdayDateClock), ""
	}
}

// A Layout is a way to write a time: the key of a text of the language, which is a layout
// of package time with English names in it. The language's own names take their place.
type Layout string

// The layouts.
const (
	WeekdayClock     Layout = "weekday_clock"      // Mon 15:04
	DayMonth         Layout = "day"                // 2 Jan
	DayClock         Layout = "day_clock"          // 2 Jan 15:04
	DaySeconds       Layout = "day_seconds"        // 2 Jan 15:04:05
	Date             Layout = "date"               // 2 Jan 2006
	DateClock        Layout = "date_clock"         // 2 Jan 2006 15:04
	DateSeconds      Layout = "date_seconds"       // 2 Jan 2006 15:04:05
	WeekdayDay       Layout = "weekday_day"        // Mon 2 Jan
	WeekdayDayClock  Layout = "weekday_day_clock"  // Mon 2 Jan 15:04
	WeekdayDateClock Layout = "weekday_date_clock" // Mon 2 Jan 2006 15:04
	LongDate         Layout = "long_date"          // Monday 2 January 2006
	LetterDate       Layout = "letter_date"        // Monday, 2 January 2006
	FullDate         Layout = "full_date"          // 2 January 2006
	FullDateClock    Layout = "full_date_clock"    // 2 January 2006, 15:04

	WeekdayClockSeconds Layout = "weekday_clock_seconds" // Mon 15:04:05
	WeekdayDateSeconds  Layout = "weekday_date_seconds"  // Mon 2 Jan 2006 15:04:05
)

// Layouts lists every layout.
func Layouts() []Layout {
	return []Layout{WeekdayClock, DayMonth, DayClock, DaySeconds, Date, DateClock, DateSeconds,
		WeekdayDay, WeekdayDayClock, WeekdayDateClock, LongDate, WeekdayClockSeconds, WeekdayDateSeconds}
}

// Zone names the time zone that a time is in: by the name that the whole world knows, or
// where the system tells none, as it calls the zone.
func Zone(at time.Time) string {
	if at.Location() != time.Local {
		return at.Location().String()
	}
	name, _ := at.Zone()
	return name
}

// Offset says how far a time is from that of the whole world: "UTC+01:00".
func Offset(at time.Time) string { return T("time.offset", "hours", at.Format("-07:00")) }

// Clock is the time of the day, in 24 hours in every language.
func Clock(t time.Time) string { return t.Format("15:04") }

// Stamp writes a time, in the zone it carries.
func Stamp(t time.Time, layout Layout) string {
	return stamp(Spoken(), t, layout)
}

func stamp(l *Language, t time.Time, layout Layout) string {
	text := t.Format(l.Text("time." + string(layout)))
	if l.Tag == "en" {
		return text
	}
	for _, name := range []string{t.Weekday().String(), t.Month().String()} {
		id := "calendar.long_" + strings.ToLower(name)
		at := strings.Index(text, name)
		if at < 0 {
			name, id = name[:3], "calendar."+strings.ToLower(name)
			at = strings.Index(text, name)
		}
		if at >= 0 {
			text = text[:at] + l.Text(id) + text[at+len(name):]
		}
	}
	return text
}

// Weekday is the short name of a day of the week.
func Weekday(d time.Weekday) string { return T("calendar." + strings.ToLower(d.String())) }

// Month is the short name of a month.
func Month(m time.Month) string { return T("calendar." + strings.ToLower(m.String())) }

// ClockDuration is a duration as h:mm:ss, "" for none.
func ClockDuration(d time.Duration) string {
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
		return T("number.bytes", "n", strconv.FormatInt(bytes, 10))
	}
	if bytes < step*step {
		return fmt.Sprintf("%d KB", (bytes+step/2)/step)
	}
	size := float64(bytes) / (step * step)
	for _, unit := range []string{"MB", "GB", "TB"} {
		if size < step || unit == "TB" {
			return Decimal(size) + " " + unit
		}
		size /= step
	}
	return ""
}
