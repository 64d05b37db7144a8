// Package amanda reads the mail reports of Amanda and the mails of its checks. The
// rules follow the report that amreport writes: a subject that names failures, a
// section for the failures and one for the strange results, and the dump summary
// with a row for each disk list entry. No word says success: a report is one where
// it is whole, has no such section, and every row of its summary shows a dump.
package amanda

import (
	"context"
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
)

const product = "Amanda"

// Reader reads Amanda's mails.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "amanda" }

var (
	reportSubject = regexp.MustCompile(`(?i)^(?:(.*?)\s+)?(?:([A-Z][A-Z ]{0,30}):\s+)?(AMANDA|AMFLUSH|AMVAULT)\s+MAIL\s+REPORT\s+FOR\b`)
	checkSubject  = regexp.MustCompile(`(?i)^(?:(.*?)\s+)?(?:AMANDA\s+(PROBLEM): FIX BEFORE RUN|AMCHECK\s+REPORT: (NO PROBLEMS) FOUND)`)
)

// The last line of a report; that of a check goes on with the number at once.
const (
	closing      = "brought to you by amanda version"
	checkClosing = "brought to you by amanda"
)

var problems = regexp.MustCompile(`(?i)(?:^|\D)(\d{1,6}) problems? found`)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, _ reader.Env) ([]domain.Result, bool) {
	subject := strings.Join(strings.Fields(m.BareSubject()), " ")
	var g []string
	if folded := m.FoldedSubject(); strings.Contains(folded, "mail report for") || strings.Contains(folded, "amanda") || strings.Contains(folded, "amcheck") {
		if g := checkSubject.FindStringSubmatch(subject); g != nil {
			return []domain.Result{check(m, subject, g)}, true
		}
		g = reportSubject.FindStringSubmatch(subject)
	}
	if g == nil && !m.Holds(closing) {
		return nil, false // spares the bodies of other products
	}
	rep := readReport(m.Lines())
	if g == nil {
		if !rep.recognised() {
			return nil, false
		}
		g = rep.subject(m.Lines())
	}
	return []domain.Result{rep.result(m, subject, g)}, true
}

// subject looks for the subject among the lines of a report forwarded in line.
func (r *report) subject(lines []string) []string {
	for _, l := range lines[:min(len(lines), 60)] {
		if i := strings.IndexByte(l, ':'); i > 0 && i < 20 {
			if g := reportSubject.FindStringSubmatch(strings.TrimSpace(l[i+1:])); g != nil {
				return g
			}
		}
	}
	return []string{"", "", "", ""}
}

func (r *report) result(m *message.Message, subject string, g []string) domain.Result {
	out := domain.Result{
		Product: product, JobType: "amdump", JobName: strings.TrimSpace(g[1]), Identity: r.header["hostname"],
		Kind: domain.KindRun, Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNotRecognised,
	}
	operation := domain.Fold(g[3])
	if operation == "" {
		operation = r.operation
	}
	switch operation {
	case "amflush":
		out.JobType, out.Kind = "amflush (not a backup)", domain.KindInformation
	case "amvault":
		out.JobType = "amvault"
	}
	if out.JobName == "" {
		out.JobName = r.header["org"]
	}
	if out.JobName == "" {
		out.JobName = r.header["config"]
	}
	if out.JobName == "" && out.Identity == "" {
		out.Identity = m.FromAddress
	}
	var t verdict.Tally
	out.Objects = r.objects()
	for _, o := range out.Objects {
		words := o.Message
		if words == "" {
			words = "a dump of " + o.Name
		}
		t.Add(o.Status, words, "entry "+o.Name)
	}
	for _, s := range r.signals {
		t.Add(s.status, s.words, s.where)
	}
	own := word(g[2])
	if own == domain.Unknown && g[2] != strings.ToUpper(g[2]) {
		own, out.JobName = 0, strings.TrimSpace(g[1]+" "+g[2]+":") // a name that ends in a colon
	}
	t.Add(own, subject, "subject")
	if r.unflushed > 0 && operation != "amflush" {
		t.Add(domain.Unknown, noFile, "dump summary")
	}
	if r.rows == 0 {
		t.Add(domain.Unknown, "no dump summary", "body")
	}
	if !r.closed {
		t.Add(domain.Unknown, "the end of the report is missing", "end of the body")
	}
	out.Status, out.Evidence = t.Status(), t.Evidence()
	if own != 0 {
		out.Stated = t.Stated(own)
	}
	out.Error = strings.Join(r.reasons, "; ")
	return out
}

// word is the meaning of what a subject says before "AMANDA MAIL REPORT"; nothing
// is said there of a good run.
func word(text string) domain.Status {
	switch domain.Fold(text) {
	case "":
		return 0
	case "fail", "failed", "error", "fatal":
		return domain.Failed
	case "strange", "warning":
		return domain.Warning
	case "missing", "results missing":
		return domain.Missed
	}
	return domain.Unknown
}

// check is the result of a mail of amcheck, which tries whether a run could begin.
func check(m *message.Message, subject string, g []string) domain.Result {
	r := domain.Result{
		Product: product, JobType: "amcheck (not a backup)", JobName: g[1], Kind: domain.KindInformation,
		Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNone,
	}
	if r.JobName == "" {
		r.Identity = m.FromAddress
	}
	own := domain.Failed
	if g[3] != "" {
		own = domain.Success
	}
	var t verdict.Tally
	t.Add(own, subject, "subject")
	closed := false
	for _, l := range m.Lines() {
		switch f := domain.Fold(strings.TrimLeft(l[:min(len(l), 300)], "> ")); {
		case strings.HasPrefix(f, "error:"), strings.HasPrefix(f, "error "):
			t.Add(domain.Failed, l, "body")
			if r.Error == "" {
				r.Error = l
			}
		case strings.HasPrefix(f, "warning:"):
			t.Add(domain.Warning, l, "body")
		case strings.Contains(f, checkClosing):
			closed = true
		}
		if g := problems.FindStringSubmatch(l[:min(len(l), 300)]); g != nil && strings.Trim(g[1], "0") != "" {
			t.Add(domain.Failed, l, "body")
		}
	}
	if !closed {
		t.Add(domain.Unknown, "the end of the report is missing", "end of the body")
	}
	r.Status, r.Evidence, r.Stated = t.Status(), t.Evidence(), t.Stated(own)
	return r
}
