package definition

import (
	"regexp"
	"regexp/syntax"
)

// mostLiterals bounds how many words stand for one pattern: looking for more costs more
// than the pattern.
const mostLiterals = 24

// literals returns texts, folded, of which every text that the pattern matches holds at
// least one, and none where there are none of use. Most mails are not what a definition
// looks for, and this tells it without trying the pattern on each line.
func literals(re *regexp.Regexp) []string {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return nil
	}
	return literalsOf(tree)
}

func literalsOf(n *syntax.Regexp) []string {
	switch n.Op {
	case syntax.OpLiteral:
		// The body is folded, too: runs of blanks are one in both.
		if words := folded(string(n.Rune)); len(words) >= 3 {
			return []string{words}
		}
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		var best []string
		for _, sub := range n.Sub {
			if s := literalsOf(sub); s != nil && (best == nil || shortest(s) > shortest(best)) {
				best = s
			}
		}
		return best
	case syntax.OpRepeat:
		if n.Min > 0 {
			return literalsOf(n.Sub[0])
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range n.Sub {
			s := literalsOf(sub)
			if s == nil || len(all)+len(s) > mostLiterals {
				return nil
			}
			all = append(all, s...)
		}
		return all
	}
	return nil
}

// shortest is the length of the shortest word: the one that stands in most texts.
func shortest(words []string) int {
	n := len(words[0])
	for _, w := range words[1:] {
		n = min(n, len(w))
	}
	return n
}
