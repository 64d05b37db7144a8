package simulate

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// CoveTrouble is what goes wrong with a request.
type CoveTrouble int

// The troubles.
const (
	CoveError     CoveTrouble = iota // error.data is Number, with Message
	CoveStatus                       // Status of HTTP, with an empty body
	CoveHTML                         // a web page, with Status, or 200
	CoveCut                          // the connection ends without an answer
	CoveCutMidway                    // the connection ends inside the answer
	CoveTruncated                    // the answer is whole to HTTP, but half a JSON text
	CoveSilent                       // nothing comes until the client goes or the server closes
	CoveHuge                         // rows without end, 120 MB of them
	CoveHugeText                     // one text of 120 MB
	CoveManyRows                     // the smallest rows without end, 120 MB of them
	CoveDeep                         // a row of 100,000 lists inside each other
	CoveNoVisa                       // the answer comes without a visa
	CoveEcho                         // an error whose message repeats the request
	CoveRedirect                     // 302 to Message
)

// CoveFault is a fault to come. The first one that matches a request is used.
type CoveFault struct {
	Trouble CoveTrouble
	Method  string // of JSON-RPC; empty: any
	Skip    int    // so many matching requests pass first
	Times   int    // so many fail; 0: all

	Number     int // error.data
	Code       int // error.code; 0: -32603
	Message    string
	WithVisa   bool // an error brings a new visa all the same
	Status     int
	RetryAfter string
}

// Fail adds a fault.
func (s *CoveServer) Fail(f CoveFault) {
	if f.Times == 0 {
		f.Times = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Heal takes all faults away.
func (s *CoveServer) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault returns the fault that this request meets, nil for none. The lock is held.
func (s *CoveServer) fault(method string) *CoveFault {
	for _, f := range s.faults {
		if f.Method != "" && f.Method != method || f.Times == 0 {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		return f
	}
	return nil
}

// strike gives w what the fault makes of an answer. full makes the answer that
// would have come.
func (s *CoveServer) strike(w http.ResponseWriter, r *http.Request, f *CoveFault, body []byte, full func() coveAnswer) {
	if f.RetryAfter != "" {
		w.Header().Set("Retry-After", f.RetryAfter)
	}
	switch f.Trouble {
	case CoveError:
		a := coveFailed(f.Number, f.Message)
		if f.Code != 0 {
			a.Error.Code = f.Code
		}
		if f.WithVisa {
			a.Visa = s.issueLocked()
		}
		a.write(w)
	case CoveStatus:
		w.WriteHeader(f.Status)
	case CoveHTML:
		w.Header().Set("Content-Type", "text/html")
		if f.Status != 0 {
			w.WriteHeader(f.Status)
		}
		_, _ = io.WriteString(w, "\r\n<html>\n<head><title>502 Bad Gateway</title></head></html>")
	case CoveCut:
		hangUp(w)
	case CoveCutMidway:
		text := full().bytes()
		w.Header().Set("Content-Length", strconv.Itoa(len(text)))
		_, _ = w.Write(text[:len(text)/2])
		_ = http.NewResponseController(w).Flush()
		hangUp(w)
	case CoveTruncated:
		text := full().bytes()
		_, _ = w.Write(text[:len(text)/2])
	case CoveSilent:
		select {
		case <-r.Context().Done():
		case <-s.closed:
		}
		hangUp(w)
	case CoveHuge:
		part := []byte(strings.Repeat(`{"AccountId":1,"Settings":[{"I1":"`+strings.Repeat("x", 1000)+`"}]},`, 1000))
		flood(w, `{"result":{"result":[`, part)
	case CoveManyRows:
		flood(w, `{"result":{"result":[`, []byte(strings.Repeat(`{"AccountId":1},`, 64<<10)))
	case CoveHugeText:
		flood(w, `{"result":{"result":[{"AccountId":1,"Settings":[{"I1":"`, []byte(strings.Repeat("x", 1<<20)))
	case CoveDeep:
		_, _ = io.WriteString(w, `{"result":{"result":[{"AccountId":1,"Settings":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+`}]}}`)
	case CoveNoVisa:
		a := full()
		a.Visa = ""
		a.write(w)
	case CoveEcho:
		coveFailed(f.Number, fmt.Sprintf("Cannot carry out %s with %s", body, r.Header.Get("Authorization"))).write(w)
	case CoveRedirect:
		http.Redirect(w, r, f.Message, http.StatusFound)
	}
}

// flood writes 120 MB, or until the client goes.
func flood(w io.Writer, head string, part []byte) {
	_, err := io.WriteString(w, head)
	for n := 0; err == nil && n < 120<<20; n += len(part) {
		_, err = w.Write(part)
	}
}
