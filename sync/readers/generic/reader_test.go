package generic

import (
	"context"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// The zero status stands for a mail that must not be recognised.
func TestOnlyAnchoredVerdictsCount(t *testing.T) {
	cases := []struct {
		subject, text string
		want          domain.Status
	}{
		// Conventions of scripts.
		{"[Success] Backup fileserver", "", domain.Success},
		{"[OK] nightly backup", "", domain.Success},
		{"[Failed] Backup fileserver", "", domain.Failed},
		{"[Warning] Backup fileserver", "", domain.Warning},
		{"Backup fileserver: ERROR", "", domain.Failed},
		{"Backup SRV1 successful", "", domain.Success},
		{"Sicherung SRV1 erfolgreich", "", domain.Success},
		{"Sicherung SRV1 fehlgeschlagen", "", domain.Failed},
		{"Back-up SRV1 mislukt", "", domain.Failed},
		{"Sauvegarde SRV1 - échec", "", domain.Failed},
		{"Backup report SRV1", "Status: Success", domain.Success},
		{"Backup report SRV1", "Job status: completed with errors", domain.Failed},
		{"Backup report SRV1", "Result: OK", domain.Success},
		{"Backup report SRV1", "Backup completed successfully.", domain.Success},
		{"Backup report SRV1", "The backup job failed.", domain.Failed},
		{"Backup ✅ SRV1", "Status: Success", domain.Success},

		// Counts with number guards.
		{"Backup report", "Status: Success\nErrors: 0\nFailed: 0", domain.Success},
		{"Backup report", "Status: Success\nErrors: 10", domain.Failed},
		{"Backup report", "Status: Success\n10 errors", domain.Failed},
		{"Backup report", "Status: Success\nWarnings: 2", domain.Warning},
		{"Backup report - 2 errors, 1 warnings", "", domain.Failed},
		{"Backup 0/1 VMs Successful", "", domain.Failed},
		{"Backup 3 of 4 VMs successful", "", domain.Failed},
		{"Backup report", "Date: 2026-07-26\nErrors: 0\nStatus: OK", domain.Success},

		// Traps: never Success.
		{"Backup report", "The job completed successfully.  However, the following conditions were encountered:", 0},
		{"Backup report [Success]", "However, two files were skipped.", domain.Unknown},
		{"Backup OK -- with warnings", "", domain.Warning},
		{"Backup report", "Status: Backup OK -- with warnings", domain.Warning},
		{"[Success] backup", "srv4 Failed today", domain.Failed},
		{"[Success] backup", "srv1 has never been successfully backed up", domain.Failed},
		{"[Success] backup", "Datei konnte nicht gesichert werden: Fehler 5", domain.Failed},
		{"Last successful backup: 2020-01-01", "", 0},
		{"Backup notice", "Last successful sync: 2026-08-01", 0},
		{"Backup notice", "no backups of srv1 have succeeded", domain.Missed},
		{"Backup not successful", "", domain.Failed},
		{"Backup was missed", "", domain.Missed},
		{"No recent backup of PC-12", "", domain.Missed},
		{"Backup of SRV1 completed with warnings", "", domain.Warning},
		{"Partially completed backup of host", "", domain.Warning},
		{"Backup report", "Status: zonked", 0},
		{"[Success] backup", "Status: zonked", domain.Unknown},

		// Not ours.
		{"Lunch", "Status: Success", 0},
		{"Re: question about the backup", "Can you look at it tomorrow?", 0},
		{"Your backup licence expires", "Renew now.", 0},
	}
	for _, c := range cases {
		got, ok := Reader{}.Read(context.Background(), &message.Message{Subject: c.subject, Text: c.text, FromAddress: "a@example.com"}, reader.Env{})
		switch {
		case !ok && c.want != 0:
			t.Errorf("%q / %q: not recognised, want %s", c.subject, c.text, c.want)
		case ok && c.want == 0 && got[0].Status != domain.Unknown:
			t.Errorf("%q / %q: %s from %+v, want nothing", c.subject, c.text, got[0].Status, got[0].Evidence)
		case ok && c.want != 0 && got[0].Status != c.want:
			t.Errorf("%q / %q: %s from %+v, want %s", c.subject, c.text, got[0].Status, got[0].Evidence, c.want)
		}
	}
}

func TestTheIdentityStaysTheSameFromMailToMail(t *testing.T) {
	for _, pair := range [][2]string{
		{"[Success] Backup fileserver 2026-01-02 03:04", "[Failed] Backup fileserver 2026-01-03 03:05"},
		{"Backup SRV1: OK", "Backup SRV1: ERROR"},
		{"web01 backup succeeded: 0000412 2023-11-05 02:00:04 +0100 (1 warnings)", "web01 backup failed: 0000413 2023-11-06 02:00:04 +0100"},
		{"Remote - Acme - 2 errors, 1 warnings - Backup", "Remote - Acme - 0 errors, 0 warnings - Backup"},
		{"Nightly backup of SRV1 successful", "Nightly backup of SRV1 failed"},
	} {
		if a, b := identityOf(pair[0]), identityOf(pair[1]); a != b || a == domain.Fold("||backup report| @ ") {
			t.Errorf("%q and %q differ", a, b)
		}
	}
}

func identityOf(subject string) string {
	c := Reader{}.known().newCollector(&message.Message{Subject: subject, FromAddress: "a@example.com"}, reader.Env{})
	c.read()
	n := c.identify()
	return string(domain.NewJobKey("", "", n.jobType, n.jobName+" @ "+n.identity))
}
