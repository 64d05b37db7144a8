package pointing

import (
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"runchecks/sync/message"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Mail is one of the mails that are pointed at.
type Mail struct {
	ID       int64  // in the storage, 0 for one of a file
	Name     string // the file, or the subject
	Message  *message.Message
	Received time.Time

	once sync.Once
	v    *view
}

// view is a mail as a definition can name its places, made once.
type view struct {
	subject string
	labels  []definition.Label
	grids   []*Grid
	lines   []string
	cal     when.Calendar
}

// Grid is a table with a row of heads.
type Grid struct {
	From, Separator string
	Heads           []string
	Rows            [][]string
	Cut             bool // there are more rows
}

func (m *Mail) view() *view {
	m.once.Do(func() {
		lines := m.Message.Lines()
		if len(lines) > mostLines {
			lines = lines[:mostLines]
		}
		hint := m.Received
		if hint.IsZero() {
			hint = m.Message.Date
		}
		v := &view{subject: strings.Join(strings.Fields(m.Message.BareSubject()), " "), cal: when.New(hint, lines...)}
		for _, l := range lines {
			if l = strings.Join(strings.Fields(l), " "); l != "" && len(l) < 8<<10 {
				v.lines = append(v.lines, l)
			}
		}
		v.grids = grids(m.Message)
		v.labels = definition.Labels(m.Message)
		in := v.gridWords()
		v.labels = slices.DeleteFunc(v.labels, func(l definition.Label) bool {
			return in[labelKey(l.Name)] || v.inTextGrid(l.Name) || strings.Contains(l.Name, "|")
		})
		m.v = v
	})
	return m.v
}

// label returns what stands behind a label.
func (v *view) label(name string) (texts []string, ok bool) {
	for _, part := range strings.Split(name, "|") {
		for i := range v.labels {
			if same(v.labels[i].Name, part) {
				texts, ok = append(texts, v.labels[i].Texts...), true
			}
		}
	}
	return texts, ok
}

// gridWords are the heads and cells of tables of objects, which are no labels.
func (v *view) gridWords() map[string]bool {
	out := map[string]bool{}
	for _, g := range v.grids {
		for _, r := range append([][]string{g.Heads}, g.Rows...) {
			for _, c := range r {
				out[labelKey(c)] = true
			}
		}
	}
	return out
}

// inTextGrid reports whether a label is only a row of text, cut at its columns.
func (v *view) inTextGrid(label string) bool {
	for _, g := range v.grids {
		if g.From == fromTable {
			continue
		}
		for _, r := range append([][]string{g.Heads}, g.Rows[:min(len(g.Rows), 200)]...) {
			if r[0] != "" && strings.HasPrefix(label, r[0]) {
				return true
			}
		}
	}
	return false
}

func grids(m *message.Message) []*Grid {
	var out []*Grid
	for _, t := range m.Tables() {
		if g := gridOf(t); g != nil {
			out = append(out, g)
		}
		if len(out) == 50 {
			break
		}
	}
	if m.Text == "" {
		return out
	}
	for _, x := range facts.Of(&message.Message{Text: m.Text}).Items {
		if x.Table != nil && len(x.Table.Lines) > 1 && len(out) < 50 {
			if g := textGrid(x.Table); g != nil {
				out = append(out, g)
			}
		}
	}
	return out
}

// textGrid makes a grid of lines in columns.
func textGrid(t *facts.Table) *Grid {
	g := &Grid{From: fromFixed}
	switch head := t.Lines[0].Text; {
	case strings.Contains(head, "|"):
		g.From, g.Separator = fromDelimited, "|"
	case strings.Contains(head, "\t"):
		g.From, g.Separator = fromDelimited, "\t"
	}
	for i, r := range t.Rows {
		var texts []string
		for _, c := range r.Cells {
			texts = append(texts, strings.TrimSpace(c.Text))
		}
		if i == 0 {
			g.Heads = texts
		} else if g.Cut = len(g.Rows) == mostRows; !g.Cut {
			g.Rows = append(g.Rows, texts)
		}
	}
	if len(g.Rows) == 0 || !heads(g.Heads, false) {
		return nil
	}
	return g
}

// gridOf returns a table with its first row of heads, nil where it has none.
func gridOf(t *message.Table) *Grid {
	for i, r := range t.Rows {
		if i == 20 {
			break
		}
		texts := definition.Spread(r)
		marked := len(r.Cells) > 1 && !slices.ContainsFunc(r.Cells, func(c *message.Cell) bool { return !c.Head })
		if len(texts) < 2 || i+1 == len(t.Rows) || len(definition.Spread(t.Rows[i+1])) != len(texts) || !heads(texts, marked) {
			continue
		}
		g := &Grid{From: fromTable, Heads: texts}
		for _, below := range t.Rows[i+1:] {
			s := definition.Spread(below)
			if len(s) != len(texts) || strings.TrimSpace(strings.Join(s, "")) == "" || slices.Equal(s, texts) {
				continue
			}
			if len(g.Rows) == mostRows {
				g.Cut = true
				break
			}
			g.Rows = append(g.Rows, s)
		}
		if !marked && len(texts) == 2 && pairs(texts, g.Rows) {
			return nil // two columns of labels and their values
		}
		return g
	}
	return nil
}

// heads reports whether the texts of a row may be the heads of columns.
func heads(texts []string, marked bool) bool {
	seen := map[string]bool{}
	for _, s := range texts {
		if s == "" || utf8.RuneCountInString(s) > 40 || seen[folded(s)] {
			return false
		}
		if !marked && (verdict.Word(s) != 0 || !strings.ContainsFunc(s, unicode.IsLetter) || strings.ContainsAny(s, "0123456789")) {
			return false
		}
		if strings.Contains(s, "|") || strings.HasSuffix(s, ":") {
			return false
		}
		seen[folded(s)] = true
	}
	return true
}

// pairs reports whether most of the first cells name what stands beside them.
func pairs(head []string, rows [][]string) bool {
	r := grammar.New(lexicon.Shipped(), lexicon.Shipped().All())
	named, all := 0, 0
	for _, row := range append([][]string{head}, rows...) {
		all++
		if strings.HasSuffix(row[0], ":") || r.Role(row[0], lexicon.Label) != lexicon.None {
			named++
		}
		if all == 40 {
			break
		}
	}
	return 2*named > all || r.Role(head[1], lexicon.Column) == lexicon.None && named > 1
}

// stamped reports whether a text holds a time.
func (v *view) stamped(text string) bool { return len(text) < 200 && !v.cal.Stamp(text).IsZero() }

// sure tells the verdict of a status word that needs nobody's decision.
func sure(word string) Meaning { return meaningOf(verdict.Word(word)) }
