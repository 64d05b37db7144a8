package kopia

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
)

// snapshot is one source of a report.
type snapshot struct {
	path, started string
	word          string        // the status in the product's words
	status        domain.Status // the worst that was said of it, 0 where nothing was
	errors        []string
	failed        bool // a list of failed entries follows
	entries       []string
}

// object judges the source. Only a status that was written confirms success.
func (x *snapshot) object() domain.Object {
	o := domain.Object{Name: x.path, Type: "Snapshot source", Status: x.status.Known(), Message: strings.Join(x.errors, "; ")}
	if len(x.errors) > 0 {
		o.Status = domain.Failed
	}
	if x.failed {
		o.Status = max(o.Status, domain.Warning)
		text := "Failed Entries: " + strings.Join(x.entries, "; ")
		if o.Message != "" {
			text = o.Message + "; " + text
		}
		o.Message = text
	}
	return o
}

// say notes a status; of several the worst stays.
func (x *snapshot) say(word string) {
	s := meaning(word)
	if s > x.status {
		x.status, x.word = s, word
	}
}

// meaning is that of the status codes of all versions.
func meaning(word string) domain.Status {
	switch domain.Fold(word) {
	case "success", "ok":
		return domain.Success
	case "warnings", "warning", "incomplete":
		return domain.Warning
	case "fatal", "error", "errors", "failed":
		return domain.Failed
	}
	return domain.Unknown
}

// body is what the text of a mail says.
type body struct {
	snapshots []*snapshot
	classes   bool     // the rows have Kopia's classes
	headed    bool     // the heading row of the table was found
	footer    bool     // "Generated at ... by Kopia": the report is whole
	orphan    snapshot // what stands before the first source

	// Of an error notification.
	operation, started, finished string
	reasons                      []string
}

const limit = 10_000 // snapshots and entries

var (
	// The closing line of every template.
	generated = regexp.MustCompile(`(?i)^generated at .{5,80} by kopia\b.*\S`)
	// A row of the HTML that became text: the source, the start, the duration.
	flat = regexp.MustCompile(`^(\S.*?) ((?:\w{3}, \d{2} \w{3} \d{4} |\d{4}-\d{2}-\d{2} )\d{2}:\d{2}:\d{2} \S+(?: [A-Z]{3,4})?) (?:\d[\d.a-zµ]*) \d[\d.]* [KMGTP]?i?B\b`)
)

func readBody(m *message.Message, lines []string) *body {
	b := &body{}
	b.readTables(m)
	b.readLines(lines, len(b.snapshots) == 0)
	if !b.footer && m.HTML != "" && m.Text != "" {
		for _, l := range m.HTMLLines() {
			b.footer = b.footer || generated.MatchString(l)
		}
	}
	return b
}

// readTables reads the rows of the HTML by their classes, and the table without
// classes that a gateway leaves by its headings.
func (b *body) readTables(m *message.Message) {
	if m.HTML == "" {
		return
	}
	for _, table := range m.Tables() {
		known := false
		for _, row := range table.Rows {
			word, ok := class(row.Class)
			switch {
			case ok:
				b.classes, known = true, true
				b.row(row, word)
			case headings(row):
				b.headed, known = true, true
			case known:
				b.row(row, "")
			}
		}
	}
}

// class returns the status that a row's class names.
func class(names string) (string, bool) {
	for _, n := range strings.Fields(names) {
		if rest, ok := strings.CutPrefix(strings.ToLower(n), "snapshotstatus-"); ok {
			return rest, true
		}
	}
	return "", false
}

func headings(r *message.Row) bool {
	return len(r.Cells) >= 4 && domain.Fold(r.Cells[0].Text) == "source" && domain.Fold(r.Cells[1].Text) == "started" && domain.Fold(r.Cells[2].Text) == "duration"
}

// row reads a source, or the remark under the source before it.
func (b *body) row(r *message.Row, word string) {
	if len(r.Cells) > 1 {
		if len(b.snapshots) < limit {
			x := &snapshot{path: r.Cells[0].Line(), started: r.Cells[1].Line()}
			if word != "" {
				x.say(word)
			}
			b.snapshots = append(b.snapshots, x)
		}
		return
	}
	if len(r.Cells) == 0 {
		return
	}
	x := &b.orphan
	if len(b.snapshots) > 0 {
		x = b.snapshots[len(b.snapshots)-1]
	}
	if word != "" {
		x.say(word)
	}
	lines := strings.Split(r.Cells[0].Text, "\n")
	head := domain.Fold(lines[0])
	switch {
	case strings.HasPrefix(head, "error:"):
		_, reason, _ := strings.Cut(r.Cells[0].Line(), ":")
		x.errors = append(x.errors, strings.TrimSpace(reason))
	case strings.HasPrefix(head, "failed entries:"):
		x.failed = true
		for _, l := range lines[1:] {
			x.entry(l)
		}
	case head != "":
		x.say(r.Cells[0].Line()) // a remark that no template has: Unknown
	}
}

func (x *snapshot) entry(line string) {
	if line = strings.TrimSpace(strings.TrimLeft(line, "-• ")); line != "" && len(x.entries) < limit {
		x.entries = append(x.entries, line)
	}
}

// readLines reads the text form, and with it the end of a report and an error
// notification, whose HTML has no tables. Snapshots are taken only where the
// tables held none.
func (b *body) readLines(lines []string, take bool) {
	var x *snapshot
	entries := false
	for _, l := range lines {
		l = strings.TrimSpace(strings.TrimLeft(l, "> "))
		if l == "" || len(l) > 8000 {
			continue
		}
		if generated.MatchString(l) {
			b.footer = true
			x = nil
			continue
		}
		key, value := label(l)
		switch {
		case key == "path" && take && len(b.snapshots) < limit:
			x, entries = &snapshot{path: value}, false
			b.snapshots = append(b.snapshots, x)
		case take && b.flattened(l):
			x, entries = b.snapshots[len(b.snapshots)-1], false
		case x != nil:
			entries = x.line(l, key, value, entries)
		case !b.footer:
			b.fact(l, key, value)
		}
	}
}

// line reads one line below the path of a source and returns whether a list of
// failed entries goes on.
func (x *snapshot) line(l, key, value string, entries bool) bool {
	switch {
	case entries && key != "failed entries":
		x.entry(l) // the list goes on to the next source or to the end
		return true
	case key == "status":
		x.say(value)
	case key == "start":
		x.started = value
	case key == "error":
		x.errors = append(x.errors, value)
	case key == "failed entries":
		x.failed = true
		if value != "" {
			x.entry(value)
		}
		return true
	}
	return entries
}

// flattened takes a row that has lost its table, and with it its status.
func (b *body) flattened(l string) bool {
	g := flat.FindStringSubmatch(strings.Join(strings.Fields(l), " "))
	if g == nil || len(b.snapshots) >= limit {
		return false
	}
	b.snapshots = append(b.snapshots, &snapshot{path: g[1], started: g[2]})
	return true
}

// fact reads a line of an error notification.
func (b *body) fact(l, key, value string) {
	switch {
	case key == "operation" && b.operation == "":
		b.operation = value
	case b.operation == "" || len(b.reasons) >= 50:
	case key == "started" && b.started == "":
		b.started = value
	case key == "finished" && b.finished == "":
		b.finished = value
	case key == "message":
		b.reasons = append(b.reasons, value)
	default:
		b.reasons = append(b.reasons, l)
	}
}

// label splits "Key: value" with a short key in any case.
func label(l string) (key, value string) {
	i := strings.IndexByte(l, ':')
	if i <= 0 || i > 20 {
		return "", ""
	}
	return domain.Fold(l[:i]), strings.TrimSpace(l[i+1:])
}
