// Package xenorchestra reads the backup reports of Xen Orchestra. The rules follow
// the templates of its report plugin: Markdown and HTML with a global status,
// counts and one section per outcome; and the plain dumps of versions before 2018,
// in which the bare word "true" is success.
package xenorchestra

import (
	"context"
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Reader reads reports of Xen Orchestra.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "xen-orchestra" }

const product = "Xen Orchestra"

// titled is the beginning of every subject, with what a site has put into it or without.
var titled = regexp.MustCompile(`(?i)\[Xen Orchestra(?:\s+-\s[^\]]*)?\]`)

// Group 1 is the status of the subject, group 2 the job.
var subject = regexp.MustCompile(`(?i)\[Xen Orchestra(?:\s+-\s[^\]]*)?\]\s*` +
	`(?:\[?([\pL]+)\]?)?\s*\pS?\s*[−–—-]?\s*Backup reports? for\s+(.+?)\s*$`)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	g := subject.FindStringSubmatch(m.BareSubject())
	named := g != nil || titled.MatchString(m.Subject)
	lines := m.Lines()
	if !named && !promising(lines) {
		return nil, false
	}
	if d := readDump(lines); len(d.vms) > 0 && (named || d.unmistakable) {
		return []domain.Result{d.result(g)}, true
	}
	rep := readReport(lines)
	if !rep.recognised(named) {
		return nil, false
	}
	return []domain.Result{rep.result(m, env, g)}, true
}

// promising reports whether the first lines hold the beginning of a report. It
// spares the bodies of other products.
func promising(lines []string) bool {
	for _, l := range lines[:min(len(lines), 100)] {
		l = strings.TrimLeft(l, "> #")
		for _, begin := range []string{"global status", "vm."} {
			if len(l) >= len(begin) && strings.EqualFold(l[:len(begin)], begin) {
				return true
			}
		}
	}
	return false
}

func (p *report) result(m *message.Message, env reader.Env, g []string) domain.Result {
	r := domain.Result{Product: product, JobType: p.jobType(), Kind: domain.KindRun, Confidence: domain.ConfidenceHigh}
	var t verdict.Tally
	own := domain.Status(0)
	if g != nil {
		word, job := g[1], g[2]
		name, icon := cutIcon(job)
		r.JobName = strings.Trim(name, `"“”`)
		if word != "" {
			own = meaning(word).Known()
			t.Add(own, word, "subject")
		}
		t.Add(iconStatus(icon), icon, "subject")
	} else {
		r.Identity = p.facts["job id"]
	}
	if p.global != "" {
		s := meaning(p.global).Known()
		own = max(own, s)
		t.Add(s, p.global, "line Global status")
	} else {
		t.Add(domain.Unknown, "no global status", "body")
	}
	for _, s := range p.signals {
		t.Add(s.status, s.words, s.where)
	}
	for _, o := range p.objects {
		t.Add(o.Status, o.Name+" "+o.Message, "section of "+o.Name)
	}
	if !p.footer && m.HTML == "" {
		t.Add(domain.Unknown, "the end of the report is missing", "body")
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if own != 0 {
		r.Stated = t.Stated(own)
	}
	calendar := when.New(env.Hint(m))
	r.Started, r.Ended = calendar.Stamp(p.facts["start time"]), calendar.Stamp(p.facts["end time"])
	r.Objects, r.Error = p.objects, p.reason
	return r
}

// meaning is that of the words for a status. Success in singular and plural heads
// sections, too.
func meaning(word string) domain.Status {
	switch domain.Fold(strings.TrimFunc(word, func(r rune) bool { return r == ' ' || r > 0x2000 })) {
	case "success", "successes":
		return domain.Success
	case "failure", "failures", "failed", "fail", "interrupted", "aborted":
		return domain.Failed
	case "skipped", "warning", "warnings":
		return domain.Warning
	}
	return 0
}

// iconStatus is the meaning of the signs of the templates.
func iconStatus(icon string) domain.Status {
	switch {
	case icon == "":
		return 0
	case strings.ContainsAny(icon, "🚨❌✖✗✘🔴"):
		return domain.Failed
	case strings.ContainsAny(icon, "⚠⏩⏭🟠🟡"):
		return domain.Warning
	}
	return 0 // a tick confirms nothing that is not said in words
}

const icons = "🚨❌✖✗✘🔴⚠⏩⏭🟠🟡✔✅☑🟢\ufe0f"

// cutIcon splits off the signs at the end of a line.
func cutIcon(text string) (rest, icon string) {
	rest = strings.TrimRight(text, icons+" ")
	return rest, strings.TrimSpace(text[len(rest):])
}
