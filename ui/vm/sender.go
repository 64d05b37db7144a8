package vm

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
)

// SenderWords says whether the report of a run comes from whom it says.
func SenderWords(r domain.Run) string {
	switch s := r.Sender; {
	case s.Doubt != "":
		return "in doubt. " + s.Doubt
	case s.Check == domain.SenderPass:
		return "verified (" + s.Words + ")"
	case s.Unverified():
		return "not verified (" + s.Words + "), as is usual of this job"
	default:
		return "not judged: nobody said whose checks of senders are trusted for this mailbox"
	}
}

// TrustWords says whose checks of senders are trusted for an account.
func TrustWords(t review.SenderTrust) string {
	switch {
	case len(t.Trusted) > 0:
		return "judged by " + rules.ServerNames(t.Trusted)
	case t.Learned != "":
		return "not judged. Nearly all mails carry a check of " + t.Learned + ": trust it if that is your own mail server."
	case len(t.Seen) == 0:
		return "not judged: no mail was looked at yet"
	}
	var names []string
	for _, s := range t.Seen {
		if s.Server != "" && len(names) < 3 {
			names = append(names, s.Server)
		}
	}
	if len(names) == 0 {
		return "not judged: the mail server adds no check of senders to its mails"
	}
	return "not judged: no server answers on nearly all mails (seen: " + strings.Join(
		names,
		", ",
	) + "). rcheck account trust takes several."
}

// CanTrust reports whether the checks of a server can be trusted for the selected account.
func (m *AccountList) CanTrust() bool {
	a := m.row()
	return a != nil && a.Kind == domain.AccountIMAP && a.ID == m.logOf && m.trust.Learned != "" && len(m.trust.Trusted) == 0 &&
		m.p.Desk.May(rules.ActSettings)
}

// TrustLabel names the server that Trust trusts.
func (m *AccountList) TrustLabel() string {
	if !m.CanTrust() {
		return "Trust checks of senders"
	}
	return "Trust checks of " + m.trust.Learned
}

// Trust says that the server which answers on the account's mails answers truly.
func (m *AccountList) Trust() {
	if !m.CanTrust() {
		return
	}
	name, server := m.row().Name, m.trust.Learned
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.TrustServers(ctx, name, server) })
}

// CanAcceptSender reports whether the sender of the selected run is in doubt and may be
// accepted.
func (m *RunChecks) CanAcceptSender() bool {
	return m.Fresh() && m.details.Run.Sender.Doubt != "" && m.p.Desk.May(rules.ActSender)
}

// AcceptSender says that the selected job's reports come by another way from now on.
func (m *RunChecks) AcceptSender() {
	if !m.CanAcceptSender() {
		return
	}
	run := m.details.Run.ID
	m.decide(nil, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.AcceptSender(ctx, run) }, nil)
}
