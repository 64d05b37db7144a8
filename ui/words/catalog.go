package words

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// A Catalog holds every sentence in the languages of assets/language: one folder a
// language, in it one file a feature. A sentence is known by its file and its key, such as
// "inbox.approved". Its text has placeholders in braces; where it counts, it has one text
// for each plural form of the language (one, few, many, other ...) as CLDR names them.
type Catalog struct {
	files fs.FS
	tags  []string
}

// A Language is the sentences in one language. It does not change once it is loaded and
// may be used by any number of goroutines.
type Language struct {
	// Tag is the name of its folder, an IETF tag such as "nl".
	Tag      string
	tag      language.Tag
	messages map[string]message
}

// A message is a sentence, by the plural forms it has. One without plurals has Other only.
type message map[plural.Form][]part

// A part of a text: words, or the name of a placeholder.
type part struct {
	words string
	name  string
}

var forms = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// Open lists the languages of a file system, one folder each. None is read yet.
func Open(files fs.FS) (*Catalog, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("listing the languages: %w", err)
	}
	c := &Catalog{files: files}
	for _, e := range entries {
		if e.IsDir() {
			c.tags = append(c.tags, e.Name())
		}
	}
	slices.Sort(c.tags)
	return c, nil
}

func loadLanguage(files fs.FS, folder string) (*Language, error) {
	tag, err := language.Parse(folder)
	if err != nil {
		return nil, fmt.Errorf("the folder %s is no language: %w", folder, err)
	}
	l := &Language{Tag: folder, tag: tag, messages: map[string]message{}}
	names, err := fs.Glob(files, path.Join(folder, "*.toml"))
	if err != nil {
		return nil, fmt.Errorf("reading the sentences of %s: %w", folder, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading the sentences of %s: %w", name, err)
		}
		var table map[string]any
		if err := toml.Unmarshal(text, &table); err != nil {
			return nil, fmt.Errorf("reading the sentences of %s: %w", name, err)
		}
		feature := strings.TrimSuffix(path.Base(name), ".toml")
		for key, value := range table {
			m, err := parseMessage(value)
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", name, key, err)
			}
			l.messages[feature+"."+key] = m
		}
	}
	return l, nil
}

func parseMessage(value any) (message, error) {
	if text, ok := value.(string); ok {
		p, err := parseText(text)
		return message{plural.Other: p}, err
	}
	table, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("a sentence is a text, or a table of plural forms")
	}
	m := message{}
	for name, value := range table {
		form, known := forms[name]
		text, is := value.(string)
		if !known || !is {
			return nil, fmt.Errorf("%q is no plural form with a text", name)
		}
		p, err := parseText(text)
		if err != nil {
			return nil, err
		}
		m[form] = p
	}
	if m[plural.Other] == nil {
		return nil, fmt.Errorf("the form other is missing")
	}
	return m, nil
}

// parseText takes a text apart at its placeholders.
func parseText(text string) ([]part, error) {
	var parts []part
	for rest := text; rest != ""; {
		before, after, found := strings.Cut(rest, "{")
		if before != "" {
			parts = append(parts, part{words: before})
		}
		if !found {
			break
		}
		name, end, closed := strings.Cut(after, "}")
		if !closed || name == "" || strings.ContainsAny(name, "{ ") {
			return nil, fmt.Errorf("%q has a brace that names nothing", text)
		}
		parts = append(parts, part{name: name})
		rest = end
	}
	if parts == nil {
		parts = []part{{}}
	}
	return parts, nil
}

// Tags are the languages of the catalog, sorted.
func (c *Catalog) Tags() []string { return slices.Clone(c.tags) }

// Language reads the sentences of a language. A file that is not as it must be fails the
// whole: the catalog is part of the program.
func (c *Catalog) Language(tag string) (*Language, error) {
	if !slices.Contains(c.tags, tag) {
		return nil, fmt.Errorf("there is no language %q: there are %s", tag, strings.Join(c.tags, ", "))
	}
	return loadLanguage(c.files, tag)
}

// Match is the tag of the language that suits the wishes best, each an IETF tag or a
// locale of the system such as "nl_BE.UTF-8", in falling order. It is English without any.
func (c *Catalog) Match(wishes ...string) string {
	for _, w := range wishes {
		w, _, _ = strings.Cut(strings.ReplaceAll(w, "_", "-"), ".")
		base, _, _ := strings.Cut(w, "-")
		for _, tag := range []string{w, strings.ToLower(base)} {
			if slices.Contains(c.tags, tag) {
				return tag
			}
		}
	}
	return "en"
}

// IDs are the sentences that the language has, sorted.
func (l *Language) IDs() []string {
	var ids []string
	for id := range l.messages {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Placeholders are the names that a sentence asks for, sorted, over all its plural forms.
func (l *Language) Placeholders(id string) []string {
	var names []string
	for _, parts := range l.messages[id] {
		for _, p := range parts {
			if p.name != "" && !slices.Contains(names, p.name) {
				names = append(names, p.name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// Forms are the plural forms that the sentence has.
func (l *Language) Forms(id string) []string {
	var names []string
	for name, form := range forms {
		if l.messages[id][form] != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Text words a sentence. Its arguments are pairs: the name of a placeholder and what takes
// its place, a text, a number, or anything else that fmt.Sprint can say. A whole number
// named n chooses the plural form. A sentence that the language does not have is its id, a
// placeholder without a value stays as it is: the tests of this package refuse both.
func (l *Language) Text(id string, args ...any) string {
	m, ok := l.messages[id]
	if !ok {
		return id
	}
	parts := m[plural.Other]
	if len(m) > 1 {
		if n, ok := count(args); ok {
			if p := m[l.form(n)]; p != nil {
				parts = p
			}
		}
	}
	if len(parts) == 1 && parts[0].name == "" {
		return parts[0].words
	}
	var b strings.Builder
	dot := false // what was written ends with one, as an abbreviation that ends a sentence does
	for _, p := range parts {
		text := p.words
		if p.name != "" {
			text = l.value(p.name, args)
		} else if dot && strings.HasPrefix(text, ".") && !strings.HasPrefix(text, "..") {
			text = text[1:]
		}
		b.WriteString(text)
		dot = p.name != "" && strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "..")
	}
	return b.String()
}

// mostDigits keeps a number within what the plural rules take: they look at its end only.
const mostDigits = 10_000_000

func (l *Language) form(n int64) plural.Form {
	if n < 0 {
		n = -n
	}
	if n >= mostDigits {
		n = n%mostDigits + mostDigits
	}
	return plural.Cardinal.MatchPlural(l.tag, int(n), 0, 0, 0, 0)
}

func count(args []any) (int64, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "n" {
			switch n := args[i+1].(type) {
			case int:
				return int64(n), true
			case int64:
				return n, true
			}
		}
	}
	return 0, false
}

// A Quantity is a number with what it counts, which a sentence puts into the case that its
// place asks for: {runs:dative} is "2 Läufen" where {runs} is "2 Läufe".
type Quantity struct {
	n  int
	id string
}

// String is the quantity as it stands by itself.
func (q Quantity) String() string { return T(q.id, "n", q.n) }

// inCase is the quantity in a grammatical case: its noun has a sentence of its own for each
// case in which it is another one, named after it: run_dative.
func (l *Language) inCase(id, form string, n int) string {
	if _, other := l.messages[id+"_"+form]; form != "" && other {
		id += "_" + form
	}
	return l.Text(id, "n", n, "0", n)
}

// base is the name of a placeholder without the case that its place asks for.
func base(name string) (plain, form string) {
	plain, form, _ = strings.Cut(name, ":")
	if !slices.Contains(cases, form) {
		return name, ""
	}
	return plain, form
}

// cases are those that a place of a sentence may ask for.
var cases = []string{"dative"}

func (l *Language) value(whole string, args []any) string {
	name, form := base(whole)
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name && args[i] != whole {
			continue
		}
		switch v := args[i+1].(type) {
		case Quantity:
			return l.inCase(v.id, form, v.n)
		case string:
			return v
		case int:
			return l.Number(int64(v))
		case int64:
			return l.Number(v)
		default:
			return fmt.Sprint(v)
		}
	}
	return "{" + name + "}"
}

// Number writes a whole number with the language's mark between groups of three digits.
func (l *Language) Number(n int64) string {
	digits := fmt.Sprint(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	group := l.Text("number.group")
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Ordinal writes a whole number as the place in a row. Which ending it has is chosen by the
// ordinal rules of CLDR: 1st, 2nd, 3rd, 4th.
func (l *Language) Ordinal(n int) string {
	form := plural.Ordinal.MatchPlural(l.tag, n%mostDigits, 0, 0, 0, 0)
	m := l.messages["number.ordinal"]
	parts, ok := m[form]
	if !ok {
		parts = m[plural.Other]
	}
	var b strings.Builder
	for _, p := range parts {
		if p.name == "" {
			b.WriteString(p.words)
		} else {
			b.WriteString(l.Number(int64(n)))
		}
	}
	return b.String()
}
