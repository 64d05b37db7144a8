// Package urbackup reads the reports of UrBackup. The rules follow the report
// script that the server ships: a verdict in the subject, a line of counts and
// one line per log entry.
package urbackup

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

// Reader reads UrBackup reports.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "urbackup" }

const kindWords = `(incremental|full)\s+(file|image)\s+backup\s+of\s+"(.+)"`

var (
	subject  = regexp.MustCompile(`(?i)UrBackup:\s*(?:resumed\s+)?` + kindWords + `(.*)$`)
	sentence = regexp.MustCompile(`(?i)^UrBackup just did an?\s+(?:resumed\s+)?` + kindWords)
	counts   = regexp.MustCompile(`(?i)^\(\s*(\d{1,9}) infos?,\s*(\d{1,9}) warnings?,\s*(\d{1,9}) errors?\s*\)`)
	entry    = regexp.MustCompile(`(?i)^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\s*\((info|warning|error)\):\s*(.*)$`)
)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	g := subject.FindStringSubmatch(m.BareSubject())
	b := readBody(m.Lines())
	what := g
	if what == nil {
		what = b.what
	}
	if what == nil {
		return nil, false
	}
	r := domain.Result{
		Product: "UrBackup", JobType: jobType(what[1], what[2]), JobName: what[3],
		Kind: domain.KindRun, Confidence: domain.ConfidenceHigh,
	}
	own := domain.Status(0)
	var t verdict.Tally
	if g != nil {
		tail := strings.Trim(g[4], " -–—−")
		if own = outcome(tail); tail != "" {
			t.Add(own.Known(), tail, "subject")
		}
	}
	b.judge(&t)
	if own == 0 && !b.finished {
		// Counts of zero are no verdict.
		t.Add(domain.Unknown, "no verdict", "subject")
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if own != 0 {
		r.Stated = t.Stated(own)
	}
	calendar := when.New(env.Hint(m))
	r.Started, r.Ended = calendar.Stamp(b.first), calendar.Stamp(b.last)
	r.Objects = []domain.Object{{Name: r.JobName, Type: "Client", Status: r.Status, Message: b.reason()}}
	if r.Status == domain.Failed {
		r.Error = b.reason()
	}
	return []domain.Result{r}, true
}

func jobType(how, what string) string {
	how = strings.ToLower(how)
	return strings.ToUpper(how[:1]) + how[1:] + " " + strings.ToLower(what) + " backup"
}

// outcome is the word that ends the subject.
func outcome(word string) domain.Status {
	switch domain.Fold(word) {
	case "success":
		return domain.Success
	case "failed":
		return domain.Failed
	}
	return 0
}
