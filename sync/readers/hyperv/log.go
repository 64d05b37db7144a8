package hyperv

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
)

type signal struct {
	status       domain.Status
	words, where string
	vm           int // whose, -1 for none
}

// log is what the lines of a run say.
type log struct {
	named       bool // it names its program
	host        string
	first, last string // times
	finished    bool
	exported    bool // it says so in a sentence, as versions without a count do
	vms         []domain.Object
	signals     []signal
	reason      string
}

var (
	logLine = regexp.MustCompile(
		`(?i)^(.{8,40}?)\s+\[(INFO|SUCCESS|SUCC|ERROR|ERR|WARNING|WARN|CONF|CONFIG)\]\s*(?:\(VM:\s*([^)]+)\)\s*)?(.*)$`,
	)
	finished = regexp.MustCompile(`(?i)^(?:(?:backup )?process|log) finished\.?$`)
	exported = regexp.MustCompile(`(?i)^Successfully exported `)
	idle     = regexp.MustCompile(`(?i)^There are no VMs (?:running )?to back ?up`)
	hostLine = regexp.MustCompile(`(?i)^(?:Hostname|Host name|Computer name|Server name)\s*:\s*(\S+)$`)
)

func readLog(lines []string) log {
	var l log
	open := false // the last line was an error, whose text may go on
	vm := -1
	for i, text := range lines {
		text = strings.TrimLeft(text, "> ")
		if text == "" {
			continue
		}
		head := strings.ToLower(text[:min(len(text), 80)])
		if strings.Contains(head, "hyper-v backup utility") {
			l.named = true
		}
		if g := hostLine.FindStringSubmatch(text); g != nil && l.host == "" {
			l.host = g[1]
		}
		if !strings.Contains(head, "[") {
			if open {
				l.more(vm, text)
			}
			continue
		}
		g := logLine.FindStringSubmatch(text)
		if g == nil || !strings.ContainsAny(g[1], "0123456789") {
			if open {
				l.more(vm, text)
			}
			continue
		}
		vm = l.entry(g, "line "+strconv.Itoa(i+1))
		open = strings.HasPrefix(strings.ToLower(g[2]), "err")
	}
	return l
}

// entry reads one line of the log and returns the number of its virtual machine.
func (l *log) entry(g []string, where string) int {
	if l.first == "" {
		l.first = g[1]
	}
	l.last = g[1]
	vm := l.find(strings.TrimSpace(g[3]))
	text := strings.TrimSpace(g[4])
	switch level := strings.ToLower(g[2]); {
	case strings.HasPrefix(level, "err"):
		l.note(vm, domain.Failed, text, where)
		if l.reason == "" {
			l.reason = text
		}
	case strings.HasPrefix(level, "warn"):
		l.note(vm, domain.Warning, text, where)
	case strings.HasPrefix(level, "succ"):
		if vm >= 0 {
			l.succeed(vm, text)
		}
		if exported.MatchString(text) {
			l.exported = true
			l.signals = append(l.signals, signal{domain.Success, text, where, vm})
		}
	case idle.MatchString(text):
		l.note(vm, domain.Warning, text, where)
	case finished.MatchString(text):
		l.finished = true
	}
	return vm
}

// succeed says that a virtual machine was exported. An error before it was overcome: a
// warning is what is left.
func (l *log) succeed(vm int, text string) {
	o := &l.vms[vm]
	switch o.Status {
	case 0:
		o.Status = domain.Success
	case domain.Failed:
		o.Status, o.Message = domain.Warning, strings.TrimSpace(o.Message+" "+text)
		for i := range l.signals {
			if l.signals[i].vm == vm && l.signals[i].status == domain.Failed {
				l.signals[i].status = domain.Warning
			}
		}
	}
}

func (l *log) note(vm int, status domain.Status, text, where string) {
	l.signals = append(l.signals, signal{status, text, where, vm})
	if vm >= 0 && status > l.vms[vm].Status {
		l.vms[vm].Status, l.vms[vm].Message = status, text
	}
}

// more appends a line to the error before it; a few are enough.
func (l *log) more(vm int, text string) {
	if vm >= 0 && len(l.vms[vm].Message) < 1000 {
		l.vms[vm].Message += " " + text
	}
	if vm < 0 && l.reason != "" && len(l.reason) < 1000 {
		l.reason += " " + text
	}
}

// find returns the number of the virtual machine, -1 without a name.
func (l *log) find(name string) int {
	if name == "" {
		return -1
	}
	for i := len(l.vms) - 1; i >= 0; i-- {
		if strings.EqualFold(l.vms[i].Name, name) {
			return i
		}
	}
	if len(l.vms) >= 1000 {
		return -1
	}
	l.vms = append(l.vms, domain.Object{Name: name, Type: "VM"})
	return len(l.vms) - 1
}
