package ahsay

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
)

// meaning is that of a job status. A remark in brackets, as in "OK (no files
// backed up)", does not change it; words that are not known are Unknown.
func meaning(word string) domain.Status {
	w := domain.Fold(word)
	if i := strings.IndexByte(w, '('); i > 0 {
		if strings.Contains(w[i:], "error") || strings.Contains(w[i:], "warning") {
			return meaning(strings.NewReplacer("(", "", ")", "").Replace(w))
		}
		w = strings.TrimSpace(w[:i])
	}
	switch w {
	case "ok", "success", "backup finished successfully", "backup completed successfully", "backup eseguito con successo", "backup completato con successo",
		"back-up succesvol voltooid", "backup succesvol voltooid", "succesvol", "backup erfolgreich abgeschlossen", "sicherung erfolgreich abgeschlossen":
		return domain.Success
	}
	for _, p := range phrases {
		for _, words := range p.words {
			if strings.Contains(w, words) {
				return p.status
			}
		}
	}
	return verdict.Word(word).Known()
}

// phrases are looked for, worst first, in words that are no plain success.
var phrases = []struct {
	status domain.Status
	words  []string
}{
	{domain.Failed, []string{"quota", "abort", "interrupt", "interrott", "afgebroken", "abgebrochen", "onderbroken", "unterbrochen",
		"with error", "error(s)", "con errori", "met fouten", "mit fehlern", "fail", "fallit", "mislukt", "fehlgeschlagen", "not finished", "suspended", "stopped by"}},
	{domain.Missed, []string{"missed", "gemist", "verpasst", "mancato", "non eseguito", "niet uitgevoerd"}},
	{domain.Warning, []string{"with warning", "warning(s)", "con avvis", "met waarschuwing", "mit warnung", "mit hinweis"}},
}
