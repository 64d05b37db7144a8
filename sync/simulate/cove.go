package simulate

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"
)

// CoveOptions says what a fleet of Cove holds and how its service behaves.
type CoveOptions struct {
	User, Password string
	// Partner is the customer that the user belongs to. With PartnerNeeded a login
	// without it, or with another one, is refused as with a wrong password.
	Partner       string
	PartnerNeeded bool
	PartnerID     int64 // 0: 210000

	Devices []CoveDevice
	// Rows are served as they stand, behind the devices, whatever columns were asked
	// for.
	Rows []json.RawMessage

	MaxPage int // rows in one answer at most; 0: as many as are asked for
	// NoTotal leaves out the number of devices.
	NoTotal bool
	// RefusedColumns are beginnings of columns for which the service answers 13501.
	RefusedColumns []string
	// RefusedMethods answer 13501.
	RefusedMethods []string
	VisaLife       time.Duration // 0: 15 minutes
	// NodeHost replaces the host that devices report to; "-" leaves it out, so that
	// only the other way to it is left.
	NodeHost string
	// NodeWantsVisa makes the storage node refuse what comes without a visa.
	NodeWantsVisa bool
	// Now is the service's clock. Nil is the system's. Advance adds to it.
	Now func() time.Time
}

// CoveRequest is one request as it came.
type CoveRequest struct {
	Path, Method string
	Visa, Bearer string
	Params       json.RawMessage
}

// CoveServer is a JSON-RPC service of Cove on the loopback: the Management Service
// at /jsonapi, the Reporting Service of tenants at /reporting_api, and that of a
// storage node at /repserv_json. It lives until Close is called or the context it
// was started with ends.
type CoveServer struct {
	loopback
	opt CoveOptions

	mu       sync.Mutex
	ahead    time.Duration
	visas    map[string]time.Time // until when each is good
	issued   int
	faults   []*CoveFault
	requests []CoveRequest
	pages    map[string]json.RawMessage
	busy     time.Duration
}

// StartCove starts a server on 127.0.0.1 at a free port.
func StartCove(ctx context.Context, opt CoveOptions) (*CoveServer, error) {
	if opt.PartnerID == 0 {
		opt.PartnerID = 210000
	}
	if opt.VisaLife <= 0 {
		opt.VisaLife = 15 * time.Minute
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	s := &CoveServer{
		opt:   opt,
		visas: map[string]time.Time{},
		pages: map[string]json.RawMessage{},
	}
	slices.SortFunc(s.opt.Devices, func(a, b CoveDevice) int { return int(a.ID - b.ID) })
	if err := s.start(ctx, "Cove service", s.serve); err != nil {
		return nil, err
	}
	return s, nil
}

// URL is the address to connect to.
func (s *CoveServer) URL() string { return s.origin() }

// Now is the service's time.
func (s *CoveServer) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

func (s *CoveServer) now() time.Time { return s.opt.Now().Add(s.ahead) }

// Advance moves the service's clock on: sessions begin and end, visas expire.
func (s *CoveServer) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead += d
}

// ExpireVisas makes all visas bad.
func (s *CoveServer) ExpireVisas() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.visas)
}

// RemoveDevice takes a device out of the fleet.
func (s *CoveServer) RemoveDevice(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opt.Devices = slices.DeleteFunc(slices.Clone(s.opt.Devices), func(d CoveDevice) bool { return d.ID == id })
	clear(s.pages)
}

// Requests returns all requests so far, in the order they came.
func (s *CoveServer) Requests() []CoveRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Visas returns all visas that are still known, expired or not.
func (s *CoveServer) Visas() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for v := range s.visas {
		out = append(out, v)
	}
	return out
}

// Busy is how long the server has worked on answers in all, without writing them.
func (s *CoveServer) Busy() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.busy
}
