package sanity

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// share finds a line that counts fewer machines or jobs than there are: "3 of 5 VMs
// processed". Whatever the reader saw, not all of them are done.
func (x *report) share(line string, at place) {
	if x.fewer.Status != 0 || strings.IndexByte(line, ' ') < 0 {
		return
	}
	for i := 0; i < len(line); i++ {
		if line[i] < '0' || line[i] > '9' {
			continue
		}
		begin := i
		n, i1 := whole(line, i)
		i = i1
		if begin > 0 && strings.IndexByte(" (\t[:=", line[begin-1]) < 0 || n < 0 {
			continue
		}
		rest := strings.TrimLeft(line[i:], " \u00a0")
		word := ""
		if strings.HasPrefix(rest, "/") {
			rest = rest[1:]
		} else {
			end := letters(rest)
			if end == 0 || end > longestOf {
				continue
			}
			word, rest = rest[:end], rest[end:]
		}
		rest = strings.TrimLeft(rest, " \u00a0")
		if rest == "" || rest[0] < '0' || rest[0] > '9' || word != "" && !grammar.Of(lexicon.Fold(word)) {
			continue
		}
		m, to := whole(rest, 0)
		if m <= n || counted(rest[to:], true) != lexicon.Total && !machines(rest[to:]) {
			continue
		}
		words := strings.TrimSpace(line)
		x.fewer = Finding{domain.Unknown, domain.Evidence{Words: words[:min(len(words), 160)], Where: at.String()}}
		return
	}
}

// longestOf is how many bytes a word between a part and its whole has at most.
const longestOf = 8

// letters is how many bytes the word takes that a text begins with, 0 where it takes all of the
// text: nothing is counted by it then.
func letters(text string) int {
	for i, r := range text {
		if r < utf8.RuneSelf {
			if r |= 0x20; r >= 'a' && r <= 'z' {
				continue
			}
		} else if unicode.IsLetter(r) {
			continue
		}
		return i
	}
	return 0
}

// whole reads a whole number and where it ends; -1 for one that is none: a date, a clock.
func whole(text string, i int) (n, end int) {
	for end = i; end < len(text) && text[end] >= '0' && text[end] <= '9'; {
		end++
	}
	if end < len(text) && strings.IndexByte(".,:-", text[end]) >= 0 && end+1 < len(text) && text[end+1] >= '0' && text[end+1] <= '9' {
		for end < len(text) && (numeral(text[end]) || text[end] == '/') {
			end++
		}
		return -1, end
	}
	n, err := strconv.Atoi(text[i:end])
	if err != nil {
		return -1, end
	}
	return n, end
}

// machines reports whether a text begins with a word for machines or jobs.
func machines(text string) bool {
	text = strings.TrimLeft(text, " \u00a0")
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(text)
	}
	l := lexicon.Shipped()
	return end > 0 && l.At([]string{lexicon.Fold(text[:end])}, lexicon.Sentence, l.All()).Class == lexicon.Named
}
