package query

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
)

// A Key says what of a run a term is about.
type Key string

// The keys. The empty key looks everywhere: customer, product, job, objects, messages,
// tickets, remarks, and the words of the report.
const (
	Anywhere  Key = ""
	Status    Key = "status"    // failed, missed, warning, unknown, success, override; also failed,missed
	Customer  Key = "customer"  // part of its name
	Product   Key = "product"   // part of its name
	Job       Key = "job"       // part of its name
	Object    Key = "object"    // part of its name
	Message   Key = "message"   // words of an object's message, or of the run's
	Ticket    Key = "ticket"    // part of its code; any and none
	Remark    Key = "remark"    // words of it; any and none
	Is        Key = "is"        // see States
	Since     Key = "since"     // runs from a day on: 2026-11-28, today, yesterday, 3d, 2w
	Before    Key = "before"    // runs before a day, the same words
	Silent    Key = "silent"    // jobs without a run for so many days: 3d, 2w
	NoSuccess Key = "nosuccess" // jobs without a success for so many days
	Mine      Key = "mine"      // jobs that whoever searches looks after; no value is needed
	By        Key = "by"        // jobs that somebody looks after: part of a name; any and none
)

// Keys lists the keys that can be typed, in the order of their help.
func Keys() []Key {
	return []Key{Status, Customer, Product, Job, Object, Message, Ticket, Remark, Is, Since, Before, Silent, NoSuccess, Mine, By}
}

// States are the values of the key Is.
func States() []string {
	return []string{"new", "known", "unread", "reviewed", "accepted", "ticketed", "overridden", "late", "doubtful"}
}

// Bounds: a search is typed by a person. What goes beyond is not looked at.
const (
	mostBytes = 2000
	mostTerms = 32
)

// A Term is one condition; a row is found if it meets all.
type Term struct {
	Key Key
	// Value is folded as domain.Fold does, without quotes. It is not empty but for Mine, and for
	// a term that is only begun, which is no condition yet and is not in a query.
	Value string
	Not   bool
	// Phrase says that the value was quoted: its words stand behind each other.
	Phrase bool
	// Statuses are those of the key Status, never empty there.
	Statuses []domain.Status
	// Days is the value of Silent and NoSuccess; at least 1.
	Days int
	// Day is the value of Since and Before, the midnight at which the day begins.
	Day time.Time
}

// A Fault is what nobody understands of a search; the rest of it counts all the same.
type Fault struct {
	Kind FaultKind
	Key  Key // that was typed
	Word string
}

// FaultKind says what is wrong.
type FaultKind int

// The faults.
const (
	NoSuchKey   FaultKind = iota + 1 // Word is what stands before the colon
	NoSuchValue                      // the key has fixed values, and this is none of them
	NoDate                           // Since, Before
	NoDays                           // Silent, NoSuccess
	TooLong                          // only its beginning counts
)

// A Query is a search that was taken apart.
type Query struct {
	Terms  []Term
	Faults []Fault
}

// Empty says whether the query finds everything.
func (q Query) Empty() bool { return len(q.Terms) == 0 }

// Parse takes a search apart. Now gives the day that "today" is, in the profile's zone.
func Parse(text string, now time.Time) Query {
	var q Query
	if len(text) > mostBytes {
		text = text[:mostBytes]
		for text != "" && !utf8.ValidString(text[len(text)-1:]) {
			text = text[:len(text)-1]
		}
		q.Faults = append(q.Faults, Fault{Kind: TooLong})
	}
	for _, w := range words(text) {
		if len(q.Terms) == mostTerms {
			q.Faults = append(q.Faults, Fault{Kind: TooLong})
			break
		}
		term, fault, ok := w.term(now)
		if fault != nil {
			q.Faults = append(q.Faults, *fault)
		}
		if ok {
			q.Terms = append(q.Terms, term)
		}
	}
	return q
}

// A word is one piece of a search as it stands: -key:"value".
type word struct {
	not    bool
	key    string // before the colon, folded; "" without one
	value  string
	phrase bool
	start  int // its place in the text, in bytes
}

// words splits a search at blanks outside quotes. A quote that does not end goes to the
// end of the text.
func words(text string) []word {
	var out []word
	for at := 0; at < len(text); {
		r, width := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			at += width
			continue
		}
		w := word{start: at}
		if r == '-' && at+1 < len(text) && !startsBlank(text[at+1:]) {
			w.not = true
			at++
		}
		if end := strings.IndexFunc(text[at:], func(r rune) bool { return r == ':' || r == '"' || unicode.IsSpace(r) }); end > 0 &&
			text[at+end] == ':' && isKey(text[at:at+end]) {
			w.key = domain.Fold(text[at : at+end])
			at += end + 1
		}
		if at < len(text) && text[at] == '"' {
			w.phrase = true
			w.value, at = quoted(text, at+1)
		} else {
			end := strings.IndexFunc(text[at:], unicode.IsSpace)
			if end < 0 {
				end = len(text) - at
			}
			w.value = text[at : at+end]
			at += end
		}
		out = append(out, w)
	}
	return out
}

func startsBlank(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsSpace(r)
}

// isKey says whether something before a colon is meant as a key: letters, two at least,
// so that "C:" and "12:30" are words.
func isKey(text string) bool {
	return len(text) > 1 && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
}

func quoted(text string, at int) (value string, next int) {
	end := strings.IndexByte(text[at:], '"')
	if end < 0 {
		return text[at:], len(text)
	}
	return text[at : at+end], at + end + 1
}

// term makes a condition of a word; ok is false for one that is none.
func (w word) term(now time.Time) (t Term, fault *Fault, ok bool) {
	value := strings.Join(strings.Fields(domain.Fold(w.value)), " ")
	t = Term{Key: Key(w.key), Value: value, Not: w.not, Phrase: w.phrase}
	if w.key != "" && !slices.Contains(Keys(), t.Key) {
		return t, &Fault{Kind: NoSuchKey, Key: t.Key, Word: w.key}, false
	}
	if value == "" {
		return t, nil, t.Key == Mine
	}
	wrong := func(kind FaultKind) (Term, *Fault, bool) {
		return t, &Fault{Kind: kind, Key: t.Key, Word: value}, false
	}
	switch t.Key {
	case Status:
		if t.Statuses = statuses(value); t.Statuses == nil {
			return wrong(NoSuchValue)
		}
	case Mine:
		if value != "yes" {
			return wrong(NoSuchValue)
		}
	case Is:
		if !slices.Contains(States(), value) {
			return wrong(NoSuchValue)
		}
	case Since, Before:
		day, ok := dayOf(value, now)
		if !ok {
			return wrong(NoDate)
		}
		t.Day = day
	case Silent, NoSuccess:
		if t.Days = days(value); t.Days == 0 {
			return wrong(NoDays)
		}
	}
	return t, nil, true
}

// statuses reads a list of statuses, each by its word or the beginning of it; nil where
// one of them is none.
func statuses(value string) []domain.Status {
	var out []domain.Status
	for name := range strings.SplitSeq(value, ",") {
		if name == "" {
			continue
		}
		found := false
		for _, s := range []domain.Status{domain.Failed, domain.Missed, domain.Warning, domain.Unknown, domain.Success, domain.SuccessOverride} {
			code := s.Code()
			if s == domain.SuccessOverride {
				code = "override"
			}
			if strings.HasPrefix(code, name) {
				out, found = append(out, s), true
			}
		}
		if !found {
			return nil
		}
	}
	return out
}

// mostDays bounds a number of days: a hundred years.
const mostDays = 36_500

// days reads "3", "3d" or "2w"; 0 for what is no number of days.
func days(value string) int {
	factor := 1
	if number, ok := strings.CutSuffix(value, "w"); ok {
		value, factor = number, 7
	} else {
		value = strings.TrimSuffix(value, "d")
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > mostDays/factor {
		return 0
	}
	return n * factor
}

// dayOf reads a day: today, yesterday, 2026-11-28, or so many days or weeks ago.
func dayOf(value string, now time.Time) (time.Time, bool) {
	y, m, d := now.Date()
	midnight := func(day int) time.Time { return time.Date(y, m, day, 0, 0, 0, 0, now.Location()) }
	switch value {
	case "today":
		return midnight(d), true
	case "yesterday":
		return midnight(d - 1), true
	}
	if n := days(value); n > 0 {
		return midnight(d - n), true
	}
	day, err := time.ParseInLocation("2006-01-02", value, now.Location())
	return day, err == nil
}
