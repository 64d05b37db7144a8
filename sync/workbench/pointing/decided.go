package pointing

import (
	"fmt"
	"slices"
	"strings"
)

// Decision is one thing that the definition says, pointed at or proposed.
type Decision struct {
	Text string // After “Beginn”
	What string // start
	// ByHand is true for a part that only the text of the definition can change.
	ByHand bool

	remove func(*Plan)
}

// Decided lists what the definition says, in the order of the file.
func (l *Lesson) Decided() []Decision {
	var out []Decision
	p := l.plan
	add := func(text, what string, remove func(*Plan)) {
		out = append(out, Decision{Text: text, What: what, remove: remove})
	}
	if !p.byHand("match") {
		for i, c := range p.Match {
			add(c.words(), "which mails", func(p *Plan) { p.Match = slices.Delete(p.Match, i, i+1) })
		}
	}
	if !p.byHand("job") {
		if !p.Job.none() {
			add(p.Job.words(), string(Job), func(p *Plan) { p.Job = Place{} })
		}
		if !p.Machine.none() {
			what := string(Machine)
			if p.Machine.In == "from" {
				what = "tells jobs apart"
			}
			add(p.Machine.words(), what, func(p *Plan) { p.Machine = Place{} })
		}
	}
	if !p.Start.none() {
		add(p.Start.words(), string(Start), func(p *Plan) { p.Start = Place{}; p.lasting() })
	}
	if !p.End.none() {
		add(p.End.words(), string(End), func(p *Plan) { p.End = Place{}; p.lasting() })
	}
	if !p.Duration.none() {
		add(p.Duration.words(), string(Duration), func(p *Plan) { p.Duration = Place{} })
	}
	for i, s := range p.Statuses {
		what := "tells the status"
		if s.Is != "" {
			what = "status: " + string(s.Is)
		}
		add(s.Place.words(), what, func(p *Plan) { p.Statuses = slices.Delete(p.Statuses, i, i+1) })
		for _, v := range verdicts {
			for _, w := range s.Words[v.Meaning] {
				add("“"+w+"” "+s.Place.short(), "status: "+string(v.Meaning), func(p *Plan) { p.Statuses[i].Words.drop(w) })
			}
		}
		for _, w := range s.Ignore {
			add("“"+w+"” "+s.Place.short(), string(Ignore), func(p *Plan) { p.Statuses[i].Ignore = without(p.Statuses[i].Ignore, w) })
		}
	}
	for i, c := range p.Counts {
		add(fmt.Sprintf("“%s” above 0", c.Label), "status: "+string(c.Above), func(p *Plan) { p.Counts = slices.Delete(p.Counts, i, i+1) })
	}
	for i := range p.Lists {
		out = append(out, p.Lists[i].decided(i)...)
	}
	if n := len(p.Known); n > 0 {
		add(fmt.Sprintf("%d kinds of lines that say nothing", n), "known lines", func(p *Plan) { p.Known = nil })
	}
	for _, h := range p.Hand {
		if h.Key != "" {
			out = append(out, Decision{Text: "[" + h.Key + "]", What: "by hand", ByHand: true})
		}
	}
	return out
}

func (l *List) decided(i int) []Decision {
	var parts []string
	for _, c := range []struct{ head, is string }{{l.Name, "name"}, {l.Status, "status"}, {l.Type, "type"}, {l.Message, "message"}} {
		switch {
		case c.head == "":
		case l.From == fromLines:
			parts = append(parts, c.is)
		default:
			parts = append(parts, c.head+" ("+c.is+")")
		}
	}
	rows := strings.Join(parts, ", ")
	if l.From == fromLines {
		rows = "Lines with " + rows
	}
	out := []Decision{{Text: rows, What: "object rows", remove: func(p *Plan) { p.Lists = slices.Delete(p.Lists, i, i+1) }}}
	for _, v := range verdicts {
		for _, w := range l.Words[v.Meaning] {
			out = append(out, Decision{Text: "“" + w + "” of an object", What: "status: " + string(v.Meaning),
				remove: func(p *Plan) { p.Lists[i].Words.drop(w) }})
		}
	}
	for _, w := range l.Except {
		out = append(out, Decision{Text: "Rows with “" + w + "”", What: string(Ignore),
			remove: func(p *Plan) { p.Lists[i].Except = without(p.Lists[i].Except, w) }})
	}
	for _, h := range l.Ignored {
		out = append(out, Decision{Text: "Column " + h, What: string(Ignore),
			remove: func(p *Plan) { p.Lists[i].Ignored = without(p.Lists[i].Ignored, h) }})
	}
	if l.After != "" {
		out = append(out, Decision{Text: "Rows after a line", What: string(RowsBegin), remove: func(p *Plan) { p.Lists[i].After = "" }})
	}
	return out
}

// Remove takes a decision back; one that is written by hand stays.
func (l *Lesson) Remove(d Decision) {
	if d.remove == nil {
		return
	}
	l.step()
	d.remove(l.plan)
	l.collect()
}

func (c Condition) words() string {
	switch {
	case c.In == "from" && c.Contains != "":
		return "From " + c.Contains
	case c.In == "subject" && c.Matches != "":
		return "Subject like “" + plain(c.Matches) + "”"
	case c.Contains != "":
		return "Somewhere “" + c.Contains + "”"
	}
	return c.In + c.Label + " like " + plain(c.Matches)
}

func (p Place) words() string {
	switch {
	case p.Label != "":
		return "After “" + p.Label + "”"
	case p.In == "subject":
		return "Subject “" + plain(p.Matches) + "”"
	case p.In == "from":
		return "The sender’s address"
	}
	return "Line “" + plain(p.Matches) + "”"
}

func (p Place) short() string {
	switch {
	case p.Label != "":
		return "after “" + p.Label + "”"
	case p.In == "subject":
		return "in the subject"
	}
	return "in a line"
}

// plain writes a pattern as a person reads it: gaps as dots.
func plain(p string) string {
	p = strings.NewReplacer(
		`(?i)`, "", `(.+?)`, "…", `(.+)`, "…", `(.*)`, "…", `(\S+)`, "…", `(?: |$)`, "",
		`.*\b`, "… ", `.*`, "…", ` +`, " ", `\S+`, "…",
		`(?P<name>`, "(", `(?P<word>`, "(", `(?P<message>`, "(", `(?P<type>`, "(", `^`, "", `$`, "",
	).Replace(p)
	return short(strings.ReplaceAll(p, `\`, ""))
}

// Mark is a piece of a mail that the definition reads, for the report.
type Mark struct {
	Words, Note string
	// Row is what stands in the same row, to find the words there; "" for anywhere.
	Row    string
	Status Meaning // of a status word
	Open   bool    // nobody decided it
	Head   bool    // it is the head of a column
}

// mostMarks bounds what is drawn over a report.
const mostMarks = 400

// Marks tells where in a mail the definition reads something.
func (l *Lesson) Marks(mail int) []Mark {
	if mail < 0 || mail >= len(l.Mails) {
		return nil
	}
	var out []Mark
	v := l.Mails[mail].view()
	p := l.plan
	add := func(m Mark) {
		if m.Words != "" && len(out) < mostMarks {
			out = append(out, m)
		}
	}
	for _, x := range []struct {
		p Place
		m Meaning
	}{{p.Job, Job}, {p.Machine, Machine}, {p.Start, Start}, {p.End, End}, {p.Duration, Duration}} {
		if found := l.find(v, x.p); !x.p.none() && x.p.In != "from" && len(found) > 0 {
			add(Mark{Words: found[0], Note: string(x.m), Row: x.p.Label})
		}
	}
	word := func(w string, words Words, ignore []string, row string) {
		m := Mark{Words: w, Row: row}
		switch is, ok := words.of(w); {
		case ok:
			m.Status, m.Note = is, "status: "+string(is)
		case hasFold(ignore, w):
			m.Note = string(Ignore)
		default:
			m.Open, m.Note = true, "not decided"
		}
		add(m)
	}
	for _, s := range p.Statuses {
		if s.Is != "" {
			continue
		}
		for _, w := range l.find(v, s.Place) {
			word(w, s.Words, s.Ignore, s.Label)
		}
	}
	for i := range p.Lists {
		list := &p.Lists[i]
		if list.From != fromLines {
			for _, g := range v.grids {
				if list.covers(g) {
					out = append(out, list.headMarks(g)...)
				}
			}
		}
		for _, r := range l.rows(v, list) {
			if r.status != "" {
				word(r.status, list.Words, list.Except, r.name)
			}
		}
	}
	return out
}

func (l *List) headMarks(g *Grid) []Mark {
	var out []Mark
	row := strings.Join(g.Heads, " ")
	for _, h := range g.Heads {
		m := Mark{Words: h, Row: row, Head: true, Note: "not said yet", Open: true}
		for _, x := range []struct {
			head string
			m    Meaning
		}{{l.Name, ObjectName}, {l.Type, ObjectType}, {l.Status, ObjectStatus}, {l.Message, ObjectMessage}} {
			if same(x.head, h) {
				m.Note, m.Open = string(x.m), false
			}
		}
		if hasFold(l.Ignored, h) {
			m.Note, m.Open = string(Ignore), false
		}
		out = append(out, m)
	}
	return out
}
