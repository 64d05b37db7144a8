package container

import (
	"encoding/base64"
	"strings"
)

// mostUU bounds how many encoded files a text is searched for.
const mostUU = 20

// UU is an encoded file in a text.
type UU struct {
	File
	Err error // why it is not whole
}

// UUDecode takes the uuencoded files out of a text (POSIX uuencode, with its base64 form)
// and returns what is left. A line "begin 644 name" counts only where an encoded line
// stands below it: a person may write so.
func UUDecode(text string, limit int) (rest string, files []UU) {
	if !strings.Contains(text, "begin ") && !strings.Contains(text, "begin-base64 ") {
		return text, nil
	}
	var out strings.Builder
	for len(text) > 0 {
		line, after := cutLine(text)
		name, armoured, ok := beginning(line)
		next, _ := cutLine(after)
		if !ok || len(files) == mostUU || !armoured && !encoded(next) && !ends(next) || armoured && !lettered(next) {
			out.WriteString(text[:len(text)-len(after)])
			text = after
			continue
		}
		x := UU{File: File{Name: base(name)}}
		if armoured {
			text = x.base64(after, limit)
		} else {
			text = x.lines(after, limit)
		}
		files = append(files, x)
	}
	return out.String(), files
}

// cutLine returns the first line of a text without its end, and what follows.
func cutLine(text string) (line, after string) {
	i := strings.IndexByte(text, '\n')
	if i < 0 {
		return text, ""
	}
	return strings.TrimSuffix(text[:i], "\r"), text[i+1:]
}

// beginning reads "begin 644 name" and "begin-base64 644 name".
func beginning(line string) (name string, armoured, ok bool) {
	rest, ok := strings.CutPrefix(line, "begin ")
	if !ok {
		if rest, armoured = strings.CutPrefix(line, "begin-base64 "); !armoured {
			return "", false, false
		}
	}
	mode, name, ok := strings.Cut(rest, " ")
	if !ok || len(mode) < 3 || len(mode) > 5 || strings.Trim(mode, "01234567") != "" {
		return "", false, false
	}
	name = strings.TrimSpace(name)
	return name, armoured, name != "" && len(name) < 256
}

// size is how many bytes a line says that it holds.
func size(line string) int { return int(line[0]-' ') & 0x3f }

// encoded reports whether a line holds as many characters as its first one says.
func encoded(line string) bool {
	line = strings.TrimRight(line, "\r")
	if line == "" || line[0] < ' ' || line[0] > '`' {
		return false
	}
	n := size(line)
	if n == 0 {
		return false
	}
	chars := (n + 2) / 3 * 4
	have := len(line) - 1
	if have > chars+2 || have < n*4/3-4 { // mail programs drop blanks at the end; some add a sum
		return false
	}
	for i := range len(line) {
		if line[i] < ' ' || line[i] > '`' {
			return i > chars // the sum
		}
	}
	return true
}

// ends reports whether a line is the empty one before the end.
func ends(line string) bool { return line == "`" || line == " " }

// lettered reports whether a line is base64.
func lettered(line string) bool {
	return line != "" && len(line) < 200 &&
		strings.Trim(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") == ""
}

// lines decodes lines up to "end" and returns what follows.
func (x *UU) lines(text string, limit int) string {
	for len(text) > 0 {
		line, after := cutLine(text)
		switch {
		case line == "end":
			if x.Err == nil && len(x.Content) == 0 {
				x.Err = ErrEmpty
			}
			return after
		case ends(line) || line == "":
		case !encoded(line):
			x.Err = ErrDamaged
			if next, more := cutLine(after); !encoded(next) && next != "end" && !ends(next) {
				if next, _ = cutLine(more); !encoded(next) && next != "end" {
					return text // it was cut off here
				}
			}
		case len(x.Content)+size(line) > limit:
			x.Err = ErrTooLarge
		default:
			x.Content = decodeLine(x.Content, line)
		}
		text = after
	}
	x.Err = ErrDamaged // no end
	return text
}

func decodeLine(out []byte, line string) []byte {
	n := size(line)
	at := func(i int) byte {
		if i >= len(line) {
			return 0
		}
		return (line[i] - ' ') & 0x3f
	}
	for i := 1; n > 0; i += 4 {
		a, b, c, d := at(i), at(i+1), at(i+2), at(i+3)
		three := [3]byte{a<<2 | b>>4, b<<4 | c>>2, c<<6 | d}
		out = append(out, three[:min(n, 3)]...)
		n -= 3
	}
	return out
}

// base64 decodes lines up to "====" and returns what follows.
func (x *UU) base64(text string, limit int) string {
	for len(text) > 0 {
		line, after := cutLine(text)
		switch {
		case line == "====":
			return after
		case line == "":
		case !lettered(line):
			x.Err = ErrDamaged
			return text
		case len(x.Content)+len(line) > limit:
			x.Err = ErrTooLarge
		default:
			part, err := base64.StdEncoding.DecodeString(line)
			if err != nil {
				x.Err = ErrDamaged
			}
			x.Content = append(x.Content, part...)
		}
		text = after
	}
	x.Err = ErrDamaged
	return text
}
