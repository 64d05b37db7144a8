package simulate

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// HaloServer is a HaloPSA of one tenant on the loopback: /auth/token, and what Run Checks asks below /api. It lives
// until Close is called or the context it was started with ends.
type HaloServer struct {
	deskServer
	tenant, client, secret string
	token                  int // the last one that was given
	expired                bool
}

// StartHalo starts a server on 127.0.0.1 at a free port.
func StartHalo(ctx context.Context, opt DeskOptions, tenant, client, secret string) (*HaloServer, error) {
	s := &HaloServer{tenant: tenant, client: client, secret: secret}
	s.answer = s.route
	return s, s.begin(ctx, opt, "HaloPSA service")
}

// Expire makes the token that was given last one that is refused.
func (s *HaloServer) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expired = true
}

func (s *HaloServer) route(r *http.Request, body []byte) (int, any) {
	if r.URL.Path == "/auth/token" {
		return s.giveToken(r, body)
	}
	if s.token == 0 || s.expired || r.Header.Get("Authorization") != "Bearer token-"+strconv.Itoa(s.token) {
		return http.StatusUnauthorized, map[string]string{"message": "Unauthorized"}
	}
	query := r.URL.Query()
	number, _ := strconv.Atoi(query.Get("page_no"))
	size, _ := strconv.Atoi(query.Get("page_size"))
	path, ok := strings.CutPrefix(r.URL.Path, "/api/")
	name, id, one := strings.Cut(path, "/")
	key, _ := strconv.ParseInt(id, 10, 64)
	switch {
	case !ok:
		return http.StatusNotFound, nil
	case name == "Status":
		return http.StatusOK, []map[string]any{{"id": 1, "name": "New"}, {"id": 2, "name": "In Progress"}, {"id": 9, "name": "Closed"}}
	case name == "Priority":
		return http.StatusOK, []map[string]any{{"id": "a", "priorityid": 1, "name": "High"}, {"id": "b", "priorityid": 4, "name": "Low"}}
	case name == "TicketType":
		return http.StatusOK, []map[string]any{{"id": 1, "name": "Incident"}, {"id": 21, "name": "Alert"}}
	case name == "Client" && one:
		for _, c := range s.companies {
			if c.ID == key {
				return http.StatusOK, haloClient(c)
			}
		}
		return http.StatusNotFound, nil
	case name == "Client":
		found := slices.DeleteFunc(slices.Clone(s.companies), func(c AutotaskCompany) bool {
			return !strings.Contains(strings.ToLower(c.Name), strings.ToLower(query.Get("search"))) ||
				c.Inactive && query.Get("includeinactive") != "true"
		})
		var rows []any
		for _, c := range paged(found, number, size) {
			rows = append(rows, haloClient(c))
		}
		return http.StatusOK, map[string]any{"record_count": len(found), "clients": rows}
	case name == "Tickets" && r.Method == http.MethodPost:
		return s.create(body)
	case name == "Tickets" && one:
		for _, t := range s.tickets {
			if t.ID == key {
				return http.StatusOK, haloTicket(t, true)
			}
		}
		return http.StatusNotFound, nil
	case name == "Tickets":
		var found []DeskTicket
		for _, t := range slices.Backward(s.tickets) {
			if strconv.FormatInt(t.Company, 10) == query.Get("client_id") {
				found = append(found, t)
			}
		}
		var rows []any
		for _, t := range paged(found, number, size) {
			rows = append(rows, haloTicket(t, false)) // as a tenant that leaves the details out of lists
		}
		return http.StatusOK, map[string]any{"record_count": len(found), "tickets": rows}
	}
	return http.StatusNotFound, nil
}

func (s *HaloServer) giveToken(r *http.Request, body []byte) (int, any) {
	form, err := url.ParseQuery(string(body))
	if err != nil || r.URL.Query().Get("tenant") != s.tenant || form.Get("client_id") != s.client ||
		form.Get("client_secret") != s.secret || form.Get("grant_type") != "client_credentials" {
		return http.StatusBadRequest, map[string]string{"error": "invalid_client", "error_description": "The client is unknown."}
	}
	s.token, s.expired = s.token+1, false
	return http.StatusOK, map[string]any{
		"access_token": fmt.Sprintf("token-%d", s.token), "token_type": "Bearer", "expires_in": 3600, "scope": "all",
	}
}

func (s *HaloServer) create(body []byte) (int, any) {
	var list []struct {
		Client   int64  `json:"client_id"`
		Summary  string `json:"summary"`
		Details  string `json:"details"`
		Status   int64  `json:"status_id"`
		Priority int64  `json:"priority_id"`
		Type     int64  `json:"tickettype_id"`
	}
	if json.Unmarshal(body, &list) != nil || len(list) != 1 || list[0].Summary == "" {
		return http.StatusBadRequest, map[string]string{"message": "The summary is missing."}
	}
	if list[0].Status == 77 {
		return http.StatusBadRequest, map[string]string{"message": "The status 77 is not there."}
	}
	n := list[0]
	t := s.add(DeskTicket{
		Company: n.Client, Title: n.Summary, Description: n.Details, Status: max(n.Status, 1), Priority: n.Priority, Queue: n.Type,
	})
	return http.StatusCreated, haloTicket(t, true)
}

func haloClient(c AutotaskCompany) map[string]any {
	return map[string]any{"id": c.ID, "name": c.Name, "inactive": c.Inactive}
}

func haloTicket(t DeskTicket, details bool) map[string]any {
	out := map[string]any{
		"id": t.ID, "summary": t.Title, "client_id": t.Company, "status_id": t.Status, "tickettype_name": "Incident",
		"dateoccurred": t.Created.UTC().Format("2006-01-02T15:04:05.000"), "hasbeenclosed": !t.Closed.IsZero(),
		"dateclosed": "1900-01-01T00:00:00",
	}
	if details {
		out["details"] = t.Description
	}
	if !t.Closed.IsZero() {
		out["status_id"], out["dateclosed"] = 9, t.Closed.UTC().Format("2006-01-02T15:04:05.000")
	}
	return out
}
