package veeam

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// job is a report built like Veeam's, for job types without a sample.
type job struct {
	subject, title, word, processed, strip, start, end string
	success, warning, errors                           int
	message                                            string
	header                                             []string
	rows                                               [][]string
	product                                            string
	bare                                               bool // without classes, as forwarded by some mail programs
}

func (j job) html() string {
	class := func(s string) string {
		if j.bare {
			return ""
		}
		return ` class="` + s + `"`
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<html><body><table><tr><td><table><tr><td>%s<div%s>Created by X at 3/4/2024</div></td><td>%s<div%s>%s</div></td></tr>`, j.title, class("jobDescription"), j.word, class("jobDescription"), j.processed)
	fmt.Fprintf(&b, `<tr><td colspan="2"><table%s><tr><td colspan="9"%s><span>%s</span></td></tr>`, class("inner"), class("sessionDetails"), j.strip)
	fmt.Fprintf(&b, `<tr><td><b>Success</b></td><td>%d</td><td><b>Start time</b></td><td>%s</td><td><b>Total size</b></td><td>1 GB</td><td><b>Backup size</b></td><td>1 GB</td><td rowspan="3"><span%s>%s</span></td></tr>`, j.success, j.start, class("small_label"), j.message)
	fmt.Fprintf(&b, `<tr><td><b>Warning</b></td><td>%d</td><td><b>End time</b></td><td>%s</td></tr><tr><td><b>Error</b></td><td>%d</td><td><b>Duration</b></td><td>0:10:00</td></tr>`, j.warning, j.end, j.errors)
	fmt.Fprintf(&b, `<tr><td colspan="9">Details</td></tr><tr%s>`, class("processObjectsHeader"))
	header := j.header
	if header == nil {
		header = []string{"Name", "Status", "Start time", "End time", "Size", "Read", "Transferred", "Duration", "Details"}
	}
	for _, h := range header {
		fmt.Fprintf(&b, `<td><b>%s</b></td>`, h)
	}
	b.WriteString("</tr>")
	for _, r := range j.rows {
		b.WriteString("<tr>")
		for _, c := range r {
			fmt.Fprintf(&b, `<td>%s</td>`, c)
		}
		b.WriteString("</tr>")
	}
	product := j.product
	if product == "" {
		product = "Veeam Backup &amp; Replication 12.3.0.310"
	}
	fmt.Fprintf(&b, `</table></td></tr></table></td></tr><tr><td>%s</td></tr></table></body></html>`, product)
	return b.String()
}

func row(name, status, details string) []string {
	return []string{name, status, "10:00:00 PM", "10:05:00 PM", "1 GB", "1 GB", "1 GB", "0:05:00", details}
}

func readOne(t *testing.T, j job) domain.Result {
	t.Helper()
	m, err := message.Decode(context.Background(), []byte("From: Backup <b@example.com>\r\nSubject: "+j.subject+"\r\nDate: Mon, 10 Mar 2025 23:00:00 +0100\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+j.html()))
	if err != nil {
		t.Fatal(err)
	}
	got, ok := Reader{}.Read(context.Background(), m, reader.Env{Received: time.Date(2025, 3, 10, 22, 0, 0, 0, time.UTC)})
	if !ok || len(got) != 1 {
		t.Fatalf("%s: recognised %t, %d results", j.title, ok, len(got))
	}
	return got[0]
}

func TestOtherJobTypesAreReadByTheirSkeleton(t *testing.T) {
	good := func(title, processed string) job {
		return job{subject: "[Success] x (1 objects) ", title: title, word: "Success", processed: processed, strip: "maandag 10 maart 2025 22:00:08", start: "22:00:08", end: "22:13:02", success: 1, rows: [][]string{row("A", "Success", "")}}
	}
	cases := []struct {
		j                                  job
		product, jobType, name, objectType string
	}{
		{good("Replication job: Rep A", "1 of 1 VMs processed"), "Veeam Backup & Replication", "Replication", "Rep A", "VM"},
		{good(`Backup Copy job: Copy\Servers (Incremental)`, "1 of 1 VMs processed"), "Veeam Backup & Replication", "Backup Copy", `Copy\Servers`, "VM"},
		{good("SureBackup job: Verify", "1 of 1 VMs processed"), "Veeam Backup & Replication", "SureBackup", "Verify", "VM"},
		{good("File Backup job: NAS (Full) (Retry 2)", "1 of 1 file shares processed"), "Veeam Backup & Replication", "File Backup", "NAS", "File share"},
		{good("Backup to Tape job: LTO", "1 of 1 objects processed"), "Veeam Backup & Replication", "Backup to Tape", "LTO", "Object"},
		{good("MongoDB Backup job: M", "1 of 1 replica sets processed"), "Veeam Backup & Replication", "MongoDB Backup", "M", "Replica set"},
		{good("Agent Backup job: Laptops", "1 of 1 hosts processed"), "Veeam Agent for Microsoft Windows", "Agent Backup", "Laptops", "Computer"},
	}
	m365 := good("Backup job: Mail", "1 of 1 objects processed")
	m365.product = "Veeam Backup for Microsoft 365 8.0.0.1"
	cases = append(cases, struct {
		j                                  job
		product, jobType, name, objectType string
	}{m365, "Veeam Backup for Microsoft 365", "Backup", "Mail", "Object"})
	for _, c := range cases {
		for _, bare := range []bool{false, true} {
			c.j.bare = bare
			r := readOne(t, c.j)
			if r.Product != c.product || r.JobType != c.jobType || r.JobName != c.name || r.Status != domain.Success {
				t.Errorf("bare %t: %s, %s, %s, %s from %+v", bare, r.Product, r.JobType, r.JobName, r.Status, r.Evidence)
			}
			if len(r.Objects) != 1 || r.Objects[0].Type != c.objectType {
				t.Errorf("%s, bare %t: objects %+v", c.j.title, bare, r.Objects)
			}
			if r.Started.String() != "2025-03-10T22:00:08" || r.Ended.String() != "2025-03-10T22:13:02" {
				t.Errorf("%s, bare %t: %s to %s", c.j.title, bare, r.Started, r.Ended)
			}
		}
	}
}

func TestTheWorstSignalOfAReportWins(t *testing.T) {
	good := job{subject: "[Success] x (2 objects) ", title: "Backup job: x", word: "Success", processed: "2 of 2 VMs processed", strip: "Montag, 10. März 2025 22:00:08", start: "22:00:08", end: "22:13:02", success: 2,
		rows: [][]string{row("A", "Success", ""), row("B", "Success", "")}}
	if r := readOne(t, good); r.Status != domain.Success {
		t.Fatalf("%s from %+v", r.Status, r.Evidence)
	}
	cases := map[string]struct {
		change func(*job)
		want   domain.Status
	}{
		"subject failed":           {func(j *job) { j.subject = "[Failed] x (2 objects) 1 failed" }, domain.Failed},
		"a relay's OK":             {func(j *job) { j.subject = "[OK] [Failed] x (2 objects)" }, domain.Failed},
		"subject counts a warning": {func(j *job) { j.subject = "x (2 objects) 1 warning" }, domain.Warning},
		"banner error":             {func(j *job) { j.word = "Error" }, domain.Failed},
		"banner warning":           {func(j *job) { j.word = "Warning" }, domain.Warning},
		"banner unknown":           {func(j *job) { j.word = "Zonk" }, domain.Unknown},
		"one of two processed":     {func(j *job) { j.processed = "1 of 2 VMs processed" }, domain.Warning},
		"error count":              {func(j *job) { j.errors = 1 }, domain.Failed},
		"warning count":            {func(j *job) { j.warning = 1 }, domain.Warning},
		"row failed":               {func(j *job) { j.rows = [][]string{row("A", "Success", ""), row("B", "Failed", "")} }, domain.Failed},
		"row warning":              {func(j *job) { j.rows = [][]string{row("A", "Success", ""), row("B", "Warning", "")} }, domain.Warning},
		"row pending":              {func(j *job) { j.rows = [][]string{row("A", "Success", ""), row("B", "Pending", "")} }, domain.Unknown},
		"row unknown":              {func(j *job) { j.rows = [][]string{row("A", "Success", ""), row("B", "Gelukt", "")} }, domain.Unknown},
		"row empty":                {func(j *job) { j.rows = [][]string{row("A", "Success", ""), row("B", "", "")} }, domain.Unknown},
		"error in good details":    {func(j *job) { j.rows = [][]string{row("A", "Success", "Error: Connection was forcibly closed")} }, domain.Failed},
		"failed in good details":   {func(j *job) { j.rows = [][]string{row("A", "Success", "Failed to truncate logs")} }, domain.Warning},
		"error of the job":         {func(j *job) { j.message = "Processing B Error: no space left" }, domain.Failed},
	}
	for name, c := range cases {
		j := good
		c.change(&j)
		r := readOne(t, j)
		if r.Status != c.want {
			t.Errorf("%s: %s from %+v, want %s", name, r.Status, r.Evidence, c.want)
		}
		if r.Evidence.Words == "" && name != "row empty" || r.Evidence.Where == "" {
			t.Errorf("%s: evidence %+v", name, r.Evidence)
		}
	}
}

func TestSilenceIsNoSuccess(t *testing.T) {
	j := job{subject: "x", title: "Backup job: x", strip: "Monday, March 10, 2025 10:00:08 PM"}
	if r := readOne(t, j); r.Status != domain.Unknown {
		t.Errorf("%s from %+v", r.Status, r.Evidence)
	}
}

func TestAnEndAfterMidnightIsOnTheNextDay(t *testing.T) {
	for end, want := range map[string]string{"1:05:00 AM": "2025-03-11T01:05:00", "1:05:00 AM (+1)": "2025-03-11T01:05:00", "11:05:00 PM": "2025-03-10T23:05:00"} {
		j := job{subject: "[Success] x (1 objects)", title: "Backup job: x", word: "Success", strip: "Monday, March 10, 2025 10:00:08 PM", start: "10:00:08 PM", end: end, success: 1, rows: [][]string{row("A", "Success", "")}}
		if r := readOne(t, j); r.Ended.String() != want {
			t.Errorf("%s: %s, want %s", end, r.Ended, want)
		}
	}
}

func TestAReportThatBecamePlainTextNeedsMoreThanItsSubject(t *testing.T) {
	text := "From: Veeam Backup\n\nBackup job: Servers (Incremental)\nCreated by X\nSuccess\n2 of 2 VMs processed\nMonday, March 10, 2025 10:00:08 PM\nSuccess 2 Start time 10:00:08 PM\nWarning 0 End time 10:13:02 PM\nError 0 Duration 0:12:54\nName Status\nA Success\nB Success\n"
	for change, want := range map[[2]string]domain.Status{
		{"", ""}:                       domain.Success,
		{"B Success", "B Failed"}:      domain.Failed,
		{"2 of 2 VMs", "1 of 2 VMs"}:   domain.Warning,
		{"Error 0", "Error 1"}:         domain.Warning,
		{"\nSuccess\n", "\nError\n"}:   domain.Failed,
		{"\nSuccess\n", "\nWarning\n"}: domain.Warning,
		{"\nSuccess\n", "\n"}:          domain.Unknown,
	} {
		m := &message.Message{Subject: "Fwd: Servers", From: "tech@example.com", Text: strings.Replace(text, change[0], change[1], 1)}
		if change[0] == "" {
			m.Text = text
		}
		got, ok := Reader{}.Read(context.Background(), m, reader.Env{})
		if !ok || got[0].Status != want || got[0].JobName != "Servers" {
			t.Errorf("%q: %t %+v, want %s", change, ok, got, want)
		}
	}
}

func TestAReportForwardedByOutlookKeepsItsMeaning(t *testing.T) {
	j := job{subject: "FW: [Failed] Servers (2 objects) 1 failed", title: "Backup job: Servers (Retry 1)", word: "Error", processed: "1 of 2 VMs processed", strip: "mardi 11 mars 2025 22:00:08", start: "22:00:08", end: "01:13:02 (+1)",
		success: 1, errors: 1, bare: true, rows: [][]string{row("A", "Success", ""), row("B", "Error", "Error: no space left")}}
	html := strings.NewReplacer("<td>", `<td style="padding:2px"><p class="MsoNormal"><span style="font-family:Tahoma">`, "</td>", "<o:p></o:p></span></p></td>", "<div>", `</span></p><div><p class="MsoNormal">`, "</div>", "</p></div>").Replace(j.html())
	html = strings.Replace(html, "<body>", `<body><p class="MsoNormal">FYI</p><div><p class="MsoNormal"><b>From:</b> Veeam<br><b>Subject:</b> [Failed] Servers</p></div>`, 1)
	m, err := message.Decode(context.Background(), []byte("From: Tech <t@example.com>\r\nSubject: "+j.subject+"\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nFYI\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+html+"\r\n--b--\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, ok := Reader{}.Read(context.Background(), m, reader.Env{})
	if !ok || len(got) != 1 {
		t.Fatalf("recognised %t: %+v", ok, got)
	}
	r := got[0]
	if r.Status != domain.Failed || r.JobName != "Servers" || r.JobType != "Backup" || r.Started.String() != "2025-03-11T22:00:08" || r.Ended.String() != "2025-03-12T01:13:02" {
		t.Errorf("%+v", r)
	}
	if len(r.Objects) != 2 || r.Objects[1].Name != "B" || r.Objects[1].Status != domain.Failed || r.Objects[1].Message != "Error: no space left" || r.Objects[0].Type != "VM" {
		t.Errorf("%+v", r.Objects)
	}
}
