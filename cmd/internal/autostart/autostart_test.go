package autostart

import (
	"encoding/xml"
	"runtime"
	"strings"
	"testing"
)

func TestWhatIsPutIsThereUntilItIsTakenBack(t *testing.T) {
	if runtime.GOOS != "windows" { // where it is a value of the registry
		home := t.TempDir()
		t.Setenv("HOME", home)
		t.Setenv("XDG_CONFIG_HOME", home)
	}
	own, other := Of("Run Checks", "/usr/bin/run-checks", ""), Of("Run Checks", "/usr/bin/run-checks", "/data/Northwind")
	own.Name, other.Name = "test-of-"+own.Name, "test-of-"+other.Name // whoever runs this may have theirs
	state := func() [2]bool {
		var out [2]bool
		for i, e := range []Entry{own, other} {
			on, err := e.On()
			if err != nil {
				t.Fatal(err)
			}
			out[i] = on
		}
		return out
	}
	for _, step := range []struct {
		do   func() error
		want [2]bool
	}{
		{own.Remove, [2]bool{}}, {other.Put, [2]bool{false, true}}, {own.Put, [2]bool{true, true}}, {own.Put, [2]bool{true, true}},
		{other.Remove, [2]bool{true, false}}, {own.Remove, [2]bool{}},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if got := state(); got != step.want {
			t.Fatalf("%v, want %v", got, step.want)
		}
	}
}

func TestAPathWithSignsOfASystemStaysOneWord(t *testing.T) {
	e := Entry{Name: "n", Title: "Run Checks", Program: `/o p/100%`, Args: []string{`a"b`, "`c` $d", `e\`}}
	if got, want := e.exec(), `"/o p/100%%" "a\\"b" "\\`+"`c\\\\`"+` \\$d" "e\\\\"`; got != want {
		t.Errorf("desktop: %s\nwant     %s", got, want)
	}
	if got, want := e.commandLine(), `"/o p/100%" "a\"b" "`+"`c` $d"+`" "e\\"`; got != want {
		t.Errorf("Windows: %s\nwant     %s", got, want)
	}
	e.Args = []string{"<a & b>"}
	decoder := xml.NewDecoder(strings.NewReader(e.agent()))
	var words []string
	for {
		token, err := decoder.Token()
		if err != nil {
			break
		}
		if text, ok := token.(xml.CharData); ok && strings.TrimSpace(string(text)) != "" {
			words = append(words, string(text))
		}
	}
	if got := strings.Join(words, "|"); got != "Label|n|ProgramArguments|/o p/100%|<a & b>|RunAtLoad" {
		t.Errorf("macOS: %s", got)
	}
}

func TestAnEntryHasOneLineForEachKey(t *testing.T) {
	e := Entry{Name: "n", Title: "a\nExec=evil", Program: "/p", Args: []string{"x\nHidden=true"}}
	if got := strings.Count(e.desktopFile(), "\n"); got != 5 {
		t.Errorf("%d lines: %s", got, e.desktopFile())
	}
}
