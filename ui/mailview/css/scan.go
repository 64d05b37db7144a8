package css

import "strings"

// withoutComments returns s with every comment as a space. An open one ends s.
func withoutComments(s string) string {
	if !strings.Contains(s, "/*") {
		return s
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "/*")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteByte(' ')
		_, s, found = strings.Cut(after, "*/")
		if !found {
			return b.String()
		}
	}
}

// scan returns the index of the first of the stop bytes from i on that is outside
// quotes and parentheses, len(s) if there is none. Braces count inside parentheses too:
// an unclosed parenthesis must not swallow the sheet.
func scan(s string, i int, stops string) int {
	depth := 0
	for ; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\':
			i++
		case '"', '\'':
			i = quoteEnd(s, i)
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		default:
			if (depth == 0 || c == '{' || c == '}') && strings.IndexByte(stops, c) >= 0 {
				return i
			}
		}
	}
	return len(s)
}

// quoteEnd returns where the string that opens at i ends; a line end closes it too.
func quoteEnd(s string, i int) int {
	quote := s[i]
	for i++; i < len(s) && s[i] != quote && s[i] != '\n'; i++ {
		if s[i] == '\\' {
			i++
		}
	}
	return i
}

// blockEnd returns the index of the brace that closes the block whose content begins
// at i.
func blockEnd(s string, i int) int {
	for depth := 1; i < len(s); i++ {
		i = scan(s, i, "{}")
		if i >= len(s) {
			break
		}
		if s[i] == '{' {
			depth++
		} else if depth--; depth == 0 {
			return i
		}
	}
	return len(s)
}

// split cuts s at a separator outside quotes and parentheses.
func split(s string, sep string) []string {
	var out []string
	for {
		i := scan(s, 0, sep)
		if i >= len(s) {
			return append(out, s)
		}
		out = append(out, s[:i])
		s = s[i+1:]
	}
}

// Words cuts a value at white space outside quotes and parentheses.
func Words(v string) []string {
	var out []string
	start, depth := -1, 0
	for i := 0; i < len(v); i++ {
		c := v[i]
		if c <= ' ' && depth <= 0 {
			if start >= 0 {
				out = append(out, v[start:i])
				start = -1
			}
			continue
		}
		if start < 0 {
			start = i
		}
		switch c {
		case '"', '\'':
			i = quoteEnd(v, i)
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	if start >= 0 {
		out = append(out, v[start:])
	}
	return out
}
