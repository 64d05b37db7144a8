package message

import "bytes"

// The limits on structure. They are checked before any parser sees the mail,
// because a parse that runs away cannot be stopped.
const (
	maxLevels = 10
	maxParts  = 200
)

// structure is what one pass over the raw lines tells about a mail's multiparts.
type structure struct {
	levels     int
	parts      int
	boundaries int
	open       int  // boundaries opened and never closed
	headerEnds bool // the blank line after the headers is there
}

func (s structure) withinLimits() bool {
	return s.levels <= maxLevels && s.parts <= maxParts && s.boundaries <= maxParts
}

// scan counts nesting and parts without parsing anything. It costs one pass over
// the lines, whatever is in them.
func scan(raw []byte) structure {
	var s structure
	declared := map[string]bool{}
	var stack []string
	lower, upper := aheadOf("undary", raw), aheadOf("UNDARY", raw) // of boundary; a rare letter is found fastest
	for len(raw) > 0 {
		line := raw
		if i := bytes.IndexByte(raw, '\n'); i >= 0 {
			line, raw = raw[:i], raw[i+1:]
		} else {
			raw = nil
		}
		for n := len(line); n > 0 && (line[n-1] == '\r' || line[n-1] == ' ' || line[n-1] == '\t'); n-- {
			line = line[:n-1]
		}
		if len(line) == 0 {
			s.headerEnds = true
			continue
		}
		if len(line) > 2 && line[0] == '-' && line[1] == '-' {
			name := string(line[2:min(len(line), 300)])
			closing := false
			if !declared[name] && len(name) > 2 && name[len(name)-2:] == "--" {
				closing = true
				name = name[:len(name)-2]
			}
			if !declared[name] {
				continue
			}
			at := -1
			for i := len(stack) - 1; i >= 0; i-- {
				if stack[i] == name {
					at = i
					break
				}
			}
			switch {
			case closing && at >= 0:
				stack = stack[:at]
			case closing:
			case at >= 0:
				s.parts++
				stack = stack[:at+1]
			default:
				s.parts++
				if len(stack) < 10*maxLevels {
					stack = append(stack, name)
				}
				s.levels = max(s.levels, len(stack))
			}
			continue
		}
		named := lower.passed(raw)
		if (upper.passed(raw) || named) && len(line) < 1000 {
			if name := boundaryOf(line); name != "" && !declared[name] {
				s.boundaries++
				if len(declared) < 4*maxParts {
					declared[name] = true
				}
			}
		}
	}
	s.open = len(stack)
	return s
}

// ahead says where a word stands next: looking for it once in the whole costs less
// than looking for it in every line.
type ahead struct {
	word []byte
	left int // bytes from its place to the end, -1 where it does not come again
}

func aheadOf(word string, raw []byte) ahead {
	a := ahead{word: []byte(word), left: len(raw) + 1}
	a.passed(raw)
	return a
}

// passed reports whether the word stood before rest, and looks for it in rest then.
func (a *ahead) passed(rest []byte) bool {
	if len(rest) >= a.left {
		return false
	}
	a.left = -1
	if i := bytes.Index(rest, a.word); i >= 0 {
		a.left = len(rest) - i
	}
	return true
}

// boundaryOf reads the boundary parameter from a line of a header.
func boundaryOf(line []byte) string {
	i := indexFold(line, "boundary")
	if i < 0 {
		return ""
	}
	rest := bytes.TrimLeft(line[i+len("boundary"):], " \t")
	if len(rest) == 0 || rest[0] != '=' {
		return ""
	}
	rest = bytes.TrimLeft(rest[1:], " \t")
	if len(rest) > 0 && rest[0] == '"' {
		rest = rest[1:]
		if end := bytes.IndexByte(rest, '"'); end >= 0 {
			return string(rest[:end])
		}
		return ""
	}
	if end := bytes.IndexAny(rest, "; \t"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}

// indexFold finds an ASCII word in any case. bytes.ToLower would not do: it changes
// the length of bytes that are no UTF-8.
func indexFold(line []byte, word string) int {
	for i := 0; i+len(word) <= len(line); i++ {
		j := 0
		for j < len(word) && line[i+j]|0x20 == word[j] {
			j++
		}
		if j == len(word) {
			return i
		}
	}
	return -1
}
