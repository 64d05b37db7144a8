// Package kopia reads the notifications of Kopia: snapshot reports and errors of
// operations, as HTML and as text. The rules follow the templates of its
// notifications, from the first (status "ok") to the present ones (success,
// warnings, incomplete, fatal). The subject says "successfully" even of snapshots
// whose entries failed, so the rows decide.
package kopia

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

const product = "Kopia"

// Reader reads Kopia's notifications.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "kopia" }

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	s := readSubject(m.BareSubject())
	if s.form == none && !m.Holds("kopia") {
		return nil, false // spares the bodies of other products
	}
	lines := m.Lines()
	b := readBody(m, lines)
	if s.form == none {
		s = innerSubject(lines)
	}
	calendar := when.New(env.Hint(m))
	switch {
	case s.form == failure || s.form == none && b.operation != "" && b.footer:
		return []domain.Result{b.failure(s, calendar, m)}, true
	case s.form == test:
		return []domain.Result{testNotification(s, m)}, true
	case s.form != none && b.fits(s, m), len(b.snapshots) > 0 && (b.footer || b.classes):
		return []domain.Result{b.report(s, calendar, m)}, true
	}
	return nil, false
}

// fits reports whether a subject that does not name the product is Kopia's. Other
// programs make snapshots, too; but a report that is cut off must not be left to a
// less careful reader.
func (b *body) fits(s subject, m *message.Message) bool {
	return s.form == counted || b.headed || len(b.snapshots) > 0 ||
		m.Holds("kopia") || strings.Contains(strings.ToLower(m.From), "kopia") || strings.TrimSpace(m.Body()) == ""
}

// report is the result of a snapshot report.
func (b *body) report(s subject, calendar when.Calendar, m *message.Message) domain.Result {
	r := domain.Result{
		Product: product, JobType: "Snapshot report", JobName: s.path, Identity: s.host,
		Kind: domain.KindRun, Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNotRecognised,
	}
	if r.JobName == "" && r.Identity == "" {
		r.Identity = m.FromAddress
	}
	var t verdict.Tally
	for _, x := range b.snapshots {
		o := x.object()
		words := x.word
		if o.Message != "" {
			words = o.Message
		}
		t.Add(o.Status, words, "snapshot of "+o.Name)
		r.Objects = append(r.Objects, o)
	}
	if o := b.orphan.object(); o.Status != domain.Unknown {
		t.Add(o.Status, o.Message, "row before the first source")
	}
	own := s.status()
	t.Add(own, s.text, "subject")
	switch {
	case len(b.snapshots) == 0:
		r.Confidence = domain.ConfidenceMedium
		t.Add(domain.Unknown, "no list of snapshots", "body")
	case s.total > 0 && s.total != len(b.snapshots):
		t.Add(domain.Unknown, "the subject counts other snapshots than the body lists", "body")
	case !b.footer:
		t.Add(domain.Unknown, "the end of the report is missing", "end of the body")
	}
	if len(b.snapshots) > 0 {
		r.Started = calendar.Stamp(b.snapshots[0].started)
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if own != 0 {
		r.Stated = t.Stated(own)
	}
	return r
}

// failure is the result of an error notification. It is a run only where the
// operation makes snapshots.
func (b *body) failure(s subject, calendar when.Calendar, m *message.Message) domain.Result {
	r := domain.Result{
		Product: product, JobType: "Error notification", Identity: s.host, Kind: domain.KindInformation,
		Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNone, Status: domain.Failed,
		Evidence: domain.Evidence{Words: s.text, Where: "subject"},
	}
	if r.Identity == "" {
		r.Identity = m.FromAddress
	}
	if s.text == "" {
		r.Evidence = domain.Evidence{Words: b.operation, Where: "line Operation"}
	}
	if operation := domain.Fold(s.operation + " " + b.operation); strings.Contains(operation, "snapshot") || strings.Contains(operation, "backup") {
		r.Kind = domain.KindRun
	}
	r.Started, r.Ended = calendar.Stamp(b.started), calendar.Stamp(b.finished)
	r.Error = strings.Join(b.reasons, "; ")
	return r
}

func testNotification(s subject, m *message.Message) domain.Result {
	return domain.Result{
		Product: product, JobType: "Test notification (not a run)", Identity: m.FromAddress, Kind: domain.KindInformation,
		Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNone, Status: domain.Unknown,
		Evidence: domain.Evidence{Words: s.text, Where: "subject"},
	}
}
