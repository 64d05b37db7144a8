package pointing

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"runchecks/sync/readers/when"
)

// Point gives a meaning to a target. The error says why pointing cannot, in words for a
// person; nothing has changed then.
func (l *Lesson) Point(t Target, m Meaning) error {
	l.step()
	err := l.point(t, m)
	if err != nil {
		l.back()
		return err
	}
	l.collect()
	return nil
}

func (l *Lesson) point(t Target, m Meaning) error {
	switch m {
	case Success, Warning, Failed, Missed:
		return l.pointStatus(t, m)
	case Job, Machine, Start, End, Duration:
		return l.pointValue(t, m)
	case ObjectName, ObjectType, ObjectStatus, ObjectMessage:
		return l.pointColumn(t, m)
	case RowsBegin:
		return l.rowsBegin(t)
	case Always:
		return l.always(t)
	case Ignore:
		return l.ignore(t)
	}
	return fmt.Errorf("“%s” is no meaning", m)
}

var (
	errByHand = errors.New("this part of the definition is written by hand: change it under Definition")
	errLong   = errors.New("these words are too many to be told by a pattern: select fewer")
)

// pointStatus decides a status word.
func (l *Lesson) pointStatus(t Target, m Meaning) error {
	if len(t.Word) > mostWords && t.Kind != AtLine {
		return errLong
	}
	switch t.Kind {
	case AtHead:
		return errors.New("a head of a column is no status: select a word below it")
	case AtCell:
		list, err := l.statusList(t)
		if err != nil {
			return err
		}
		list.Except = without(list.Except, t.Word)
		list.Words.put(t.Word, m)
		return nil
	case AtLine:
		if list := l.lineList(t); list != nil && list.Status != "" {
			if word, ok := l.groupAt(list, t, list.Status); ok {
				list.Words.put(word, m)
				return nil
			}
		}
	}
	if s := l.statusAt(t); s != nil {
		word := t.Word
		if found := l.find(l.Mails[t.Mail].view(), s.Place); len(found) > 0 && !hasFold(found, word) {
			if i := slices.IndexFunc(found, func(f string) bool { return strings.Contains(f, word) }); i >= 0 {
				word = found[i]
			}
		}
		s.Ignore = without(s.Ignore, word)
		s.Words.put(word, m)
		return nil
	}
	if l.handTells(t) {
		return errByHand
	}
	place, err := l.place(t, true)
	if err != nil {
		return err
	}
	word := t.Word
	if found := l.find(l.Mails[t.Mail].view(), place); len(found) > 0 && !hasFold(found, word) {
		word = found[0]
	}
	s := Status{Place: place, Words: Words{}, Stated: t.Kind == AtSubject}
	s.Words.put(word, m)
	l.plan.Statuses = append(l.plan.Statuses, s)
	return nil
}

func without(list []string, word string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return folded(s) == folded(word) })
}

// statusAt returns the place of the plan that a target is the word of, nil for none.
func (l *Lesson) statusAt(t Target) *Status {
	for i := range l.plan.Statuses {
		s := &l.plan.Statuses[i]
		if s.Is != "" {
			continue
		}
		switch t.Kind {
		case AtLabel:
			if s.Label != "" && slices.ContainsFunc(strings.Split(s.Label, "|"), func(n string) bool { return same(n, t.Label) }) {
				return s
			}
		case AtSubject, AtLine:
			if (s.In == "subject") != (t.Kind == AtSubject) || s.In == "" {
				continue
			}
			re := l.pattern(s.Matches)
			if re == nil {
				continue
			}
			if g := re.FindStringSubmatchIndex(t.text); len(g) > 3 && g[2] <= t.from && t.to <= g[3] {
				return s
			}
		}
	}
	return nil
}

// place generalises a target. status is set for a status word: all that stands behind it
// then counts too.
func (l *Lesson) place(t Target, status bool) (Place, error) {
	switch t.Kind {
	case AtLabel:
		p := Place{Label: t.Label}
		if t.from == 0 && t.to == len(t.text) {
			return p, nil
		}
		s, ok := spanOf(t.text, t.from, t.to)
		if !ok {
			return p, errLong
		}
		fixed := l.school.stable(s.words, nil)
		for i := s.first; i < s.end; i++ {
			fixed[i] = false
		}
		p.Matches = s.pattern(fixed, "", false)
		if s.first == 0 && s.before == "" && status { // "OK (12 files)": up to the sign behind it
			p.Matches = `^([^(,;]*[^(,;\s])`
			if g := l.pattern(p.Matches).FindStringSubmatch(t.text); g == nil || g[1] != t.Word {
				p.Matches = `^(\S+(?: +\S+){` + fmt.Sprint(s.end-s.first-1) + `})`
			}
		}
		return p, nil
	case AtSubject:
		p, ok := l.inSubject(t.text, t.from, t.to, status)
		if !ok {
			return p, errLong
		}
		return p, nil
	case AtLine:
		s, ok := spanOf(t.text, t.from, t.to)
		if !ok {
			return Place{}, errLong
		}
		fixed := l.lineFixed(s)
		if !slices.Contains(fixed, true) {
			return Place{}, errors.New("nothing else in this line stays the same in other mails: " +
				"select words with a label before them, or less of the line")
		}
		text := s.pattern(fixed, "", status)
		if len(text) > mostPattern || l.pattern(text) == nil {
			return Place{}, errLong
		}
		return Place{In: "body", Matches: text}, nil
	}
	return Place{}, errors.New("a column tells this of every object, not of the run: select it elsewhere")
}

// lineFixed tells which words of a line stay, the selected ones not.
func (l *Lesson) lineFixed(s span) []bool {
	fixed := l.school.stable(s.words, l.Mails)
	for i := s.first; i < s.end; i++ {
		fixed[i] = false
	}
	return fixed
}

func (l *Lesson) pointValue(t Target, m Meaning) error {
	place, err := l.place(t, false)
	if err != nil {
		return err
	}
	p := l.plan
	v := l.Mails[t.Mail].view()
	switch m {
	case Job, Machine:
		if p.byHand("job") {
			return errByHand
		}
		if m == Job {
			p.Job = l.orElse(v, p.Job, place)
			if p.Machine.In == "from" {
				p.Machine = Place{} // which was a makeshift
			}
		} else {
			p.Machine = l.orElse(v, p.Machine, place)
		}
	case Start:
		if p.byHand("started") {
			return errByHand
		}
		if !v.stamped(t.Word) {
			return fmt.Errorf("“%s” is no date with a time", t.Word)
		}
		p.Start = l.orElse(v, p.Start, place)
	case End:
		if p.byHand("ended") {
			return errByHand
		}
		if !v.stamped(t.Word) {
			return fmt.Errorf("“%s” is no date with a time", t.Word)
		}
		p.End = l.orElse(v, p.End, place)
	case Duration:
		if p.byHand("duration") {
			return errByHand
		}
		if _, ok := when.Span(t.Word); !ok {
			return fmt.Errorf("“%s” is no duration", t.Word)
		}
		if p.Start.none() && p.End.none() && !p.byHand("started") && !p.byHand("ended") {
			return errors.New("a duration alone tells no time: select first when the run began or ended")
		}
		p.Duration = l.orElse(v, p.Duration, place)
	}
	return nil
}

// orElse adds a label to a place that is one and finds nothing in this mail, as in another
// language; else the new place stands for the old one.
func (l *Lesson) orElse(v *view, old, place Place) Place {
	found := l.find(v, old)
	switch {
	case old.Label == "" || place.Label == "" || old.Matches != place.Matches:
	case len(found) == 0:
		old.Label += "|" + place.Label
		return old
	case slices.Equal(found, l.find(v, place)):
		return old
	}
	return place
}

// handTells reports whether a part that is written by hand reads a target already.
func (l *Lesson) handTells(t Target) bool {
	return slices.ContainsFunc(l.plan.Hand, func(h Part) bool {
		var f file
		if toml.Unmarshal([]byte(h.Text), &f) != nil {
			return false
		}
		for _, s := range f.Status {
			if t.Kind == AtLabel && slices.ContainsFunc(strings.Split(s.Label, "|"), func(n string) bool { return same(n, t.Label) }) {
				return true
			}
		}
		for _, o := range f.Objects {
			list := List{From: o.From, Separator: o.Separator, Name: o.Name.name()}
			if o.Status != nil {
				list.Status = o.Status.Column
			}
			if t.Grid != nil && list.covers(t.Grid) {
				return true
			}
		}
		return false
	})
}

// list returns the list that a table belongs to, nil for none.
func (l *Lesson) list(g *Grid) *List {
	for i := range l.plan.Lists {
		if l.plan.Lists[i].covers(g) {
			return &l.plan.Lists[i]
		}
	}
	return nil
}

// statusList returns the list of the target's table with its column as the status.
func (l *Lesson) statusList(t Target) (*List, error) {
	head := t.Grid.Heads[t.Column]
	list := l.list(t.Grid)
	if list == nil && l.handTells(t) {
		return nil, errByHand
	}
	if list == nil {
		l.plan.Lists = append(l.plan.Lists, l.newList(t.Grid, t.Column))
		return &l.plan.Lists[len(l.plan.Lists)-1], nil
	}
	if same(list.Status, head) {
		return list, nil
	}
	if list.Status != "" && !list.Words.empty() {
		return nil, fmt.Errorf("the status of these rows stands in column %s: say for the head %s that it is the status, if it is",
			list.Status, head)
	}
	list.set(head, ObjectStatus)
	return list, l.nameIn(list, t.Grid)
}

// nameIn gives a list that lost its column of names another one.
func (l *Lesson) nameIn(list *List, g *Grid) error {
	for _, words := range []bool{true, false} {
		for i, h := range g.Heads {
			if list.Name == "" && h != "" && !slices.ContainsFunc(list.heads(), func(s string) bool { return same(s, h) }) &&
				(!words || l.wordy(g, i)) {
				list.set(h, ObjectName)
			}
		}
	}
	if list.Name == "" {
		return errors.New("no column is left for the names of the objects")
	}
	return nil
}

// set gives a column its meaning, and takes it away from another column.
func (l *List) set(head string, m Meaning) {
	for _, c := range []*string{&l.Name, &l.Type, &l.Status, &l.Message} {
		if same(*c, head) {
			*c = ""
		}
	}
	l.Ignored = slices.DeleteFunc(slices.Clone(l.Ignored), func(h string) bool { return same(h, head) })
	switch m {
	case ObjectName:
		l.Name = head
	case ObjectType:
		l.Type = head
	case ObjectStatus:
		l.Status, l.Words, l.Except = head, Words{}, nil
	case ObjectMessage:
		l.Message = head
	default:
		l.Ignored = append(l.Ignored, head)
	}
}

func (l *Lesson) pointColumn(t Target, m Meaning) error {
	switch t.Kind {
	case AtHead, AtCell:
	case AtLine:
		return l.pointLine(t, m)
	default:
		return errors.New("an object stands in a table or in a line of its own")
	}
	head := t.Grid.Heads[t.Column]
	list := l.list(t.Grid)
	if list == nil && l.handTells(t) {
		return errByHand
	}
	if list == nil {
		status := -1
		if m == ObjectStatus {
			status = t.Column
		}
		l.plan.Lists = append(l.plan.Lists, l.newList(t.Grid, status))
		list = &l.plan.Lists[len(l.plan.Lists)-1]
	}
	if !(m == ObjectStatus && same(list.Status, head)) {
		list.set(head, m)
	}
	if m == ObjectStatus && list.Words.empty() {
		var texts []string
		for _, mail := range l.Mails {
			for _, r := range l.rows(mail.view(), list) {
				texts = append(texts, r.status)
			}
		}
		l.decideSure(list.Words, texts)
	}
	return l.nameIn(list, t.Grid)
}

func (l *Lesson) rowsBegin(t Target) error {
	if t.Kind == AtHead || t.Kind == AtCell {
		if l.list(t.Grid) == nil {
			l.plan.Lists = append(l.plan.Lists, l.newList(t.Grid, -1))
		}
		return nil // the heads of a table say where its rows begin
	}
	for i := range l.plan.Lists {
		if list := &l.plan.Lists[i]; list.From == fromLines {
			whole, ok := spanOf(t.text, 0, len(t.text))
			if !ok {
				return errLong
			}
			list.After = "(?i)^" + strings.Join(l.shaped(whole.words, l.school.stable(whole.words, l.Mails)), " +")
			return nil
		}
	}
	return errors.New("say first which words of a line are an object's name; then where such lines begin")
}

func (l *Lesson) shaped(words []string, fixed []bool) []string {
	var out []string
	for i, w := range words {
		out = append(out, word(w, fixed[i]))
	}
	return out
}

// always makes a condition of what every mail of the layout holds.
func (l *Lesson) always(t Target) error {
	if l.plan.byHand("match") {
		return errByHand
	}
	c := Condition{In: "body"}
	switch t.Kind {
	case AtHead:
		c = Condition{In: "cell", Contains: t.Grid.Heads[t.Column]}
	case AtLabel:
		c.Contains = t.Label
	default:
		whole, ok := spanOf(t.text, 0, len(t.text))
		if !ok {
			return errLong
		}
		keep := l.school.stable(whole.words, l.Mails)
		best, from := "", 0
		for i := 0; i <= len(keep); i++ {
			if i < len(keep) && keep[i] {
				continue
			}
			if s := strings.Join(whole.words[from:i], " "); len(s) > len(best) {
				best = s
			}
			from = i + 1
		}
		c.Contains = best
	}
	if len(c.Contains) < 3 {
		return errors.New("nothing in this line is the same in every mail")
	}
	for _, m := range l.Mails {
		if !strings.Contains(m.Message.Folded(), folded(c.Contains)) {
			return fmt.Errorf("“%s” is not in every one of these mails", c.Contains)
		}
	}
	if !slices.Contains(l.plan.Match, c) {
		l.plan.Match = append(l.plan.Match, c)
	}
	return nil
}

func (l *Lesson) ignore(t Target) error {
	switch t.Kind {
	case AtHead:
		if list := l.list(t.Grid); list != nil {
			if same(list.Name, t.Grid.Heads[t.Column]) {
				return errors.New("this column names the objects: say first which other one does")
			}
			list.set(t.Grid.Heads[t.Column], Ignore)
			return nil
		}
		return errors.New("nothing is read from this table")
	case AtCell:
		if list := l.list(t.Grid); list != nil && same(list.Status, t.Grid.Heads[t.Column]) {
			list.Words.drop(t.Word)
			if !hasFold(list.Except, t.Word) {
				list.Except = append(list.Except, t.Word)
			}
			return nil
		}
		t.Kind = AtHead
		return l.ignore(t)
	case AtLine:
		if s := l.statusAt(t); s == nil && l.plan.Known != nil {
			whole, ok := spanOf(t.text, 0, len(t.text))
			if !ok {
				return errLong
			}
			shape, ok := l.knownShape(whole.words)
			if !ok {
				return errLong
			}
			l.plan.Known = append(l.plan.Known, shape)
			return nil
		}
	}
	if s := l.statusAt(t); s != nil {
		s.Words.drop(t.Word)
		if !hasFold(s.Ignore, t.Word) {
			s.Ignore = append(s.Ignore, t.Word)
		}
		return nil
	}
	return errors.New("nothing is read from there: there is nothing to ignore")
}
