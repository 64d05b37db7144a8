package sanity

import (
	"regexp"
	"strings"
	"sync"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/phrases"
)

// bad holds the words of failure and trouble of all languages.
var bad = sync.OnceValue(func() *phrases.Set {
	var list []string
	lexicon.Shipped().Each(func(phrase string, place lexicon.Place, class lexicon.Class, _ lexicon.Languages) {
		if place == lexicon.Sentence && isBad(class) {
			list = append(list, phrase)
		}
	})
	return phrases.New(list)
})

func isBad(c lexicon.Class) bool {
	switch c {
	case lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.BadNoun, lexicon.WarnNoun:
		return true
	}
	return false
}

// maxLooks bounds how many lines of a mail are judged.
const maxLooks = 2_000

// zeroCount is a count of none: "Errors 0", "0 warnings".
var zeroCount = regexp.MustCompile(`\pL[\pL ]{0,30}[:=]?\s*\b0(?:[\s,;.)]|$)|(?:^|[\s(])0 \pL+`)

// trouble judges a line of which a word says that something failed or was not run. Readers
// of products look at the places of their reports; what stands beside them, from another
// script or in a second report below, no reader would hear.
func (x *report) trouble(line string, at place) {
	if x.policy.Own != nil && x.policy.Own.MatchString(line) {
		return
	}
	if key, value, ok := split(line); ok && none(value) {
		switch x.role(key) {
		case lexicon.BadCount, lexicon.WarnCount, lexicon.OffCount:
			return
		}
	}
	line = x.withoutNames(zeroCount.ReplaceAllString(line, " "))
	if !bad().Holds(line) {
		return
	}
	if x.looks++; x.looks > maxLooks {
		x.beside = Finding{domain.Unknown, domain.Evidence{Words: "the report is too long to be read whole", Where: "the whole message"}}
		return
	}
	if x.own == nil {
		l := lexicon.Shipped()
		x.own = grammar.New(l, grammar.Languages(l, append([]string{x.m.Subject}, x.m.Lines()...)...))
	}
	for _, clause := range clauses(line) {
		if len(strings.Fields(clause)) < 2 && !strings.ContainsFunc(clause, lexicon.Dense) || !bad().Holds(clause) {
			continue // the head of a column, the label of a count
		}
		v := x.own.Judge(clause, lexicon.Sentence)
		if v.Status >= domain.Warning && (v.Reason == grammar.ByHead || v.Reason == grammar.ByNoun || v.Reason == grammar.ByException) {
			x.beside = Finding{domain.Unknown, domain.Evidence{Words: strings.TrimSpace(clause), Where: at.String()}}
			return
		}
	}
}

// withoutNames takes the names of jobs and objects out of a line: a job may be called
// "Failed transfers".
func (x *report) withoutNames(line string) string {
	for _, name := range x.names {
		line = strings.ReplaceAll(line, name, "x1")
	}
	return line
}

// badNames returns the names of several words among results that hold one of trouble, as
// they stand and folded.
func badNames(results []domain.Result) []string {
	var out []string
	add := func(name string) {
		if name = strings.TrimSpace(name); len(strings.Fields(name)) > 1 && bad().Holds(foldForeign(name)) && len(out) < 50 {
			out = append(out, name, lexicon.Fold(name))
		}
	}
	for i := range results {
		add(results[i].JobName)
		add(results[i].Identity)
		for k := range results[i].Objects {
			add(results[i].Objects[k].Name)
		}
	}
	return out
}

// none reports whether a value says that there is none.
func none(value string) bool {
	switch strings.Trim(lexicon.Fold(value), " .;()[]{}") {
	case "", "0", "-", "none", "no", "nil", "null", "n/a", "keine", "kein", "aucun", "aucune", "ninguno", "nessuno", "nenhum", "geen":
		return true
	}
	return false
}

// clauses cuts a line where a sentence ends.
func clauses(line string) []string {
	var out []string
	from := 0
	for i := range len(line) - 1 {
		if (line[i] == '.' || line[i] == '!' || line[i] == ';') && line[i+1] == ' ' {
			out = append(out, line[from:i])
			from = i + 1
		}
	}
	return append(out, line[from:])
}
