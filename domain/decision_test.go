package domain

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

func TestEveryKindOfDecisionIsListed(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "decision.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "DecisionKind" {
			return true
		}
		for i, value := range spec.Values {
			text, err := strconv.Unquote(value.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			found++
			if !slices.Contains(DecisionKinds(), DecisionKind(text)) {
				t.Errorf("%s is missing from DecisionKinds", spec.Names[i].Name)
			}
		}
		return true
	})
	if found != len(DecisionKinds()) {
		t.Errorf("%d kinds are declared, %d listed", found, len(DecisionKinds()))
	}
}
