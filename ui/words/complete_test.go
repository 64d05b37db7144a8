package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// everyLanguage reads all languages of the program.
func everyLanguage(t *testing.T) map[string]*Language {
	t.Helper()
	all := map[string]*Language{}
	for _, tag := range Shipped().Tags() {
		l, err := Shipped().Language(tag)
		if err != nil {
			t.Fatal(err)
		}
		all[tag] = l
	}
	return all
}

// ordinal has the ordinal forms of its language, which differ: "1st" is "1." in German.
const ordinal = "number.ordinal"

func TestEveryLanguageHasEverySentenceWithTheSamePlaceholders(t *testing.T) {
	all := everyLanguage(t)
	english := all["en"]
	for tag, l := range all {
		for _, id := range english.IDs() {
			if !slices.Contains(l.IDs(), id) {
				t.Errorf("%s has no %s", tag, id)
				continue
			}
			if want, got := english.Placeholders(id), withoutCases(l.Placeholders(id)); !slices.Equal(want, got) {
				t.Errorf("%s, %s: the placeholders %v, want %v", tag, id, got, want)
			}
			if want, got := english.Forms(id), l.Forms(id); id != ordinal && !slices.Equal(want, got) {
				t.Errorf("%s, %s: the plural forms %v, want %v", tag, id, got, want)
			}
		}
		for _, id := range l.IDs() {
			if plain, _, inCase := strings.Cut(id, "_dative"); inCase && slices.Contains(english.IDs(), plain) {
				continue // English has one form for every case
			}
			if !slices.Contains(english.IDs(), id) {
				t.Errorf("%s has %s, which English has not", tag, id)
			}
		}
	}
}

// withoutCases are placeholders without the case that they ask for.
func withoutCases(names []string) []string {
	for i, name := range names {
		names[i], _ = base(name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// A call is where the program words a sentence.
type call struct {
	place string
	id    string
	names []string
	// counts is what those of its values count that are made by Count or Counted.
	counts map[string]string
	// open says that its arguments are not written out, so that they cannot be compared.
	open bool
}

// calls finds every place of the program that words a sentence, words.T and T in this
// package, and every text that stands in its source: an id may be handed on.
func calls(t *testing.T) (found []call, texts map[string]bool) {
	t.Helper()
	texts = map[string]bool{}
	for _, root := range []string{"../../ui", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if s, ok := literal(e); ok {
						texts[s] = true
					}
				}
				c, ok := n.(*ast.CallExpr)
				if what := counted(c, file.Name.Name); ok && what != "" {
					found = append(found, call{place: set.Position(c.Pos()).String(), id: what, open: true})
				}
				if !ok || len(c.Args) == 0 || !words(c.Fun, file.Name.Name) {
					return true
				}
				one := call{place: set.Position(c.Pos()).String(), open: c.Ellipsis.IsValid()}
				if one.id, ok = literal(c.Args[0]); !ok {
					return true
				}
				one.counts = map[string]string{}
				for i := 1; i < len(c.Args); i += 2 {
					name, ok := literal(c.Args[i])
					if i+1 < len(c.Args) {
						if counter, is := c.Args[i+1].(*ast.CallExpr); is && strings.HasPrefix(counted(counter, file.Name.Name), "count.") {
							one.counts[name], _ = literal(counter.Args[1])
						}
					}
					one.open = one.open || !ok
					one.names = append(one.names, name)
				}
				slices.Sort(one.names)
				found = append(found, one)
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found, texts
}

func words(f ast.Expr, pkg string) bool {
	switch f := f.(type) {
	case *ast.SelectorExpr:
		x, ok := f.X.(*ast.Ident)
		return ok && x.Name == "words" && f.Sel.Name == "T" || f.Sel.Name == "Text" && pkg == "words"
	case *ast.Ident:
		return f.Name == "T" && pkg == "words"
	}
	return false
}

// counted is the id of what a call of Count or N counts, "" for other calls.
func counted(c *ast.CallExpr, pkg string) string {
	if c == nil || len(c.Args) != 2 {
		return ""
	}
	name := ""
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok && x.Name == "words" {
			name = f.Sel.Name
		}
	case *ast.Ident:
		if pkg == "words" {
			name = f.Name
		}
	}
	group := map[string]string{"Count": "count.", "Counted": "count.", "N": "tally."}[name]
	what, ok := literal(c.Args[1])
	if group == "" || !ok {
		return ""
	}
	return group + strings.ReplaceAll(what, " ", "_")
}

func literal(e ast.Expr) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(b.Value)
	return s, err == nil
}

func TestEverySentenceThatTheProgramAsksForIsThere(t *testing.T) {
	english := everyLanguage(t)["en"]
	found, _ := calls(t)
	for _, c := range found {
		if !slices.Contains(english.IDs(), c.id) {
			t.Errorf("%s asks for %q, which no file of assets/language/en has", c.place, c.id)
			continue
		}
		if want := english.Placeholders(c.id); !c.open && !slices.Equal(slices.Compact(c.names), want) && !counts(c.names, want) {
			t.Errorf("%s gives %q the values %v, its text has %v", c.place, c.id, c.names, want)
		}
	}
}

// counts says whether the values are those of the text and a number that only chooses the
// plural form.
func counts(names, want []string) bool {
	return slices.Equal(slices.DeleteFunc(slices.Clone(names), func(s string) bool { return s == "n" }), want)
}

// An id may also be built of a kind, such as "status." and the status's name: these are
// the beginnings of those that are.
var built = []string{"calendar.", "time.", "count.", "tally.", "status.", "number.", "decision.", "error.kind_"}

func TestEverySentenceIsAskedFor(t *testing.T) {
	_, asked := calls(t)
	for _, id := range everyLanguage(t)["en"].IDs() {
		if aCode.MatchString(id) {
			continue // see TestEveryCodeFromBelowTheWindowHasASentenceInEveryLanguage
		}
		if !asked[id] && !slices.ContainsFunc(built, func(b string) bool { return strings.HasPrefix(id, b) }) {
			t.Errorf("nothing asks for %q", id)
		}
	}
}
