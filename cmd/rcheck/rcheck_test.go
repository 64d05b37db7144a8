package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/sync/simulate"
)

// asProgram makes the test binary behave as rcheck, for tests that kill it.
const asProgram = "RUN_RCHECK"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

const testNow = "2026-11-22T08:00:00Z"

// testClock stands still at testNow.
func testClock() time.Time {
	now, err := time.Parse(time.RFC3339, testNow)
	if err != nil {
		panic(err)
	}
	return now
}

// rcheck runs one command line and returns its lines of JSON.
func rcheck(t *testing.T, wantCode int, args ...string) []map[string]any {
	t.Helper()
	var out, errs bytes.Buffer
	asked := &terminal{clock: testClock, in: strings.NewReader(""), out: &out, err: &errs}
	asked.printed = printsWhatItSays(t, asked)
	code := asked.run(context.Background(), append([]string{"--json"}, args...))
	if code != wantCode {
		t.Fatalf("rcheck %v: exit code %d, want %d\n%s", args, code, wantCode, errs.String())
	}
	var lines []map[string]any
	for line := range strings.Lines(out.String()) {
		var value map[string]any
		if err := json.Unmarshal([]byte(line), &value); err != nil {
			t.Fatalf("rcheck %v: %q is no JSON: %v", args, line, err)
		}
		lines = append(lines, value)
	}
	return lines
}

func id(t *testing.T, line map[string]any, key string) string {
	t.Helper()
	n, ok := line[key].(float64)
	if !ok {
		t.Fatalf("no %s in %v", key, line)
	}
	return strings.TrimSuffix(strings.TrimSuffix(jsonNumber(n), ".0"), ".")
}

func jsonNumber(n float64) string {
	b, _ := json.Marshal(n)
	return string(b)
}

func TestAMorningInTheTerminal(t *testing.T) {
	folder := t.TempDir()
	demo := func(code int, args ...string) []map[string]any {
		t.Helper()
		return rcheck(t, code, append([]string{"--profile", folder}, args...)...)
	}
	mails := 0.0
	for _, synced := range rcheck(t, exitGood, "--profile", folder, "--demo", "sync") {
		if synced["error"] != "" {
			t.Errorf("sync: %v", synced)
		}
		mails = max(mails, synced["messages"].(float64))
	}
	if mails < 2000 {
		t.Errorf("%v mails", mails)
	}
	jobs := demo(exitGood, "jobs")
	if len(jobs) < 50 {
		t.Fatalf("%d jobs wait", len(jobs))
	}
	if jobs[0]["status"] != "failed" {
		t.Errorf("the first job is %v, not the worst", jobs[0]["status"])
	}
	all := len(jobs)

	// A failed run is marked as success, with a rule for all jobs of the product.
	var run, job string
	for _, j := range jobs {
		runs := demo(exitGood, "runs", id(t, j, "job"))
		shown := demo(exitGood, "show", id(t, runs[0], "run"))[0]
		if shown["status"] == "failed" && len(shown["objects"].([]any)) > 0 {
			run, job = id(t, runs[0], "run"), id(t, j, "job")
			break
		}
	}
	if run == "" {
		t.Fatal("no failed run with objects in the demo")
	}
	if made := demo(exitGood, "success", run, "--scope", "job", "--for", "1w", "--match", "contains"); len(made) != 2 ||
		made[1]["kind"] != "override" {
		t.Errorf("success: %v", made)
	}
	if shown := demo(exitGood, "show", run)[0]; shown["effective_status"] != "success_override" || shown["status"] != "failed" ||
		shown["reviewed_at"] == nil {
		t.Errorf("after success: %v", shown)
	}
	demo(exitFailed, "success", run, "--scope", "all", "--for", "1w", "--text", "")
	demo(exitGood, "undo")
	demo(exitGood, "undo")
	if shown := demo(exitGood, "show", run)[0]; shown["effective_status"] != "failed" || shown["reviewed_at"] != nil {
		t.Errorf("after undo: %v", shown)
	}

	// The whole list is cleared, stays cleared, and undo brings it back.
	words := []string{"review"}
	for _, j := range jobs {
		words = append(words, id(t, j, "job"))
	}
	demo(exitGood, words...)
	if left := demo(exitGood, "jobs"); len(left) != 0 {
		t.Errorf("%d jobs left", len(left))
	}
	demo(exitFailed, "review", job)
	demo(exitGood, "undo")
	if back := demo(exitGood, "jobs"); len(back) != all {
		t.Errorf("%d jobs came back, want %d", len(back), all)
	}

	// Three jobs wait in the inbox; approving them empties it but for the strays.
	inbox := demo(exitGood, "inbox")
	var waiting []string
	for _, m := range inbox {
		if len(m["jobs"].([]any)) > 0 {
			waiting = append(waiting, id(t, m, "message"))
		}
	}
	if len(waiting) == 0 || inbox[0]["state"] != "unmatched" {
		t.Fatalf("inbox: %d waiting, first %v", len(waiting), inbox[0])
	}
	demo(exitGood, append([]string{"approve", "--customer", "New customer"}, waiting[0])...)
	demo(exitGood, "approve", "--all", "--customer", "New customer")
	for _, m := range demo(exitGood, "inbox") {
		if len(m["jobs"].([]any)) > 0 {
			t.Errorf("still waiting: %v", m["subject"])
		}
	}
	if journal := demo(exitGood, "journal", "--limit", "5"); len(journal) != 5 || journal[0]["kind"] != "approve" {
		t.Errorf("journal: %v", journal)
	}

	// Reviewed runs are for an Admin.
	demo(exitGood, "review", job)
	demo(exitGood, "role", "operator")
	demo(exitFailed, "unmark", job)
	demo(exitFailed, "runs", job, "--include-reviewed")
	demo(exitGood, "role", "admin")
	demo(exitGood, "unmark", job, "--last")

	// Opening the demo again syncs the same mailbox: nothing new, nothing lost.
	before := len(demo(exitGood, "jobs", "--all"))
	rcheck(t, exitGood, "--profile", folder, "--demo", "sync")
	if after := len(demo(exitGood, "jobs", "--all")); after != before {
		t.Errorf("%d jobs after the second sync, %d before", after, before)
	}
}

func TestWrongUsageIsToldFromFailure(t *testing.T) {
	folder := t.TempDir()
	for _, args := range [][]string{
		{}, {"nonsense"}, {"--nonsense"}, {"jobs", "extra"}, {"runs"}, {"runs", "abc"}, {"show", "1", "2"}, {"review"}, {"approve", "1"}, {"approve", "--customer", "x"},
		{"success", "1", "--scope", "world"}, {"success", "1", "--for", "1y"}, {"success", "1", "--match", "like"}, {"account"}, {"account", "add", "pop3"},
		{"account", "add", "imap", "--name", "a", "--host", "h", "--user", "u"}, {"account", "add", "imap", "--name", "a", "--host", "h", "--user", "u", "--secret-env", "X", "--tls", "ssl"},
		{"read"}, {"journal", "--limit", "0"}, {"account", "list", "x"}, {"passphrase"}, {"passphrase", "x"}, {"role", "chief"}, {"schedule", "1", "--learn", "--pause-until", "2026-12-31"},
		{"desk", "settle"}, {"autotask", "map", "--customer", "x"}, {"desk", "connect", "--user", "u", "--code", "c", "--secret-env",
			"NOT_SET_ANYWHERE"}, {"overrides", "edit", "x"}, {"overrides", "new"}, {"ticket", "x"},
		{"ticket", "edit", "x"}, {"ticket", "new", "x"}, {"ticket", "unlink", "x"}, {"remark", "edit", "x"}, {"remark", "--job", "1"}, {"eml"}, {"eml", "1", "--run", "2"}, {"cove", "link"}, {"cove", "link", "x", "--all"},
		{"accept", "1", "--end", "x"}, {"device-rules", "--state", "8"}, {"help", "nonsense"},
	} {
		var out, errs bytes.Buffer
		if code := run(context.Background(), append([]string{"--profile", folder}, args...), strings.NewReader(""), &out,
			&errs); code != exitUsage ||
			errs.Len() == 0 ||
			out.Len() != 0 {
			t.Errorf("rcheck %v: code %d, output %q, errors %q", args, code, out.String(), errs.String())
		}
	}
	rcheck(t, exitGood, "--create", "--profile", folder, "jobs")
	for _, args := range [][]string{{"show", "999"}, {"review", "999"}, {"undo"}, {"sync"}, {"account", "remove", "none"}, {"read", filepath.Join(folder, "none.eml")}} {
		rcheck(t, exitFailed, append([]string{"--profile", folder}, args...)...)
	}
}

func TestAnAccountNamesTheVariableOfItsSecretAndNothingMore(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("LAB_PASSWORD", "very secret")
	rcheck(
		t,
		exitGood,
		"--profile",
		folder,
		"account",
		"add",
		"imap",
		"--name",
		"lab",
		"--host",
		"127.0.0.1",
		"--port",
		"1",
		"--tls",
		"none",
		"--user",
		"u",
		"--folder",
		"A",
		"--folder",
		"B",
		"--secret-env",
		"LAB_PASSWORD",
	)
	accounts := rcheck(t, exitGood, "--profile", folder, "account", "list")
	if len(accounts) != 1 || accounts[0]["secret"] != "env:LAB_PASSWORD" || len(accounts[0]["folders"].([]any)) != 2 {
		t.Errorf("accounts: %v", accounts)
	}
	rcheck(t, exitFailed, "--profile", folder, "sync") // nobody listens on port 1
	if accounts = rcheck(t, exitGood, "--profile", folder, "account", "list"); accounts[0]["last_error"] == "" {
		t.Error("the failed sync left no word")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if data, err := os.ReadFile(f); err == nil && bytes.Contains(data, []byte("very secret")) {
			t.Errorf("the password stands in %s", f)
		}
	}
	rcheck(t, exitGood, "--profile", folder, "account", "remove", "lab")
}

func TestSigningInWithoutAPasswordTakesNoPassword(t *testing.T) {
	t.Setenv("LAB_PASSWORD", "x")
	for _, args := range [][]string{
		{"account", "add", "imap", "--oauth", "microsoft", "--user", "u@x.example", "--client-id", "c", "--secret-env", "LAB_PASSWORD"},
		{"account", "add", "cove", "--oauth", "microsoft", "--user", "u", "--client-id", "c"},
		{"account", "add", "imap", "--oauth", "other", "--user", "u@x.example", "--client-id", "c"},
		{"account", "add", "imap", "--oauth", "google", "--user", "u@x.example", "--client-id", "c", "--client-secret-env", "NOT_SET_ANYWHERE"},
	} {
		rcheck(t, exitUsage, append([]string{"--profile", t.TempDir()}, args...)...)
	}
	// Without a client id there is nothing to sign in with.
	rcheck(t, exitFailed, "--profile", t.TempDir(), "account", "add", "imap", "--oauth", "microsoft", "--user", "u@x.example")
}

func TestReadShowsWhatAReportSaysWithoutStoring(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.eml")
	if err := os.WriteFile(file, []byte("From: a@example.com\r\nSubject: hello\r\n\r\nnothing about backups\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := rcheck(t, exitGood, "read", file)
	if len(lines) != 1 || lines[0]["file"] != file {
		t.Fatalf("got %v", lines)
	}
	if results, ok := lines[0]["results"].([]any); !ok || len(results) != 0 {
		t.Errorf("results: %v", lines[0]["results"])
	}
}

func TestTheWireLogOfASyncShowsNoPassword(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("LAB_PASSWORD", "very secret")
	server, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{User: "u", Password: "very secret"})
	if err != nil {
		t.Fatal(err)
	}
	host, port := server.Addr()
	rcheck(
		t,
		exitGood,
		"--profile",
		folder,
		"account",
		"add",
		"imap",
		"--name",
		"lab",
		"--host",
		host,
		"--port",
		strconv.Itoa(port),
		"--tls",
		"none",
		"--user",
		"u",
		"--secret-env",
		"LAB_PASSWORD",
	)
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"--profile", folder, "sync", "--wire"}, strings.NewReader(""), &out, &errs); code != exitGood {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	if log := errs.String(); !strings.Contains(log, "EXAMINE") || strings.Contains(log, "very secret") {
		t.Errorf("the log:\n%s", log)
	}
}
