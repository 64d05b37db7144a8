package rules

import (
	"cmp"
	"maps"
	"slices"

	"runchecks/domain"
)

// Action is something that a role may or may not do: what it is, is said by the sentence
// refusal.may_ and its code.
type Action string

// The actions of product.md, section 3.
const (
	ActSee             Action = "see"
	ActReview          Action = "review"
	ActIncludeReviewed Action = "include_reviewed"
	ActApprove         Action = "approve"
	ActDeleted         Action = "deleted"
	ActOverride        Action = "override"
	ActDeleteOverride  Action = "delete_override"
	ActTicket          Action = "ticket"
	ActCustomer        Action = "customer"
	ActSchedule        Action = "schedule"
	ActArchive         Action = "archive"
	ActLink            Action = "link"
	ActTeach           Action = "teach"
	ActSender          Action = "sender"
	ActUndo            Action = "undo"
	ActAudit           Action = "audit"
	ActSettings        Action = "settings"
	ActEnterSecret     Action = "enter_secret"
	ActRestore         Action = "restore"
	ActRebuild         Action = "rebuild"
	ActTeam            Action = "team"
)

var (
	everybody = []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer}
	deciders  = []domain.Role{domain.RoleAdmin, domain.RoleOperator}
	admins    = []domain.Role{domain.RoleAdmin}
)

var allowed = map[Action][]domain.Role{
	ActSee:             everybody,
	ActReview:          deciders,
	ActIncludeReviewed: admins,
	ActApprove:         deciders,
	ActDeleted:         admins,
	ActOverride:        deciders,
	ActDeleteOverride:  admins,
	ActTicket:          deciders,
	ActCustomer:        deciders,
	ActSchedule:        deciders,
	ActArchive:         admins,
	ActLink:            deciders,
	ActTeach:           deciders,
	ActSender:          deciders,
	ActUndo:            deciders,
	ActAudit:           admins,
	ActSettings:        admins,
	ActEnterSecret:     deciders,
	ActRestore:         deciders,
	ActRebuild:         admins,
	ActTeam:            admins,
}

// Actions are all actions, sorted.
func Actions() []Action { return slices.Sorted(maps.Keys(allowed)) }

// Permitted reports whether role may do action.
func Permitted(role domain.Role, action Action) bool {
	return slices.Contains(allowed[action], role)
}

// WeakerRole is the role that may less; "" stands for no limit.
func WeakerRole(a, b domain.Role) domain.Role {
	for _, role := range []domain.Role{domain.RoleViewer, domain.RoleOperator} {
		if a == role || b == role {
			return role
		}
	}
	return cmp.Or(a, b)
}
