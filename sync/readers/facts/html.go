package facts

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// walker makes lines and tables of HTML as a stream of tags: no tree, so that depth
// costs nothing.
type walker struct {
	f       *Facts
	text    lineText
	blank   bool // a blank is due
	pre     int
	link    int       // links that are open
	linked  int       // bytes of the line that stand in one
	skip    atom.Atom // the element whose text nobody sees
	hidden  []atom.Atom
	frames  []frame // elements that change how their text looks
	looks   map[string]look
	away    map[string]bool   // classes that the style sheet takes away
	sheet   bool              // the style sheet paints grounds
	painted map[string]string // classes that the style sheet gives a colour of alarm
	unseen  bool              // something was left out because nobody sees it
	tables  []*open
	cells   []Cell // a slab for those of rows
	lines   int
	gap     bool
	alarm   Alarm // the text that is read now
	// Of a definition list: whether its term or value is read, and the term that waits for
	// its value.
	defining atom.Atom
	term     string
}

// open is a table that has not ended.
type open struct {
	table  *Table
	cell   bool
	parts  []string // of the cell: its blocks
	head   bool
	span   int
	nested bool // a table stands in it: it is layout
	frames int  // around it
	items  int  // of the facts when it began
}

var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.H1: true, atom.H2: true,
	atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Section: true, atom.Article: true, atom.Dt: true, atom.Dd: true, atom.Dl: true, atom.Center: true,
	atom.Hr: true, atom.Blockquote: true, atom.Header: true, atom.Footer: true,
	atom.Tbody: true, atom.Thead: true, atom.Tfoot: true, atom.Body: true, atom.Caption: true, atom.Address: true,
	atom.Fieldset: true, atom.Form: true,
}

var voids = map[atom.Atom]bool{atom.Br: true, atom.Img: true, atom.Hr: true, atom.Meta: true, atom.Link: true,
	atom.Input: true, atom.Col: true, atom.Wbr: true, atom.Area: true, atom.Base: true}

// controls are elements that show a value which stands in no text.
var controls = map[atom.Atom]bool{atom.Select: true, atom.Input: true, atom.Textarea: true, atom.Progress: true, atom.Meter: true}

// maxTitles is how many titles of elements are kept.
const maxTitles = 200

// html adds the HTML. It reports whether some of it is not seen.
func (f *Facts) html(source string) bool {
	w := &walker{f: f}
	z := scanner{source: source}
	for !f.Cut {
		z.lines = w.pre > 0
		t := z.next()
		if t.kind == html.ErrorToken {
			break
		}
		switch t.kind {
		case html.TextToken:
			switch {
			case w.skip == atom.Style:
				w.styles(t.text)
			case w.skip != 0:
			case len(w.hidden) > 0 || w.dim():
				w.unseen = w.unseen || strings.TrimSpace(t.text) != ""
			default:
				w.alarmed(t.text)
				before := w.text.Len()
				w.write(t.text)
				if w.link > 0 {
					w.linked += w.text.Len() - before
				}
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			w.start(t.tag, t.has, t.kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			w.end(t.tag)
		}
	}
	w.skip, w.hidden = 0, nil // what never ended ends here
	w.define(0)
	for len(w.tables) > 0 {
		w.end(atom.Table)
	}
	f.join()
	return w.unseen
}

type attrs struct {
	style, alt, classes, src, title string
	span                            int
	hidden, class                   bool
}

// add takes over an attribute, which is added once.
func (a *attrs) add(key, value string) {
	switch key {
	case "style":
		a.style = value + a.style
	case "bgcolor":
		a.style += ";background-color:" + value
	case "color":
		a.style += ";color:" + value
	case "background":
		a.style += ";background-image:url(x)"
	case "class", "id":
		a.class = true
		if key == "class" {
			a.classes = value
		}
	case "alt":
		a.alt = value
	case "src":
		a.src = pictureName(value)
	case "title":
		if len(value) < 300 && strings.Count(value, " ") > 1 {
			a.title = value
		}
	case "hidden":
		a.hidden = true
	case "colspan":
		a.span, _ = strconv.Atoi(value) // 0 where it is no number
	}
}

func (w *walker) write(s string) {
	if w.pre > 0 {
		for i, l := range strings.Split(s, "\n") {
			if i > 0 {
				w.flush()
			}
			w.text.add(seen(l))
		}
		return
	}
	for s != "" {
		if n := plainWords(s); n > 0 {
			if w.blank {
				w.text.addByte(' ')
				w.blank = false
			}
			w.text.add(s[:n])
			s = s[n:]
			continue
		}
		c, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		if c == ' ' || c == '\n' || c == '\r' || c == '\t' || visible(c) == ' ' {
			w.blank = w.text.Len() > 0
			continue
		}
		if visible(c) < 0 {
			continue
		}
		if w.blank {
			w.text.addByte(' ')
			w.blank = false
		}
		w.text.addRune(c)
	}
}

// flush ends a line.
func (w *walker) flush() {
	w.endAlarm()
	s := w.text.String()
	link := w.linked > 0 && w.linked >= len(s)-1
	w.linked = 0
	w.text.Reset()
	w.blank = false
	if strings.TrimSpace(s) == "" {
		w.gap = true
		return
	}
	if w.defining == atom.Dt && utf8.RuneCountInString(s) <= 60 {
		w.term, s = s, w.term
		if s == "" {
			return
		}
	}
	key := ""
	if w.defining == atom.Dd {
		key, w.term = strings.Trim(w.term, " :=\u00a0"), ""
	}
	n := len(w.f.Items)
	w.emit(s, key)
	if link && len(w.f.Items) > n {
		w.f.Items[n].Link = true
	}
}

// emit adds a line, with the term of a definition list before it.
func (w *walker) emit(s, key string) {
	if n := len(w.tables); n > 0 && w.tables[n-1].cell {
		if s = strings.TrimSpace(s); key != "" {
			s = key + ": " + s
		}
		w.tables[n-1].parts = append(w.tables[n-1].parts, s)
		return
	}
	w.lines++
	if w.f.lines++; w.f.lines > maxLines {
		w.f.Cut = true
		return
	}
	x := w.f.line(s, w.f.places.name("HTML line ", w.lines), w.gap)
	if key != "" && hasLetter(key) && !x.Logged {
		x.Key, x.Value, x.Label = key, x.Text, true
		x.Text = key + ": " + x.Value
	}
	w.f.Items = append(w.f.Items, Item{Line: x})
	w.gap = false
}

// define begins a term or a value of a definition list, or ends it. A term without a
// value is a line.
func (w *walker) define(tag atom.Atom) {
	w.flush()
	if tag != atom.Dd && w.term != "" {
		s := w.term
		w.term = ""
		w.emit(s, "")
	}
	w.defining = tag
}

// implied are elements that the next one of their name ends.
var implied = map[atom.Atom]bool{atom.Td: true, atom.Th: true, atom.Tr: true, atom.P: true, atom.Li: true, atom.Dt: true, atom.Dd: true}

// taken reports whether the style sheet takes an element of these classes away.
func (w *walker) taken(classes string) bool {
	if len(w.away) == 0 || classes == "" {
		return false
	}
	for c := range strings.FieldsSeq(strings.ToLower(classes)) {
		if w.away[c] {
			return true
		}
	}
	return false
}

// settle drops the looks of a cell or row that the next one ends.
func (w *walker) settle(tag atom.Atom) {
	for i := w.floor(); i < len(w.frames); i++ {
		if t := w.frames[i].tag; t == atom.Td || t == atom.Th || t == atom.Tr && tag == atom.Tr {
			w.frames = w.frames[:i]
			return
		}
	}
}

func (w *walker) start(tag atom.Atom, a attrs, closed bool) {
	switch tag {
	case atom.Script, atom.Style, atom.Title, atom.Template, atom.Noscript:
		if !closed && w.skip == 0 {
			w.skip = tag
		}
		return
	}
	if w.skip != 0 {
		return
	}
	if len(w.hidden) == 1 && w.hidden[0] == tag && implied[tag] {
		w.hidden = nil // the next one ends it
	}
	l := w.lookOf(a.style)
	if len(w.hidden) > 0 || a.hidden || l.gone || w.taken(a.classes) {
		if !voids[tag] && !closed {
			w.hidden = append(w.hidden, tag)
		}
		return
	}
	if tag == atom.Tr || tag == atom.Td || tag == atom.Th {
		w.settle(tag)
	}
	if a.title != "" && len(w.f.Beside) < maxTitles { // what stands over an element when it is pointed at
		w.f.Beside = append(w.f.Beside, w.f.line(a.title, "title of <"+tag.String()+">", false))
	}
	if controls[tag] && w.f.Control == "" {
		w.f.Control = "<" + tag.String() + ">"
	}
	w.open(tag, a)
	if !voids[tag] && !closed {
		w.enter(tag, a, l)
	}
}

// open begins what an element is made into.
func (w *walker) open(tag atom.Atom, a attrs) {
	switch {
	case tag == atom.Br:
		w.flush()
	case tag == atom.A:
		w.link = 1 // one ends the other
	case tag == atom.Img:
		w.pictured(a)
		if a.alt != "" && !w.dim() {
			w.blank = w.text.Len() > 0
			w.write(a.alt)
			w.blank = true
		}
	case tag == atom.Pre:
		w.flush()
		w.pre++
	case tag == atom.Table:
		w.define(0)
		if n := len(w.tables); n > 0 {
			w.tables[n-1].nested = true
			w.spill(w.tables[n-1])
		}
		w.tables = append(w.tables, &open{table: &Table{Where: "table"}, items: len(w.f.Items), frames: len(w.frames)})
	case tag == atom.Tr && len(w.tables) > 0:
		w.endCell()
		t := w.tables[len(w.tables)-1]
		if w.f.rows++; w.f.rows > maxRows {
			w.f.Cut = true
			return
		}
		t.table.Rows = append(t.table.Rows, Row{})
	case (tag == atom.Td || tag == atom.Th) && len(w.tables) > 0:
		w.endCell()
		t := w.tables[len(w.tables)-1]
		if len(t.table.Rows) == 0 {
			t.table.Rows = append(t.table.Rows, Row{})
		}
		t.cell, t.head, t.span, t.parts = true, tag == atom.Th, max(1, min(a.span, 30)), t.parts[:0]
	case tag == atom.Dt || tag == atom.Dd:
		w.define(tag)
		w.gap = true
	case blocks[tag]:
		w.flush()
		w.gap = true
	}
}

// endCell ends the cell that is open.
func (w *walker) endCell() {
	w.define(0)
	if len(w.tables) == 0 {
		return
	}
	t := w.tables[len(w.tables)-1]
	if !t.cell {
		return
	}
	t.cell = false
	if t.nested {
		w.spill(t)
		return
	}
	row := &t.table.Rows[len(t.table.Rows)-1]
	if len(row.Cells) == 1 && t.span == 1 && len(t.parts) == 1 && t.parts[0] == ":" {
		t.parts = t.parts[:0]
		return // "Status | : | OK"
	}
	if n := len(t.table.Rows); n > 1 && row.Cells == nil {
		row.Cells = w.room(max(1, len(t.table.Rows[n-2].Cells))) // most rows have as many as the one above
	}
	for i := range t.span {
		if len(row.Cells) == maxCells {
			w.f.Cut = w.f.Cut || i == 0 && len(t.parts) > 0
			break
		}
		c := Cell{Head: t.head, Fill: i > 0}
		if i == 0 {
			c.Text = strings.Join(t.parts, "\n")
		}
		row.Cells = append(row.Cells, c)
	}
	t.parts = t.parts[:0]
}

// cellsAtOnce is how many cells are made at a time.
const cellsAtOnce = 128

// room returns room for the cells of a row.
func (w *walker) room(n int) []Cell {
	if n > cellsAtOnce/4 {
		return make([]Cell, 0, n)
	}
	if cap(w.cells)-len(w.cells) < n {
		w.cells = make([]Cell, 0, min(cellsAtOnce, 4*(n+cap(w.cells))))
	}
	at := len(w.cells)
	w.cells = w.cells[:at+n]
	return w.cells[at : at : at+n]
}

// spill writes what a layout table holds as lines: it is no table to its reader.
func (w *walker) spill(t *open) {
	for _, r := range t.table.Rows {
		full := 0
		for _, c := range r.Cells {
			if c.Text != "" {
				full++
			}
		}
		if full > 1 && !apart(r) {
			w.f.Items = append(w.f.Items, Item{Table: &Table{Rows: []Row{r}, Where: "table"}})
			continue
		}
		for _, c := range r.Cells {
			w.spillText(c.Text)
		}
	}
	t.table.Rows = append(t.table.Rows[:0], Row{})
	for _, p := range t.parts {
		w.spillText(p)
	}
	t.parts = t.parts[:0]
}

// apart reports whether the cells of a row stand by themselves: the first is no label of
// the second, as it has several lines or is a label with its value already.
func apart(r Row) bool {
	for _, c := range r.Cells {
		if c.Text == "" {
			continue
		}
		if strings.Contains(c.Text, "\n") {
			return true
		}
		_, value, ok := label(c.Text)
		return ok && value != ""
	}
	return false
}

func (w *walker) spillText(text string) {
	for _, l := range strings.Split(text, "\n") {
		if strings.TrimSpace(l) == "" {
			continue
		}
		w.lines++
		if w.f.lines++; w.f.lines > maxLines {
			w.f.Cut = true
			return
		}
		w.f.Items = append(w.f.Items, Item{Line: w.f.line(l, w.f.places.name("HTML line ", w.lines), true)})
	}
}

func (w *walker) end(tag atom.Atom) {
	if w.skip != 0 {
		if tag == w.skip {
			w.skip = 0
		}
		return
	}
	if len(w.hidden) > 0 {
		for i := len(w.hidden) - 1; i >= 0; i-- {
			if w.hidden[i] == tag {
				w.hidden = w.hidden[:i]
				break
			}
		}
		return
	}
	if tag != atom.Table {
		w.leave(tag)
	}
	switch {
	case tag == atom.A:
		w.link = 0
	case tag == atom.Pre:
		w.flush()
		w.pre = max(0, w.pre-1)
	case tag == atom.Dl:
		w.define(0)
		w.gap = true
	case tag == atom.Td || tag == atom.Th:
		w.endCell()
	case tag == atom.Tr:
		w.endCell()
	case tag == atom.Table && len(w.tables) > 0:
		w.endCell()
		t := w.tables[len(w.tables)-1]
		w.frames = w.frames[:min(len(w.frames), t.frames)]
		w.tables = w.tables[:len(w.tables)-1]
		if t.nested {
			w.spill(t)
			return
		}
		rows := t.table.Rows[:0]
		for _, r := range t.table.Rows {
			if len(r.Cells) > 0 {
				rows = append(rows, r)
			}
		}
		if len(rows) == 1 && len(rows[0].Cells) < 4 && apart(rows[0]) {
			for _, c := range rows[0].Cells {
				w.spillText(c.Text)
			}
			return
		}
		if t.table.Rows = rows; len(rows) > 0 {
			w.f.Items = append(w.f.Items, Item{Table: t.table})
		}
	case blocks[tag]:
		w.flush()
		w.gap = true
	}
}
