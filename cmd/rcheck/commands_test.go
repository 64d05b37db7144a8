package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// find returns the command that a command line begins with.
func find(args []string) (command, bool) {
	for n := min(2, len(args)); n > 0; n-- {
		for _, c := range commands {
			if c.words == strings.Join(args[:n], " ") {
				return c, true
			}
		}
	}
	return command{}, false
}

// Every command of the table is driven once, in an order in which each finds what it
// needs. A command that is added without a step here, or without help, fails.
func TestEveryCommandIsDrivenOnceAndSaysWhatItDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("many demo workspaces, one after the other; no goroutine is new here")
	}
	profile, files := t.TempDir(), t.TempDir()
	mail := filepath.Join("..", "..", "sync", "readers", "testdata", "mails", "phpbu", "error.eml")
	shipped := filepath.Join("..", "..", "assets", "readers", "phpbu.toml")
	t.Setenv("COVE_TOKEN", "x")
	t.Setenv("DESK", "demo")
	t.Setenv(passphraseVariable, "")
	t.Setenv(newPassphraseVariable, "horse battery")
	driven := map[string]bool{}
	do := func(args ...string) []map[string]any {
		t.Helper()
		c, ok := find(args)
		if !ok {
			t.Fatalf("%v is no command", args)
		}
		driven[c.words] = true
		return rcheck(t, exitGood, append([]string{"--demo", "--profile", profile}, args...)...)
	}
	do("log")
	first := func(lines []map[string]any) map[string]any {
		t.Helper()
		if len(lines) == 0 {
			t.Fatal("there is nothing to go on with")
		}
		return lines[0]
	}

	do("sync")
	jobs := do("jobs")
	job, other := id(t, first(jobs), "job"), id(t, jobs[1], "job")
	run := id(t, first(do("runs", job)), "run")
	otherRun := id(t, first(do("runs", other)), "run")
	do("status")
	if got := first(do("search", "status:"+jobs[0]["status"].(string), "backup")); got["job"] == nil || got["run"] == nil {
		t.Errorf("search: %v", got)
	}
	doubted := ""
	for _, j := range jobs {
		if j["status"] != "unknown" {
			continue
		}
		for _, r := range do("runs", id(t, j, "job")) {
			if r["status"] == "unknown" && r["raw_status"] == "success" {
				doubted = id(t, r, "run")
			}
		}
	}
	if got := first(do("show", doubted)); got["sender"] != "fail" || got["sender_doubt"] == "" || got["effective_status"] != "unknown" {
		t.Errorf("the forged report: %v", got)
	}
	do("accept-sender", doubted)
	if got := first(do("show", doubted)); got["sender"] != "fail" || got["sender_doubt"] != "" || got["effective_status"] != "success" {
		t.Errorf("its sender accepted: %v", got)
	}
	if got := first(do("account", "trust", "Demo mailbox")); !slices.Contains(got["trusted"].([]any), any("mx1.nachtwacht.example")) || got["learned"] != "mx1.nachtwacht.example" {
		t.Errorf("trust: %v", got)
	}
	do("account", "trust", "Demo mailbox", "--none")
	do("account", "trust", "Demo mailbox", "mx1.nachtwacht.example")
	shown := first(do("show", run))
	do("eml", "--run", run, "--out", filepath.Join(files, "report.eml"))
	do("read", mail)

	made := do("success", run, "--scope", "job", "--for", "permanent", "--reason", "known")
	if len(made) != 2 {
		t.Errorf("success: %v", made)
	}
	rule := first(do("overrides"))["key"].(string)
	do("overrides", "edit", rule, "--reason", "known for long", "--until", "2027-01-31")
	if got := first(do("overrides")); got["reason"] != "known for long" || got["until"] == nil {
		t.Errorf("after the edit: %v", got)
	}
	do("overrides", "off", rule)
	do("overrides", "on", rule)
	do("overrides", "preview", rule, "--until", never)
	do("overrides", "delete", rule)
	do("overrides", "new", "--job", other, "--text", "nothing like it", "--status", "warning", "--until", "2026-12-31")
	do("undo")
	do("redo")
	do("undo")

	do("ticket", "new", "T1", "--job", other, "--description", "disk")
	do("ticket", "edit", "T1", "--description", "disk of the NAS", "--from", "2026-11-01")
	do("ticket", "link", "T1", "--job", job)
	if got := first(do("ticket")); got["description"] != "disk of the NAS" {
		t.Errorf("ticket: %v", got)
	}
	do("ticket", "unlink", "T1", "--run", otherRun)
	do("ticket", "resolve", "T1")
	do("ticket", "reopen", "T1")
	do("remark", "tape is changed by hand", "--job", other)
	remark := first(do("remark"))["key"].(string)
	do("remark", "edit", remark, "--text", "tape is changed on Fridays", "--until", "2026-12-31")
	if got := first(do("remark")); got["text"] != "tape is changed on Fridays" || got["expires"] == nil {
		t.Errorf("remark: %v", got)
	}
	do("remark", "delete", remark)
	do("review", other)
	do("unmark", other, "--last")
	do("accept", otherRun, "--until", "success")
	do("schedule", other, "--set", "mon-fri 22:00")
	do("daily")
	do("night", "--start", "13")
	do("silence", "--days", "20")
	do("claim", other)
	do("archive", other)
	do("archive", other, "--back")
	do("sign-off", "2026-11-21", "--out", filepath.Join(files, "day.csv"))
	do("customers")
	do("customers", "export", filepath.Join(files, "customers.csv"))
	do("customers", "import", filepath.Join(files, "customers.csv"))
	if got := first(do("import", "customers", filepath.Join(files, "customers.csv"))); got["new"] != 0.0 || got["same"] == 0.0 {
		t.Errorf("the look at an import: %v", got)
	}
	for _, what := range []string{"jobs", "runs", "objects", "journal"} {
		if rows := do("export", what); len(rows) < 3 {
			t.Errorf("export %s: %d rows", what, len(rows))
		}
	}
	do("doctor")
	if got := first(do("retention")); got["state"] != "plan" || got["runs"] != 0.0 {
		t.Errorf("what goes without ages: %v", got)
	}
	do("settings", "set", "keep.originals", "14")
	if got := first(do("retention")); got["waits"] != true || got["originals"] != 0.0 { // what was reviewed today stays
		t.Errorf("what goes after two weeks: %v", got)
	}
	for _, m := range do("maintain", "--compact") {
		if m["error"] != nil {
			t.Errorf("maintenance: %v", m)
		}
	}
	if got := do("licences"); len(got) < 60 || got[1]["module"] != "fyne.io/fyne/v2" || got[1]["version"] == "" {
		t.Errorf("licences: %d modules", len(got))
	}

	inbox := do("inbox")
	waits := slices.IndexFunc(inbox, func(m map[string]any) bool { return len(m["jobs"].([]any)) > 0 })
	do("approve", id(t, inbox[waits], "message"), "--customer", "New customer")
	stray := id(t, inbox[slices.IndexFunc(inbox, func(m map[string]any) bool { return m["state"] == "unmatched" })], "message")
	do("join", stray, "--job", id(t, do("jobs")[0], "job"))
	do("undo")
	do("delete", stray)
	if got := do("deleted"); len(got) != 1 || got[0]["deleted"] == nil {
		t.Errorf("deleted: %v", got)
	}
	do("delete", stray, "--restore")

	text := first(do("readers", "propose", stray))["definition"].(string)
	definition := filepath.Join(files, "mine.toml")
	if err := os.WriteFile(definition, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	do("readers", "list")
	do("readers", "show", mail)
	do("readers", "test", shipped, mail)
	do("readers", "try", definition)
	do("readers", "use", definition)
	do("readers", "remove", "mine.toml")
	do("readers", "again", stray, "--look")

	do("words", "put", "neutral", "wibbles")
	if got := first(do("words")); got["word"] != "wibbles" || got["class"] != "neutral" {
		t.Errorf("words: %v", got)
	}
	do("words", "--unknown")
	do("words", "remove", "wibbles")
	do("prose", "learn", run, "--look")
	do("prose", "list")

	device := first(do("cove", "accounts"))["key"].(string)
	do("cove", "unlink", device)
	do("cove", "ignore", device)
	do("cove", "ask", device)
	do("cove", "link", device, "--customer", "New customer")
	do("device-rules", "--keep-worse", "--dead-failed", "9", "--state", "8=warning")
	if got := first(do("device-rules")); got["keep_worse"] != true || got["dead_failed_days"] != 9.0 || got["dead_warning_days"] != 3.0 {
		t.Errorf("device rules: %v", got)
	}

	do("account", "find", "reports@gmx.de")
	do("account", "add", "cove", "--name", "second", "--url", "https://127.0.0.1:1", "--user", "u", "--secret-env", "COVE_TOKEN")
	do("account", "edit", "second", "--partner", "P")
	do("account", "list")
	do("account", "folders", "Demo mailbox")
	do("account", "log", "Demo mailbox")
	do("account", "pause", "second")
	do("account", "resume", "second")
	do("account", "remove", "second")

	do("desk")
	do("settings", "list")
	do("settings", "set", "copies.kept", "9")
	if got := first(do("settings", "get", "copies.kept")); got["value"] != "9" || got["default"] != "7" {
		t.Errorf("the copies that are kept: %v", got)
	}
	do("proxy", "set", "none")
	if got := first(do("proxy")); got["proxy"] != "none" {
		t.Errorf("proxy: %v", got)
	}
	if got := do("notice", "list"); len(got) != 0 {
		t.Errorf("notices: %v", got)
	}
	if got := first(do("summary", "show")); !strings.Contains(got["subject"].(string), "wait") {
		t.Errorf("summary: %v", got)
	}
	do("summary", "remove")
	do("team")
	do("desk", "poll")
	do("desk", "map", "--customer", "New customer", "--company", "1001")
	do("desk", "disconnect")

	do("journal")
	do("journal", "verify")
	do("backup", "--to", filepath.Join(files, "copy.db"))
	do("restore", filepath.Join(files, "copy.db"))
	do("rebuild")
	do("passphrase")
	do("role", "admin")
	do("man", filepath.Join(files, "man"))

	// These wait for somebody, or for another state of the fleet than the demo has; each has
	// a test of its own.
	for words, test := range map[string]string{
		"serve-demo":     "it waits for an interrupt",
		"completion":     "TestFourShellsCompleteCommandsAndFlags",
		"cove moved":     "TestADeviceThatMovedIsFollowedInTheTerminal",
		"desk settle":    "TestASettledTicketIsSaidInTheTerminal",
		"desk connect":   "TestWithoutAKeychainTheServiceDeskIsGivenItsCredentialsByTheEnvironment",
		"notice add":     "TestNoticesAreToldInNumbersAfterASyncAndNeverMakeItFail",
		"notice test":    "TestNoticesAreToldInNumbersAfterASyncAndNeverMakeItFail",
		"notice remove":  "TestNoticesAreToldInNumbersAfterASyncAndNeverMakeItFail",
		"summary set":    "TestTheSummaryOfTheMorningGoesByMailFromATimer",
		"summary send":   "TestTheSummaryOfTheMorningGoesByMailFromATimer",
		"team create":    "TestThreePeopleShareOneList",
		"team invite":    "TestThreePeopleShareOneList",
		"team join":      "TestThreePeopleShareOneList",
		"team members":   "TestThreePeopleShareOneList",
		"team sync":      "TestThreePeopleShareOneList",
		"team leave":     "TestThreePeopleShareOneList",
		"team remove":    "TestThreePeopleShareOneList",
		"profiles":       "TestAProfileIsMadeByItsNameAndUsedByItsFolder",
		"profiles new":   "TestAProfileIsMadeByItsNameAndUsedByItsFolder",
		"update":         "TestWhileTheAddressIsAPlaceholderNobodyIsAskedForAnUpdate",
		"retention undo": "TestWhatIsOldGoesAndComesBackInTheTerminal",
		"prose forget":   "TestProseIsLearnedAndForgottenInTheTerminal",
	} {
		if driven[words] {
			t.Errorf("%q is driven here, and said to be elsewhere: %s", words, test)
		}
		driven[words] = true
	}
	for _, c := range commands {
		if !driven[c.words] {
			t.Errorf("%q is driven by no test", c.words)
		}
		delete(driven, c.words)
	}
	for words := range driven {
		t.Errorf("%q is driven, and is no command", words)
	}
	for _, key := range []string{"started_at", "ended_at", "duration_seconds", "source", "reader", "reason", "tickets", "remarks", "accepted", "note", "review_note", "hides", "summary"} {
		if _, ok := shown[key]; !ok {
			t.Errorf("show says nothing of %s: %v", key, shown)
		}
	}
}

// The test above takes a minute; that it has a step for each command is seen at once.
func TestEveryCommandHasAStepInTheTestThatDrivesThem(t *testing.T) {
	text, err := os.ReadFile("commands_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range commands {
		step := `do("` + strings.ReplaceAll(c.words, " ", `", "`) + `"`
		if !bytes.Contains(text, []byte(step)) && !bytes.Contains(text, []byte(`"`+c.words+`":`)) {
			t.Errorf("%q is driven by no test: give TestEveryCommandIsDrivenOnceAndSaysWhatItDoes a step", c.words)
		}
	}
}

func TestTheHelpOfEveryCommandNamesEachFlagAndWhatItIsFor(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range commands {
		if seen[c.words] {
			t.Errorf("%q stands in the table twice", c.words)
		}
		seen[c.words] = true
		if !strings.HasSuffix(c.about, ".") {
			t.Errorf("%q: %q is no sentence", c.words, c.about)
		}
		if len(strings.Fields(c.words)) > 2 {
			t.Errorf("%q: a command has two words at most", c.words)
		}
		for _, asked := range [][]string{append(strings.Fields(c.words), "-h"), append(strings.Fields(c.words), "--help"), append([]string{"help"}, strings.Fields(c.words)...)} {
			var out, errs bytes.Buffer
			if code := run(context.Background(), asked, strings.NewReader(""), &out, &errs); code != exitGood || errs.Len() != 0 {
				t.Errorf("rcheck %v: code %d, %s", asked, code, errs.String())
			}
			if !strings.HasPrefix(out.String(), "rcheck "+c.words) {
				t.Errorf("rcheck %v says %q", asked, out.String())
			}
			flags, _ := c.flagSet()
			flags.VisitAll(func(f *flag.Flag) {
				if len(f.Usage) < 8 {
					t.Errorf("%s --%s: %q does not say what it is for", c.words, f.Name, f.Usage)
				}
				if !strings.Contains(out.String(), "  --"+f.Name) {
					t.Errorf("rcheck %v does not name --%s", asked, f.Name)
				}
			})
		}
		if !strings.Contains(overview(), "  "+c.words) {
			t.Errorf("rcheck help does not list %q", c.words)
		}
	}
	for line := range strings.Lines(overview()) {
		if len(line) > helpWidth+1 {
			t.Errorf("this line of the help is too long: %q", line)
		}
	}
}

func TestAGroupOfCommandsIsListedAndAWrongWordNamesThem(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"account", "-h"}, strings.NewReader(""), &out, &errs); code != exitGood || !strings.Contains(out.String(), "account pause NAME") || strings.Contains(out.String(), "ticket") {
		t.Errorf("code %d, %q, %q", code, out.String(), errs.String())
	}
	if code := run(t.Context(), []string{"account", "burn"}, strings.NewReader(""), &out, &errs); code != exitUsage || !strings.Contains(errs.String(), "pause, resume, trust or remove") {
		t.Errorf("code %d, %q", code, errs.String())
	}
}

func TestACommandTakesAsManyWordsAsItSays(t *testing.T) {
	for follows, want := range map[string][2]int{
		"": {0, 0}, "JOB": {1, 1}, "JOB ...": {1, many}, "[DATE]": {0, 1}, "[MESSAGE...]": {0, many}, "FILE.toml MAIL.eml ...": {2, many}, "imap|cove": {1, 1},
	} {
		if least, most := (command{follows: follows}).count(); [2]int{least, most} != want {
			t.Errorf("%q: %d to %d words, want %v", follows, least, most, want)
		}
	}
}

func TestOnlyADemoIsADemo(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("LAB_PASSWORD", "x")
	rcheck(t, exitGood, "--profile", folder, "account", "add", "imap", "--name", "lab", "--host", "127.0.0.1", "--port", "1", "--tls", "none", "--user", "u", "--secret-env", "LAB_PASSWORD")
	rcheck(t, exitFailed, "--profile", folder, "--demo", "jobs")
	if list := rcheck(t, exitGood, "--profile", folder, "account", "list"); len(list) != 1 || list[0]["name"] != "lab" {
		t.Errorf("the accounts of a profile are now %v", list)
	}
}
