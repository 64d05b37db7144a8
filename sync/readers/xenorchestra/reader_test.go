package xenorchestra

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

func TestVariantsOfXenOrchestraAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		m := &message.Message{From: "Backup <xo@example.com>", FromAddress: "xo@example.com", Subject: c.subject, Text: c.text, HTML: c.html}
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

func TestNoVariantOfXenOrchestraCutAtALineIsBetterThanTheWhole(t *testing.T) {
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
	sub   = "[Xen Orchestra] success − Backup report for Nightly ✔"
	facts = "- **Job ID**: 1\n- **Run ID**: 2\n- **Mode**: full\n- **Successes**: 2 / 2\n\n---\n\n"
	good  = "## Global status: success\n\n" + facts + "## 2 Successes\n\n### a\nabout a\n- **UUID**: x\n- **Remotes**\n- **nas** (1) ✔\n\n### b\n- **UUID**: y\n- **Remotes**\n- **nas** (1) ✔\n---\n\n*xo-server-backup-reports v1.7.1*"
	bad   = "## Global status: failure\n\n- **Job ID**: 1\n- **Run ID**: 2\n- **Successes**: 1 / 2\n\n---\n\n## 1 Failure\n\n### a\n- **UUID**: x\n- **Error**: SR full\n\n## 1 Success\n\n### b\n- **UUID**: y\n---\n\n*xo-server-backup-reports v1.7.1*"
	dump1 = "vm.rollingBackup: \nVM:  a (A) \ntag: t \n_reportWhen: always \n true\n"
)

var variants = []mail{
	{"good", sub, good, "", domain.Success, domain.KindRun, "Nightly", 2},
	{"forward", "FW: " + sub, "> " + strings.ReplaceAll(good, "\n", "\n> "), "", domain.Success, domain.KindRun, "Nightly", 2},
	{"HTML alone", sub, "", "<h2>Global status: success</h2><div>- <b>Job ID</b>: 1</div><div>- <b>Successes</b>: 1 / 1</div><div>---</div><h2>1 Success</h2><h2>a</h2><div>about a</div><div>- UUID: x</div><div>---</div><div>*xo-server-backup-reports v1*</div>", domain.Success, domain.KindRun, "Nightly", 1},
	{"subject of 2018 with its brackets", "[Xen Orchestra][Success] Backup Reports for Nightly", good, "", domain.Success, domain.KindRun, "Nightly", 2},
	{"subject of its own", "report", good, "", domain.Success, domain.KindRun, "", 2},
	{"failure", "[Xen Orchestra] failure − Backup report for Nightly 🚨", bad, "", domain.Failed, domain.KindRun, "Nightly", 2},
	{"good subject over a failure", sub, bad, "", domain.Failed, domain.KindRun, "Nightly", 2},
	{"skipped", "[Xen Orchestra] skipped − Backup report for Nightly ⏩", strings.Replace(good, "status: success", "status: skipped", 1), "", domain.Warning, domain.KindRun, "Nightly", 2},
	{"interrupted", "[Xen Orchestra] interrupted − Backup report for Nightly ⚠️", "## Global status: interrupted\n", "", domain.Failed, domain.KindRun, "Nightly", 0},
	{"warning within a machine", sub, strings.Replace(good, "- **UUID**: x", "- **⚠️ quiesce failed**", 1), "", domain.Warning, domain.KindRun, "Nightly", 2},
	{"remote that failed", sub, strings.Replace(good, "(1) ✔", "(1) 🚨", 1), "", domain.Failed, domain.KindRun, "Nightly", 2},
	{"sign against the words", "[Xen Orchestra] success − Backup report for Nightly 🚨", good, "", domain.Failed, domain.KindRun, "Nightly", 2},
	{"unknown word", "[Xen Orchestra] zonk − Backup report for Nightly", good, "", domain.Unknown, domain.KindRun, "Nightly", 2},
	{"a machine less than counted", sub, strings.Replace(good, "### b", "", 1), "", domain.Unknown, domain.KindRun, "Nightly", 1},
	{"one of two", sub, strings.Replace(good, "2 / 2", "1 / 2", 1), "", domain.Warning, domain.KindRun, "Nightly", 2},
	{"old dump", "[Xen Orchestra] Backup Reports for \"t\"", dump1, "", domain.Success, domain.KindRun, "t", 1},
	{"old dump with an unknown end", "[Xen Orchestra] Backup Reports for \"t\"", strings.Replace(dump1, " true", " Zonk", 1), "", domain.Failed, domain.KindRun, "t", 1},
	{"old dump sent on failure only", "[Xen Orchestra] Backup Reports for \"t\"", strings.Replace(dump1, "always", "failure", 1), "", domain.Unknown, domain.KindRun, "t", 1},
	{"look-alike", "Backup report for Nightly", "Global status: success", "", 0, "", "", 0},
}
