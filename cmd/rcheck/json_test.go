package main

import (
	"encoding"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"runchecks/cmd/internal/workspace"
)

var update = flag.Bool("update", false, "write docs/json.md anew from the Go types")

// The names of fields are what scripts read: a change of one shows here.
func TestTheJSONReferenceIsMadeOfTheGoTypes(t *testing.T) {
	want := (&jsonReference{t: t, comments: map[string]map[string]string{}}).text()
	file := filepath.Join("..", "..", "docs", "json.md")
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("docs/json.md says something else than the Go types; go test ./cmd/rcheck -run %s -update writes it anew, "+
			"and a name that a script reads may not go", t.Name())
	}
}

// jsonReference writes docs/json.md.
type jsonReference struct {
	t        *testing.T
	b        strings.Builder
	comments map[string]map[string]string // by package and type, by field
	written  []reflect.Type
	nested   []reflect.Type
}

func (r *jsonReference) text() string {
	r.b.WriteString(`# What rcheck prints with --json

Made from the Go types by a test (` + "`TestTheJSONReferenceIsMadeOfTheGoTypes`" + `). Each line of standard output is one value. Names are
kept: a later version adds fields and takes none away. Times are RFC 3339 in UTC, "or null" stands for what is not known or not
there. Statuses are ` + "`success`, `warning`, `failed`, `missed`, `unknown`" + `.

## Commands

| command | lines |
| --- | --- |
`)
	types := []reflect.Type{}
	for _, c := range commands {
		if len(c.prints) == 0 {
			if c.words != "completion" { // what it prints is for a shell
				r.t.Errorf("%q does not say what it prints", c.words)
			}
			continue
		}
		var names []string
		for _, v := range c.prints {
			kind := reflect.TypeOf(v)
			names = append(names, link(kind))
			if !slices.Contains(types, kind) {
				types = append(types, kind)
			}
		}
		fmt.Fprintf(&r.b, "| `rcheck %s` | %s |\n", c.words, strings.Join(names, ", "))
	}
	version, file, fault := reflect.TypeFor[workspace.Built](), reflect.TypeFor[workspace.File](), reflect.TypeFor[errorJSON]()
	fmt.Fprintf(&r.b, "| `rcheck --version` | %s |\n| `rcheck --files` | %s |\n| an error, on standard error | %s |\n",
		link(version), link(file), link(fault))
	r.b.WriteString("\n## Lines\n")
	for _, kind := range append(types, version, file, fault) {
		r.write(kind)
	}
	r.b.WriteString("\n## Parts of lines\n")
	for len(r.nested) > 0 {
		next := r.nested[0]
		r.nested = r.nested[1:]
		r.write(next)
	}
	return r.b.String()
}

// title is how a type is called in the reference.
func title(kind reflect.Type) string {
	name := strings.TrimSuffix(kind.Name(), "JSON")
	return strings.ToLower(regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(name, "$1-$2"))
}

func link(kind reflect.Type) string { return fmt.Sprintf("[%s](#%s)", title(kind), title(kind)) }

func (r *jsonReference) write(kind reflect.Type) {
	if slices.Contains(r.written, kind) {
		return
	}
	r.written = append(r.written, kind)
	fmt.Fprintf(&r.b, "\n### %s\n\n| field | | |\n| --- | --- | --- |\n", title(kind))
	r.fields(kind)
}

func (r *jsonReference) fields(kind reflect.Type) {
	for f := range kind.Fields() {
		if f.Anonymous {
			r.fields(f.Type)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !regexp.MustCompile(`^[a-z][a-z0-9_]*$`).MatchString(name) {
			r.t.Errorf("%s.%s is called %q in JSON; say a name of small letters", kind, f.Name, name)
		}
		what := r.kind(f.Type)
		if strings.Contains(options, "omit") {
			what += ", or left out"
		}
		fmt.Fprintf(&r.b, "| `%s` | %s | %s |\n", name, what, r.comment(kind, f.Name))
	}
}

// kind says in words what a value of a type is in JSON.
func (r *jsonReference) kind(kind reflect.Type) string {
	text, marshals := reflect.TypeFor[encoding.TextMarshaler](), reflect.TypeFor[json.Marshaler]()
	switch {
	case kind.Kind() == reflect.Pointer:
		return r.kind(kind.Elem()) + " or null"
	case kind.Implements(text) || kind.Implements(marshals) || reflect.PointerTo(kind).Implements(text):
		return "text"
	}
	switch kind.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "list of " + r.kind(kind.Elem())
	case reflect.Map:
		return "object of " + r.kind(kind.Elem())
	case reflect.Struct:
		r.nested = append(r.nested, kind)
		return link(kind)
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint32, reflect.Uint64, reflect.Float64:
		return "number"
	}
	r.t.Errorf("%s has no words", kind)
	return ""
}

// comment is what the source says of a field.
func (r *jsonReference) comment(kind reflect.Type, field string) string {
	if _, ok := r.comments[kind.PkgPath()]; !ok {
		r.read(kind.PkgPath())
	}
	return r.comments[kind.PkgPath()][kind.Name()+"."+field]
}

func (r *jsonReference) read(path string) {
	found := map[string]string{}
	r.comments[path] = found
	folder := filepath.Join("..", "..", filepath.FromSlash(strings.TrimPrefix(path, "runchecks")))
	if path == "main" || strings.HasSuffix(path, "cmd/rcheck") {
		folder = "."
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(names) == 0 {
		r.t.Fatalf("no source of %s in %s: %v", path, folder, err)
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			r.t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			s, ok := spec.Type.(*ast.StructType)
			if !ok {
				return true
			}
			for _, f := range s.Fields.List {
				said := strings.Join(strings.Fields(f.Doc.Text()+" "+f.Comment.Text()), " ")
				for _, n := range f.Names {
					found[spec.Name.Name+"."+n.Name] = strings.ReplaceAll(said, "|", `\|`)
				}
			}
			return true
		})
	}
}

// printsWhatItSays fails where a command prints a line of another type than its value says.
func printsWhatItSays(t *testing.T, asked *terminal) func(any) {
	return func(value any) {
		is := func(v any) bool { return reflect.TypeOf(v) == reflect.TypeOf(value) }
		if asked.command.words != "" && !slices.ContainsFunc(asked.command.prints, is) {
			t.Errorf("rcheck %s prints a %T, which stands in none of its prints", asked.command.words, value)
		}
	}
}
