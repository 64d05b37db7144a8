package wording

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A pattern finds a sentence of one file in a text, and what stands in its places.
type pattern struct {
	code   string
	plain  int // the letters of the sentence itself: the more, the surer
	find   *regexp.Regexp
	places []int
}

var aPlace = regexp.MustCompile(`\\\{(\d)(?::[a-z]+)?\\\}`)

// patterns are those of the sentences of each file that Stored reads.
var patterns = sync.OnceValue(func() map[string][]pattern {
	all := map[string][]pattern{}
	for id, s := range english() {
		file, _, _ := strings.Cut(id, ".")
		for _, form := range []string{s.one, s.other} {
			if form == "" || !slices.Contains(storedFiles, file) {
				continue
			}
			p := pattern{code: id}
			quoted := regexp.QuoteMeta(form)
			for _, place := range aPlace.FindAllStringSubmatch(quoted, -1) {
				n, _ := strconv.Atoi(place[1]) // a digit
				p.places = append(p.places, n)
			}
			p.plain = len(aPlace.ReplaceAllString(quoted, ""))
			p.find = regexp.MustCompile(`^` + aPlace.ReplaceAllString(quoted, `(.+?)`) + `$`)
			all[file] = append(all[file], p)
		}
	}
	for _, list := range all {
		slices.SortFunc(list, func(a, b pattern) int {
			return cmp.Or(cmp.Compare(b.plain, a.plain), cmp.Compare(a.code, b.code))
		})
	}
	return all
})

// storedFiles hold the sentences that are stored as a text beside a run or an acceptance.
var storedFiles = []string{"noted", "place"}

// mostStored is the longest text that is looked at; a note is a line.
const mostStored = 2000

// Stored is the phrase that a text was made from: notes of runs, ends of acceptances and
// places in a report are stored in English, where searches, programs and copies of earlier
// versions have them. file is that of its sentence. What a person or a report wrote is no
// phrase: ok is false.
func Stored(file, text string) (p Phrase, ok bool) {
	if text == "" || len(text) > mostStored {
		return Phrase{}, false
	}
	for _, one := range patterns()[file] {
		found := one.find.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		p := Phrase{Code: one.code, Args: make([]Arg, Places(one.code))}
		for i, place := range one.places {
			if n, err := strconv.Atoi(found[i+1]); err == nil && n >= 0 {
				p.Args[place] = Arg{Number: &n}
			} else {
				p.Args[place] = Arg{Text: found[i+1]}
			}
		}
		return p, true
	}
	return Phrase{}, false
}
