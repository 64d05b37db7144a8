package cobian

import (
	"regexp"
	"strings"

	"runchecks/domain"
)

// subject is what can be learned from a subject, which is free text.
type subject struct {
	name, machine string
	errors        domain.Status // Failed where the subject counts errors
	words         string
}

var (
	bracketed   = regexp.MustCompile(`[(\[]([^()\[\]]*)[)\]]`)
	datelike    = regexp.MustCompile(`^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$|^\d{1,2}[:.]\d{2}`)
	productName = regexp.MustCompile(`(?i)\bcobian(?:soft)?(?:\s+(?:backup|reflector))?(?:\s+\d{1,2}(?:\.\d+)*)?(?:\s+(?:gravity|boletus|amanita|black moon|cloud|log|report))*\b`)
	leading     = regexp.MustCompile(`(?i)^(?:backup|sauvegarde|respaldo|sicherung|copia|task|tâche|tarea|aufgabe)\b\s*[:-]?\s*`)
)

// readSubject takes the computer from the brackets of the usual subjects, the name
// from what is left without the product. A date in brackets is no computer.
func readSubject(text string) subject {
	var s subject
	for _, g := range bracketed.FindAllStringSubmatch(text, 5) {
		inner := strings.TrimSpace(g[1])
		if s.machine == "" && inner != "" && !datelike.MatchString(inner) && !productName.MatchString(inner) && !errorCount.MatchString(inner) {
			s.machine = inner
		}
	}
	if n, words, ok := countErrors(text); ok && n != "" {
		s.errors, s.words = domain.Failed, words
	}
	rest := productName.ReplaceAllString(bracketed.ReplaceAllString(text, " "), " ")
	rest = strings.Trim(strings.Join(strings.Fields(rest), " "), " -–—:,|")
	if cut := leading.ReplaceAllString(rest, ""); cut != "" {
		rest = cut
	}
	if !datelike.MatchString(rest) {
		s.name = rest
	}
	return s
}
