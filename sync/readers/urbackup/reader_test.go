package urbackup

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/readertest"
)

func TestVariantsOfUrBackupAreReadByTheirFormat(t *testing.T) {
	readertest.Read(t, Reader{}, "urbackup@example.com", variants)
}

func TestNoVariantOfUrBackupCutAtALineIsBetterThanTheWhole(t *testing.T) {
	readertest.CutAtLines(t, Reader{}, 0, variants)
}

const (
	head = "UrBackup just did a full  image backup of \"PC1\".\n\nReport:\n"
	good = "( 2 infos, 0 warnings, 0 errors)\n\n2024-05-02 01:00:02(info): Starting\n2024-05-02 01:04:41(info): Backup succeeded\n"
)

var variants = []readertest.Mail{
	{Name: "image backup", Subject: "UrBackup: Full image backup of \"PC1\" - success", Text: head + good, Status: domain.Success, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "file backup with the double blank of the script", Subject: "UrBackup: Resumed full file  backup of \"PC1\" - success", Text: head + good, Status: domain.Success, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "forward", Subject: "Fwd: UrBackup: Full image backup of \"PC1\" - success", Text: "> " + strings.ReplaceAll(head+good, "\n", "\n> "), Status: domain.Success, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "failed subject over a good log", Subject: "UrBackup: Full image backup of \"PC1\" - failed", Text: head + good, Status: domain.Failed, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "good subject over an error line", Subject: "UrBackup: Full image backup of \"PC1\" - success", Text: head + strings.Replace(good, "(info): Starting", "(error): No space", 1), Status: domain.Failed, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "ten errors", Subject: "UrBackup: Full image backup of \"PC1\" - success", Text: head + strings.Replace(good, "0 errors", "10 errors", 1), Status: domain.Failed, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "one warning", Subject: "UrBackup: Full image backup of \"PC1\" - success", Text: head + strings.Replace(good, "0 warnings", "1 warning", 1), Status: domain.Warning, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "subject that lost its verdict, log with it", Subject: "UrBackup: Full image backup of \"PC1\"", Text: head + good, Status: domain.Success, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "no verdict but zero counts", Subject: "UrBackup: Full image backup of \"PC1\"", Text: head + "( 0 infos, 0 warnings, 0 errors)\n", Status: domain.Unknown, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "unknown verdict", Subject: "UrBackup: Full image backup of \"PC1\" - zonk", Text: head + good, Status: domain.Unknown, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "no body", Subject: "UrBackup: Full image backup of \"PC1\" - success", Status: domain.Unknown, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "subject of its own", Subject: "Nightly", Text: head + good, Status: domain.Success, Kind: domain.KindRun, Job: "PC1", Objects: 1},
	{Name: "look-alike", Subject: "UrBackup server was updated", Text: "A full image backup of \"PC1\" - success"},
}
