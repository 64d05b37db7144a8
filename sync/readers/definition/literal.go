package definition

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
)

// literal returns the longest word that stands in every text that the pattern
// matches, folded, and "" where there is none of use. Most mails are not what a
// definition looks for, and this tells it without trying the pattern on each line.
func literal(re *regexp.Regexp) string {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return ""
	}
	best := ""
	var walk func(n *syntax.Regexp)
	walk = func(n *syntax.Regexp) {
		switch n.Op {
		case syntax.OpLiteral:
			for _, word := range strings.FieldsFunc(string(n.Rune), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
				if w := folded(word); len(w) > len(best) {
					best = w
				}
			}
		case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
			for _, sub := range n.Sub {
				walk(sub)
			}
		case syntax.OpRepeat:
			if n.Min > 0 {
				walk(n.Sub[0])
			}
		}
	}
	walk(tree)
	if len(best) < 3 {
		return ""
	}
	return best
}
