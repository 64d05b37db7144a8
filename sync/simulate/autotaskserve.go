package simulate

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// autotaskAnswer is a status and a JSON body.
type autotaskAnswer struct {
	status int
	body   []byte
}

func (a autotaskAnswer) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

func autotaskJSON(v any) autotaskAnswer {
	body, err := json.Marshal(v)
	if err != nil {
		return autotaskErrors(http.StatusInternalServerError, "An error has occurred.")
	}
	return autotaskAnswer{http.StatusOK, body}
}

func autotaskErrors(status int, texts ...string) autotaskAnswer {
	body, _ := json.Marshal(map[string]any{"errors": texts})
	return autotaskAnswer{status, body}
}

// serve answers one request.
func (s *AutotaskServer) serve(w http.ResponseWriter, r *http.Request) {
	if !s.begin() {
		return
	}
	defer s.serving.Done()
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return
	}
	if !s.arrive(r, string(body)) {
		s.leave()
		hangUp(w)
		return
	}

	path := strings.TrimPrefix(r.URL.Path, autotaskZone+"V1.0/")
	act := func() autotaskAnswer { return s.signed(r, path, body) }
	switch {
	case r.URL.Path == autotaskDiscovery:
		path = "zoneInformation"
		act = func() autotaskAnswer { return s.zone(r.URL.Query().Get("user")) }
	case path == r.URL.Path:
		act = func() autotaskAnswer {
			return autotaskAnswer{http.StatusNotFound, []byte(`{"Message":"No HTTP resource was found that matches the request URI."}`)}
		}
	}
	f := s.fault(r.Method, path)
	if f == nil {
		a := act()
		s.leave()
		a.write(w)
		return
	}
	var a autotaskAnswer
	if f.Acts || f.Trouble == AutotaskTruncated || f.Trouble == AutotaskCutMidway {
		a = act()
	}
	s.leave()
	s.strike(w, r, f, a)
}

// begin reports whether the server still answers; if so, Close waits for Done.
func (s *AutotaskServer) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return false
	}
	s.serving.Add(1)
	return true
}

// arrive notes a request and waits at the gate, if there is one. It reports
// whether the gate opened before the client went or the server closed.
func (s *AutotaskServer) arrive(r *http.Request, body string) bool {
	s.mu.Lock()
	s.requests = append(s.requests, AutotaskRequest{
		Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Body: body, Signed: r.Header.Get("Secret") != "",
	})
	s.current++
	s.highest = max(s.highest, s.current)
	gate, arrivals := s.gate, s.arrivals
	s.mu.Unlock()
	if gate == nil {
		return true
	}
	arrivals <- struct{}{}
	select {
	case <-gate:
		return true
	case <-r.Context().Done():
	case <-s.closed:
	}
	return false
}

// leave is called before the answer is written: a client that has its answer may
// send the next request at once.
func (s *AutotaskServer) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current--
}

func (s *AutotaskServer) zone(user string) autotaskAnswer {
	if user != s.opt.User {
		return autotaskErrors(http.StatusInternalServerError, "Zone information could not be determined")
	}
	zone, web := s.opt.ZoneURL, s.opt.WebURL
	if zone == "" {
		zone = s.ZoneURL()
	}
	if web == "" {
		web = s.origin() + "/web/"
	}
	return autotaskJSON(map[string]any{"zoneName": "Loopback", "url": zone, "webUrl": web, "ci": 5})
}

// signed answers what needs credentials, in the vendor's own mixture of codes.
func (s *AutotaskServer) signed(r *http.Request, path string, body []byte) autotaskAnswer {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch h := r.Header; {
	case h.Get("ApiIntegrationCode") != s.opt.IntegrationCode:
		return autotaskErrors(http.StatusInternalServerError, "IntegrationCode is invalid.")
	case h.Get("UserName") != s.opt.User, h.Get("Secret") != s.opt.Secret:
		return autotaskAnswer{http.StatusUnauthorized, nil}
	}
	if s.counted++; s.counted > s.opt.Threshold {
		return autotaskErrors(http.StatusTooManyRequests, "The request threshold of this database has been exceeded.")
	}
	entity, rest, _ := strings.Cut(path, "/")
	switch {
	case path == "ThresholdInformation" && r.Method == http.MethodGet:
		return autotaskJSON(autotaskRow{
			"externalRequestThreshold": int64(s.opt.Threshold), "requestThresholdTimeframe": int64(60), "currentTimeframeRequestCount": int64(s.counted),
		}.wire(s.opt.Odd))
	case path == "Tickets/entityInformation/fields" && r.Method == http.MethodGet:
		return autotaskJSON(s.describeFields())
	case entity != "Tickets" && entity != "Companies":
		return autotaskAnswer{http.StatusNotFound, []byte(`{"Message":"No HTTP resource was found that matches the request URI."}`)}
	case path == "Tickets" && r.Method == http.MethodPost:
		return s.create(body)
	case (rest == "query" || rest == "query/next") && r.Method == http.MethodPost:
		return s.query(entity, r.URL.Query().Get("paging"), body)
	case r.Method == http.MethodGet && rest != "" && rest != "query/next":
		return s.single(entity, rest)
	}
	return autotaskAnswer{http.StatusMethodNotAllowed, fmt.Appendf(nil, `{"Message":"The requested resource does not support http method '%s'."}`, r.Method)}
}

func (s *AutotaskServer) single(entity, rest string) autotaskAnswer {
	id, err := strconv.ParseInt(rest, 10, 64)
	if err != nil {
		return autotaskErrors(http.StatusInternalServerError, "The id is not a number.")
	}
	var row autotaskRow
	if t, ok := s.tickets[id]; ok && entity == "Tickets" {
		row = t.row()
	} else if c, ok := s.companies[id]; ok && entity == "Companies" {
		row = c.row()
	} else {
		return autotaskAnswer{http.StatusNotFound, nil}
	}
	return autotaskJSON(map[string]any{"item": row.wire(s.opt.Odd)})
}

// create checks a new ticket as the tenant's fields want it, and keeps it.
func (s *AutotaskServer) create(body []byte) autotaskAnswer {
	var in map[string]any
	if err := json.Unmarshal(body, &in); err != nil {
		return autotaskErrors(http.StatusInternalServerError, "The ticket cannot be read.")
	}
	var faults []string
	for _, f := range s.opt.Fields {
		value, given := in[f.Name]
		number, isNumber := value.(float64)
		words, isText := value.(string)
		switch {
		case f.ReadOnly:
		case !given || value == nil || value == "":
			if f.Required {
				faults = append(faults, "Missing Required Field: "+f.Name)
			}
		case f.Choices != nil && (!isNumber || !f.has(int64(number))):
			faults = append(faults, fmt.Sprintf("The value %v is not valid for %s.", value, f.Name))
		case isText && f.Length > 0 && len(utf16.Encode([]rune(words))) > f.Length:
			faults = append(faults, fmt.Sprintf("%s exceeds %d characters.", f.Name, f.Length))
		}
	}
	number := func(name string) int64 {
		v, _ := in[name].(float64)
		delete(in, name)
		return int64(v)
	}
	words := func(name string) string {
		v, _ := in[name].(string)
		delete(in, name)
		return v
	}
	t := AutotaskTicket{
		Title: words("title"), Description: words("description"), CompanyID: number("companyID"),
		Status: number("status"), Priority: number("priority"), Queue: number("queueID"),
		Created: s.opt.Now().UTC().Truncate(time.Millisecond), Extra: in,
	}
	if c, ok := s.companies[t.CompanyID]; t.CompanyID != 0 && (!ok || c.Inactive) {
		faults = append(faults, fmt.Sprintf("Unable to find %d in the Company Entity.", t.CompanyID))
	}
	if faults != nil {
		return autotaskErrors(http.StatusInternalServerError, faults...)
	}
	s.lastID++
	t.ID = s.lastID
	t.Number = fmt.Sprintf("T%s.%04d", t.Created.Format("20060102"), t.ID%10000)
	t.LastChanged = t.Created
	if t.Status == 5 {
		t.Completed = t.Created
	}
	s.tickets[t.ID] = t
	return autotaskJSON(autotaskRow{"itemId": t.ID}.wire(s.opt.Odd))
}
