package review

import (
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// kind is what the program knows of a kind of decision, beside the method of Service that
// plans it. A kind without a place in kinds cannot be decided, and fails a test.
type kind struct {
	// apply carries an entry out, for the first time or again in a rebuild; nil where the
	// journal has no say in what it changes.
	apply func(*projector, domain.Decision) error
	// revert puts everything back to what it was; nil where that cannot be.
	revert func(*projector, domain.Decision) error
	// dependsOn names what the entry builds upon; nil where that is runs alone, which nobody
	// takes away.
	dependsOn func(domain.Decision) dependencies
}

// things are names of what a decision makes or changes, and of what it needs as it is. A
// decision is not taken back while a later one that stands needs what it made, or made
// what it needs.
type dependencies struct{ makes, needs []string }

func (t dependencies) blockUndo(later dependencies) bool {
	in := func(list []string) func(string) bool { return func(x string) bool { return slices.Contains(list, x) } }
	return slices.ContainsFunc(later.makes, in(t.makes)) || slices.ContainsFunc(later.needs, in(t.makes)) ||
		slices.ContainsFunc(later.makes, in(t.needs))
}

// kinds holds every kind but undo, which acts by the kind of what it undoes.
var kinds = map[domain.DecisionKind]kind{
	domain.DecideReview:   {apply: (*projector).review, revert: func(h *projector, d domain.Decision) error { return h.revertReview(d.ID) }},
	domain.DecideUnmark:   {apply: (*projector).unmark, revert: (*projector).revertUnmark},
	domain.DecideSuccess:  {(*projector).markSuccess, (*projector).revertSuccess, makes("mark:")},
	domain.DecideOverride: {forward((*projector).applyOverride), backward((*projector).applyOverride), makesFirst("rule:")},
	domain.DecideRule:     {forward((*projector).applyOverride), backward((*projector).applyOverride), makesFirst("rule:")},
	domain.DecideApprove:  {(*projector).approve, (*projector).revertApprove, approveDependencies},
	domain.DecideDefinition: {
		(*projector).writeFile, (*projector).revertFile, makes("definition:"),
	},
	domain.DecideWord:     {(*projector).writeFile, (*projector).revertFile, makes("words:")},
	domain.DecideJoin:     {forward((*projector).join), backward((*projector).join), joinDependencies},
	domain.DecideProse:    {forward((*projector).prose), backward((*projector).prose), proseDependencies},
	domain.DecideTicket:   {(*projector).ticket, (*projector).revertTicket, ticketDependencies},
	domain.DecideRemark:   {(*projector).remark, (*projector).revertRemark, remarkDependencies},
	domain.DecideAccept:   {(*projector).accept, (*projector).revertAccept, acceptDependencies},
	domain.DecideSchedule: {forward((*projector).schedule), backward((*projector).schedule), makes("job:")},
	domain.DecideSilence:  {forward((*projector).silence), backward((*projector).silence), makes("job:")},
	domain.DecideArchive:  {forward((*projector).archive), backward((*projector).archive), makes("job:")},
	domain.DecideCustomer: {forward((*projector).customer), backward((*projector).customer), customerDependencies},
	domain.DecideDelete:   {forward((*projector).deleteMessages), backward((*projector).deleteMessages), makes("message:")},
	domain.DecideLink:     {forward((*projector).link), backward((*projector).link), linkDependencies},
	domain.DecideDeviceRules: {
		forward((*projector).deviceRules),
		backward((*projector).deviceRules),
		func(domain.Decision) dependencies {
			return dependencies{makes: []string{"setting:" + domain.SettingDeviceRules}}
		},
	},
	domain.DecideSetting:  {forward((*projector).setting), backward((*projector).setting), makes("setting:")},
	domain.DecideSender:   {forward((*projector).sender), backward((*projector).sender), senderDependencies},
	domain.DecideRole:     {}, // of the profile, not of the cache
	domain.DecideAccount:  {}, // of the profile, not of the cache
	domain.DecideAutotask: {}, // of the profile, not of the cache
	domain.DecideRestore:  {}, // of the cache as a whole
}

// asks says what a role must be allowed to make a decision again: who stepped down since
// it was undone may not.
var asks = map[domain.DecisionKind]rules.Action{
	domain.DecideReview: rules.ActReview, domain.DecideUnmark: rules.ActIncludeReviewed, domain.DecideSuccess: rules.ActReview, domain.DecideOverride: rules.ActOverride, domain.DecideRule: rules.ActOverride,
	domain.DecideApprove: rules.ActApprove, domain.DecideDefinition: rules.ActTeach, domain.DecideTicket: rules.ActTicket, domain.DecideRemark: rules.ActTicket, domain.DecideAccept: rules.ActReview,
	domain.DecideSchedule: rules.ActSchedule, domain.DecideSilence: rules.ActSchedule, domain.DecideArchive: rules.ActArchive, domain.DecideCustomer: rules.ActCustomer, domain.DecideDelete: rules.ActApprove,
	domain.DecideLink: rules.ActLink, domain.DecideDeviceRules: rules.ActSettings, domain.DecideSetting: rules.ActSettings, domain.DecideSender: rules.ActSender,
	domain.DecideJoin: rules.ActApprove, domain.DecideWord: rules.ActTeach, domain.DecideProse: rules.ActTeach,
}

// permissionFor returns what a decision asked a role for.
func permissionFor(d domain.Decision) rules.Action {
	switch d.Kind {
	case domain.DecideRule:
		if r, err := payload[rulePayload](d); err == nil && r.After == nil && r.Before != nil {
			return rules.ActDeleteOverride
		}
	case domain.DecideSender:
		if p, err := payload[senderPayload](d); err == nil && p.Account != "" {
			return rules.ActSettings
		}
	case domain.DecideDelete:
		if p, err := payload[deletePayload](d); err == nil && p.Restore {
			return rules.ActDeleted
		}
	}
	return asks[d.Kind]
}

// forward and backward are the two ways of a decision that goes both by one function.
func forward(f func(*projector, domain.Decision, bool) error) func(*projector, domain.Decision) error {
	return func(h *projector, d domain.Decision) error { return f(h, d, false) }
}

func backward(f func(*projector, domain.Decision, bool) error) func(*projector, domain.Decision) error {
	return func(h *projector, d domain.Decision) error { return f(h, d, true) }
}

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

// dependenciesOf names what an entry makes and needs.
func dependenciesOf(d domain.Decision) dependencies {
	k := kinds[d.Kind]
	if k.dependsOn == nil {
		return dependencies{}
	}
	return k.dependsOn(d)
}
