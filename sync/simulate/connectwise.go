package simulate

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ConnectWiseServer is a ConnectWise Manage of one company on the loopback. It lives until Close is called or the context
// it was started with ends.
type ConnectWiseServer struct {
	deskServer
	company, public, private, client string
}

const connectWiseRoot = "/v4_6_release/apis/3.0"

// StartConnectWise starts a server on 127.0.0.1 at a free port.
func StartConnectWise(ctx context.Context, opt DeskOptions, company, public, private, client string) (*ConnectWiseServer, error) {
	s := &ConnectWiseServer{company: company, public: public, private: private, client: client}
	s.answer = s.route
	return s, s.begin(ctx, opt, "ConnectWise service")
}

// Expire takes the keys of the API member away, for good.
func (s *ConnectWiseServer) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.private = "gone"
}

func connectWiseError(code, message string) map[string]string {
	return map[string]string{"code": code, "message": message}
}

var (
	nameLike    = regexp.MustCompile(`^name like "%(.*)%"$`)
	ofReference = regexp.MustCompile(`^company/id=(\d+) and externalXRef="(.*)"$`)
)

func (s *ConnectWiseServer) route(r *http.Request, body []byte) (int, any) {
	user, password, _ := r.BasicAuth()
	if user != s.company+"+"+s.public || password != s.private || r.Header.Get("clientId") != s.client {
		return http.StatusUnauthorized, connectWiseError("Unauthorized", "The given credentials are not valid.")
	}
	query := r.URL.Query()
	conditions := query.Get("conditions")
	number, _ := strconv.Atoi(query.Get("page"))
	size, _ := strconv.Atoi(query.Get("pageSize"))
	path, _ := strings.CutPrefix(r.URL.Path, connectWiseRoot)
	id := func(prefix string) (int64, bool) {
		rest, ok := strings.CutPrefix(path, prefix)
		n, err := strconv.ParseInt(rest, 10, 64)
		return n, ok && err == nil
	}
	switch path {
	case "/system/info":
		return http.StatusOK, map[string]any{"version": "v2026.1"}
	case "/service/priorities":
		return http.StatusOK, paged([]map[string]any{{"id": 6, "name": "Priority 1"}, {"id": 8, "name": "Priority 3"}}, number, size)
	case "/service/boards":
		return http.StatusOK, paged([]map[string]any{{"id": 1, "name": "Help Desk"}, {"id": 3, "name": "Alerts"}}, number, size)
	case "/company/companies":
		part := ""
		if m := nameLike.FindStringSubmatch(conditions); m != nil {
			part = strings.ToLower(m[1])
		}
		rows := []any{}
		found := slices.DeleteFunc(slices.Clone(s.companies), func(c AutotaskCompany) bool {
			return !strings.Contains(strings.ToLower(c.Name), part)
		})
		for _, c := range paged(found, number, size) {
			rows = append(rows, connectWiseCompany(c))
		}
		return http.StatusOK, rows
	case "/service/tickets":
		if r.Method == http.MethodPost {
			return s.create(body)
		}
		rows := []any{}
		if m := ofReference.FindStringSubmatch(conditions); m != nil {
			for _, t := range s.tickets {
				if strconv.FormatInt(t.Company, 10) == m[1] && t.External == m[2] {
					rows = append(rows, connectWiseTicket(t))
				}
			}
		}
		return http.StatusOK, rows
	}
	if n, ok := id("/company/companies/"); ok {
		for _, c := range s.companies {
			if c.ID == n {
				return http.StatusOK, connectWiseCompany(c)
			}
		}
	}
	if n, ok := id("/service/tickets/"); ok {
		for _, t := range s.tickets {
			if t.ID == n {
				return http.StatusOK, connectWiseTicket(t)
			}
		}
	}
	return http.StatusNotFound, connectWiseError("NotFound", "There is no such entry.")
}

func (s *ConnectWiseServer) create(body []byte) (int, any) {
	type ref struct {
		ID int64 `json:"id"`
	}
	var n struct {
		Summary     string `json:"summary"`
		Description string `json:"initialDescription"`
		External    string `json:"externalXRef"`
		Company     ref    `json:"company"`
		Status      ref    `json:"status"`
		Priority    ref    `json:"priority"`
		Board       ref    `json:"board"`
	}
	if json.Unmarshal(body, &n) != nil || n.Summary == "" || len([]rune(n.Summary)) > 100 || n.Status.ID == 77 {
		return http.StatusBadRequest, map[string]any{
			"code": "InvalidObject", "message": "ticket object is invalid",
			"errors": []map[string]string{{"code": "MissingRequiredField", "message": "The status is invalid.", "field": "status"}},
		}
	}
	t := s.add(DeskTicket{
		Company: n.Company.ID, Title: n.Summary, Description: n.Description, External: n.External, Status: n.Status.ID,
		Priority: n.Priority.ID, Queue: n.Board.ID,
	})
	return http.StatusCreated, connectWiseTicket(t)
}

func connectWiseCompany(c AutotaskCompany) map[string]any {
	status := "Active"
	if c.Inactive {
		status = "Inactive"
	}
	return map[string]any{"id": c.ID, "name": c.Name, "deletedFlag": false, "status": map[string]any{"id": 1, "name": status}}
}

func connectWiseTicket(t DeskTicket) map[string]any {
	out := map[string]any{
		"id": t.ID, "summary": t.Title, "externalXRef": t.External, "company": map[string]any{"id": t.Company}, "closedFlag": false,
		"status": map[string]any{"id": 1, "name": "New"}, "board": map[string]any{"id": 1, "name": "Help Desk"},
	}
	if !t.Closed.IsZero() {
		out["closedFlag"], out["closedDate"] = true, t.Closed.UTC().Format(time.RFC3339)
		out["status"] = map[string]any{"id": 5, "name": "Closed"}
	}
	return out
}
