package sanity

import (
	"cmp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/phrases"
	"runchecks/sync/readers/when"
)

// The bounds of what is looked at in one mail.
const (
	maxLine        = 4_000  // bytes of a line
	maxSimulations = 100    // words for a simulation
	maxRoles       = 20_000 // labels
)

// report is what a mail says as a whole.
type report struct {
	m        *message.Message
	sent     time.Time
	passedOn bool // forwarded or answered: the mail is younger than the report
	limit    time.Duration
	roles    *grammar.Reader
	cal      func() when.Calendar

	asked       int // for the roles of labels
	simulations []simulation
	empty       domain.Evidence
	exit        Finding
	lastSuccess Finding
	fewer       Finding // fewer machines or jobs than there are
}

type simulation struct {
	phrase string
	Finding
}

// looked holds the phrases that are looked for in every report, and their classes.
type looked struct {
	set     *phrases.Set
	classes []lexicon.Class
}

var wanted = sync.OnceValue(func() looked {
	var x looked
	var list []string
	lexicon.Shipped().Each(func(phrase string, place lexicon.Place, class lexicon.Class, _ lexicon.Languages) {
		if place == lexicon.Report || place == lexicon.Label && class == lexicon.LastTime {
			list, x.classes = append(list, phrase), append(x.classes, class)
		}
	})
	x.set = phrases.New(list)
	return x
})

// look reads a mail.
func look(m *message.Message, p Policy) *report {
	x := &report{
		m: m, sent: m.Date, limit: cmp.Or(p.Age, Limit),
		passedOn: m.IsForward() || m.BareSubject() != m.Subject,
	}
	x.cal = sync.OnceValue(func() when.Calendar { return when.New(m.Date, append([]string{m.Subject}, m.Lines()...)...) })
	x.line(m.Subject, inSubject, p)
	for i, l := range m.Lines() {
		x.line(shorten(l), place(i+1), p)
	}
	if x.empty.Words == "" {
		x.volumes()
	}
	return x
}

// place is the number of a line, or inSubject.
type place int

const inSubject place = 0

func (p place) String() string {
	if p == inSubject {
		return "subject"
	}
	return "line " + strconv.Itoa(int(p))
}

func shorten(l string) string {
	if len(l) > maxLine {
		return strings.ToValidUTF8(l[:maxLine], "")
	}
	return l
}

// line reads one line.
func (x *report) line(text string, at place, p Policy) {
	w := wanted()
	last := false
	x.share(text, at)
	text = foldForeign(text)
	w.set.Find(text, func(n, from, to int) bool {
		class := w.classes[n]
		switch {
		case class == lexicon.LastTime:
			last = true
			return true
		case !phrases.Ends(text, to) && !strings.ContainsFunc(text[from:to], lexicon.Dense):
			return true
		}
		evidence := domain.Evidence{Words: around(text, from, to), Where: at.String()}
		switch class {
		case lexicon.Simulation:
			if len(x.simulations) < maxSimulations && !inPath(text, from, to) && !denied(text[:from], text[to:]) {
				x.simulations = append(x.simulations, simulation{lexicon.Fold(text[from:to]), Finding{domain.Unknown, evidence}})
			}
		case lexicon.Nothing:
			if x.empty.Words == "" {
				x.empty = evidence
			}
		case lexicon.ExitCode:
			code, words, ok := codeAfter(lexicon.Fold(text[to:]))
			if ok && code != 0 && x.exit.Status == 0 && !p.ExitCodes {
				x.exit = Finding{domain.Unknown, domain.Evidence{Words: text[from:to] + words, Where: at.String()}}
			}
		}
		return true
	})
	if last && x.lastSuccess.Status == 0 && !x.sent.IsZero() && !p.LastSuccess {
		x.last(text, at)
	}
}

// foldForeign folds what is not plain ASCII, whose case the phrases pass over.
func foldForeign(text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return lexicon.Fold(text)
		}
	}
	return text
}

// around is a phrase with a little of what stands beside it.
func around(text string, from, to int) string {
	from, to = max(0, from-30), min(len(text), to+50)
	return strings.TrimSpace(strings.ToValidUTF8(text[from:to], ""))
}

// inPath reports whether a phrase is a part of a path or a name: /srv/dry-run/x.
func inPath(text string, from, to int) bool {
	return from > 0 && strings.IndexByte(`/\._-@`, text[from-1]) >= 0 && !strings.HasPrefix(text[from:], "-") ||
		to < len(text) && (strings.IndexByte(`/\_-@`, text[to]) >= 0 || text[to] == '.' && to+1 < len(text) && text[to+1] > ' ')
}

// denied reports whether a report says that it is none of a simulation: "Dry run: no",
// "no dry run".
func denied(before, after string) bool {
	words := strings.Fields(lexicon.Fold(before))
	if n := len(words); n > 0 {
		switch lexicon.Shipped().At(words[n-1:], lexicon.Sentence, lexicon.Shipped().All()).Class {
		case lexicon.Negation, lexicon.Without:
			return true
		}
	}
	value := strings.TrimLeft(after, " \t:=([\"'")
	if len(value) == len(after) {
		return false
	}
	end := strings.IndexAny(value, " \t,;.)]\"'")
	if end < 0 {
		end = len(value)
	}
	word := lexicon.Fold(value[:end])
	switch word {
	case "0", "-", "none", "off", "disabled", "inactive", "aus", "deaktiviert", "uit", "n":
		return true
	}
	return lexicon.Denies(word)
}

// last judges a line that tells when the last run or success was.
func (x *report) last(text string, at place) {
	key, value, ok := split(text)
	if !ok || x.role(key) != lexicon.LastTime {
		return
	}
	if x.tooOld(value) {
		x.lastSuccess = Finding{domain.Unknown, domain.Evidence{Words: text, Where: at.String()}}
	}
}

func (x *report) tooOld(value string) bool { return Old(value, x.cal(), x.sent, x.limit) }

// role tells what the value of a label is, whatever its language.
func (x *report) role(key string) lexicon.Class {
	if x.asked++; x.asked > maxRoles {
		return lexicon.None
	}
	if !worded(key) {
		return lexicon.None
	}
	if x.roles == nil {
		l := lexicon.Shipped()
		x.roles = grammar.New(l, l.All())
	}
	return x.roles.Role(key, lexicon.Label)
}

// worded reports whether a key may hold a word: most lines of a log begin with a time, whose
// colon is that of no label.
func worded(key string) bool {
	for i := range len(key) {
		if c := key[i]; c >= utf8.RuneSelf || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '`' {
			return true
		}
	}
	return false
}

// split parts a line into a label and its value.
func split(text string) (key, value string, ok bool) {
	at := strings.IndexAny(text, ":=\t")
	if at < 0 {
		at = strings.Index(text, "   ")
	}
	if at <= 0 || at > 60 || at+1 >= len(text) {
		return "", "", false
	}
	key = strings.Trim(text[:at], " .*-#>_|")
	return key, strings.TrimSpace(strings.TrimLeft(text[at:], ":= \t")), key != ""
}
