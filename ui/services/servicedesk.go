package services

import (
	"context"

	"runchecks/domain"
)

// ServiceDesk is the service desk. Every call may take long and is made beside the
// interface thread.
type ServiceDesk interface {
	// Kinds lists the kinds of service desks that can be connected.
	Kinds() []domain.DeskKind
	// Ready reports, without the network, whether a login is kept, and of which desk.
	Ready(ctx context.Context) (domain.DeskID, bool)
	// Missing reports, without the network, whether a login is kept whose credentials are
	// not, so that a person has to connect again.
	Missing(ctx context.Context) bool
	State(ctx context.Context) (domain.DeskState, error)
	Connect(ctx context.Context, login domain.DeskLogin) error
	Disconnect(ctx context.Context) error
	Fields(ctx context.Context) (domain.DeskFields, error)
	SetDefaults(ctx context.Context, d domain.DeskDefaults) error
	Companies(ctx context.Context, part string) ([]domain.DeskCompany, error)
	// Mappings asks how the company of every mapped customer stands.
	Mappings(ctx context.Context) (map[int64]domain.CompanyState, error)
	// AllCompanies returns the companies that are in use.
	AllCompanies(ctx context.Context) ([]domain.DeskCompany, error)
	// Settle says what became of a ticket whose outcome is not known, by a person who looked.
	Settle(ctx context.Context, made bool) error
	// Create makes a ticket in the service desk, once: where the outcome of an earlier try is not
	// known, that one is looked up first.
	Create(ctx context.Context, draft domain.DeskDraft) (domain.DeskTicket, error)
}
