package cmd_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// ofTheInterface are words of menus, keys, screens and command lines. Only the window and
// the terminal know theirs; an error from below carries a domain.Remedy, which they word.
var ofTheInterface = regexp.MustCompile(`(File|Help|View|Tools), ?[A-Z]|Ctrl\+|Alt\+|Shift\+|\brcheck\b|\brun-checks --|(^|[ '(])--[a-z]` +
	`|\b[Ss]creens?\b|\b[Mm]enus?\b|\b[Bb]uttons?\b|\b[Dd]ialogs?\b|\b[Pp]alette\b|\bthe window\b|\bin the settings\b|\b([Cc]lick|[Pp]ress) `)

// The lower layers whose texts are not for people: they are what reports say.
var textsOfReports = []string{"sync/readers", "sync/message", "sync/simulate"}

func TestTheLowerLayersNameNoMenuKeyScreenOrCommand(t *testing.T) {
	files := 0
	for _, root := range []string{"domain", "sync", "storage"} {
		err := filepath.WalkDir(filepath.Join("..", root), func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name := strings.TrimPrefix(filepath.ToSlash(path), "../")
			if e.IsDir() {
				// Packages such as storagetest are for tests alone.
				if in("runchecks/"+name, textsOfReports...) || strings.HasSuffix(name, "test") {
					return fs.SkipDir
				}
				return nil
			}
			if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			files++
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				l, ok := n.(*ast.BasicLit)
				if !ok || l.Kind != token.STRING {
					return true
				}
				text, err := strconv.Unquote(l.Value)
				if found := ofTheInterface.FindString(text); err == nil && found != "" {
					t.Errorf("%s: %q names %q, which belongs to the window or the terminal", set.Position(l.Pos()), text, found)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 150 {
		t.Errorf("only %d files were read", files)
	}
}

func TestWordsOfTheInterfaceAreRecognised(t *testing.T) {
	for _, text := range []string{
		"Set it up first: File, Autotask.", "add one first (rcheck account add imap ...)", "press Ctrl+N", "Map it on the screen Customers.",
		"Name a folder with --profile.", "Enter it in the settings of Cove.", "End it: the window, or a sync in a terminal.",
		"Check it: File, Proxy, or 'rcheck proxy'.",
	} {
		if !ofTheInterface.MatchString(text) {
			t.Errorf("%q passes", text)
		}
	}
	for _, text := range []string{"Check the address of Cove.", "The file is damaged.", "Menulog reports",
		"-- \r\nregards", "a window of 6 hours"} {
		if found := ofTheInterface.FindString(text); found != "" {
			t.Errorf("%q is refused for %q", text, found)
		}
	}
}
