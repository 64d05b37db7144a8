package schedule

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Validate reports the first thing about s that a person must mend.
func Validate(s domain.Schedule) error {
	minute := func(m int) bool { return m >= 0 && m < dayMinutes }
	if s.Tolerance < 0 || s.Tolerance > maxTolerance*time.Minute || s.Confidence < 0 || s.Confidence > 1 {
		return wording.Error("refusal.schedule_tolerance")
	}
	switch s.Kind {
	case domain.ScheduleIrregular, domain.ScheduleOften:
		return nil
	case domain.ScheduleWeekly:
		if len(s.Slots) == 0 || len(s.Slots) > 7*24 {
			return wording.Error("refusal.schedule_no_slot")
		}
		for _, slot := range s.Slots {
			if !minute(slot.Minute) || slot.Weekday < 0 || slot.Weekday > 6 {
				return wording.Error("refusal.schedule_range")
			}
		}
		return nil
	case domain.ScheduleMonthly:
		if len(s.Days) == 0 || slices.Min(s.Days) < 1 || slices.Max(s.Days) > 31 {
			return wording.Error("refusal.schedule_days")
		}
	case domain.ScheduleNth:
		if s.Nth == 0 || s.Nth < -1 || s.Nth > 4 || s.Weekday < 0 || s.Weekday > 6 {
			return wording.Error("refusal.schedule_nth")
		}
	case domain.ScheduleInterval:
		if s.Every < 1 || s.Every > 366 {
			return wording.Error("refusal.schedule_every")
		}
		if _, err := time.Parse(time.DateOnly, s.Anchor); err != nil {
			return wording.Error("refusal.schedule_anchor")
		}
	default:
		return wording.Error("refusal.schedule_kind", s.Kind)
	}
	// Without a time any time of the day will do.
	if len(s.Times) > 24 || !slices.IsSorted(s.Times) || slices.ContainsFunc(s.Times, func(m int) bool { return !minute(m) }) {
		return wording.Error("refusal.schedule_times")
	}
	return nil
}

// maxWords bounds what Parse reads, in bytes.
const maxWords = 300

// Examples are schedules as Parse reads them.
var Examples = []string{
	"Daily 22:00", "Daily 06:00, 18:00", "Mon-Fri 22:00", "Mon, Wed, Fri 22:00; Sat 10:00", "Monthly: 1st, 15th 03:00", "Monthly: last day 23:00",
	"2nd Tue of the month 22:00", "Last Fri of the month 22:00", "Every 3 days 21:30 from 2026-11-23", "Every 2 weeks: Mon 22:00 from 2026-11-23",
	"At least once a day", "Irregular",
}

var (
	timeWord = regexp.MustCompile(`^(\d{1,2})[:.h](\d{2})$`)
	dayWord  = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?$`)
	everyDay = regexp.MustCompile(`^every (\d+) days?\b(.*)$`)
	// everyOther is how an interval begins that people name in words.
	everyOther = regexp.MustCompile(`^(?:every (other|second|2nd|third|3rd|fourth|4th) |(biweekly|fortnightly|every fortnight)\b)`)
	everyWeek  = regexp.MustCompile(`^every (\d+) (?:weeks?\b:?|([a-z]+)\b)(.*)$`)
	fromDate   = regexp.MustCompile(`\b(?:from|since) (\d{4}-\d{2}-\d{2})$`)
	// ordinalDay is a day of the month in front: "1st, 15th 03:00".
	ordinalDay = regexp.MustCompile(`^\d{1,2}(st|nd|rd|th)\b`)
	nthDay     = regexp.MustCompile(
		`^(?:every |the )?(1st|2nd|3rd|4th|first|second|third|fourth|last) ([a-z]+)\b(?: of (?:the|each|every) month)?(.*)$`,
	)
	ofMonth = regexp.MustCompile(`\bof (?:the|each|every) month\b`)
	lastDay = regexp.MustCompile(
		`\b(?:(?:the )?last day of (?:the|each|every) month|(?:the )?end of (?:the|each|every) month|month[- ]end)\b`,
	)
)

// Parse reads a schedule as people write it, and what Words writes. today is where
// "every n days" counts from if no date is given. Errors name what was not understood.
func Parse(text string, today time.Time) (domain.Schedule, error) {
	s := domain.Schedule{ByHand: true, Confidence: 1}
	if len(text) > maxWords {
		return s, wording.Error("refusal.schedule_long")
	}
	words := strings.Trim(strings.Join(strings.Fields(strings.ToLower(text)), " "), " .,;")
	if !ofMonth.MatchString(words) {
		words = everyOther.ReplaceAllStringFunc(words, everyNumber)
	}
	words = lastDay.ReplaceAllString(words, "last day")
	var err error
	switch {
	case words == "":
		err = wording.Error("refusal.schedule_empty", Examples[0])
	case words == "irregular" || words == "never":
		s.Kind = domain.ScheduleIrregular
	case words == "often" || strings.HasPrefix(words, "at least once a day"):
		s.Kind = domain.ScheduleOften
		s.Slots, err = oftenDays(strings.Trim(strings.TrimPrefix(strings.TrimPrefix(words, "often"), "at least once a day"), ": "))
	case everyDay.MatchString(words):
		s.Kind = domain.ScheduleInterval
		m := everyDay.FindStringSubmatch(words)
		s.Every, _ = strconv.Atoi(m[1]) // digits; too many are refused below
		var rest string
		s.Anchor, rest, _ = anchor(m[2], today)
		s.Times, err = times(rest)
	case everyWeek.MatchString(words):
		m := everyWeek.FindStringSubmatch(words)
		s.Kind = domain.ScheduleInterval
		s.Every, s.Anchor, s.Times, err = everyWeeks(m[1], m[2]+" "+m[3], today)
	case nthDay.MatchString(words) && weekdayNamed(nthDay.FindStringSubmatch(words)[2]) >= 0:
		m := nthDay.FindStringSubmatch(words)
		s.Kind, s.Weekday = domain.ScheduleNth, weekdayNamed(m[2])
		s.Nth = map[string]int{"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "last": -1}[m[1]]
		s.Times, err = times(m[3])
	case strings.HasPrefix(words, "monthly") || ordinalDay.MatchString(words) || strings.HasPrefix(words, "last day"):
		s.Kind = domain.ScheduleMonthly
		s.Days, s.Times, err = monthDays(strings.TrimLeft(strings.TrimPrefix(words, "monthly"), ": "))
	default:
		s.Kind = domain.ScheduleWeekly
		s.Slots, err = weekSlots(strings.TrimLeft(strings.TrimPrefix(words, "weekly"), ": "))
	}
	if err == nil {
		err = Validate(s)
	}
	return s, err
}

// everyNumber says "every other " and its like with a number.
func everyNumber(words string) string {
	switch strings.TrimSuffix(strings.TrimPrefix(words, "every "), " ") {
	case "other", "second", "2nd":
		return "every 2 "
	case "third", "3rd":
		return "every 3 "
	case "fourth", "4th":
		return "every 4 "
	default: // a fortnight
		return "every 2 weeks"
	}
}

// anchor takes the date that an interval counts from off its words; today where there is none.
func anchor(words string, today time.Time) (date, rest string, given bool) {
	words = strings.TrimSpace(words)
	if f := fromDate.FindStringSubmatch(words); f != nil {
		return f[1], strings.TrimSpace(fromDate.ReplaceAllString(words, "")), true
	}
	return today.Format(time.DateOnly), words, false
}

// everyWeeks reads "mon 22:00 from 2026-11-23" of every n weeks. Without a date it
// counts from the next such day, today included.
func everyWeeks(number, text string, today time.Time) (every int, from string, minutes []int, err error) {
	n, _ := strconv.Atoi(number) // digits; too many are refused by Validate
	from, rest, given := anchor(text, today)
	named := time.Weekday(-1)
	var clock []string
	for _, word := range splitWords(rest) {
		switch d := weekdayNamed(word); {
		case word == "on" || word == "at":
		case d >= 0 && named >= 0 && d != named:
			return 0, "", nil, wording.Error("refusal.schedule_weeks", Examples[9])
		case d >= 0:
			named = d
		default:
			clock = append(clock, word)
		}
	}
	day, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return 0, "", nil, wording.Error("refusal.schedule_anchor")
	}
	switch {
	case named < 0:
	case !given:
		from = day.AddDate(0, 0, mod(int(named-day.Weekday()), 7)).Format(time.DateOnly)
	case day.Weekday() != named:
		return 0, "", nil, wording.Error("refusal.schedule_weekday", from, day.Weekday(), named)
	}
	minutes, err = times(strings.Join(clock, " "))
	return min(n, 999) * 7, from, minutes, err
}

// splitWords splits "a, b and c" into its words.
func splitWords(text string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(text, " and ", " "), func(r rune) bool { return r == ' ' || r == ',' })
}

func minuteNamed(word string) (int, bool) {
	m := timeWord.FindStringSubmatch(word)
	if m == nil {
		return 0, false
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	return h*60 + min, h < 24 && min < 60
}

func times(text string) ([]int, error) {
	var out []int
	for _, word := range splitWords(text) {
		if word == "at" {
			continue
		}
		minute, ok := minuteNamed(word)
		if !ok {
			return nil, wording.Error("refusal.schedule_no_time", word)
		}
		out = append(out, minute)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// weekdayNamed returns the weekday of a name or its first letters, -1 for none.
func weekdayNamed(word string) time.Weekday {
	if len(word) >= 2 {
		for _, d := range week {
			if strings.HasPrefix(strings.ToLower(d.String())+"s", word) {
				return d
			}
		}
	}
	return -1
}

func monthDays(text string) (days, minutes []int, err error) {
	for _, word := range splitWords(strings.ReplaceAll(text, "last day", "last")) {
		if minute, ok := minuteNamed(word); ok {
			minutes = append(minutes, minute)
			continue
		}
		switch m := dayWord.FindStringSubmatch(word); {
		case word == "last":
			days = append(days, 31)
		case word == "at" || word == "on" || word == "the":
		case m != nil:
			d, _ := strconv.Atoi(m[1])
			days = append(days, d)
		default:
			return nil, nil, wording.Error("refusal.schedule_no_day", word)
		}
	}
	slices.Sort(days)
	slices.Sort(minutes)
	return slices.Compact(days), slices.Compact(minutes), nil
}

// oftenDays reads the weekdays of "at least once a day"; none are all of them.
func oftenDays(text string) ([]domain.WeekSlot, error) {
	if text == "" {
		return nil, nil
	}
	return weekSlots(text + " 00:00")
}

// weekSlots reads groups such as "mon, wed 22:00; sat 10:00".
func weekSlots(text string) ([]domain.WeekSlot, error) {
	var out []domain.WeekSlot
	var days []time.Weekday
	var minutes []int
	flush := func() error {
		if len(days) == 0 || len(minutes) == 0 {
			return wording.Error("refusal.schedule_pair", Examples[2])
		}
		for _, d := range days {
			for _, m := range minutes {
				out = append(out, domain.WeekSlot{Weekday: d, Minute: m})
			}
		}
		days, minutes = nil, nil
		return nil
	}
	for _, word := range splitWords(dashes.Replace(strings.ReplaceAll(text, ";", ","))) {
		if minute, ok := minuteNamed(word); ok {
			minutes = append(minutes, minute)
			continue
		}
		if word == "at" || word == "on" || word == "every" {
			continue
		}
		named, ok := daysNamed(word)
		if !ok {
			return nil, wording.Error("refusal.schedule_unknown", word, Examples[2], Examples[4])
		}
		if len(days) > 0 && len(minutes) > 0 { // a day after a time begins another group
			if err := flush(); err != nil {
				return nil, err
			}
		}
		days = append(days, named...)
	}
	if err := flush(); err != nil {
		return nil, err
	}
	inOrder(out)
	return slices.Compact(out), nil
}

// dashes makes "mon – fri" one word.
var dashes = strings.NewReplacer(" – ", "-", " - ", "-", "–", "-", " to ", "-")

// daysNamed reads a weekday, a range of them, or a word for several.
func daysNamed(word string) ([]time.Weekday, bool) {
	switch word {
	case "daily", "day":
		return week, true
	case "weekdays":
		return week[:5], true
	case "weekends":
		return week[5:], true
	}
	if d := weekdayNamed(word); d >= 0 {
		return []time.Weekday{d}, true
	}
	first, last, ok := strings.Cut(word, "-")
	from, to := weekdayNamed(first), weekdayNamed(last)
	if !ok || from < 0 || to < 0 {
		return nil, false
	}
	out := []time.Weekday{from}
	for d := from; d != to; {
		d = (d + 1) % 7
		out = append(out, d)
	}
	return out, true
}
