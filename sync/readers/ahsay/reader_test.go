package ahsay

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/readertest"
)

func TestVariantsOfAhsayCBSAreReadByTheirFormat(t *testing.T) {
	readertest.Read(t, Reader{}, "noreply@example.com", variants)
}

func TestNoVariantOfAhsayCBSCutAtALineIsBetterThanTheWhole(t *testing.T) {
	readertest.CutAtLines(t, Reader{}, 0, variants)
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

var variants = []readertest.Mail{
	{Name: "good", Subject: sub, HTML: report1("OK"), Status: domain.Success, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "forward", Subject: "FW: " + sub, HTML: report1("OK"), Status: domain.Success, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "nothing to back up", Subject: strings.Replace(sub, "OK", "OK (no files backed up)", 1), HTML: report1("OK (no files backed up)"), Status: domain.Success, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "good subject over a bad row", Subject: sub, HTML: report1("Quota Exceeded"), Status: domain.Failed, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "good subject over an empty row", Subject: sub, HTML: report1(""), Status: domain.Unknown, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "unknown word", Subject: sub, HTML: report1("Zonk"), Status: domain.Unknown, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "warnings", Subject: strings.Replace(sub, "OK", "Completed with warning(s)", 1), HTML: report1("Completed with warning(s)"), Status: domain.Warning, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "remark that warns", Subject: strings.Replace(sub, "OK", "OK (with warning)", 1), HTML: report1("OK"), Status: domain.Warning, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "bad subject over a good row", Subject: strings.Replace(sub, "OK", "Completed with error(s)", 1), HTML: report1("OK"), Status: domain.Failed, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "Italian", Subject: "Report di backup [OK] > acme > Dati > Job 2026-09-17-23-00-00", HTML: rows("Utente", "acme", "Set di backup", "Dati", "Destinazione", "D1", "Stato del job", "Interrotto"), Status: domain.Failed, Kind: domain.KindRun, Job: "Dati", Objects: 1},
	{Name: "Dutch", Subject: "Backuprapport [OK] > acme > Data > Job 2026-09-17-23-00-00", HTML: rows("Gebruiker", "acme", "Back-upset", "Data", "Bestemming", "D1", "Taakstatus", "OK"), Status: domain.Success, Kind: domain.KindRun, Job: "Data", Objects: 1},
	{Name: "German", Subject: "Backup-Bericht [OK] > acme > Daten > Job 2026-09-17-23-00-00", HTML: rows("Benutzer", "acme", "Backup-Set", "Daten", "Ziel", "D1", "Job Status", "Fehlgeschlagen"), Status: domain.Failed, Kind: domain.KindRun, Job: "Daten", Objects: 1},
	{Name: "text copy", Subject: sub, Text: text + "OK\n", Status: domain.Success, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "text copy with values below", Subject: sub, Text: strings.ReplaceAll(text, ": ", "\n") + "\nAborted by user\n", Status: domain.Failed, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "subject of its own", Subject: "nightly", HTML: report1("OK"), Status: domain.Success, Kind: domain.KindRun, Job: "Server data", Objects: 1},
	{Name: "subject alone", Subject: sub, Status: domain.Unknown, Kind: domain.KindRun, Job: "Server data"},
	{Name: "missed", Subject: "Scheduled backup, acme > BUS > 2026-09-08-13-15-00, was missed", Status: domain.Missed, Kind: domain.KindRun, Job: "BUS", Objects: 1},
	{Name: "quota", Subject: "Account, acme, has exceeded its backup quota", Status: domain.Failed, Kind: domain.KindInformation, Objects: 1},
	{Name: "quota nearly reached", Subject: "Account, acme, has almost reached its backup quota", Status: domain.Warning, Kind: domain.KindInformation, Objects: 1},
	{Name: "quota of another product", Subject: "Warning, acme, has exceeded its disk quota"},
	{Name: "another report", Subject: "Backup report [OK] for acme", Text: "Job Status: OK"},
}
