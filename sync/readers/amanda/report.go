package amanda

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

// report is what the text of a mail says.
type report struct {
	header    map[string]string // Hostname, Org, Config
	entries   []*entry          // in the order in which they are named
	index     map[string]*entry
	rows      int    // of the dump summary
	unflushed int    // rows of it that say that there was nothing to flush
	operation string // what the first lines say of the run, where it is no dump
	signals   []signal
	reasons   []string // of the whole run
	closed    bool     // the last line of a report was reached
	known     bool     // a section of a report was found
}

const limit = 20_000 // disk list entries

// The sections of a report. Older versions join failures and strange results.
var sections = map[string]section{
	"failure dump summary":             failures,
	"failure and strange dump summary": failures,
	"strange dump summary":             stranges,
	"statistics":                       statistics,
	"usage by tape":                    statistics,
	"failed dump details":              details,
	"strange dump details":             details,
	"failed and strange dump details":  details,
	"notes":                            remarks,
	"dump summary":                     summary,
}

type section int

const (
	top section = iota
	failures
	stranges
	statistics // nothing in it judges the run
	remarks    // nothing but how a tape ended
	details
	summary
)

func readReport(lines []string) *report {
	r := &report{header: map[string]string{}, index: map[string]*entry{}}
	at := top
	var detail *entry
	inside := false // a block of details, whose lines are those of other programs
	for i, l := range lines {
		l = strings.TrimSpace(strings.TrimLeft(l, "> "))
		if l == "" || len(l) > 2000 {
			continue
		}
		where := "line " + strconv.Itoa(i+1)
		if inside {
			if strings.HasPrefix(l, `\---`) {
				inside = false
			} else if detail != nil && strings.HasPrefix(l, "?") {
				detail.strange(l)
			}
			continue
		}
		if s, ok := heading(l); ok {
			at, r.known = s, true
			if f := domain.Fold(l); strings.HasPrefix(f, "fail") || strings.HasPrefix(f, "strange") {
				r.note(domain.Warning, l, where) // a good run has no such section
			}
			continue
		}
		if l[0] == '(' && strings.Contains(domain.Fold(l), closing) {
			r.closed = true
			at = statistics // what follows is not the report's
			continue
		}
		switch at {
		case top:
			r.preamble(l, where)
		case failures:
			r.failure(l, where, domain.Failed)
		case stranges:
			r.failure(l, where, domain.Warning)
		case remarks:
			if g := tapeEnd.FindStringSubmatch(l); g != nil && !strings.EqualFold(g[1], "OK") {
				r.note(domain.Warning, l, where)
			}
		case details:
			if rest, ok := strings.CutPrefix(l, "/--"); ok {
				inside = true
				detail = nil
				if g := entryLine.FindStringSubmatch(strings.TrimSpace(rest)); g != nil {
					detail = r.entry(g[1], unquote(g[2]))
				}
			}
		case summary:
			r.summary(l, where)
		}
	}
	return r
}

// recognised reports whether the body is that of a report whatever the subject.
func (r *report) recognised() bool { return r.closed && r.known }

func heading(l string) (section, bool) {
	if l[len(l)-1] != ':' || len(l) > 40 {
		return 0, false
	}
	s, ok := sections[domain.Fold(l[:len(l)-1])]
	return s, ok
}

// preamble reads the lines above the first section.
func (r *report) preamble(l, where string) {
	f := domain.Fold(l[:min(len(l), 300)])
	switch {
	case strings.HasPrefix(f, "*** the dumps did not finish properly"):
		r.bad(domain.Failed, l, where)
	case strings.HasPrefix(f, "*** a tape error occurred"):
		r.bad(domain.Failed, l, where)
	case strings.HasPrefix(f, "***"):
		r.bad(domain.Warning, l, where)
	case strings.HasPrefix(f, "some dumps may have been left in the holding disk"):
		r.note(domain.Warning, l, where)
	case strings.HasPrefix(f, "the dumps were flushed"):
		r.operation = "amflush"
	case strings.HasPrefix(f, "the dumps were vaulted"):
		r.operation = "amvault"
	default:
		key, value, ok := strings.Cut(l, ":")
		switch key = domain.Fold(key); key {
		case "hostname", "org", "config":
			if ok && r.header[key] == "" {
				r.header[key] = strings.TrimSpace(value)
			}
		}
	}
}

// note keeps the first signal of each status.
func (r *report) note(s domain.Status, words, where string) {
	for _, x := range r.signals {
		if x.status == s {
			return
		}
	}
	r.signals = append(r.signals, signal{s, words, where})
}

// bad notes what is wrong with the whole run.
func (r *report) bad(s domain.Status, l, where string) {
	r.note(s, l, where)
	if len(r.reasons) < 50 {
		r.reasons = append(r.reasons, strings.Trim(l, "* "))
	}
}

var (
	// host, disk, level: what a line about one entry begins with.
	entryLine = regexp.MustCompile(`(?i)^(\S+)\s+("(?:[^"\\]|\\.)*"|\S+)\s+(?:lev\s+\d+\s+(\S.*)|(RESULTS MISSING.*))$`)
	// How the taper ended with a tape: [OK], or an error in its place.
	tapeEnd = regexp.MustCompile(`(?i)^taper:\s+tape\s.*\[([^\]]*)\]$`)
	program = regexp.MustCompile(`(?i)^(?:amdump|planner|amflush|amvault|driver|dumper|chunker|taper|reporter|amcleanup|amlogroll):\s`)
)

// failure reads a line of the sections of failures and of strange results.
func (r *report) failure(l, where string, least domain.Status) {
	if program.MatchString(l) {
		r.bad(least, l, where)
		return
	}
	g := entryLine.FindStringSubmatch(l)
	if g == nil {
		// The rest of a long message, or a form that we do not know: the section
		// alone says that something is wrong.
		r.note(least, l, where)
		return
	}
	e := r.entry(g[1], unquote(g[2]))
	if e == nil {
		r.note(least, l, where)
		return
	}
	text := g[3] + g[4]
	switch f := domain.Fold(text); {
	case strings.HasPrefix(f, "results missing"):
		e.say(domain.Missed, text)
	case strings.HasPrefix(f, "strange"):
		e.say(domain.Warning, text)
		e.isStrange = true
	case f == "was successfully retried", f == "was successfully re-flushed":
		// The failures before this line are mended, but they happened.
		e.status = min(e.status, domain.Warning)
		e.say(domain.Warning, text)
	default:
		e.say(max(least, domain.Failed), text)
	}
}
