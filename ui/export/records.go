package export

import (
	"strings"
)

// record is one line of a table, or several where a quoted field has line breaks.
type record struct {
	line   int // where it begins, from 1
	fields []string
	// text is the first line as written, for telling people.
	text string
	// unclosed: a quotation mark opened here never closes; fields is empty and the
	// reader goes on with the next line.
	unclosed bool
}

// blank reports whether the record says nothing, such as ";;;".
func (r record) blank() bool {
	for _, f := range r.fields {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return !r.unclosed
}

// records reads separated text as people have it: CRLF, LF or CR, fields quoted
// where they begin with a quotation mark, doubled marks inside. It never fails;
// what follows a closing mark is taken as it stands. A separator of 0 means that
// every record is one field.
//
// A mark that never closes costs one more pass over the rest, once: all marks
// after it come in pairs.
type records struct {
	text      string
	separator byte
	at, line  int
}

func newRecords(text string, separator byte) *records {
	return &records{text: text, separator: separator, line: 1}
}

// next returns the next record, blank ones included; false at the end.
func (r *records) next() (record, bool) {
	if r.at >= len(r.text) {
		return record{}, false
	}
	rec := record{line: r.line, text: firstLine(r.text[r.at:])}
	start := r.at
	for {
		field, more, closed := r.field()
		if !closed {
			r.at, r.line = start+len(rec.text), rec.line
			r.lineBreak()
			rec.fields, rec.unclosed = nil, true
			return rec, true
		}
		rec.fields = append(rec.fields, field)
		if !more {
			return rec, true
		}
	}
}

// field reads up to the next separator (more) or past the end of the record.
func (r *records) field() (field string, more, closed bool) {
	var quoted string
	if r.at < len(r.text) && r.text[r.at] == '"' {
		var ok bool
		if quoted, ok = r.quoted(); !ok {
			return "", false, false
		}
	}
	start := r.at
	for ; r.at < len(r.text); r.at++ {
		c := r.text[r.at]
		if c == r.separator && c != 0 {
			field = quoted + r.text[start:r.at]
			r.at++
			return field, true, true
		}
		if c == '\n' || c == '\r' {
			break
		}
	}
	field = quoted + r.text[start:r.at]
	r.lineBreak()
	return field, false, true
}

// quoted reads a quoted part, the marks included; false where it never closes.
func (r *records) quoted() (string, bool) {
	var b strings.Builder
	for at := r.at + 1; ; {
		end := strings.IndexByte(r.text[at:], '"')
		if end < 0 {
			return "", false
		}
		b.WriteString(r.text[at : at+end])
		at += end + 1
		if at < len(r.text) && r.text[at] == '"' {
			b.WriteByte('"')
			at++
			continue
		}
		r.line += countLines(r.text[r.at:at])
		r.at = at
		return b.String(), true
	}
}

func (r *records) lineBreak() {
	switch {
	case strings.HasPrefix(r.text[r.at:], "\r\n"):
		r.at += 2
	case r.at < len(r.text):
		r.at++
	}
	r.line++
}

func firstLine(text string) string {
	if end := strings.IndexAny(text, "\r\n"); end >= 0 {
		return text[:end]
	}
	return text
}

func countLines(text string) int {
	return strings.Count(text, "\n") + strings.Count(text, "\r") - strings.Count(text, "\r\n")
}
