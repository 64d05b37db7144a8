package definition

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
)

// Propose makes a definition to begin with from one mail. It names the places that
// look like facts and leaves what words mean to the technician: a word that is not
// certainly a status word stands under unknown.
func Propose(m *message.Message) string {
	p := proposal{x: newMail(context.Background(), m, reader.Env{}, timeLimit), m: m}
	p.words = strings.Fields(p.x.subject)
	p.line("format  = 1")
	p.line("name    = %s  # the reader's name: small letters, digits and -", quote(p.name()))
	p.line("product = %s", quote(p.product()))
	p.line("about   = \"\"  # what it reads, in one sentence")
	p.match()
	p.job()
	p.statuses()
	p.counts()
	p.times()
	p.tables()
	if p.places == 0 {
		p.line("\n# No place was found that tells a status. Name one: a label, a column, or a pattern.")
		p.line("[[status]]")
		p.line("in      = \"subject\"")
		p.line("matches = '(\\S+)$'")
		p.line("success = []")
		p.line("failed  = []")
		p.line("unknown = [\"\"]")
	}
	return p.b.String()
}

type proposal struct {
	b      strings.Builder
	x      *mail
	m      *message.Message
	words  []string // of the subject
	places int      // that tell a status
}

func (p *proposal) line(format string, args ...any) {
	fmt.Fprintf(&p.b, format+"\n", args...)
}

// clean drops what cannot stand in a TOML text, or only by accident.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if odd(r) {
			return -1
		}
		return r
	}, s)
}

func odd(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }

// quote writes a TOML text.
func quote(s string) string {
	s = clean(s)
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// pattern writes a TOML text that holds a pattern.
func pattern(s string) string {
	if strings.ContainsAny(s, "'\n\r") {
		return quote(s)
	}
	return "'" + s + "'"
}

func (p *proposal) name() string {
	local, _, _ := strings.Cut(p.m.FromAddress, "@")
	slug := func(s string) string {
		s = strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
				return r
			case r == ' ', r == '-', r == '_', r == '.':
				return '-'
			}
			return -1
		}, strings.ToLower(s))
		return strings.Trim(s[:min(len(s), 30)], "-")
	}
	return "my-" + cmp.Or(slug(p.product()), slug(local), "report")
}

// product is what the sender calls itself, else how the subject begins.
func (p *proposal) product() string {
	name, _, _ := strings.Cut(p.m.From, "<")
	if name = strings.Trim(clean(name), ` "'`); name != "" && !strings.Contains(name, "@") {
		return name
	}
	for _, w := range p.words {
		if !p.variable(w) && len(w) > 2 {
			return strings.Trim(w, ":,;[]()")
		}
	}
	return "My product"
}

// variable reports whether a word of the subject may differ from mail to mail.
func (p *proposal) variable(w string) bool {
	bare := strings.Trim(w, "[](){}<>:;,.!\"'")
	return bare == "" || strings.ContainsFunc(w, odd) || strings.ContainsAny(w, "0123456789\"'@\\/") || verdict.Word(bare) != 0
}

// subjectPattern writes the subject with what may differ as \S+; group is the word
// that stands in round brackets, -1 for none.
func (p *proposal) subjectPattern(group int) string {
	var parts []string
	for i, w := range p.words {
		switch {
		case i == group:
			parts = append(parts, `(\S+)`)
		case p.variable(w):
			parts = append(parts, `\S+`)
		default:
			parts = append(parts, regexp.QuoteMeta(w))
		}
	}
	return "(?i)^" + strings.Join(parts, " +") + "$"
}

func (p *proposal) match() {
	p.line("\n# Which mails this reads: all of these conditions hold.")
	p.line("[match]")
	p.line("all = [")
	conditions := 0
	if p.m.FromAddress != "" {
		p.line("  { in = \"from\", contains = %s },  # take this out if other senders write the same reports", quote(p.m.FromAddress))
		conditions++
	}
	if fixed := slices.ContainsFunc(p.words, func(w string) bool { return !p.variable(w) }); fixed || conditions == 0 {
		if s := p.subjectPattern(-1); fixed && len([]rune(s)) <= maxPattern {
			p.line("  { in = \"subject\", matches = %s },", pattern(s))
		} else if conditions == 0 {
			p.line("  { in = \"subject\", matches = '.' },  # every mail: say more")
		}
	}
	p.line("]")
}

func (p *proposal) job() {
	p.line("\n[job]")
	p.line("type     = \"Backup\"")
	for i, w := range p.words {
		bare := strings.Trim(w, "[](){}<>:;,.!\"'")
		letters := strings.ContainsFunc(bare, unicode.IsLetter)
		if s := p.subjectPattern(i); p.variable(w) && letters && verdict.Word(bare) == 0 && len([]rune(s)) <= maxPattern {
			p.line("name     = { in = \"subject\", matches = %s }  # what tells one job from another", pattern(s))
			return
		}
	}
	p.line("identity = { in = \"from\", matches = '([^<\\s]+@[^>\\s]+)' }  # what tells one job from another")
}

// status writes the word lists of the words found, each where it surely belongs.
func (p *proposal) status(found []string) {
	lists := map[string][]string{}
	for _, w := range found {
		key := "unknown"
		for _, s := range statusWords {
			if verdict.Word(w) == s.is {
				key = s.key
			}
		}
		if w = strings.TrimSpace(w); w != "" && len(w) <= 60 && !slices.Contains(lists[key], quote(w)) {
			lists[key] = append(lists[key], quote(w))
		}
	}
	for _, s := range statusWords {
		switch list := lists[s.key]; {
		case s.is == domain.Unknown && len(list) > 0:
			p.line("unknown = [%s]  # move these to success, warning or failed", strings.Join(list[:min(len(list), 20)], ", "))
		case len(list) > 0 || s.is == domain.Success || s.is == domain.Warning || s.is == domain.Failed:
			p.line("%-7s = [%s]", s.key, strings.Join(list, ", "))
		}
	}
	if len(lists) == 0 {
		p.line("unknown = [\"\"]")
	}
	p.places++
}

var statusLabel = regexp.MustCompile(`(?i)^(?:.{0,20}\b)?(?:status|state|result|outcome|verdict|ergebnis|zustand|gesamt|resultaat|uitkomst|résultat|statut|état|etat|esito|stato|risultato|resultado|estado|rezultat|wynik)$`)

func (p *proposal) statuses() {
	for i, w := range p.words {
		bare := strings.Trim(w, "[](){}<>:;,.!\"'")
		if verdict.Word(bare) == 0 {
			continue
		}
		before, after, _ := strings.Cut(w, bare)
		s := strings.Replace(p.subjectPattern(i), `(\S+)`, regexp.QuoteMeta(before)+`(\S+?)`+regexp.QuoteMeta(after), 1)
		if len([]rune(s)) > maxPattern {
			continue
		}
		p.line("\n# The status word of the subject. A good word there is a promise that the text may break.")
		p.line("[[status]]")
		p.line("in      = \"subject\"")
		p.line("matches = %s", pattern(s))
		if verdict.Word(bare) == domain.Success {
			p.line("success = []")
			p.line("failed  = []")
			p.line("unknown = [%s]  # move it to success once you are sure", quote(bare))
			p.places++
		} else {
			p.status([]string{bare})
		}
		p.line("stated  = true")
		break
	}
	labels := p.x.index()
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		if len(labels[label]) > 3 || p.inTable(label) {
			continue
		}
		var words []string
		sure := statusLabel.MatchString(label)
		for _, f := range labels[label] {
			words = append(words, f.text)
			sure = sure || verdict.Word(f.text) != 0
		}
		if !sure || len(words) == 0 || strings.Contains(label, "|") || p.places > 4 {
			continue
		}
		p.line("\n# \"%s: %s\"", comment(label), comment(words[0]))
		p.line("[[status]]")
		p.line("label   = %s", quote(label))
		p.status(words)
	}
}

// comment makes a text safe behind a number sign.
func comment(s string) string {
	q := quote(s)
	return strings.Trim(q[:min(len(q), 80)], `"`)
}

var (
	errorLabel   = regexp.MustCompile(`(?i)\b(?:errors?|failed|failures?|fehler|fehlgeschlagen|fouten|mislukt|erreurs?|échecs?|errori|falliti|errores|erros)\b`)
	warningLabel = regexp.MustCompile(`(?i)\b(?:warnings?|warnungen|waarschuwingen|avertissements?|avvisi|avisos|exceptions?|skipped)\b`)
)

func (p *proposal) counts() {
	labels := p.x.index()
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		f := labels[label][0]
		if _, ok := number(f); !ok || len(labels[label]) > 1 || strings.Contains(label, "|") {
			continue
		}
		means := ""
		switch {
		case errorLabel.MatchString(label):
			means = "failed"
		case warningLabel.MatchString(label):
			means = "warning"
		default:
			continue
		}
		p.line("\n[[count]]")
		p.line("label      = %s", quote(label))
		p.line("above_zero = %s", quote(means))
	}
}

var (
	startLabel = regexp.MustCompile(`(?i)\b(?:start\w*|begin\w*|began|beginn|gestartet|gestart|inizio|avvio|début|debut|inicio|início|comienzo)\b`)
	endLabel   = regexp.MustCompile(`(?i)\b(?:end\w*|finish\w*|complet\w*|ende|beendet|fertig|einde|voltooid|fine|fin|término|terminé)\b`)
)

func (p *proposal) times() {
	labels := p.x.index()
	started, ended := false, false
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		if p.x.cal().Stamp(labels[label][0].text).IsZero() || strings.Contains(label, "|") {
			continue
		}
		switch {
		case !started && startLabel.MatchString(label):
			started = true
			p.line("\n[started]")
			p.line("label = %s", quote(label))
		case !ended && endLabel.MatchString(label):
			ended = true
			p.line("\n[ended]")
			p.line("label = %s", quote(label))
		}
	}
}

var (
	nameHeading   = regexp.MustCompile(`(?i)^(?:.{0,20}\b)?(?:name|job|task|vm|host|server|client|computer|object|share|freigabe|machine|maschine|device|gerät|database|datenbank|path|pfad|source|quelle|nom|nome|nombre|naam)\b`)
	noteHeading   = regexp.MustCompile(`(?i)(?:detail|message|meldung|bemerkung|note|remark|comment|reason|grund|error|fehler|info|opmerking|messaggio|mensaje|nota)`)
	headingLetter = regexp.MustCompile(`\p{L}`)
)

// heading returns the heading row of a table and the rows below it.
func heading(t *message.Table) (names []string, rows [][]string) {
	for i, r := range t.Rows {
		texts := spread(r)
		plain := len(texts) >= 2 && i+1 < len(t.Rows) && len(spread(t.Rows[i+1])) == len(texts)
		seen := map[string]bool{}
		for _, s := range texts {
			if s == "" || len(s) > 40 || seen[folded(s)] || verdict.Word(s) != 0 || !headingLetter.MatchString(s) || strings.ContainsAny(s, `|0123456789`) || strings.HasSuffix(s, ":") {
				plain = false
			}
			seen[folded(s)] = true
		}
		if !plain {
			continue
		}
		for _, below := range t.Rows[i+1:] {
			if s := spread(below); len(s) == len(texts) {
				rows = append(rows, s)
			}
		}
		return texts, rows
	}
	return nil, nil
}

// inTable reports whether a label is only the heading or a cell of an object table.
func (p *proposal) inTable(label string) bool {
	for _, t := range p.x.tables {
		names, rows := heading(t)
		if len(rows) == 0 {
			continue
		}
		for _, r := range append(rows, names) {
			if slices.ContainsFunc(r, func(s string) bool { return folded(s) == label }) {
				return true
			}
		}
	}
	return false
}

func (p *proposal) tables() {
	for _, t := range p.x.tables {
		names, rows := heading(t)
		if len(rows) == 0 || p.places > 6 {
			continue
		}
		column := func(good func(i int) bool, otherwise int) int {
			for i := range names {
				if good(i) {
					return i
				}
			}
			return otherwise
		}
		status := column(func(i int) bool { return statusLabel.MatchString(names[i]) }, -1)
		if status < 0 {
			status = column(func(i int) bool {
				known := 0
				for _, r := range rows {
					if verdict.Word(r[i]) != 0 {
						known++
					}
				}
				return 2*known > len(rows)
			}, -1)
		}
		if status < 0 {
			continue
		}
		name := column(func(i int) bool { return i != status && nameHeading.MatchString(names[i]) }, -1)
		if name < 0 {
			name = column(func(i int) bool { return i != status }, 0)
		}
		note := column(func(i int) bool { return i != status && i != name && noteHeading.MatchString(names[i]) }, -1)
		p.line("\n# The table that begins with %s.", comment(strings.Join(names, ", ")))
		p.line("[[objects]]")
		p.line("from     = \"table\"")
		headings := []string{quote(names[name]), quote(names[status])}
		if note >= 0 {
			headings = append(headings, quote(names[note]))
		}
		p.line("headings = [%s]", strings.Join(headings, ", "))
		p.line("name     = { column = %s }", quote(names[name]))
		p.line("type     = \"\"")
		if note >= 0 {
			p.line("message  = { column = %s }", quote(names[note]))
		}
		p.line("\n[objects.status]")
		p.line("column  = %s", quote(names[status]))
		var words []string
		for _, r := range rows {
			words = append(words, r[status])
		}
		p.status(words)
	}
}
