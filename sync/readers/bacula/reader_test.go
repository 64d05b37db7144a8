package bacula

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// reportOf writes a report as the director of a recent version does.
func reportOf(product, id, job, client, termination string) string {
	return fmt.Sprintf(`27-Nov 19:48 main-dir JobId %[2]s: %[1]s main-dir 9.6.7 (10Dec20):
  Build OS:               x86_64-pc-linux-gnu debian 12
  JobId:                  %[2]s
  Job:                    %[3]s.2024-11-27_19.47.55_03
  Backup Level:           Incremental, since=2024-11-26 23:05:03
  Client:                 "%[4]s" 9.6.7 (10Dec20) x86_64-pc-linux-gnu
  FileSet:                "Full Set" 2024-11-24 15:38:31
  Scheduled time:         27-Nov-2024 19:47:52
  Start time:             27-Nov-2024 19:47:57
  End time:               27-Nov-2024 19:48:17
  FD Files Written:       5,765
  Non-fatal FD errors:    0
  SD Errors:              0
  FD termination status:  OK
  SD termination status:  OK
  Termination:            %[5]s

`, product, id, job, client, termination)
}

const (
	good    = domain.Success
	bad     = domain.Failed
	warn    = domain.Warning
	unknown = domain.Unknown
	run     = domain.KindRun
	info    = domain.KindInformation
	subj    = "Bacula: Backup OK of pc1-fd Incremental"
)

var ok = reportOf("Bacula", "6", "Nightly", "pc1-fd", "Backup OK")

func with(report, old, replacement string) string {
	if !strings.Contains(report, old) {
		panic(old)
	}
	return strings.Replace(report, old, replacement, 1)
}

func before(report, mark string) string {
	head, _, _ := strings.Cut(report, mark)
	return head
}

func said(id, text string) string { return "27-Nov 19:48 main-dir JobId " + id + ": " + text + "\n" }

type want struct {
	status domain.Status
	kind   domain.Kind
	kinds  string
	name   string
}

var variants = []struct {
	name, subject, text string
	want                []want
}{
	{"a good job", subj, ok, []want{{good, run, "Backup (Incremental)", "Nightly"}}},
	{"forwarded and quoted", "FW: " + subj, "> " + strings.ReplaceAll(ok, "\n", "\n> "), []want{{good, run, "Backup (Incremental)", "Nightly"}}},
	{"a subject of the site's own", "the night", ok, []want{{good, run, "Backup (Incremental)", "Nightly"}}},
	{"a bad subject over a good report", "Bacula: Backup Fatal Error of pc1-fd Incremental", ok, []want{{bad, run, "Backup (Incremental)", "Nightly"}}},
	{"a bad subject under the name of the customer", "Acme: Backup Error of pc1-fd Full", ok, []want{{bad, run, "Backup (Incremental)", "Nightly"}}},
	{"a bad subject of the site's own", "Bacula: pc1-fd Nightly Error -- Files=0", ok, []want{{bad, run, "Backup (Incremental)", "Nightly"}}},
	{"a job named after errors", "Bacula: job error ok", reportOf("Bacula", "6", "error", "pc1-fd", "Backup OK"), []want{{good, run, "Backup (Incremental)", "error"}}},
	{"an unknown exit status", "Bacula: Backup Zonk of pc1-fd Incremental", ok, []want{{unknown, run, "Backup (Incremental)", "Nightly"}}},
	{"with warnings", "x", reportOf("Bacula", "6", "Nightly", "pc1-fd", "Backup OK -- with warnings"), []want{{warn, run, "Backup (Incremental)", "Nightly"}}},
	{"a verdict cut in its line", "x", before(reportOf("Bacula", "6", "Nightly", "pc1-fd", "Backup OK -- with warnings"), " -- with"), []want{{unknown, run, "Backup (Incremental)", "Nightly"}}},
	{"error", "x", reportOf("Bacula", "6", "Nightly", "pc1-fd", "*** Backup Error ***"), []want{{bad, run, "Backup (Incremental)", "Nightly"}}},
	{"canceled", "x", reportOf("Bacula", "6", "Nightly", "pc1-fd", "Backup Canceled"), []want{{bad, run, "Backup (Incremental)", "Nightly"}}},
	{"incomplete", "x", reportOf("Bacula", "6", "Nightly", "pc1-fd", "Backup failed -- incomplete"), []want{{bad, run, "Backup (Incremental)", "Nightly"}}},
	{"an inappropriate code", "x", reportOf("Bacula", "6", "Nightly", "pc1-fd", "Inappropriate term code: C"), []want{{unknown, run, "Backup (Incremental)", "Nightly"}}},
	{"not OK", "x", reportOf("Bacula", "6", "Nightly", "pc1-fd", "Backup not OK"), []want{{unknown, run, "Backup (Incremental)", "Nightly"}}},
	{"an empty verdict", "x", reportOf("Bacula", "6", "Nightly", "pc1-fd", ""), []want{{unknown, run, "Backup (Incremental)", "Nightly"}}},
	{"no verdict", subj, before(ok, "  Termination"), []want{{unknown, run, "Backup (Incremental)", "Nightly"}}},
	{"errors of the client", subj, with(ok, "Non-fatal FD errors:    0", "Non-fatal FD errors:    10"), []want{{warn, run, "Backup (Incremental)", "Nightly"}}},
	{"a count that is no number", subj, with(ok, "SD Errors:              0", "SD Errors:              many"), []want{{unknown, run, "Backup (Incremental)", "Nightly"}}},
	{"a bad daemon", subj, with(ok, "SD termination status:  OK", "SD termination status:  Error"), []want{{bad, run, "Backup (Incremental)", "Nightly"}}},
	{"a daemon that waits", subj, with(ok, "SD termination status:  OK", "SD termination status:  Waiting on FD"), []want{{unknown, run, "Backup (Incremental)", "Nightly"}}},
	{"a warning among the messages", subj, said("6", "Warning: the sizes do not match") + ok, []want{{warn, run, "Backup (Incremental)", "Nightly"}}},
	{"an error after the report", subj, ok + said("6", "Error: cannot prune"), []want{{warn, run, "Backup (Incremental)", "Nightly"}}},
	{"a fatal error among the messages", subj, said("6", "Fatal error:") + "Failed to connect\n" + ok, []want{{bad, run, "Backup (Incremental)", "Nightly"}}},
	{"an error of another job's number", subj, said("7", "Error: not ours") + ok, []want{{good, run, "Backup (Incremental)", "Nightly"}}},
	{"a fatal error of a daemon", subj, ok + said("0", "Fatal error: Failed to connect to client"), []want{{warn, run, "Backup (Incremental)", "Nightly"}}},
	{"two jobs", "the night", ok + reportOf("Bacula", "7", "Mail.Store", "pc2-fd", "*** Backup Error ***"), []want{{good, run, "Backup (Incremental)", "Nightly"}, {bad, run, "Backup (Incremental)", "Mail.Store"}}},
	{"two jobs, the subject is of the second", "Bacula: Backup Error of pc1-fd Incremental", reportOf("Bacula", "7", "Mail", "pc2-fd", "Backup OK") + ok, []want{{good, run, "Backup (Incremental)", "Mail"}, {bad, run, "Backup (Incremental)", "Nightly"}}},
	{"a job that still runs", "the night", said("8", "Start Backup JobId 8, Job=Weekly.2024-11-27_20.00.00_04") + ok, []want{{good, run, "Backup (Incremental)", "Nightly"}, {unknown, info, "Backup without a report (not a run)", "Weekly"}}},
	{"its own start", subj, said("6", "Start Backup JobId 6, Job=Nightly.2024-11-27_19.47.55_03") + ok, []want{{good, run, "Backup (Incremental)", "Nightly"}}},
	{"full by promotion", subj, with(ok, "Incremental, since=2024-11-26 23:05:03", "Full (upgraded from Incremental)"), []want{{good, run, "Backup (Full)", "Nightly"}}},
	{"virtual full", subj, with(ok, "Incremental, since=2024-11-26 23:05:03", "Virtual Full"), []want{{good, run, "Backup (Virtual Full)", "Nightly"}}},
	{"restore", "Bacula: Restore OK of pc1-fd", reportOf("Bacula", "6", "RestoreFiles", "pc1-fd", "Restore OK"), []want{{good, info, "Restore (not a backup)", "RestoreFiles"}}},
	{"restore with a difference", "x", reportOf("Bacula", "6", "RestoreFiles", "pc1-fd", "Restore OK -- warning file count mismatch"), []want{{warn, info, "Restore (not a backup)", "RestoreFiles"}}},
	{"verify", "x", reportOf("Bacula", "6", "V", "pc1-fd", "Verify Differences"), []want{{warn, info, "Verify (not a backup)", "V"}}},
	{"admin", "x", reportOf("Bacula", "6", "A", "pc1-fd", "Admin OK"), []want{{good, info, "Admin (not a backup)", "A"}}},
	{"copy", "x", reportOf("Bacula", "6", "C", "pc1-fd", "Copying OK -- no files to copy"), []want{{good, info, "Copy (not a backup)", "C"}}},
	{"migration", "x", reportOf("Bacula", "6", "M", "pc1-fd", "*** Migration Error ***"), []want{{bad, info, "Migration (not a backup)", "M"}}},
	{"consolidate", "x", reportOf("Bacula", "6", "M", "pc1-fd", "Consolidate OK"), []want{{good, info, "Consolidate (not a backup)", "M"}}},
	{"an old report without its head", "Bacula: Backup OK of pc1-fd Full", "JobId:                  6\nJob:                    Old.2008-11-27_19.47.55\nBackup Level:           Full\nClient:                 pc1-fd\nStart time:             27-Nov-2008 19:47:57\nTermination:            Backup OK\n", []want{{good, run, "Backup (Full)", "Old"}}},
	{"an old head", "x", with(ok, "Bacula main-dir 9.6.7 (10Dec20):", "Bacula 2.4.4 (28Dec08): 27-Nov-2024 19:48:17"), []want{{good, run, "Backup (Incremental)", "Nightly"}}},
	{"a head after the word Error", "x", with(reportOf("Bacula", "6", "Nightly", "pc1-fd", "*** Backup Error ***"), ": Bacula main-dir", ": Error: Bacula main-dir"), []want{{bad, run, "Backup (Incremental)", "Nightly"}}},
	{"the subject alone", subj, "", []want{{unknown, run, "Backup", ""}}},
	{"a bad subject alone", "Bacula: Backup Error of pc1-fd Full", "", []want{{bad, run, "Backup", ""}}},
	{"intervention", "Bacula: Intervention needed for Nightly.2024-11-27_19.47.55_03", said("6", "Please mount append Volume \"V-1\""), []want{{warn, info, "Intervention request (not a run)", "Nightly"}}},
	{"daemon", "Bacula daemon message", "27-Nov 19:48 main-dir: Error: cannot connect\n", []want{{bad, info, "Daemon message (not a run)", ""}}},
	{"daemon that tells nothing", "Bacula daemon message", "27-Nov 19:48 main-dir JobId 0: Bacula main-dir 9.6.7 (10Dec20) started\n", []want{{unknown, info, "Daemon message (not a run)", ""}}},
	{"an exit status of nobody", "Acme: Backup Error of pc1-fd Full", "Bacula", nil},
	{"a release", "Bacula 15 is out", "Read about the Termination: it is better.\n", nil},
	{"another product", "Backup OK", "JobId: 6\nJob: x\nTermination: Backup OK\n", nil},
}

func TestVariantsOfBaculaAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		m := &message.Message{From: "b@example.com", FromAddress: "b@example.com", Subject: c.subject, Text: c.text}
		results, ok := Bacula{}.Read(t.Context(), m, reader.Env{})
		if _, other := (Bareos{}).Read(t.Context(), m, reader.Env{}); other {
			t.Errorf("%s: claimed for Bareos, too", c.name)
		}
		var got []want
		for _, r := range results {
			got = append(got, want{r.Status, r.Kind, r.JobType, r.JobName})
		}
		if ok != (c.want != nil) || !slices.Equal(got, c.want) {
			t.Errorf("%s: recognised %t, got %v, want %v: %+v", c.name, ok, got, c.want, results)
		}
	}
}

func TestVariantsOfBareosAreReadTheSame(t *testing.T) {
	for _, c := range variants {
		change := strings.NewReplacer("Bacula", "Bareos").Replace
		m := &message.Message{From: "b@example.com", FromAddress: "b@example.com", Subject: change(c.subject), Text: change(c.text)}
		results, ok := Bareos{}.Read(t.Context(), m, reader.Env{})
		if _, other := (Bacula{}).Read(t.Context(), m, reader.Env{}); other {
			t.Errorf("%s: claimed for Bacula, too", c.name)
		}
		if ok != (c.want != nil) || len(results) != len(c.want) {
			t.Errorf("%s: recognised %t, %d results", c.name, ok, len(results))
			continue
		}
		for i, r := range results {
			if r.Status != c.want[i].status || r.Product != "Bareos" {
				t.Errorf("%s: %s of %s", c.name, r.Status, r.Product)
			}
		}
	}
}

func TestAReportOfBareosThatNamesABaculaCatalogIsOfBareos(t *testing.T) {
	m := &message.Message{Subject: "night", Text: "Catalog: \"bacula\"\n" + reportOf("Bareos", "6", "Nightly", "pc1-fd", "Backup OK")}
	if _, ok := (Bacula{}).Read(t.Context(), m, reader.Env{}); ok {
		t.Error("claimed for Bacula")
	}
	got, ok := Bareos{}.Read(t.Context(), m, reader.Env{})
	if !ok || len(got) != 1 || got[0].Status != domain.Success || got[0].Identity != "main-dir" || got[0].Started.String() != "2024-11-27T19:47:57" {
		t.Errorf("%t %+v", ok, got)
	}
}

func TestTheClientTellsTheReason(t *testing.T) {
	m := &message.Message{Subject: "night", Text: said("6", "Warning: w") + said("6", "Fatal error: no route to host") + reportOf("Bacula", "6", "Nightly", "pc1-fd", "*** Backup Error ***")}
	got, _ := Bacula{}.Read(t.Context(), m, reader.Env{})
	if len(got) != 1 || len(got[0].Objects) != 1 || got[0].Objects[0] != (domain.Object{Name: "pc1-fd", Type: "Client", Status: domain.Failed, Message: "Fatal error: no route to host"}) {
		t.Errorf("%+v", got)
	}
}

func TestNoReportCutAnywhereIsSuccessBeforeItsVerdict(t *testing.T) {
	for _, c := range variants {
		end := strings.LastIndex(c.text, "Termination:")
		if end < 0 || strings.Count(c.text, "Termination:") > 1 {
			continue
		}
		for n := 0; n < end; n += 7 {
			m := &message.Message{Subject: c.subject, Text: c.text[:n]}
			got, _ := Bacula{}.Read(t.Context(), m, reader.Env{})
			for _, r := range got {
				if r.Status == domain.Success {
					t.Fatalf("%s: Success after %d bytes from %+v", c.name, n, r.Evidence)
				}
			}
		}
	}
}
