package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/storage"
	"runchecks/sync/simulate"
)

// What was decided about reports that came after the copy waits in the journal until they
// are fetched again, and is shown then as it was.
func TestAfterASyncARestoredProfileShowsWhatWasDecidedSinceTheCopy(t *testing.T) {
	mails := slices.Collect(simulate.Bulk(40, 8<<10))
	server, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{User: "u", Password: "p", Mails: mails})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	host, port := server.Addr()
	t.Setenv("LAB_PASSWORD", "p")
	folder := t.TempDir()
	clock := func() time.Time { return mails[len(mails)-1].Received.Add(time.Hour) }
	do := func(words ...string) (lines []map[string]any) {
		t.Helper()
		var out, errs bytes.Buffer
		asked := &terminal{clock: clock, in: strings.NewReader(""), out: &out, err: &errs}
		if code := asked.run(t.Context(), append([]string{"--json", "--profile", folder}, words...)); code != exitGood {
			t.Fatalf("rcheck %v: %d, %s", words, code, errs.String())
		}
		for line := range strings.Lines(out.String()) {
			var value map[string]any
			if err := json.Unmarshal([]byte(line), &value); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, value)
		}
		return lines
	}
	add := "account add imap --name lab --tls none --user u --secret-env LAB_PASSWORD --host " + host + " --port " + strconv.Itoa(port)
	do(strings.Fields(add)...)
	do("backup")
	do("sync")
	do("approve", "--all", "--customer", "Contoso")
	jobs := do("jobs")
	if len(jobs) < 3 {
		t.Fatalf("jobs: %v", jobs)
	}
	reviewed := id(t, jobs[0], "job")
	do("review", reviewed)
	want := do("jobs")

	path := filepath.Join(folder, storage.FileName)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(content[:4096]) // the page that says where everything is
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	done := do("restore", "--yes")[0]
	if done["damage"] != "file is not a database (26)" || done["later"] != 2.0 {
		t.Errorf("restored: %v", done)
	}
	do("sync")
	if got := do("jobs"); len(got) != len(want) {
		t.Errorf("%d jobs wait after it, %d before", len(got), len(want))
	}
	if got := do("journal", "verify")[0]; got["broken"] != nil {
		t.Errorf("the journal: %v", got)
	}
}

func TestAfterARestoreItIsSaidThatDecisionsWaitForTheSync(t *testing.T) {
	later := []domain.Decision{{ID: "1"}, {ID: "2"}}
	for says, r := range map[string]workspace.Restoring{
		"At least 1 of the decisions":        {Left: 1, Restoration: domain.Restoration{Later: later, Kept: true}},
		"is shown again after 'rcheck sync'": {Restoration: domain.Restoration{Later: later, Damage: "the file is gone"}},
		"":                                   {Restoration: domain.Restoration{Later: later}}, // they are lost
	} {
		if got := stillWaiting(r); !strings.Contains(got, says) || (got == "") != (says == "") {
			t.Errorf("%q, want %q", got, says)
		}
	}
}

// A script that reads 0 takes nothing to be left to do.
func TestTheJSONOfARestoreSaysZeroOnlyWhereNothingWaitsForTheSync(t *testing.T) {
	later := []domain.Decision{{ID: "1"}, {ID: "2"}}
	for _, c := range []struct {
		of   workspace.Restoring
		want string
	}{
		{workspace.Restoring{Left: 1, Restoration: domain.Restoration{Later: later, Kept: true}}, "1"},
		{workspace.Restoring{Restoration: domain.Restoration{Later: later, Kept: true}}, "null"},
		{workspace.Restoring{Restoration: domain.Restoration{Later: later}}, "0"},
	} {
		if got, err := json.Marshal(waiting(c.of)); err != nil || string(got) != c.want {
			t.Errorf("%s, want %s (%v)", got, c.want, err)
		}
	}
}
