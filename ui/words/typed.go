package words

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
)

// ParseSchedule reads a schedule as people type it in the language of the window, and in
// English. The error is in words of the language, about what was typed.
func ParseSchedule(text string, today time.Time) (domain.Schedule, error) {
	s, err := schedule.Parse(text, today)
	if err == nil {
		return s, nil
	}
	return schedule.Parse(inEnglish(text), today)
}

// ParseSilence reads after how many days of silence a job is missed, as ParseSchedule.
func ParseSilence(text string) (int, error) {
	days, err := domain.ParseSilence(text)
	if err == nil {
		return days, nil
	}
	return domain.ParseSilence(inEnglish(text))
}

// ScheduleExamples are schedules as they can be typed.
func ScheduleExamples() []string {
	examples := make([]string, 0, len(schedule.Examples))
	for _, text := range schedule.Examples {
		if s, err := schedule.Parse(text, time.Time{}); err == nil && Spoken().Tag != "en" {
			text = Typed(s)
		}
		examples = append(examples, text)
	}
	return examples
}

// Typed is a schedule as a field has it: what ParseSchedule reads back.
func Typed(s domain.Schedule) string {
	if Spoken().Tag == "en" {
		return schedule.Words(s)
	}
	return Times(s)
}

var (
	// hourWord is a time by its hour alone.
	hourWord = regexp.MustCompile(hourTyped)
	// dayNumber is the day of a month, or the place of a weekday in it.
	dayNumber = regexp.MustCompile(dayTyped)
)

// inEnglish puts what a person typed into the words that the rules read. The vocabulary of
// a language lies in its catalog, as "theirs = ours; theirs = ours"; the longest comes first.
func inEnglish(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	text = hourWord.ReplaceAllStringFunc(text, func(found string) string {
		m := hourWord.FindStringSubmatch(found)
		if m[2] == "" {
			m[2] = "00"
		}
		return m[1] + ":" + m[2]
	})
	for dayNumber.MatchString(text) { // two that stand beside each other share what is between them
		text = dayNumber.ReplaceAllString(text, "${1}${2}"+englishOrdinal+"${3}")
	}
	for _, pair := range vocabulary() {
		text = replaceWords(text, pair[0], pair[1])
	}
	return nthOf.ReplaceAllStringFunc(strings.Join(strings.Fields(text), " "), func(found string) string {
		n := strings.TrimSuffix(found, englishOrdinal)
		return n + map[string]string{"1": "st", "2": "nd", "3": "rd"}[n] + map[bool]string{true: englishOrdinal}[n > "3" || len(n) > 1]
	})
}

// What is typed of times and days, as expressions.
const (
	hourTyped = `\b(\d{1,2})(?:[.:](\d{2}))? ?(?:uhr|uur)\b`
	dayTyped  = `(^|[ ,:])([1-9]|[12]\d|3[01])(?:\.|e|de|ste)([ ,;]|$)`
)

// englishOrdinal marks a day; 1st, 2nd and 3rd are written out at the end.
const englishOrdinal = "th"

var nthOf = regexp.MustCompile(`\b\d{1,2}th\b`)

// vocabulary are pairs of a word of the language and the English one, longest first.
func vocabulary() (pairs [][2]string) {
	for _, pair := range strings.Split(T("schedule.vocabulary"), ";") {
		if theirs, ours, ok := strings.Cut(pair, "="); ok {
			pairs = append(pairs, [2]string{strings.TrimSpace(theirs), strings.TrimSpace(ours)})
		}
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		english := strings.ToLower(day.String()[:3])
		pairs = append(pairs, [2]string{strings.ToLower(T("calendar.long_" + strings.ToLower(day.String()))), english},
			[2]string{strings.ToLower(Weekday(day)), english})
	}
	slices.SortStableFunc(pairs, func(a, b [2]string) int { return len(b[0]) - len(a[0]) })
	return pairs
}

// replaceWords replaces whole words.
func replaceWords(text, theirs, ours string) string {
	var b strings.Builder
	for {
		at := strings.Index(text, theirs)
		if at < 0 || theirs == "" {
			b.WriteString(text)
			return b.String()
		}
		end := at + len(theirs)
		before, after := at == 0 || !isLetter(text[:at], true), end == len(text) || !isLetter(text[end:], false)
		b.WriteString(text[:at])
		if before && after {
			b.WriteString(ours)
		} else {
			b.WriteString(theirs)
		}
		text = text[end:]
		if text == "" {
			return b.String()
		}
	}
}

var (
	lastLetter  = regexp.MustCompile(`[\pL\pM]$`)
	firstLetter = regexp.MustCompile(`^[\pL\pM]`)
)

func isLetter(text string, last bool) bool {
	if last {
		return lastLetter.MatchString(text)
	}
	return firstLetter.MatchString(text)
}
