package simulate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// coveAnswer is the envelope of an answer.
type coveAnswer struct {
	ID      string          `json:"id"`
	JSONRPC string          `json:"jsonrpc"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *coveError      `json:"error,omitempty"`
	Visa    string          `json:"visa,omitempty"`
}

type coveError struct {
	Code    int    `json:"code"`
	Data    int    `json:"data"`
	Message string `json:"message"`
}

func (a coveAnswer) bytes() []byte {
	a.ID, a.JSONRPC = "1", "2.0"
	b, _ := json.Marshal(a)
	return b
}

func (a coveAnswer) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(a.bytes())
}

// coveMessages are the texts that belong to a number.
var coveMessages = map[int]string{
	1701:  "Visa is inconsistent/corrupted.",
	2100:  "Unknown partner/username or bad password",
	13501: "Operation failed because of security reasons",
}

func coveFailed(number int, message string) coveAnswer {
	if message == "" {
		message = coveMessages[number]
	}
	return coveAnswer{Error: &coveError{-32603, number, message}}
}

func coveResult(v any) coveAnswer {
	b, err := json.Marshal(v)
	if err != nil {
		return coveFailed(0, "Internal error")
	}
	return coveAnswer{Result: b}
}

// coveList is the usual shape of a result.
func coveList(rows []any) coveAnswer { return coveResult(map[string]any{"result": rows}) }

// coveCall is one request, decoded.
type coveCall struct {
	path   string
	Method string          `json:"method"`
	Visa   string          `json:"visa"`
	Params json.RawMessage `json:"params"`
}

// serve answers one request.
func (s *CoveServer) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return
	}
	began := time.Now()
	call := coveCall{path: r.URL.Path}
	if json.Unmarshal(body, &call) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	bearer := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	s.mu.Lock()
	s.requests = append(s.requests, CoveRequest{Path: call.path, Method: call.Method, Visa: call.Visa, Bearer: bearer, Params: call.Params})
	fault := s.fault(call.Method)
	s.mu.Unlock()

	full := func() coveAnswer {
		s.mu.Lock()
		defer s.mu.Unlock()
		defer func() { s.busy += time.Since(began) }()
		return s.answer(call, bearer)
	}
	if fault != nil {
		s.strike(w, r, fault, body, full)
		return
	}
	switch r.URL.Path {
	case "/jsonapi", "/reporting_api", "/repserv_json":
		a := full()
		began = time.Now()
		text := a.bytes()
		s.mu.Lock()
		s.busy += time.Since(began)
		s.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(text)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// issueLocked is issue, with the lock taken.
func (s *CoveServer) issueLocked() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.issue()
}

// issue returns a new visa. Those before it stay good until they expire.
func (s *CoveServer) issue() string {
	now := s.now()
	s.issued++
	v := fmt.Sprintf("%d-88001-1-%d-5EED%036X", s.opt.PartnerID, now.Unix(), s.issued)
	maps.DeleteFunc(s.visas, func(_ string, until time.Time) bool { return now.Sub(until) > time.Hour })
	s.visas[v] = now.Add(s.opt.VisaLife)
	return v
}

func (s *CoveServer) good(visa string) bool {
	until, ok := s.visas[visa]
	return ok && s.now().Before(until)
}

// answer is what the service says to a call. The lock is held.
func (s *CoveServer) answer(c coveCall, bearer string) coveAnswer {
	if c.path == "/repserv_json" {
		if s.opt.NodeWantsVisa && !s.good(c.Visa) {
			return coveFailed(1701, "")
		}
		return s.node(c)
	}
	if c.Method == "Login" && c.path == "/jsonapi" {
		return s.login(c)
	}
	visa := c.Visa
	if c.path == "/reporting_api" {
		visa = bearer
	}
	if !s.good(visa) {
		return coveFailed(1701, "")
	}
	a := s.allowed(c)
	a.Visa = s.issue()
	return a
}

func (s *CoveServer) allowed(c coveCall) coveAnswer {
	switch {
	case slices.Contains(s.opt.RefusedMethods, c.Method):
		return coveFailed(13501, "")
	case c.path == "/reporting_api":
		return s.tenant(c)
	case c.Method == "EnumerateAccountStatistics":
		return s.statistics(c)
	case c.Method == "GetAccountInfoById":
		return s.account(c)
	case c.Method == "EnumerateAccountRemoteAccessEndpoints":
		return coveList([]any{map[string]string{"WebRcgUrl": s.URL() + "/rcg/"}})
	}
	return coveAnswer{Error: &coveError{-32601, 0, "Method not found"}}
}

func (s *CoveServer) login(c coveCall) coveAnswer {
	var in struct {
		Partner            *string
		Username, Password string
	}
	_ = json.Unmarshal(c.Params, &in)
	partner := in.Partner == nil && !s.opt.PartnerNeeded || in.Partner != nil && *in.Partner == s.opt.Partner
	if !partner || in.Username != s.opt.User || in.Password != s.opt.Password {
		return coveFailed(2100, "")
	}
	a := coveResult(map[string]any{"result": map[string]any{
		"Id": 88001, "PartnerId": s.opt.PartnerID, "RoleId": 5, "Name": s.opt.User, "Flags": []string{"NonInteractive"},
	}})
	a.Visa = s.issue()
	return a
}

// statistics answers EnumerateAccountStatistics: one page of rows.
func (s *CoveServer) statistics(c coveCall) coveAnswer {
	var in struct {
		Query struct {
			PartnerID         int64 `json:"PartnerId"`
			StartRecordNumber int
			RecordsCount      int
			Columns, Totals   []string
		}
	}
	_ = json.Unmarshal(c.Params, &in)
	q := in.Query
	if q.PartnerID != s.opt.PartnerID {
		return coveFailed(13501, "")
	}
	for _, column := range q.Columns {
		for _, refused := range s.opt.RefusedColumns {
			if strings.HasPrefix(column, refused) {
				return coveFailed(13501, "")
			}
		}
	}
	key := fmt.Sprint(s.now().Unix(), string(c.Params))
	if page, ok := s.pages[key]; ok {
		return coveAnswer{Result: page}
	}
	if q.RecordsCount <= 0 {
		q.RecordsCount = 1 // the default is a single row
	}
	if s.opt.MaxPage > 0 {
		q.RecordsCount = min(q.RecordsCount, s.opt.MaxPage)
	}
	wanted := map[string]bool{}
	for _, column := range q.Columns {
		wanted[column] = true
	}
	all := len(s.opt.Devices) + len(s.opt.Rows)
	var out bytes.Buffer
	out.WriteString(`{"result":[`)
	first, end := min(max(0, q.StartRecordNumber), all), min(max(0, q.StartRecordNumber)+q.RecordsCount, all)
	for i := first; i < end; i++ {
		if i > first {
			out.WriteByte(',')
		}
		if i < len(s.opt.Devices) {
			out.Write(s.opt.Devices[i].row(s.now(), wanted))
		} else {
			out.Write(s.opt.Rows[i-len(s.opt.Devices)])
		}
	}
	out.WriteString(`],"totalStatistics":`)
	if s.opt.NoTotal || !slices.Contains(q.Totals, "COUNT(1)") {
		out.WriteString("null}")
	} else {
		fmt.Fprintf(&out, `[{"COUNT(1)":"%d"}]}`, all)
	}
	if len(s.pages) > 100 {
		clear(s.pages)
	}
	s.pages[key] = out.Bytes()
	return coveAnswer{Result: out.Bytes()}
}

func (s *CoveServer) account(c coveCall) coveAnswer {
	var in struct {
		AccountID int64 `json:"accountId"`
	}
	_ = json.Unmarshal(c.Params, &in)
	d, ok := s.device(func(d CoveDevice) bool { return d.ID == in.AccountID })
	if !ok {
		return coveFailed(13501, "")
	}
	out := map[string]any{"result": map[string]any{"Id": d.ID, "Name": d.Name, "PartnerId": d.PartnerID, "Token": d.token()}}
	host := s.opt.NodeHost
	if host == "" {
		host = s.listener.Addr().String()
	}
	if host != "-" && !d.tenant() {
		out["homeNodeInfo"] = map[string]any{"CommonInfo": map[string]any{"Host": strings.ToUpper(host)}}
	}
	return coveResult(out)
}

func (s *CoveServer) device(is func(CoveDevice) bool) (CoveDevice, bool) {
	i := slices.IndexFunc(s.opt.Devices, is)
	if i < 0 {
		return CoveDevice{}, false
	}
	return s.opt.Devices[i], true
}

// node answers for a storage node: sessions and errors of servers and workstations.
func (s *CoveServer) node(c coveCall) coveAnswer {
	var in struct {
		AccountID int64 `json:"accountId"`
		Account   string
		Token     string
		SessionID int64 `json:"sessionId"`
		Range     struct{ Size int }
		Query     string
	}
	_ = json.Unmarshal(c.Params, &in)
	d, ok := s.device(func(d CoveDevice) bool { return d.ID == in.AccountID && d.token() == in.Token && d.Name == in.Account })
	if !ok {
		return coveFailed(13501, "")
	}
	var since int64
	if _, after, found := strings.Cut(in.Query, "BackupStartTime >= "); found {
		_, _ = fmt.Sscan(after, &since)
	}
	var rows []any
	for _, x := range d.sessions(s.now(), since) {
		switch {
		case c.Method == "QuerySessions" && len(rows) < in.Range.Size:
			rows = append(rows, map[string]any{
				"Id": x.id, "Plugin": x.source.plugin(), "Type": 1, "Status": x.name(), "BackupStartTime": x.start.Unix(), "StartTime": x.start.Unix(),
				"EndTime": x.end(), "ErrorsCount": x.errors(), "SelectedSize": x.source.Selected, "SentSize": x.source.Sent, "Flags": []string{},
			})
		case c.Method == "QueryErrors" && x.id == in.SessionID && x.errors() > 0:
			rows = append(rows, map[string]any{
				"Id": x.id * 10, "SessionId": x.id, "Time": x.start.Unix() + 20, "Code": 5, "Count": x.errors(),
				"Filename": x.source.item(), "Text": x.source.Trouble,
			})
		}
	}
	if c.Method != "QuerySessions" && c.Method != "QueryErrors" {
		return coveAnswer{Error: &coveError{-32601, 0, "Method not found"}}
	}
	return coveList(rows)
}

// tenant answers for the Reporting Service of Microsoft 365.
func (s *CoveServer) tenant(c coveCall) coveAnswer {
	var in struct {
		AccountToken   string
		DataSourceType string
		Filter         struct {
			DataSources                 []string
			CreatedAfter, CreatedBefore int64
			SessionID                   int64 `json:"SessionId"`
		}
		Range struct{ Size int }
	}
	_ = json.Unmarshal(c.Params, &in)
	d, ok := s.device(func(d CoveDevice) bool { return d.tenant() && d.token() == in.AccountToken })
	if !ok {
		return coveFailed(13501, "")
	}
	var rows []any
	for _, x := range d.sessions(s.now(), in.Filter.CreatedAfter) {
		kind := x.source.plugin()
		switch {
		case c.Method == "EnumerateSessions" && slices.Contains(in.Filter.DataSources, kind) && len(rows) < in.Range.Size:
			rows = append(rows, map[string]any{
				"Id": x.id, "Type": "Backup", "DataSourceType": kind, "StartTime": x.start.Unix(), "EndTime": x.end(),
				"Duration": int(x.source.Takes.Seconds()), "AccountsCount": 11, "Status": x.name(), "ErrorsCount": x.errors(),
			})
		case c.Method == "EnumerateSessionErrors" && x.id == in.Filter.SessionID && kind == in.DataSourceType && x.errors() > 0:
			inner, _ := json.Marshal(map[string]string{"description": x.source.Trouble, "entity": x.source.item(), "path": "/"})
			rows = append(rows,
				map[string]any{"Id": x.id * 10, "SessionId": x.id, "Item": x.source.item(), "Count": x.errors(), "Timestamp": x.start.Unix() + 36, "Description": string(inner)},
				map[string]any{"Id": x.id*10 + 1, "SessionId": x.id, "Item": x.source.item(), "Count": 1, "Timestamp": x.start.Unix() + 40, "Description": x.source.Trouble})
		}
	}
	if c.Method != "EnumerateSessions" && c.Method != "EnumerateSessionErrors" {
		return coveAnswer{Error: &coveError{-32601, 0, "Method not found"}}
	}
	return coveList(rows)
}
