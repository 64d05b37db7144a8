// Package ghettovcb reads the logs that ghettoVCB mails. The rules follow the
// script: one sentence of a fixed list is the final status, and the log has a line
// for the beginning and the end of each virtual machine.
package ghettovcb

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

// Reader reads ghettoVCB logs.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "ghettovcb" }

var (
	host = regexp.MustCompile(`(?i)ghettoVCB\s*-\s*(\S+)`)
	// job is a name between the host and the final status, where the script gives one.
	job   = regexp.MustCompile(`(?i)ghettoVCB\s*-\s*[^\s#]+\s+([^#:]+?)\s*#`)
	final = regexp.MustCompile(`(?i)Final status:\s*([^#]+?)\s*(?:#|$)`)
)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	subject := m.BareSubject()
	var inSubject []string
	if strings.Contains(m.FoldedSubject(), "final status:") {
		inSubject = final.FindStringSubmatch(subject)
	}
	l := readLog(m.Lines())
	named := strings.Contains(strings.ToLower(subject+" "+m.Header("XMailer")+" "+m.From), "ghettovcb")
	if !l.known && (!named || inSubject == nil) {
		return nil, false
	}
	r := domain.Result{Product: "ghettoVCB", JobType: "VMware VM backup", Kind: domain.KindRun, Confidence: domain.ConfidenceHigh}
	if g := host.FindStringSubmatch(subject); g != nil {
		r.Identity = strings.Trim(g[1], "#:,")
	}
	if g := job.FindStringSubmatch(subject); g != nil {
		r.JobName = g[1]
	}
	if r.Identity == "" {
		r.Identity = m.FromAddress
	}
	var t verdict.Tally
	own := domain.Status(0)
	if inSubject != nil {
		own = meaning(inSubject[1])
		t.Add(own, inSubject[1], "subject")
	}
	if l.final != "" {
		s := meaning(l.final)
		own = max(own, s)
		t.Add(s, l.final, l.where)
	} else {
		t.Add(domain.Unknown, "no final status", "end of the log")
	}
	for _, s := range l.signals {
		t.Add(s.status, s.words, s.where)
	}
	for _, o := range l.vms {
		t.Add(o.Status, o.Name+" "+o.Message, "log of "+o.Name)
	}
	if dryRun(l.final) || inSubject != nil && dryRun(inSubject[1]) {
		r.Kind, r.JobType = domain.KindInformation, "Dry run (not a run)"
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if own != 0 {
		r.Stated = t.Stated(own)
	}
	r.Objects, r.Error = l.vms, l.reason
	calendar := when.New(env.Hint(m))
	r.Started, r.Ended = calendar.Stamp(l.first), calendar.Stamp(l.last)
	return []domain.Result{r}, true
}

// meaning is that of the sentences which the script can end with. A sentence that
// is not on the list is believed only where it begins with its severity.
func meaning(sentence string) domain.Status {
	s := domain.Fold(sentence)
	switch {
	case s == "all vms backed up ok!":
		return domain.Success
	case strings.HasPrefix(s, "error"):
		return domain.Failed
	case strings.HasPrefix(s, "warn"):
		return domain.Warning
	}
	return domain.Unknown
}

func dryRun(sentence string) bool { return strings.Contains(domain.Fold(sentence), "dryrun") }
