package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// exceptions are the words of source code that look like something that a person reads, and are
// none: names of products and parts, words of a search beside those of the language, layouts,
// and what lower layers say, taken apart here.
var exceptions = map[string][]string{
	"accepted/model.go":      {"ended ", "accepted "},
	"accounts/modeldraft.go": {"Cove"},
	"accounts/mailbox.go":    {"INBOX"},
	"accounts/details.go":    {"INBOX", "%d ms", "MST"},
	"customers/model.go":     {"inactive ", "active "},
	"keys/keys.go":           {"Tab", "Space"},
	"keys/fixed.go":          {"Tab", "Space"},
	"devices/model.go":       {" moved", " gone"},
	"readers/model.go":       {"draft "},
	"shell/command.go":       {"id ", "name ", "key "},
	"shell/window.go":        {"Run Checks"},
	"teach/menu.go":          meanings,
	"teach/text.go":          append([]string{"the whole message"}, meanings...),
	"words/decision.go":      {"2006-01-02 15:04 MST"},
	"words/noted.go":         {"2 Jan 2006", "2 Jan", "Mon 2 Jan 15:04", "Mon"}, // how stored texts write a time
	"words/typed.go":         {hourTyped, dayTyped},
	"words/preferred.go":     {"LC_ALL", "LC_MESSAGES", "LANG"},
	"words/run.go":           {"Message-ID", "Last session", "row "},
	"words/time.go":          {"%d KB", "MB", "GB", "TB"},
}

// meanings are those of what a person points at when teaching, as the code names them.
var meanings = []string{
	"object: name", "object: type", "object: status", "object: message", "job name", "rows begin here", "always there",
}

// apart are folders and files whose words nobody reads in the window: tests, pages of mails, and files
// for other programs, which are English in every language; and the file of names of products.
var apart = []string{"uitest", "modeltest", "widgettest", "mailview", "export", "product.go"}

var (
	letters = regexp.MustCompile(`\pL{2}`)
	// aKey is how package keys writes one.
	aKey = regexp.MustCompile(`^((Ctrl|Shift|Alt)\+)+(.|Enter|Left|Right|Up|Down|F\d+)?$|^(Enter|Esc|Del|Left|Right|Up|Down|F\d+)$`)
)

// reads reports whether a text looks like something that a person reads.
func reads(text string) bool {
	return letters.MatchString(text) && !aKey.MatchString(text) && !strings.Contains(text, "<") && !strings.Contains(text, `="`) &&
		(strings.Contains(text, " ") || text[0] >= 'A' && text[0] <= 'Z')
}

// inside reports whether what a call is given is no text for people: it is worded, counted or
// logged, or it is an error's, which package words says in words of its own.
func inside(c *ast.CallExpr) bool {
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		x, ok := f.X.(*ast.Ident)
		return ok && (x.Name == "words" && slices.Contains([]string{"T", "Count", "Counted", "N", "Tally"}, f.Sel.Name) ||
			x.Name == "slog" || x.Name == "errors" || x.Name == "fmt" && f.Sel.Name == "Errorf")
	case *ast.Ident:
		return slices.Contains([]string{"T", "Count", "Counted", "N", "panic"}, f.Name)
	}
	return false
}

// literals are the texts of a file that look like something that a person reads.
func literals(t *testing.T, path string, source any) (texts []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CallExpr:
			if !inside(n) {
				return true
			}
			if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "panic" {
				return false
			}
			for _, a := range n.Args {
				if _, plain := a.(*ast.BasicLit); !plain {
					ast.Inspect(a, visit)
				}
			}
			return false
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				if text, err := strconv.Unquote(n.Value); err == nil && reads(text) {
					texts = append(texts, text)
				}
			}
		}
		return true
	}
	ast.Inspect(file, visit)
	return texts
}

func TestEverythingThatAPersonReadsStandsInTheCatalog(t *testing.T) {
	used := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case slices.Contains(apart, e.Name()):
			if e.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		name := strings.TrimPrefix(filepath.ToSlash(path), "../")
		if !strings.Contains(name, "/") {
			name = "words/" + name
		}
		for _, text := range literals(t, path, nil) {
			if slices.Contains(exceptions[name], text) {
				used[name+text] = true
				continue
			}
			t.Errorf("ui/%s says %q: put it into assets/language, and ask words.T for it", name, text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, texts := range exceptions {
		for _, text := range texts {
			if !used[name+text] {
				t.Errorf("ui/%s says %q no more: take the exception away", name, text)
			}
		}
	}
}

func TestASentenceInSourceCodeIsFound(t *testing.T) {
	const source = `package x
import "Not this"
var a = button("Mark as reviewed", "Ctrl+Z")
var b = words.T("x.y", "name", "in " + c)
var d = fmt.Sprintf("%d of %d bad", e, f)
var g = Column{ID: "job", Title: "Job"}
var h = fmt.Errorf("read the list: %w", i)
var j = words.Count(k, "waiting run")
`
	want := []string{"Mark as reviewed", "in ", "%d of %d bad", "Job"}
	if got := literals(t, "x.go", source); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
