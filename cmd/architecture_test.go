// Package cmd_test holds the house rules about who may import whom
// (architecture.md); it has no code of its own.
package cmd_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pkg is what "go list -json" says about a package.
type pkg struct {
	ImportPath  string
	Imports     []string
	TestImports []string
	Standard    bool
}

func list(t *testing.T, args ...string) []pkg {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Imports,TestImports,Standard"}, args...)...)
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	var packages []pkg
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// in returns whether a path is one of these rooms, or below it.
func in(path string, rooms ...string) bool {
	for _, room := range rooms {
		if path == "runchecks/"+room || strings.HasPrefix(path, "runchecks/"+room+"/") {
			return true
		}
	}
	return false
}

// Libraries that only some rooms may use.
var keptTo = map[string][]string{
	"fyne.io/":                          {"ui", "cmd/run-checks"},
	"fyne.io/fyne/v2/app":               {"cmd/run-checks"},
	"modernc.org/sqlite":                {"storage"},
	"database/sql":                      {"storage"},
	"github.com/emersion/":              {"sync", "tools/interop"}, // which is another mail program, too
	"github.com/jhillyerd/enmime":       {"sync"},
	"github.com/zalando/go-keyring":     {"storage/secrets"},
	"github.com/nicholas-fedor/":        {"sync/notice"},
	"github.com/wneessen/":              {"sync/mailout"},
	"github.com/klauspost/compress":     {"storage", "sync/imap", "sync/team/collect"},
	"runchecks/sync/simulate":           {"sync/simulate", "cmd"},
	"runchecks/sync/autotask":           {"sync/autotask", "sync/ticketing", "cmd/internal/workspace"},
	"runchecks/sync/halopsa":            {"sync/ticketing", "cmd/internal/workspace"},
	"runchecks/sync/connectwise":        {"sync/ticketing", "cmd/internal/workspace"},
	"runchecks/storage/storagetest":     {"storage/storagetest", "ui/modeltest", "ui/uitest"},
	"runchecks/ui/modeltest":            {"ui/modeltest"},
	"runchecks/sync/source/sourcetest":  {"sync/source/sourcetest", "ui/uitest"},
	"runchecks/ui/uitest":               {"ui/uitest"},
	"runchecks/ui/features":             {"cmd/run-checks", "ui/uitest"},
	"runchecks/sync/readers/readertest": {"sync/readers/readertest"},
	"runchecks/ui/mailview":             {"ui", "cmd/run-checks", "tools/fidelity"},
	"runchecks/tools":                   {"tools"},
	"runchecks/cmd":                     {"cmd"},
	"runchecks/cmd/internal/workspace":  {"cmd"},
}

// features are the screens: one folder each, with the model, what draws it and the tests of
// both.
var features = []string{
	"ui/accepted", "ui/accounts", "ui/audit", "ui/customers", "ui/daily", "ui/devices", "ui/inbox", "ui/jobs", "ui/overrides",
	"ui/readers", "ui/remarks", "ui/runchecks", "ui/settings", "ui/teach", "ui/tickets",
}

// models are the view models with a package of their own, of a screen that has too much for one.
var models = []string{"ui/runchecks/causes", "ui/runchecks/decide", "ui/runchecks/model"}

// without are the features that have no screen: forms and commands alone.
var without = []string{
	"ui/servicedesk", "ui/closeday", "ui/copies", "ui/reportview", "ui/reprocess", "ui/retention", "ui/help", "ui/profiles", "ui/computer",
	"ui/update",
}

// shared are the packages without Fyne that the screens share.
var shared = []string{"ui/task", "ui/words", "ui/list", "ui/services", "ui/progress", "ui/reread", "ui/export"}

// drawing are the files of a screen that may draw, by their names; every other file of it is
// the model, and knows no Fyne.
var drawing = regexp.MustCompile(`^(screen|dialog|command|form|header|menu|pane)\w*\.go$`)

func TestTheModelOfAScreenKnowsNoFyne(t *testing.T) {
	found := 0
	for _, dir := range append(slices.Clone(features), models...) {
		files, err := filepath.Glob(filepath.Join("..", dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if !slices.Contains(models, dir) && drawing.MatchString(filepath.Base(name)) || strings.HasSuffix(name, "_test.go") {
				continue
			}
			found++
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range file.Imports {
				path := strings.Trim(i.Path.Value, `"`)
				if strings.HasPrefix(path, "fyne.io/") ||
					in(path, "ui/widget", "ui/theme", "ui/form", "ui/shell", "ui/listscreen", "ui/reportpane") {
					t.Errorf("%s imports %s: a model draws nothing", name, path)
				}
			}
		}
	}
	if found < len(features) {
		t.Errorf("only %d files of models in %d screens", found, len(features))
	}
}

// feature is the one that a package belongs to, "" for none.
func feature(path string, all []string) string {
	for _, f := range all {
		if in(path, f) {
			return f
		}
	}
	return ""
}

func TestEachRoomImportsOnlyWhatItMay(t *testing.T) {
	all := append(slices.Clone(features), without...)
	packages := list(t, "./...")
	if len(packages) < 10 {
		t.Fatalf("only %d packages found", len(packages))
	}
	for _, p := range packages {
		for _, i := range p.Imports {
			for prefix, rooms := range keptTo {
				if strings.HasPrefix(i, prefix) && !in(p.ImportPath, rooms...) {
					t.Errorf("%s imports %s, which belongs to %v", p.ImportPath, i, rooms)
				}
			}
			outside := strings.Contains(strings.SplitN(i, "/", 2)[0], ".")
			switch {
			case in(p.ImportPath, "domain") && (outside || strings.HasPrefix(i, "runchecks/") && !in(i, "domain")) &&
				!(in(p.ImportPath, "domain/wording") && i == "runchecks/assets"): // the sentences, in English
				t.Errorf("%s imports %s: domain knows only the standard library", p.ImportPath, i)
			case in(p.ImportPath, "domain/rules") && in(i, "domain/review"):
				t.Errorf("%s imports %s: rules do not know decisions", p.ImportPath, i)
			case in(p.ImportPath, "sync") && in(i, "storage", "ui"), in(p.ImportPath, "storage") && in(i, "sync", "ui"),
				in(p.ImportPath, "ui") && in(i, "sync", "storage") && !in(p.ImportPath, "ui/modeltest", "ui/uitest"):
				t.Errorf("%s imports %s: these rooms do not know each other", p.ImportPath, i)
			case in(p.ImportPath, "sync/engine", "sync/ingest") && in(i, "sync/cove", "sync/imap", "sync/mailbox", "sync/autotask",
				"sync/halopsa", "sync/connectwise", "sync/oauth"):
				t.Errorf("%s imports %s: what drives and stores a sync knows no kind of account (sync/source)", p.ImportPath, i)
			case in(p.ImportPath, shared...) && (strings.HasPrefix(i, "fyne.io/") || in(i, features...)):
				t.Errorf("%s imports %s: what screens share knows neither Fyne nor a screen", p.ImportPath, i)
			case in(p.ImportPath, all...) && in(i, all...) && feature(p.ImportPath, all) != feature(i, all):
				t.Errorf(
					"%s imports %s: a feature knows no other, what both need is in list, words or a package of its own",
					p.ImportPath,
					i,
				)
			case in(p.ImportPath, "ui/shell", "ui/form", "ui/listscreen", "ui/reportpane", "ui/preview") && in(i, all...):
				t.Errorf("%s imports %s: which features there are only ui/features knows", p.ImportPath, i)
			case in(p.ImportPath, "cmd/rcheck") && in(i, "ui") && !in(i, "ui/words", "ui/export"):
				t.Errorf("%s imports %s: of the interface the terminal knows only what it says and writes", p.ImportPath, i)
			case in(p.ImportPath, "ui/widget") && in(i, append([]string{"ui/shell", "ui/listscreen"}, all...)...):
				t.Errorf("%s imports %s: widgets only present", p.ImportPath, i)
			case in(p.ImportPath, "ui/mailview") && (i == "net" || strings.HasPrefix(i, "net/http") || i == "os" ||
				strings.HasPrefix(i, "os/") || i == "syscall" || strings.HasPrefix(i, "fyne.io/")):
				t.Errorf("%s imports %s: a report never touches the network or files", p.ImportPath, i)
			}
		}
	}
}

func TestTheTerminalIsBuiltWithoutFyneAndWithoutC(t *testing.T) {
	for _, p := range list(t, "-deps", "./cmd/rcheck") {
		if strings.HasPrefix(p.ImportPath, "fyne.io/") || strings.HasPrefix(p.ImportPath, "github.com/go-gl/") {
			t.Errorf("cmd/rcheck depends on %s", p.ImportPath)
		}
	}
}

func TestThereIsNoPackageInSyncItself(t *testing.T) {
	for _, p := range list(t, "./...") {
		if p.ImportPath == "runchecks/sync" {
			t.Error("a package in sync/ would shadow the standard library's sync")
		}
	}
}

func TestTheWindowLeavesToItsPartsWhatIsTheirs(t *testing.T) {
	const most = 50
	files, err := filepath.Glob("../ui/shell/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var methods []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
				if of, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok && of.X.(*ast.Ident).Name == "Window" {
					methods = append(methods, f.Name.Name)
				}
			}
		}
	}
	if len(methods) < 20 || len(methods) > most {
		t.Errorf("the window has %d methods of its own, at most %d are good: %v", len(methods), most, methods)
	}
}

// mostFiles is how many files a package of the interface has at most, tests left out: more than
// that nobody keeps in mind.
const mostFiles = 12

// wider are the packages that have more, with how many at most; none is added, and each number
// only shrinks.
var wider = map[string]int{
	"ui/mailview/layout": 23, // a browser's boxes, one kind a file
	"ui/runchecks/model": 26,
	"ui/settings":        14,
	"ui/shell":           19,
	"ui/words":           36, // a file for what each sentence is about
}

func TestAPackageOfTheInterfaceIsKeptInMind(t *testing.T) {
	counts := map[string]int{}
	err := filepath.WalkDir("../ui", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			counts[strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../")]++
		}
		return err
	})
	if err != nil || len(counts) < 20 {
		t.Fatalf("%d packages: %v", len(counts), err)
	}
	for dir, n := range counts {
		if most := max(mostFiles, wider[dir]); n > most {
			t.Errorf("%s has %d files, at most %d: part it by what they are about", dir, n, most)
		}
	}
	for dir, n := range wider {
		if counts[dir] < n {
			t.Errorf("%s has only %d files: let the number shrink", dir, counts[dir])
		}
	}
}
