package grammar

import (
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

func TestAWordThatNobodyKnowsMayTellWhatANounIsAbout(t *testing.T) {
	l := lexicon.Shipped()
	for text, want := range map[string]domain.Status{
		"The backup of the zibbelware completed":             domain.Success,
		"Backup of zibbelware completed":                     domain.Success,
		"Die Sicherung der Zibbelei wurde abgeschlossen":     domain.Success,
		"La copia del zibbel ha finalizado":                  domain.Success,
		"La sauvegarde du serveur de zibbel est terminée":    domain.Success,
		"The zibbel backup completed":                        domain.Unknown,
		"The backup zibbel completed":                        domain.Unknown,
		"The backup completed on the zibbel":                 domain.Unknown,
		"The zibbel of the array is complete":                domain.Unknown,
		"Backup of the zibbel wibble completed":              domain.Unknown,
		"Die Sicherung wurde auf dem Zibbel abgeschlossen":   domain.Unknown,
		"The backup of the zibbelware completed with wibble": domain.Unknown,
	} {
		r := New(l, Languages(l, text))
		if v := r.Judge(text, lexicon.Sentence); v.Status != want {
			t.Errorf("%q is %s because of %q (%s), want %s", text, v.Status, v.Words, v.Reason, want)
		}
	}
}

func TestACourtesyTakesNothingBackAboutAHost(t *testing.T) {
	l := lexicon.Shipped()
	for text, harmless := range map[string]bool{
		"If you have any questions, ring the zibbel":                    true,
		"If you have any questions about SRV02, which zibbels, ring us": false,
		"Thanks for using our tool, but the array zibbels":              false,
	} {
		r := New(l, Languages(l, text))
		if v := r.Judge(text, lexicon.Sentence); (v.Reason == Harmless) != harmless {
			t.Errorf("%q is %s because of %q (%s)", text, v.Status, v.Words, v.Reason)
		}
	}
}
