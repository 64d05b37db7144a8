package cove

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Reason says why Cove gives no details of a device.
type Reason string

// The reasons.
const (
	ReasonNone          Reason = ""                // there are details
	ReasonNotAllowed    Reason = "not-allowed"     // the user may not ask
	ReasonNoPlace       Reason = "no-place"        // Cove does not say where the details are
	ReasonCertificate   Reason = "certificate"     // the storage node cannot prove who it is
	ReasonUnreachable   Reason = "unreachable"     // the storage node does not answer
	ReasonNotUnderstood Reason = "not-understood"  // the service answers otherwise than known
	ReasonNoVisaAbroad  Reason = "no-visa-abroad"  // a foreign node wants the visa, which it is not given
	ReasonNeverRan      Reason = "never-installed" // there can be none
)

// Unavailable is the outcome "details not available". It is no failure: the calls
// behind the details are not documented by the vendor and may change or be refused
// (cove-api.md, section 8). The zero value means that there are details.
type Unavailable struct {
	Reason Reason
	// Text is for people: "Details not available: ...".
	Text string
}

// Session is one backup session of one data source. Times are UTC; Ended is zero
// while it runs.
type Session struct {
	ID       int64
	Code     string // of the data source, such as D01; empty where it is not known
	Name     string
	State    State
	Started  time.Time
	Ended    time.Time
	Duration time.Duration
	Errors   Number // unreliable: SessionErrors tells (cove-api.md, section 8.1)
	Selected Number // bytes
	Sent     Number
}

// Sessions is the history of a device, the newest session first.
type Sessions struct {
	List []Session
	// More is true where the list was cut at its bound.
	More        bool
	Unavailable Unavailable
}

// SessionError is one error of a session, or several of one kind.
type SessionError struct {
	Time  time.Time
	Code  Number // of the operating system or the product
	Text  string
	Item  string // the file, database or mailbox
	Count int64  // at least 1
}

// SessionErrors are the errors of a session, the newest first.
type SessionErrors struct {
	List        []SessionError
	More        bool
	Unavailable Unavailable
}

// Bounds of details.
const (
	maxSessions = 1000
	maxErrors   = 500
)

// access is where the details of an account are. The token is a secret.
type access struct {
	account int64
	name    string
	token   string
	node    string // the address of the reporting service, empty for Microsoft 365
	local   bool   // the vendor's own node, or the loopback
}

// Sessions returns the backup sessions of a device that started since then.
func (c *Client) Sessions(ctx context.Context, d Device, since time.Time) (Sessions, error) {
	tried := wording.Of("fault.cove_reading_history")
	a, none, err := c.find(ctx, d, tried)
	if err != nil || none.Reason != ReasonNone {
		return Sessions{Unavailable: none}, err
	}
	ask := c.nodeSessions
	if d.Class == ClassMicrosoft365 {
		ask = c.tenantSessions
	}
	out, err := ask(ctx, d, a, since, tried)
	slices.SortStableFunc(out.List, func(x, y Session) int { return y.Started.Compare(x.Started) })
	return out, err
}

// SessionErrors returns the errors of a session of a device.
func (c *Client) SessionErrors(ctx context.Context, d Device, s Session) (SessionErrors, error) {
	tried := wording.Of("fault.cove_reading_errors")
	a, none, err := c.find(ctx, d, tried)
	if err != nil || none.Reason != ReasonNone {
		return SessionErrors{Unavailable: none}, err
	}
	ask := c.nodeErrors
	if d.Class == ClassMicrosoft365 {
		ask = c.tenantErrors
	}
	out, err := ask(ctx, a, s, tried)
	slices.SortStableFunc(out.List, func(x, y SessionError) int { return y.Time.Compare(x.Time) })
	return out, err
}

// find asks where the details of a device are. The answers are kept in memory.
func (c *Client) find(ctx context.Context, d Device, tried wording.Phrase) (access, Unavailable, error) {
	if d.Class == ClassNotInstalled {
		return access{}, unavailable(ReasonNeverRan, wording.Of("fault.cove_never_installed")), nil
	}
	c.mu.Lock()
	a, ok := c.access[d.AccountID]
	c.mu.Unlock()
	if ok {
		return a, Unavailable{}, nil
	}
	var info struct {
		Result struct {
			Name, Token text
		} `json:"result"`
		Home struct {
			Common struct {
				Host text
			} `json:"CommonInfo"`
		} `json:"homeNodeInfo"`
	}
	f, err := c.call(ctx, request{method: "GetAccountInfoById", params: map[string]any{"accountId": d.AccountID}, tried: tried}, into(&info))
	if err != nil {
		return a, Unavailable{}, err
	}
	if f != nil {
		return a, c.refusedDetails(f), nil
	}
	a.account, a.name, a.token = d.AccountID, string(info.Result.Name), string(info.Result.Token)
	if a.token == "" {
		return a, unavailable(ReasonNoPlace, wording.Of("fault.cove_no_access")), nil
	}
	if d.Class != ClassMicrosoft365 {
		host := string(info.Home.Common.Host)
		if host == "" {
			if host, err = c.endpoint(ctx, d, tried); err != nil {
				return a, Unavailable{}, err
			}
		}
		if a.node, a.local = c.nodeURL(host); a.node == "" {
			return a, unavailable(ReasonNoPlace, wording.Of("fault.cove_no_node")), nil
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.access) >= 10_000 {
		clear(c.access)
	}
	c.access[d.AccountID] = a
	return a, Unavailable{}, nil
}

func (c *Client) refusedDetails(f *rpcFault) Unavailable {
	if f.number() == codeSecurity {
		return unavailable(ReasonNotAllowed, wording.Of("fault.cove_may_not_read"))
	}
	return unavailable(ReasonNotUnderstood, wording.Of("fault.cove_answers", c.quotable(f.Message)))
}

func unavailable(r Reason, why wording.Phrase) Unavailable {
	return Unavailable{r, wording.English(wording.Of("fault.cove_no_details", why), nil)}
}

// detail sends a request for details. What fails by the network or is refused is an
// outcome; only a stopped context and a refused login are errors.
func (c *Client) detail(ctx context.Context, r request, send func(request) (*rpcFault, error)) (Unavailable, error) {
	f, err := send(r)
	switch code := domain.CodeOf(err); {
	case ctx.Err() != nil && err != nil, err != nil && code == domain.CodeSignIn:
		return Unavailable{}, err
	case err != nil && code == domain.CodeInvalid:
		return unavailable(ReasonCertificate, wording.Of("fault.cove_node_certificate")), nil
	case err != nil:
		return unavailable(ReasonUnreachable, wording.Of("fault.cove_node_silent")), nil
	case f == nil:
		return Unavailable{}, nil
	case f.stale() && r.node && r.visa == "":
		return unavailable(ReasonNoVisaAbroad, wording.Of("fault.cove_node_visa")), nil
	}
	return c.refusedDetails(f), nil
}

// sourceOf returns the data source of a plug-in's number or name (cove-api.md, section 8.1).
func sourceOf(plugin string) (dataSource, bool) {
	if n := number(plugin); n.Known {
		switch n.Value {
		case 7, 18:
			return 2, true
		case 0:
			return 0, false
		}
		return modern(dataSource(n.Value)), n.Value > 0 && n.Value < 100
	}
	s, ok := plugins[strings.ToLower(strings.TrimSpace(plugin))]
	return s, ok
}

var plugins = map[string]dataSource{
	"filesystem": 1, "vsssystemstate": 2, "linuxsystemstate": 2, "systemstate": 2, "vssexchange": 4, "networkshares": 6,
	"vmware": 8, "vsssql": 10, "vssmssql": 10, "mssql": 10, "vsssharepoint": 11, "oracle": 12, "hyperv": 14, "mysql": 15,
	"exchange": 19, "onedrive": 20, "sharepoint": 5, "teams": 23,
}

func newSession(id Number, plugin string, state string, started, ended Number) Session {
	s := Session{ID: id.Value, Name: plugin, State: parseState(state), Started: moment(started), Ended: moment(ended)}
	if d, ok := sourceOf(plugin); ok {
		s.Code, s.Name = d.code(), d.name()
	}
	if s.Ended.After(s.Started) && !s.Started.IsZero() {
		s.Duration = s.Ended.Sub(s.Started)
	}
	return s
}

// String is for logs: it names neither files nor people.
func (s Session) String() string {
	return fmt.Sprintf("session %d of %s: %s", s.ID, s.Name, s.State)
}
