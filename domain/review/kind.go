package review

import (
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// kind is all that the program knows of a kind of decision, beside the method of Service
// that plans it. No part of the first block may be left out: a test names what is missing.
type kind struct {
	// apply carries an entry out, for the first time or again in a rebuild.
	apply func(*projector, domain.Decision) error
	// revert puts everything back to what it was; nil where undoable is false.
	revert   func(*projector, domain.Decision) error
	undoable bool
	// dependsOn names what the entry builds upon.
	dependsOn func(domain.Decision) dependencies
	// permission is what a role must be allowed to make the decision again: who stepped
	// down since it was undone may not.
	permission func(domain.Decision) rules.Action
	// words says what was decided, from the entry alone. Times are in the given zone.
	words func(domain.Decision, *time.Location) Phrase

	// files keeps what entries of the kind write beside the database.
	files func(*projector) domain.Definitions
	// lost finds what the undo of an entry takes away and making it again does not bring
	// back, beside the reviews of the decisions by: the entry itself where it is nil.
	lost func(q domain.Reader, d domain.Decision, u *undoPayload) (by []domain.DecisionID, err error)
	// regain puts back what became of the thing by itself, when the entry is made again.
	regain func(*projector, domain.Decision) error
	// follow says what has to be done outside of the database after an entry, or its undo.
	follow func(domain.Decision) followUp
}

// followUp is what has to be done after a decision.
type followUp struct {
	devices  bool // make or judge runs of devices
	prose    bool // stored messages may read differently
	attempts bool // find which runs were tried again: of jobs, or of all where there are none
	jobs     []domain.JobKey
}

func (f followUp) and(more followUp) followUp {
	if f.attempts {
		more.jobs = f.jobs
	}
	return followUp{f.devices || more.devices, f.prose || more.prose, f.attempts || more.attempts, more.jobs}
}

// kinds holds every kind of decision.
var kinds = map[domain.DecisionKind]kind{
	domain.DecideReview:      reviewKind,
	domain.DecideUnmark:      unmarkKind,
	domain.DecideSuccess:     successKind,
	domain.DecideOverride:    overrideKind,
	domain.DecideRule:        ruleKind,
	domain.DecideApprove:     approveKind,
	domain.DecideDefinition:  definitionKind,
	domain.DecideWord:        wordKind,
	domain.DecideJoin:        joinKind,
	domain.DecideProse:       proseKind,
	domain.DecideTicket:      ticketKind,
	domain.DecideRemark:      remarkKind,
	domain.DecideAccept:      acceptKind,
	domain.DecideSchedule:    scheduleKind,
	domain.DecideSilence:     silenceKind,
	domain.DecideLater:       laterKind,
	domain.DecideClaim:       claimKind,
	domain.DecideCause:       causeKind,
	domain.DecideArchive:     archiveKind,
	domain.DecideCustomer:    customerKind,
	domain.DecideDelete:      deleteKind,
	domain.DecideLink:        linkKind,
	domain.DecideDeviceRules: deviceRulesKind,
	domain.DecideSetting:     settingKind,
	domain.DecideSender:      senderKind,
	domain.DecideRole:        roleKind,
	domain.DecideAccount:     accountKind,
	domain.DecideDesk:        deskKind,
	domain.DecideNotice:      noticeKind,
	domain.DecideRestore:     restoreKind,
	domain.DecideRetention:   retentionKind,
	domain.DecideUndo:        undoKind,
	domain.DecideRedo:        redoKind,
}

// CanUndo reports whether decisions of a kind can be undone.
func CanUndo(k domain.DecisionKind) bool { return kinds[k].undoable }

// undoableKinds lists the kinds that can be undone.
func undoableKinds() []domain.DecisionKind {
	return slices.DeleteFunc(domain.DecisionKinds(), func(k domain.DecisionKind) bool { return !CanUndo(k) })
}

// ofProfile is the apply of kinds about the profile or the cache as a whole: a rebuild
// leaves alone what they change.
func ofProfile(*projector, domain.Decision) error { return nil }

// asks is the permission of a kind that always asks for the same.
func asks(action rules.Action) func(domain.Decision) rules.Action {
	return func(domain.Decision) rules.Action { return action }
}

// both are the two ways of a kind that goes both by one function.
func both(f func(pr *projector, d domain.Decision, undo bool) error) (apply, revert func(*projector, domain.Decision) error) {
	return func(pr *projector, d domain.Decision) error { return f(pr, d, false) },
		func(pr *projector, d domain.Decision) error { return f(pr, d, true) }
}

// dependencies are names of what a decision makes or changes, and of what it needs as it
// is. A decision is not undone while a later one that stands needs what it made, or made
// what it needs.
type dependencies struct{ makes, needs []string }

func (t dependencies) blockUndo(later dependencies) bool {
	in := func(list []string) func(string) bool { return func(x string) bool { return slices.Contains(list, x) } }
	return slices.ContainsFunc(later.makes, in(t.makes)) || slices.ContainsFunc(later.needs, in(t.makes)) ||
		slices.ContainsFunc(later.makes, in(t.needs))
}

// onRunsAlone is for kinds that build upon runs alone, which nobody takes away, and for
// those that are never undone.
func onRunsAlone(domain.Decision) dependencies { return dependencies{} }

// makes says that an entry makes all its targets, makesFirst that it makes the first.
func makes(prefix string) func(domain.Decision) dependencies {
	return func(d domain.Decision) dependencies { return dependencies{makes: prefixed(prefix, d.Targets...)} }
}

func makesFirst(prefix string) func(domain.Decision) dependencies {
	return func(d domain.Decision) dependencies {
		return dependencies{makes: prefixed(prefix, d.Targets[:min(1, len(d.Targets))]...)}
	}
}

func prefixed[T ~string](prefix string, names ...T) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = prefix + string(n)
	}
	return out
}

// customerNames names customers, who are the same whatever the case.
func customerNames(names ...string) []string {
	var out []string
	for _, n := range names {
		if n != "" {
			out = append(out, "customer:"+domain.Fold(n))
		}
	}
	return out
}
