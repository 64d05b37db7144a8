// Package generic reads what no other reader knows, by the habits that backup
// programs and scripts share: a status word in brackets or at an end of the
// subject, a line "Status: ...", a line that is only a status word, a closing
// sentence, a count with its number. Its results have low confidence.
//
// It guesses nothing. Success must be stated in one of these places, and any word
// of trouble elsewhere that it cannot explain turns Success into Unknown. A mail
// without any statement is not recognised at all, so that a person sees it.
package generic

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
)

// Name is the reader's name; the registry treats its results with less trust.
const Name = "generic"

// Reader reads mails of unknown products.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return Name }

var about = regexp.MustCompile(`(?i)back-?ups?\b|backed up|sicherung|sauvegarde|copias? de seguridad|replicat|replikation|snapshot|archivier|archiving|\bdumps?\b|restore point|herstelpunt|cópia de segurança|reserve-?kopie|резервн|kopii zapasow|retrospect`)

// isAbout reports whether a line names a backup; most lines are told by their stems.
func isAbout(line string) bool {
	return wordsOf(line).has(product) && (saysBackup(line) || about.MatchString(line))
}

// saysBackup reports whether a line holds the word that most do. It is found sooner
// than the pattern finds it, and no means nothing.
func saysBackup(line string) bool {
	_, behind, found := strings.Cut(lower(line), "backup")
	behind = strings.TrimPrefix(behind, "s")
	return found && (behind == "" || !wordByte(behind[0]))
}

// wordByte tells what the patterns take for a part of a word.
func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, _ reader.Env) ([]domain.Result, bool) {
	subject := m.BareSubject()
	if !isAbout(subject) && !isAbout(m.From) && !slices.ContainsFunc(m.Lines(), isAbout) {
		return nil, false
	}
	var c collector
	c.subject(subject)
	c.lines(m.Lines(), "line ")
	if m.Text != "" && m.HTML != "" {
		c.lines(m.HTMLLines(), "HTML line ")
	}
	c.cells(m)
	if !c.tally.Any() {
		return nil, false
	}
	status, evidence := c.tally.Status(), c.tally.Evidence()
	stated := domain.Status(0)
	if status == domain.Success && c.doubt != "" {
		stated, status = domain.Success, domain.Unknown
		evidence = domain.Evidence{Words: c.doubt, Where: "body or subject, beside a success"}
	}
	return []domain.Result{{
		Product:    "Other",
		JobType:    "Backup report",
		Identity:   identity(subject, m),
		Kind:       domain.KindRun,
		Status:     status,
		Stated:     stated,
		NoObjects:  domain.ObjectsNotRecognised,
		Confidence: domain.ConfidenceLow,
		Evidence:   evidence,
	}}, true
}

// collector gathers signals and doubts.
type collector struct {
	tally verdict.Tally
	doubt string // the first word of trouble that is no statement of its own
}

var (
	brackets  = regexp.MustCompile(`[\[(<{]([^\[\](){}<>]{2,40})[\])>}]`)
	separator = regexp.MustCompile(`\s*[|>:;,!.#]+\s+|\s+[-–—−=]{1,3}\s+|\s*[:!.#]+$|#{2,}`)
)

// absent are the words of notices that a backup did not happen.
var absent = regexp.MustCompile(`(?i)\bwithout (?:a |any )?(?:recent |successful )?backups?\b|\bno (?:recent|new|successful) backups?\b|\bwas missed\b|\bkeine (?:neuen )?backups?\b|\b(?:backup|sicherung) (?:verpasst|überfällig)|\bbackup (?:is )?overdue\b`)

// absenceStems are parts of the words of absent, one of which stands in each.
var absenceStems = []string{"without", "no ", "missed", "keine ", "verpasst", "überfällig", "overdue"}

func absence(s string) string {
	low := lower(s)
	if !slices.ContainsFunc(absenceStems, func(w string) bool { return strings.Contains(low, w) }) {
		return ""
	}
	return absent.FindString(s)
}

// tailWords is how many words at the end of a subject may be its verdict.
const tailWords = 3

func (c *collector) subject(s string) {
	where := "subject"
	rest := c.counts(s, wordsOf(s), where)
	c.ratio(rest, where)
	for _, g := range brackets.FindAllStringSubmatch(rest, 10) {
		c.tally.Add(verdict.Word(g[1]), g[0], where)
	}
	plain := brackets.ReplaceAllString(rest, " | ")
	parts := separator.Split(plain, -1)
	for _, p := range parts {
		if st := phraseStatus(p); st != 0 {
			c.tally.Add(st, strings.TrimSpace(p), where)
		} else if w := strings.Fields(p); len(w) > 1 {
			// "DailySet1 FAIL: ..."; a good word there may be part of a name.
			if st := verdict.Word(w[len(w)-1]); st > domain.Unknown {
				c.tally.Add(st, p, where)
			}
		}
	}
	if w := absence(plain); w != "" {
		c.tally.Add(domain.Missed, w, where)
	}
	words := strings.Fields(plain)
	// The first words, as in "Partially completed backup of ...". A good word there
	// is a promise that the rest of the subject may break.
	for n := min(2, len(words)); n > 0; n-- {
		if st := verdict.Word(strings.Join(words[:n], " ")); st > domain.Unknown {
			c.tally.Add(st, strings.Join(words[:n], " "), where)
			break
		}
	}
	// The last words, as in "Nightly backup of SRV1 failed".
	for n := min(tailWords, len(words)); n > 0; n-- {
		tail := strings.Join(words[len(words)-n:], " ")
		if st := verdict.Word(tail); st != 0 {
			if st == domain.Success && negated(strings.Join(words[:len(words)-n], " ")) {
				st = domain.Failed
			}
			c.tally.Add(st, tail, where)
			break
		}
	}
	c.trouble(plain, wordsOf(plain))
}

// maxLooks bounds how many lines are looked at closely. Beyond it nothing good is
// believed any more.
const maxLooks = 3000

func (c *collector) lines(list []string, place string) {
	looks := 0
	for i, l := range list {
		if c.tally.Status() == domain.Failed {
			return // it cannot become worse
		}
		if l == "" {
			continue
		}
		holds := wordsOf(l)
		if !holds.has(look) {
			if st := shortVerdict(l); st != 0 {
				c.tally.Add(st, l, place+strconv.Itoa(i+1))
			}
			continue
		}
		if looks++; looks > maxLooks {
			if c.doubt == "" {
				c.doubt = "the report is too long to be read whole"
			}
			return
		}
		c.line(l, holds, place+strconv.Itoa(i+1))
	}
}

// shortVerdict is that of a line that is a status word alone.
func shortVerdict(l string) domain.Status {
	if len(l) >= 60 {
		return 0
	}
	return verdict.Word(l)
}

// labels that stand before a verdict.
var labelled = regexp.MustCompile(`(?i)^[*#\s-]*(?:(?:overall|final|job|backup|task|last|exit|run|completion|termination|session)\s+)*(?:status|result|state|outcome|termination|ergebnis|résultat|resultat|resultaat|esito|risultato|stato|estado|resultado|statut|letztes ergebnis)\s*[:=]\s*(\S.*)$`)

// sentences that close a report.
var (
	goodSentence = regexp.MustCompile(`(?i)^[*#\s-]*(?:(?:the |your |all |das |die |der |het |de |la |le |il |l')?(?:\S+\s+){0,6})?(?:back-?ups?|jobs?|tasks?|sicherung(?:en)?|sauvegarde|copia|snapshots?|replication|archiv\S*)\b[^.!?:]{0,60}?\b(?:(?:completed|finished|ended|done|ran)\s+(?:successfully|without (?:any )?errors?)|(?:has |have |was |were )?(?:successfully (?:completed|finished|created)|been successful|succeeded|successful)|erfolgreich (?:abgeschlossen|beendet|durchgeführt)|succesvol (?:voltooid|afgerond)|terminée? avec succès|réussie?|completat[oa] con successo|finalizada? correctamente)[\s.!*#]*$`)
	badSentence  = regexp.MustCompile(`(?i)^[*#\s-]*(?:(?:the |your |all |das |die |der |het |de |la |le |il |l')?(?:\S+\s+){0,8})?(?:back-?ups?|jobs?|tasks?|sicherung(?:en)?|sauvegarde|copia|snapshots?|replication)\b[^.!?]{0,80}?\b(?:failed|has failed|was aborted|was cancell?ed|did not complete|could not be completed|was missed|is (?:fehlgeschlagen|mislukt)|(?:ist |wurde )?(?:fehlgeschlagen|abgebrochen)|is mislukt|a échoué|non riuscit[oa]|fallit[oa])[\s.!*#]*$`)
	zeroOnly     = regexp.MustCompile(`^0+$`)
)

func (c *collector) line(l string, holds words, where string) {
	if len(l) > 2000 {
		if c.doubt == "" {
			c.doubt = l[:100]
		}
		return
	}
	if st := shortVerdict(l); st != 0 {
		c.tally.Add(st, l, where) // a word alone, as in the cells of a table
		return
	}
	rest := l
	if holds.has(noun) {
		if rest = c.counts(l, holds, where); strings.TrimSpace(rest) == "" {
			return
		}
		holds = wordsOf(rest)
	}
	if g := verdictOf(rest, holds); g != nil {
		if st := phraseStatus(g[1]); st != 0 {
			c.tally.Add(st, l, where)
			return
		}
		if c.doubt == "" && !zeroOnly.MatchString(strings.TrimSpace(g[1])) {
			c.doubt = l
		}
	}
	switch {
	case rest != l && shortVerdict(rest) != 0:
		c.tally.Add(shortVerdict(rest), l, where)
	case holds.has(subject) && holds.has(trouble) && badSentence.MatchString(rest):
		c.tally.Add(domain.Failed, l, where)
	case holds.has(subject) && holds.has(praise) && goodSentence.MatchString(rest) && !negated(rest):
		c.tally.Add(domain.Success, l, where)
	default:
		c.trouble(rest, holds)
	}
}

// verdictOf finds what stands after a label such as "Status:".
func verdictOf(l string, holds words) []string {
	if !holds.has(label) {
		return nil
	}
	return labelled.FindStringSubmatch(l)
}

// cells reads status words in table cells; "3 Succeeded" counts as a count.
func (c *collector) cells(m *message.Message) {
	var said []domain.Status // by the cells of a row
	for _, t := range m.Tables() {
		for _, row := range t.Rows {
			heads := 0
			for i, cell := range row.Cells {
				if i == len(said) {
					said = append(said, 0)
				}
				if said[i] = verdict.Word(cell.Line()); cell.Head || said[i] != 0 {
					heads++
				}
			}
			if heads > 1 && heads == len(row.Cells) {
				continue // a row of headings such as Success, Warning, Error
			}
			for i, cell := range row.Cells {
				text := cell.Line()
				if len(text) > 60 {
					continue
				}
				if number, label, ok := strings.Cut(text, " "); ok && strings.Trim(number, "0123456789") == "" && number != "" {
					if st := verdict.Word(label); st != 0 && strings.Trim(number, "0") != "" {
						c.tally.Add(st, text, "table cell")
					}
					continue
				}
				st := said[i]
				if st == 0 {
					continue
				}
				if i+1 < len(row.Cells) && isNumber(row.Cells[i+1].Line()) {
					if st > domain.Unknown && strings.Trim(row.Cells[i+1].Line(), "0") != "" {
						c.tally.Add(st, text+" "+row.Cells[i+1].Line(), "table row")
					}
					continue
				}
				c.tally.Add(st, text, "table cell")
			}
		}
	}
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

const (
	errorNouns   = `errors?|failures?|failed|fatal|erreurs?|échecs?|fehler|fehlgeschlagen|fouten|fout|errori|errores|erros|falhas|mislukt|fails`
	warningNouns = `warnings?|avertissements?|warnungen|warnung|waarschuwingen|avvisi|avvertimenti|advertencias|avisos|exceptions?|skipped`
)

// Counts need a number that is whole: "10 errors" holds "0 errors", and a date at
// the end of one line does not count what begins the next.
var (
	countBefore = regexp.MustCompile(`(?i)(^|[^\p{L}\d.,:/_-])(\d{1,9})\s+(?:[\p{L}]+\s+)?(` + errorNouns + `|` + warningNouns + `)\b`)
	countAfter  = regexp.MustCompile(`(?i)\b(?:[\p{L}()-]+\s+){0,3}?(` + errorNouns + `|` + warningNouns + `)(?:\s+(?:count|backups?|jobs?|files?|objects?|items?|vms?|encountered))?\s*[:=]\s*(\d{1,9})([^\d.,:/-]|[.,]?\s|[.,]?$)`)
	none        = regexp.MustCompile(`(?i)\b(?:errors?|failures?|warnings?|fehler|erreurs?|fouten)\s*[:=]\s*(?:\[\s*\]|none|keine?|aucune?|geen|no)\s*$|\b(?:no|without(?: any)?|zero|ohne|keine|sans|geen|zonder|senza|sin) (?:errors?|failures?|warnings?|fehler|warnungen|erreurs?|fouten|errori|errores)\b`)
)

// counts takes the counts out of a line: those above zero are signals, zeros
// cancel their own label.
func (c *collector) counts(l string, holds words, where string) string {
	judge := func(noun, number, words string) {
		if zeroOnly.MatchString(number) {
			return
		}
		st := domain.Failed
		if warningNoun.MatchString(noun) {
			st = domain.Warning
		}
		c.tally.Add(st, strings.TrimSpace(words), where)
	}
	if !holds.has(noun) {
		return l
	}
	if strings.ContainsAny(l, "0123456789") {
		if valued(l) {
			l = taken(l, countAfter, func(g []string) string {
				judge(g[1], g[2], g[0])
				return " "
			})
		}
		if counted(l) {
			l = taken(l, countBefore, func(g []string) string {
				judge(g[3], g[2], g[0])
				return g[1] + " "
			})
		}
	}
	if holds.has(subject) && holds.has(praise) && goodSentence.MatchString(l) {
		return l // "ended without errors" is a sentence of its own
	}
	if !holds.has(denial) || !denied(l) {
		return l
	}
	return none.ReplaceAllString(l, " ")
}

// taken takes what a pattern matches out of a line, and puts there what with makes of
// its groups.
func taken(l string, pattern *regexp.Regexp, with func(groups []string) string) string {
	found := pattern.FindAllStringSubmatchIndex(l, -1)
	if len(found) == 0 {
		return l
	}
	var out strings.Builder
	at := 0
	for _, f := range found {
		groups := make([]string, len(f)/2)
		for i := range groups {
			if f[2*i] >= 0 {
				groups[i] = l[f[2*i]:f[2*i+1]]
			}
		}
		out.WriteString(l[at:f[0]])
		out.WriteString(with(groups))
		at = f[1]
	}
	out.WriteString(l[at:])
	return out.String()
}

// denials are the words for none that stand before what there is none of, and those
// that stand behind it, at the end of a line.
var (
	denialsBefore = []string{"no", "without", "any", "zero", "ohne", "keine", "sans", "geen", "zonder", "senza", "sin"}
	denialsBehind = []string{"]", "none", "kein", "keine", "aucun", "aucune", "geen", "no"}
)

// denied reports whether a word for none stands where it denies: before a blank and a
// noun that is counted, or at the end. Without one there is no "no errors".
func denied(l string) bool {
	l = lower(l)
	ends := strings.TrimRight(l, blanksOfPatterns)
	if slices.ContainsFunc(denialsBehind, func(w string) bool { return strings.HasSuffix(ends, w) }) {
		return true
	}
	for i := 0; i < len(l); i++ {
		if l[i] != ' ' || !slices.ContainsFunc(denialsBefore, func(w string) bool { return strings.HasSuffix(l[:i], w) }) {
			continue
		}
		next, _, _ := strings.Cut(l[i+1:], " ")
		if wordsOf(next).has(noun) {
			return true
		}
	}
	return false
}

// counted reports whether a word of the two that follow a number is one that is
// counted: without one there is no "3 errors".
func counted(l string) bool {
	for i := 1; i < len(l); i++ {
		if !isNumber(l[i-1:i]) || !asciiBlank(l[i]) {
			continue
		}
		next := strings.TrimLeft(l[i:], blanksOfPatterns)
		end := strings.IndexAny(next, blanksOfPatterns)
		if end >= 0 {
			end += len(next[end:]) - len(strings.TrimLeft(next[end:], blanksOfPatterns))
			if n := strings.IndexAny(next[end:], blanksOfPatterns); n >= 0 {
				next = next[:end+n]
			}
		}
		if wordsOf(next).has(noun) {
			return true
		}
	}
	return false
}

// blanksOfPatterns is what \s matches.
const blanksOfPatterns = " \t\n\f\r"

func asciiBlank(c byte) bool { return strings.IndexByte(blanksOfPatterns, c) >= 0 }

// valued reports whether a number stands behind a colon or equals sign that no
// number stands before: without one there is no "Errors: 3", and a time is none.
func valued(l string) bool {
	for i := 1; i+1 < len(l); i++ {
		if l[i] != ':' && l[i] != '=' {
			continue
		}
		label := strings.TrimRight(l[:i], blanksOfPatterns)
		value := strings.TrimLeft(l[i+1:], blanksOfPatterns)
		if label != "" && !isNumber(label[len(label)-1:]) && value != "" && isNumber(value[:1]) {
			return true
		}
	}
	return false
}

var warningNoun = regexp.MustCompile(`(?i)^(?:` + warningNouns + `)$`)

var ratioForm = regexp.MustCompile(`(?i)(?:^|[^\d/])(\d{1,6})\s*(?:/|of|von|van|de|di)\s*(\d{1,6})\s+[\p{L}\s]{0,30}?(?:successful|succeeded|completed|ok|processed|erfolgreich)\b`)

// ratioStems are parts of the words that a ratio ends with.
var ratioStems = []string{"succe", "complet", "ok", "process", "erfolg"}

// ratio reads "n/m VMs Successful": fewer than all is a failure.
func (c *collector) ratio(l, where string) {
	low := lower(l)
	if !slices.ContainsFunc(ratioStems, func(w string) bool { return strings.Contains(low, w) }) {
		return
	}
	for _, g := range ratioForm.FindAllStringSubmatch(l, 5) {
		n, _ := strconv.Atoi(g[1])
		m, _ := strconv.Atoi(g[2])
		if n < m {
			c.tally.Add(domain.Failed, strings.TrimSpace(g[0]), where)
		}
	}
}

var leading = regexp.MustCompile(`(?i)^(?:the\s+)?(?:back-?up|job|task|run|sicherung|sauvegarde)s?\s+(?:job\s+|has\s+|was\s+|is\s+)?`)

var pieces = regexp.MustCompile(`\s+-{1,2}\s+|\s+[–—−]\s+|[,;(]\s*`)

// phraseStatus reads a short text: a status word, with or without "Backup" before
// it, or several joined by dashes or commas, of which the worst counts. A text of
// which any piece is unknown is no statement.
func phraseStatus(s string) domain.Status {
	s = strings.Trim(s, " *#=\"'`")
	if st := verdict.Word(s); st != 0 {
		return st
	}
	if bare := leading.ReplaceAllString(s, ""); bare != s {
		if st := verdict.Word(bare); st != 0 {
			return st
		}
		s = bare
	}
	worst := domain.Status(0)
	list := pieces.Split(strings.TrimRight(s, ")"), -1)
	if len(list) < 2 {
		return 0
	}
	for _, p := range list {
		st := verdict.Word(leading.ReplaceAllString(p, ""))
		if st == 0 {
			return 0
		}
		worst = max(worst, st)
	}
	return worst
}

var (
	troubleWord = regexp.MustCompile(`(?i)(?:^|[^\p{L}\d])(?:fail\w*|errors?|err|fatal|abort\w*|cancel\w*|missed|missing|warn\w*|partial\w*|incomplete|unsuccessful\w*|unable|cannot|could not|not successful\w*|never|denied|critical|problems?|skipped|strange|however|exception\w*|corrupt\w*|expired|fehl\w*|abgebrochen|warnung\w*|nicht|keine?|échec|échoué\w*|erreurs?|avertissement\w*|mislukt|fout\w*|waarschuwing\w*|niet|geen|erro\w*|fallit\w*|non riuscit\w*|attenzione|avvis\w*|advertencia\w*|fallo|timed? ?out)(?:$|[^\p{L}\d])|❌|⚠|🔴`)
	notWord     = regexp.MustCompile(`(?i)\b(?:not|no|never|nicht|keine?|none|non|ne|pas|niet|geen|nessun\w*|sin|0|only|nur|slechts|seulement)\b|n't\b`)
)

// trouble notes a word that a good report would have to explain.
func (c *collector) trouble(s string, holds words) {
	if c.doubt != "" || !holds.has(trouble) {
		return
	}
	if w := troubleWord.FindString(s); w != "" {
		c.doubt = strings.TrimSpace(s)
		if len(c.doubt) > 200 {
			c.doubt = w
		}
	}
}

func negated(s string) bool { return notWord.MatchString(s) }
