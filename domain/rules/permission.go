package rules

import (
	"slices"

	"runchecks/domain"
)

// Action is something that a role may or may not do.
type Action string

// The actions of product.md, section 3.
const (
	ActReview          Action = "review runs"
	ActIncludeReviewed Action = "see or unmark reviewed runs"
	ActApprove         Action = "approve messages"
	ActOverride        Action = "create overrides"
	ActDeleteOverride  Action = "delete overrides"
	ActUndo            Action = "undo decisions"
	ActSee             Action = "see jobs and the inbox"
	ActAudit           Action = "see everybody's journal"
	ActTeach           Action = "change readers or read messages again"
)

var allowed = map[Action][]domain.Role{
	ActReview:          {domain.RoleAdmin, domain.RoleOperator},
	ActIncludeReviewed: {domain.RoleAdmin},
	ActApprove:         {domain.RoleAdmin, domain.RoleOperator},
	ActOverride:        {domain.RoleAdmin, domain.RoleOperator},
	ActDeleteOverride:  {domain.RoleAdmin},
	ActUndo:            {domain.RoleAdmin, domain.RoleOperator},
	ActSee:             {domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer},
	ActAudit:           {domain.RoleAdmin},
	ActTeach:           {domain.RoleAdmin, domain.RoleOperator},
}

// Permitted reports whether role may do action.
func Permitted(role domain.Role, action Action) bool {
	return slices.Contains(allowed[action], role)
}
