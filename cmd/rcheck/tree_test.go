package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"runchecks/domain"
)

// line runs a command line without a keychain.
func line(args ...string) said { return withRing(noKeychain, "", args...) }

func TestFlagsMayStandAnywhere(t *testing.T) {
	folder := t.TempDir()
	for _, args := range [][]string{
		{"--profile", folder, "--create", "--json", "settings", "get", "copies.kept"},
		{"settings", "--json", "--profile=" + folder, "get", "copies.kept"},
		{"settings", "get", "copies.kept", "--profile", folder, "--json"},
	} {
		if got := line(args...); got.code != exitGood || !strings.Contains(got.out, `"key":"copies.kept"`) {
			t.Errorf("rcheck %v: %+v", args, got)
		}
	}
	t.Setenv(profileVariable, folder)
	if got := line("settings", "get", "copies.kept"); got.code != exitGood {
		t.Errorf("with %s: %+v", profileVariable, got)
	}
}

func TestAMistypedWordIsAnsweredWithTheOneThatWasMeant(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"jbos"}, `Did you mean "jobs"?`},
		{[]string{"help", "staus"}, `Did you mean "status"?`},
		{[]string{"ticket", "nwe"}, `Did you mean "new"?`},
		{[]string{"account", "pasue", "x"}, `Did you mean "pause"?`},
		{[]string{"jobs", "--exit-cod"}, `Did you mean "exit-code"?`},
	} {
		if got := line(c.args...); got.code != exitUsage || !strings.Contains(got.err, c.want) || got.out != "" {
			t.Errorf("rcheck %v: %+v, want %s", c.args, got, c.want)
		}
	}
	if got := line("backupradar"); strings.Contains(got.err, "mean") {
		t.Errorf("a word that is like none: %+v", got)
	}
}

func TestASpellingOfVersion01WorksWithAWordAboutIt(t *testing.T) {
	got := line("-json", "read", "-reader=veeam", "nothing.eml")
	if got.code != exitFailed || !strings.Contains(got.err, "-json is spelled --json") ||
		!strings.Contains(got.err, "-reader is spelled --reader") {
		t.Errorf("%+v", got)
	}
}

func TestAnErrorIsAJSONValueWhereJSONIsAskedFor(t *testing.T) {
	for _, c := range []struct {
		args []string
		code string
		exit int
	}{
		{[]string{"jobs", "--profile", filepath.Join(t.TempDir(), "none"), "--json"}, "not-found", exitFailed},
		{[]string{"jobs", "--nonsense", "--json"}, "usage", exitUsage},
		{[]string{"--json", "nonsense"}, "usage", exitUsage},
	} {
		got := line(c.args...)
		var said errorJSON
		if err := json.Unmarshal([]byte(got.err), &said); err != nil {
			t.Errorf("rcheck %v: %q is no JSON: %v", c.args, got.err, err)
		}
		if said.Code != domain.Code(c.code) || said.Exit != c.exit || said.Error == "" || got.code != c.exit {
			t.Errorf("rcheck %v: %+v", c.args, got)
		}
	}
}

func TestTheExitCodeSaysThatSomeAccountsFailedOrThatSomebodyInterrupted(t *testing.T) {
	folder, keychain := t.TempDir(), ring{entries: map[string]string{}}
	do := func(want int, words ...string) {
		t.Helper()
		if got := withRing(keychain, "x\n", append([]string{"--profile", folder}, words...)...); got.code != want {
			t.Fatalf("rcheck %v: %+v, want %d", words, got, want)
		}
	}
	do(exitGood, "account", "add", "imap", "--name", "bad", "--host", "127.0.0.1", "--port", "1", "--tls", "none", "--user", "u",
		"--secret-stdin")
	do(exitFailed, "sync")
	do(exitGood, mailbox(t, "good", "x")...)
	do(exitSome, "sync")
	interrupted, stop := context.WithCancel(t.Context())
	stop()
	var out, errs bytes.Buffer
	asked := terminal{clock: testClock, in: strings.NewReader(""), out: &out, err: &errs, ring: keychain}
	if code := asked.run(interrupted, []string{"--profile", folder, "sync"}); code != exitInterrupted {
		t.Errorf("interrupted: code %d, %s", code, errs.String())
	}
}

func TestADateMayBeSaidByItsDistance(t *testing.T) {
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	for word, want := range map[string]string{
		"2026-11-23": "2026-11-23", "today": "2026-03-01", "yesterday": "2026-02-28", "tomorrow": "2026-03-02", "today-3d": "2026-02-26",
		"-1d": "2026-02-28", "+7d": "2026-03-08", "Yesterday": "2026-02-28",
	} {
		if got, ok := dateOf(now, word); !ok || got.Format(time.DateOnly) != want {
			t.Errorf("%s is %v, %v; want %s", word, got, ok, want)
		}
	}
	for _, word := range []string{"", "d", "-d", "3d", "next week", "-3", "-99999999d"} {
		if got, ok := dateOf(now, word); ok {
			t.Errorf("%q is %v", word, got)
		}
	}
	if got := line("--create", "--profile", t.TempDir(), "daily", "-3d"); got.code != exitGood {
		t.Errorf("daily -3d: %+v", got)
	}
}

func TestQuietSaysNothingButErrors(t *testing.T) {
	folder := t.TempDir()
	if got := line("--create", "--profile", folder, "-q", "status"); got.code != exitGood || got.err != "" {
		t.Errorf("%+v", got)
	}
	if got := line("-q", "--profile", folder, "show", "4711"); got.code != exitFailed || got.err == "" {
		t.Errorf("%+v", got)
	}
	if got := line("-q", "-v", "status"); got.code != exitUsage {
		t.Errorf("%+v", got)
	}
}

func TestFourShellsCompleteCommandsAndFlags(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if got := line("completion", shell); got.code != exitGood || !strings.Contains(got.out, "rcheck") || got.err != "" {
			t.Errorf("%s: code %d, %s", shell, got.code, got.err)
		}
	}
	if got := line("completion", "cmd"); got.code != exitUsage {
		t.Errorf("%+v", got)
	}
	if got := line("__complete", "account", "pa"); !strings.Contains(got.out, "pause\t") {
		t.Errorf("account pa: %+v", got)
	}
	if got := line("__complete", "jobs", "--ex"); !strings.Contains(got.out, "--exit-code\t") {
		t.Errorf("jobs --ex: %+v", got)
	}
}

func TestThereIsAManualPageForEachCommand(t *testing.T) {
	folder := t.TempDir()
	if got := line("man", folder); got.code != exitGood {
		t.Fatalf("%+v", got)
	}
	for _, c := range commands {
		page, err := os.ReadFile(filepath.Join(folder, "rcheck-"+strings.ReplaceAll(c.words, " ", "-")+".1"))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Contains(page, []byte("EXAMPLE")) {
			t.Errorf("the page of %s has no example", c.words)
		}
	}
}

func TestTheExampleOfEveryCommandIsACommandLineOfIt(t *testing.T) {
	for _, c := range commands {
		args, err := split(c.example)
		if err != nil {
			t.Errorf("%s: %v", c.words, err)
			continue
		}
		root := (&terminal{}).tree()
		found, rest, err := root.Find(args)
		if err != nil || found.CommandPath() != "rcheck "+c.words {
			t.Errorf("the example %q is none of %q: %v", c.example, c.words, err)
			continue
		}
		if err := found.ParseFlags(rest); err != nil {
			t.Errorf("%q: %v", c.example, err)
		}
		if least, most := c.count(); len(found.Flags().Args()) < least || len(found.Flags().Args()) > most {
			t.Errorf("%q has %d words behind %q", c.example, len(found.Flags().Args()), c.words)
		}
	}
}

// split takes a command line apart as a shell does, up to what goes into a file.
func split(text string) (words []string, err error) {
	text, _, _ = strings.Cut(text, " > ")
	word, open, quote := "", false, rune(0)
	for _, r := range text + " " {
		switch {
		case r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, open = r, true
		case quote == 0 && r == ' ':
			if word != "" || open {
				words = append(words, word)
			}
			word, open = "", false
		default:
			word += string(r)
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("%q: a quotation mark is not closed", text)
	}
	return words, nil
}

func TestNoCommandHasAFlagOfEveryCommand(t *testing.T) {
	var global []string
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	(&terminal{}).globals(flags)
	flags.VisitAll(func(f *pflag.Flag) { global = append(global, f.Name) })
	for _, c := range commands {
		own, _ := c.flagSet()
		own.VisitAll(func(f *flag.Flag) {
			if slices.Contains(global, f.Name) {
				t.Errorf("%s --%s hides the flag of every command", c.words, f.Name)
			}
		})
	}
}
