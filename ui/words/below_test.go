package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain/rules"
	"runchecks/domain/wording"
)

// codeFiles are the files of sentences whose keys are codes of layers below the window.
var codeFiles = []string{"refusal", "fault", "noted", "place"}

var aCode = regexp.MustCompile(`^(` + strings.Join(codeFiles, "|") + `)\.[a-z0-9_]*[a-z0-9]$`)

// A mention is where a layer below the window names a code.
type mention struct {
	place string
	code  string
	// args is how many arguments stand behind the code in its call, -1 where that is not seen.
	args int
}

// below are the layers below the window, and the programs.
var below = []string{"../../domain", "../../storage", "../../sync", "../../cmd"}

// eachFile walks over the source of the layers below.
func eachFile(t *testing.T, roots []string, do func(path string, set *token.FileSet, file *ast.File)) {
	t.Helper()
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, nil, 0)
			if err == nil {
				do(path, set, file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func mentions(t *testing.T) (all []mention) {
	t.Helper()
	eachFile(t, below, func(_ string, set *token.FileSet, file *ast.File) {
		args := map[ast.Expr]int{}
		ast.Inspect(file, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && !c.Ellipsis.IsValid() {
				for i, a := range c.Args {
					args[a] = len(c.Args) - i - 1
				}
			}
			if e, ok := n.(ast.Expr); ok {
				if code, ok := literal(e); ok && aCode.MatchString(code) {
					n, called := args[e]
					if !called {
						n = -1
					}
					all = append(all, mention{set.Position(e.Pos()).String(), code, n})
				}
			}
			return true
		})
	})
	for _, a := range rules.Actions() {
		all = append(all, mention{"rules.Actions", "refusal.may_" + string(a), 0})
	}
	return all
}

func TestEveryCodeFromBelowTheWindowHasASentenceInEveryLanguage(t *testing.T) {
	all := everyLanguage(t)
	asked := map[string]bool{}
	for _, m := range mentions(t) {
		asked[m.code] = true
		for tag, l := range all {
			if !slices.Contains(l.IDs(), m.code) {
				t.Errorf("%s says %q, for which %s has no sentence", m.place, m.code, tag)
			}
		}
		if want := wording.Places(m.code); m.args > 0 && m.args != want {
			t.Errorf("%s gives %q %d arguments, its sentence has places for %d", m.place, m.code, m.args, want)
		}
	}
	if len(asked) < 100 {
		t.Fatalf("only %d codes found", len(asked))
	}
	for _, id := range all["en"].IDs() {
		if aCode.MatchString(id) && !asked[id] && !strings.HasPrefix(id, "place.") { // readers write where they found something
			t.Errorf("nothing below the window says %q", id)
		}
	}
}

// refusing are the functions of the layers below whose first text is a code.
var refusing = []string{"invalid", "conflict", "nothingWaits", "Refuse"}

func TestNobodyBelowTheWindowRefusesWithASentence(t *testing.T) {
	eachFile(t, []string{"../../domain"}, func(_ string, set *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch f := c.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
			}
			if !slices.Contains(refusing, name) {
				return true
			}
			for _, a := range c.Args {
				if text, ok := literal(a); ok {
					if !aCode.MatchString(text) {
						t.Errorf("%s refuses with %q: give it a code and its sentence to refusal.toml", set.Position(c.Pos()), text)
					}
					break
				}
			}
			return true
		})
	})
}

func TestASentenceIsReadBelowTheWindowAsTheCatalogReadsIt(t *testing.T) {
	english := everyLanguage(t)["en"]
	for _, id := range english.IDs() {
		file, key, _ := strings.Cut(id, ".")
		if file != "decision" && !slices.Contains(codeFiles, file) || id == "decision.or" {
			continue
		}
		if file != "decision" {
			key = id
		}
		for _, n := range []int{1, 2} {
			p := wording.Of(key, n, "b", "c", "d", "e")
			if strings.Contains(strings.Join(english.Placeholders(id), ""), "0:") {
				p = wording.Of(key, "x", "b", "c", "d", "e")
			}
			if got, want := wording.English(p, time.UTC), Phrase(p, time.UTC); got != want {
				t.Errorf("%s: %q, want %q", id, got, want)
			}
		}
	}
}

// technical are errors with a text alone, by their files: what the journal, a certificate, another
// program or a server said stays as it was said, and stands behind Details.
var technical = map[string]string{
	"sync/imap":               "the client of a protocol words what the server answered; the window says what kind of fault it is",
	"sync/mailbox/folders.go": "as sync/imap",
	"sync/mailbox/trial.go":   "as sync/imap",
	"sync/engine/engine.go":   "a fault inside the program, reported as it is",
	"sync/library/library.go": "what is wrong in a definition is said by the reader's own words",
	"sync/library/words.go":   "as sync/library/library.go",
	"sync/workbench":          "as sync/library/library.go",
	"sync/team":               "what the journal of a team holds",
	"cmd/internal/workspace":  "said in a terminal or before the window stands",
	"domain/errors.go":        "the type itself",
}

func TestAnErrorBelowTheWindowHasACode(t *testing.T) {
	eachFile(
		t,
		[]string{"../../domain", "../../storage", "../../sync", "../../cmd/internal"},
		func(path string, set *token.FileSet, file *ast.File) {
			name := strings.TrimPrefix(filepath.ToSlash(path), "../../")
			for allowed := range technical {
				if name == allowed || strings.HasPrefix(name, allowed+"/") {
					return
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				lit, ok := n.(*ast.CompositeLit)
				if !ok {
					return true
				}
				of, ok := lit.Type.(*ast.SelectorExpr)
				if !ok || of.Sel.Name != "Error" {
					return true
				}
				for _, e := range lit.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						if key, ok := kv.Key.(*ast.Ident); ok && key.Name == "Message" {
							t.Errorf(
								"%s gives an error a sentence: give it a code (domain.Refuse), and its sentence to refusal.toml "+
									"or fault.toml",
								set.Position(kv.Pos()),
							)
						}
					}
				}
				return true
			})
		},
	)
}
