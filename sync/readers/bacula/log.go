package bacula

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
)

// log is what the lines of a mail tell.
type log struct {
	name   string // the product that a report names, in lower case
	bareos bool   // a key of Bareos alone
	jobs   []*job
	others map[string]*talk // messages by the number of their job
	order  []string
	from   string // the daemon of the first message
}

// talk is what the daemons said of one job.
type talk struct {
	started             string // the job's unique name, where its start was told
	kind                string // what was started, in lower case
	below               bool   // it was started below a report
	fatal, fault, alarm string // the first message of each severity
	where               [3]string
}

const limit = 2000 // reports and jobs in a mail

var (
	head     = regexp.MustCompile(`(?i)^(?:(?:fatal )?error: |warning: )?(bacula|bareos)(?: enterprise)? (?:(\S+) )?v?\d+\.\d+\S*\s*\(`)
	spoken   = regexp.MustCompile(`(?i)^(\S.{3,40}?) (\S+) JobId (\d{1,18}): ?(.*)$`)
	unspoken = regexp.MustCompile(`(?i)^(\d.{4,30}?) (\S+): (.*)$`)
	started  = regexp.MustCompile(
		`(?i)^start (backup|restore|verify|admin|migration|copying|copy|archive|consolidate)\b.*?\bjob(?:=| )([^\s,=]+\.\d{4}-\d\d-\d\d_[\d._]+)`,
	)
)

func readLog(lines []string) *log {
	l := &log{others: map[string]*talk{}}
	var current *job
	var last *string // a message that ended in its severity goes on in the next line
	for i, line := range lines {
		line = strings.TrimSpace(strings.TrimLeft(line, "> "))
		if line == "" || len(line) > 4000 {
			continue
		}
		where := "line " + strconv.Itoa(i+1)
		plain := strings.Join(strings.Fields(line), " ")
		text := plain
		said := spoken.FindStringSubmatch(plain)
		if said != nil {
			text = said[4]
		} else if g := unspoken.FindStringSubmatch(plain); g != nil && daemonName(g[2]) {
			said, text = []string{"", "", g[2], "", g[3]}, g[3]
		}
		if g := head.FindStringSubmatch(text); g != nil && len(l.jobs) < limit {
			current, last = l.begin(strings.ToLower(g[1]), g[2]), nil
			continue
		}
		if said != nil {
			last = l.message(said[2], said[3], text, where)
			continue
		}
		key, value, isKey := cut(plain)
		if isKey && (key == "jobid" || key == "job") && (current == nil || current.has(key)) && len(l.jobs) < limit {
			current = l.begin("", "")
		}
		switch {
		case isKey && current != nil && !current.has("termination"):
			current.set(key, value, where)
			current.last = i == len(lines)-1
			l.bareos = l.bareos || key == "bareos binary info"
		case last != nil && *last != "" && strings.HasSuffix(*last, ":"):
			*last += " " + plain
		}
		last = nil
	}
	l.dropEmpty()
	return l
}

func (l *log) begin(product, director string) *job {
	if l.name == "" {
		l.name = product
	}
	j := &job{director: director, facts: map[string]fact{}}
	l.jobs = append(l.jobs, j)
	return j
}

// dropEmpty forgets heads that no report follows: the daemons name their version
// when they start, too.
func (l *log) dropEmpty() {
	kept := l.jobs[:0]
	for _, j := range l.jobs {
		if j.has("job") || j.has("jobid") || j.has("termination") {
			kept = append(kept, j)
		}
	}
	l.jobs = kept
}

// daemonName reports whether a word is the usual name of a daemon.
func daemonName(word string) bool {
	w := strings.ToLower(word)
	return strings.HasSuffix(w, "-dir") || strings.HasSuffix(w, "-sd") || strings.HasSuffix(w, "-fd")
}

// message notes a message of a daemon and returns its text where it may go on.
func (l *log) message(from, id, text, where string) *string {
	if l.from == "" {
		l.from = from
	}
	t := l.others[id]
	if t == nil {
		if len(l.order) >= limit {
			return nil
		}
		t = &talk{}
		l.others[id] = t
		l.order = append(l.order, id)
	}
	if g := started.FindStringSubmatch(text); g != nil {
		t.kind, t.started, t.below = strings.ToLower(g[1]), g[2], len(l.jobs) > 0
		return nil
	}
	f := domain.Fold(text[:min(len(text), 40)])
	place, n := (*string)(nil), 0
	switch {
	case strings.HasPrefix(f, "fatal error:"):
		place, n = &t.fatal, 0
	case strings.HasPrefix(f, "error:"), strings.HasPrefix(f, "non-fatal error:"):
		place, n = &t.fault, 1
	case strings.HasPrefix(f, "warning:"), strings.HasPrefix(f, "alert:"), strings.HasPrefix(f, "security alert:"):
		place, n = &t.alarm, 2
	}
	if place == nil || *place != "" {
		return nil
	}
	*place, t.where[n] = text, where
	return place
}

// any reports whether the mail holds a report, or a message of a job.
func (l *log) any() bool {
	if len(l.jobs) > 0 {
		return true
	}
	for _, id := range l.order {
		if id != "" {
			return true
		}
	}
	return false
}

// times are the dates of the reports.
func (l *log) times() []string {
	var out []string
	for _, j := range l.jobs[:min(len(l.jobs), 100)] {
		out = append(out, j.value("scheduled time"), j.value("start time"), j.value("end time"))
	}
	return out
}

// daemonTrouble is what a daemon said in the same mail without a job. It is not of
// the job, but the mail is not all well.
func (l *log) daemonTrouble() (s domain.Status, words, where string) {
	for _, id := range []string{"", "0"} {
		t := l.others[id]
		switch {
		case t == nil:
		case t.fatal != "":
			return domain.Warning, t.fatal, t.where[0]
		case t.fault != "":
			return domain.Warning, t.fault, t.where[1]
		}
	}
	return 0, "", ""
}
