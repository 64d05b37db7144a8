package facts

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// columns reports whether a line is in columns: parted by tabs, bars or several blanks.
func columns(s string) bool {
	s = strings.TrimSpace(s)
	return strings.Contains(s, "   ") || strings.Contains(s, "\t") || strings.Count(s, "|") > 1 || strings.Contains(s, " | ")
}

// piece is one cell of a text line and the column where it begins and ends.
type piece struct {
	text     string
	from, to int
}

// pieces cuts a line at tabs, bars and runs of two blanks.
func pieces(s string) []piece {
	out := make([]piece, 0, 8)
	col, from := 0, -1
	begin, blanks := 0, 0
	flush := func(at, to int) {
		if from >= 0 {
			out = append(out, piece{strings.TrimSpace(s[begin:at]), from, to})
		}
		from = -1
	}
	lastText, lastCol := 0, 0
	for i, c := range s {
		switch {
		case c == '\t' || c == '|' || c == '│' || c == '║' || c == '┃':
			flush(lastText, lastCol)
			if c == '\t' {
				col += 7 - col%8
			}
			blanks = 2
		case c == ' ':
			if blanks++; blanks >= 2 {
				flush(lastText, lastCol)
			}
		default:
			if from < 0 {
				from, begin = col, i
			}
			blanks = 0
			lastText, lastCol = i+utf8.RuneLen(c), col+1
		}
		col++
	}
	flush(lastText, lastCol)
	return out
}

// boxless writes a line that is drawn with boxes with plain marks: "│ SRV1 │ OK │".
func boxless(s string) string {
	if printable(s) || !strings.ContainsAny(s, "─━═│┃║") {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '│' || r == '┃' || r == '║':
			return '|'
		case r >= 0x2500 && r <= 0x257f:
			return '-'
		}
		return r
	}, s)
}

// rule reports whether a line only draws one.
func rule(s string) bool {
	return strings.Trim(s, " -=+|_\t─═┼│╪*·") == ""
}

// unparted reports whether a line is plain and nothing in it parts columns, as most are.
func unparted(s string) bool {
	blank := true // before the first word, too
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			if blank && i > 0 {
				return false
			}
			blank = true
		case c < ' ' || c >= 0x7f || c == '|':
			return false
		default:
			blank = false
		}
	}
	return true
}

// columns makes a table of lines in columns: a head without digits, below it rows of at
// least two cells. It returns how many lines it took.
func (f *Facts) columns(raw []rawLine) (*Table, int) {
	head := raw[0]
	if t, used := f.separated(raw); used > 0 {
		return t, used
	}
	if unparted(head.text) {
		return nil, 0
	}
	if !strings.Contains(strings.TrimSpace(head.text), "  ") && strings.IndexByte(head.text, '\t') < 0 &&
		strings.IndexByte(head.text, '|') < 0 && (printable(head.text) || !strings.ContainsAny(head.text, "│║┃")) {
		return nil, 0
	}
	heads := pieces(head.text)
	if len(heads) < 2 || len(heads) > 30 {
		return nil, 0
	}
	for _, h := range heads {
		if h.text == "" || h.text[0] == ':' || h.text[0] == '=' || boxed(h.text) || utf8.RuneCountInString(h.text) > 40 ||
			strings.ContainsAny(
				h.text,
				"0123456789",
			) || strings.HasSuffix(h.text, ":") || !hasLetter(h.text) && h.text != "#" && h.text != "%" {
			return nil, 0
		}
	}
	if heads[0].from >= 4 && len(raw) > 1 { // the first column has no head
		if below := pieces(raw[1].text); len(below) > 1 && len(below) <= len(heads)+1 && below[0].to < heads[0].from {
			heads = append([]piece{{from: below[0].from, to: below[0].to}}, heads...)
		}
	}
	barred := strings.Count(head.text, "|") > 1
	tabbed := parted(head.text, len(heads))
	t := &Table{Where: "line " + strconv.Itoa(head.number)}
	row := Row{}
	for _, h := range heads {
		row.Cells = append(row.Cells, Cell{Text: h.text, Head: true})
	}
	t.Rows = append(t.Rows, row)
	t.Lines = append(t.Lines, f.line(head.text, t.Where, head.blank))
	i := 1
	for ; i < len(raw); i++ {
		l := raw[i]
		if rule(l.text) {
			continue
		}
		if l.blank && i > 1 && len(t.Rows) > 1 {
			break
		}
		cells := pieces(l.text)
		if tabbed && strings.Contains(l.text, "\t") {
			cells = tabs(l.text)
		}
		if len(cells) == 1 && !barred && !l.blank && len(t.Rows) > 1 && cells[0].from >= heads[1].from && !strings.Contains(l.text, "\t") {
			last := &t.Rows[len(t.Rows)-1] // what a cell had no room for
			for j, c := range place(heads, cells, l.text, false) {
				if c.Text != "" && j < len(last.Cells) {
					last.Cells[j].Text = strings.TrimSpace(last.Cells[j].Text + " " + c.Text)
				}
			}
			t.Lines = append(t.Lines, f.line(l.text, "line "+strconv.Itoa(l.number), l.blank))
			continue
		}
		if len(cells) == 1 && !barred && len(t.Rows) > 1 && nameOnly(raw[i:], cells[0], heads) {
			cells = append(cells, piece{from: heads[1].from, to: heads[1].to}) // its other cells are empty
		}
		if len(cells) < 2 && !(barred && strings.Count(l.text, "|") > 1) || len(cells) > len(heads)+3 {
			break
		}
		if f.rows++; f.rows > maxRows {
			f.Cut = true
			break
		}
		t.Rows = append(t.Rows, Row{Cells: place(heads, cells, l.text, barred)})
		t.Lines = append(t.Lines, f.line(l.text, "line "+strconv.Itoa(l.number), l.blank))
	}
	if len(t.Rows) < 2 {
		return nil, 0
	}
	return t, i
}

// separated makes a table of lines whose fields semicolons or commas separate: a head
// without digits and blanks behind its separators, below it lines of as many fields.
func (f *Facts) separated(raw []rawLine) (*Table, int) {
	if t, used := f.quotedRows(raw); used > 0 {
		return t, used
	}
	head := raw[0].text
	mark := ";"
	if strings.Count(head, ";") < 2 {
		if mark = ","; strings.Count(head, ",") < 2 || strings.Contains(head, ", ") {
			return nil, 0
		}
	}
	width := strings.Count(head, mark)
	if width > 30 || strings.ContainsAny(head, "0123456789:") {
		return nil, 0
	}
	t := &Table{Where: "line " + strconv.Itoa(raw[0].number)}
	for i, l := range raw {
		if strings.Count(l.text, mark) != width || i > 0 && l.blank || f.rows >= maxRows {
			break
		}
		row := Row{}
		for field := range strings.SplitSeq(l.text, mark) {
			field = strings.Trim(strings.TrimSpace(field), `"`)
			if i == 0 && (!hasLetter(field) || utf8.RuneCountInString(field) > 40) {
				return nil, 0
			}
			row.Cells = append(row.Cells, Cell{Text: field, Head: i == 0})
		}
		f.rows++
		t.Rows = append(t.Rows, row)
		t.Lines = append(t.Lines, f.line(l.text, "line "+strconv.Itoa(l.number), l.blank))
	}
	if len(t.Rows) < 2 {
		return nil, 0
	}
	return t, len(t.Rows)
}

// quotedRows makes a table without a head of lines whose fields are all quoted: "[OK]","srv1".
func (f *Facts) quotedRows(raw []rawLine) (*Table, int) {
	if len(quotedFields(raw[0].text)) < 2 {
		return nil, 0 // as most lines
	}
	width := 0
	t := &Table{Where: "line " + strconv.Itoa(raw[0].number)}
	for i, l := range raw {
		fields := quotedFields(l.text)
		if len(fields) < 2 || i > 0 && (len(fields) != width || l.blank) || f.rows >= maxRows {
			break
		}
		row := Row{}
		for _, field := range fields {
			row.Cells = append(row.Cells, Cell{Text: strings.TrimSpace(field)})
		}
		f.rows++
		width = len(fields)
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) < 2 {
		return nil, 0
	}
	return t, len(t.Rows)
}

// quotedFields parts a line at the commas or semicolons between its quotes. It returns nil
// where a field is not quoted.
func quotedFields(text string) []string {
	text = strings.TrimSpace(text)
	if len(text) < 5 || text[0] != '"' || text[len(text)-1] != '"' {
		return nil
	}
	mark := `","`
	if !strings.Contains(text, mark) {
		mark = `";"`
	}
	fields := strings.Split(text[1:len(text)-1], mark)
	for _, field := range fields {
		if strings.Contains(strings.ReplaceAll(field, `""`, ""), `"`) {
			return nil
		}
	}
	return fields
}

// boxed reports whether a text is a mark such as "[OK]", which heads no column.
func boxed(s string) bool { return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") }

// nameOnly reports whether a line of a table holds the name of its row alone: one word in
// the first column, with a digit in it or another row below.
func nameOnly(lines []rawLine, cell piece, heads []piece) bool {
	text := cell.text
	if lines[0].blank || cell.from >= heads[1].from || len(text) > 40 || strings.ContainsAny(text, " .,:;!?") || !hasLetter(text) {
		return false
	}
	return strings.ContainsAny(text, "0123456789") || len(lines) > 1 && !lines[1].blank && len(pieces(lines[1].text)) > 1
}

// parted reports whether single tabs part the heads of a table: an empty cell is then one
// between two tabs.
func parted(head string, heads int) bool {
	return strings.Count(head, "\t") == heads-1 && !strings.Contains(head, "\t\t") && !strings.Contains(head, "  ")
}

// tabs cuts a line at every tab.
func tabs(s string) []piece {
	var out []piece
	for c := range strings.SplitSeq(s, "\t") {
		out = append(out, piece{text: strings.TrimSpace(c)})
	}
	return out
}

// place puts the cells of a line under their heads: in order where there are as many,
// by their columns where some are empty.
func place(heads, cells []piece, line string, barred bool) []Cell {
	out := make([]Cell, 0, len(heads))
	if barred {
		line = strings.Trim(strings.TrimSpace(line), "|")
		for _, c := range strings.Split(line, "|") {
			out = append(out, Cell{Text: strings.TrimSpace(c)})
		}
		return out
	}
	if len(cells) >= len(heads) || strings.Contains(line, "\t") {
		for _, c := range cells {
			out = append(out, Cell{Text: c.text})
		}
		for len(out) < len(heads) {
			out = append(out, Cell{})
		}
		return out
	}
	out = make([]Cell, len(heads))
	for _, c := range cells {
		best, distance := 0, 1<<30
		for j, h := range heads {
			d := h.from - c.to
			if c.from > h.to {
				d = c.from - h.to
			}
			if c.from <= h.to && h.from <= c.to {
				d = -1 // they overlap
			}
			if d < distance {
				best, distance = j, d
			}
		}
		if out[best].Text != "" {
			out[best].Text += " "
		}
		out[best].Text += c.text
	}
	return out
}
