package setting_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/setting"
)

// source is a file of the program.
type source struct {
	name string
	set  *token.FileSet
	tree *ast.File
}

// sources reads every file of the program but its tests.
func sources(t *testing.T) (files []source) {
	t.Helper()
	err := filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, path, nil, 0)
		files = append(files, source{filepath.ToSlash(strings.TrimPrefix(path, "../../")), set, tree})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// declared are the keys of domain/setting.go, by the names of their constants.
func declared(t *testing.T, files []source) map[string]domain.SettingKey {
	t.Helper()
	out := map[string]domain.SettingKey{}
	for _, f := range files {
		if f.name != "domain/setting.go" {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 {
				return true
			}
			if text, ok := v.Values[0].(*ast.BasicLit); ok {
				value, err := strconv.Unquote(text.Value)
				if err != nil {
					t.Fatal(err)
				}
				out[v.Names[0].Name] = domain.SettingKey(value)
			}
			return true
		})
	}
	return out
}

func TestEveryKeyHasADefinition(t *testing.T) {
	keys := declared(t, sources(t))
	if len(keys) != len(setting.All()) {
		t.Errorf("%d keys, %d definitions", len(keys), len(setting.All()))
	}
	for name, key := range keys {
		if _, ok := setting.Of(key); !ok {
			t.Errorf("domain.%s has no definition in domain/setting", name)
		}
	}
}

// A key that is a text where a setting is read or stored, or that is made of one, is known
// to nobody else. The contract of stores has keys of its own.
func TestNoSettingIsReadOrStoredByAKeyFromElsewhere(t *testing.T) {
	files := sources(t)
	keys := declared(t, files)
	calls := 0
	for _, f := range files {
		if strings.HasPrefix(f.name, "storage/storagetest/") {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			called, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || called.Sel.Name != "Setting" && called.Sel.Name != "PutSetting" {
				return true
			}
			calls++
			at := f.set.Position(call.Pos())
			switch key := call.Args[0].(type) {
			case *ast.SelectorExpr:
				if _, known := keys[key.Sel.Name]; !known && key.Sel.Name != "Key" { // of a Definition
					t.Errorf("%s: %s is no key of domain/setting.go", at, key.Sel.Name)
				}
			case *ast.Ident:
				if _, known := keys[key.Name]; !known && !parameter(key) {
					t.Errorf("%s: %s is no key of domain/setting.go", at, key.Name)
				}
			default:
				t.Errorf("%s: the key is neither a constant of domain/setting.go nor a parameter", at)
			}
			return true
		})
	}
	if calls < 20 {
		t.Errorf("only %d calls were found", calls)
	}
}

// parameter reports whether a name is that of a parameter whose type is a key.
func parameter(name *ast.Ident) bool {
	if name.Obj == nil {
		return false
	}
	field, ok := name.Obj.Decl.(*ast.Field)
	if !ok {
		return false
	}
	switch kind := field.Type.(type) {
	case *ast.Ident:
		return kind.Name == "SettingKey"
	case *ast.SelectorExpr:
		return kind.Sel.Name == "SettingKey"
	}
	return false
}
