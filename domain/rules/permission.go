package rules

import (
	"cmp"
	"slices"

	"runchecks/domain"
)

// Action is something that a role may or may not do.
type Action string

// The actions of product.md, section 3.
const (
	ActSee             Action = "see jobs, tickets, customers and the inbox"
	ActReview          Action = "review runs or accept problems"
	ActIncludeReviewed Action = "see or unmark reviewed runs"
	ActApprove         Action = "approve or delete messages"
	ActDeleted         Action = "see or restore deleted messages"
	ActOverride        Action = "create or change overrides"
	ActDeleteOverride  Action = "delete overrides"
	ActTicket          Action = "make or change tickets and remarks"
	ActCustomer        Action = "change customers"
	ActSchedule        Action = "set schedules"
	ActArchive         Action = "archive jobs or bring them back"
	ActLink            Action = "link or ignore devices"
	ActTeach           Action = "change readers or read messages again"
	ActSender          Action = "accept the new sender of a job"
	ActUndo            Action = "undo decisions"
	ActAudit           Action = "see everybody's journal"
	ActSettings        Action = "change settings"
	ActEnterSecret     Action = "enter passwords that accounts wait for"
	ActRestore         Action = "put a copy of the database back"
	ActRebuild         Action = "rebuild the cache from the journal"
	ActTeam            Action = "join a team"
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
