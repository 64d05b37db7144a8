package pointing

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/sync/message"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// Shown is what a definition can address in a mail, and what the lexicon makes of it.
type Shown struct {
	From    string         `json:"from"`
	Subject string         `json:"subject"`
	Labels  []ShownLabel   `json:"labels"`
	Tables  []ShownTable   `json:"tables"`
	Section []string       `json:"sections"`
	Clauses []ShownVerdict `json:"clauses"` // that say something about a run
	Counts  []ShownCount   `json:"counts"`
	Times   []ShownTime    `json:"times"`
	// Cut says that the mail is larger than the bounds; it proves no success.
	Cut bool `json:"cut"`
}

// ShownLabel is a label with its values.
type ShownLabel struct {
	Name   string   `json:"name"`
	Role   string   `json:"role,omitempty"`
	Values []string `json:"values"`
	Where  string   `json:"where"`
	// Verdict is what the values say where the label tells a status.
	Verdict string `json:"verdict,omitempty"`
}

// ShownTable is a table with a row of heads.
type ShownTable struct {
	From      string       `json:"from"`
	Separator string       `json:"separator,omitempty"`
	Columns   []ShownLabel `json:"columns"` // with the different texts of up to 5 rows
	Rows      int          `json:"rows"`
}

// ShownVerdict is a clause that says something about a run.
type ShownVerdict struct {
	Words  string `json:"words"`
	Where  string `json:"where"`
	Says   string `json:"says"`
	Reason string `json:"reason"`
}

// ShownCount is a number that counts something.
type ShownCount struct {
	Words string  `json:"words"`
	Count float64 `json:"count"`
	Where string  `json:"where"`
}

// ShownTime is a time that a label or the subject tells.
type ShownTime struct {
	Label string `json:"label"`
	Words string `json:"words"`
	Time  string `json:"time"`
}

// mostShown bounds each list.
const mostShown = 200

// Show lists what a definition can address in a mail. received is when the mail came.
func Show(m *message.Message, received time.Time) Shown {
	mail := &Mail{Message: m, Received: received}
	l := newLesson([]*Mail{mail}, nil)
	v := mail.view()
	f := facts.Of(m)
	out := Shown{From: m.From, Subject: v.subject, Labels: []ShownLabel{}, Tables: []ShownTable{}, Section: []string{},
		Clauses: []ShownVerdict{}, Counts: []ShownCount{}, Times: []ShownTime{}, Cut: f.Cut}
	out.clause(l, f.Subject, "subject")
	for _, label := range v.labels[:min(len(v.labels), mostShown)] {
		s := ShownLabel{Name: label.Name, Values: label.Texts[:min(len(label.Texts), 20)], Where: label.Where,
			Role: l.role(label.Name, lexicon.Label).String()}
		if l.tellsStatus(label.Name, lexicon.Label) {
			s.Verdict = string(l.judged(label.Texts[0]))
		}
		out.Labels = append(out.Labels, s)
		for _, t := range s.Values {
			if stamp := v.cal.Stamp(t); len(t) > 7 && len(t) < 200 && !stamp.IsZero() && len(out.Times) < mostShown {
				out.Times = append(out.Times, ShownTime{label.Name, t, stamp.String()})
			}
			if isNumber(t) && len(out.Counts) < mostShown {
				if n, ok := countOf(l.school.r, t); ok {
					out.Counts = append(out.Counts, ShownCount{label.Name + ": " + t, n, label.Where})
				}
			}
		}
	}
	for _, g := range v.grids {
		t := ShownTable{From: g.From, Separator: g.Separator, Rows: len(g.Rows)}
		for i, h := range g.Heads {
			c := ShownLabel{Name: h, Role: l.role(h, lexicon.Column).String(), Values: []string{}, Where: "column"}
			for _, r := range g.Rows {
				if i < len(r) && r[i] != "" && len(c.Values) < 5 && !slices.Contains(c.Values, r[i]) {
					c.Values = append(c.Values, r[i])
				}
			}
			t.Columns = append(t.Columns, c)
		}
		out.Tables = append(out.Tables, t)
	}
	for i := range f.Items {
		x := &f.Items[i]
		switch {
		case x.Table != nil || x.Text == "":
		case x.Label && x.Value == "", strings.Trim(x.Text, "-=*# ") != x.Text && len(x.Text) < 80:
			if len(out.Section) < mostShown {
				out.Section = append(out.Section, strings.Trim(x.Text, "-=*#: "))
			}
		case !x.Label:
			out.clause(l, x.Text, x.Where)
		}
	}
	return out
}

func countOf(r *grammar.Reader, text string) (float64, bool) {
	for _, t := range r.Tokens(text, lexicon.Value) {
		return t.Count, t.Kind == grammar.Number
	}
	return 0, false
}

// clause adds what a sentence says, and what it counts.
func (s *Shown) clause(l *Lesson, text, where string) {
	if len(text) > 400 {
		return
	}
	v := l.school.r.Judge(text, lexicon.Sentence)
	tokens := slices.Clone(l.school.r.Last())
	for i := 0; i+1 < len(tokens) && len(s.Counts) < mostShown; i++ {
		t, next := tokens[i], tokens[i+1]
		if t.Kind == grammar.Number && !t.Unit && next.Kind == grammar.Word && next.Class != lexicon.None && next.Class != lexicon.Calendar {
			s.Counts = append(s.Counts, ShownCount{t.Text + " " + next.Text, t.Count, where})
		}
	}
	if v.Status != 0 && len(s.Clauses) < mostShown {
		s.Clauses = append(s.Clauses, ShownVerdict{short(text), where, strings.ToLower(v.Status.String()), string(v.Reason)})
	}
}

// Text writes it for a person, in the words of a definition.
func (s Shown) Text() string {
	var b writer
	b.line("from     %s", s.From)
	b.line("subject  %s", s.Subject)
	role := func(r string) string {
		if r == "" {
			return ""
		}
		return "  (" + strings.ReplaceAll(r, "_", " ") + ")"
	}
	for _, l := range s.Labels {
		says := ""
		if l.Verdict != "" {
			says = "  says " + l.Verdict
		}
		b.line("label    %s = %s%s%s  in %s", quote(l.Name), quoted(l.Values), role(l.Role), says, l.Where)
	}
	for _, t := range s.Tables {
		b.line("table    from = %s, %d rows", quote(t.From), t.Rows)
		for _, c := range t.Columns {
			b.line("  column %s%s  such as %s", quote(c.Name), role(c.Role), quoted(c.Values))
		}
	}
	for _, x := range s.Section {
		b.line("section  %s", x)
	}
	for _, c := range s.Clauses {
		b.line("clause   “%s” says %s (%s)  in %s", c.Words, c.Says, c.Reason, c.Where)
	}
	for _, c := range s.Counts {
		b.line("count    %s", c.Words)
	}
	for _, t := range s.Times {
		b.line("time     %s = %s", quote(t.Label), t.Time)
	}
	if s.Cut {
		b.line("The mail is larger than what is looked at; it proves no success.")
	}
	return strings.TrimRight(b.String(), "\n")
}

// Describe says in one line what a question has as choices, for a terminal.
func (q Question) Describe() string {
	var list []string
	for _, c := range q.Choices {
		list = append(list, string(c))
	}
	if len(list) == 0 {
		return q.Title + ". " + q.Text
	}
	return fmt.Sprintf("%s: %s? %s", q.Title, strings.Join(list, ", "), q.Text)
}
