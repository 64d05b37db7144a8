package xenorchestra

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

// report is what a body in Markdown, or the text of its HTML copy, says.
type report struct {
	global  string
	facts   map[string]string // of the job, by folded label
	objects []domain.Object
	signals []signal
	reason  string
	footer  bool
}

var (
	globalLine = regexp.MustCompile(`(?i)^Global status\s*:\s*(.+?)$`)
	section    = regexp.MustCompile(`(?i)^(?:(\d{1,6})\s+)(Success(?:es)?|Failures?|Failed|Skipped|Interrupted)(?:\s+VMs?)?$`)
	fact       = regexp.MustCompile(`^([\pL][\pL ]{1,30}):\s*(.*)$`)
	ratio      = regexp.MustCompile(`^(\d{1,6})\s*/\s*(\d{1,6})$`)
)

// line is one line without its marks.
type line struct {
	text   string
	bullet bool
	head   bool // a heading in Markdown
}

func strip(text string) line {
	text = strings.TrimLeft(text, "> ")
	var l line
	if rest := strings.TrimLeft(text, "#"); rest != text {
		l.head, text = true, rest
	} else if rest, ok := strings.CutPrefix(text, "- "); ok {
		l.bullet, text = true, rest
	} else if rest, ok := strings.CutPrefix(text, "* "); ok {
		l.bullet, text = true, rest
	}
	l.text = strings.Join(strings.Fields(strings.ReplaceAll(text, "**", "")), " ")
	return l
}

// place is where in a report the reading stands.
type place struct {
	status  domain.Status // of the section, 0 before the first
	counted int
	seen    int
	fresh   bool // the next line that is no bullet names an object
	words   string
}

func readReport(lines []string) report {
	p := report{facts: map[string]string{}}
	at := place{}
	markdown := false
	for i, raw := range lines {
		if len(raw) > 4000 {
			continue
		}
		l := strip(raw)
		where := "line " + strconv.Itoa(i+1)
		markdown = markdown || l.head
		switch {
		case l.text == "":
		case strings.Trim(l.text, "-") == "":
			at.fresh = true
		case strings.Contains(strings.ToLower(l.text), "xo-server-backup-reports"):
			p.footer = true
			p.close(&at)
			return p
		case p.global == "" && globalLine.MatchString(l.text):
			p.global = globalLine.FindStringSubmatch(l.text)[1]
		case globalLine.MatchString(l.text): // a second one
			word := globalLine.FindStringSubmatch(l.text)[1]
			p.signals = append(p.signals, signal{meaning(word).Known(), word, where})
		case p.global != "" && section.MatchString(l.text):
			p.close(&at)
			g := section.FindStringSubmatch(l.text)
			at = place{status: meaning(g[2]), fresh: true, words: l.text}
			at.counted, _ = strconv.Atoi(g[1])
			if at.counted > 0 {
				p.signals = append(p.signals, signal{at.status, l.text, where})
			}
		case l.bullet:
			p.bullet(&at, l.text, where)
		case at.status == 0 && p.global != "" && fact.MatchString(l.text): // a list in HTML
			p.bullet(&at, l.text, where)
		case at.status != 0 && at.fresh && (l.head || !markdown):
			p.objects = append(p.objects, domain.Object{Name: l.text, Type: "VM", Status: at.status})
			at.seen++
			at.fresh = false
		}
	}
	p.close(&at)
	return p
}

// close compares a section with the count in its heading.
func (p *report) close(at *place) {
	if at.status != 0 && at.seen < at.counted {
		p.signals = append(p.signals, signal{domain.Unknown, at.words, "section with fewer entries than its count"})
	}
	at.status = 0
}

func (p *report) bullet(at *place, text, where string) {
	rest, icon := cutIcon(text)
	label, value := "", ""
	if g := fact.FindStringSubmatch(rest); g != nil {
		label, value = domain.Fold(g[1]), g[2]
	}
	if at.status == 0 {
		if lead := strings.TrimLeft(text, icons+" "); lead != text {
			p.signals = append(p.signals, signal{iconStatus(text[:len(text)-len(lead)]), lead, where})
		}
		p.jobFact(label, value, where)
		return
	}
	at.fresh = true
	n := len(p.objects)
	if n == 0 || at.seen == 0 {
		return
	}
	o := &p.objects[n-1]
	status := iconStatus(icon)
	if lead := strings.TrimLeft(text, icons+" "); lead != text {
		status = max(status, iconStatus(text[:len(text)-len(lead)]))
		rest = lead
	}
	switch label {
	case "error", "reason", "message", "cause":
		if o.Message == "" {
			o.Message = value
		}
		if label == "error" {
			status = domain.Failed
		}
	case "warning":
		o.Message = value
		status = domain.Warning
	case "uuid":
		if domain.Fold(o.Name) == "vm not found" {
			o.Name = value
		}
	}
	if status > o.Status {
		o.Status = status
		if o.Message == "" {
			o.Message = rest
		}
	}
}

// jobFact keeps a line above the sections; counts and errors there are signals.
func (p *report) jobFact(label, value, where string) {
	if label == "" {
		return
	}
	if _, twice := p.facts[label]; !twice {
		p.facts[label] = value
	}
	g := ratio.FindStringSubmatch(strings.TrimSpace(value))
	switch {
	case label == "error" || label == "reason":
		if p.reason == "" {
			p.reason = value
		}
		status := domain.Warning
		if label == "error" {
			status = domain.Failed
		}
		p.signals = append(p.signals, signal{status, value, where})
	case strings.HasPrefix(label, "success") && g != nil:
		n, _ := strconv.Atoi(g[1])
		all, _ := strconv.Atoi(g[2])
		if n < all || all == 0 {
			p.signals = append(p.signals, signal{domain.Warning, value, where})
		}
	case strings.HasPrefix(label, "fail") && strings.Trim(value, "0 ") != "":
		p.signals = append(p.signals, signal{domain.Failed, value, where})
	}
}

// recognised reports whether the structure is that of a report. A subject that the
// site has changed does not hide it.
func (p *report) recognised(named bool) bool {
	_, job := p.facts["job id"]
	_, run := p.facts["run id"]
	return named || p.global != "" && (p.footer || job && run)
}

func (p *report) jobType() string {
	mode := p.facts["mode"]
	if mode == "" {
		mode = p.facts["type"]
	}
	mode = strings.ToLower(mode)
	switch {
	case mode == "":
		return "VM backup"
	case strings.Contains(mode, "metadata"):
		return "Metadata backup"
	}
	return "VM backup (" + mode + ")"
}
