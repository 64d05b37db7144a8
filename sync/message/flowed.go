package message

import "strings"

// Unwrapped returns the text with the lines that were broken on their way joined again, as
// RFC 3676 tells: where the text is flowed, a line that ends in a blank goes on in the
// next one. A line in columns does not: its blanks are the report's own.
func (m *Message) Unwrapped() string {
	if !m.Flowed || m.Text == "" {
		return m.Text
	}
	var out strings.Builder
	out.Grow(len(m.Text))
	open := false // the line before goes on in this one
	for line := range strings.SplitSeq(strings.ReplaceAll(m.Text, "\r\n", "\n"), "\n") {
		if open && (strings.TrimSpace(line) == "" || line == "-- " || strings.HasPrefix(line, ">")) {
			out.WriteByte('\n') // nothing flows over an empty line, into a signature or a quote
			open = false
		}
		if open {
			line = strings.TrimLeft(line, " ")
		}
		open = strings.HasSuffix(line, " ") && line != "-- " && strings.TrimSpace(line) != "" && !inColumns(line)
		if open && m.DelSp {
			line = line[:len(line)-1]
		}
		out.WriteString(line)
		if !open {
			out.WriteByte('\n')
		}
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// inColumns reports whether a line is parted by tabs, bars or several blanks.
func inColumns(line string) bool {
	line = strings.TrimSpace(line)
	return strings.Contains(line, "   ") || strings.Contains(line, "\t") || strings.Count(line, "|") > 1 || strings.Contains(line, " | ")
}
