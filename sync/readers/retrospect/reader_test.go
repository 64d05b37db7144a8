package retrospect

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// mail is one variant: its subject, its text or HTML, and what is to be read.
type mail struct {
	name, subject, text, html string
	status                    domain.Status
	kind                      domain.Kind
	job                       string
	objects                   int
}

func TestVariantsOfRetrospectAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		m := &message.Message{From: "Backup <retro@example.com>", FromAddress: "retro@example.com", Subject: c.subject, Text: c.text, HTML: c.html}
		got, ok := Reader{}.Read(t.Context(), m, reader.Env{})
		if c.status == 0 {
			if ok {
				t.Errorf("%s: claimed: %+v", c.name, got)
			}
			continue
		}
		if !ok || len(got) != 1 {
			t.Errorf("%s: recognised %t, %d results", c.name, ok, len(got))
			continue
		}
		r := got[0]
		if r.Status != c.status || r.Kind != c.kind || r.JobName != c.job || len(r.Objects) != c.objects {
			t.Errorf("%s: %s %s %q %d objects from %+v\n%+v", c.name, r.Status, r.Kind, r.JobName, len(r.Objects), r.Evidence, r.Objects)
		}
	}
}

func TestNoVariantOfRetrospectCutAtALineIsBetterThanTheWhole(t *testing.T) {
	for _, c := range variants {
		lines := strings.Split(c.text, "\n")
		if c.html != "" || c.status == 0 || c.status == domain.Success {
			continue
		}
		for n := range lines {
			if n == 0 {
				continue // an empty body occurs, and the subject has the counts
			}
			m := &message.Message{Subject: c.subject, Text: strings.Join(lines[:n], "\n")}
			got, _ := Reader{}.Read(t.Context(), m, reader.Env{})
			for _, r := range got {
				if r.Status == domain.Success {
					t.Errorf("%s: Success after %d lines from %+v", c.name, n, r.Evidence)
				}
			}
		}
	}
}

var variants = []mail{
	{"no errors, empty body", "Nightly - 0 erreurs, 0 avertissements - Retrospect", "", "", domain.Success, domain.KindRun, "Nightly", 0},
	{"ten errors", "Nightly - 10 errors, 0 warnings - Retrospect", "", "", domain.Failed, domain.KindRun, "Nightly", 0},
	{"warnings, German", "WG: Nightly - 0 Fehler, 3 Warnungen - Retrospect", "", "", domain.Warning, domain.KindRun, "Nightly", 0},
	{"em dash and double blank", "Nightly — 0 errors,  0 warnings — Retrospect", "", "", domain.Success, domain.KindRun, "Nightly", 0},
	{"good subject over bad counts", "Nightly - 0 errors, 0 warnings - Retrospect", "* Script: Nightly\n* Errors: 2\n* Warnings: 0", "", domain.Failed, domain.KindRun, "Nightly", 0},
	{"good subject over a code", "Nightly - 0 errors, 0 warnings - Retrospect", "Can not access volume, error -1115 (access denied)", "", domain.Failed, domain.KindRun, "Nightly", 0},
	{"error notification", "Nightly - Error Notification - Retrospect", "Script: Nightly\nClient: PC1\nTrouble reading files, error -519 (network communication failed)", "", domain.Failed, domain.KindRun, "Nightly", 1},
	{"error notification, German", "Nightly - Fehlerbenachrichtigung - Retrospect", "", "", domain.Failed, domain.KindRun, "Nightly", 0},
	{"console without errors", "Nightly - Notification - Retrospect", "Management Console\nScript: Nightly\nErrors: 0", "", domain.Success, domain.KindRun, "Nightly", 0},
	{"console with errors", "Nightly - Notification - Retrospect", "Management Console\nScript : Nightly\nErreurs : 3", "", domain.Failed, domain.KindRun, "Nightly", 0},
	{"console without a count", "Nightly - Notification - Retrospect", "Management Console", "", domain.Unknown, domain.KindRun, "Nightly", 0},
	{"stopped", "Execution stopped by operator - Retrospect", "Script: Nightly", "", domain.Failed, domain.KindRun, "Nightly", 0},
	{"waiting for media", "Nightly - Attente de support - Retrospect", "", "", domain.Warning, domain.KindInformation, "Nightly", 0},
	{"grooming", "Nightly - 0 errors, 0 warnings - Retrospect", "Optimisation de A du jeu de sauvegarde B", "", domain.Success, domain.KindInformation, "Nightly", 0},
	{"unknown notice", "Something new - Retrospect", "Hello", "", domain.Unknown, domain.KindInformation, "Something new", 0},
	{"digest", "Retrospect : état pour 20/07/2026", "Erreurs : 1", "", domain.Failed, domain.KindDigest, "", 0},
	{"digest without counts", "Retrospect : état pour 20/07/2026", "Hello", "", domain.Unknown, domain.KindDigest, "", 0},
	{"minutes of a meeting", "Sprint retrospect", "0 errors, 0 warnings", "", 0, "", "", 0},
}
