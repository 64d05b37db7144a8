package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// DecisionID is the ULID of a journal entry; ids sort by time.
type DecisionID string

// Part names the n-th thing, counted from 0, that one decision makes: the first has the
// entry's own id.
func (id DecisionID) Part(n int) DecisionID {
	if n == 0 {
		return id
	}
	return DecisionID(fmt.Sprintf("%s-%d", id, n))
}

// Entry is the journal entry that made what id names.
func (id DecisionID) Entry() DecisionID {
	entry, _, _ := strings.Cut(string(id), "-")
	return DecisionID(entry)
}

// DecisionKind names what was decided.
type DecisionKind string

// The kinds of decision.
const (
	DecideReview   DecisionKind = "review"
	DecideUnmark   DecisionKind = "unmark"
	DecideSuccess  DecisionKind = "success"
	DecideOverride DecisionKind = "override"
	DecideApprove  DecisionKind = "approve"
	// DecideRule: an override was made by itself, changed, switched or deleted.
	DecideRule DecisionKind = "rule"
	// DecideDefinition: a reader definition was made, changed or removed.
	DecideDefinition DecisionKind = "definition"
	// DecideWord: the words of the profile were changed.
	DecideWord DecisionKind = "word"
	// DecideJoin: reports that are filed under other keys are a job's, with the runs and
	// decisions of the jobs that had these keys.
	DecideJoin DecisionKind = "join"
	// DecideProse: prose of a sender is understood from now on, or no longer.
	DecideProse DecisionKind = "prose"
	// DecideTicket: a ticket was made, changed, resolved, reopened or linked.
	DecideTicket DecisionKind = "ticket"
	// DecideRemark: a remark was made, changed or deleted.
	DecideRemark DecisionKind = "remark"
	// DecideAccept: a known problem was accepted until it changes, or no longer.
	DecideAccept DecisionKind = "accept"
	// DecideSchedule: a schedule was set by hand, paused or given back to learning.
	DecideSchedule DecisionKind = "schedule"
	// DecideSilence: after how many days without a run jobs are Missed was set.
	DecideSilence DecisionKind = "silence"
	// DecideLater: jobs are to be looked at again later, or now.
	DecideLater DecisionKind = "later"
	// DecideClaim: somebody looks after jobs until a time, or no longer.
	DecideClaim DecisionKind = "claim"
	// DecideCause: a cause was given a name, joined with another one, or a job taken out of it.
	DecideCause DecisionKind = "cause"
	// DecideArchive: jobs were archived or brought back.
	DecideArchive DecisionKind = "archive"
	// DecideCustomer: customers were made, changed, imported or merged.
	DecideCustomer DecisionKind = "customer"
	// DecideDelete: messages were deleted from the inbox or restored.
	DecideDelete DecisionKind = "delete"
	// DecideLink: devices were linked to jobs, unlinked, ignored or asked about again.
	DecideLink DecisionKind = "link"
	// DecideDeviceRules: how runs that come without a mail are judged was changed.
	DecideDeviceRules DecisionKind = "device-rules"
	// DecideSetting: a setting of the profile was changed, such as the hour at which a
	// night begins.
	DecideSetting DecisionKind = "setting"
	// DecideRole: the role of the profile or its passphrase was changed. Not undone
	// but by another one.
	DecideRole DecisionKind = "role"
	// DecideAccount: an account was added, changed, paused, resumed or removed, or its
	// secret was given. Not undone but by another one.
	DecideAccount DecisionKind = "account"
	// DecideSender: servers were trusted to answer about the senders of an account, or a
	// job's new sender was accepted.
	DecideSender DecisionKind = "sender"
	// DecideDesk: the connection with Autotask was made, changed or ended, or a ticket
	// was made there. Not undone but by another one.
	DecideDesk DecisionKind = "autotask"
	// DecideNotice: who is told of what waits was set, changed or removed. Not undone but by
	// another one.
	DecideNotice DecisionKind = "notice"
	// DecideRestore: a copy was put in the place of the cache. Not undone but by another one.
	DecideRestore DecisionKind = "restore"
	// DecideRetention: what is older than its age went, or was brought back. Nothing that is
	// decided changes with it.
	DecideRetention DecisionKind = "retention"
	DecideUndo      DecisionKind = "undo"
	// DecideRedo: an undo was taken back. Undone again it is an undo of the redo, so that
	// each entry is reversed once at most.
	DecideRedo DecisionKind = "redo"
)

// DecisionKinds lists every kind.
func DecisionKinds() []DecisionKind {
	return []DecisionKind{
		DecideReview, DecideUnmark, DecideSuccess, DecideOverride, DecideApprove, DecideRule, DecideDefinition, DecideTicket, DecideRemark,
		DecideAccept, DecideSchedule, DecideSilence, DecideLater, DecideClaim, DecideCause, DecideArchive, DecideCustomer, DecideDelete,
		DecideLink,
		DecideDeviceRules, DecideSetting, DecideSender, DecideWord, DecideProse, DecideJoin, DecideRole, DecideAccount, DecideDesk,
		DecideNotice, DecideRestore, DecideRetention, DecideUndo, DecideRedo,
	}
}

// Decision is one entry of the journal: anything a person decided. Entries are
// appended and never changed; tables such as "reviewed" are projections of them.
type Decision struct {
	ID      DecisionID
	Profile string
	Actor   string
	At      time.Time
	Kind    DecisionKind
	// Targets are natural keys of runs, jobs or messages.
	Targets []string
	// Brief stands for the targets in readings that leave them out: there may be as many as
	// there are runs.
	Brief *BriefTargets
	// Payload is JSON; its shape belongs to the kind (domain/review).
	Payload []byte
	// Undoes is the entry that this one reverses, only for DecideUndo and DecideRedo.
	Undoes DecisionID
	// Summary is what people read of entries from before version 22 of the database: "4 runs
	// of NW Daily reviewed". Others have none: their words are made from kind and payload
	// when they are shown (domain/review).
	Summary string
	// Hash is the entry's link in the chain of the journal (see Chain); empty in
	// entries from before the chain was kept.
	Hash string
	// UndoneBy is set in readings of the journal where a later entry reversed this one and
	// stands, RedoneBy where the last of them gave it back.
	UndoneBy DecisionID
	RedoneBy DecisionID
}

// BriefTargets is what the words of an entry need of its targets.
type BriefTargets struct {
	Number int
	First  string
}

// TargetCount is how many targets d has.
func (d Decision) TargetCount() int {
	if d.Brief != nil {
		return d.Brief.Number
	}
	return len(d.Targets)
}

// FirstTarget is the first of the targets, "" where there is none.
func (d Decision) FirstTarget() string {
	switch {
	case d.Brief != nil:
		return d.Brief.First
	case len(d.Targets) > 0:
		return d.Targets[0]
	}
	return ""
}

// Role is what a profile's user may do (product.md, section 3).
type Role string

// The roles.
const (
	RoleAdmin    Role = "admin"
	RoleOperator Role = "operator"
	RoleViewer   Role = "viewer"
)

// Actor is who decides: the name in the journal and the role of the profile.
type Actor struct {
	Name string
	Role Role
}

// Chain returns the link of d after an entry with the link previous: a SHA-256 over
// both, in hexadecimal. An entry that was changed, taken out or put in between
// changes every link after it, so the newest one vouches for the whole journal.
func (d Decision) Chain(previous string) string {
	h := sha256.New()
	field := func(text string) {
		// Length first: no two different entries write the same bytes.
		fmt.Fprintf(h, "%d:%s\n", len(text), text)
	}
	field(previous)
	field(string(d.ID))
	field(d.Profile)
	field(d.Actor)
	field(strconv.FormatInt(d.At.UnixMilli(), 10))
	field(string(d.Kind))
	field(strconv.Itoa(len(d.Targets)))
	for _, t := range d.Targets {
		field(t)
	}
	field(string(d.Payload))
	field(string(d.Undoes))
	field(d.Summary) // empty but for older entries, whose words are covered with it
	return hex.EncodeToString(h.Sum(nil))
}
