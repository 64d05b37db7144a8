package pointing

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Propose writes a definition to begin with for one or several mails of a layout. It names
// the places that look like facts and leaves what words mean to a person: a word that is
// not certainly a status word stands under unknown.
func Propose(messages []*message.Message, customers []string) string {
	var mails []*Mail
	for _, m := range messages {
		mails = append(mails, &Mail{Message: m, Received: m.Date})
	}
	return Begin(mails, customers).Text()
}

func (l *Lesson) propose() *Plan {
	p := &Plan{JobType: "Backup"}
	if len(l.Mails) == 0 {
		return p
	}
	p.Product = l.product()
	p.Name = slug(p.Product, l.Mails[0].Message.FromAddress)
	l.proposeLists(p)
	l.proposeLabels(p)
	l.proposeSubject(p)
	l.proposeJob(p)
	return p
}

func slug(product, address string) string {
	local, _, _ := strings.Cut(address, "@")
	for _, s := range []string{product, local, "report"} {
		s = strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
				return r
			case r == ' ', r == '-', r == '_', r == '.':
				return '-'
			}
			return -1
		}, strings.ToLower(s))
		if s = strings.Trim(s[:min(len(s), 30)], "-"); s != "" {
			return "my-" + s
		}
	}
	return "my-report"
}

// product is what the sender calls itself, else how the subject begins.
func (l *Lesson) product() string {
	m := l.Mails[0]
	name, _, _ := strings.Cut(m.Message.From, "<")
	name = strings.Map(func(r rune) rune {
		if odd(r) {
			return -1
		}
		return r
	}, name)
	if name = strings.Trim(name, ` "'`); name != "" && !strings.Contains(name, "@") {
		return name
	}
	for _, w := range strings.Fields(m.view().subject) {
		if !variable(w) && len(w) > 2 && !l.school.customers[folded(bare(w))] {
			return bare(w)
		}
	}
	return "My product"
}

// shared are names of mailboxes that many programs write from.
var shared = map[string]bool{
	"root": true, "admin": true, "administrator": true, "backup": true, "backups": true, "info": true, "noreply": true, "no-reply": true,
	"donotreply": true, "postmaster": true, "support": true, "it": true, "nas": true, "server": true, "report": true, "reports": true,
	"alert": true, "alerts": true, "monitoring": true, "service": true, "cron": true, "mail": true,
	"notification": true, "notifications": true,
}

// conditions proposes which mails a plan is for. They follow what is pointed at: a word
// that is a status or a job's name tells no mail.
func (l *Lesson) conditions(p *Plan) (match []Condition) {
	if len(l.Mails) == 0 {
		return nil
	}
	address := l.Mails[0].Message.FromAddress
	local, host, _ := strings.Cut(address, "@")
	for _, m := range l.Mails[1:] {
		if m.Message.FromAddress != address {
			address = ""
			if other, _, _ := strings.Cut(m.Message.FromAddress, "@"); other != local {
				local = ""
			}
		}
	}
	customers := slices.ContainsFunc(strings.FieldsFunc(folded(host), func(r rune) bool { return r == '.' || r == '-' }),
		func(s string) bool { return l.school.customers[s] })
	switch {
	case local != "" && !shared[folded(local)] && (address == "" || customers) && !l.school.customers[folded(local)]:
		match = append(match, Condition{In: "from", Contains: local + "@"})
	case address != "" && !customers:
		match = append(match, Condition{In: "from", Contains: address})
	}
	var subjects []string
	for _, m := range l.Mails {
		subjects = append(subjects, m.view().subject)
	}
	words, keep := l.school.fixed(subjects)
	some := false
	if s := shape(words, keep); s != "" && l.allHold(s) {
		match = append(match, Condition{In: "subject", Matches: s})
		some = true
	}
	if !some || len(match) < 2 {
		match = append(match, l.typicalBody(p)...)
	}
	if len(match) == 0 {
		match = []Condition{{In: "subject", Matches: "."}} // every mail: a person has to say more
	}
	return match
}

// allHold reports whether a pattern holds for the subject of every mail.
func (l *Lesson) allHold(p string) bool {
	re := l.pattern(p)
	return re != nil && !slices.ContainsFunc(l.Mails, func(m *Mail) bool { return !re.MatchString(m.view().subject) })
}

// typicalBody tells a layout by what every mail of it holds: the head of a list, or a label.
func (l *Lesson) typicalBody(p *Plan) []Condition {
	for _, list := range p.Lists {
		if list.From != fromTable {
			continue
		}
		if !slices.ContainsFunc(l.Mails, func(m *Mail) bool { return len(l.rows(m.view(), &list)) == 0 }) {
			return []Condition{{In: "cell", Contains: list.Status}}
		}
	}
	for _, label := range l.Mails[0].view().labels {
		plain := !strings.ContainsAny(label.Name, "0123456789@") && strings.ContainsFunc(label.Name, unicode.IsLetter) &&
			verdict.Word(label.Name) == 0 && !slices.ContainsFunc(strings.Fields(label.Name), func(w string) bool {
			known, _ := l.school.typical(w)
			return !known
		})
		if plain && !slices.ContainsFunc(l.Mails, func(m *Mail) bool { _, ok := m.view().label(label.Name); return !ok }) {
			return []Condition{{In: "body", Contains: label.Name}}
		}
	}
	return nil
}

// role tells what a label or a head is.
func (l *Lesson) role(name string, place lexicon.Place) lexicon.Class {
	return l.school.r.Role(name, place)
}

var statusLabel = regexp.MustCompile(
	`(?i)^(?:.{0,20}\b)?(?:status|state|result|outcome|verdict|ergebnis|zustand|gesamt|resultaat|uitkomst|résultat|statut|` +
		`état|etat|esito|stato|risultato|resultado|estado|rezultat|wynik)$`)

var lastLabel = regexp.MustCompile(`(?i)\b(?:last|previous|next|prior|letzte[rns]?|vorherige[rs]?|nächste[rs]?|vorige|laatste|volgende|` +
	`dernière?|précédente?|prochaine?|ultim[oa]|precedente|prossim[oa]|últim[oa]|anterior|próxim[oa]|siguiente)\b`)

func (l *Lesson) tellsStatus(name string, place lexicon.Place) bool {
	role := l.role(name, place)
	return (role == lexicon.Status || statusLabel.MatchString(name)) && !l.tellsLast(name, place)
}

// tellsLast reports whether a label is about another run than that of the mail.
func (l *Lesson) tellsLast(name string, place lexicon.Place) bool {
	switch l.role(name, place) {
	case lexicon.LastStatus, lexicon.LastTime, lexicon.Next:
		return true
	}
	return lastLabel.MatchString(name)
}

// mostPlaces bounds how many places that tell a status are proposed.
const mostPlaces = 5

// labels returns the labels of all mails, each once.
func (l *Lesson) labels() []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range l.Mails {
		for _, label := range m.view().labels {
			if k := labelKey(label.Name); !seen[k] && len(label.Texts) <= 3 && len(out) < 300 {
				seen[k] = true
				out = append(out, label.Name)
			}
		}
	}
	return out
}

// texts returns what stands behind a label in all mails.
func (l *Lesson) texts(label string) (out []string) {
	for _, m := range l.Mails {
		t, _ := m.view().label(label)
		out = append(out, t...)
	}
	return out
}

func (l *Lesson) proposeLabels(p *Plan) {
	for _, name := range l.labels() {
		if strings.ContainsFunc(name, odd) || l.tellsLast(name, lexicon.Label) {
			continue
		}
		texts := l.texts(name)
		role := l.role(name, lexicon.Label)
		words, verdicts, numbers, times, empty, spans := 0, 0, 0, 0, 0, 0
		for _, t := range texts {
			if _, ok := when.Span(t); ok {
				spans++
			}
			switch {
			case t == "":
				empty++
			case l.isTime(t):
				times++
			case isNumber(t):
				numbers++
			case len(t) <= mostWords:
				words++
				if verdict.Word(t) != 0 {
					verdicts++
				}
			}
		}
		filled := len(texts) - empty
		switch {
		case filled == 0:
		case spans == filled && role == lexicon.Duration && p.Duration.none():
			p.Duration = Place{Label: name}
		case times == filled && role == lexicon.Start && p.Start.none():
			p.Start = Place{Label: name}
		case times == filled && role == lexicon.End && p.End.none():
			p.End = Place{Label: name}
		case numbers == filled && role == lexicon.BadCount:
			p.Counts = append(p.Counts, Count{name, Failed})
		case numbers == filled && (role == lexicon.WarnCount || role == lexicon.OffCount):
			p.Counts = append(p.Counts, Count{name, Warning})
		case words == filled && (l.tellsStatus(name, lexicon.Label) || verdicts == filled) && len(p.Statuses) < mostPlaces:
			s := Status{Place: Place{Label: name}, Words: Words{}}
			l.decideSure(s.Words, texts)
			p.Statuses = append(p.Statuses, s)
		case words == filled && role == lexicon.Job && p.Job.none() && verdicts == 0:
			p.Job = Place{Label: name}
		case words == filled && role == lexicon.Machine && p.Machine.none() && verdicts == 0:
			p.Machine = Place{Label: name}
		}
	}
	if p.Start.none() == p.End.none() { // it has nothing to tell
		p.Duration = Place{}
	}
}

// decideSure puts the words into their lists that need nobody's decision.
func (l *Lesson) decideSure(w Words, texts []string) {
	for _, t := range texts {
		if m := sure(t); m != "" && len(t) <= mostWords {
			if _, ok := w.of(t); !ok {
				w.put(t, m)
			}
		}
	}
}

func (l *Lesson) isTime(t string) bool {
	return len(t) > 7 && len(l.Mails) > 0 && l.Mails[0].view().stamped(t)
}

func isNumber(t string) bool {
	_, err := strconv.Atoi(strings.NewReplacer(".", "", ",", "", "'", "").Replace(t))
	return err == nil
}

// proposeSubject names the status word of the subject. A good word there is a promise
// that the text may break, so a person has to take it for one.
func (l *Lesson) proposeSubject(p *Plan) {
	for _, m := range l.Mails {
		subject := m.view().subject
		at := 0
		for _, w := range strings.Fields(subject) {
			from := at + strings.Index(subject[at:], w)
			at = from + len(w)
			b := bare(w)
			if verdict.Word(b) == 0 {
				continue
			}
			from += strings.Index(w, b)
			place, ok := l.inSubject(subject, from, from+len(b), true)
			if !ok {
				continue
			}
			s := Status{Place: place, Words: Words{}, Stated: true}
			for _, m := range l.Mails {
				for _, word := range l.find(m.view(), place) {
					if v := verdict.Word(word); v != 0 && v != domain.Success {
						if _, ok := s.Words.of(word); !ok {
							s.Words.put(word, meaningOf(v))
						}
					}
				}
			}
			p.Statuses = append(p.Statuses, s)
			return
		}
	}
}

// inSubject makes a place of bytes of a subject. whole says that the place is a status:
// then nothing behind it is passed over.
func (l *Lesson) inSubject(subject string, from, to int, whole bool) (Place, bool) {
	s, ok := spanOf(subject, from, to)
	if !ok {
		return Place{}, false
	}
	fixed := make([]bool, len(s.words))
	for i, w := range s.words {
		fixed[i], _ = l.school.typical(w)
	}
	if len(fixed) > 0 && !slices.Contains(fixed, true) && s.first > 0 {
		_, fixed[0] = l.school.typical(s.words[0])
	}
	for i := s.first; i < s.end; i++ {
		fixed[i] = false
	}
	text := s.pattern(fixed, "", whole)
	return Place{In: "subject", Matches: text}, len(text) <= mostPattern && l.pattern(text) != nil
}

func (l *Lesson) proposeJob(p *Plan) {
	if !p.Job.none() {
		return
	}
	subject := l.Mails[0].view().subject
	at := 0
	for _, w := range strings.Fields(subject) {
		from := at + strings.Index(subject[at:], w)
		at = from + len(w)
		b := bare(w)
		known, _ := l.school.typical(w)
		if known || l.school.customers[folded(b)] || verdict.Word(b) != 0 || l.isTime(b) || !strings.ContainsFunc(b, unicode.IsLetter) ||
			slices.Contains(speaks, l.school.class(b)) || !variable(w) && !named(w) || strings.Contains(w, "@") {
			continue
		}
		from += strings.Index(w, b)
		if place, ok := l.inSubject(subject, from, from+len(b), false); ok {
			p.Job = place
			return
		}
	}
	if p.Machine.none() {
		p.Machine = Place{In: "from", Matches: `([^<\s]+@[^>\s]+)`}
	}
}

var (
	nameHead = regexp.MustCompile(`(?i)^(?:.{0,20}\b)?(?:name|job|task|vm|host|server|client|computer|object|share|` +
		`freigabe|machine|maschine|device|gerät|database|datenbank|path|pfad|source|quelle|nom|nome|nombre|naam)\b`)
	noteHead = regexp.MustCompile(`(?i)(?:detail|message|meldung|bemerkung|note|remark|comment|reason|grund|error|fehler|info|` +
		`opmerking|messaggio|mensaje|nota)`)
)

// proposeLists names the tables that have a column of status words.
func (l *Lesson) proposeLists(p *Plan) {
	for _, m := range l.Mails {
		for _, g := range m.view().grids {
			if len(p.Lists) > 6 || slices.ContainsFunc(p.Lists, func(list List) bool { return list.covers(g) }) {
				continue
			}
			if list, ok := l.listOf(g); ok {
				p.Lists = append(p.Lists, list)
			}
		}
	}
}

// covers reports whether a table is one of the list.
func (l *List) covers(g *Grid) bool {
	return l.From == g.From && l.Separator == g.Separator && l.fits(g)
}

// listOf proposes a list for a table; ok is false where no column tells a status.
func (l *Lesson) listOf(g *Grid) (List, bool) {
	column := func(good func(i int) bool) int {
		for i := range g.Heads {
			if good(i) {
				return i
			}
		}
		return -1
	}
	status := column(func(i int) bool { return l.tellsStatus(g.Heads[i], lexicon.Column) })
	if status < 0 {
		status = column(func(i int) bool {
			known := 0
			for _, r := range g.Rows {
				if i < len(r) && verdict.Word(r[i]) != 0 {
					known++
				}
			}
			return 2*known > len(g.Rows) && !l.tellsLast(g.Heads[i], lexicon.Column)
		})
	}
	if status < 0 {
		return List{}, false
	}
	list := l.newList(g, status)
	var texts []string
	for _, m := range l.Mails {
		for _, r := range l.rows(m.view(), &list) {
			texts = append(texts, r.status)
		}
	}
	l.decideSure(list.Words, texts)
	return list, true
}

// newList makes a list of a table; status is its column, -1 for none yet.
func (l *Lesson) newList(g *Grid, status int) List {
	list := List{From: g.From, Separator: g.Separator, Words: Words{}}
	if status >= 0 {
		list.Status = g.Heads[status]
	}
	free := func(i int) bool { return i != status && list.Name != g.Heads[i] }
	for _, good := range []func(i int) bool{
		func(i int) bool {
			r := l.role(g.Heads[i], lexicon.Column)
			return r == lexicon.Object || r == lexicon.Machine || r == lexicon.Job
		},
		func(i int) bool { return nameHead.MatchString(g.Heads[i]) },
		func(i int) bool { return l.wordy(g, i) },
		func(int) bool { return true },
	} {
		for i := range g.Heads {
			if list.Name == "" && free(i) && g.Heads[i] != "" && good(i) {
				list.Name = g.Heads[i]
			}
		}
	}
	for i := range g.Heads {
		if !free(i) || g.Heads[i] == "" {
			continue
		}
		switch {
		case list.Message == "" && (noteHead.MatchString(g.Heads[i]) || l.role(g.Heads[i], lexicon.Column) == lexicon.Message) && l.wordy(g, i):
			list.Message = g.Heads[i]
		case !l.wordy(g, i):
			list.Ignored = append(list.Ignored, g.Heads[i])
		}
	}
	return list
}

// wordy reports whether a column holds more than numbers, sizes and times, in any mail.
func (l *Lesson) wordy(g *Grid, i int) bool {
	for _, m := range l.Mails {
		for _, other := range m.view().grids {
			if !slices.EqualFunc(other.Heads, g.Heads, same) {
				continue
			}
			for _, r := range other.Rows[:min(len(other.Rows), 100)] {
				if i < len(r) && strings.Trim(r[i], "-–— ") != "" && !figure(r[i]) && !l.isTime(r[i]) {
					return true
				}
			}
		}
	}
	return false
}

var figures = regexp.MustCompile(`^[\d.,:'/+\-\s%]+(?:[KMGTPE]?i?[bB](?:yte[s]?)?(?:/s)?|ms|s|m|h|min|d|%)?$`)

func figure(s string) bool { return figures.MatchString(s) }
