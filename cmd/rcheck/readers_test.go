package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// homemadeWords say where the demo's home-made report tells how a share went, and by which
// codes.
const homemadeWords = `
[[status]]
label   = "Kennung"
success = ["A1"]
failed  = ["F3"]

[[objects]]
from     = "table"
headings = ["Freigabe", "Stufe", "Bemerkung"]
name     = { column = "Freigabe" }
message  = { column = "Bemerkung" }

[objects.status]
column  = "Stufe"
success = ["A1"]
failed  = ["F3"]
`

// A report that nobody knows becomes a read one, with its history, and back.
func TestAnUnmatchedReportIsTaughtInTheTerminal(t *testing.T) {
	if testing.Short() {
		t.Skip("a score of demo workspaces, one after the other; no goroutine is new here")
	}
	profile := t.TempDir()
	demo := func(code int, args ...string) []map[string]any {
		t.Helper()
		return rcheck(t, code, append([]string{"--demo", "--profile", profile}, args...)...)
	}
	demo(exitGood, "sync")
	unmatched := func() (ids []string) {
		for _, m := range demo(exitGood, "inbox") {
			if m["state"] == "unmatched" && strings.HasPrefix(m["subject"].(string), "Archivlauf") {
				ids = append(ids, id(t, m, "message"))
			}
		}
		return ids
	}
	before := unmatched()
	if len(before) != 6 {
		t.Fatalf("%d unmatched reports, want 6", len(before))
	}

	text := demo(exitGood, "readers", "propose", before[0])[0]["definition"].(string)
	// What the words of the script mean nobody can propose: a person says it.
	head, _, found := strings.Cut(text, "# No place was found that tells a status.")
	if !found {
		t.Fatalf("proposed: %s", text)
	}
	text = head + homemadeWords
	file := filepath.Join(t.TempDir(), "archive.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}

	look := demo(exitGood, "readers", "try", file)[0]
	if look["hits"] != 6.0 || look["new_runs"] != 6.0 || look["changed"] != 6.0 || len(unmatched()) != 6 {
		t.Errorf("try: %v", look)
	}
	if used := demo(exitGood, "readers", "use", file); len(used) != 2 || used[0]["kind"] != "definition" || used[1]["new_runs"] != 6.0 {
		t.Errorf("use: %v", used)
	}
	if left := unmatched(); len(left) != 0 {
		t.Errorf("still unmatched: %v", left)
	}
	demo(exitGood, "approve", before[0], "--customer", "Kestelbach")
	statuses := map[string]int{}
	for _, j := range demo(exitGood, "jobs", "--all") {
		if j["job_name"] == "ARCHIV01" {
			for _, r := range demo(exitGood, "runs", id(t, j, "job"), "--include-reviewed") {
				statuses[r["status"].(string)]++
			}
		}
	}
	if statuses["success"] != 5 || statuses["failed"] != 1 {
		t.Errorf("the job's runs: %v", statuses)
	}

	demo(exitGood, "undo") // the approval
	if undone := demo(exitGood, "undo"); len(undone) != 2 || undone[1]["gone_runs"] != 6.0 {
		t.Errorf("undo: %v", undone)
	}
	if after := unmatched(); len(after) != 6 {
		t.Errorf("%d unmatched reports after the undo", len(after))
	}
	if again := demo(exitGood, "readers", "again"); again[0]["messages"] != 0.0 {
		t.Errorf("there is something left to read: %v", again)
	}

	if err := os.WriteFile(file, []byte(text+"\nwhat = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	demo(exitFailed, "readers", "use", file)
	demo(exitFailed, "readers", "test", file, "nothing.eml")
	demo(exitUsage, "readers", "nonsense")
}

func TestADefinitionIsProposedOfSeveralMailsAndWhatItCanAddressIsShown(t *testing.T) {
	folder := t.TempDir()
	var files []string
	for i, body := range []string{"dicht", "offen"} {
		files = append(files, filepath.Join(folder, string(rune('a'+i))+".eml"))
		mail := "From: Tresor <tresor@tresor.example>\r\nSubject: Tresor G-1 2026-11-2" + string(rune('6'+i)) +
			"\r\n\r\nErgebnis: " + body + "\r\n"
		if err := os.WriteFile(files[i], []byte(mail), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := rcheck(t, exitGood, append([]string{"readers", "propose"}, files...)...)[0]
	if text := out["definition"].(string); !strings.Contains(text, `unknown = ["dicht", "offen"]`) || strings.Contains(text, "2026") {
		t.Error(text)
	}
	open := out["undecided"].([]any)
	if len(open) != 2 || !strings.HasPrefix(open[0].(string), "“dicht” after “Ergebnis”: success, warning, failed") {
		t.Error(open)
	}
	shown := rcheck(t, exitGood, append([]string{"readers", "show"}, files...)...)
	label := shown[0]["labels"].([]any)[0].(map[string]any)
	if len(shown) != 2 || label["name"] != "Ergebnis" || label["role"] != "status" {
		t.Error(shown)
	}
	rcheck(t, exitFailed, "readers", "propose", files[0], filepath.Join(folder, "nothing.eml"))
}

func TestADefinitionIsTestedOnFilesWithoutAWorkspace(t *testing.T) {
	mail := filepath.Join("..", "..", "sync", "readers", "testdata", "mails", "phpbu", "error.eml")
	out := rcheck(t, exitGood, "readers", "test", filepath.Join("..", "..", "assets", "readers", "phpbu.toml"), mail)
	if results := out[0]["results"].([]any); len(results) != 1 || results[0].(map[string]any)["status"] != "failed" {
		t.Errorf("got %v", out)
	}
	if list := rcheck(t, exitGood, "--create", "--profile", t.TempDir(), "readers", "list"); len(list) < 20 {
		t.Errorf("%d readers", len(list))
	}
}
