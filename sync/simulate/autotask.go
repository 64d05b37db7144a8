package simulate

import (
	"context"
	"slices"
	"sync"
	"time"
)

// AutotaskOptions says what an Autotask tenant holds and how its service behaves.
type AutotaskOptions struct {
	User, Secret, IntegrationCode string

	Companies []AutotaskCompany
	Tickets   []AutotaskTicket
	Fields    []AutotaskField // nil: AutotaskFields()

	PageSize  int // the most entities in one answer; 0: 500
	Threshold int // signed requests before all are refused; 0: 10,000
	// Odd writes numbers as strings or with a fraction, and times without a zone.
	Odd bool
	// ZoneURL and WebURL replace what zone discovery answers.
	ZoneURL, WebURL string
	// Now is the service's clock. Nil is the system's.
	Now func() time.Time
}

// AutotaskRequest is one request as it came.
type AutotaskRequest struct {
	Method, Path, Query, Body string
	Signed                    bool // it carried the secret
}

// AutotaskServer is an Autotask REST service of one tenant on the loopback. It
// lives until Close is called or the context it was started with ends.
//
// Discovery answers below /ATServicesRest/, the zone below
// /Zone5/ATServicesRest/; as with the vendor, the case of a path matters.
type AutotaskServer struct {
	loopback
	opt     AutotaskOptions
	serving sync.WaitGroup

	mu        sync.Mutex
	companies map[int64]AutotaskCompany
	tickets   map[int64]AutotaskTicket
	lastID    int64
	faults    []*AutotaskFault
	requests  []AutotaskRequest
	ended     bool
	counted   int // signed requests
	current   int // under way
	highest   int
	gate      chan struct{} // nil: open
	arrivals  chan struct{} // one value for each request that came to a closed gate
}

const (
	autotaskDiscovery = "/ATServicesRest/V1.0/zoneInformation"
	autotaskZone      = "/Zone5/ATServicesRest/"
)

// StartAutotask starts a server on 127.0.0.1 at a free port.
func StartAutotask(ctx context.Context, opt AutotaskOptions) (*AutotaskServer, error) {
	if opt.Fields == nil {
		opt.Fields = AutotaskFields()
	}
	if opt.PageSize <= 0 {
		opt.PageSize = 500
	}
	if opt.Threshold <= 0 {
		opt.Threshold = 10000
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	s := &AutotaskServer{
		opt:       opt,
		companies: map[int64]AutotaskCompany{},
		tickets:   map[int64]AutotaskTicket{},
		lastID:    40000,
	}
	for _, c := range opt.Companies {
		s.companies[c.ID] = c
	}
	for _, t := range opt.Tickets {
		s.tickets[t.ID] = t
		s.lastID = max(s.lastID, t.ID)
	}
	if err := s.start(ctx, "Autotask service", s.serve); err != nil {
		return nil, err
	}
	return s, nil
}

// Close ends all connections and waits for what served them. Closing twice is fine.
func (s *AutotaskServer) Close() error {
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	err := s.loopback.Close()
	s.serving.Wait()
	return err
}

// URL is the base of zone discovery.
func (s *AutotaskServer) URL() string { return s.origin() + "/ATServicesRest/" }

// ZoneURL is the address that discovery answers unless the options replace it.
func (s *AutotaskServer) ZoneURL() string { return s.origin() + autotaskZone }

// Requests returns all requests so far, in the order they came.
func (s *AutotaskServer) Requests() []AutotaskRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Highest returns how many requests were under way at the same time at most.
func (s *AutotaskServer) Highest() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.highest
}

// Hold lets no request through until release is called. Each one that comes
// meanwhile sends a value to arrived.
func (s *AutotaskServer) Hold() (arrived <-chan struct{}, release func()) {
	gate, arrivals := make(chan struct{}), make(chan struct{}, 1000)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate, s.arrivals = gate, arrivals
	return arrivals, sync.OnceFunc(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.gate = nil
		close(gate)
	})
}
