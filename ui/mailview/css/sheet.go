package css

import (
	"cmp"
	"slices"
	"strings"

	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
)

// Sheet is all style sheets of a mail for one width of the window. It is used by one
// goroutine at a time.
type Sheet struct {
	rules []rule
	// rules by what the last compound of their selector asks for
	byID, byClass, byTag map[string][]int
	others               []int

	steps, mostSteps int
}

type rule struct {
	selector     selector
	declarations []Declaration
}

// mostNesting is how deep media blocks are read.
const mostNesting = 4

// Parse reads style sheets in their order. Media conditions are answered for a window
// of a width in CSS pixels that is light.
func Parse(sheets []string, width float64, lim limit.Limits, cuts *limit.Cuts) *Sheet {
	s := &Sheet{mostSteps: lim.SelectorSteps, byID: map[string][]int{}, byClass: map[string][]int{}, byTag: map[string][]int{}}
	r := reader{sheet: s, width: width, lim: lim, cuts: cuts}
	room := lim.SheetBytes
	for _, text := range sheets {
		if len(text) > room {
			text = text[:room]
			cuts.Add(limit.Sheet)
		}
		room -= len(text)
		// Comment signs of HTML around old sheets mean nothing.
		text = strings.NewReplacer("<!--", " ", "-->", " ").Replace(withoutComments(text))
		r.rules(text, 0)
	}
	return s
}

type reader struct {
	sheet *Sheet
	width float64
	lim   limit.Limits
	cuts  *limit.Cuts
}

func (r *reader) rules(s string, nesting int) {
	for {
		s = strings.TrimLeft(s, " \t\r\n\f};")
		if s == "" {
			return
		}
		stops := "{"
		if s[0] == '@' {
			stops = ";{"
		}
		i := scan(s, 0, stops)
		if i >= len(s) {
			return
		}
		if s[i] == ';' { // an at-rule without a block
			s = s[i+1:]
			continue
		}
		end := blockEnd(s, i+1)
		head, body := strings.TrimSpace(s[:i]), s[i+1:end]
		s = s[min(end+1, len(s)):]
		if head != "" && head[0] == '@' {
			condition, isMedia := strings.CutPrefix(strings.ToLower(head), "@media")
			if isMedia && nesting < mostNesting && mediaHolds(condition, r.width) {
				r.rules(body, nesting+1)
			}
			continue
		}
		if !r.rule(head, body) {
			return
		}
	}
}

// rule adds a rule for each of its selectors; false once there are too many.
func (r *reader) rule(head, body string) bool {
	declarations := Declarations(body)
	if len(declarations) == 0 {
		return true
	}
	for _, one := range split(head, ",") {
		if len(r.sheet.rules) >= r.lim.Rules {
			r.cuts.Add(limit.Rules)
			return false
		}
		if sel, ok := parseSelector(strings.TrimSpace(one)); ok {
			r.sheet.add(rule{sel, declarations})
		}
	}
	return true
}

func (s *Sheet) add(r rule) {
	k := len(s.rules)
	s.rules = append(s.rules, r)
	switch last := r.selector.parts[len(r.selector.parts)-1]; {
	case last.never:
	case last.id != "":
		s.byID[last.id] = append(s.byID[last.id], k)
	case len(last.classes) > 0:
		s.byClass[last.classes[0]] = append(s.byClass[last.classes[0]], k)
	case last.tag != "":
		s.byTag[last.tag] = append(s.byTag[last.tag], k)
	default:
		s.others = append(s.others, k)
	}
}

// For returns the declarations of the rules that concern an element, the weakest first.
func (s *Sheet) For(n *dom.Node) []Declaration {
	if len(s.rules) == 0 {
		return nil
	}
	var found []int
	try := func(candidates []int) {
		for _, k := range candidates {
			sel := &s.rules[k].selector
			if s.selects(sel, len(sel.parts)-1, n) {
				found = append(found, k)
			}
		}
	}
	if n.ID != "" {
		try(s.byID[n.ID])
	}
	for _, c := range n.Classes {
		try(s.byClass[c])
	}
	try(s.byTag[n.Tag])
	try(s.others)
	slices.SortFunc(found, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.rules[a].selector.specificity, s.rules[b].selector.specificity), cmp.Compare(a, b))
	})
	var out []Declaration
	for i, k := range found {
		if i == 0 || k != found[i-1] { // a class named twice
			out = append(out, s.rules[k].declarations...)
		}
	}
	return out
}

// Exhausted reports whether matching was cut short.
func (s *Sheet) Exhausted() bool { return s.steps > s.mostSteps }

// Local reports whether tag and attributes of an element alone decide which rules concern
// it.
func (s *Sheet) Local() bool {
	for i := range s.rules {
		sel := &s.rules[i].selector
		if len(sel.parts) != 1 || !sel.parts[0].local() {
			return false
		}
	}
	return true
}

func (c *compound) local() bool {
	for i := range c.not {
		if !c.not[i].local() {
			return false
		}
	}
	for i := range c.pseudos {
		switch c.pseudos[i].name {
		case "link", "any-link", "root":
		default:
			return false
		}
	}
	return true
}

// Rule is a rule as it can be written again.
type Rule struct {
	Selector     string
	Declarations []Declaration
}

// Rules returns the rules in order.
func (s *Sheet) Rules() []Rule {
	out := make([]Rule, len(s.rules))
	for i := range s.rules {
		out[i] = Rule{s.rules[i].selector.text, s.rules[i].declarations}
	}
	return out
}
