package readers_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers"
)

// logCase is one mail of testdata/logs: what a tool writes into its log, as its source or
// manual has it.
type logCase struct {
	reader, title string
	status        domain.Status
	kind          domain.Kind
	raw           string
}

// logCases reads the files of testdata/logs. A case begins with "=== status [kind]: title";
// its mail follows, with a sender of its own where it gives none.
func logCases(t *testing.T) (out []logCase) {
	t.Helper()
	files, err := filepath.Glob("testdata/logs/*.txt")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d files of tool logs, want at least 25 (%v)", len(files), err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(text), "\n=== ")[1:] {
			head, mail, _ := strings.Cut(part, "\n")
			words, title, ok := strings.Cut(head, ": ")
			if !ok {
				t.Fatalf("%s: %q has no title", f, head)
			}
			c := logCase{reader: strings.TrimSuffix(filepath.Base(f), ".txt"), title: title, kind: domain.KindRun}
			fields := strings.Fields(words)
			c.status = status(t, fields[0])
			if len(fields) > 1 {
				c.kind = domain.Kind(fields[1])
			}
			c.raw = "From: root@host.example.com\nTo: backup@example.com\nDate: Sun, 29 Nov 2026 07:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n" + mail + "\n"
			out = append(out, c)
		}
	}
	return out
}

func TestTheLogsOfToolsAreReadAsTheirSourcesAndManualsMeanThem(t *testing.T) {
	for _, c := range logCases(t) {
		t.Run(c.reader+"/"+c.title, func(t *testing.T) {
			reading, _ := read(t, []byte(c.raw))
			if reading.Reader != c.reader || len(reading.Results) != 1 {
				t.Fatalf("%d results by %q (%s)", len(reading.Results), reading.Reader, reading.Reason)
			}
			r := reading.Results[0]
			if r.Status != c.status || r.Kind != c.kind {
				t.Errorf("%s (%s) from %+v, want %s (%s)", r.Status, r.Kind, r.Evidence, c.status, c.kind)
			}
			if r.JobName == "" && r.Identity == "" {
				t.Error("nothing tells this job from another")
			}
		})
	}
}

// What a script's other commands print must not be passed over beside a tool's good word.
func TestALineOfAnotherToolNeverLeavesALogGood(t *testing.T) {
	for _, line := range []string{
		"cp: cannot stat '/etc/x': No such file or directory", "Traceback (most recent call last):", "umount: /mnt/usb: target is busy.",
		"SRV4 could not be contacted", "Backup of database erp was not run", "exit code: 23", "备份失败", "./nightly.sh: line 12: mail: command not found",
		"3 of 4 hosts done", "Killed", "The certificate of nas01 has run out",
	} {
		for _, c := range logCases(t) {
			if c.status != domain.Success || c.kind != domain.KindRun {
				continue
			}
			for _, raw := range []string{c.raw + line + "\n", strings.Replace(c.raw, "\n\n", "\n\n"+line+"\n", 1)} {
				reading, _ := read(t, []byte(raw))
				for _, r := range reading.Results {
					if r.Status == domain.Success && r.Kind == domain.KindRun {
						t.Errorf("%s/%s: still a success with %q", c.reader, c.title, line)
					}
				}
			}
		}
	}
}

func TestAFailedRunOfAToolIsOfTheJobOfItsSuccess(t *testing.T) {
	first := map[string]domain.Result{}
	for _, c := range logCases(t) {
		_, subject, _ := strings.Cut(c.raw, "Subject: ")
		subject, _, _ = strings.Cut(subject, "\n")
		if !strings.HasPrefix(subject, "Cron <") {
			continue
		}
		reading, _ := read(t, []byte(c.raw))
		if len(reading.Results) != 1 {
			continue // told by the test of the logs
		}
		r, key := reading.Results[0], c.reader+subject
		if f, ok := first[key]; !ok {
			first[key] = r
		} else if f.JobName != r.JobName || f.Identity != r.Identity {
			t.Errorf("%s, %s: %q %q and %q %q are two jobs", c.reader, subject, f.JobName, f.Identity, r.JobName, r.Identity)
		}
	}
}

func TestEveryShippedDefinitionThatReadsLogsHasALog(t *testing.T) {
	known := map[string]bool{}
	for _, c := range logCases(t) {
		known[c.reader] = true
	}
	own := map[string]bool{}
	for _, name := range ownReader {
		own[name] = true
	}
	for _, row := range readers.Default().List() {
		if row.Origin != domain.ReaderShipped || own[row.Name] {
			continue
		}
		if !known[row.Name] {
			t.Errorf("%s (%s) has no mail in testdata/logs", row.Name, row.File)
		}
	}
}
