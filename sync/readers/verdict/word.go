package verdict

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"runchecks/domain"
)

// The words that stand alone in a status cell, a bracket or after "Status:". Only
// whole texts are compared, never parts of a sentence.
var words = map[string]domain.Status{}

func init() {
	for status, list := range map[domain.Status]string{
		domain.Success: `success|succeeded|successful|successfully|completed|completed successfully|ok|good|passed|done without errors|finished successfully|complete|` +
			`erfolgreich|erfolg|abgeschlossen|erfolgreich abgeschlossen|geslaagd|succes|gelukt|voltooid|réussi|réussie|réussite|succès|terminé avec succès|` +
			`completato|completata|riuscito|riuscita|successo|correcto|correctamente|éxito|completado|exitoso|finalizado correctamente|sucesso|lyckades|powodzenie|✅|✔|✔️|☑|🟢`,
		domain.Warning: `warning|warnings|success with warnings|completed with warnings|with warnings|completed with exceptions|success with exceptions|partial|partially completed|partially successful|partially succeeded|partial success|incomplete|strange|` +
			`completed with errors and warnings|warnung|warnungen|mit warnungen|waarschuwing|waarschuwingen|avertissement|avertissements|avviso|avvisi|attenzione|advertencia|aviso|avisos|varning|ostrzeżenie|teilweise erfolgreich|gedeeltelijk voltooid|⚠|⚠️|🟡|🟠`,
		domain.Failed: `failed|failure|fail|error|errors|fatal|fatal error|aborted|abort|canceled|cancelled|canceled, timed out|terminated|stopped|unsuccessful|not successful|critical|completed with errors|finished with errors|crashed|timed out|timeout|err|out of capacity|unavailable|storage quota exceeded|quota exceeded|` +
			`fehlgeschlagen|fehler|gescheitert|abgebrochen|mislukt|fout|gefaald|geannuleerd|afgebroken|échec|échoué|échouée|erreur|erreurs|annulé|fallito|fallita|errore|errori|non riuscito|non riuscita|annullato|fallido|fallida|error en|con errores|erro|falhou|misslyckades|błąd|niepowodzenie|` +
			`❌|✖|✖️|🔴|⛔|🛑|❗|🚨`,
		domain.Missed: `missed|was missed|not run|skipped by schedule|never run|verpasst|gemist|manqué`,
	} {
		for _, w := range strings.Split(list, "|") {
			words[domain.Fold(w)] = status
		}
	}
}

// Word returns the status that a text consisting of a status word alone means,
// and the zero Status for any other text.
func Word(text string) domain.Status {
	// Readers ask for every cell and line of a report: no memory is taken for short ones.
	var space [64]byte
	if short, ok := foldShort(space[:0], text); ok {
		return words[string(bytes.Trim(short, " .!:;*#-=_"))]
	}
	return words[strings.Trim(domain.Fold(norm.NFC.String(text)), " .!:;*#-–—−=_")]
}

// foldShort appends a short ASCII text to space as domain.Fold writes it.
func foldShort(space []byte, text string) ([]byte, bool) {
	if len(text) > cap(space) {
		return nil, false
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			return nil, true // no word has a digit, and most cells of a report have some
		case c >= utf8.RuneSelf || c < ' ' || c == 0x7f:
			return nil, false
		case c == ' ' && (len(space) == 0 || space[len(space)-1] == ' '):
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		space = append(space, c)
	}
	return space, true
}
