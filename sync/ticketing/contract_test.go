package ticketing_test

import (
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/autotask"
	"runchecks/sync/connectwise"
	"runchecks/sync/halopsa"
	"runchecks/sync/simulate"
)

func now() time.Time { return testNow }

// companies are those of the contract, and as many more as it asks for.
func companies() []simulate.AutotaskCompany {
	out := []simulate.AutotaskCompany{
		{ID: activeID, Name: activeName},
		{ID: inactiveID, Name: inactiveName, Inactive: true},
		{ID: renamedID, Name: renamedName},
	}
	for i := range int64(manyMore) {
		out = append(out, simulate.AutotaskCompany{ID: 1000 + i, Name: fmt.Sprint("Company ", i)})
	}
	return out
}

// wrong returns a login with one part changed, for each part.
func wrong(l domain.DeskLogin) map[string]domain.DeskLogin {
	out := map[string]domain.DeskLogin{}
	for name, change := range map[string]func(*domain.DeskLogin){
		"another user":   func(l *domain.DeskLogin) { l.User += "x" },
		"another secret": func(l *domain.DeskLogin) { l.Secret += "x" },
		"another code":   func(l *domain.DeskLogin) { l.Code += "x" },
		"another tenant": func(l *domain.DeskLogin) { l.Tenant += "x" },
		"no TLS":         func(l *domain.DeskLogin) { l.Address = "http://desk.example" },
	} {
		changed := l
		change(&changed)
		if changed.Code == "x" && l.Code == "" || changed.Tenant == "x" && l.Tenant == "" {
			continue // the desk has no such part
		}
		out[name] = changed
	}
	return out
}

func TestAutotaskKeepsTheContractOfServiceDesks(t *testing.T) {
	keepsContract(t, autotask.OpenSystem, func(t *testing.T) peer {
		srv, err := simulate.StartAutotask(t.Context(), simulate.AutotaskOptions{
			User: "api@example.com", Secret: "hush-4711-hush", IntegrationCode: "hush-code-hush", Companies: companies(), Now: now, PageSize: 100,
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = srv.Close() })
		return autotaskPeer{srv}
	})
}

type autotaskPeer struct{ *simulate.AutotaskServer }

func (p autotaskPeer) Login() domain.DeskLogin {
	return domain.DeskLogin{
		Kind: domain.DeskAutotask, Address: p.URL(), User: "api@example.com", Secret: "hush-4711-hush", Code: "hush-code-hush",
	}
}

func (p autotaskPeer) Wrong() map[string]domain.DeskLogin { return wrong(p.Login()) }

func (p autotaskPeer) Fail(f fault) {
	out := simulate.AutotaskFault{Acts: f.Acts, Status: f.Status, RetryAfter: f.Wait, Times: f.Times, Body: "{}"}
	switch {
	case f.Cut:
		out.Trouble = simulate.AutotaskCut
	case f.Half:
		out.Trouble, out.Acts = simulate.AutotaskTruncated, true
	}
	if out.Path = "Tickets/"; f.Creation {
		out.Method, out.Path = "POST", "Tickets"
	}
	p.AutotaskServer.Fail(out)
}

// Expire makes every signed request one that is refused.
func (p autotaskPeer) Expire() bool {
	p.AutotaskServer.Fail(simulate.AutotaskFault{Status: 401})
	return false
}

func (p autotaskPeer) Created() (n int) {
	for _, r := range p.Requests() {
		if r.Method == "POST" && r.Path == "/Zone5/ATServicesRest/V1.0/Tickets" {
			n++
		}
	}
	return n
}

func (p autotaskPeer) Made() int { return len(p.Tickets()) }

func (p autotaskPeer) set(id, status int64) {
	for _, t := range p.Tickets() {
		if t.ID == id {
			t.Status, t.Completed = status, time.Time{}
			p.PutTicket(t)
		}
	}
}

func (p autotaskPeer) CloseTicket(id int64) { p.set(id, 5) }
func (p autotaskPeer) OpenTicket(id int64)  { p.set(id, 1) }

// desk is what the simulated HaloPSA and ConnectWise have in common.
type desk interface {
	URL() string
	Fail(simulate.DeskFault)
	Heal()
	Asked(method, part string) int
	Tickets() []simulate.DeskTicket
	CloseTicket(int64)
	OpenTicket(int64)
	DeleteTicket(int64)
	Expire()
}

type deskPeer struct {
	desk
	login domain.DeskLogin
	path  string // of tickets
	renew bool
}

func (p deskPeer) Login() domain.DeskLogin            { return p.login }
func (p deskPeer) Wrong() map[string]domain.DeskLogin { return wrong(p.login) }
func (p deskPeer) Created() int                       { return p.Asked("POST", p.path) }
func (p deskPeer) Made() int                          { return len(p.Tickets()) }

func (p deskPeer) Expire() bool {
	p.desk.Expire()
	return p.renew
}

func (p deskPeer) Fail(f fault) {
	out := simulate.DeskFault{
		Method: "GET", Path: p.path, Acts: f.Acts, Cut: f.Cut, Half: f.Half, Status: f.Status, RetryAfter: f.Wait, Times: f.Times, Body: "{}",
	}
	if f.Creation {
		out.Method = "POST"
	}
	p.desk.Fail(out)
}

func TestHaloPSAKeepsTheContractOfServiceDesks(t *testing.T) {
	keepsContract(t, halopsa.Open, func(t *testing.T) peer {
		srv, err := simulate.StartHalo(
			t.Context(),
			simulate.DeskOptions{Companies: companies(), Now: now},
			"acme",
			"client",
			"hush-4711-hush",
		)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = srv.Close() })
		login := domain.DeskLogin{Kind: domain.DeskHalo, Address: srv.URL() + "/", Tenant: "acme", User: "client", Secret: "hush-4711-hush"}
		return deskPeer{srv, login, "/api/Tickets", true}
	})
}

func TestConnectWiseKeepsTheContractOfServiceDesks(t *testing.T) {
	keepsContract(t, connectwise.Open, func(t *testing.T) peer {
		srv, err := simulate.StartConnectWise(
			t.Context(), simulate.DeskOptions{Companies: companies(), Now: now}, "acme", "public", "hush-4711-hush", "hush-code-hush",
		)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = srv.Close() })
		login := domain.DeskLogin{
			Kind: domain.DeskConnectWise, Address: srv.URL(), Tenant: "acme", User: "public", Secret: "hush-4711-hush", Code: "hush-code-hush",
		}
		return deskPeer{srv, login, "/service/tickets", false}
	})
}
