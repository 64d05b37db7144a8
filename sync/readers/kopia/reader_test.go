package kopia

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/readertest"
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

var variants = []readertest.Mail{
	{Name: "one good snapshot as text", Subject: good, Text: block(one, "success", "") + end, Status: domain.Success, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "one good snapshot as HTML", Subject: good, HTML: page(row("success", one, "")), Status: domain.Success, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "forwarded", Subject: "FW: Fwd: " + good, Text: block(one, "success", "") + end, Status: domain.Success, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "quoted", Subject: "RE: " + good, Text: "> " + strings.ReplaceAll(block(one, "success", "")+end, "\n", "\n> "), Status: domain.Success, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "two good snapshots", Subject: "Successfully created 2 snapshots on nas1", HTML: page(row("success", "/a", "") + row("success", "/b", "")), Status: domain.Success, Kind: domain.KindRun, Objects: 2},
	{Name: "fewer rows than the subject counts", Subject: "Successfully created 3 snapshots on nas1", HTML: page(row("success", "/a", "") + row("success", "/b", "")), Status: domain.Unknown, Kind: domain.KindRun, Objects: 2},
	{Name: "warnings", Subject: "Successfully created 2 snapshots on nas1", HTML: page(row("success", "/a", "") + row("warnings", "/b", "")), Status: domain.Warning, Kind: domain.KindRun, Objects: 2},
	{Name: "incomplete", Subject: good, HTML: page(row("incomplete", one, "")), Status: domain.Warning, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "error", Subject: good, HTML: page(row("error", one, "")), Status: domain.Failed, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "fatal under a good subject", Subject: good, Text: block(one, "fatal", "") + end, Status: domain.Failed, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "an error under a good status", Subject: good, Text: block(one, "success", "  Error:       no route to host\n") + end, Status: domain.Failed, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "an unknown status", Subject: good, Text: block(one, "zonk", "") + end, Status: domain.Unknown, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "an empty status", Subject: good, Text: block(one, "", "") + end, Status: domain.Unknown, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "an unknown remark", Subject: good, HTML: page(row("success", one, "<b>Something:</b> new")), Status: domain.Unknown, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "failed entries", Subject: good, HTML: page(row("success", one, "<b>Failed Entries:</b><ul><li>/x: denied</li></ul>")), Status: domain.Warning, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "failed entries as text", Subject: good, Text: block(one, "success", "\n  Failed Entries:\n\n  - Status: success: denied\n") + end, Status: domain.Warning, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "a remark before its row", Subject: good, HTML: page(`<tr class="snapshotstatus-success"><td colspan="6"><b>Error:</b> gone</td></tr>` + row("success", one, "")), Status: domain.Failed, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "one failed snapshot", Subject: "Failed to create a snapshot of /a on nas1", HTML: page(row("fatal", "/a", "<b>Error:</b> gone")), Status: domain.Failed, Kind: domain.KindRun, Job: "/a", Objects: 1},
	{Name: "a bad subject over good rows", Subject: "Failed to create 1 of 2 snapshots on nas1", HTML: page(row("success", "/a", "") + row("success", "/b", "")), Status: domain.Failed, Kind: domain.KindRun, Objects: 2},
	{Name: "without the end", Subject: good, Text: block(one, "success", ""), Status: domain.Unknown, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "the subject alone", Subject: good, Status: domain.Unknown, Kind: domain.KindRun, Job: one},
	{Name: "a bad subject alone", Subject: "Failed to create 2 of 9 snapshots on nas1", Status: domain.Failed, Kind: domain.KindRun},
	{Name: "a subject of the site's own", Subject: "Nightly report", HTML: page(row("success", "/a", "")), Status: domain.Success, Kind: domain.KindRun, Objects: 1},
	{Name: "a subject of the site's own over a failed row", Subject: "Nightly report OK", Text: block("/a", "fatal", "") + end, Status: domain.Failed, Kind: domain.KindRun, Objects: 1},
	{Name: "the first version", Subject: "Kopia created 2 snapshots on nas1", Text: "Path: /a\n\n  Status: ok\n  Start: 2020-01-02T03:04:05Z Duration: 1s\n\nPath: /b\n\n  Status: fatal\n  Start: 1970-01-01T00:00:00Z Duration: 0s\n  Error: gone\n\n" + end, Status: domain.Failed, Kind: domain.KindRun, Objects: 2},
	{Name: "the first version, good", Subject: "Kopia created 1 snapshot on nas1", HTML: page(row("ok", "/a", "")), Status: domain.Success, Kind: domain.KindRun, Objects: 1},
	{Name: "rows without their table", Subject: good, Text: "Source Started Duration\n/srv/my files Thu, 02 Jan 2020 03:04:05 +0000 1.1s 456 B (↑ 56 B) 123 33\nFailed Entries:\n/x: denied\n" + end, Status: domain.Warning, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "rows without their classes", Subject: good, HTML: strings.ReplaceAll(page(row("success", one, "")), "class=", "id="), Status: domain.Unknown, Kind: domain.KindRun, Job: one, Objects: 1},
	{Name: "forwarded in line under another subject", Subject: "look at this", Text: "-----Original Message-----\nFrom: Kopia\nSubject: Failed to create 1 of 2 snapshots on nas1\n\n" + block("/a", "success", "") + end, Status: domain.Failed, Kind: domain.KindRun, Objects: 1},
	{Name: "maintenance", Subject: "Kopia has encountered an error during Maintenance on nas1", Text: "Operation: Scheduled Maintenance\nStarted:   Thu, 02 Jan 2020 03:04:05 +0000\nFinished:  Thu, 02 Jan 2020 03:04:06 +0000 (1s)\n\nlock is held\n\n" + end, Status: domain.Failed, Kind: domain.KindInformation},
	{Name: "an operation that makes snapshots", Subject: "Kopia has encountered an error during snapshot create on nas1", Status: domain.Failed, Kind: domain.KindRun},
	{Name: "an error under another subject", Subject: "look", Text: "Operation: Scheduled Maintenance\nStarted:   x\n\nlock is held\n\n" + end, Status: domain.Failed, Kind: domain.KindInformation},
	{Name: "a test", Subject: "Test notification from Kopia at Thu, 02 Jan 2020 03:04:05 +0000", Text: "This is a test notification from Kopia.", Status: domain.Unknown, Kind: domain.KindInformation},
	{Name: "release notes", Subject: "What is new", Text: "Kopia 0.18 was released. Snapshots are faster."},
	{Name: "a snapshot of another program", Subject: "Successfully created a snapshot of tank/data on nas1", Text: "zfs snapshot tank/data@daily"},
	{Name: "another product", Subject: "Successfully created the image", Text: "Path: /a\nStatus: success"},
}

func read(t *testing.T, subject, text, html string) ([]domain.Result, bool) {
	m := &message.Message{From: "Backup <b@example.com>", FromAddress: "b@example.com", Subject: subject, Text: text, HTML: html}
	return Reader{}.Read(t.Context(), m, reader.Env{})
}

func TestVariantsOfKopiaAreReadByTheirFormat(t *testing.T) {
	readertest.Read(t, Reader{}, "b@example.com", variants)
}

func TestNoVariantOfKopiaCutAnywhereIsSuccess(t *testing.T) {
	for _, c := range variants {
		for _, body := range []string{c.Text, c.HTML} {
			for n := range body {
				text, html := body[:n], ""
				if body == c.HTML {
					text, html = "", body[:n]
				}
				got, _ := read(t, c.Subject, text, html)
				for _, r := range got {
					if r.Status == domain.Success && c.Status != domain.Success {
						t.Fatalf("%s: Success after %d bytes from %+v", c.Name, n, r.Evidence)
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
