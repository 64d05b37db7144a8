package ghettovcb

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
)

type signal struct {
	status       domain.Status
	words, where string
}

// log is what the lines of a run say.
type log struct {
	known        bool // the log names its program
	final, where string
	first, last  string // times
	vms          []domain.Object
	signals      []signal
	reason       string
}

var (
	logLine  = regexp.MustCompile(`(?i)^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\s*--\s*(?:info|debug|dryrun)\s*:\s*(.*)$`)
	begin    = regexp.MustCompile(`(?i)^Initiate backup for (.+?)(?: found on .*)?$`)
	done     = regexp.MustCompile(`(?i)^Successfully completed backup for (.+?)!?$`)
	trouble  = regexp.MustCompile(`(?i)^(ERROR|WARN(?:ING)?)\b\s*:?\s*(.*)$`)
	noBackup = regexp.MustCompile(`(?i)will not (?:take place|be backed up)|can not be backed up|cannot be backed up`)
)

func readLog(lines []string) log {
	var l log
	for i, text := range lines {
		text = strings.TrimLeft(text, "> ")
		if text == "" || text[0] < '0' || text[0] > '9' {
			continue
		}
		const moment = len("2006-01-02 15:04:05")
		if len(text) <= moment || !strings.HasPrefix(strings.TrimLeft(text[moment:], " \t\n\f\r"), "--") {
			continue // spares the logs of others the pattern
		}
		if g := logLine.FindStringSubmatch(text); g != nil {
			l.line(g[1], strings.TrimSpace(g[2]), "line "+strconv.Itoa(i+1))
		}
	}
	for i := range l.vms {
		if l.vms[i].Status == 0 {
			l.vms[i].Status = domain.Unknown
			l.vms[i].Message = "its end is not in the log"
		}
	}
	return l
}

func (l *log) line(at, text, where string) {
	lower := strings.ToLower(text)
	if strings.Contains(lower, "ghettovcb log") {
		l.known = true
		return
	}
	if l.first == "" {
		l.first = at
	}
	l.last = at
	if strings.HasPrefix(lower, "config -") {
		return
	}
	if g := final.FindStringSubmatch(text); g != nil {
		l.final, l.where, l.known = g[1], where, true
		return
	}
	if g := begin.FindStringSubmatch(text); g != nil {
		l.vms = append(l.vms, domain.Object{Name: g[1], Type: "VM"})
		return
	}
	if g := done.FindStringSubmatch(text); g != nil {
		if vm := l.find(g[1]); vm != nil && vm.Status == 0 {
			vm.Status = domain.Success
		}
		return
	}
	l.trouble(text, where)
}

// trouble notes an error or a warning with the machine that it is about: the one
// it names, else the one whose backup is under way.
func (l *log) trouble(text, where string) {
	status := domain.Failed
	g := trouble.FindStringSubmatch(text)
	switch {
	case g != nil && g[1][0]|0x20 == 'w':
		status = domain.Warning
	case g == nil && noBackup.MatchString(text):
		status = domain.Warning
	case g == nil:
		return
	}
	l.signals = append(l.signals, signal{status, text, where})
	if l.reason == "" && status == domain.Failed {
		l.reason = text
	}
	if vm := l.about(text); vm != nil && status > vm.Status {
		vm.Status, vm.Message = status, text
	}
}

func (l *log) find(name string) *domain.Object {
	for i := len(l.vms) - 1; i >= 0; i-- {
		if strings.EqualFold(l.vms[i].Name, name) {
			return &l.vms[i]
		}
	}
	return nil
}

func (l *log) about(text string) *domain.Object {
	words := " " + strings.NewReplacer("\"", " ", "!", " ", ",", " ", ":", " ").Replace(strings.ToLower(text)) + " "
	for i := len(l.vms) - 1; i >= 0 && i >= len(l.vms)-200; i-- {
		if strings.Contains(words, " "+strings.ToLower(l.vms[i].Name)+" ") {
			return &l.vms[i]
		}
	}
	if n := len(l.vms); n > 0 && l.vms[n-1].Status == 0 {
		return &l.vms[n-1]
	}
	return nil
}
