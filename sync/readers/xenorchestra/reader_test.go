package xenorchestra

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/readertest"
)

func TestVariantsOfXenOrchestraAreReadByTheirFormat(t *testing.T) {
	readertest.Read(t, Reader{}, "xo@example.com", variants)
}

func TestNoVariantOfXenOrchestraCutAtALineIsBetterThanTheWhole(t *testing.T) {
	readertest.CutAtLines(t, Reader{}, 0, variants)
}

const (
	sub   = "[Xen Orchestra] success − Backup report for Nightly ✔"
	facts = "- **Job ID**: 1\n- **Run ID**: 2\n- **Mode**: full\n- **Successes**: 2 / 2\n\n---\n\n"
	good  = "## Global status: success\n\n" + facts + "## 2 Successes\n\n### a\nabout a\n- **UUID**: x\n- **Remotes**\n- **nas** (1) ✔\n\n### b\n- **UUID**: y\n- **Remotes**\n- **nas** (1) ✔\n---\n\n*xo-server-backup-reports v1.7.1*"
	bad   = "## Global status: failure\n\n- **Job ID**: 1\n- **Run ID**: 2\n- **Successes**: 1 / 2\n\n---\n\n## 1 Failure\n\n### a\n- **UUID**: x\n- **Error**: SR full\n\n## 1 Success\n\n### b\n- **UUID**: y\n---\n\n*xo-server-backup-reports v1.7.1*"
	dump1 = "vm.rollingBackup: \nVM:  a (A) \ntag: t \n_reportWhen: always \n true\n"
)

func compact(status, successes string) string {
	return "## Global status: " + status + "\n\n- **Job ID**: 1\n- **Run ID**: 2\n- **Mode**: delta\n" +
		"- **Start time**: Sunday, July 21st 2024, 2:00:00 am\n" +
		"- **Successes**: " + successes + "\n- **Transfer size**: 12.31 GiB\n---\n*xo-server-backup-reports v1.8.0*\n"
}

func compactHTML(status, successes string) string {
	return "<div>VM Backup report</div><h1>Global status : " + status + "</h1>" +
		"<ul><li><span>Job ID</span>: 1</li><li><span>Run ID</span>: 2</li>" +
		"<li><span>Mode</span>: delta</li><li><span>Successes</span>: " + successes + "</li><li><span>Transfer size</span>: 12.31 GiB</li></ul>"
}

var variants = []readertest.Mail{
	{Name: "good", Subject: sub, Text: good, Status: domain.Success, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "forward", Subject: "FW: " + sub, Text: "> " + strings.ReplaceAll(good, "\n", "\n> "), Status: domain.Success,
		Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "HTML alone", Subject: sub,
		HTML: "<h2>Global status: success</h2><div>- <b>Job ID</b>: 1</div><div>- <b>Successes</b>: 1 / 1</div>" +
			"<div>---</div><h2>1 Success</h2><h2>a</h2><div>about a</div><div>- UUID: x</div><div>---</div>" +
			"<div>*xo-server-backup-reports v1*</div>",
		Status: domain.Success, Kind: domain.KindRun, Job: "Nightly", Objects: 1},
	{Name: "subject of 2018 with its brackets", Subject: "[Xen Orchestra][Success] Backup Reports for Nightly", Text: good,
		Status: domain.Success, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "subject of its own", Subject: "report", Text: good, Status: domain.Success, Kind: domain.KindRun, Objects: 2},
	{Name: "failure", Subject: "[Xen Orchestra] failure − Backup report for Nightly 🚨", Text: bad, Status: domain.Failed,
		Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "good subject over a failure", Subject: sub, Text: bad, Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly",
		Objects: 2},
	{Name: "skipped", Subject: "[Xen Orchestra] skipped − Backup report for Nightly ⏩", Text: strings.Replace(good,
		"status: success", "status: skipped", 1), Status: domain.Warning, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "interrupted", Subject: "[Xen Orchestra] interrupted − Backup report for Nightly ⚠️",
		Text: "## Global status: interrupted\n", Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "warning within a machine", Subject: sub, Text: strings.Replace(good, "- **UUID**: x", "- **⚠️ quiesce failed**", 1),
		Status: domain.Warning, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "remote that failed", Subject: sub, Text: strings.Replace(good, "(1) ✔", "(1) 🚨", 1), Status: domain.Failed,
		Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "sign against the words", Subject: "[Xen Orchestra] success − Backup report for Nightly 🚨", Text: good,
		Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "unknown word", Subject: "[Xen Orchestra] zonk − Backup report for Nightly", Text: good, Status: domain.Unknown,
		Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "a machine less than counted", Subject: sub, Text: strings.Replace(good, "### b", "", 1), Status: domain.Unknown,
		Kind: domain.KindRun, Job: "Nightly", Objects: 1},
	{Name: "one of two", Subject: sub, Text: strings.Replace(good, "2 / 2", "1 / 2", 1), Status: domain.Warning,
		Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "old dump", Subject: "[Xen Orchestra] Backup Reports for \"t\"", Text: dump1, Status: domain.Success, Kind: domain.KindRun,
		Job: "t", Objects: 1},
	{Name: "old dump with an unknown end", Subject: "[Xen Orchestra] Backup Reports for \"t\"", Text: strings.Replace(dump1, " true",
		" Zonk", 1), Status: domain.Failed, Kind: domain.KindRun, Job: "t", Objects: 1},
	{Name: "old dump sent on failure only", Subject: "[Xen Orchestra] Backup Reports for \"t\"", Text: strings.Replace(dump1, "always",
		"failure", 1), Status: domain.Unknown, Kind: domain.KindRun, Job: "t", Objects: 1},
	{Name: "custom subject", Subject: "[Xen Orchestra - Customer 12] success − Backup report for Nightly ✔", Text: good,
		Status: domain.Success, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "custom subject with a dash", Subject: "[Xen Orchestra - Site A - DC 2] success − Backup report for Nightly ✔",
		Text: good, Status: domain.Success, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "custom subject that says failure", Subject: "[Xen Orchestra - failure drills] success − Backup report for Nightly ✔",
		Text: good, Status: domain.Success, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "custom subject of a failure", Subject: "[Xen Orchestra - Customer 12] failure − Backup report for Nightly 🚨",
		Text: bad, Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "compact", Subject: sub, Text: compact("success", "2 / 2"), Status: domain.Success, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "compact, fewer than all", Subject: sub, Text: compact("success", "1 / 2"), Status: domain.Warning, Kind: domain.KindRun,
		Job: "Nightly"},
	{Name: "compact failure", Subject: "[Xen Orchestra] failure − Backup report for Nightly 🚨", Text: compact("failure",
		"1 / 2"), Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "compact with a warning", Subject: sub, Text: strings.Replace(compact("success", "2 / 2"), "---",
		"- **⚠️ retention was not applied**\n---", 1), Status: domain.Warning, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "compact with an error", Subject: sub, Text: strings.Replace(compact("success", "2 / 2"), "---",
		"- **Error**: no space left\n---", 1), Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "compact HTML", Subject: sub, HTML: compactHTML("success ✔", "2 / 2"), Status: domain.Success, Kind: domain.KindRun,
		Job: "Nightly"},
	{Name: "compact HTML, fewer than all", Subject: sub, HTML: compactHTML("success ✔", "1 / 2"), Status: domain.Warning,
		Kind: domain.KindRun, Job: "Nightly"},
	{Name: "compact HTML, none of none", Subject: sub, HTML: compactHTML("success ✔", "0 / 0"), Status: domain.Warning,
		Kind: domain.KindRun, Job: "Nightly"},
	{Name: "compact HTML failure under a good subject", Subject: sub, HTML: compactHTML("failure 🚨", "1 / 2"),
		Status: domain.Failed, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "compact HTML with a word that nobody knows", Subject: sub, HTML: compactHTML("zonk ✔", "2 / 2"),
		Status: domain.Unknown, Kind: domain.KindRun, Job: "Nightly"},
	{Name: "compact HTML with a subject of its own", Subject: "report", HTML: compactHTML("success ✔", "2 / 2"),
		Status: domain.Success, Kind: domain.KindRun},
	{Name: "two statuses", Subject: sub, Text: strings.Replace(good, "- **Job ID**", "## Global status: pending\n\n- **Job ID**", 1),
		Status: domain.Unknown, Kind: domain.KindRun, Job: "Nightly", Objects: 2},
	{Name: "look-alike", Subject: "Backup report for Nightly", Text: "Global status: success"},
}
