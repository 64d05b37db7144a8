package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// told is a command line that stands in a document.
type told struct {
	file     string
	line     int
	text     string
	sentence bool // it stands in one, and not in a block of code
}

// inSentence is a command line between backquotes.
var inSentence = regexp.MustCompile("`((?:rcheck|make) [^`]+)`")

// before is what may stand in front of rcheck in a line of a shell.
var before = regexp.MustCompile(`^(?:.*\| |sudo -u \S+ |[A-Z_]+=\S+ )*((?:rcheck|make) .*)$`)

// commandsTold are the lines of all documents for people that call rcheck or make: those in blocks
// of code, and those in sentences.
func commandsTold(t *testing.T) (out []told) {
	t.Helper()
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, "../../README.md", "../../CONTRIBUTING.md") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			base := filepath.Base(name)
			if strings.HasPrefix(line, "    ") {
				if g := before.FindStringSubmatch(strings.TrimSpace(line)); g != nil {
					out = append(out, told{base, i + 1, g[1], false})
				}
				continue
			}
			for _, g := range inSentence.FindAllStringSubmatch(line, -1) {
				out = append(out, told{base, i + 1, g[1], true})
			}
		}
	}
	return out
}

// wordsOf splits a line as a shell does, up to what is not for the command.
func wordsOf(line string) (words []string, whole bool) {
	word, quote, any := "", rune(0), false
	end := func() {
		if any {
			words = append(words, word)
		}
		word, any = "", false
	}
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word += string(r)
		case r == '\'' || r == '"':
			quote, any = r, true
		case r == ' ':
			end()
		case (r == '#' || r == '|' || r == '>' || r == ';' || r == '&') && !any:
			return words, quote == 0
		default:
			word, any = word+string(r), true
		}
	}
	end()
	return words, quote == 0
}

// plainWords are the words without the signs for what may be left out or repeated.
func plainWords(words []string) (out []string) {
	for _, w := range words {
		if strings.Trim(w, "[].…") == "" {
			continue
		}
		w = strings.NewReplacer("[", "", "]", "", "0f3a…", strings.Repeat("0f3a", 16)).Replace(w)
		out = append(out, strings.TrimSuffix(w, "..."))
	}
	return out
}

// Who copies a line out of a document gets what is told: the command is there, takes these flags,
// and this number of words.
func TestEveryCommandInTheDocumentsIsThere(t *testing.T) {
	targets := makeTargets(t)
	seen := 0
	for _, c := range commandsTold(t) {
		words, whole := wordsOf(c.text)
		if !whole || len(words) < 2 {
			continue // goes on elsewhere, or names the program alone
		}
		seen++
		if words[0] == "make" {
			if !slices.Contains(targets, strings.TrimRight(words[1], ".,")) {
				t.Errorf("%s:%d: %s: the Makefile has no such target", c.file, c.line, c.text)
			}
			continue
		}
		if problem := refusedLine(plainWords(words[1:]), !c.sentence); problem != "" {
			t.Errorf("%s:%d: %s: %s", c.file, c.line, c.text, problem)
		}
	}
	if seen < 150 {
		t.Errorf("only %d command lines were found", seen)
	}
}

// refusedLine says what rcheck has against a command line, without carrying it out.
// In a sentence it may end with a flag whose value is not said.
func refusedLine(args []string, whole bool) string {
	if slices.Contains(args, "COMMAND") {
		return "" // stands for any
	}
	root, args := treeFor(args)
	found, rest, err := root.Find(args)
	if err != nil {
		return err.Error()
	}
	err = found.ParseFlags(rest)
	if err != nil && strings.HasPrefix(err.Error(), "flag needs an argument") && !whole {
		err = found.ParseFlags(append(rest, "1"))
	}
	if err != nil {
		return err.Error()
	}
	left := found.Flags().Args()
	about := strings.TrimPrefix(strings.TrimPrefix(found.CommandPath(), "rcheck"), " ")
	if found == root && len(left) > 0 {
		return "there is no command " + left[0]
	}
	return wrongNumber(found, about, left)
}

// treeFor is the tree of commands, and a line as it is asked.
func treeFor(args []string) (*cobra.Command, []string) {
	term := &terminal{in: strings.NewReader(""), out: io.Discard, err: io.Discard, faults: io.Discard, raw: io.Discard}
	root := term.tree()
	root.InitDefaultHelpCmd()
	return root, term.respell(args)
}

func wrongNumber(found *cobra.Command, about string, left []string) string {
	for _, c := range commands {
		if c.words != about {
			continue
		}
		least, most := c.count()
		// A sentence names a command without what follows it; a line for a shell is whole.
		if len(left) > most || len(left) > 0 && len(left) < least {
			return "it takes " + c.follows
		}
		return ""
	}
	if len(left) > 0 && found.HasSubCommands() && about != "" {
		return about + " has no " + left[0]
	}
	return ""
}

func makeTargets(t *testing.T) (out []string) {
	t.Helper()
	text, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range regexp.MustCompile(`(?m)^([a-z-]+):`).FindAllStringSubmatch(string(text), -1) {
		out = append(out, g[1])
	}
	return out
}

func TestALineThatIsWrongIsNoticed(t *testing.T) {
	for _, line := range []string{"jbos", "jobs --exitcode", "runs 1 2 3", "account ad imap", "sync --account", "ticket frobnicate X"} {
		if refusedLine(strings.Fields(line), true) == "" {
			t.Errorf("rcheck %s passes", line)
		}
	}
}

// readOnly are the commands that change nothing and need nothing but a profile.
var readOnly = []string{
	"jobs", "status", "search", "inbox", "deleted", "ticket", "overrides", "daily", "night", "silence", "customers", "log", "account list",
	"cove accounts", "device-rules", "settings list", "settings get", "proxy", "team", "readers list", "words", "prose list", "journal",
	"role", "export", "doctor", "licences", "desk", "accept", "remark",
	"notice list", "summary show",
}

// What only looks is carried out as it stands, on the demo.
func TestEveryLineOfTheDocumentsThatOnlyLooksRunsOnTheDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("a demo workspace; no goroutine is new here")
	}
	profile, ran, all := t.TempDir(), map[string]bool{}, commandsTold(t)
	t.Chdir(t.TempDir())
	carryOut := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		line := append([]string{"--demo", "--profile", profile}, args...)
		return run(context.Background(), line, strings.NewReader(""), &out, &errs), errs.String()
	}
	if code, said := carryOut("sync"); code != exitGood {
		t.Fatalf("sync: %d, %s", code, said)
	}
	for _, c := range all {
		words, whole := wordsOf(c.text)
		if !whole || len(words) < 2 || words[0] == "make" || strings.ContainsAny(c.text, "[]…") {
			continue
		}
		args := words[1:]
		line := strings.Join(args, " ")
		if strings.Contains(line, "--profile") || ran[line] || !onlyLooks(args) {
			continue
		}
		ran[line] = true
		if code, said := carryOut(args...); code != exitGood && code != exitWaits {
			t.Errorf("%s:%d: rcheck %s: code %d, %s", c.file, c.line, line, code, said)
		}
	}
	if len(ran) < 25 {
		t.Errorf("only %d lines were carried out", len(ran))
	}
}

// onlyLooks knows a line of a command that changes nothing, as it is written.
func onlyLooks(args []string) bool {
	root, args := treeFor(args)
	found, rest, err := root.Find(args)
	if err != nil || found.ParseFlags(rest) != nil {
		return false
	}
	about := strings.TrimPrefix(found.CommandPath(), "rcheck ")
	i := slices.IndexFunc(commands, func(c command) bool { return c.words == about })
	if i < 0 || !slices.Contains(readOnly, about) {
		return false
	}
	if least, _ := commands[i].count(); len(found.Flags().Args()) < least {
		return false // a sentence names the command alone
	}
	switch about { // with words or flags they decide
	case "night", "silence", "device-rules", "accept", "remark", "role", "team", "proxy", "desk":
		return len(found.Flags().Args()) == 0 && len(rest) == 0
	}
	return true
}

// A document that says what is tested names tests that are there.
func TestEveryTestThatADocumentNamesIsThere(t *testing.T) {
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w+)`")
	text, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	err = filepath.WalkDir("../..", func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasSuffix(path, "_test.go") {
			var b []byte
			if b, err = os.ReadFile(path); err == nil {
				all.Write(b)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	found := named.FindAllStringSubmatch(string(text), -1)
	for _, g := range found {
		if !strings.Contains(all.String(), "func "+g[1]+"(") {
			t.Errorf("security.md names %s, which is not there", g[1])
		}
	}
	if len(found) < 25 {
		t.Errorf("only %d tests are named", len(found))
	}
}
