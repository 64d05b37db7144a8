package pointing

import (
	"regexp"
	"slices"
	"strings"
)

// Lesson is the teaching of one layout: the mails, the plan, and the plans before it. It
// is used by one goroutine at a time.
type Lesson struct {
	Mails []*Mail

	plan      *Plan
	past      []*Plan
	steps     int // how many were made and not taken back
	school    *school
	customers []string
	patterns  map[string]*regexp.Regexp
	seen      map[string]bool // what speaks against a reading and was looked at
	doubts    map[*Mail]doubt // what the generic reader says of a mail
	open      []string        // lines of a log that nobody decided
	auto      []Condition     // what was proposed for the plan, which mails it is for
}

// mostPast is how many steps can be taken back.
const mostPast = 200

// Begin proposes a definition for mails of one layout: places that look like facts, and
// the words that surely are status words. customers are names that no mail is told by. Of
// more than MostMails the first are taken.
func Begin(mails []*Mail, customers []string) *Lesson {
	l := newLesson(mails, customers)
	l.plan = l.propose()
	l.learn()
	l.plan.Match = l.conditions(l.plan)
	l.arrive()
	return l
}

// Resume goes on with a definition that exists.
func Resume(mails []*Mail, customers []string, text string) *Lesson {
	l := newLesson(mails, customers)
	l.plan = Parse(text)
	l.arrive()
	return l
}

func newLesson(mails []*Mail, customers []string) *Lesson {
	if len(mails) > MostMails {
		mails = mails[:MostMails]
	}
	return &Lesson{
		Mails: mails, customers: customers, school: newSchool(mails, customers),
		patterns: map[string]*regexp.Regexp{}, seen: map[string]bool{}, doubts: map[*Mail]doubt{},
	}
}

// Text returns the definition.
func (l *Lesson) Text() string { return l.plan.Text() }

// Plan returns the plan of the definition, which is not to be changed.
func (l *Lesson) Plan() *Plan { return l.plan }

// SetName names the definition before anything is said.
func (l *Lesson) SetName(name string) { l.plan.Name = name }

// SetText takes the definition as a person wrote it.
func (l *Lesson) SetText(text string) {
	if text == l.Text() {
		return
	}
	l.step()
	l.plan = Parse(text)
	l.arrive()
}

// arrive takes a plan that was not made by a step from the one before.
func (l *Lesson) arrive() {
	l.learn()
	l.auto = l.conditions(l.plan)
	l.collect()
}

// step keeps the plan to come back to, and makes a copy to be changed.
func (l *Lesson) step() {
	if len(l.past) == mostPast {
		l.past = l.past[1:]
	}
	l.past = append(l.past, l.plan)
	l.steps++
	l.plan = l.plan.clone()
}

// back takes a step back that came to nothing.
func (l *Lesson) back() {
	l.plan = l.past[len(l.past)-1]
	l.past = l.past[:len(l.past)-1]
	l.steps--
}

// Steps counts what was said and not taken back.
func (l *Lesson) Steps() int { return l.steps }

// CanUndo reports whether there is a step to take back.
func (l *Lesson) CanUndo() bool { return len(l.past) > 0 }

// Undo takes the last step back.
func (l *Lesson) Undo() bool {
	if len(l.past) == 0 {
		return false
	}
	l.back()
	l.arrive()
	return true
}

// pattern compiles a pattern once; nil where it cannot be.
func (l *Lesson) pattern(p string) *regexp.Regexp {
	re, ok := l.patterns[p]
	if !ok {
		re, _ = regexp.Compile(p)
		l.patterns[p] = re
	}
	return re
}

// find returns what stands at a place of a mail.
func (l *Lesson) find(v *view, p Place) []string {
	var texts []string
	switch {
	case p.Label != "":
		texts, _ = v.label(p.Label)
	case p.In == "subject":
		texts = []string{v.subject}
	case p.In == "body":
		texts = v.lines
	}
	if p.Matches == "" {
		return texts
	}
	re := l.pattern(p.Matches)
	if re == nil {
		return nil
	}
	var out []string
	for _, t := range texts {
		if g := re.FindStringSubmatch(t); len(g) > 1 {
			out = append(out, strings.TrimSpace(g[1]))
		}
	}
	return out
}

// row is one row of a list of objects, with the words of its columns.
type row struct {
	name, status, message string
	text                  string
}

// rows returns the rows of a list in a mail.
func (l *Lesson) rows(v *view, list *List) []row {
	var out []row
	if list.From == fromLines {
		re := l.pattern(list.Matches)
		if re == nil {
			return nil
		}
		name, status, message := re.SubexpIndex(list.Name), re.SubexpIndex(list.Status), re.SubexpIndex(list.Message)
		for _, text := range v.lines {
			g := re.FindStringSubmatch(text)
			if g == nil {
				continue
			}
			r := row{text: text}
			for i, to := range map[int]*string{name: &r.name, status: &r.status, message: &r.message} {
				if i > 0 {
					*to = strings.TrimSpace(g[i])
				}
			}
			out = append(out, r)
		}
		return out
	}
	for _, g := range v.grids {
		if g.From != list.From || g.Separator != list.Separator || !list.fits(g) {
			continue
		}
		name, status, message := g.column(list.Name), g.column(list.Status), g.column(list.Message)
		for _, texts := range g.Rows {
			at := func(i int) string {
				if i < 0 || i >= len(texts) {
					return ""
				}
				return texts[i]
			}
			out = append(out, row{at(name), at(status), at(message), strings.Join(texts, " ")})
		}
	}
	return out
}

// fits reports whether a table has all columns of the list.
func (l *List) fits(g *Grid) bool {
	for _, h := range l.heads() {
		if g.column(h) < 0 {
			return false
		}
	}
	return true
}

// column finds a column by its head, or by one of several parted by "|"; -1 for none.
func (g *Grid) column(head string) int {
	if head == "" {
		return -1
	}
	for _, part := range strings.Split(head, "|") {
		if i := slices.IndexFunc(g.Heads, func(h string) bool { return same(h, part) }); i >= 0 {
			return i
		}
	}
	return -1
}

// collect lists in the plan the words that stand at its places and that nobody decided.
func (l *Lesson) collect() {
	p := l.plan
	for i := range p.Statuses {
		s := &p.Statuses[i]
		if s.Is != "" {
			continue
		}
		var found []string
		for _, m := range l.Mails {
			found = append(found, l.find(m.view(), s.Place)...)
		}
		s.Words = undecided(s.Words, found, s.Ignore)
	}
	for i := range p.Lists {
		list := &p.Lists[i]
		if list.Status == "" {
			continue
		}
		var found []string
		for _, m := range l.Mails {
			for _, r := range l.rows(m.view(), list) {
				found = append(found, r.status)
			}
		}
		list.Words = undecided(list.Words, found, list.Except)
	}
	l.learn()
	l.follow()
	l.logLines()
}

// follow lets the conditions that were proposed follow the plan. Those that a person took
// out stay out, those that a person added stay.
func (l *Lesson) follow() {
	next := l.conditions(l.plan)
	if slices.Equal(next, l.auto) || l.plan.byHand("match") {
		l.auto = next
		return
	}
	var match []Condition
	for _, c := range next {
		if !slices.Contains(l.auto, c) || slices.Contains(l.plan.Match, c) {
			match = append(match, c)
		}
	}
	for _, c := range l.plan.Match {
		if !slices.Contains(l.auto, c) && !slices.Contains(match, c) {
			match = append(match, c)
		}
	}
	l.auto, l.plan.Match = next, match
}

// learn keeps the words of statuses, jobs and machines: no mail is told by them.
func (l *Lesson) learn() {
	l.school.never = map[string]bool{}
	for _, p := range []Place{l.plan.Job, l.plan.Machine} {
		if p.none() || p.In == "from" {
			continue
		}
		for _, m := range l.Mails {
			for _, text := range l.find(m.view(), p) {
				for _, w := range strings.Fields(text) {
					l.school.never[folded(bare(w))] = true
				}
			}
		}
	}
	note := func(w Words) {
		for k, list := range w {
			if k == "" {
				continue
			}
			for _, word := range list {
				l.school.never[folded(bare(word))] = true
			}
		}
	}
	for i := range l.plan.Statuses {
		note(l.plan.Statuses[i].Words)
	}
	for i := range l.plan.Lists {
		note(l.plan.Lists[i].Words)
	}
}

func undecided(w Words, found, ignored []string) Words {
	out := w.clone()
	delete(out, "")
	seen := map[string]bool{}
	for _, f := range found {
		key := folded(f)
		if f == "" || seen[key] || len(f) > mostWords || hasFold(ignored, f) {
			continue
		}
		seen[key] = true
		if _, ok := out.of(f); !ok && len(out[""]) < mostListed {
			out[""] = append(out[""], f)
		}
	}
	return out
}
