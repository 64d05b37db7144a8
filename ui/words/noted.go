package words

import (
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Noted says what is noted beside a run or an acceptance. It is stored in English; what a
// person or a report wrote is no sentence of the program, and stays as it is.
func Noted(text string) string {
	if p, ok := wording.Stored("noted", text); ok {
		return Phrase(p, nil)
	}
	return text
}

// Place says where something stood in a report, such as "line 3, column Status": each part
// of it that is known, the others as they are.
func Place(text string) string {
	if p, ok := wording.Stored("place", text); ok && !strings.Contains(text, ", ") {
		return Phrase(p, nil)
	}
	parts := strings.Split(text, ", ")
	for i, part := range parts {
		if p, ok := wording.Stored("place", part); ok {
			parts[i] = Phrase(p, nil)
		}
	}
	return strings.Join(parts, ", ")
}

// storedTimes are how stored texts write a time in English, and how it is said.
var storedTimes = []struct {
	written string
	layout  Layout
}{
	{"2 Jan 2006", Date}, {"2 Jan", DayMonth}, {"Mon 2 Jan 15:04", WeekdayDayClock},
}

// storedTime says a time of a stored text. One without a year is of the year in which it
// has its weekday: what is said of it is the same.
func storedTime(text string) (string, bool) {
	for _, s := range storedTimes {
		t, err := time.Parse(s.written, text)
		if err != nil {
			continue
		}
		if day, _, named := strings.Cut(text, " "); named && len(day) == len("Mon") {
			for year := range weekdayYears {
				if on := t.AddDate(leapYear+year, 0, 0); on.Day() == t.Day() && on.Weekday().String()[:3] == day {
					t = on
					break
				}
			}
		}
		return Stamp(t, s.layout), true
	}
	return "", false
}

// In 28 years from a leap year on every day of the year falls on every weekday.
const (
	leapYear     = 2000
	weekdayYears = 28
)

// storedStatus says a status of a stored text.
func storedStatus(text string) (string, bool) {
	s, err := domain.ParseStatus(text)
	return Status(s), err == nil
}
