package kopia

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

const end = "Generated at Thu, 02 Jan 2020 03:04:05 +0000 by Kopia v0.18.2.\n\nhttps://kopia.io/"

func block(path, status, more string) string {
	return "Path: " + path + "\n\n  Status:      " + status + "\n  Start:       Thu, 02 Jan 2020 03:04:05 +0000\n  Duration:    1.1s\n  Size:        456 B (+56 B)\n" + more + "\n"
}

func row(status, path, remark string) string {
	s := `<tr class="snapshotstatus-` + status + `"><td><span class="path">` + path + `</span></td><td>Thu, 02 Jan 2020 03:04:05 +0000</td><td>1.1s</td><td>4 B</td><td>1</td><td>1</td></tr>`
	if remark != "" {
		s += `<tr class="snapshotstatus-` + status + `"><td colspan="6">` + remark + `</td></tr>`
	}
	return s
}

func page(rows string) string {
	return `<table><thead><tr><th>Source</th><th>Started</th><th>Duration</th><th>Total Size</th><th>Total Files</th><th>Total Directories</th></tr></thead>` + rows +
		`</table><p>Generated at Thu, 02 Jan 2020 03:04:05 +0000 by <a href="https://kopia.io">Kopia v0.18.2</a>.</p>`
}

const good, one = "Successfully created a snapshot of /srv/my files on nas1", "/srv/my files"

var variants = []struct {
	name, subject, text, html string
	status                    domain.Status
	kind                      domain.Kind
	job                       string
	objects                   int
}{
	{"one good snapshot as text", good, block(one, "success", "") + end, "", domain.Success, domain.KindRun, one, 1},
	{"one good snapshot as HTML", good, "", page(row("success", one, "")), domain.Success, domain.KindRun, one, 1},
	{"forwarded", "FW: Fwd: " + good, block(one, "success", "") + end, "", domain.Success, domain.KindRun, one, 1},
	{"quoted", "RE: " + good, "> " + strings.ReplaceAll(block(one, "success", "")+end, "\n", "\n> "), "", domain.Success, domain.KindRun, one, 1},
	{"two good snapshots", "Successfully created 2 snapshots on nas1", "", page(row("success", "/a", "") + row("success", "/b", "")), domain.Success, domain.KindRun, "", 2},
	{"fewer rows than the subject counts", "Successfully created 3 snapshots on nas1", "", page(row("success", "/a", "") + row("success", "/b", "")), domain.Unknown, domain.KindRun, "", 2},
	{"warnings", "Successfully created 2 snapshots on nas1", "", page(row("success", "/a", "") + row("warnings", "/b", "")), domain.Warning, domain.KindRun, "", 2},
	{"incomplete", good, "", page(row("incomplete", one, "")), domain.Warning, domain.KindRun, one, 1},
	{"error", good, "", page(row("error", one, "")), domain.Failed, domain.KindRun, one, 1},
	{"fatal under a good subject", good, block(one, "fatal", "") + end, "", domain.Failed, domain.KindRun, one, 1},
	{"an error under a good status", good, block(one, "success", "  Error:       no route to host\n") + end, "", domain.Failed, domain.KindRun, one, 1},
	{"an unknown status", good, block(one, "zonk", "") + end, "", domain.Unknown, domain.KindRun, one, 1},
	{"an empty status", good, block(one, "", "") + end, "", domain.Unknown, domain.KindRun, one, 1},
	{"an unknown remark", good, "", page(row("success", one, "<b>Something:</b> new")), domain.Unknown, domain.KindRun, one, 1},
	{"failed entries", good, "", page(row("success", one, "<b>Failed Entries:</b><ul><li>/x: denied</li></ul>")), domain.Warning, domain.KindRun, one, 1},
	{"failed entries as text", good, block(one, "success", "\n  Failed Entries:\n\n  - Status: success: denied\n") + end, "", domain.Warning, domain.KindRun, one, 1},
	{"a remark before its row", good, "", page(`<tr class="snapshotstatus-success"><td colspan="6"><b>Error:</b> gone</td></tr>` + row("success", one, "")), domain.Failed, domain.KindRun, one, 1},
	{"one failed snapshot", "Failed to create a snapshot of /a on nas1", "", page(row("fatal", "/a", "<b>Error:</b> gone")), domain.Failed, domain.KindRun, "/a", 1},
	{"a bad subject over good rows", "Failed to create 1 of 2 snapshots on nas1", "", page(row("success", "/a", "") + row("success", "/b", "")), domain.Failed, domain.KindRun, "", 2},
	{"without the end", good, block(one, "success", ""), "", domain.Unknown, domain.KindRun, one, 1},
	{"the subject alone", good, "", "", domain.Unknown, domain.KindRun, one, 0},
	{"a bad subject alone", "Failed to create 2 of 9 snapshots on nas1", "", "", domain.Failed, domain.KindRun, "", 0},
	{"a subject of the site's own", "Nightly report", "", page(row("success", "/a", "")), domain.Success, domain.KindRun, "", 1},
	{"a subject of the site's own over a failed row", "Nightly report OK", block("/a", "fatal", "") + end, "", domain.Failed, domain.KindRun, "", 1},
	{"the first version", "Kopia created 2 snapshots on nas1", "Path: /a\n\n  Status: ok\n  Start: 2020-01-02T03:04:05Z Duration: 1s\n\nPath: /b\n\n  Status: fatal\n  Start: 1970-01-01T00:00:00Z Duration: 0s\n  Error: gone\n\n" + end, "", domain.Failed, domain.KindRun, "", 2},
	{"the first version, good", "Kopia created 1 snapshot on nas1", "", page(row("ok", "/a", "")), domain.Success, domain.KindRun, "", 1},
	{"rows without their table", good, "Source Started Duration\n/srv/my files Thu, 02 Jan 2020 03:04:05 +0000 1.1s 456 B (↑ 56 B) 123 33\nFailed Entries:\n/x: denied\n" + end, "", domain.Warning, domain.KindRun, one, 1},
	{"rows without their classes", good, "", strings.ReplaceAll(page(row("success", one, "")), "class=", "id="), domain.Unknown, domain.KindRun, one, 1},
	{"forwarded in line under another subject", "look at this", "-----Original Message-----\nFrom: Kopia\nSubject: Failed to create 1 of 2 snapshots on nas1\n\n" + block("/a", "success", "") + end, "", domain.Failed, domain.KindRun, "", 1},
	{"maintenance", "Kopia has encountered an error during Maintenance on nas1", "Operation: Scheduled Maintenance\nStarted:   Thu, 02 Jan 2020 03:04:05 +0000\nFinished:  Thu, 02 Jan 2020 03:04:06 +0000 (1s)\n\nlock is held\n\n" + end, "", domain.Failed, domain.KindInformation, "", 0},
	{"an operation that makes snapshots", "Kopia has encountered an error during snapshot create on nas1", "", "", domain.Failed, domain.KindRun, "", 0},
	{"an error under another subject", "look", "Operation: Scheduled Maintenance\nStarted:   x\n\nlock is held\n\n" + end, "", domain.Failed, domain.KindInformation, "", 0},
	{"a test", "Test notification from Kopia at Thu, 02 Jan 2020 03:04:05 +0000", "This is a test notification from Kopia.", "", domain.Unknown, domain.KindInformation, "", 0},
	{"release notes", "What is new", "Kopia 0.18 was released. Snapshots are faster.", "", 0, "", "", 0},
	{"a snapshot of another program", "Successfully created a snapshot of tank/data on nas1", "zfs snapshot tank/data@daily", "", 0, "", "", 0},
	{"another product", "Successfully created the image", "Path: /a\nStatus: success", "", 0, "", "", 0},
}

func read(t *testing.T, subject, text, html string) ([]domain.Result, bool) {
	m := &message.Message{From: "Backup <b@example.com>", FromAddress: "b@example.com", Subject: subject, Text: text, HTML: html}
	return Reader{}.Read(t.Context(), m, reader.Env{})
}

func TestVariantsOfKopiaAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		got, ok := read(t, c.subject, c.text, c.html)
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

func TestNoVariantOfKopiaCutAnywhereIsSuccess(t *testing.T) {
	for _, c := range variants {
		for _, body := range []string{c.text, c.html} {
			for n := range body {
				text, html := body[:n], ""
				if body == c.html {
					text, html = "", body[:n]
				}
				got, _ := read(t, c.subject, text, html)
				for _, r := range got {
					if r.Status == domain.Success && c.status != domain.Success {
						t.Fatalf("%s: Success after %d bytes from %+v", c.name, n, r.Evidence)
					}
				}
			}
		}
	}
}

func TestTimesAndReasonsOfAnErrorAreRead(t *testing.T) {
	got, _ := read(t, "Kopia has encountered an error during Maintenance on nas1", "Operation: Scheduled Maintenance\nStarted:   Thu, 02 Jan 2020 03:04:05 +0000\nFinished:  Thu, 02 Jan 2020 03:04:06 +0000 (1s)\n\nMessage: lock is held\n\nby nas2\n"+end, "")
	if len(got) != 1 || got[0].Started.String() != "2020-01-02T03:04:05Z" || got[0].Ended.String() != "2020-01-02T03:04:06Z" || got[0].Error != "lock is held; by nas2" || got[0].Identity != "nas1" {
		t.Errorf("%+v", got)
	}
}
