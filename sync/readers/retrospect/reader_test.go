package retrospect

import (
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/readertest"
)

func TestVariantsOfRetrospectAreReadByTheirFormat(t *testing.T) {
	readertest.Read(t, Reader{}, "retro@example.com", variants)
}

func TestNoVariantOfRetrospectCutAtALineIsBetterThanTheWhole(t *testing.T) {
	// An empty body occurs, and the subject has the counts.
	readertest.CutAtLines(t, Reader{}, 1, variants)
}

var variants = []readertest.Mail{
	{Name: "no errors, empty body", Subject: "Nightly - 0 erreurs, 0 avertissements - Retrospect", Status: domain.Success, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "ten errors", Subject: "Nightly - 10 errors, 0 warnings - Retrospect", Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "warnings, German", Subject: "WG: Nightly - 0 Fehler, 3 Warnungen - Retrospect", Status: domain.Warning, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "em dash and double blank", Subject: "Nightly — 0 errors,  0 warnings — Retrospect", Status: domain.Success, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "good subject over bad counts", Subject: "Nightly - 0 errors, 0 warnings - Retrospect", Text: "* Script: Nightly\n* Errors: 2\n* Warnings: 0", Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "good subject over a code", Subject: "Nightly - 0 errors, 0 warnings - Retrospect", Text: "Can not access volume, error -1115 (access denied)", Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "error notification", Subject: "Nightly - Error Notification - Retrospect", Text: "Script: Nightly\nClient: PC1\nTrouble reading files, error -519 (network communication failed)", Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly", Objects: 1},
	{Name: "error notification, German", Subject: "Nightly - Fehlerbenachrichtigung - Retrospect", Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "console without errors", Subject: "Nightly - Notification - Retrospect", Text: "Management Console\nScript: Nightly\nErrors: 0", Status: domain.Success, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "console with errors", Subject: "Nightly - Notification - Retrospect", Text: "Management Console\nScript : Nightly\nErreurs : 3", Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "console without a count", Subject: "Nightly - Notification - Retrospect", Text: "Management Console", Status: domain.Unknown, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "stopped", Subject: "Execution stopped by operator - Retrospect", Text: "Script: Nightly", Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "waiting for media", Subject: "Nightly - Attente de support - Retrospect", Status: domain.Warning, Kind: domain.KindInformation, Job: "Nightly"},
	{Name: "grooming", Subject: "Nightly - 0 errors, 0 warnings - Retrospect", Text: "Optimisation de A du jeu de sauvegarde B", Status: domain.Success, Kind: domain.KindInformation, Job: "Nightly"},
	{Name: "unknown notice", Subject: "Something new - Retrospect", Text: "Hello", Status: domain.Unknown, Kind: domain.KindInformation, Job: "Something new"},
	{Name: "digest", Subject: "Retrospect : état pour 20/07/2026", Text: "Erreurs : 1", Status: domain.Failed, Kind: domain.KindDigest},
	{Name: "digest without counts", Subject: "Retrospect : état pour 20/07/2026", Text: "Hello", Status: domain.Unknown, Kind: domain.KindDigest},
	{Name: "minutes of a meeting", Subject: "Sprint retrospect", Text: "0 errors, 0 warnings"},
}
