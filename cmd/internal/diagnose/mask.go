// Package diagnose makes what a person can send who reports a problem: how program, profile and
// computer are, without addresses, hosts, names or secrets. It sends nothing.
package diagnose

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Names are what is masked wherever it stands, by kind: customers, jobs, accounts, people,
// folders. Those of fewer than three letters are left: they are in every word.
type Names map[string][]string

const leastName = 3

// patterns are what is masked by how it looks, in this order: what holds another one is first.
var patterns = []struct {
	kind string
	find *regexp.Regexp
}{
	{
		"password",
		regexp.MustCompile(
			`(?i)\b(?:password|passphrase|secret|token|authorization|bearer|api[-_ ]?key|cookie)\b["']?\s*[:=]?\s*["']?[^\s"',;]{3,}`,
		),
	},
	{"address", regexp.MustCompile(`[\pL\pN._%+'-]+@[\pL\pN.-]+`)},
	{"link", regexp.MustCompile(`\b[a-z][a-z0-9+.-]{1,12}://[^\s"'<>)\]]+`)},
	{"host", regexp.MustCompile(`\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b`)},
	{"host", regexp.MustCompile(`(?i)\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b`)},
	{"host", regexp.MustCompile(`(?i)\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z](?::\d+)?\b`)},
	{"secret", regexp.MustCompile(`\b[A-Za-z0-9+_-]{24,}={0,2}`)},
}

// plain are words with a dot that are no hosts: files of the program.
var plain = regexp.MustCompile(`(?i)^(?:runchecks\.[a-z-]+|[\w-]+\.(?:go|db|log|toml|eml|md|dll|so|exe))(?::\d+)?$`)

// Mask returns a text without what a stranger must not read. The same thing has the same mask
// everywhere, so that what belongs together can still be seen.
func Mask(text string, names Names) string {
	m := masker{seen: map[string]string{}, count: map[string]int{}}
	type name struct{ kind, text string }
	var list []name
	for kind, texts := range names {
		for _, t := range texts {
			if t = strings.TrimSpace(t); len([]rune(t)) >= leastName {
				list = append(list, name{kind, t})
			}
		}
	}
	// A longer name first: another may be a part of it.
	slices.SortFunc(list, func(a, b name) int {
		return cmp.Or(len(b.text)-len(a.text), strings.Compare(a.text, b.text), strings.Compare(a.kind, b.kind))
	})
	named := func(dotted bool) {
		for _, n := range list {
			if strings.ContainsAny(n.text, ".@") != dotted {
				continue
			}
			find, err := regexp.Compile(`(?i)` + regexp.QuoteMeta(n.text))
			if err != nil {
				continue
			}
			text = find.ReplaceAllStringFunc(text, func(found string) string { return m.mask(n.kind, found) })
		}
	}
	shaped := func(kinds ...string) {
		for _, p := range patterns {
			if !slices.Contains(kinds, p.kind) {
				continue
			}
			text = p.find.ReplaceAllStringFunc(text, func(found string) string {
				if p.kind == "host" && plain.MatchString(found) {
					return found
				}
				return m.mask(p.kind, found)
			})
		}
	}
	// What holds a name is masked as a whole; a name that looks like a host is one first.
	shaped("password")
	shaped("address", "link")
	named(true)
	shaped("host")
	named(false)
	shaped("secret")
	return strings.NewReplacer(opened, "<", closed, ">").Replace(text)
}

// opened and closed stand around a mask until all are made, so that none is masked again.
const (
	opened = "\x01"
	closed = "\x02"
)

type masker struct {
	seen  map[string]string
	count map[string]int
}

func (m *masker) mask(kind, found string) string {
	if strings.Contains(found, opened) {
		return found
	}
	key := kind + " " + strings.ToLower(found)
	if m.seen[key] == "" {
		m.count[kind]++
		m.seen[key] = fmt.Sprintf("%s%s %d%s", opened, kind, m.count[kind], closed)
	}
	return m.seen[key]
}
