package readers_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// good is a mail that a product's reader calls a success.
type good struct {
	name, reader string
	m            *message.Message
}

// goods returns every sample and every tool log that is a success by its own reader.
func goods(t *testing.T) (out []good) {
	t.Helper()
	add := func(name string, raw []byte) {
		r, m := read(t, raw)
		if m == nil || r.Reader == "generic" || !isGood(r) {
			return
		}
		out = append(out, good{name, r.Reader, report(m)})
	}
	for _, set := range []string{"mails", "mails-2"} {
		for _, s := range samplesOf(t, set, 41) {
			if s.want.Status == "success" {
				add(set+"/"+s.path, s.raw)
			}
		}
	}
	for _, c := range logCases(t) {
		if c.status == domain.Success && c.kind == domain.KindRun {
			add("logs/"+c.reader+"/"+c.title, []byte(c.raw))
		}
	}
	for name, raw := range inventions {
		add("invented/"+name, []byte(raw))
	}
	return out
}

// isGood reports whether a technician would see a run without trouble.
func isGood(r readers.Reading) bool {
	runs, worst := 0, domain.Success
	for _, x := range r.Results {
		if x.Kind != domain.KindInformation {
			runs++
			worst = max(worst, x.Status.Known())
		}
	}
	return runs > 0 && worst == domain.Success
}

// inventions are good mails of readers that no sample shows to be good.
var inventions = map[string]string{
	"kopia": invented("Kopia <kopia@example.com>", "Successfully created a snapshot of /srv on nas1", "text/plain",
		"Path: /srv\n\n  Status:      success\n"+
			"  Start:       Fri, 20 Nov 2026 02:04:05 +0000\n  Duration:    1.1s\n  Size:        456 MB (+56 MB)\n\n"+
			"Generated at Fri, 20 Nov 2026 02:04:09 +0000 by Kopia v0.18.2.\n\nhttps://kopia.io/"),
	"urbackup": invented("UrBackup <urbackup@example.com>", "UrBackup: Full image backup of \"PC1\" - success", "text/plain",
		"UrBackup just did a full  image backup of \"PC1\".\n\nReport:\n( 2 infos, 0 warnings, 0 errors)\n\n"+
			"2026-11-20 01:00:02(info): Starting\n2026-11-20 01:04:39(info): Transferred 4 GB\n2026-11-20 01:04:41(info): Backup succeeded\n"),
	"storagecraft": invented("ImageManager <im@example.com>", "Online Image Report: Daily - Customer (11/20/2026)", "text/html",
		"<h2>Online Image Report</h2><table cellspacing=\"15\"><tr><td style=\"border: 3px solid #5DE01B\">A C_VOL</td></tr></table>"),
	"hyper-v-backup-utility": invented("Hyper-V <hv@example.com>", "Hyper-V Backup Utility Log 1/1 VMs Successful", "text/plain",
		"2026-11-20 02:00:05 [INFO] (VM:a) Attempting to export VM\n2026-11-20 02:10:05 [SUCCESS] (VM:a) Export done\n"+
			"2026-11-20 02:30:00 [INFO] Process finished.\n"),
	"burp": invented("burp <burp@example.com>", "web01 backup succeeded: 0000413 2026-11-20 02:00:04 +0000 (0 warnings)",
		"text/plain", burpLog),
	"cloud-to-cloud": invented("C2C <reports@example.com>", "Daily Report", "text/html", cloudReport),
	"mailstore": invented("MailStore <ms@example.com>", "MailStore Server Status Report", "text/html",
		"<table><tr><td>Name</td><td>Machine</td><td>Last Execution</td><td>Last Result</td></tr>"+
			"<tr><td>All mailboxes</td><td>SRV</td><td>11/19/2026 10:00:04 PM</td><td>Succeeded</td></tr></table>"),
	"phpbu": invented("phpbu <phpbu@example.com>", "Backup report from example.com [OK]", "text/html",
		"<table><tr><td>PHPBU - backup report</td></tr></table><h1>OK</h1><table><tr><td>backup <em>db</em> <span>OK</span></td></tr></table>"),
	"virtualmin": invented("Virtualmin <root@example.com>", "Completed backup of Virtualmin on host1.example.com to /backup",
		"text/plain",
		"Backup is complete. Final size was 4.21 GiB.\n"),
}

const (
	burpLog     = "2026-11-20 02:00:04: burp[2211] Backup completed.\n"
	cloudReport = "<table><tr><td><p>4</p><p>Succeeded</p></td>" +
		"<td><p>0</p><p>Partially Succeeded</p></td><td><p>0</p><p>Failed</p></td></tr></table>"
)

func invented(from, subject, kind, body string) string {
	return "From: " + from + "\nTo: backup@example.com\nDate: Fri, 20 Nov 2026 07:00:00 +0000\nSubject: " + subject +
		"\nContent-Type: " + kind + "; charset=utf-8\n\n" + body
}

// neverGood are the readers whose mails prove no success of a backup run, and why.
var neverGood = map[string]string{
	"acronis-drive-monitor": "it watches disks", "backuppc": "it writes of missing backups only", "checkmk": "monitoring",
	"icinga": "monitoring", "nagios": "monitoring",
	"zabbix": "monitoring", "healthchecks": "monitoring", "borg-backup-server": "its notices are of failures",
	"crashplan": "its report has no word for success",
	"mysqldump": "says nothing when all went well", "tar": "says nothing when all went well",
	"syncoid": "says nothing when all went well",
}

// edited reads a copy of a mail.
func edited(t *testing.T, m *message.Message, change func(*message.Message)) readers.Reading {
	t.Helper()
	x := &message.Message{
		From: m.From, FromAddress: m.FromAddress, To: m.To, Subject: m.Subject, Date: m.Date, Text: m.Text, HTML: m.HTML,
		Attachments: m.Attachments,
		Flowed:      m.Flowed, DelSp: m.DelSp,
	}
	change(x)
	return readers.Default().Read(t.Context(), x, readers.Env{Received: received, Location: time.UTC})
}

// below puts a text at the end of a mail, in each of its bodies.
func below(text string) func(*message.Message) {
	return func(m *message.Message) {
		if m.Text != "" || m.HTML == "" {
			m.Text = strings.TrimRight(m.Text, "\r\n") + "\n\n" + text + "\n"
		}
		if m.HTML != "" {
			html := "<p>" + strings.ReplaceAll(text, "\n", "<br>") + "</p>"
			if i := strings.LastIndex(strings.ToLower(m.HTML), "</body>"); i >= 0 {
				m.HTML = m.HTML[:i] + html + m.HTML[i:]
			} else {
				m.HTML += html
			}
		}
	}
}

// bodies changes both bodies of a mail, the HTML between its tags.
func bodies(m *message.Message, change func(string) string) {
	m.Text = change(m.Text)
	if m.HTML != "" {
		m.HTML = betweenTags(m.HTML, change)
	}
}

func TestEveryReaderTakesASimulationForNone(t *testing.T) {
	for _, g := range goods(t) {
		for what, change := range map[string]func(*message.Message){
			"a label":      below("Dry run: yes"),
			"a sentence":   below("This was a simulation."),
			"a note":       below("sent 0 bytes (DRY RUN)"),
			"in German":    below("Testlauf"),
			"what if":      below("What if: nothing was changed."),
			"list only":    below("Mode: list only"),
			"the subject":  func(m *message.Message) { m.Subject += " (dry run)" },
			"--dry-run":    below("Options: --dry-run"),
			"label = true": below("DryRun = True"),
		} {
			if r := edited(t, g.m, change); isGood(r) {
				t.Errorf("%s, %s: still a success by %s", g.name, what, r.Reader)
			}
		}
	}
}

func TestEveryReaderTakesAnOldRunForNone(t *testing.T) {
	for _, g := range goods(t) {
		r := edited(t, g.m, func(*message.Message) {})
		timed := false
		for _, x := range r.Results {
			timed = timed || !x.Started.IsZero() || !x.Ended.IsZero()
		}
		if g.m.Date.IsZero() {
			continue
		}
		if timed && g.m.BareSubject() == g.m.Subject { // one that was passed on is younger than its report
			if r := edited(t, g.m, func(m *message.Message) { m.Date = m.Date.AddDate(0, 0, 10) }); isGood(r) {
				t.Errorf("%s: a success ten days after its run, by %s", g.name, r.Reader)
			}
		}
		day := g.m.Date.AddDate(0, 0, -10)
		for _, text := range []string{"Last successful backup: " + day.Format("2006-01-02 15:04"), "Last backup: 10 days ago",
			"Letzte erfolgreiche Sicherung: vor 10 Tagen"} {
			if r := edited(t, g.m, below(text)); isGood(r) {
				t.Errorf("%s: a success beside %q, by %s", g.name, text, r.Reader)
			}
		}
	}
}

func TestEveryReaderTakesAnExitCodeOfFailureForNoSuccess(t *testing.T) {
	for _, g := range goods(t) {
		for _, text := range []string{"exit code: 23", "The script exited with code 2.", "Rückgabewert: 1", "Return code = 0x80070005"} {
			if r := edited(t, g.m, below(text)); isGood(r) {
				t.Errorf("%s: a success beside %q, by %s", g.name, text, r.Reader)
			}
		}
	}
}

var (
	withUnit  = regexp.MustCompile(`\d[\d.,]*(\s?(?:B|[KMGT]i?B|[Bb]ytes?|[Ff]iles?|[Oo]bjects?|[Ii]tems?|[Kk]B)\b(?:[^/]|$))`)
	withLabel = regexp.MustCompile(`((?i:files?|objects?|size|bytes|data|examined|processed|größe|dateien|` +
		`blocks|entries|written|transferred|items|items backed up)[^\n:=0-9r]{0,12}[:=]\s*)\d[\d.,]*`)
)

func TestEveryReaderTakesARunOfNothingForNone(t *testing.T) {
	// A product whose incremental run may honestly be empty says so in its reader.
	tried := map[string]int{}
	for _, g := range goods(t) {
		changed := false
		r := edited(t, g.m, func(m *message.Message) {
			bodies(m, func(s string) string {
				out := withLabel.ReplaceAllString(withUnit.ReplaceAllString(s, "0$1"), "${1}0")
				changed = changed || out != s
				return out
			})
		})
		if !changed {
			continue
		}
		tried[g.reader]++
		if isGood(r) && !mayBeEmpty(g.reader) {
			t.Errorf("%s: a success of nothing, by %s", g.name, r.Reader)
		}
		for _, text := range []string{"Nothing was backed up.", "Es wurden keine Dateien gesichert."} {
			if r := edited(t, g.m, below(text)); isGood(r) && !mayBeEmpty(g.reader) {
				t.Errorf("%s: a success beside %q, by %s", g.name, text, r.Reader)
			}
		}
	}
	t.Log(fmt.Sprint(tried))
}

func mayBeEmpty(reader string) bool { return readers.Policy(reader).Zero == domain.Success }

func TestEveryReaderIsTriedOnAGoodMail(t *testing.T) {
	have := map[string]bool{}
	for _, g := range goods(t) {
		have[g.reader] = true
	}
	for _, row := range readers.Default().List() {
		if !have[row.Name] && neverGood[row.Name] == "" && row.Name != "generic" {
			t.Errorf("no good mail of %s is there", row.Name)
		}
	}
}
