package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// DeskOptions says what a simulated HaloPSA or ConnectWise Manage holds.
type DeskOptions struct {
	Companies []AutotaskCompany
	// Now is the service's clock. Nil is the system's.
	Now func() time.Time
}

// DeskTicket is a ticket of a simulated service desk.
type DeskTicket struct {
	ID                           int64
	Company                      int64
	Title, Description, External string
	Status, Priority, Queue      int64
	Created                      time.Time
	Closed                       time.Time // zero: open
}

// DeskFault is a fault to come. The first one that matches a request is used.
type DeskFault struct {
	Method string // empty: any
	Path   string // a part of the path; empty: any
	Acts   bool   // the request is carried out all the same
	Cut    bool   // the connection ends without an answer
	Half   bool   // the answer is whole to HTTP, but half a JSON text
	Status int    // with Body, in place of the answer
	Body   string
	// RetryAfter is the header of that name.
	RetryAfter string
	Times      int // so many fail; 0: all
}

// deskServer is what the simulated desks have in common: companies, tickets, faults, and what was asked.
type deskServer struct {
	loopback
	now    func() time.Time
	answer func(r *http.Request, body []byte) (status int, value any)

	mu        sync.Mutex
	companies []AutotaskCompany
	tickets   []DeskTicket
	faults    []*DeskFault
	asked     []string // method and path
}

func (s *deskServer) begin(ctx context.Context, opt DeskOptions, what string) error {
	if s.now = opt.Now; s.now == nil {
		s.now = time.Now
	}
	s.companies = opt.Companies
	return s.start(ctx, what, s.serve)
}

// URL is the address of the server.
func (s *deskServer) URL() string { return s.origin() }

// Fail adds a fault.
func (s *deskServer) Fail(f DeskFault) {
	if f.Times == 0 {
		f.Times = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Heal takes all faults away.
func (s *deskServer) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Tickets returns the tickets, oldest first.
func (s *deskServer) Tickets() []DeskTicket {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.tickets)
}

// Asked counts the requests of a method whose path has this part.
func (s *deskServer) Asked(method, part string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.asked {
		m, path, _ := strings.Cut(a, " ")
		if m == method && strings.Contains(path, part) {
			n++
		}
	}
	return n
}

// CloseTicket ends a ticket.
func (s *deskServer) CloseTicket(id int64) {
	s.change(id, func(t *DeskTicket) { t.Closed = s.now() })
}

// OpenTicket opens a ticket again.
func (s *deskServer) OpenTicket(id int64) {
	s.change(id, func(t *DeskTicket) { t.Closed = time.Time{} })
}

func (s *deskServer) change(id int64, do func(*DeskTicket)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.tickets {
		if s.tickets[i].ID == id {
			do(&s.tickets[i])
		}
	}
}

// DeleteTicket removes a ticket.
func (s *deskServer) DeleteTicket(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tickets = slices.DeleteFunc(s.tickets, func(t DeskTicket) bool { return t.ID == id })
}

func (s *deskServer) fault(method, path string) *DeskFault {
	for _, f := range s.faults {
		if f.Method != "" && f.Method != method || !strings.Contains(path, f.Path) || f.Times == 0 {
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		return f
	}
	return nil
}

func (s *deskServer) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		return
	}
	s.mu.Lock()
	s.asked = append(s.asked, r.Method+" "+r.URL.Path)
	f := s.fault(r.Method, r.URL.Path)
	status, value := 0, any(nil)
	if f == nil || f.Acts || f.Half {
		status, value = s.answer(r, body)
	}
	text, _ := json.Marshal(value)
	s.mu.Unlock()
	switch {
	case f == nil:
	case f.Cut:
		hangUp(w)
		return
	case f.Half:
		text = text[:len(text)/2]
	default:
		status, text = f.Status, []byte(f.Body)
		if f.RetryAfter != "" {
			w.Header().Set("Retry-After", f.RetryAfter)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.Copy(w, bytes.NewReader(text))
}

// add keeps a new ticket and gives it a number.
func (s *deskServer) add(t DeskTicket) DeskTicket {
	t.ID, t.Created = 1, s.now()
	for _, known := range s.tickets {
		t.ID = max(t.ID, known.ID+1)
	}
	s.tickets = append(s.tickets, t)
	return t
}

// paged cuts one page out of a list; page begins at 1.
func paged[T any](list []T, page, size int) []T {
	from := min(len(list), (max(page, 1)-1)*size)
	return list[from:min(len(list), from+size)]
}
