package reading

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// maxRules bounds the rules of a style sheet that are kept.
const maxRules = 400

// sheet holds the rules of a mail's style sheets that name an element, a class,
// or an element of a class.
type sheet struct {
	rules []rule
}

type rule struct {
	tag    string // "" for every element
	class  string // "" for every class
	change change
}

// parseSheet reads style sheets. Rules for certain media and selectors that
// look further than one element are left out.
func parseSheet(texts []string) sheet {
	var s sheet
	for _, text := range texts {
		s.read(withoutComments(text))
	}
	return s
}

func withoutComments(s string) string {
	s = strings.NewReplacer("<!--", " ", "-->", " ").Replace(s)
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "/*")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		if _, s, ok = strings.Cut(after, "*/"); !ok {
			return b.String()
		}
	}
}

func (s *sheet) read(text string) {
	for len(s.rules) < maxRules {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			return
		}
		selectors := strings.TrimSpace(text[:open])
		if semi := strings.LastIndexByte(selectors, ';'); semi >= 0 {
			selectors = strings.TrimSpace(selectors[semi+1:])
		}
		text = text[open+1:]
		if strings.HasPrefix(selectors, "@") {
			text = afterBlock(text)
			continue
		}
		body, rest, _ := strings.Cut(text, "}")
		text = rest
		var c change
		c.read(body)
		c.remote = 0
		for selector := range strings.SplitSeq(selectors, ",") {
			if tag, class, ok := simple(selector); ok && len(s.rules) < maxRules {
				s.rules = append(s.rules, rule{tag, class, c})
			}
		}
	}
}

// afterBlock returns what follows the closing brace of an open block.
func afterBlock(s string) string {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[i+1:]
			}
		}
	}
	return ""
}

// simple takes a selector of one element apart. Of "thead tr" and its like only
// the plain names of a table's parts are understood.
func simple(selector string) (tag, class string, ok bool) {
	selector = strings.ToLower(strings.TrimSpace(selector))
	if selector == "thead tr" || selector == "thead th" {
		return "thead", "", true
	}
	if selector == "" || strings.ContainsAny(selector, " \t\r\n>+~:[]#*()") {
		return "", "", false
	}
	tag, class, dotted := strings.Cut(selector, ".")
	if dotted && class == "" || strings.Contains(class, ".") {
		return "", "", false
	}
	return tag, class, true
}

// apply adds to the change what the rules say about an element.
func (s *sheet) apply(c *change, tag atom.Atom, class string) {
	if len(s.rules) == 0 {
		return
	}
	name, classes := tag.String(), strings.Fields(strings.ToLower(class))
	if len(classes) > 8 {
		classes = classes[:8]
	}
	for _, classy := range []bool{false, true} { // a rule for a class outweighs one for an element
		for i := range s.rules {
			r := &s.rules[i]
			if (r.class != "") != classy || r.tag != "" && r.tag != name {
				continue
			}
			if classy && !among(classes, r.class) {
				continue
			}
			c.merge(&r.change)
		}
	}
}

func among(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// merge lets the other change win wherever it says something.
func (c *change) merge(o *change) {
	if o.hasInk {
		c.ink, c.hasInk = o.ink, true
	}
	if o.hasGround {
		c.ground, c.hasGround = o.ground, true
	}
	if o.hasBorder {
		c.border, c.hasBorder = o.border, true
	}
	for _, v := range []struct{ to, from *int8 }{
		{&c.bold, &o.bold}, {&c.align, &o.align}, {&c.pre, &o.pre}, {&c.tiny, &o.tiny},
	} {
		if *v.from != 0 {
			*v.to = *v.from
		}
	}
	c.hidden = c.hidden || o.hidden
}
