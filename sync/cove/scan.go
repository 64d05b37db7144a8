package cove

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// The functions below walk over JSON text that a decoder has found valid. A fleet
// has hundreds of thousands of one-key objects; a map for each would cost more
// than all the rest.

// members calls f for each member of the object b. Anything but an object has none.
func members(b []byte, f func(name string, value []byte)) {
	b = blank(b)
	if len(b) == 0 || b[0] != '{' {
		return
	}
	for b = blank(b[1:]); len(b) > 0 && b[0] == '"'; {
		n := valueEnd(b)
		name := unquote(b[:n])
		b = blank(b[n:])
		if len(b) == 0 || b[0] != ':' {
			return
		}
		b = blank(b[1:])
		n = valueEnd(b)
		f(name, b[:n])
		if b = blank(b[n:]); len(b) == 0 || b[0] != ',' {
			return
		}
		b = blank(b[1:])
	}
}

// elements calls f for each element of the list b. Anything but a list has none.
func elements(b []byte, f func(value []byte)) {
	b = blank(b)
	if len(b) == 0 || b[0] != '[' {
		return
	}
	for b = blank(b[1:]); len(b) > 0 && b[0] != ']'; {
		n := valueEnd(b)
		f(b[:n])
		if b = blank(b[n:]); len(b) == 0 || b[0] != ',' {
			return
		}
		b = blank(b[1:])
	}
}

// blank returns b without the white space at its front.
func blank(b []byte) []byte { return bytes.TrimLeft(b, " \t\r\n") }

// valueEnd returns the length of the value that b begins with.
func valueEnd(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			for i++; i < len(b) && b[i] != '"'; i++ {
				if b[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return min(i+1, len(b))
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
	}
	return len(b)
}

// unquote returns the text of a JSON string.
func unquote(b []byte) string {
	if len(b) < 2 || b[0] != '"' {
		return ""
	}
	if inner := b[1 : len(b)-1]; bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
		return string(inner)
	}
	var s string
	_ = json.Unmarshal(b, &s)
	return s
}
