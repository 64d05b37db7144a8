package review

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

func TestEveryKindOfDecisionIsWhole(t *testing.T) {
	for _, k := range domain.DecisionKinds() {
		one, known := kinds[k]
		if !known {
			t.Errorf("%s has no place in kinds", k)
			continue
		}
		for _, part := range []string{"apply", "dependsOn", "permission", "words"} {
			if reflect.ValueOf(one).FieldByName(part).IsNil() {
				t.Errorf("%s does not say its %s", k, part)
			}
		}
		if one.undoable != (one.revert != nil) {
			t.Errorf("%s says that it can be undone: %v; it has a way back: %v", k, one.undoable, one.revert != nil)
		}
	}
	for k := range kinds {
		if !slices.Contains(domain.DecisionKinds(), k) {
			t.Errorf("%s is missing from domain.DecisionKinds", k)
		}
	}
}

// An entry may have been changed by other means: its words say so, and nothing breaks.
func TestEveryKindHasWordsForAnEntryThatCannotBeRead(t *testing.T) {
	for k, one := range kinds {
		if one.words == nil || one.permission == nil || one.dependsOn == nil {
			continue // named by the test above
		}
		for _, text := range []string{"null", "{}", "[]", "x", `{"Before":null,"After":null}`, `{"Changes":[{}]}`,
			`{"Devices":[{"After":{"State":"linked"}}]}`} {
			d := domain.Decision{ID: "01", Kind: k, Payload: []byte(text)}
			if words := Words(d, time.UTC); words == "" || strings.ContainsAny(words, "{}") {
				t.Errorf("%s with the payload %s: %q", k, text, words)
			}
			if action := one.permission(d); action == "" {
				t.Errorf("%s with the payload %s asks for nothing", k, text)
			}
			one.dependsOn(d)
		}
	}
}

func TestAKindThatNobodyKnowsIsShownAsSuch(t *testing.T) {
	if words := Words(domain.Decision{Kind: "snooze"}, time.UTC); words != "a decision of the kind snooze, which this program does not know" {
		t.Error(words)
	}
}

// codes are the codes of all phrases that the package makes, with how many arguments each
// is given.
func codes(t *testing.T) map[string]int {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		codesOf(t, file, found)
	}
	return found
}

// codesOf adds the codes of one file.
func codesOf(t *testing.T, file *ast.File, found map[string]int) {
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if name, ok := call.Fun.(*ast.Ident); !ok || name.Name != "phrase" {
			return true
		}
		code, ok := call.Args[0].(*ast.BasicLit)
		if sum, built := call.Args[0].(*ast.BinaryExpr); built {
			_, ok := sum.X.(*ast.BasicLit) // one of a kind, such as "refusal.may_" and an action
			return ok
		}
		if !ok {
			t.Errorf("a phrase without a literal code: %v", call.Args[0])
			return true
		}
		text, err := strconv.Unquote(code.Value)
		if n, twice := found[text]; err != nil || twice && n != len(call.Args)-1 {
			t.Errorf("%s is given %d arguments, and elsewhere %d (%v)", text, len(call.Args)-1, n, err)
		}
		found[text] = len(call.Args) - 1
		return true
	})
}

func TestEveryPhraseHasAnEnglishSentenceWithAPlaceForEachArgument(t *testing.T) {
	made := codes(t)
	for code, args := range made {
		if !wording.Known(code) {
			t.Errorf("%s has no English sentence", code)
		}
		if wording.Places(code) != args {
			t.Errorf("%s has %d arguments, its sentence has places for %d", code, args, wording.Places(code))
		}
	}
	for _, code := range wording.Keys("decision") {
		if _, said := made[code]; !said && code != "or" && !strings.Contains(code, "_") {
			t.Errorf("nothing says %s", code)
		}
	}
}

func TestAPhraseIsSaidInItsNumbersTimesAndLists(t *testing.T) {
	at := time.Date(2026, 11, 3, 22, 5, 0, 0, time.UTC)
	for want, p := range map[string]Phrase{
		"1 job, 0 runs reviewed":               phrase("review.jobs", phrase("jobs", 1), phrase("runs", 0)),
		"2 jobs, 1 run reviewed":               phrase("review.jobs", phrase("jobs", 2), phrase("runs", 1)),
		"3 Nov 23:05 of {0} marked as success": phrase("success.run", at, "{0}"),
		"account a changed: port, {x":          phrase("account.changed", "a", []Phrase{phrase("text", "port"), phrase("text", "{x")}),
		"no.such.code":                         phrase("no.such.code"),
	} {
		if got := wording.English(p, time.FixedZone("CET", 3600)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
