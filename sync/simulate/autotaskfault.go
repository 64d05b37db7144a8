package simulate

import (
	"io"
	"net/http"
	"strconv"
	"strings"
)

// AutotaskTrouble is what goes wrong with a request.
type AutotaskTrouble int

// The troubles.
const (
	AutotaskAnswer    AutotaskTrouble = iota // Status, with Errors or Body, in place of the answer
	AutotaskHTML                             // a web page, with Status, or 200
	AutotaskCut                              // the connection ends without an answer
	AutotaskCutMidway                        // the connection ends inside the answer
	AutotaskTruncated                        // the answer is whole to HTTP, but half a JSON text
	AutotaskSilent                           // nothing comes until the client goes or the server closes
	AutotaskRedirect                         // 302 to Body
)

// AutotaskFault is a fault to come. The first one that matches a request is used.
type AutotaskFault struct {
	Trouble AutotaskTrouble
	Method  string // empty: any
	Path    string // beginning of the path after the version, such as "Tickets/query"; empty: any
	Acts    bool   // the request is carried out all the same
	Skip    int    // so many matching requests pass first
	Times   int    // so many fail; 0: all

	Status     int
	Errors     []string // {"errors":[...]}
	Body       string   // instead of Errors
	RetryAfter string
}

// Fail adds a fault.
func (s *AutotaskServer) Fail(f AutotaskFault) {
	if f.Times == 0 {
		f.Times = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Heal takes all faults away.
func (s *AutotaskServer) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault returns the fault that this request meets, nil for none.
func (s *AutotaskServer) fault(method, path string) *AutotaskFault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.Method != "" && f.Method != method || !strings.HasPrefix(path, f.Path) || f.Times == 0 {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		met := *f
		return &met
	}
	return nil
}

// strike gives w what the fault makes of an answer.
func (s *AutotaskServer) strike(w http.ResponseWriter, r *http.Request, f *AutotaskFault, a autotaskAnswer) {
	if f.RetryAfter != "" {
		w.Header().Set("Retry-After", f.RetryAfter)
	}
	switch f.Trouble {
	case AutotaskAnswer:
		b := autotaskAnswer{f.Status, []byte(f.Body)}
		if f.Errors != nil {
			b = autotaskErrors(f.Status, f.Errors...)
		}
		b.write(w)
	case AutotaskHTML:
		w.Header().Set("Content-Type", "text/html")
		if f.Status != 0 {
			w.WriteHeader(f.Status)
		}
		_, _ = io.WriteString(w, "<!DOCTYPE html>\n<html><body><h1>Down for maintenance</h1></body></html>")
	case AutotaskCut:
		hangUp(w)
	case AutotaskCutMidway:
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
		_, _ = w.Write(a.body[:len(a.body)/2])
		_ = http.NewResponseController(w).Flush()
		hangUp(w)
	case AutotaskTruncated:
		a.body = a.body[:len(a.body)/2]
		a.write(w)
	case AutotaskSilent:
		select {
		case <-r.Context().Done():
		case <-s.closed:
		}
		hangUp(w)
	case AutotaskRedirect:
		http.Redirect(w, r, f.Body, http.StatusFound)
	}
}

// hangUp ends the connection.
func hangUp(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close()
	}
}
