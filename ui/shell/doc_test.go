package shell_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"path/filepath"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
	"slices"
)

var update = flag.Bool("update", false, "write docs/keys.md")

// keyList is docs/keys.md as the commands make it.
func keyList(list []shell.Command) string {
	var b strings.Builder
	b.WriteString("# Keys\n\nEvery command of the window with its key, by menu. The same list is in the program: `?`.\n" +
		"`J`, `K`, arrows, Home, End, PageUp and PageDown move the selection; Shift with them ticks on the way.\n" +
		"Letters in a window of fields are text: what it offers besides is a letter with Alt.\n")
	menu := ""
	for i := range list {
		c := &list[i]
		if name := c.Place.Menu(); name != menu {
			menu = name
			fmt.Fprintf(&b, "\n## %s\n\n| key | does |\n| --- | --- |\n", menu)
		}
		where := ""
		if c.Where != "" {
			where = " " + c.Where
		}
		fmt.Fprintf(&b, "| `%s`%s | %s |\n", c.Keys(), where, strings.TrimSuffix(c.Name, "…"))
	}
	return b.String()
}

func TestTheListOfKeysIsThatOfTheCommands(t *testing.T) {
	want := keyList(uitest.New(t, 1).W.Commands())
	const file = "../../docs/keys.md"
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("docs/keys.md is not what the commands say: run go test ./ui/shell -run %s -update", t.Name())
	}
}

// inReadme finds the keys in the left cells of a table: Ctrl+Shift+9, `E`, F5, and the lone
// digits and letters behind a comma, which share the modifiers of the key before them.
var inReadme = regexp.MustCompile("(?:Ctrl\\+|Shift\\+)*(?:`[^`]`|\\b[A-Z0-9]\\b|F[0-9]+|Plus|Minus|Enter|Esc|Del|\\.|/)")

// readmeKeys are the keys that the table of the README names.
func readmeKeys(t *testing.T) (out []keys.Key) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "| key | does | key | does |\n")
	if !found {
		t.Fatal("the README has no table of keys")
	}
	for line := range strings.SplitSeq(table, "\n") {
		cells := strings.Split(line, " | ")
		if !strings.HasPrefix(line, "|") {
			break
		}
		if len(cells) < 4 || strings.HasPrefix(line, "| ---") || strings.Contains(line, "arrows, Home") {
			continue
		}
		for _, cell := range []string{strings.TrimPrefix(cells[0], "| "), cells[2]} {
			cell, _, _ = strings.Cut(cell, " on ")
			held := ""
			for _, k := range inReadme.FindAllString(cell, -1) {
				alone := strings.HasPrefix(k, "`")
				k = strings.NewReplacer("`", "", "Plus", "+", "Minus", "-").Replace(k)
				if at := strings.LastIndex(strings.TrimSuffix(k, "+"), "+"); at >= 0 {
					held = k[:at+1]
				} else if held != "" && len(k) == 1 && !alone {
					k = held + k
				}
				out = append(out, keys.Key(k))
			}
		}
	}
	return out
}

func TestEveryKeyInTheReadmeIsACommands(t *testing.T) {
	known := map[keys.Key]bool{}
	for _, c := range uitest.New(t, 1).W.Commands() {
		known[c.Key] = c.In == ""
		for _, k := range c.Also {
			known[k] = true
		}
	}
	named := readmeKeys(t)
	if len(named) < 60 {
		t.Errorf("only %d keys were found in the README: %q", len(named), named)
	}
	for _, k := range named {
		if !known[k] {
			t.Errorf("the README names %s, which no command has", k)
		}
	}
}

// screenWithKey is a screen in a document with the key that leads to it: *Daily jobs* (`Ctrl+3`).
var screenWithKey = regexp.MustCompile("\\*([A-Z][a-zA-Z ]+)\\*\\s+\\(`([^`]+)`")

func TestADocumentNamesTheKeyThatLeadsToAScreen(t *testing.T) {
	d := uitest.New(t, 1)
	keys := map[string][]string{}
	for _, c := range d.W.Commands() {
		if c.Leads == "" {
			continue
		}
		for _, name := range []string{c.Name, d.W.TitleOf(c.Leads)} {
			keys[name] = append(keys[name], c.Keys())
		}
	}
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range screenWithKey.FindAllStringSubmatch(string(text), -1) {
			if want := keys[m[1]]; len(want) > 0 {
				if found++; !slices.Contains(want, m[2]) {
					t.Errorf("%s: %s is on %q, not on %s", page, m[1], want, m[2])
				}
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d were found", found)
	}
}
