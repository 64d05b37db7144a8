package urbackup

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

func TestVariantsOfUrBackupAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		m := &message.Message{From: "Backup <urbackup@example.com>", FromAddress: "urbackup@example.com", Subject: c.subject, Text: c.text, HTML: c.html}
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

func TestNoVariantOfUrBackupCutAtALineIsBetterThanTheWhole(t *testing.T) {
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

const (
	head = "UrBackup just did a full  image backup of \"PC1\".\n\nReport:\n"
	good = "( 2 infos, 0 warnings, 0 errors)\n\n2024-05-02 01:00:02(info): Starting\n2024-05-02 01:04:41(info): Backup succeeded\n"
)

var variants = []mail{
	{"image backup", "UrBackup: Full image backup of \"PC1\" - success", head + good, "", domain.Success, domain.KindRun, "PC1", 1},
	{"file backup with the double blank of the script", "UrBackup: Resumed full file  backup of \"PC1\" - success", head + good, "", domain.Success, domain.KindRun, "PC1", 1},
	{"forward", "Fwd: UrBackup: Full image backup of \"PC1\" - success", "> " + strings.ReplaceAll(head+good, "\n", "\n> "), "", domain.Success, domain.KindRun, "PC1", 1},
	{"failed subject over a good log", "UrBackup: Full image backup of \"PC1\" - failed", head + good, "", domain.Failed, domain.KindRun, "PC1", 1},
	{"good subject over an error line", "UrBackup: Full image backup of \"PC1\" - success", head + strings.Replace(good, "(info): Starting", "(error): No space", 1), "", domain.Failed, domain.KindRun, "PC1", 1},
	{"ten errors", "UrBackup: Full image backup of \"PC1\" - success", head + strings.Replace(good, "0 errors", "10 errors", 1), "", domain.Failed, domain.KindRun, "PC1", 1},
	{"one warning", "UrBackup: Full image backup of \"PC1\" - success", head + strings.Replace(good, "0 warnings", "1 warning", 1), "", domain.Warning, domain.KindRun, "PC1", 1},
	{"subject that lost its verdict, log with it", "UrBackup: Full image backup of \"PC1\"", head + good, "", domain.Success, domain.KindRun, "PC1", 1},
	{"no verdict but zero counts", "UrBackup: Full image backup of \"PC1\"", head + "( 0 infos, 0 warnings, 0 errors)\n", "", domain.Unknown, domain.KindRun, "PC1", 1},
	{"unknown verdict", "UrBackup: Full image backup of \"PC1\" - zonk", head + good, "", domain.Unknown, domain.KindRun, "PC1", 1},
	{"no body", "UrBackup: Full image backup of \"PC1\" - success", "", "", domain.Unknown, domain.KindRun, "PC1", 1},
	{"subject of its own", "Nightly", head + good, "", domain.Success, domain.KindRun, "PC1", 1},
	{"look-alike", "UrBackup server was updated", "A full image backup of \"PC1\" - success", "", 0, "", "", 0},
}
