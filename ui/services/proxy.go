package services

import (
	"context"

	"runchecks/domain"
)

// Proxies keep by which proxy web services are asked. Both calls are made beside the
// interface thread.
type Proxies interface {
	Chosen(ctx context.Context) (domain.Proxy, error)
	// Set chooses a proxy; an empty password leaves the one that is kept.
	Set(ctx context.Context, p domain.Proxy, password string) (domain.Decision, error)
}
