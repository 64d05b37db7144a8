package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/sync/ingest"
	"runchecks/sync/mailitem"
)

// notes makes a profile with the mails of a script that nobody knows, one a night, and
// returns its folder.
func notes(t *testing.T, nights int) string {
	t.Helper()
	ctx, folder := context.Background(), filepath.Join(t.TempDir(), "profile")
	w, err := workspace.Open(ctx, workspace.Options{Folder: folder, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}()
	at := time.Date(2026, 11, 12, 3, 0, 0, 0, time.UTC)
	in, err := ingest.New(w.Store, func() time.Time { return at }, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	err = w.Store.Write(ctx, func(tx domain.Tx) error {
		_, err := tx.PutAccount(domain.Account{Name: "reports", Kind: domain.AccountIMAP})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var items []ingest.Item
	for n := range nights {
		sent := at.AddDate(0, 0, n)
		raw := "From: cron@tools.example\r\nSubject: Backup of SRV01\r\n" +
			fmt.Sprintf("Message-ID: <%d@tools.example>\r\nDate: %s\r\n\r\n", n, sent.Format(time.RFC1123Z)) +
			"Backup of SRV01 completed successfully.\r\n\r\nThe frobnicator parked its wibbles beside the loft.\r\n"
		item := mailitem.Read(ctx, mailitem.Reading{Readers: w.Readers.Registry(), Account: 1, Location: time.UTC}, []byte(raw), sent)
		item.Message.Account, item.Message.Folder, item.Message.UID = 1, "INBOX", uint32(n+1)
		items = append(items, item)
	}
	if _, err := in.Batch(ctx, domain.Folder{Account: 1, Name: "INBOX", FirstSync: at}, items); err != nil {
		t.Fatal(err)
	}
	return folder
}

// decided runs rcheck by the clock of the computer, without which nothing is decided in a
// profile, and returns what it printed.
func decided(t *testing.T, wantCode int, args ...string) (lines []map[string]any) {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(context.Background(), append([]string{"--json"}, args...), strings.NewReader(""), &out, &errs); code != wantCode {
		t.Fatalf("rcheck %v: exit code %d, want %d\n%s", args, code, wantCode, errs.String())
	}
	for line := range strings.Lines(out.String()) {
		var value map[string]any
		if err := json.Unmarshal([]byte(line), &value); err != nil {
			t.Fatalf("rcheck %v: %q is no JSON: %v", args, line, err)
		}
		lines = append(lines, value)
	}
	return lines
}

func TestProseIsLearnedAndForgottenInTheTerminal(t *testing.T) {
	profile := notes(t, 4)
	do := func(args ...string) []map[string]any {
		t.Helper()
		return decided(t, exitGood, append([]string{"--profile", profile}, args...)...)
	}
	do("approve", id(t, do("inbox")[0], "message"), "--customer", "Contoso")
	job := id(t, do("jobs")[0], "job")
	statuses := func() (text string) {
		for _, r := range do("runs", job, "--include-reviewed") {
			text += r["raw_status"].(string) + " "
		}
		return text
	}
	runs := do("runs", job)
	offered := ""
	for i, r := range runs[1:] {
		var out, errs bytes.Buffer
		args := []string{"--profile", profile, "success", id(t, r, "run")}
		if code := run(context.Background(), args, strings.NewReader(""), &out, &errs); code != exitGood {
			t.Fatal(errs.String())
		}
		if offered = errs.String(); i < 2 && offered != "" {
			t.Errorf("after %d acceptances: %s", i+1, offered)
		}
	}
	if !strings.Contains(offered, "1 line of cron@tools.example stood in 3 accepted mails") {
		t.Errorf("after the third acceptance: %q", offered)
	}
	first := id(t, runs[0], "run")
	if got := do("prose", "learn", first, "--look"); len(got) != 1 || got[0]["text"] != "The frobnicator parked its wibbles beside the loft" {
		t.Errorf("look: %v", got)
	}
	if got := statuses(); got != "unknown unknown unknown unknown " {
		t.Errorf("before: %s", got)
	}
	if got := do("prose", "learn", first); len(got) != 2 || got[0]["kind"] != "prose" || got[1]["status_changes"] != 4.0 {
		t.Errorf("learned: %v", got)
	}
	if got := statuses(); got != "success success success success " {
		t.Errorf("afterwards: %s", got)
	}
	if got := do("prose", "list", "cron@tools.example"); len(got) != 1 || got[0]["verified"] != false {
		t.Errorf("list: %v", got)
	}
	if got := do("prose", "forget", "cron@tools.example"); got[0]["kind"] != "prose" {
		t.Errorf("forgotten: %v", got)
	}
	if got := statuses(); got != "unknown unknown unknown unknown " {
		t.Errorf("forgotten: %s", got)
	}
	decided(t, exitFailed, "--profile", profile, "prose", "forget", "cron@tools.example")
}

func TestWordsThatNobodyKnowsArePutIntoAClassInTheTerminal(t *testing.T) {
	profile := notes(t, 2)
	do := func(args ...string) []map[string]any {
		t.Helper()
		return decided(t, exitGood, append([]string{"--profile", profile}, args...)...)
	}
	got := do("words", "--unknown")
	if len(got) != 1 || got[0]["word"] != "frobnicator" || got[0]["runs"] != 2.0 || got[0]["sender"] != "cron@tools.example" {
		t.Fatalf("unknown words: %v", got)
	}
	for len(got) > 0 {
		do("words", "put", "neutral", got[0]["word"].(string))
		got = do("words", "--unknown")
	}
	if own := do("words"); len(own) < 3 || own[0]["file"] != "words.toml" || own[0]["class"] != "neutral" {
		t.Errorf("own words: %v", own)
	}
	decided(t, exitFailed, "--profile", profile, "words", "put", "good", "failed")
	decided(t, exitUsage, "--profile", profile, "words", "put", "without", "frobs")
	text, err := os.ReadFile(filepath.Join(profile, "lexicon", "words.toml"))
	if err != nil || !bytes.Contains(text, []byte("frobnicator")) || bytes.Contains(text, []byte("failed")) {
		t.Errorf("the file says %s, %v", text, err)
	}
	do("words", "remove", "frobnicator")
	if got := do("words", "--unknown"); len(got) != 1 {
		t.Errorf("after it was removed: %v", got)
	}
}
