package cause

import (
	"net/netip"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
)

// A Part of a cause's text: words that all its messages share, or a placeholder for what
// differs between them.
type Part struct {
	Text        string
	Placeholder bool
}

// A Text is a message without what differs from night to night and from customer to
// customer. Two messages of one product have one cause if their keys are equal.
type Text struct {
	Parts []Part
	Key   string
}

// String is the text with the names of its placeholders.
func (t Text) String() string {
	var b strings.Builder
	for _, p := range t.Parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Bounds of a text: what tells causes apart stands in front of a message, and a message
// may be a log of any length.
const (
	mostText  = 2000 // bytes of a message that are looked at
	mostWords = 40   // words that a text keeps
)

// The names of the placeholders.
const (
	placeNumber = "n"
	placeDate   = "date"
	placeName   = "name"
	placeHost   = "host"
	placePort   = "host:port"
	placePath   = "path"
	placeID     = "id"
	placeMail   = "address"
)

var (
	clock = regexp.MustCompile(`^\d{1,2}[:.]\d{2}([:.]\d{2})?([.,]\d+)?(am|pm|z)?$`)
	day   = regexp.MustCompile(`^(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{1,2}\.\d{1,2}\.)` +
		`([t_-]\d{2}[:.h-]?\d{2}.*)?$`)
	guid     = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	longHex  = regexp.MustCompile(`^(0x)?[0-9a-f]{13,}$`)
	code     = regexp.MustCompile(`^(0x[0-9a-f]{1,12}|[a-z][a-z_-]+\d{1,5})$`)
	domainly = regexp.MustCompile(`^([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,}$`)
	digits   = regexp.MustCompile(`^-?\d{1,6}$`)
	unit     = regexp.MustCompile(`(?i)^([kmgtp]i?b|bytes?|ms|sec(onds?)?|min(utes?)?|hours?|days?)$`)
	measure  = regexp.MustCompile(`^[~<>=+-]*\d[\d.,]*(%|[kmgtp]i?b?|b|ms|s|sec|min|h|d)?$`)
	months   = map[string]bool{"jan": true, "feb": true, "mar": true, "apr": true, "may": true, "jun": true, "jul": true,
		"aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true, "january": true, "february": true,
		"march": true, "april": true, "june": true, "july": true, "august": true, "september": true, "october": true,
		"november": true, "december": true}
)

// Of makes the text of a message. Names are what the run is known to be about, its job,
// customer, machine and objects: they differ between the members of a group, so they are
// placeholders wherever they stand as words of their own. The empty message has the empty
// text, which is no cause.
func Of(message string, names ...string) Text {
	if len(message) > mostText {
		message = message[:mostText]
		for !utf8.ValidString(message) && message != "" {
			message = message[:len(message)-1]
		}
	}
	message = strings.Join(strings.Fields(message), " ")
	message = withoutNames(message, names)
	message = withoutQuoted(message)
	var t Text
	fields := strings.Fields(message)
	if len(fields) > mostWords {
		fields = fields[:mostWords]
	}
	for i, field := range fields {
		before, word, after := bare(field)
		place := placeholder(word, word == field && i > 0 && errorWord(fields[i-1]))
		if place == placeNumber && i > 0 && months[monthWord(fields[i-1])] {
			place = placeDate
		}
		if unit.MatchString(word) && t.endsIn(placeNumber) {
			t.words(after) // "3.2 GB" is a number like "812 MB"
			continue
		}
		t.add(i > 0, before, word, place, after)
	}
	t.finish()
	return t
}

// mark stands for a placeholder inside the message while it is taken apart.
const mark = '\uE000'

var marked = map[string]string{placeName: string(mark) + "n"}

// withoutNames puts the mark of a name where one of the names stands as a word of its own.
func withoutNames(message string, names []string) string {
	folded := domain.Fold(message)
	if len(folded) != len(message) {
		return message // folding changed lengths: places would not be those of the message
	}
	for _, name := range names {
		name = domain.Fold(strings.Join(strings.Fields(name), " "))
		if utf8.RuneCountInString(name) < 3 {
			continue
		}
		for from := 0; ; {
			at := strings.Index(folded[from:], name)
			if at < 0 {
				break
			}
			at += from
			end := at + len(name)
			if !boundary(folded, at) || !boundary(folded, end) {
				from = end
				continue
			}
			message = message[:at] + marked[placeName] + message[end:]
			folded = folded[:at] + marked[placeName] + folded[end:]
			from = at + len(marked[placeName])
		}
	}
	return message
}

// boundary says whether no word goes on across a place of the text.
func boundary(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return !(wordly(before) && wordly(after))
}

func wordly(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

// withoutQuoted puts the mark of a name where something stands in quotes.
func withoutQuoted(message string) string {
	var b strings.Builder
	for message != "" {
		at := strings.IndexAny(message, "\"'“„‘«`")
		if at < 0 {
			break
		}
		open, width := utf8.DecodeRuneInString(message[at:])
		end := strings.IndexAny(message[at+width:], closing(open))
		before, _ := utf8.DecodeLastRuneInString(message[:at])
		// An apostrophe within a word opens nothing, and quotes hold a name, not a sentence.
		if end < 0 || wordly(before) || strings.Count(message[at+width:at+width+end], " ") > 5 {
			b.WriteString(message[:at+width])
			message = message[at+width:]
			continue
		}
		_, last := utf8.DecodeRuneInString(message[at+width+end:])
		b.WriteString(message[:at])
		b.WriteString(marked[placeName])
		message = message[at+width+end+last:]
	}
	b.WriteString(message)
	return b.String()
}

func closing(open rune) string {
	switch open {
	case '“':
		return "”"
	case '„':
		return "“”"
	case '‘':
		return "’"
	case '«':
		return "»"
	}
	return string(open)
}

// bare takes the marks around a word off.
func bare(field string) (before, word, after string) {
	const open, close = "([{<*=", ".,;:!?)]}>*"
	word = strings.TrimLeft(field, open)
	before = field[:len(field)-len(word)]
	trimmed := strings.TrimRight(word, close)
	return before, trimmed, word[len(trimmed):]
}

// placeholder is what a word is replaced by, "" for a word that stays. A number behind a
// word for an error is a code, which tells causes apart.
func placeholder(word string, behindError bool) string {
	lower := strings.ToLower(word)
	switch {
	case word == "":
		return ""
	case strings.ContainsRune(word, mark):
		return placeName
	case guid.MatchString(lower), longHex.MatchString(lower) && strings.ContainsFunc(lower, unicode.IsDigit):
		return placeID
	case clock.MatchString(lower) || day.MatchString(lower):
		return placeDate
	case strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") || strings.ContainsAny(word, `\/`) && len(word) > 1:
		return placePath
	case len(word) >= 2 && word[1] == ':' && (len(word) == 2 || word[2] == '\\'):
		return placePath
	case strings.Contains(word, "@") && len(word) > 3:
		return placeMail
	}
	if place := address(lower); place != "" {
		return place
	}
	switch {
	case behindError && digits.MatchString(lower):
		return ""
	case code.MatchString(lower) && (behindError || strings.HasPrefix(lower, "0x") || known(lower)):
		return ""
	case measure.MatchString(lower):
		return placeNumber
	case strings.ContainsFunc(word, unicode.IsDigit):
		return machine(word)
	}
	return ""
}

// address tells hosts: an IP address or a dotted name, with a port or without.
func address(word string) string {
	host, port, found := strings.Cut(word, ":")
	if found && port != "" && strings.Trim(port, "0123456789") == "" && (domainly.MatchString(host) || isIP(host) || wordWithDigit(host)) {
		return placePort
	}
	if isIP(word) {
		return placeHost
	}
	if domainly.MatchString(word) && strings.Count(word, ".") >= 1 && !fileName(word) {
		return placeHost
	}
	return ""
}

func isIP(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

func wordWithDigit(s string) bool {
	return s != "" && strings.ContainsFunc(s, unicode.IsLetter)
}

// fileName keeps names of programs and of libraries, which tell causes apart, from hosts.
func fileName(word string) bool {
	for _, end := range []string{".exe", ".dll", ".sys", ".ps1", ".sh", ".py", ".log", ".conf", ".service"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// known says whether letters with digits are the code of an error, such as vss_e_2 or
// VSS_E_WRITER or V-79-57344, and no machine's name: a code has an underscore or a word
// for an error in it.
func known(word string) bool {
	return strings.Contains(word, "_") || strings.HasPrefix(word, "err") || strings.HasPrefix(word, "v-79-") || strings.HasPrefix(word, "e0")
}

// machine tells a word of letters and digits: a name such as SRV01 or DC-2, else an id.
func machine(word string) string {
	if strings.IndexFunc(word, unicode.IsLetter) == 0 {
		return placeName
	}
	return placeNumber
}

// errorWord says whether a number behind the word is a code.
func errorWord(word string) bool {
	word = strings.ToLower(strings.Trim(word, ".,;:()[]#="))
	switch word {
	case "error", "code", "errno", "status", "fehler", "fehlercode", "fout", "foutcode", "erreur", "errore", "eventid", "http", "exit", "rc":
		return true
	}
	return false
}

func monthWord(word string) string { return strings.ToLower(strings.Trim(word, ".,")) }

// add adds a word, or its placeholder, with the marks around it.
func (t *Text) add(blank bool, before, word, place, after string) {
	space := ""
	if blank {
		space = " "
	}
	if place == "" {
		t.words(space + before + word + after)
		return
	}
	// Placeholders of one kind behind each other are one: the number of names differs.
	if before == "" && t.endsIn(place) {
		t.words(after)
		return
	}
	t.words(space + before)
	t.Parts = append(t.Parts, Part{Text: place, Placeholder: true})
	t.words(after)
}

// endsIn says whether the text so far ends in a placeholder of the name.
func (t *Text) endsIn(place string) bool {
	n := len(t.Parts)
	return n > 0 && t.Parts[n-1].Placeholder && t.Parts[n-1].Text == place
}

func (t *Text) words(s string) {
	if s == "" {
		return
	}
	if n := len(t.Parts); n > 0 && !t.Parts[n-1].Placeholder {
		t.Parts[n-1].Text += s
		return
	}
	t.Parts = append(t.Parts, Part{Text: s})
}

var (
	// examples are names in brackets behind a message, of however many files it is true.
	examples = regexp.MustCompile(`\(\s*<[a-z:]+>(?:\s*(?:[&,;+]|and)?\s*<[a-z:]+>)*\s*\)`)
	// age says for how long it has been so, beside what is wrong. Behind a session that was
	// completed it is what is wrong.
	age       = regexp.MustCompile(`; no successful session since (?:the device was created on)?\s*<date>\s*(:|$)`)
	completed = regexp.MustCompile(`^(?:running; last finished session: )?completed;`)
	// plural is a counted word: 1 error is the cause that 2 errors are.
	plural = regexp.MustCompile(`(<n>\s+[a-z]{3,})s\b`)
)

// same leaves out of a folded text what tells no causes apart.
func same(text string) string {
	text = plural.ReplaceAllString(examples.ReplaceAllString(text, ""), "$1")
	if completed.MatchString(text) {
		return text
	}
	return age.ReplaceAllString(text, ":")
}

// finish makes the key: folded, without marks, lists of one kind of placeholder as one.
func (t *Text) finish() {
	var all strings.Builder
	for _, p := range t.Parts {
		if p.Placeholder {
			all.WriteString(" <" + p.Text + "> ")
		} else {
			// What looks like a placeholder in the message is none.
			all.WriteString(strings.NewReplacer("<", " ", ">", " ").Replace(domain.Fold(p.Text)))
		}
	}
	var words []string
	letters := false
	for _, w := range strings.Fields(same(all.String())) {
		if strings.HasPrefix(w, "<") {
			if n := len(words); n == 0 || words[n-1] != w {
				words = append(words, w)
			}
			continue
		}
		if w = strings.Trim(w, ".,;:!?()[]{}*-–—=\"'“”„"); w != "" {
			words, letters = append(words, w), true
		}
	}
	if !letters {
		*t = Text{}
		return
	}
	t.Key = strings.Join(words, " ")
}
