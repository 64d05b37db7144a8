package amanda

import (
	"strings"

	"runchecks/domain"
)

// entry is an entry of the disk list: a disk of a host.
type entry struct {
	host, disk string
	status     domain.Status // the worst, 0 where nothing was said
	messages   []string
	isStrange  bool
	stranges   []string // the lines that Amanda did not expect
}

// entry returns the entry of that name, and makes it where there is none.
func (r *report) entry(host, disk string) *entry {
	if e := r.index[host+" "+disk]; e != nil {
		return e
	}
	if len(r.entries) >= limit {
		return nil
	}
	e := &entry{host: host, disk: disk}
	r.index[host+" "+disk] = e
	r.entries = append(r.entries, e)
	return e
}

// shortened finds the entry that a row of the summary means: its columns cut long
// hosts behind 12 letters and long disks at their beginning.
func (r *report) shortened(host, disk string) *entry {
	if r.index[host+" "+disk] == nil {
		tail, cut := strings.CutPrefix(disk, "-")
		for _, e := range r.entries[:min(len(r.entries), 500)] {
			sameHost := e.host == host || len(host) >= 12 && strings.HasPrefix(e.host, host)
			sameDisk := e.disk == disk || cut && len(tail) > 4 && strings.HasSuffix(e.disk, tail)
			if sameHost && sameDisk {
				return e
			}
		}
	}
	return r.entry(host, disk)
}

// say notes a status and, of each kind of message, the first.
func (e *entry) say(s domain.Status, text string) {
	e.status = max(e.status, s)
	if text == "" || len(e.messages) >= 20 {
		return
	}
	kind := firstWord(text)
	for _, m := range e.messages {
		if firstWord(m) == kind {
			return
		}
	}
	e.messages = append(e.messages, strings.Join(strings.Fields(text), " "))
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(domain.Fold(text), " ")
	return word
}

func (e *entry) strange(line string) {
	if len(e.stranges) < 50 {
		e.stranges = append(e.stranges, line)
	}
}

func (e *entry) object() domain.Object {
	o := domain.Object{Name: e.host + " " + e.disk, Type: "DLE", Status: e.status.Known()}
	for _, m := range e.messages {
		if e.isStrange && firstWord(m) == "strange" && len(e.stranges) > 0 {
			m = "STRANGE: " + strings.Join(e.stranges, "; ")
		}
		if o.Message != "" {
			o.Message += "; "
		}
		o.Message += m
	}
	return o
}

func (r *report) objects() []domain.Object {
	var out []domain.Object
	for _, e := range r.entries {
		out = append(out, e.object())
	}
	return out
}

// unquote undoes the quotes around names with blanks.
func unquote(s string) string {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return s
	}
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(s[1 : len(s)-1])
}
