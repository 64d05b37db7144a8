package css

import "strings"

// Declaration is one property and its value.
type Declaration struct {
	Property  string // in lower case, one that the view knows
	Value     string
	Important bool
}

const (
	mostDeclarations = 400 // of one block
	longestValue     = 512 // bytes
)

// Declarations reads the content of a block or a style attribute. What is broken, or
// nothing that the view draws, is left out.
func Declarations(s string) []Declaration {
	s = withoutComments(s)
	var out []Declaration
	for n := 0; len(s) > 0 && n < mostDeclarations; n++ {
		i := scan(s, 0, ";{}")
		one := s[:i]
		s = s[min(i+1, len(s)):]
		if d, ok := declaration(one); ok {
			out = append(out, d)
		}
	}
	return out
}

func declaration(s string) (Declaration, bool) {
	name, value, found := strings.Cut(s, ":")
	if !found {
		return Declaration{}, false
	}
	d := Declaration{Property: strings.ToLower(strings.TrimSpace(name)), Value: strings.TrimSpace(value)}
	if i := strings.LastIndexByte(d.Value, '!'); i >= 0 && strings.EqualFold(strings.TrimSpace(d.Value[i+1:]), "important") {
		d.Important = true
		d.Value = strings.TrimSpace(d.Value[:i])
	}
	return d, d.Value != "" && len(d.Value) <= longestValue && properties[d.Property]
}

// properties are those that style applies.
var properties = func() map[string]bool {
	m := map[string]bool{}
	for _, p := range strings.Fields(`
		color background background-color opacity visibility display float clear overflow overflow-x overflow-y
		font font-family font-size font-weight font-style line-height letter-spacing direction
		text-align text-decoration text-decoration-line text-transform text-indent vertical-align
		white-space word-break overflow-wrap word-wrap list-style list-style-type list-style-position
		width height min-width max-width min-height max-height box-sizing
		margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left
		border border-top border-right border-bottom border-left border-width border-style border-color border-radius
		border-top-width border-right-width border-bottom-width border-left-width
		border-top-style border-right-style border-bottom-style border-left-style
		border-top-color border-right-color border-bottom-color border-left-color
		border-collapse border-spacing caption-side table-layout
		justify-content flex-direction flex flex-grow gap column-gap`) {
		m[p] = true
	}
	return m
}()
