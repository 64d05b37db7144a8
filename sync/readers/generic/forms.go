package generic

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// jobOfForm is the name of the job where the form of the subject tells it, "" where it does
// not; none of the forms holds a word of the verdict, so that each mail of a job has it. What
// else the subject keeps stays in the identity.
func (c *collector) jobOfForm(residue []piece) string {
	subject := c.facts.Subject
	if name := crumb(subject); name != "" {
		return name
	}
	if name := c.ofPlace(subject); name != "" {
		return name
	}
	if name := c.nestedQuote(subject); name != "" {
		return name
	}
	var paths, hosts []string
	for _, p := range residue {
		switch {
		case strings.HasPrefix(p.text, "/") && len(p.text) > 2 && !c.target(subject, p.text):
			paths = append(paths, p.text)
		case p.name:
			hosts = append(hosts, p.text)
		}
	}
	if len(paths) == 1 && len(hosts) == 1 { // "a snapshot of /some/path on some-host"
		return paths[0]
	}
	if len(residue) == 2 && residue[0].strong && residue[1].strong && residue[0].name != residue[1].name {
		plain, host := residue[0].text, residue[1].text
		if residue[0].name {
			plain, host = host, plain
		}
		if strings.Contains(subject, plain+" ("+host+")") { // "Backup Summum (SERVEUR-PC)"
			return plain
		}
	}
	if len(residue) == 2 && residue[0].name && residue[1].name && !strings.ContainsAny(residue[1].text, "/\\@") {
		if _, rest, ok := strings.Cut(subject, residue[0].text+": "); ok && strings.HasPrefix(rest, residue[1].text+" ") {
			return residue[1].text // "ADMIN_Server: Sicherung_täglich erfolgreich"
		}
	}
	return c.dashed(subject)
}

// target reports whether a path stands behind a word such as "to": a backup goes there.
func (c *collector) target(subject, path string) bool {
	before, _, _ := strings.Cut(subject, path)
	words := strings.Fields(lexicon.Fold(before))
	return len(words) > 0 && towards(words[len(words)-1])
}

// crumb is the last of the names that a subject parts with ">", but for a date behind them:
// "host > BUS > 2026-09-08-13-15-00".
func crumb(subject string) string {
	parts := strings.Split(subject, " > ")
	if len(parts) < 3 {
		return ""
	}
	last := strings.TrimSpace(parts[len(parts)-1])
	if first, _, _ := strings.Cut(last, ","); !dated(strings.TrimSpace(first)) {
		return ""
	}
	return strings.TrimSpace(parts[len(parts)-2])
}

// ofPlace is the name at the end of a subject behind a word for a place that backups are kept
// at: "Scale-out Backup Repository Amazon".
func (c *collector) ofPlace(subject string) string {
	words := strings.Fields(subject)
	n := len(words)
	if n < 3 || !storeWords(lexicon.Fold(words[n-2])) || !capital(words[n-1]) || !capital(words[n-2]) {
		return ""
	}
	if v := c.r.Judge(words[n-1], lexicon.Value); v.Decided() || strings.ContainsAny(words[n-1], ":.,;!()[]") {
		return ""
	}
	return words[n-1]
}

// nested is a text in quotes that quotes another one at its end.
var nested = regexp.MustCompile(`'([^']{3,80}'[^']{1,60}')'`)

func (c *collector) nestedQuote(subject string) string {
	g := nested.FindStringSubmatch(subject)
	if g == nil {
		return ""
	}
	return g[1]
}

var dashes = strings.NewReplacer(" – ", " - ", " — ", " - ")

// dashed is the one title between the dashes of a subject that says what the backup is:
// "[Success] FILESRV01 - System Backup - Friday, 28 October 2022". The other parts are names,
// dates and verdicts.
func (c *collector) dashed(subject string) string {
	parts := strings.Split(dashes.Replace(subject), " - ")
	if len(parts) < 3 {
		return ""
	}
	title, leading, named := "", 0, false
	for n, part := range parts {
		text := strings.TrimSpace(part)
		if i := strings.LastIndexByte(text, ']'); i >= 0 && strings.HasPrefix(text, "[") {
			text = strings.TrimSpace(text[i+1:])
		}
		if text == "" {
			continue
		}
		words, backup, verdict, calendar, odd := 0, false, false, false, false
		tokens := c.r.Tokens(text, lexicon.Sentence)
		for k := range tokens {
			t := &tokens[k]
			switch {
			case t.Kind == grammar.Mark:
			case t.Class == lexicon.Calendar || t.Kind == grammar.Number:
				calendar = true
			case verdictClass(t.Class) && t.Class != lexicon.Preposition:
				verdict = true
			default:
				odd = odd || t.Kind == grammar.Name && hostLike(t.Text)
				words++
				backup = backup || t.Class == lexicon.Noun && backupWord(t.Text)
			}
		}
		if leading == n && !verdict && !calendar {
			leading, named = n+1, named || odd
		} else if leading == n && n > 1 && verdict && !named && n+1 < len(parts) {
			return strings.TrimSpace(strings.Join(parts[:n], " - ")) // "ProActive - Remote - Acme Corp - 2 errors - Retrospect"
		}
		switch {
		case verdict || calendar || words < 2:
		case !backup || title != "":
			return ""
		default:
			title = text
		}
	}
	if slices.ContainsFunc([]string{"report", "bericht", "rapport", "informe"}, func(w string) bool {
		return strings.Contains(lexicon.Fold(title), w)
	}) || !strings.ContainsFunc(title, unicode.IsUpper) {
		return ""
	}
	return title
}

// runningID reports whether an id under a label is one that each run has another of: a number or
// digits of a hash.
func runningID(value string) bool {
	value, _, _ = strings.Cut(lexicon.Fold(strings.TrimSpace(value)), " ")
	return strings.Trim(value, "0123456789abcdef-#{}") == "" || !strings.ContainsFunc(value, unicode.IsLetter)
}
