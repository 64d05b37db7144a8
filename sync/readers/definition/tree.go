package definition

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"runchecks/domain"
)

// place is where something stands in a file, from 1.
type place struct{ line, column int }

// tree is a parsed file that remembers where each key stands and collects problems.
type tree struct {
	places   map[string]place
	reached  position
	problems []Problem
	used     map[string]map[string]bool // the keys that were asked for, by the path of their table
	deep     bool                       // a path was longer than maxPath
}

// maxPath bounds the path of a setting, in bytes: each part of a path is kept.
const maxPath = 500

// parseTree parses the TOML text. The error is nil even where there are problems.
func parseTree(text []byte) (*tree, map[string]any) {
	t := &tree{places: map[string]place{}, used: map[string]map[string]bool{}}
	root := map[string]any{}
	if err := toml.Unmarshal(text, &root); err != nil {
		p := Problem{Line: 1, Column: 1, Reason: "This is no TOML: " + strings.TrimPrefix(err.Error(), "toml: ") + "."}
		var at *toml.DecodeError
		if errors.As(err, &at) {
			p.Line, p.Column = at.Position()
		}
		t.problems = append(t.problems, p)
		return t, nil
	}
	t.locate(text)
	return t, root
}

// locate finds where each key stands; go-toml tells positions by its parser only.
func (t *tree) locate(text []byte) {
	p := unstable.Parser{}
	p.Reset(text)
	t.reached = position{text: text, place: place{1, 1}}
	prefix := ""
	counts := map[string]int{}
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			prefix = t.key(e, "", counts)
		case unstable.ArrayTable:
			prefix = t.key(e, "", counts)
			n := counts[prefix]
			counts[prefix]++
			at := t.places[prefix]
			prefix = fmt.Sprintf("%s[%d]", prefix, n)
			t.places[prefix] = at
		case unstable.KeyValue:
			t.keyValue(&p, e, prefix, counts)
		default:
		}
	}
}

// key notes a dotted key and returns its path. A part that names a list of tables
// means the newest of them.
func (t *tree) key(n *unstable.Node, prefix string, counts map[string]int) string {
	it := n.Key()
	for it.Next() {
		if k := counts[prefix]; k > 0 {
			prefix = fmt.Sprintf("%s[%d]", prefix, k-1)
		}
		part := it.Node()
		if len(prefix)+len(part.Data) > maxPath {
			t.tooDeep(prefix)
			return prefix
		}
		prefix = join(prefix, string(part.Data))
		if _, ok := t.places[prefix]; !ok {
			t.places[prefix] = t.reached.of(part.Raw)
		}
	}
	return prefix
}

func (t *tree) keyValue(p *unstable.Parser, n *unstable.Node, prefix string, counts map[string]int) {
	path := t.key(n, prefix, counts)
	t.value(p, n.Value(), path, counts)
}

func (t *tree) value(p *unstable.Parser, v *unstable.Node, path string, counts map[string]int) {
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			t.keyValue(p, it.Node(), path, counts)
		}
	case unstable.Array:
		i := 0
		for it := v.Children(); it.Next(); {
			n := it.Node()
			if n.Kind == unstable.Comment {
				continue
			}
			element := fmt.Sprintf("%s[%d]", path, i)
			if len(element) > maxPath {
				t.tooDeep(path)
				return
			}
			t.places[element] = t.places[path]
			if n.Raw.Length > 0 {
				t.places[element] = t.reached.of(n.Raw)
			}
			t.value(p, n, element, counts)
			i++
		}
	default:
	}
}

// tooDeep says once that a file nests its settings too deeply to be a definition.
func (t *tree) tooDeep(path string) {
	if !t.deep {
		t.deep = true
		t.problem(path, "Settings are nested too deeply here; no definition needs that.")
	}
}

// position finds lines and columns of places that are asked for in their order, so that a
// file is counted through once and not for each of them.
type position struct {
	text []byte
	at   int
	place
}

func (p *position) of(r unstable.Range) place {
	to := min(int(r.Offset), len(p.text))
	if to < p.at {
		p.at, p.place = 0, place{1, 1}
	}
	for ; p.at < to; p.at++ {
		p.column++
		if p.text[p.at] == '\n' {
			p.line, p.column = p.line+1, 1
		}
	}
	return p.place
}

func join(prefix, key string) string {
	if prefix == "" {
		return key
	}
	return prefix + "." + key
}

func (t *tree) problem(path, format string, args ...any) {
	at, ok := t.places[path]
	for parent := path; !ok && parent != ""; {
		i := strings.LastIndexAny(parent, ".[")
		if i < 0 {
			break
		}
		parent = parent[:i]
		at, ok = t.places[parent]
	}
	if !ok {
		at = place{1, 1} // what is missing stands nowhere
	}
	t.problems = append(t.problems, Problem{Line: at.line, Column: at.column, Key: path, Reason: fmt.Sprintf(format, args...)})
}

// table is one table of the file.
type table struct {
	t    *tree
	path string
	m    map[string]any
}

func (x table) at(key string) string { return join(x.path, key) }

func (x table) has(key string) bool { _, ok := x.m[key]; return ok }

// line returns where the table begins.
func (x table) line() int {
	if p, ok := x.t.places[x.path]; ok {
		return p.line
	}
	first := 0
	for k := range x.m {
		if p, ok := x.t.places[x.at(k)]; ok && (first == 0 || p.line < first) {
			first = p.line
		}
	}
	return first
}

func (x table) get(key string) (any, bool) {
	used := x.t.used[x.path]
	if used == nil {
		used = map[string]bool{}
		x.t.used[x.path] = used
	}
	used[key] = true
	v, ok := x.m[key]
	return v, ok
}

func (x table) text(key string) string {
	v, ok := x.get(key)
	if !ok {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		x.t.problem(x.at(key), "%s must be a text in quotes.", key)
	}
	return s
}

func (x table) flag(key string, otherwise bool) bool {
	v, ok := x.get(key)
	if !ok {
		return otherwise
	}
	b, ok := v.(bool)
	if !ok {
		x.t.problem(x.at(key), "%s must be true or false.", key)
	}
	return b
}

func (x table) texts(key string) []string {
	v, ok := x.get(key)
	if !ok {
		return nil
	}
	if s, ok := v.(string); ok {
		return []string{s}
	}
	list, ok := v.([]any)
	var out []string
	for _, e := range list {
		s, isText := e.(string)
		ok = ok && isText
		out = append(out, s)
	}
	if !ok {
		x.t.problem(x.at(key), "%s must be a list of texts, such as [\"one\", \"two\"].", key)
		return nil
	}
	if len(out) > maxWords {
		x.t.problem(x.at(key), "%s has more than %d entries.", key, maxWords)
	}
	return out
}

// sub returns the table under key.
func (x table) sub(key string) (table, bool) {
	v, ok := x.get(key)
	if !ok {
		return table{}, false
	}
	m, ok := v.(map[string]any)
	if !ok {
		x.t.problem(x.at(key), "%s must be a table, such as [%s].", key, key)
		return table{}, false
	}
	return table{x.t, x.at(key), m}, true
}

// tables returns the list of tables under key; one table is a list of one.
func (x table) tables(key string) []table {
	v, ok := x.get(key)
	if !ok {
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		return []table{{x.t, x.at(key), v}}
	case []any:
		var out []table
		for i, e := range v {
			path := fmt.Sprintf("%s[%d]", x.at(key), i)
			m, ok := e.(map[string]any)
			if !ok {
				x.t.problem(path, "%s must be a list of tables, such as { in = \"subject\", contains = \"…\" }.", key)
				continue
			}
			out = append(out, table{x.t, path, m})
		}
		return out
	default:
		x.t.problem(x.at(key), "%s must be a list of tables.", key)
		return nil
	}
}

// done reports the keys that nobody asked for.
func (x table) done() {
	used := x.t.used[x.path]
	known := slices.Sorted(maps.Keys(used))
	var unknown []string
	for key := range x.m {
		if !used[key] {
			unknown = append(unknown, key)
		}
	}
	slices.Sort(unknown)
	for _, key := range unknown {
		if near := nearest(key, known); near != "" {
			x.t.problem(x.at(key), "There is no setting %q here; did you mean %q?", key, near)
		} else {
			x.t.problem(x.at(key), "There is no setting %q here; possible are %s.", key, strings.Join(known, ", "))
		}
	}
}

// nearest returns the word that differs from key by at most two letters.
func nearest(key string, words []string) string {
	best, found := 3, ""
	for _, w := range words {
		if d := distance(domain.Fold(key), w); d < best || d == best && w < found {
			best, found = d, w
		}
	}
	return found
}

// distance is the Levenshtein distance of two short words.
func distance(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := left
			if a[i] != b[j] {
				cost = 1 + min(left, row[j], row[j+1])
			}
			left, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
