package cobian

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
)

// task is one run of a task.
type task struct {
	name         string
	begun, ended string // the times of the lines, as they are written
	closed       bool   // a line says that it ended
	said         []signal
	errors       []string // lines with ERR
	errorsAt     string
}

type signal struct {
	status       domain.Status
	words, where string
}

// judge adds what was said of the task and returns the log's own verdict.
func (x *task) judge(t *verdict.Tally) domain.Status {
	own := domain.Status(0)
	for _, s := range x.said {
		t.Add(s.status, s.words, s.where)
		if s.status != domain.Warning { // our own doubt, never the log's verdict
			own = max(own, s.status)
		}
	}
	if len(x.errors) > 0 {
		t.Add(domain.Failed, x.errors[0], x.errorsAt)
	}
	switch {
	case !x.closed:
		t.Add(domain.Unknown, "the task has no end", "end of the log")
	case len(x.said) == 0:
		t.Add(domain.Unknown, "no verdict on the task", "end of the log")
	}
	return own
}

// say keeps the first signal of each status.
func (x *task) say(s domain.Status, words, where string) {
	for _, y := range x.said {
		if y.status == s {
			return
		}
	}
	x.said = append(x.said, signal{s, words, where})
}

func (x *task) fault(text, where string) {
	if len(x.errors) == 0 {
		x.errorsAt = where
	}
	if len(x.errors) < 20 {
		x.errors = append(x.errors, text)
	}
}

// bad reports whether anything speaks against the task.
func (x *task) bad() bool {
	for _, s := range x.said {
		if s.status == domain.Failed {
			return true
		}
	}
	return len(x.errors) > 0
}

// log is what the lines of a log tell.
type log struct {
	tasks   []*task
	stamps  []string // some dates, to tell the order of day and month
	counts  int      // tasks whose line counts their errors
	open    *task    // begun, and not yet ended
	session []*task  // ended since the last verdict on several tasks
}

const limit = 2000 // tasks in a mail

// A line: the mark of an error, the time, the text. Older versions write the date
// of the computer's settings.
var logLine = regexp.MustCompile(
	`(?i)^(?:(ERR(?:OR)?)\s+)?(?:(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}),?\s+(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\b\.?)?)\s*)?(?:(ERR(?:OR)?)\b:?\s+)?(.*)$`,
)

var quoted = regexp.MustCompile(`["“„«]([^"”“»]+)["”“»]`)

func readLog(lines []string) *log {
	l := &log{}
	for i, line := range lines {
		line = strings.TrimSpace(strings.TrimLeft(line, "> "))
		if line == "" || len(line) > 4000 {
			continue
		}
		g := logLine.FindStringSubmatch(line)
		stamp, text := strings.TrimSpace(g[2]+" "+g[3]), g[5]
		if stamp != "" && len(l.stamps) < 200 {
			l.stamps = append(l.stamps, stamp)
		}
		if stamp == "" && g[1] == "" {
			// The text of the mail may go on in the line of a verdict.
			if at := strings.Index(text, "**"); at > 0 {
				text = text[at:]
			}
		}
		isError := stamp != "" && g[1]+g[4] != "" || strings.EqualFold(g[1]+g[4], "ERR")
		l.line(isError, stamp, text, "line "+strconv.Itoa(i+1))
	}
	l.close()
	return l
}

func (l *log) line(isError bool, stamp, text, where string) {
	if isError {
		l.fault(text, where)
		return
	}
	if strings.HasPrefix(text, "**") {
		l.starred(stamp, text, where)
		return
	}
	if opening.MatchString(text) {
		if name := quoted.FindStringSubmatch(text); name != nil {
			l.begin(name[1], stamp)
		}
		return
	}
	if len(text) > 200 {
		return
	}
	switch f := domain.Fold(text); {
	case newRun.MatchString(f):
		l.close()
		l.session = nil
	case sentence(f) != 0:
		l.verdict(sentence(f), stamp, text, where)
	case contains(f, ominous):
		f = quoted.ReplaceAllString(f, "") // names may be anything
		if abortion.MatchString(f) {
			l.lineOf().say(domain.Failed, text, where)
		} else if trouble.MatchString(f) {
			l.lineOf().say(domain.Warning, text, where)
		}
	}
}

// starred reads the lines between asterisks: beginning and end of a task, and the
// sum over all tasks.
func (l *log) starred(stamp, text, where string) {
	number, _, counted := countErrors(text)
	name := quoted.FindStringSubmatch(text)
	status := domain.Success
	switch {
	case number != "":
		status = domain.Failed
	case counted && empty(text):
		status = domain.Unknown
	}
	switch {
	case name == nil && counted:
		l.verdict(status, stamp, text, where)
	case name == nil:
	case counted:
		l.counts++
		x := l.end(name[1], stamp)
		x.say(status, text, where)
	case endWord.MatchString(quoted.ReplaceAllString(text, " ")):
		l.end(name[1], stamp)
	case beginWord.MatchString(quoted.ReplaceAllString(text, " ")):
		l.begin(name[1], stamp)
	default:
		// A language that we do not know. With numbers it is the end of a task.
		if hasNumber(text) {
			l.end(name[1], stamp).say(domain.Unknown, text, where)
		}
	}
}

var anyNumber = regexp.MustCompile(`\d+`)

// empty reports whether every count of a line about the end is zero: no error, and no file
// either, so that nothing was backed up. An incremental run counts the files that it looked at.
func empty(text string) bool {
	numbers := anyNumber.FindAllString(quoted.ReplaceAllString(text, ""), -1)
	for _, n := range numbers {
		if strings.Trim(n, "0") != "" {
			return false
		}
	}
	return len(numbers) > 1
}

func hasNumber(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if text[i] == ':' &&
			(text[i+1] >= '0' && text[i+1] <= '9' || text[i+1] == ' ' && i+2 < len(text) && text[i+2] >= '0' && text[i+2] <= '9') {
			return true
		}
	}
	return false
}

func (l *log) add(x *task) *task {
	if len(l.tasks) == limit {
		// What is said of further tasks is said of the last.
		return l.tasks[limit-1]
	}
	l.tasks = append(l.tasks, x)
	return x
}

func (l *log) begin(name, stamp string) {
	l.close()
	l.open = l.add(&task{name: name, begun: stamp})
}

// close leaves a task that was begun without an end.
func (l *log) close() {
	if l.open != nil && l.open.name == "" {
		// Errors before the first task that the log names, and no task at all.
		l.add(l.open)
	}
	l.open = nil
}

// end ends the task of that name. One whose beginning is in another log begins here.
func (l *log) end(name, stamp string) *task {
	x := l.open
	l.open = nil
	switch {
	case x == nil:
		x = l.add(&task{})
	case x.name == "":
		x = l.add(x)
	case !strings.EqualFold(strings.Join(strings.Fields(x.name), " "), strings.Join(strings.Fields(name), " ")):
		x = l.add(&task{})
	}
	x.name, x.ended, x.closed = name, stamp, true
	l.session = append(l.session, x)
	return x
}

// current is the task that a line without a name speaks of.
func (l *log) current() *task {
	switch {
	case l.open != nil:
		return l.open
	case len(l.session) > 0:
		return l.session[len(l.session)-1]
	case len(l.tasks) > 0:
		return l.tasks[len(l.tasks)-1]
	}
	return nil
}

// lineOf is the task that a line without a name speaks of; one whose beginning the
// log does not show begins here.
func (l *log) lineOf() *task {
	x := l.current()
	if x == nil {
		l.open = &task{}
		x = l.open
	}
	return x
}

func (l *log) fault(text, where string) { l.lineOf().fault(text, where) }

// verdict takes what is said of all tasks since the last verdict. Without a task it
// is said of a run that the log does not name.
func (l *log) verdict(s domain.Status, stamp, text, where string) {
	if len(l.session) == 0 && (l.open == nil || l.open.name == "") {
		x := l.open
		l.open = nil
		if x == nil {
			x = &task{}
		}
		x.ended, x.closed = stamp, true
		x.say(s, text, where)
		l.add(x)
		return
	}
	l.spread(s, text, where)
	l.close()
	l.session = nil
}

// spread gives a verdict to the tasks of the session. Where one of them shows what
// a bad verdict is about, it says nothing for certain of the others.
func (l *log) spread(s domain.Status, text, where string) {
	list := l.session
	if l.open != nil {
		list = append(list[:len(list):len(list)], l.open)
	}
	explained := false
	for _, x := range list {
		explained = explained || x.bad()
	}
	for _, x := range list {
		switch {
		case s != domain.Failed || x.bad() || !explained:
			x.say(s, text, where)
		case len(x.said) == 0:
			x.say(domain.Unknown, text, where)
		}
	}
}
