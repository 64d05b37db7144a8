package review

import (
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// kind is what the program knows of a kind of decision, beside the method of Desk that
// plans it. A kind without a place in kinds cannot be decided, and fails a test.
type kind struct {
	// apply carries an entry out, for the first time or again in a rebuild; nil where the
	// journal has no say in what it changes.
	apply func(*hand, domain.Decision) error
	// revert puts everything back to what it was; nil where that cannot be.
	revert func(*hand, domain.Decision) error
	// things names what the entry builds upon; nil where that is runs alone, which nobody
	// takes away.
	things func(domain.Decision) things
}

// things are names of what a decision makes or changes, and of what it needs as it is. A
// decision is not taken back while a later one that stands needs what it made, or made
// what it needs.
type things struct{ makes, needs []string }

func (t things) underlie(later things) bool {
	in := func(list []string) func(string) bool { return func(x string) bool { return slices.Contains(list, x) } }
	return slices.ContainsFunc(later.makes, in(t.makes)) || slices.ContainsFunc(later.needs, in(t.makes)) ||
		slices.ContainsFunc(later.makes, in(t.needs))
}

// kinds holds every kind but undo, which acts by the kind of what it undoes.
var kinds = map[domain.DecisionKind]kind{
	domain.DecideReview:   {apply: (*hand).review, revert: func(h *hand, d domain.Decision) error { return h.reverseReview(d.ID) }},
	domain.DecideUnmark:   {apply: (*hand).unmark, revert: (*hand).reverseUnmark},
	domain.DecideSuccess:  {(*hand).markSuccess, (*hand).reverseSuccess, makes("mark:")},
	domain.DecideOverride: {forward((*hand).changeRule), backward((*hand).changeRule), makesFirst("rule:")},
	domain.DecideRule:     {forward((*hand).changeRule), backward((*hand).changeRule), makesFirst("rule:")},
	domain.DecideApprove:  {(*hand).approve, (*hand).reverseApprove, approveThings},
	domain.DecideDefinition: {
		(*hand).teach, (*hand).reverseDefinition, makes("definition:"),
	},
	domain.DecideWord:     {(*hand).teach, (*hand).reverseDefinition, makes("words:")},
	domain.DecideJoin:     {forward((*hand).join), backward((*hand).join), joinThings},
	domain.DecideProse:    {forward((*hand).prose), backward((*hand).prose), proseThings},
	domain.DecideTicket:   {(*hand).ticket, (*hand).reverseTicket, ticketThings},
	domain.DecideRemark:   {(*hand).remark, (*hand).reverseRemark, remarkThings},
	domain.DecideAccept:   {(*hand).accept, (*hand).reverseAccept, acceptThings},
	domain.DecideSchedule: {forward((*hand).schedule), backward((*hand).schedule), makes("job:")},
	domain.DecideSilence:  {forward((*hand).silence), backward((*hand).silence), makes("job:")},
	domain.DecideArchive:  {forward((*hand).archive), backward((*hand).archive), makes("job:")},
	domain.DecideCustomer: {forward((*hand).customer), backward((*hand).customer), customerThings},
	domain.DecideDelete:   {forward((*hand).deleteMessages), backward((*hand).deleteMessages), makes("message:")},
	domain.DecideLink:     {forward((*hand).link), backward((*hand).link), linkThings},
	domain.DecideDeviceRules: {
		forward((*hand).deviceRules),
		backward((*hand).deviceRules),
		func(domain.Decision) things { return things{makes: []string{"setting:" + domain.SettingDeviceRules}} },
	},
	domain.DecideSetting:  {forward((*hand).setting), backward((*hand).setting), makes("setting:")},
	domain.DecideSender:   {forward((*hand).sender), backward((*hand).sender), senderThings},
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

// asked returns what a decision asked a role for.
func asked(d domain.Decision) rules.Action {
	switch d.Kind {
	case domain.DecideRule:
		if r, err := payload[ruled](d); err == nil && r.After == nil && r.Before != nil {
			return rules.ActDeleteOverride
		}
	case domain.DecideSender:
		if p, err := payload[senderChange](d); err == nil && p.Account != "" {
			return rules.ActSettings
		}
	case domain.DecideDelete:
		if p, err := payload[deleted](d); err == nil && p.Restore {
			return rules.ActDeleted
		}
	}
	return asks[d.Kind]
}

// forward and backward are the two ways of a decision that goes both by one function.
func forward(f func(*hand, domain.Decision, bool) error) func(*hand, domain.Decision) error {
	return func(h *hand, d domain.Decision) error { return f(h, d, false) }
}

func backward(f func(*hand, domain.Decision, bool) error) func(*hand, domain.Decision) error {
	return func(h *hand, d domain.Decision) error { return f(h, d, true) }
}

// makes says that an entry makes all its targets, makesFirst that it makes the first.
func makes(prefix string) func(domain.Decision) things {
	return func(d domain.Decision) things { return things{makes: named(prefix, d.Targets...)} }
}

func makesFirst(prefix string) func(domain.Decision) things {
	return func(d domain.Decision) things {
		return things{makes: named(prefix, d.Targets[:min(1, len(d.Targets))]...)}
	}
}

func named[T ~string](prefix string, names ...T) []string {
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

// thingsOf names what an entry makes and needs.
func thingsOf(d domain.Decision) things {
	k := kinds[d.Kind]
	if k.things == nil {
		return things{}
	}
	return k.things(d)
}
