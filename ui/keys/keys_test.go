package keys

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

func TestAKeyIsTakenApart(t *testing.T) {
	for key, want := range map[Key]Stroke{
		"E":            {Rune: 'e'},
		"[":            {Rune: '['},
		"/":            {Rune: '/'},
		"F5":           {Name: "F5"},
		"Shift+E":      {Shift: true, Rune: 'e'},
		"Shift+F3":     {Shift: true, Name: "F3"},
		"Ctrl+N":       {Ctrl: true, Rune: 'n'},
		"Ctrl+Shift+N": {Ctrl: true, Shift: true, Rune: 'n'},
		"Ctrl++":       {Ctrl: true, Rune: '+'},
		"Ctrl+-":       {Ctrl: true, Rune: '-'},
		"Ctrl+Enter":   {Ctrl: true, Name: "Enter"},
		"Alt+1":        {Alt: true, Rune: '1'},
		"Del":          {Name: "Del"},
	} {
		if got, err := key.Parse(); err != nil || got != want {
			t.Errorf("%s: got %+v, %v", key, got, err)
		}
	}
}

func TestWhatIsNoKeyIsRefused(t *testing.T) {
	for _, key := range []Key{"", "n", "Ctrl+n", "Ctrl+", "F13", "F05", "Shift+/", "Shift+Ctrl+N", "Delete"} {
		if got, err := key.Parse(); err == nil {
			t.Errorf("%q is taken for %+v", key, got)
		}
	}
}

// written finds a key with a modifier in a text.
var written = regexp.MustCompile(`(Ctrl|Alt|Shift)\+[^ "]`)

func TestAKeyIsWrittenOnceAndInNoSentence(t *testing.T) {
	places := map[string]string{}
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil || !written.MatchString(text) {
				return true
			}
			at := set.Position(literal.Pos()).String()
			if _, err := Key(text).Parse(); err != nil {
				t.Errorf("%s: a sentence writes its key by itself: %q", at, text)
			}
			if other := places[text]; other != "" {
				t.Errorf("%s: %s is written at %s already: name it in package keys", at, text, other)
			}
			places[text] = at
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(places) < 40 {
		t.Errorf("only %d keys were found", len(places))
	}
}
