package generic

import (
	"testing"

	"runchecks/domain"
)

func TestAGreetingWithANameTakesNothingBack(t *testing.T) {
	for text, want := range map[string]domain.Status{
		"Hi Zibbel, all servers were backed up successfully.":                   domain.Success,
		"Guten Tag Frau Zibbel, die Sicherung wurde erfolgreich abgeschlossen.": domain.Success,
		"Hi Zibbel, all servers zibbled.":                                       domain.Unknown,
		"The array zibbled, all servers were backed up successfully.":           domain.Unknown,
	} {
		if status, r := judged(t, "Backup SRV01", text+"\n"); status != want {
			t.Errorf("%q is %s because of %q, want %s", text, status, r.Evidence.Words, want)
		}
	}
}

func TestAFigureWithAVerdictIsNoFigure(t *testing.T) {
	for _, line := range []string{"Web server: not OK 3", "Archivio: not OK (1,2 GB)"} {
		if status, _ := judged(t, "Backup OK", "Backup OK\n"+line+"\n"); status == domain.Success {
			t.Errorf("%q is passed over", line)
		}
	}
}
