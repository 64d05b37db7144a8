package pointing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// Question is what nobody decided yet.
type Question struct {
	Title   string // “abgebrochen” after Gesamt
	Text    string
	Word    string // what to show in the report
	Mails   []int  // in which it stands, in order
	Choices []Meaning
	// Suggested is the meaning that the words or the row around them suggest, "" for none.
	Suggested Meaning

	key    string
	status int // of the plan, -1 for none
	list   int
	column string
	line   string
	table  bool   // it is about a whole table
	in     string // where the line stands: subject or body
}

// Questions returns what nobody decided, the word that most mails wait for first.
func (l *Lesson) Questions(o *Outcome) []Question { return l.questions(o) }

func (l *Lesson) questions(o *Outcome) []Question {
	var out []Question
	p := l.plan
	for i := range p.Statuses {
		s := &p.Statuses[i]
		for _, w := range s.Words[""] {
			q := Question{Word: w, status: i, list: -1, Choices: []Meaning{Success, Warning, Failed, Missed, Ignore}}
			where := "in the subject"
			switch {
			case s.Label != "":
				where = "after “" + s.Label + "”"
			case s.In == "body":
				where = "in a line"
			}
			q.Title = fmt.Sprintf("“%s” %s", w, where)
			for n, m := range l.Mails {
				if hasFold(l.find(m.view(), s.Place), w) {
					q.Mails = append(q.Mails, n)
				}
			}
			q.Suggested = l.judged(w)
			q.Text = l.standing(q.Mails) + suggestion(q.Suggested, "")
			out = append(out, q)
		}
	}
	for i := range p.Lists {
		out = append(out, l.listQuestions(i)...)
	}
	out = append(out, l.missing()...)
	out = append(out, l.unreadTables()...)
	if len(l.open) > 0 {
		out = append(out, l.lineQuestions()...)
	}
	out = append(out, l.doubtQuestions(o)...)
	for i := range out {
		out[i].key = out[i].Title
	}
	return out
}

// judged is what the lexicon takes a word for, "" for nothing.
func (l *Lesson) judged(w string) Meaning {
	if v := l.school.r.Judge(w, lexicon.Value); v.Decided() {
		return meaningOf(v.Status)
	}
	return ""
}

func suggestion(m Meaning, because string) string {
	switch {
	case m == "":
		return ""
	case because == "":
		return " Suggested: " + string(m) + "."
	}
	return fmt.Sprintf(" Suggested: %s, because “%s”.", m, because)
}

// standing says in how many mails something stands.
func (l *Lesson) standing(mails []int) string {
	switch {
	case len(l.Mails) == 1:
		return "Until you say it, the run is Unknown."
	case len(mails) == 1:
		return "In 1 of these mails. Until you say it, that run is Unknown."
	}
	return fmt.Sprintf("In %d of %d mails. Until you say it, those runs are Unknown.", len(mails), len(l.Mails))
}

func (l *Lesson) listQuestions(i int) []Question {
	var out []Question
	list := &l.plan.Lists[i]
	if list.Status == "" {
		q := Question{Title: "No column says how each object went", status: -1, list: i,
			Text: "Choose a status word in a row, or the head of the column."}
		for n := range l.Mails {
			q.Mails = append(q.Mails, n)
		}
		return []Question{q}
	}
	where := "in column " + list.Status
	if list.From == fromLines {
		where = "of an object’s line"
	}
	for _, w := range list.Words[""] {
		q := Question{Title: fmt.Sprintf("“%s” %s", w, where), Word: w, status: -1, list: i,
			Choices: []Meaning{Success, Warning, Failed, Missed, Ignore}, Suggested: l.judged(w)}
		if list.From == fromLines {
			q.Choices = q.Choices[:4]
		}
		because := ""
		for n, m := range l.Mails {
			for _, r := range l.rows(m.view(), list) {
				if folded(r.status) != folded(w) {
					continue
				}
				if len(q.Mails) == 0 || q.Mails[len(q.Mails)-1] != n {
					q.Mails = append(q.Mails, n)
				}
				if q.Suggested == "" && r.message != "" && r.message != "-" {
					q.Suggested, because = cmp.Or(l.judged(r.message), Warning), r.message
				}
			}
		}
		q.Text = l.standing(q.Mails) + suggestion(q.Suggested, because)
		out = append(out, q)
	}
	return append(out, l.columnQuestions(i)...)
}

// columnQuestions asks for columns of words that nobody said anything about.
func (l *Lesson) columnQuestions(i int) []Question {
	list := &l.plan.Lists[i]
	var out []Question
	if list.From == fromLines {
		return nil
	}
	for _, m := range l.Mails {
		for _, g := range m.view().grids {
			if !list.covers(g) {
				continue
			}
			for c, head := range g.Heads {
				said := head == "" || slices.ContainsFunc(append(list.heads(), list.Ignored...), func(h string) bool { return same(h, head) })
				if said || !l.wordy(g, c) || slices.ContainsFunc(out, func(q Question) bool { return same(q.column, head) }) {
					continue
				}
				q := Question{Title: "Column " + head, column: head, Word: head, status: -1, list: i, Choices: []Meaning{ObjectType, Ignore},
					Text: "Nobody said what its words are."}
				if list.Message == "" {
					q.Text = "Its words would be the message of the object."
					q.Choices = []Meaning{ObjectMessage, ObjectType, Ignore}
				}
				out = append(out, q)
			}
		}
	}
	return out
}

// missing asks for what a definition cannot do without.
func (l *Lesson) missing() []Question {
	p := l.plan
	all := func(title, text string) Question {
		q := Question{Title: title, Text: text, status: -1, list: -1}
		for n := range l.Mails {
			q.Mails = append(q.Mails, n)
		}
		return q
	}
	var out []Question
	if !p.tells() || len(p.Statuses)+len(p.Lists) == 0 && len(p.Hand) == 0 {
		out = append(out, all("Nothing tells the status yet", "Select the word in the report that says how the run went."))
	}
	if p.Job.none() && !p.byHand("job") && (p.Machine.none() || p.Machine.In == "from") {
		out = append(out, Question{Title: "Nothing tells one job from another", status: -1, list: -1,
			Text: "Select the job’s name. Without one, all mails of this sender are one job."})
	}
	return out
}

// unreadTables asks for tables of which nothing is read: a row of them may speak of trouble.
func (l *Lesson) unreadTables() []Question {
	var out []Question
	for n, m := range l.Mails {
		for _, g := range m.view().grids {
			title := "Table " + short(strings.Join(g.Heads, ", "))
			wordy := slices.ContainsFunc(g.Heads, func(h string) bool { return l.wordy(g, g.column(h)) })
			if !wordy || l.list(g) != nil || l.seen[title] || l.plan.byHand("objects") || len(out) == mostListed {
				continue
			}
			if i := slices.IndexFunc(out, func(q Question) bool { return q.Title == title }); i >= 0 {
				if mails := out[i].Mails; mails[len(mails)-1] != n {
					out[i].Mails = append(out[i].Mails, n)
				}
				continue
			}
			out = append(out, Question{
				Title: title, table: true, Word: g.Heads[0], Mails: []int{n}, status: -1, list: -1, Choices: []Meaning{Ignore},
				Text: "Nothing is read from it. Choose the head of its status, or a status word in it.",
			})
		}
	}
	return out
}

// lineQuestions asks for lines of a log that may say something.
func (l *Lesson) lineQuestions() []Question {
	var out []Question
	for _, line := range l.open {
		q := Question{Title: "Line “" + short(line) + "”", Word: line, line: line, in: "body", status: -1, list: -1,
			Choices: []Meaning{Warning, Failed, Ignore}}
		for n, m := range l.Mails {
			if slices.Contains(m.view().lines, line) {
				q.Mails = append(q.Mails, n)
			}
		}
		if v := l.school.r.Judge(line, lexicon.Sentence); v.Decided() && v.Status != domain.Success {
			q.Suggested = meaningOf(v.Status)
		}
		q.Text = l.standing(q.Mails) + suggestion(q.Suggested, "")
		out = append(out, q)
	}
	return out
}

func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:57]) + "…"
	}
	return s
}

// doubtQuestions asks where the definition reads a success and the generic reader does not.
func (l *Lesson) doubtQuestions(o *Outcome) []Question {
	var out []Question
	for n, m := range l.Mails {
		if o == nil || n >= len(o.Mails) || !o.Mails[n].Matched || o.Mails[n].Status() != domain.Success {
			continue
		}
		d := l.doubtOf(m)
		if d.words == "" || l.seen[folded(d.words)] {
			continue
		}
		if i := slices.IndexFunc(out, func(q Question) bool { return q.Word == d.words }); i >= 0 {
			out[i].Mails = append(out[i].Mails, n)
			continue
		}
		q := Question{Title: "“" + short(d.words) + "” speaks against Success", Word: d.words, line: d.words, in: d.in(),
			status: -1, list: -1, Mails: []int{n}, Suggested: d.is, Choices: []Meaning{Warning, Failed, Ignore},
			Text: "The definition does not look there (" + d.where + ")."}
		out = append(out, q)
	}
	return out
}

// Answer decides a question.
func (l *Lesson) Answer(q Question, m Meaning) error {
	l.step()
	err := l.answer(q, m)
	if err != nil {
		l.back()
		return err
	}
	l.collect()
	return nil
}

func (l *Lesson) answer(q Question, m Meaning) error {
	p := l.plan
	switch {
	case !slices.Contains(q.Choices, m):
		return fmt.Errorf("“%s” cannot be “%s”", q.Title, m)
	case q.status >= 0 && q.status < len(p.Statuses):
		s := &p.Statuses[q.status]
		if m == Ignore {
			s.Words.drop(q.Word)
			s.Ignore = append(s.Ignore, q.Word)
			return nil
		}
		s.Words.put(q.Word, m)
		return nil
	case q.list >= 0 && q.list < len(p.Lists) && q.column != "":
		p.Lists[q.list].set(q.column, m)
		return nil
	case q.list >= 0 && q.list < len(p.Lists):
		list := &p.Lists[q.list]
		if m == Ignore {
			list.Words.drop(q.Word)
			list.Except = append(list.Except, q.Word)
			return nil
		}
		list.Words.put(q.Word, m)
		return nil
	case q.table:
		l.seen[q.Title] = true
		return nil
	case q.line != "":
		return l.answerLine(q.line, q.in, m)
	}
	return nil
}

// answerLine decides what a line of the body means, wherever it stands.
func (l *Lesson) answerLine(line, in string, m Meaning) error {
	words := strings.Fields(line)
	shape, ok := l.knownShape(words)
	if !ok {
		return errLong
	}
	if m == Ignore {
		l.seen[folded(line)] = true
		if l.plan.Known != nil {
			l.plan.Known = append(l.plan.Known, shape)
		}
		return nil
	}
	shape = strings.TrimSuffix(strings.Replace(shape, "^", "", 1), "$") // wherever it stands in its line
	l.plan.Statuses = append(l.plan.Statuses, Status{Place: Place{In: in, Matches: shape}, Is: m, Words: Words{}})
	return nil
}
