package wording

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"runchecks/assets"
)

// A sentence in its two numbers: of one, and of any other. A place is a number in braces, with
// how it is written behind a colon. One without other has one form.
type sentence struct{ one, other string }

// english holds the sentences of assets/language/en. They are part of the program, so that a
// fault in them is one of the build, which a test finds first.
var english = sync.OnceValue(func() map[string]sentence {
	all := map[string]sentence{}
	files, err := assets.Languages()
	if err != nil {
		panic(fmt.Sprintf("the English sentences: %v", err))
	}
	names, err := fs.Glob(files, "en/*.toml")
	if err != nil {
		panic(fmt.Sprintf("the English sentences: %v", err))
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err == nil {
			err = parse(text, strings.TrimSuffix(path.Base(name), ".toml"), all)
		}
		if err != nil {
			panic(fmt.Sprintf("the English sentences of %s: %v", name, err))
		}
	}
	return all
})

// parse reads what those files use of TOML, a line a sentence: key = "text", or
// key = { one = "text", other = "text" }. A test holds it to a whole reader of TOML.
func parse(text []byte, file string, into map[string]sentence) error {
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			return fmt.Errorf("%q is no sentence", line)
		}
		var s sentence
		value = strings.TrimSpace(value)
		if forms, table := strings.CutPrefix(value, "{"); table {
			for _, form := range []struct {
				name string
				text *string
			}{{"one", &s.one}, {"other", &s.other}} {
				if _, rest, has := strings.Cut(forms, form.name+" = "); has {
					quoted, err := strconv.QuotedPrefix(rest)
					if err != nil {
						return fmt.Errorf("%q: %w", line, err)
					}
					*form.text, _ = strconv.Unquote(quoted)
				}
			}
		} else {
			quoted, err := strconv.QuotedPrefix(value)
			if err != nil {
				return fmt.Errorf("%q: %w", line, err)
			}
			s.one, _ = strconv.Unquote(quoted)
		}
		into[file+"."+strings.Trim(strings.TrimSpace(key), `"`)] = s
	}
	return nil
}

// ID is the id of the sentence of a code.
func ID(code string) string {
	if id := decisions + code; has(id) {
		return id
	}
	return code
}

const decisions = "decision."

func has(id string) bool { _, ok := english()[id]; return ok }

// Known reports whether there is a sentence for a code.
func Known(code string) bool { return has(ID(code)) }

// Places is how many arguments the sentence of a code asks for.
func Places(code string) int {
	s := english()[ID(code)]
	found := map[string]bool{}
	for _, part := range strings.Split(s.one+s.other, "{")[1:] {
		place, _, _ := strings.Cut(part, "}")
		number, _, _ := strings.Cut(place, ":")
		found[number] = true
	}
	return len(found)
}

// Keys are the keys of the sentences of a file, sorted.
func Keys(file string) []string {
	var keys []string
	for id := range english() {
		if key, ok := strings.CutPrefix(id, file+"."); ok {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// English says a phrase in English, times in loc, nil for the zone that they have. A code
// without a sentence is said as it is. The first number among the arguments decides which
// form the sentence takes.
func English(p Phrase, loc *time.Location) string {
	s, known := english()[ID(p.Code)]
	if !known {
		return p.Code
	}
	text := s.one
	if n, ok := Counted(p.Args); s.other != "" && (!ok || n != 1) {
		text = s.other
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		place, after, _ := strings.Cut(rest, "}")
		number, format, _ := strings.Cut(place, ":")
		if n, err := strconv.Atoi(number); err == nil && n < len(p.Args) {
			b.WriteString(formatted(p.Args[n], format, loc))
		}
		text = after
	}
}

// Counted is the first number among arguments.
func Counted(args []Arg) (int, bool) {
	for _, a := range args {
		if a.Number != nil {
			return *a.Number, true
		}
	}
	return 0, false
}

// layouts are the ways in which sentences give a time.
var layouts = map[string]string{
	"minute": "2 Jan 15:04", "moment": "2 Jan 2006 15:04", "date": "2 Jan 2006", "stamp": "2006-01-02 15:04 MST",
}

func formatted(a Arg, format string, loc *time.Location) string {
	switch {
	case a.Phrase != nil:
		return English(*a.Phrase, loc)
	case a.Number != nil && format == "hour":
		return fmt.Sprintf("%02d:00", *a.Number)
	case a.Number != nil:
		return strconv.Itoa(*a.Number)
	case !a.Time.IsZero() && loc != nil:
		return a.Time.In(loc).Format(layouts[format])
	case !a.Time.IsZero():
		return a.Time.Format(layouts[format])
	case a.List != nil:
		parts := make([]string, len(a.List))
		for i, p := range a.List {
			parts[i] = English(p, loc)
		}
		if last := len(parts) - 1; format == "and" && last > 0 {
			return strings.Join(parts[:last], ", ") + " and " + parts[last]
		}
		return strings.Join(parts, cmp.Or(map[string]string{"or": " or ", "sentences": " "}[format], ", "))
	case format != "":
		if s, ok := english()[decisions+format+"_"+strings.ReplaceAll(a.Text, " ", "_")]; ok {
			return s.one
		}
	}
	return a.Text
}
