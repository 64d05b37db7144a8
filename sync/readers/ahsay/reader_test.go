package ahsay

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

func TestVariantsOfAhsayCBSAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		m := &message.Message{From: "Backup <noreply@example.com>", FromAddress: "noreply@example.com", Subject: c.subject, Text: c.text, HTML: c.html}
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

func TestNoVariantOfAhsayCBSCutAtALineIsBetterThanTheWhole(t *testing.T) {
	for _, c := range variants {
		lines := strings.Split(c.text, "\n")
		if c.html != "" || c.status == 0 || c.status == domain.Success {
			continue
		}
		for n := range lines {
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

const sub = "Backup Report [OK] > acme > Server data > Job 2026-09-17-23-00-00"

func rows(pairs ...string) string {
	html := "<h3>Backup Job Summary</h3><table>"
	for i := 0; i+1 < len(pairs); i += 2 {
		html += "<tr><td>" + pairs[i] + "</td><td>" + pairs[i+1] + "</td></tr>"
	}
	return html + "</table>"
}

func report1(status string) string {
	return rows("User", "acme", "Backup Set", "Server data", "Destination", "D1", "Backup Job", "2026-09-17-23-00-00", "Job Status", status)
}

const text = "User: acme\nBackup Set: Server data\nDestination: D1\nBackup Job: 2026-09-17-23-00-00\nJob Status: "

var variants = []mail{
	{"good", sub, "", report1("OK"), domain.Success, domain.KindRun, "Server data", 1},
	{"forward", "FW: " + sub, "", report1("OK"), domain.Success, domain.KindRun, "Server data", 1},
	{"nothing to back up", strings.Replace(sub, "OK", "OK (no files backed up)", 1), "", report1("OK (no files backed up)"), domain.Success, domain.KindRun, "Server data", 1},
	{"good subject over a bad row", sub, "", report1("Quota Exceeded"), domain.Failed, domain.KindRun, "Server data", 1},
	{"good subject over an empty row", sub, "", report1(""), domain.Unknown, domain.KindRun, "Server data", 1},
	{"unknown word", sub, "", report1("Zonk"), domain.Unknown, domain.KindRun, "Server data", 1},
	{"warnings", strings.Replace(sub, "OK", "Completed with warning(s)", 1), "", report1("Completed with warning(s)"), domain.Warning, domain.KindRun, "Server data", 1},
	{"remark that warns", strings.Replace(sub, "OK", "OK (with warning)", 1), "", report1("OK"), domain.Warning, domain.KindRun, "Server data", 1},
	{"bad subject over a good row", strings.Replace(sub, "OK", "Completed with error(s)", 1), "", report1("OK"), domain.Failed, domain.KindRun, "Server data", 1},
	{"Italian", "Report di backup [OK] > acme > Dati > Job 2026-09-17-23-00-00", "", rows("Utente", "acme", "Set di backup", "Dati", "Destinazione", "D1", "Stato del job", "Interrotto"), domain.Failed, domain.KindRun, "Dati", 1},
	{"Dutch", "Backuprapport [OK] > acme > Data > Job 2026-09-17-23-00-00", "", rows("Gebruiker", "acme", "Back-upset", "Data", "Bestemming", "D1", "Taakstatus", "OK"), domain.Success, domain.KindRun, "Data", 1},
	{"German", "Backup-Bericht [OK] > acme > Daten > Job 2026-09-17-23-00-00", "", rows("Benutzer", "acme", "Backup-Set", "Daten", "Ziel", "D1", "Job Status", "Fehlgeschlagen"), domain.Failed, domain.KindRun, "Daten", 1},
	{"text copy", sub, text + "OK\n", "", domain.Success, domain.KindRun, "Server data", 1},
	{"text copy with values below", sub, strings.ReplaceAll(text, ": ", "\n") + "\nAborted by user\n", "", domain.Failed, domain.KindRun, "Server data", 1},
	{"subject of its own", "nightly", "", report1("OK"), domain.Success, domain.KindRun, "Server data", 1},
	{"subject alone", sub, "", "", domain.Unknown, domain.KindRun, "Server data", 0},
	{"missed", "Scheduled backup, acme > BUS > 2026-09-08-13-15-00, was missed", "", "", domain.Missed, domain.KindRun, "BUS", 1},
	{"quota", "Account, acme, has exceeded its backup quota", "", "", domain.Warning, domain.KindInformation, "", 0},
	{"quota of another product", "Warning, acme, has exceeded its disk quota", "", "", 0, "", "", 0},
	{"another report", "Backup report [OK] for acme", "Job Status: OK", "", 0, "", "", 0},
}
