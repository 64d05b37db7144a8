package retrospect

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
)

// form is what a subject announces.
type form int

const (
	other        form = iota
	counted           // N errors, M warnings
	failure           // an error notification
	notification      // of the console; the body has the count
	media             // waiting for media
	stopped           // stopped by the operator
	errorsOnly        // N errors, and no word of warnings
)

const (
	errorNoun   = `(?:errors?|erreurs?|fehler|errori|errore|errores|fouten|fout)`
	warningNoun = `(?:warnings?|avertissements?|warnungen|warnung|avvisi|avviso|advertencias?|avisos?|waarschuwing(?:en)?)`
)

// The forms end the subject before the product; what stands before is the script.
var forms = []struct {
	form form
	text *regexp.Regexp
}{
	{counted, regexp.MustCompile(`(?i)^(?:(.*?)\s+[-–—−]\s+)?(\d{1,9})\s+` + errorNoun + `\s*,\s*(\d{1,9})\s+` + warningNoun + `$`)},
	{errorsOnly, regexp.MustCompile(`(?i)^(?:(.*?)\s+[-–—−]\s+)?(\d{1,9})\s+` + errorNoun + `$`)},
	{
		failure,
		regexp.MustCompile(
			`(?i)^(?:(.*?)\s+[-–—−]\s+)?(?:Error Notification|Notification d['’]erreurs?|Fehlerbenachrichtigung|Fehlermeldung|Fehlerhinweis)$`,
		),
	},
	{notification, regexp.MustCompile(`(?i)^(?:(.*?)\s+[-–—−]\s+)?(?:Notification|Benachrichtigung)$`)},
	{
		media,
		regexp.MustCompile(
			`(?i)^(?:(.*?)\s+[-–—−]\s+)?(?:Attente d[eu] (?:support|média).*|Waiting for media.*|Media request.*|Demande de support.*|Medienanforderung.*|Warten auf Medi.*|Wartet auf Medi.*)$`,
		),
	},
	{
		stopped,
		regexp.MustCompile(
			`(?i)^(?:(.*?)\s+[-–—−]\s+)?(?:Execution stopped by (?:the )?operator|(?:Exécution|Opération) (?:arrêtée|interrompue) par l['’]opérateur|Ausführung (?:vom|durch den|durch) (?:Operator|Bediener|Benutzer) (?:gestoppt|abgebrochen|angehalten))$`,
		),
	},
}

// split tells what a subject announces and the script that it names.
func split(subject string) (form, string) {
	for _, f := range forms {
		if g := f.text.FindStringSubmatch(subject); g != nil {
			return f.form, strings.TrimSpace(g[1])
		}
	}
	return other, strings.TrimSpace(subject)
}

// judge adds what the subject says and returns it.
func (f form) judge(subject string, t *verdict.Tally) domain.Status {
	status := domain.Status(0)
	switch f {
	case counted:
		g := forms[0].text.FindStringSubmatch(subject)
		status = countStatus(g[2], g[3])
	case errorsOnly:
		g := forms[1].text.FindStringSubmatch(subject)
		status = countStatus(g[2], "")
	case failure, stopped:
		status = domain.Failed
	case media:
		status = domain.Warning
	}
	t.Add(status, subject, "subject")
	return status
}

func countStatus(errors, warnings string) domain.Status {
	switch {
	case strings.Trim(errors, "0") != "":
		return domain.Failed
	case strings.Trim(warnings, "0") != "":
		return domain.Warning
	}
	return domain.Success
}
