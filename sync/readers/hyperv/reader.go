// Package hyperv reads the logs of the Hyper-V Backup Utility, a script that
// exports virtual machines. Its subject always ends in "Successful": only the two
// numbers before it are a verdict, and the log may contradict them.
package hyperv

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Reader reads logs of the Hyper-V Backup Utility.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "hyper-v-backup-utility" }

// program is what the subject or the log calls the program.
const program = "hyper-v backup"

var count = regexp.MustCompile(`(?i)(?:^|[^\d/])(\d{1,6})\s*/\s*(\d{1,6})\s+VMs?\s+Successful`)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	subject := m.BareSubject()
	var g []string
	if strings.Contains(m.FoldedSubject(), "successful") {
		g = count.FindStringSubmatch(subject)
	}
	if g == nil && !strings.Contains(m.FoldedSubject(), program) && !m.Holds(program) {
		return nil, false // spares the bodies of other products
	}
	l := readLog(m.Lines())
	named := l.named || strings.Contains(m.FoldedSubject(), program)
	if !named && (g == nil || len(l.vms) == 0) || g == nil && l.first == "" {
		return nil, false
	}
	r := domain.Result{
		Product: "Hyper-V Backup Utility", JobType: "Hyper-V export", Identity: l.host,
		Kind: domain.KindRun, Confidence: domain.ConfidenceHigh,
	}
	var t verdict.Tally
	own := domain.Status(0)
	if g != nil {
		own = compare(g[1], g[2])
		t.Add(own, strings.TrimSpace(g[0]), "subject")
	}
	for _, s := range l.signals {
		t.Add(s.status, s.words, s.where)
	}
	for i := range l.vms {
		vm := &l.vms[i]
		switch {
		case vm.Status != 0:
		case own == domain.Success && l.finished:
			vm.Status = domain.Success
		default:
			vm.Status = domain.Unknown
		}
		t.Add(vm.Status, vm.Message, "log of "+vm.Name)
	}
	if !l.finished {
		// The script writes an end before it sends its log.
		t.Add(domain.Unknown, "the end of the log is missing", "body")
	}
	if own == 0 && !l.exported {
		t.Add(domain.Unknown, "no count of virtual machines", "subject")
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if own != 0 {
		r.Stated = t.Stated(own)
	}
	r.Objects, r.Error = l.vms, l.reason
	calendar := when.New(env.Hint(m), l.first, l.last)
	r.Started, r.Ended = calendar.Stamp(l.first), calendar.Stamp(l.last)
	return []domain.Result{r}, true
}

// compare reads "n/m": all of at least one is good, nothing of nothing is not.
func compare(good, all string) domain.Status {
	n, _ := strconv.Atoi(good)
	total, _ := strconv.Atoi(all)
	switch {
	case n < total:
		return domain.Failed
	case n == total && total > 0:
		return domain.Success
	}
	return domain.Unknown
}
