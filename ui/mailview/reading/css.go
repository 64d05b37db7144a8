package reading

import (
	"strconv"
	"strings"
)

// declarations calls each with every "name: value" of a style, both in lower
// case and trimmed.
func declarations(style string, each func(name, value string)) {
	for style != "" {
		end := endOfDeclaration(style)
		name, value, ok := strings.Cut(style[:end], ":")
		if ok {
			value = strings.ToLower(strings.TrimSpace(value))
			if bang := strings.IndexByte(value, '!'); bang >= 0 {
				value = strings.TrimSpace(value[:bang])
			}
			each(strings.ToLower(strings.TrimSpace(name)), value)
		}
		if end == len(style) {
			return
		}
		style = style[end+1:]
	}
}

// endOfDeclaration finds the semicolon outside of parentheses and quotes.
func endOfDeclaration(s string) int {
	depth, quote := 0, byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth = max(0, depth-1)
		case c == ';' && depth == 0:
			return i
		}
	}
	return len(s)
}

// colourIn returns the first colour among the words of a value such as that of
// background or border.
func colourIn(value string) (tint, bool) {
	if len(value) > 500 {
		return tint{}, false
	}
	depth, from := 0, 0
	for i := 0; i <= len(value); i++ {
		if i < len(value) {
			switch value[i] {
			case '(':
				depth++
				continue
			case ')':
				depth--
				continue
			}
			if value[i] != ' ' || depth > 0 {
				continue
			}
		}
		word := value[from:i]
		from = i + 1
		if strings.HasPrefix(word, "#") || word != "" && (word[0] < '0' || word[0] > '9') {
			if t, ok := parseColour(word); ok {
				return t, true
			}
		}
	}
	return tint{}, false
}

// change is what a style alters in a look.
type change struct {
	ink, ground, border          tint
	hasInk, hasGround, hasBorder bool
	bold, align, pre, tiny       int8 // 0 unchanged; bold, pre, tiny: 1 on, -1 off; align: 1 + the Align
	hidden                       bool
	remote                       int // pictures loaded from the network
}

// read adds the declarations of a style to the change.
func (c *change) read(style string) {
	declarations(style, func(name, value string) {
		if strings.Contains(value, "url(") && remoteIn(value) {
			c.remote++
		}
		switch name {
		case "color":
			if t, ok := parseColour(value); ok {
				c.ink, c.hasInk = t, t.set
			}
		case "background", "background-color":
			if t, ok := colourIn(value); ok {
				c.ground, c.hasGround = t, t.set
			}
		case "border", "border-color", "border-left", "border-left-color", "border-top", "border-bottom":
			if t, ok := colourIn(value); ok && vivid(t) {
				c.border, c.hasBorder = t, true
			}
		case "font-weight", "font":
			c.weight(value, name == "font")
		case "text-align":
			c.alignment(value)
		case "white-space":
			if c.pre = -1; strings.HasPrefix(value, "pre") {
				c.pre = 1
			}
		case "font-size":
			c.size(value)
		case "display":
			c.hidden = value == "none"
		case "visibility":
			c.hidden = c.hidden || value == "hidden" || value == "collapse"
		case "mso-hide":
			c.hidden = c.hidden || value == "all"
		}
	})
}

func (c *change) weight(value string, font bool) {
	for word := range strings.FieldsSeq(value) {
		switch word {
		case "bold", "bolder", "600", "700", "800", "900":
			c.bold = 1
		case "normal", "lighter", "100", "200", "300", "400", "500":
			if !font {
				c.bold = -1
			}
		}
	}
}

func (c *change) alignment(value string) {
	switch value {
	case "left", "start", "justify":
		c.align = 1 + int8(Left)
	case "center", "middle":
		c.align = 1 + int8(Center)
	case "right", "end":
		c.align = 1 + int8(Right)
	}
}

func (c *change) size(value string) {
	number := strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz% ")
	f, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return
	}
	if c.tiny = -1; f <= 0 {
		c.tiny = 1
	}
}

// remoteIn reports whether a value names something on the network.
func remoteIn(value string) bool {
	return strings.Contains(value, "http:") || strings.Contains(value, "https:") || strings.Contains(value, "url(//")
}
