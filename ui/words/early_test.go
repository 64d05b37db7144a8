package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// ending is how a text ends that opens a window, or that stands while something goes on.
const ending = "…"

// The window holds what is typed while a command opens one, and knows such a command by the
// end of its name.
func TestALanguageEndsASentenceWithDotsWhereEnglishDoes(t *testing.T) {
	all := everyLanguage(t)
	for tag, l := range all {
		for _, id := range all["en"].IDs() {
			if want, got := strings.HasSuffix(all["en"].Text(id), ending), strings.HasSuffix(l.Text(id), ending); want != got {
				t.Errorf("%s, %s: %q, in English %q", tag, id, l.Text(id), all["en"].Text(id))
			}
		}
	}
}

// What a package makes at its start is made before the process knows its language.
func TestNoSentenceIsWordedBeforeTheLanguageIsKnown(t *testing.T) {
	files := 0
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			v, ok := d.(*ast.GenDecl)
			if !ok || v.Tok != token.VAR {
				continue
			}
			ast.Inspect(v, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok && words(c.Fun, file.Name.Name) {
					t.Errorf("%s is worded at the start of the package: make it a function", set.Position(c.Pos()))
				}
				_, later := n.(*ast.FuncLit)
				return !later
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 100 {
		t.Errorf("only %d files were looked at", files)
	}
}
