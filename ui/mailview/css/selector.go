package css

import "strings"

// selector is a chain of compounds, such as "table.jobs > tr td:first-child".
type selector struct {
	text        string
	parts       []compound // left to right
	combinators []byte     // combinators[i] stands between parts[i] and parts[i+1]: ' ', '>', '+', '~'
	specificity int
}

// compound is what must hold for one element.
type compound struct {
	tag, id    string
	classes    []string
	attributes []attribute
	pseudos    []pseudo
	not        []compound
	never      bool // it asks for something that a picture of a mail never is, such as :hover
}

type attribute struct {
	name, value string
	op          byte // 0: there at all; '=', '~', '|', '^', '$', '*'
}

type pseudo struct {
	name string
	nth  step // for nth-child
}

// Weights of specificity; no selector has a hundred compounds.
const (
	idWeight    = 10_000
	classWeight = 100
	tagWeight   = 1
)

const (
	longestSelector = 400
	mostCompounds   = 10
)

// parseSelector reads one selector; false for one that is broken or that the view does
// not know, such as a pseudo-element.
func parseSelector(s string) (selector, bool) {
	if s == "" || len(s) > longestSelector {
		return selector{}, false
	}
	sel := selector{text: s}
	for p := (parser{s: s}); ; {
		between, ok := p.combinator()
		switch {
		case !ok:
			return selector{}, false
		case p.done():
			return sel, len(sel.parts) > 0 && between <= ' '
		case len(sel.parts) == 0 && between > ' ', len(sel.parts) > 0 && between == 0, len(sel.parts) >= mostCompounds:
			return selector{}, false
		case len(sel.parts) > 0:
			sel.combinators = append(sel.combinators, between)
		}
		c, weight, ok := p.compound(false)
		if !ok {
			return selector{}, false
		}
		sel.parts = append(sel.parts, c)
		sel.specificity += weight
	}
}

type parser struct {
	s string
	i int
}

func (p *parser) done() bool { return p.i >= len(p.s) }

// combinator reads white space and at most one sign; 0 if there is neither.
func (p *parser) combinator() (byte, bool) {
	found := byte(0)
	for ; !p.done(); p.i++ {
		switch c := p.s[p.i]; {
		case c == '>' || c == '+' || c == '~':
			if found > ' ' {
				return 0, false
			}
			found = c
		case c > ' ':
			return found, true
		case found == 0:
			found = ' '
		}
	}
	return found, true
}

func nameByte(c byte) bool {
	return c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 || c == '\\'
}

func (p *parser) name() string {
	start := p.i
	for !p.done() && nameByte(p.s[p.i]) {
		p.i++
	}
	return p.s[start:p.i]
}

func (p *parser) compound(inNot bool) (c compound, weight int, ok bool) {
	start := p.i
	for !p.done() {
		switch b := p.s[p.i]; {
		case b == '*' && p.i == start:
			p.i++
		case b == '#':
			p.i++
			c.id = p.name()
			weight += idWeight
		case b == '.':
			p.i++
			c.classes = append(c.classes, p.name())
			weight += classWeight
		case b == '[':
			if !p.attribute(&c) {
				return c, 0, false
			}
			weight += classWeight
		case b == ':':
			w, ok := p.pseudo(&c, inNot)
			if !ok {
				return c, 0, false
			}
			weight += w
		case nameByte(b):
			if p.i != start {
				return c, 0, false
			}
			c.tag = strings.ToLower(p.name())
			weight += tagWeight
		default:
			return c, weight, p.i > start
		}
	}
	return c, weight, p.i > start
}

func (p *parser) attribute(c *compound) bool {
	end := strings.IndexByte(p.s[p.i:], ']')
	if end < 0 {
		return false
	}
	body := p.s[p.i+1 : p.i+end]
	p.i += end + 1
	name, value, has := strings.Cut(body, "=")
	a := attribute{name: name}
	if has {
		a.op = '='
		if n := len(name); n > 0 && strings.IndexByte("~|^$*", name[n-1]) >= 0 {
			a.op, a.name = name[n-1], name[:n-1]
		}
		a.value = strings.Trim(strings.TrimSpace(value), `"'`)
	}
	a.name = strings.ToLower(strings.TrimSpace(a.name))
	c.attributes = append(c.attributes, a)
	return true
}

func (p *parser) pseudo(c *compound, inNot bool) (weight int, ok bool) {
	p.i++
	if !p.done() && p.s[p.i] == ':' {
		return 0, false // pseudo-elements are not drawn
	}
	name := strings.ToLower(p.name())
	argument, ok := p.argument()
	if !ok {
		return 0, false
	}
	switch name {
	case "first-child", "last-child", "only-child", "link", "any-link", "root", "empty":
		c.pseudos = append(c.pseudos, pseudo{name: name})
		return classWeight, true
	case "nth-child":
		nth, ok := parseStep(argument)
		c.pseudos = append(c.pseudos, pseudo{name: name, nth: nth})
		return classWeight, ok
	case "not":
		inner := parser{s: strings.TrimSpace(argument)}
		if inNot {
			return 0, false
		}
		sub, weight, ok := inner.compound(true)
		c.not = append(c.not, sub)
		return weight, ok && inner.done()
	}
	c.never = true
	return classWeight, true
}

// argument reads what stands in parentheses, if anything does.
func (p *parser) argument() (string, bool) {
	if p.done() || p.s[p.i] != '(' {
		return "", true
	}
	start, depth := p.i+1, 0
	for ; !p.done(); p.i++ {
		switch p.s[p.i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				p.i++
				return p.s[start : p.i-1], true
			}
		}
	}
	return "", false
}
