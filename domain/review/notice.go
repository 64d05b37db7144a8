package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// NoticeDecision is what was decided about who is told of what waits. It holds no address.
type NoticeDecision struct {
	Did  NoticeDid
	Name string // of the notice; of the summary by mail, to whom it goes
	// Service is the kind of service of a notice.
	Service string `json:",omitempty"`
}

// NoticeDid says what was done.
type NoticeDid string

// What can be decided about notices.
const (
	NoticeKept     NoticeDid = "kept"
	NoticeRemoved  NoticeDid = "removed"
	SummaryKept    NoticeDid = "summary"
	SummaryRemoved NoticeDid = "summary-removed"
)

var noticeKind = kind{
	apply:      ofProfile,
	dependsOn:  onRunsAlone,
	permission: asks(rules.ActSettings),
	words: wordsOf(func(p NoticeDecision, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		switch p.Did {
		case NoticeRemoved:
			return phrase("notice.removed", p.Name), true
		case SummaryKept:
			return phrase("notice.summary", p.Name), true
		case SummaryRemoved:
			return phrase("notice.summary.removed"), true
		}
		return phrase("notice.kept", p.Name, p.Service), true
	}),
}

// DecideNotice keeps a decision about notices together with what write writes (Admin).
// Whoever speaks with the service asks Permit before it does so.
func (svc *Service) DecideNotice(ctx context.Context, did NoticeDecision, write func(domain.Tx) error) (domain.Decision, error) {
	return svc.decideWith(ctx, rules.ActSettings, domain.DecideNotice, func(_ domain.Reader, e *entry) error {
		e.Targets = []string{did.Name}
		e.payload = did
		return nil
	}, write)
}
