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
	return contains(line, stems)
}

// subjects are what the closing sentences are about; they are tried only on lines
// that name one.
var subjects = []string{"backup", "back-up", "job", "task", "sicherung", "sauvegarde", "copia", "snapshot", "replication", "archiv"}

// nounStems are in every noun that a count can count.
var nounStems = []string{"err", "fail", "fatal", "échec", "fehl", "fout", "falha", "mislukt", "warn", "avert", "waarsch", "avvis", "avvert", "advert", "aviso", "except", "skip"}

func contains(line string, stems []string) bool {
	line = strings.ToLower(line)
	for _, s := range stems {
		if strings.Contains(line, s) {
			return true
		}
	}
	return false
}
