// Package retrospect reads the mails of Retrospect. The rules follow the forms that
// its diagnostic reports have: a script and two counts in the subject, error and
// console notifications, requests for media and the daily digest, in English,
// French and German.
package retrospect

import (
	"context"
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
)

// Reader reads mails of Retrospect.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "retrospect" }

var (
	ending = regexp.MustCompile(`(?i)^(.*?)\s*[-–—−]\s*Retrospect\s*$`)
	digest = regexp.MustCompile(`(?i)^Retrospect\s*:\s*(?:état|etat|status|daily|rapport|report|bericht|tagesbericht|zusammenfassung)\b`)
)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, _ reader.Env) ([]domain.Result, bool) {
	subject := m.BareSubject()
	if !strings.Contains(strings.ToLower(m.From+" "+subject), "retrospect") {
		return nil, false // spares the bodies of other products
	}
	g := ending.FindStringSubmatch(subject)
	b := readBody(m.Lines())
	if digest.MatchString(subject) {
		return []domain.Result{b.digest(m)}, true
	}
	if g == nil {
		announced, _ := split(subject)
		if !b.unmistakable() && announced != counted && announced != errorsOnly {
			return nil, false
		}
		g = []string{"", subject}
	}
	form, script := split(g[1])
	if b.script != "" {
		script = b.script
	}
	r := domain.Result{
		Product: "Retrospect", JobType: "Backup", JobName: script, Kind: domain.KindRun, Confidence: domain.ConfidenceHigh,
	}
	if script == "" {
		r.Identity = m.FromAddress
	}
	var t verdict.Tally
	own := form.judge(g[1], &t)
	b.judge(form, &t)
	switch {
	case form == media:
		r.Kind, r.JobType = domain.KindInformation, "Media request (not a run)"
	case form == other && len(b.errors) == 0 && b.problem == "":
		r.Kind, r.JobType = domain.KindInformation, "Notice (not a run)"
	case b.grooming || grooming.MatchString(script):
		r.Kind, r.JobType = domain.KindInformation, "Grooming"
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if own != 0 {
		r.Stated = t.Stated(own)
	}
	if b.client != "" {
		o := domain.Object{Name: b.client, Type: "Client", Status: r.Status}
		if r.Status != domain.Success {
			o.Message = b.problem
		}
		r.Objects = []domain.Object{o}
	}
	if r.Status != domain.Success {
		r.Error = b.problem
	}
	return []domain.Result{r}, true
}

// digest is the mail of each day over all scripts. It is never a run.
func (b body) digest(m *message.Message) domain.Result {
	var t verdict.Tally
	if !b.judgeCounts(&t, true) {
		t.Add(domain.Unknown, "no counts", "body")
	}
	return domain.Result{
		Product: "Retrospect", JobType: "Daily digest", Identity: m.FromAddress, Kind: domain.KindDigest,
		Confidence: domain.ConfidenceMedium, Status: t.Status(), Evidence: t.Evidence(), NoObjects: domain.ObjectsNotRecognised, Error: b.problem,
	}
}
