package generic

import "strings"

// The patterns of this package are costly, and most lines of a log hold none of
// their words. A line is looked at closely only if it contains one of these stems.
// They must cover every word of the patterns: a test compares the two.
var stems = []string{
	"err", "fail", "fatal", "warn", "success", "succe", "status", "result", "skip", "except", "miss", "partial", "incompl",
	"abort", "cancel", "unable", "cannot", "could not", "not compl", "never", "denied", "critical", "problem", "strange", "however", "corrupt", "expire",
	"timeout", "timed out", "time out", "timed  out", "without", "state", "outcome", "terminat", "ended", "finished", "completed",
	"fehl", "erfolg", "ergebnis", "abgebrochen", "nicht", "kein", "warnung",
	"fout", "mislukt", "waarschuw", "niet", "geen", "succesvol",
	"échec", "échou", "avert", "réuss", "résultat", "statut", "avec succ",
	"esito", "risultato", "stato", "fallit", "riuscit", "attenzione", "avvis", "avvert", "con successo",
	"estado", "resultado", "advert", "aviso", "fallo", "correctamente", "falha", "falh", "resultaa",
	"❌", "⚠", "🔴",
}

// worthALook is the cheap test.
func worthALook(line string) bool {
	line = strings.ToLower(line)
	for _, s := range stems {
		if strings.Contains(line, s) {
			return true
		}
	}
	return false
}
