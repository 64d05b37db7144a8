// Package facts is the one form in which readers see a mail that they know nothing of:
// its lines as they were before they were wrapped, its labels with their values, its
// tables with their heads, in the order of the mail. What nobody sees is no part of it.
// It knows no language and no product: what a word means is told by package grammar.
package facts

import (
	"slices"
	"strings"

	"runchecks/sync/message"
)

// The bounds. What is beyond them is left out, and Cut says so: such a mail proves no
// success.
const (
	maxLines  = 60_000
	maxRows   = 100_000
	maxCells  = 200    // of a row
	maxLine   = 4_000  // bytes of a line that are looked at
	maxLabels = 10_000 // lines that are looked at as labels
)

// Facts is what a mail is made of.
type Facts struct {
	// Subject is without the prefixes of forwards, answers and gateways.
	Subject string
	// Reply says that the subject has the prefix of an answer.
	Reply bool
	Items []Item
	// Beside are the lines of the body's other form, where a mail has text and HTML, and
	// those of texts that are attached: of them only trouble counts.
	Beside []Line
	// Below are the lines of the signature of RFC 3676, from its delimiter on.
	Below []Line
	// Control is the first control of a form in the HTML, which shows a value of its own: what
	// a person chose, typed or sees as a bar is no text.
	Control string
	// Alarms are the texts that the HTML shows in a colour of alarm, struck out, or beside
	// a picture of trouble.
	Alarms []Alarm
	// Cut says that the mail is larger than the bounds.
	Cut bool

	rows, lines, labels int
	places              places
}

// Item is a line or, where Table is set, a table.
type Item struct {
	Line
	Table *Table
}

// Line is one line of the mail as its writer saw it.
type Line struct {
	Text  string // without the mark of a list and the time of a log
	Where string // for the evidence
	// Key and Value are set where the line is a label with its value; the value may be
	// empty.
	Key, Value string
	Label      bool
	List       bool   // it begins with the mark of a list
	Mark       byte   // '+' or '-', where that is the mark of the list
	Time       string // of a line of a log, as it stands there
	Logged     bool   // it began with a time, as the lines of a log do
	Indented   bool
	Quoted     bool // it is what an answer quotes
	Blank      bool // an empty line stood before it
	Link       bool // all of it leads elsewhere
}

// Table is a table of the HTML or of text in columns.
type Table struct {
	Rows  []Row
	Where string
	// Lines are what the table was made of, where it stood in text: if its head says
	// nothing, it is read line by line.
	Lines []Line
}

// Row is one row of a table.
type Row struct {
	Cells []Cell
}

// Cell is one cell. A cell that spans several columns is followed by ones that only fill.
type Cell struct {
	Text string
	Head bool
	Fill bool
}

// Of returns the facts of a mail.
func Of(m *message.Message) *Facts {
	f := &Facts{}
	f.Subject, f.Reply = bare(m.Subject)
	switch {
	case m.HTML != "":
		hidden := f.html(m.HTML)
		if f.empty() && !(hidden && m.Text == "") {
			f.Items = nil
			f.text(m)
		} else if m.Text != "" {
			f.beside(m, "text ")
		}
	default:
		f.text(m)
	}
	for _, x := range m.EnclosedTexts() {
		if x.HTML {
			f.beside(&message.Message{HTML: x.Text}, x.Name+", ")
		} else {
			f.beside(&message.Message{Text: x.Text}, x.Name+", ")
		}
	}
	return f
}

// beside adds the lines of a text that stands beside the body, with a prefix of their
// places.
func (f *Facts) beside(m *message.Message, place string) {
	other := &Facts{}
	if m.Text != "" {
		other.text(m)
	} else {
		other.html(m.HTML)
	}
	begin := len(f.Beside)
	f.Beside = slices.Grow(f.Beside, len(other.Items))
	for _, x := range other.Items {
		switch {
		case x.Table == nil:
			f.Beside = append(f.Beside, x.Line)
		case x.Table.Lines != nil:
			f.Beside = append(f.Beside, x.Table.Lines...)
		default:
			for _, r := range x.Table.Rows {
				for _, c := range r.Cells {
					f.Beside = append(f.Beside, other.line(c.Text, x.Table.Where, false))
				}
			}
		}
	}
	for i := range f.Beside[begin:] {
		f.Beside[begin+i].Where = f.places.join(place, f.Beside[begin+i].Where)
	}
	f.Cut = f.Cut || other.Cut && place == "text "
}

func (f *Facts) empty() bool {
	for _, x := range f.Items {
		if x.Table != nil || x.Text != "" {
			return false
		}
	}
	return true
}

// bare takes the prefixes of forwards, answers and gateways off a subject.
func bare(subject string) (string, bool) {
	reply := false
	s := strings.TrimSpace(subject)
	for range 10 {
		n, answer := prefix(s)
		if n == 0 {
			break
		}
		reply = reply || answer
		s = strings.TrimSpace(s[n:])
	}
	return s, reply
}

var (
	answers = []string{"re", "aw", "antw", "sv", "odp", "ynt", "απ", "σχετ", "res", "ref", "rif", "vá", "回复", "答复", "回覆", "返信",
		"vs"}
	forwards = []string{"fw", "fwd", "wg", "tr", "doorst", "i", "enc", "vb", "rv", "vl", "pd", "továbbítás", "转发", "轉寄", "転送", "πρθ", "ilt"}
)

// prefix returns how many bytes of a prefix a subject begins with, and whether it is
// that of an answer.
func prefix(s string) (int, bool) {
	low := strings.ToLower(s)
	for _, word := range []string{"[external]", "[extern]", "[ext]", "[externe]", "[externo]", "[esterno]", "external:",
		"extern:", "(external)"} {
		if strings.HasPrefix(low, word) {
			return len(word), false
		}
	}
	if strings.HasPrefix(low, "*") {
		if end := strings.LastIndexByte(strings.TrimRight(low[:min(len(low), 30)], " "), '*'); end > 2 &&
			(strings.Contains(low[:end], "spam") || strings.Contains(low[:end], "extern")) {
			return end + 1, false
		}
	}
	colon := strings.IndexAny(s, ":：")
	if colon < 1 || colon > 20 {
		return 0, false
	}
	word := strings.TrimSpace(low[:colon])
	if i := strings.IndexByte(word, '['); i > 0 && strings.HasSuffix(word, "]") {
		word = word[:i]
	}
	size := 1
	if strings.HasPrefix(s[colon:], "：") {
		size = len("：")
	}
	for _, a := range answers {
		if word == a {
			return colon + size, true
		}
	}
	for _, a := range forwards {
		if word == a {
			return colon + size, false
		}
	}
	return 0, false
}
