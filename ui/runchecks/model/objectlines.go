package model

import (
	"cmp"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// ObjectLine is a row of the objects of a run: one object, several that say the same, or all
// that are fine.
type ObjectLine struct {
	Status  domain.Status // 0 where the report says none
	Title   string        // the name, or how many
	Type    string        // "" where all objects have the same
	Message string
	Names   string // of what is folded
	New     string // what is new of it
	Since   string // since when it stands so
	Fold    string // the key of what unfolds; "" for one object
	Open    bool
	Member  bool // it belongs to the row above that is unfolded
	Fine    bool
}

// fineFold is the key of the row of all that is fine.
const fineFold = "fine"

// mostOpen is how many fine objects are shown one by one where nothing else is to be seen.
const mostOpen = 6

// ObjectPane is what is shown of the objects of the shown run.
type ObjectPane struct {
	Lines []ObjectLine
	// Counts are how many there are of each status, the worst first, under All.
	All    int
	Counts []ObjectCount
	Filter string
}

// ObjectCount counts the objects of one status.
type ObjectCount struct {
	Status domain.Status
	Text   string
}

// objects are what was chosen about them.
type objects struct {
	of     int64 // the run
	open   map[string]bool
	filter string
	at     int
}

// ObjectPane returns what to show of the objects.
func (m *Model) ObjectPane() ObjectPane {
	d := m.details
	if d == nil {
		return ObjectPane{}
	}
	if m.objects.of != d.Run.ID {
		m.objects = objects{of: d.Run.ID, open: map[string]bool{}, filter: m.objects.filter}
	}
	out := ObjectPane{All: len(d.Run.Objects), Counts: objectCounts(d.Run.Objects), Filter: m.objects.filter}
	rows := slices.DeleteFunc(Objects(d), func(r ObjectRow) bool { return !passes(r, m.objects.filter) })
	typed := severalTypes(d.Run.Objects)
	var groups [][]ObjectRow
	at := map[string]int{}
	var fine []ObjectRow
	for _, r := range rows {
		if r.Status == domain.Success {
			fine = append(fine, r)
			continue
		}
		key := objectKey(r)
		i, known := at[key]
		if !known || oneLine(r.Message) == "" && r.Status == 0 {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	slices.SortStableFunc(groups, func(a, b []ObjectRow) int {
		return cmp.Or(cmp.Compare(b[0].Status, a[0].Status), m.newFirst(a, b), cmp.Compare(len(b), len(a)))
	})
	for _, g := range groups {
		out.Lines = m.addLines(out.Lines, g, objectKey(g[0]), typed)
	}
	if len(fine) == 1 || len(groups) == 0 && len(fine) <= mostOpen || m.objects.filter != "" {
		for _, r := range fine {
			out.Lines = append(out.Lines, m.objectLine(r, typed))
		}
	} else if len(fine) > 1 {
		out.Lines = m.addLines(out.Lines, fine, fineFold, typed)
	}
	return out
}

func objectKey(r ObjectRow) string { return r.Status.Code() + "\x00" + oneLine(r.Message) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// addLines adds a row for objects that say the same, and unfolded one for each of them.
func (m *Model) addLines(lines []ObjectLine, g []ObjectRow, key string, typed bool) []ObjectLine {
	if len(g) == 1 {
		return append(lines, m.objectLine(g[0], typed))
	}
	names := make([]string, len(g))
	for i, r := range g {
		names[i] = r.Name
	}
	head := ObjectLine{Status: g[0].Status, Title: objectCount(g), Fold: key, Open: m.objects.open[key], Names: words.Names(names, 8)}
	if head.Fine = key == fineFold; head.Fine {
		head.Title = words.T("runchecks.objects_fine", "n", len(g))
	} else {
		head.Message = oneLine(g[0].Message)
		head.New, head.Since = m.hintOfAll(g)
	}
	lines = append(lines, head)
	if head.Open {
		for _, r := range g {
			line := m.objectLine(r, typed)
			line.Member = true
			if !head.Fine {
				line.Message = "" // the row above says it
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// objectCount says how many objects of which type a row stands for.
func objectCount(g []ObjectRow) string {
	for _, r := range g {
		if !strings.EqualFold(r.Type, "vm") {
			return words.Count(len(g), "object")
		}
	}
	return words.T("runchecks.objects_vms", "n", len(g))
}

func (m *Model) objectLine(r ObjectRow, typed bool) ObjectLine {
	out := ObjectLine{Status: r.Status, Title: r.Name, Message: oneLine(r.Message), Fine: r.Status == domain.Success}
	if typed {
		out.Type = r.Type
	}
	out.New, out.Since = m.objectHint(r)
	return out
}

// objectHint says what is new of an object, and since when it stands so.
func (m *Model) objectHint(r ObjectRow) (lead, rest string) {
	s, known := m.past.standing[r.Name]
	if !known || m.past.of != m.objects.of {
		return "", ""
	}
	if s.Status.Good() {
		if s.First {
			return "", words.T("runchecks.object_new")
		}
		return "", r.Note
	}
	if s.First && s.New {
		return words.T("runchecks.object_new"), ""
	}
	lead, rest = words.Standing(s, m.nightsAt(), m.p.Clock().In(m.p.Location))
	return lead, strings.TrimPrefix(rest, "· ")
}

// hintOfAll is the hint of objects that say the same, "" where they stand differently.
func (m *Model) hintOfAll(g []ObjectRow) (lead, rest string) {
	lead, rest = m.objectHint(g[0])
	for _, r := range g[1:] {
		l, s := m.objectHint(r)
		if l != lead {
			return "", ""
		}
		if s != rest {
			rest = ""
		}
	}
	return lead, rest
}

// newFirst orders what is new before what is known.
func (m *Model) newFirst(a, b []ObjectRow) int {
	newA, newB := m.isNew(a), m.isNew(b)
	switch {
	case newA == newB:
		return 0
	case newA:
		return -1
	}
	return 1
}

func (m *Model) isNew(g []ObjectRow) bool {
	lead, _ := m.objectHint(g[0])
	return lead != ""
}

// severalTypes reports whether the objects differ in type.
func severalTypes(list []domain.Object) bool {
	for _, o := range list {
		if o.Type != list[0].Type {
			return true
		}
	}
	return false
}

// objectCounts says how many objects there are of each status, those that are fine last.
func objectCounts(list []domain.Object) (out []ObjectCount) {
	counts := map[domain.Status]int{}
	for _, o := range list {
		counts[o.Status.Known()]++
	}
	ids := map[domain.Status]string{
		domain.Failed: "runchecks.count_failed", domain.Missed: "runchecks.count_missed", domain.Warning: "runchecks.count_warning",
		domain.Unknown: "runchecks.count_unknown", domain.Success: "runchecks.objects_fine",
	}
	for _, s := range domain.Statuses() {
		if n := counts[s]; n > 0 {
			out = append(out, ObjectCount{Status: s, Text: words.T(ids[s], "n", n)})
		}
	}
	return out
}

// passes reports whether an object says what a filter asks for: every word of it, and with
// "status:" how it stands.
func passes(r ObjectRow, filter string) bool {
	text := domain.Fold(r.Name + " " + r.Type + " " + r.Message)
	for _, word := range strings.Fields(domain.Fold(filter)) {
		if status, ok := strings.CutPrefix(word, "status:"); ok {
			if !strings.HasPrefix(r.Status.Known().Code(), status) && !strings.HasPrefix(domain.Fold(words.Status(r.Status)), status) {
				return false
			}
			continue
		}
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// FilterObjects narrows the objects, "" for all.
func (m *Model) FilterObjects(text string) {
	if m.objects.filter != text {
		m.objects.filter, m.objects.at = text, 0
		m.changed(list.PartDetails)
	}
}

// ObjectSelected is the selected row of the objects, -1 for none.
func (m *Model) ObjectSelected() int { return min(m.objects.at, len(m.ObjectPane().Lines)-1) }

// SelectObject selects one.
func (m *Model) SelectObject(row int) {
	m.objects.at = max(0, min(row, len(m.ObjectPane().Lines)-1))
	m.changed(list.PartDetails)
}

// FoldObject unfolds the selected row, or folds it; of a member it folds the row above it.
// False where there is nothing to fold.
func (m *Model) FoldObject(open bool) bool {
	lines, at := m.ObjectPane().Lines, m.ObjectSelected()
	for !open && at > 0 && lines[at].Member {
		at--
	}
	if at < 0 || lines[at].Fold == "" || lines[at].Open == open {
		return false
	}
	m.objects.open[lines[at].Fold] = open
	m.SelectObject(at)
	return true
}

// TurnObject unfolds a row by its place, or folds it.
func (m *Model) TurnObject(row int) {
	if lines := m.ObjectPane().Lines; row >= 0 && row < len(lines) && lines[row].Fold != "" {
		m.objects.open[lines[row].Fold] = !lines[row].Open
		m.SelectObject(row)
	}
}
