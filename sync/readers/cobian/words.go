package cobian

import (
	"regexp"
	"strings"

	"runchecks/domain"
)

// The log is written in the language of the program. The nouns are those before a
// count; the sentences are the verdicts of the newer versions.
const nouns = `errors?|error\(s\)|errores|error\(es\)|erreurs?|erreur\(s\)|fehler|errori|errore|erros?|erro\(s\)|fouten|fout|fejl|feil|fel|błędy|błędów|błędu|chyby|chyb|hibák|hiba|erori|ошибки|ошибок|помилки|помилок|virheet|virheitä|σφάλματα|hatalar|hata|错误|錯誤`

var (
	errorCount = regexp.MustCompile(`(?i)(?:^|[\s.,;(*])(?:` + nouns + `)\s*[:=]\s*(\d[\d.,']*)`)
	countError = regexp.MustCompile(`(?i)(?:^|[\s.,;(*])(\d[\d.,']*)\s+(?:` + nouns + `)(?:$|[\s.,;:)*])`)
)

// countErrors finds a count of errors with its noun. The number is empty where it
// is zero.
func countErrors(text string) (number, words string, ok bool) {
	g := errorCount.FindStringSubmatch(text)
	if g == nil {
		g = countError.FindStringSubmatch(text)
	}
	if g == nil {
		return "", "", false
	}
	return strings.Trim(g[1], "0.,'"), strings.TrimSpace(g[0]), true
}

// A sentence is a verdict only as a whole: it begins with the backup and ends with
// how it ended.
var (
	goodSentence = regexp.MustCompile(`^(?:` + strings.Join([]string{
		`the backup has (?:ended|finished|completed|been completed) without (?:any )?errors?`,
		`(?:el respaldo|el backup|la copia(?: de seguridad)?) ha (?:terminado|finalizado|acabado|concluido) sin errores`,
		`la sauvegarde (?:s['’]est terminée|est terminée|a pris fin|s['’]est achevée) sans erreurs?`,
		`(?:die sicherung|das backup) (?:ist|wurde) (?:ohne fehler|fehlerfrei) (?:beendet|abgeschlossen)`,
		`(?:die sicherung|das backup) (?:ist|wurde) (?:beendet|abgeschlossen),? ohne fehler`,
		`il backup (?:è|e'|si è) (?:terminato|finito|completato|concluso) senza errori`,
		`(?:o backup|a cópia de segurança) (?:terminou|foi concluíd[oa]|foi terminad[oa]|finalizou) sem erros`,
		`de back-?up is (?:zonder fouten (?:beëindigd|voltooid|geëindigd)|(?:beëindigd|voltooid|geëindigd) zonder fouten)`,
		`säkerhetskopieringen (?:har avslutats|avslutades|är klar) utan fel`,
		`резервное копирование (?:завершено|закончено|завершилось) без ошибок`,
	}, "|") + `)\.?$`)
	subjectNoun = regexp.MustCompile(`^(?:the backup|el respaldo|el backup|la copia|la sauvegarde|die sicherung|das backup|il backup|o backup|a cópia|de back-?up|säkerhetskopieringen|резервное копирование) `)
	badWords    = regexp.MustCompile(`(?:there (?:are|were) (?:some )?errors|with (?:some )?errors|hay errores|con errores|il y a (?:des|eu des) erreurs|avec (?:des )?erreurs|es gibt fehler|es sind fehler|mit fehlern|ci sono errori|con errori|há erros|com erros|er zijn fouten|met fouten|det finns fel|med fel|с ошибками|есть ошибки|\babort|\bcancel|\bfailed|abortado|abgebrochen|annul|interrotto|afgebroken|avbrut)`)
	errorWord   = regexp.MustCompile(`(?:^|[\s.,;(])(?:` + nouns + `)(?:$|[\s.,;:)])`)
)

// sentence judges a line that may be the verdict of the newer versions, folded. The
// zero Status is no verdict.
func sentence(f string) domain.Status {
	switch {
	case len(f) > 200 || strings.ContainsAny(f, `"“«`) || !subjectNoun.MatchString(f):
		return 0
	case goodSentence.MatchString(f):
		return domain.Success
	case badWords.MatchString(f):
		return domain.Failed
	case errorWord.MatchString(f):
		return domain.Unknown
	}
	return 0
}

// What the patterns abortion and trouble need; most lines hold none of it.
var ominous = []string{
	"abort", "cancel", "abgebrochen", "annul", "interrompu", "fail", "could", "cannot", "unable", "fehlgeschlagen", "konnte", "no se pudo", "impossible", "mislukt",
}

// The words that tell the end of a task from its beginning.
var (
	endWord   = regexp.MustCompile(`(?i)(?:^|[\s"”»])(?:ended|done|finished|completed|terminad[oa]|finalizad[oa]|acabad[oa]|terminée?|effectuée?|beendet|abgeschlossen|fertig|terminato|completato|concluíd[oa]|voltooid|beëindigd|gereed|avslutad|klar|zakończon[ao]|завершен[ао]?|закончен[ао]?)(?:$|[\s.,:*])`)
	beginWord = regexp.MustCompile(`(?i)(?:backing up the task|^(?:[^"“«]* )?(?:started|begun|begins)\b|\binici(?:ad[oa]|ando)|respaldando|copiando la tarea|commencée?|démarrée?|gestartet|begonnen|avviat[oa]|iniziat[oa]|gestart|startad|начат[ао]?|rozpoczęt[ao])`)
	opening   = regexp.MustCompile(`(?i)^(?:backing up the task|respaldando la tarea|copiando la tarea|sauvegarde de la tâche|die aufgabe wird gesichert|sicherung der aufgabe|backup della attività|de taak wordt geback-?upt)\s`)
	newRun    = regexp.MustCompile(`^a backup has started\b`)
	// Lines that tell of trouble without the mark of an error.
	trouble  = regexp.MustCompile(`(?:^|\s)(?:failed|failure|could not|couldn['’]t|cannot|unable to|fehlgeschlagen|konnte nicht|no se pudo|impossible de|mislukt)(?:$|[\s.,:;])`)
	abortion = regexp.MustCompile(`(?:^|\s)(?:backup|task|operation)\b.{0,60}\b(?:aborted|cancell?ed)\b|(?:^|\s)(?:respaldo|tarea|operación)\b.{0,60}\b(?:abortad|cancelad)|(?:^|\s)(?:sicherung|aufgabe|backup|vorgang)\b.{0,60}\babgebrochen\b|(?:^|\s)(?:sauvegarde|tâche|opération)\b.{0,60}\b(?:annulé|interrompu)`)
)
