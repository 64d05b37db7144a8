package css

import (
	"slices"
	"strings"

	"runchecks/ui/mailview/dom"
)

func (c *compound) matches(n *dom.Node) bool {
	if c.never || c.tag != "" && c.tag != n.Tag || c.id != "" && c.id != n.ID {
		return false
	}
	for _, class := range c.classes {
		if !slices.Contains(n.Classes, class) {
			return false
		}
	}
	for i := range c.attributes {
		if !c.attributes[i].matches(n) {
			return false
		}
	}
	for i := range c.pseudos {
		if !c.pseudos[i].matches(n) {
			return false
		}
	}
	for i := range c.not {
		if c.not[i].matches(n) {
			return false
		}
	}
	return true
}

func (a *attribute) matches(n *dom.Node) bool {
	v, has := n.Lookup(a.name)
	if !has {
		return false
	}
	switch a.op {
	case '=':
		return v == a.value
	case '~':
		return slices.Contains(strings.Fields(v), a.value)
	case '|':
		return v == a.value || strings.HasPrefix(v, a.value+"-")
	case '^':
		return a.value != "" && strings.HasPrefix(v, a.value)
	case '$':
		return a.value != "" && strings.HasSuffix(v, a.value)
	case '*':
		return a.value != "" && strings.Contains(v, a.value)
	}
	return true
}

func (p *pseudo) matches(n *dom.Node) bool {
	switch p.name {
	case "first-child":
		return n.Index == 1
	case "last-child":
		return n.Index == n.Siblings
	case "only-child":
		return n.Siblings == 1
	case "nth-child":
		return p.nth.holds(n.Index)
	case "root":
		return n.Tag == "html"
	case "empty":
		return len(n.Children) == 0
	case "link", "any-link":
		return n.Tag == "a" && n.Attr("href") != ""
	}
	return false
}

// selects reports whether the parts up to k lead to the element n. Descendant and
// sibling combinators try every candidate, which takes exponential time on hostile
// sheets; the steps of the whole sheet are therefore bounded.
func (s *Sheet) selects(sel *selector, k int, n *dom.Node) bool {
	s.steps++
	if s.steps > s.mostSteps || !sel.parts[k].matches(n) {
		return false
	}
	if k == 0 {
		return true
	}
	switch sel.combinators[k-1] {
	case '>':
		return n.Parent != nil && s.selects(sel, k-1, n.Parent)
	case '+':
		return n.Prev != nil && s.selects(sel, k-1, n.Prev)
	case '~':
		for p := n.Prev; p != nil && s.steps <= s.mostSteps; p = p.Prev {
			if s.selects(sel, k-1, p) {
				return true
			}
		}
	default:
		for p := n.Parent; p != nil && s.steps <= s.mostSteps; p = p.Parent {
			if s.selects(sel, k-1, p) {
				return true
			}
		}
	}
	return false
}
