package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestEverythingThatIsDecidedCanBeDecidedAndUndoneInTheTerminal(t *testing.T) {
	if testing.Short() {
		t.Skip("a score of demo workspaces, one after the other; no goroutine is new here")
	}
	profile := t.TempDir()
	demo := func(code int, args ...string) []map[string]any {
		t.Helper()
		return rcheck(t, code, append([]string{"--demo", "--profile", profile}, args...)...)
	}
	demo(exitGood, "sync")
	jobs := demo(exitGood, "jobs")
	first, second := id(t, jobs[0], "job"), id(t, jobs[1], "job")
	if missed := demo(exitGood, "daily"); len(missed) < 20 || missed[0]["schedule"] == "" {
		t.Errorf("daily %v", missed)
	}

	demo(exitGood, "ticket", "new", "T1", "--job", first, "--description", "disk", "--review")
	demo(exitFailed, "ticket", "new", "t1", "--job", second)
	demo(exitGood, "ticket", "link", "T1", "--job", second)
	demo(exitGood, "ticket", "resolve", "T1")
	list := demo(exitGood, "ticket")
	if len(list) != 1 || list[0]["resolved"] == nil || list[0]["runs"].(float64) < 2 {
		t.Errorf("tickets %v", list)
	}
	demo(exitGood, "remark", "tape is changed by hand", "--job", second, "--until", "2026-12-31")
	run := id(t, demo(exitGood, "runs", second)[0], "run")
	demo(exitGood, "accept", run, "--until", "success,2026-12-01", "--note", "disk ordered")
	if list = demo(exitGood, "accept"); len(list) != 1 || list[0]["active"] != true || list[0]["note"] != "disk ordered" {
		t.Errorf("accepted %v", list)
	}
	demo(exitGood, "schedule", second, "--set", "mon-fri 22:00", "--pause-until", "2026-12-31")
	demo(exitGood, "schedule", second, "--set", "mon-fri 23:00") // the pause stays
	demo(exitGood, "undo")
	demo(exitUsage, "schedule", second, "--set", "when it likes")
	demo(exitGood, "silence", first, second, "--days", "30")
	demo(exitUsage, "silence", first)
	demo(exitUsage, "silence", first, "--days", "soon")
	demo(exitFailed, "silence", "--days", "default")
	demo(exitGood, "silence", "--days", "20")
	if n := demo(exitGood, "silence")[0]; n["days"] != 20.0 {
		t.Errorf("silence %v", n)
	}
	set := 0
	for _, j := range demo(exitGood, "jobs", "--all") {
		if j["silence_days"] == 30.0 && j["last_run"] != nil {
			set++
		}
	}
	if set != 2 {
		t.Errorf("the silence of %d jobs is set", set)
	}
	demo(exitFailed, "night", "--start", "25")
	demo(exitFailed, "night", "--retries", "first")
	demo(exitGood, "night", "--start", "18", "--retries", "worst")
	if n := demo(exitGood, "night")[0]; n["start_hour"] != 18.0 || n["night"] == "" || n["retries_count_by"] != "worst" {
		t.Errorf("night %v", n)
	}
	demo(exitGood, "archive", second)
	inbox := demo(exitGood, "inbox")
	demo(exitGood, "delete", id(t, inbox[0], "message"))
	csv := filepath.Join(t.TempDir(), "customers.csv")
	demo(exitGood, "customers", "export", csv)
	if err := os.WriteFile(csv, []byte("Kunde;aktiv\r\nNew Ltd;ja\r\n;ja\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	demo(exitGood, "customers", "import", csv)
	if state := demo(exitGood, "desk"); state[0]["connected"] != true {
		t.Errorf("autotask %v", state)
	}

	before := demo(exitGood, "jobs", "--all")
	chain := demo(exitGood, "journal", "verify")
	if chain[0]["broken"] != nil || demo(exitGood, "rebuild")[0]["entries"] != chain[0]["entries"] {
		t.Errorf("chain %v", chain)
	}
	after := demo(exitGood, "jobs", "--all")
	if len(before) != len(after) {
		t.Errorf("%d jobs after a rebuild, were %d", len(after), len(before))
	}
	pdf := filepath.Join(t.TempDir(), "day.pdf")
	if sheet := demo(exitGood, "sign-off", "2026-11-21", "--out", pdf); sheet[0]["hash"] != chain[0]["hash"] {
		t.Errorf("sheet %v, chain %v", sheet, chain)
	}
	if data, err := os.ReadFile(pdf); err != nil || string(data[:5]) != "%PDF-" {
		t.Errorf("the sheet is no PDF: %v", err)
	}
	for _, d := range demo(exitGood, "journal", "--limit", "1000") {
		if d["kind"] != "undo" && d["undone_by"] == nil && d["actor"] != "demo set-up" {
			demo(exitGood, "undo")
		}
	}
	if list = demo(exitGood, "ticket"); len(list) != 0 {
		t.Errorf("tickets after every undo %v", list)
	}
	demo(exitFailed, "undo")
	demo(exitGood, "role", "viewer")
	demo(exitFailed, "review", first)
}

// The demo's mailbox gets no mail after its first day: four weeks later every job is
// missed, those without a schedule for their silence.
func TestFourWeeksOfSilenceAreToldOfEveryJob(t *testing.T) {
	profile := filepath.Join(t.TempDir(), "demo")
	demo := func(args ...string) []map[string]any {
		return rcheck(t, exitGood, append([]string{"--demo", "--profile", profile}, args...)...)
	}
	demo("sync")
	now, err := time.Parse(time.RFC3339, testNow)
	if err != nil {
		t.Fatal(err)
	}
	later := now.AddDate(0, 0, 28).Format(time.RFC3339)
	demo("--now", later, "sync")
	waiting := map[any]bool{}
	for _, j := range demo("--now", later, "jobs") {
		waiting[j["job"]] = true
	}
	silent := 0
	for _, j := range demo("--now", later, "daily") {
		if strings.HasPrefix(j["name"].(string), "fdg-desk") {
			continue // a workstation has the offline rule
		}
		if !waiting[j["job"]] {
			t.Errorf("four weeks without a word of %v", j)
		}
		if j["schedule"] == "Irregular" && j["status"] == "missed" {
			silent++
		}
	}
	if silent < 20 {
		t.Errorf("%d jobs without a schedule are missed", silent)
	}
}
