package cove

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

const week = 7 * 24 * time.Hour

func TestTheHistoryOfAServerComesFromItsStorageNode(t *testing.T) {
	b := open(t)
	d := b.device(t, "aln-sql01")
	got, err := b.Sessions(t.Context(), d, testNow.Add(-week))
	if err != nil || got.Unavailable.Reason != ReasonNone || len(got.List) != 21 || got.More {
		t.Fatalf("%+v %v", got, err)
	}
	if !slices.IsSortedFunc(got.List, func(x, y Session) int { return y.Started.Compare(x.Started) }) {
		t.Error("the newest is not the first")
	}
	i := slices.IndexFunc(got.List, func(s Session) bool { return s.Code == "D10" })
	s := got.List[i]
	if s.State != StateFailed || s.Name != "Microsoft SQL" || s.Errors.Value != 4 || s.Duration <= 0 || s.Ended.Sub(s.Started) != s.Duration {
		t.Errorf("%+v", s)
	}
	if sql, _ := d.Source("D10"); !sql.Finished.Equal(s.Ended) {
		t.Errorf("the session ended at %s, the row says %s", s.Ended, sql.Finished)
	}
	errs, err := b.SessionErrors(t.Context(), d, s)
	if err != nil || len(errs.List) != 1 || errs.List[0].Text != "VSS error: a writer is in a failed state: SqlServerWriter" ||
		errs.List[0].Item != `MSSQLSERVER\Payroll` || errs.List[0].Count != 4 || errs.List[0].Code.Value != 5 {
		t.Errorf("%+v %v", errs, err)
	}
	if n := b.count("GetAccountInfoById"); n != 1 {
		t.Errorf("asked %d times where the details are", n)
	}
	for _, r := range b.srv.Requests() {
		if r.Path == "/repserv_json" && r.Visa+r.Bearer != "" {
			t.Error("a storage node got a visa")
		}
	}
}

func TestTheHistoryOfATenantComesFromTheReportingService(t *testing.T) {
	b := open(t)
	d := b.device(t, "grootvelde.onmicrosoft.example")
	got, err := b.Sessions(t.Context(), d, testNow.Add(-week))
	if err != nil || got.Unavailable.Reason != ReasonNone || len(got.List) != 14 {
		t.Fatalf("%+v %v", got, err)
	}
	i := slices.IndexFunc(got.List, func(s Session) bool { return s.Code == "D19" && s.State == StateFailed })
	errs, err := b.SessionErrors(t.Context(), d, got.List[i])
	if err != nil || len(errs.List) != 2 {
		t.Fatalf("%+v %v", errs, err)
	}
	for _, e := range errs.List { // one is JSON inside a string, one is plain
		if e.Text != "Graph API request failed: MailboxNotEnabledForRESTAPI" || e.Item != "archive@tenant.example" || e.Time.IsZero() {
			t.Errorf("%+v", e)
		}
	}
	for _, r := range b.srv.Requests() {
		if r.Path == "/reporting_api" && (r.Visa != "" || r.Bearer == "") {
			t.Error("the visa is not in the header")
		}
	}
}

func TestAVisaThatIsNoLongerGoodIsRenewedForDetailsToo(t *testing.T) {
	b := open(t)
	d := b.device(t, "grootvelde.onmicrosoft.example")
	b.srv.ExpireVisas()
	if got, err := b.Sessions(t.Context(), d, testNow.Add(-week)); err != nil || len(got.List) != 14 || b.count("Login") != 2 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestTheOtherWayToTheNodeIsTakenWhereTheFirstIsMissing(t *testing.T) {
	b := open(t, func(o *simulate.CoveOptions) { o.NodeHost = "-" })
	got, err := b.Sessions(t.Context(), b.device(t, "aln-dc01"), testNow.Add(-week))
	if err != nil || len(got.List) == 0 || b.count("EnumerateAccountRemoteAccessEndpoints") != 1 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestANodeGetsTheVisaOnlyIfItAsksAndIsTheVendorsOwn(t *testing.T) {
	b := open(t, func(o *simulate.CoveOptions) { o.NodeWantsVisa = true })
	got, err := b.Sessions(t.Context(), b.device(t, "aln-dc01"), testNow.Add(-week))
	if err != nil || len(got.List) == 0 {
		t.Errorf("%+v %v", got, err)
	}
	d := b.device(t, "aln-dc01")
	a := b.access[d.AccountID]
	a.local = false
	b.access[d.AccountID] = a
	got, err = b.Sessions(t.Context(), d, testNow.Add(-week))
	if err != nil || got.Unavailable.Reason != ReasonNoVisaAbroad || !strings.HasPrefix(got.Unavailable.Text, "Details not available: ") {
		t.Errorf("%+v %v", got, err)
	}
}

func TestDetailsThatAreRefusedAreAnOutcomeAndNoFailure(t *testing.T) {
	for _, c := range []struct {
		says   string
		device string
		change func(*simulate.CoveOptions)
		fault  simulate.CoveFault
		want   Reason
	}{
		{"the user may not ask where", "aln-dc01", func(o *simulate.CoveOptions) { o.RefusedMethods = []string{"GetAccountInfoById"} }, simulate.CoveFault{Method: "-"}, ReasonNotAllowed},
		{"the user may not ask for a tenant's", "grootvelde.onmicrosoft.example", func(o *simulate.CoveOptions) { o.RefusedMethods = []string{"EnumerateSessions"} }, simulate.CoveFault{Method: "-"}, ReasonNotAllowed},
		{"the method is gone", "aln-dc01", nil, simulate.CoveFault{Method: "QuerySessions", Code: -32601, Message: "Method not found"}, ReasonNotUnderstood},
		{"the node refuses", "aln-dc01", nil, simulate.CoveFault{Method: "QuerySessions", Number: 13501}, ReasonNotAllowed},
		{"the node shows a page", "aln-dc01", nil, simulate.CoveFault{Method: "QuerySessions", Trouble: simulate.CoveHTML}, ReasonUnreachable},
		{"the node floods", "aln-dc01", nil, simulate.CoveFault{Method: "QuerySessions", Trouble: simulate.CoveHugeText}, ReasonUnreachable},
		{"the node is down", "aln-dc01", nil, simulate.CoveFault{Method: "QuerySessions", Trouble: simulate.CoveCut}, ReasonUnreachable},
		{"the node is nowhere", "aln-dc01", func(o *simulate.CoveOptions) { o.NodeHost = "bad host/?" }, simulate.CoveFault{Method: "-"}, ReasonNoPlace},
	} {
		var b *bench
		if c.change != nil {
			b = open(t, c.change)
		} else {
			b = open(t)
		}
		b.srv.Fail(c.fault)
		d := b.device(t, c.device)
		got, err := b.Sessions(t.Context(), d, testNow.Add(-week))
		if err != nil || got.Unavailable.Reason != c.want || len(got.List) != 0 || !strings.HasPrefix(got.Unavailable.Text, "Details not available: ") {
			t.Errorf("%s: %+v %v", c.says, got.Unavailable, err)
		}
	}
	b := open(t)
	got, err := b.SessionErrors(t.Context(), Device{AccountID: 1, Class: ClassNotInstalled}, Session{})
	if err != nil || got.Unavailable.Reason != ReasonNeverRan {
		t.Errorf("%+v %v", got, err)
	}
}

func TestANodeThatCannotProveWhoItIsGetsNothing(t *testing.T) {
	asked := false
	node := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	node.Config.ErrorLog = log.New(io.Discard, "", 0)
	node.StartTLS()
	defer node.Close()
	b := open(t)
	d := b.device(t, "aln-dc01")
	b.access[d.AccountID] = access{account: d.AccountID, name: d.Name, token: "t", node: node.URL}
	got, err := b.Sessions(t.Context(), d, testNow)
	if err != nil || got.Unavailable.Reason != ReasonCertificate || asked {
		t.Errorf("%+v %v, asked: %v", got, err, asked)
	}
}

func TestAStoppedOrRefusedCallForDetailsIsAnError(t *testing.T) {
	b := open(t)
	d := b.device(t, "grootvelde.onmicrosoft.example")
	b.srv.Fail(simulate.CoveFault{Method: "EnumerateSessions", Number: 2100})
	_, err := b.Sessions(t.Context(), d, testNow)
	wantError(t, err, domain.CodeSignIn, "2100")

	b = open(t)
	b.srv.Fail(simulate.CoveFault{Method: "GetAccountInfoById", Trouble: simulate.CoveStatus, Status: 503})
	_, err = b.Sessions(t.Context(), d, testNow)
	wantError(t, err, domain.CodeNetwork, "Reading the session history from Cove failed", "503")
}

func TestAddressesOfNodes(t *testing.T) {
	far, err := New(Config{User: "u", Password: "p"})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]string{
		"NODE07.CLOUDBACKUP.EXAMPLE:443":  "https://node07.cloudbackup.example/repserv_json",
		"node1.cloudbackup.management":    "https://node1.cloudbackup.management/repserv_json own",
		"x.backup.management:80":          "https://x.backup.management/repserv_json own",
		"evil-cloudbackup.management.org": "https://evil-cloudbackup.management.org/repserv_json",
		"127.0.0.1:443":                   "", "localhost": "", "": "", "a b": "", "h/../x": "", "u@h": "", "h?x": "",
	} {
		got, own := far.nodeURL(host)
		if own {
			got += " own"
		}
		if got != want {
			t.Errorf("%q: %q", host, got)
		}
	}
}

// answers starts a service that says the same to every call at a path.
func answers(t *testing.T, files map[string]string) *Client {
	t.Helper()
	srv := httptest.NewServer(nil)
	t.Cleanup(srv.Close)
	srv.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var call struct{ Method string }
		_ = json.NewDecoder(r.Body).Decode(&call)
		text := string(sample(t, files[call.Method]))
		_, _ = io.WriteString(w, strings.ReplaceAll(text, "NODE07.CLOUDBACKUP.EXAMPLE:443", srv.Listener.Addr().String()))
	})
	c, err := New(Config{BaseURL: srv.URL, User: "u", Password: "p", Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestTheSampleSessionsOfAServerAreRead(t *testing.T) {
	c := answers(t, map[string]string{
		"Login": "rebuilt-login-success-api-user.json", "GetAccountInfoById": "rebuilt-account-info.json",
		"QuerySessions": "rebuilt-repserv-sessions.json", "QueryErrors": "rebuilt-repserv-errors.json",
	})
	d := Device{AccountID: 5100002, Class: ClassServer}
	got, err := c.Sessions(t.Context(), d, testNow)
	if err != nil || len(got.List) != 5 {
		t.Fatalf("%+v %v", got, err)
	}
	if s := got.List[0]; s.ID != 4513 || s.State != StateInProcess || !s.Ended.IsZero() || s.Code != "D01" {
		t.Errorf("%+v", s)
	}
	i := slices.IndexFunc(got.List, func(s Session) bool { return s.ID == 4512 })
	if s := got.List[i]; s.Code != "D10" || s.State != StateFailed || s.Duration != 35*time.Second || s.Errors.Value != 4 || s.String() != "session 4512 of Microsoft SQL: Failed" {
		t.Errorf("%+v", s)
	}
	errs, err := c.SessionErrors(t.Context(), d, got.List[i])
	if err != nil || len(errs.List) != 2 || errs.List[0].Item != `D:\Data\Käse & Brot\plan "v2".xlsx` || errs.List[1].Count != 3 {
		t.Errorf("%+v %v", errs, err)
	}
}

func TestTheSampleSessionsOfATenantAreRead(t *testing.T) {
	c := answers(t, map[string]string{
		"Login": "rebuilt-login-success-api-user.json", "GetAccountInfoById": "rebuilt-account-info.json",
		"EnumerateSessions": "rebuilt-reporting-m365-sessions.json", "EnumerateSessionErrors": "rebuilt-reporting-m365-errors.json",
	})
	d := Device{AccountID: 5100043, Class: ClassMicrosoft365, Active: []string{"D19", "D20"}}
	got, err := c.Sessions(t.Context(), d, testNow)
	if err != nil || len(got.List) != 2 || got.List[1].Code != "D19" || got.List[1].Duration != 40*time.Second || got.List[1].Errors.Value != 22 {
		t.Fatalf("%+v %v", got, err)
	}
	errs, err := c.SessionErrors(t.Context(), d, got.List[1])
	if err != nil || len(errs.List) != 2 || errs.List[0].Text != "Plain text that is not JSON" || !strings.HasPrefix(errs.List[1].Text, "Graph API request failed") {
		t.Errorf("%+v %v", errs, err)
	}
}

func TestPlugInsAreReadByNumberAndByName(t *testing.T) {
	for plugin, want := range map[string]string{
		"1": "D01", "18": "D02", "7": "D02", "10": "D10", "3": "D10", "23": "D23", "VssSql": "D10", "FileSystem": "D01",
		"LinuxSystemState": "D02", "HyperV": "D14", "SharePoint": "D05", "0": "", "Odd": "", "-4": "", "400": "",
	} {
		got := ""
		if s, ok := sourceOf(plugin); ok {
			got = s.code()
		}
		if got != want {
			t.Errorf("%s: %s", plugin, got)
		}
	}
}
