package services

import (
	"context"

	"runchecks/domain"
)

// Notices keeps who is told in numbers what waits after a sync. Every call may take long and is
// made beside the interface thread.
type Notices interface {
	// List returns the notices, and what each was told last, by its folded name.
	List(ctx context.Context) ([]domain.Notice, map[string]domain.Told, error)
	// Add sends a test to an address, and keeps it where that arrives.
	Add(ctx context.Context, n domain.Notice, address string) error
	// Test sends a test.
	Test(ctx context.Context, name string) error
	// Remove forgets a notice and its address.
	Remove(ctx context.Context, name string) error
}
