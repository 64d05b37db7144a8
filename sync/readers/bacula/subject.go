package bacula

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
)

// form is what a subject announces.
type form int

const (
	none         form = iota
	exit              // type, exit status, client and level, the default
	unnamed           // the same under another name than the product's
	other             // begins with the product, and is the site's own
	intervention      // an operator is to mount a volume
	daemon            // messages that belong to no job
)

type subject struct {
	form    form
	text    string
	product string // in lower case
	kind    string // type of the job, in lower case
	status  domain.Status
	client  string
	job     string // of an intervention
}

var (
	needed      = regexp.MustCompile(`(?i)\b(bacula|bareos)\b[\]):]*\s*:?\s*intervention needed for (\S+)`)
	daemonForm  = regexp.MustCompile(`(?i)\b(bacula|bareos)\b[\]):]*\s*:?\s*daemon message`)
	exitForm    = regexp.MustCompile(`(?i)\b(bacula|bareos)\b[\])]*\s*:\s*(backup|restore|verify|admin|migrate|migration|copy|copying|archive|consolidate)\s+(\S.*?)\s+of\s+(\S+)`)
	unnamedForm = regexp.MustCompile(`(?i)\b(backup|restore|verify|admin|migrate|migration|copy|copying|archive|consolidate)\s+(ok|ok -- with warnings|fatal error|error|cancell?ed|differences|incomplete)\s+of\s+(\S+)`)
	productForm = regexp.MustCompile(`(?i)^\W{0,3}(bacula|bareos)\b`)
	badExit     = regexp.MustCompile(`(?i)(?:^|[\s:;,\[(*=-])(?:fatal error|fatal|error|failed|failure|cancell?ed|incomplete|aborted)(?:$|[\s:;,\])*!.-])`)
)

func readSubject(text string) subject {
	s := subject{text: text}
	if g := needed.FindStringSubmatch(text); g != nil {
		s.form, s.product, s.job = intervention, strings.ToLower(g[1]), jobName(g[2])
		return s
	}
	if g := daemonForm.FindStringSubmatch(text); g != nil {
		s.form, s.product = daemon, strings.ToLower(g[1])
		return s
	}
	if g := exitForm.FindStringSubmatch(text); g != nil {
		s.form, s.product, s.kind, s.client = exit, strings.ToLower(g[1]), strings.ToLower(g[2]), g[4]
		s.status = exitStatus(g[3])
		return s
	}
	if g := unnamedForm.FindStringSubmatch(text); g != nil {
		s.form, s.client, s.status = unnamed, g[3], exitStatus(g[2])
	} else if g := productForm.FindStringSubmatch(text); g != nil {
		s.form, s.product = other, strings.ToLower(g[1])
	}
	return s
}

// sufficient reports whether the subject alone tells that the mail is the product's.
// One of the site's own is believed only over an empty body.
func (s subject) sufficient(m *message.Message) bool {
	return s.form == exit || s.form == intervention || s.form == daemon || s.form == other && strings.TrimSpace(m.Body()) == ""
}

// exitStatus is the meaning of the words of the directors for how a job ended.
func exitStatus(words string) domain.Status {
	switch domain.Fold(words) {
	case "ok":
		return domain.Success
	case "ok -- with warnings", "warnings", "warning", "differences", "diffs", "verify differences":
		return domain.Warning
	case "error", "fatal error", "canceled", "cancelled", "failed", "incomplete", "non-fatal error":
		return domain.Failed
	}
	if badExit.MatchString(words) {
		return domain.Failed
	}
	return domain.Unknown
}

// bad is what the subject says against a job. The names of the job and its client
// may be any words, so they do not count.
func (s subject) bad(j *job) domain.Status {
	switch s.form {
	case exit, unnamed:
		return s.status
	case other:
		rest := s.text
		for _, name := range []string{j.name(), j.client()} {
			if name != "" {
				rest = strings.ReplaceAll(rest, name, " ")
			}
		}
		if badExit.MatchString(rest) {
			return domain.Failed
		}
	}
	return 0
}

// spokenOf is the index of the report that the subject speaks of: that of its
// client, otherwise the last.
func (l *log) spokenOf(s subject) int {
	for i := len(l.jobs) - 1; i >= 0; i-- {
		if s.client != "" && strings.EqualFold(l.jobs[i].client(), s.client) {
			return i
		}
	}
	return len(l.jobs) - 1
}
