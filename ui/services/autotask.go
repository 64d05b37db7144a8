package services

import (
	"context"

	"runchecks/domain"
)

// Autotask is the service desk. Every call may take long and is made beside the
// interface thread.
type Autotask interface {
	// Ready reports, without the network, whether credentials are kept.
	Ready(ctx context.Context) bool
	// Missing reports, without the network, whether a login is kept whose credentials are
	// not, so that a person has to connect again.
	Missing(ctx context.Context) bool
	State(ctx context.Context) (domain.AutotaskState, error)
	Connect(ctx context.Context, login domain.AutotaskLogin) error
	Disconnect(ctx context.Context) error
	Fields(ctx context.Context) (domain.AutotaskFields, error)
	SetDefaults(ctx context.Context, d domain.AutotaskDefaults) error
	Companies(ctx context.Context, part string) ([]domain.AutotaskCompany, error)
	// Mappings asks how the company of every mapped customer stands.
	Mappings(ctx context.Context) (map[int64]domain.AutotaskMapping, error)
	// Create makes a ticket in Autotask, once: where the outcome of an earlier try is not
	// known, that one is looked up first.
	Create(ctx context.Context, draft domain.AutotaskDraft) (domain.AutotaskTicket, error)
}
