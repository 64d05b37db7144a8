package cove

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

func TestALoginWithoutACustomerLeavesTheMemberOut(t *testing.T) {
	b := open(t)
	b.list(t)
	first := b.srv.Requests()[0]
	if first.Method != "Login" || first.Visa != "" || strings.Contains(string(first.Params), "partner") {
		t.Errorf("%+v", first)
	}
}

func TestALoginSendsTheCustomerExactlyAsItIsWritten(t *testing.T) {
	b := open(t, func(o *simulate.CoveOptions) { o.Partner, o.PartnerNeeded = "Acme Ltd (admin@acme.example)", true })
	wantError(t, b.fail(t), domain.CodeSignIn, "No customer name is filled in")
	b.cfg.Partner = "Acme Ltd"
	b.renew(t, b.cfg)
	wantError(t, b.fail(t), domain.CodeSignIn, "Check the customer name too", "brackets")
	b.cfg.Partner = "Acme Ltd (admin@acme.example)"
	b.renew(t, b.cfg)
	b.list(t)
}

func TestARefusedLoginIsNeverTriedAgainByTheSameClient(t *testing.T) {
	b := open(t)
	b.cfg.Password = "wrong"
	b.renew(t, b.cfg)
	for range 3 {
		err := b.fail(t)
		wantError(t, err, domain.CodeSignIn, "(2100)", "not tried again", "lock the user")
		if !errors.Is(err, ErrLoginRefused) {
			t.Error("the cause is lost")
		}
	}
	if _, err := b.Sessions(t.Context(), Device{AccountID: 1, Class: ClassServer}, testNow); !errors.Is(err, ErrLoginRefused) {
		t.Error(err)
	}
	if n := b.count("Login"); n != 1 {
		t.Errorf("%d logins", n)
	}
	if len(b.waits) != 0 {
		t.Errorf("waited %v", b.waits)
	}
}

func TestALockOutUnderAnotherNumberStopsAsWell(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.CoveFault{Method: "Login", Number: 2111, Message: "User is locked"})
	for range 2 {
		wantError(t, b.fail(t), domain.CodeSignIn, "(2111)", "User is locked")
	}
	if n := b.count("Login"); n != 1 {
		t.Errorf("%d logins", n)
	}
}

func TestTroubleOfTheServiceAtALoginIsNotARefusal(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.CoveFault{Method: "Login", Number: 0, Message: "Internal error", Times: 1})
	wantError(t, b.fail(t), domain.CodeNetwork, "Internal error")
	b.list(t)
}

func TestAWrongPasswordFoundByALaterCallStopsToo(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.CoveFault{Method: "EnumerateAccountStatistics", Number: 2100})
	for range 2 {
		wantError(t, b.fail(t), domain.CodeSignIn, "(2100)")
	}
	if n := len(b.srv.Requests()); n != 2 {
		t.Errorf("%d requests", n)
	}
}

func TestALoginWithoutAVisaIsAFailure(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.CoveFault{Method: "Login", Trouble: simulate.CoveNoVisa})
	wantError(t, b.fail(t), domain.CodeNetwork, "no visa")
}

func TestTheVisaOfEachAnswerIsTakenOver(t *testing.T) {
	b := open(t, func(o *simulate.CoveOptions) { o.Devices = simulate.CoveFleet(testNow, 1600) })
	b.list(t)
	var sent []string
	for _, r := range b.srv.Requests()[1:] {
		sent = append(sent, r.Visa)
	}
	if len(sent) != 4 || len(slices.Compact(sent)) != 4 {
		t.Errorf("%d visas in %d calls", len(slices.Compact(sent)), len(sent))
	}
}

func TestTheVisaOfAnErrorIsTakenOver(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.CoveFault{Method: "EnumerateAccountStatistics", Number: 999, Message: "Odd", WithVisa: true, Times: 1})
	wantError(t, b.fail(t), domain.CodeNetwork, "error 999 (Odd)")
	before := b.visa.text
	b.list(t)
	r := b.srv.Requests()
	if got := r[len(r)-1].Visa; got != before || got == r[1].Visa {
		t.Error("another visa was sent")
	}
}

func TestAVisaIsRenewedAtThirteenMinutes(t *testing.T) {
	for _, c := range []struct {
		idle   time.Duration
		logins int
	}{{12*time.Minute + 59*time.Second, 1}, {13 * time.Minute, 2}, {time.Hour, 2}, {-time.Minute, 2}} {
		b := open(t)
		b.list(t)
		b.srv.Advance(c.idle)
		b.list(t)
		if n := b.count("Login"); n != c.logins {
			t.Errorf("after %s: %d logins, not %d", c.idle, n, c.logins)
		}
	}
}

func TestABadVisaMakesOneLoginAndOneRepetition(t *testing.T) {
	b := open(t)
	b.list(t)
	b.srv.ExpireVisas()
	b.list(t)
	if l, s := b.count("Login"), b.count("EnumerateAccountStatistics"); l != 2 || s != 3 {
		t.Errorf("%d logins, %d calls", l, s)
	}
}

func TestABadVisaThatStaysEndsAfterOneRepetition(t *testing.T) {
	for _, f := range []simulate.CoveFault{
		{Number: 1701}, {Number: 1701, WithVisa: true}, {Number: 0, Message: "Session has expired"}, {Number: 0, Code: 1701, Message: "?"},
	} {
		f.Method = "EnumerateAccountStatistics"
		b := open(t)
		b.srv.Fail(f)
		wantError(t, b.fail(t), domain.CodeNetwork, "its own visa")
		if l, s := b.count("Login"), b.count("EnumerateAccountStatistics"); l != 2 || s != 2 {
			t.Errorf("%+v: %d logins, %d calls", f, l, s)
		}
	}
}

func TestManyCallsAtOnceShareOneLogin(t *testing.T) {
	b := open(t)
	var group sync.WaitGroup
	for range 12 {
		group.Go(func() {
			if _, err := b.Devices(t.Context(), func(Device) error { return nil }); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := b.count("Login"); n != 1 {
		t.Errorf("%d logins", n)
	}
}

func TestTheDocumentedAnswersOfLoginAreRead(t *testing.T) {
	for file, want := range map[string]int64{"documented-login-success.json": 33491, "rebuilt-login-success-api-user.json": 210000} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(sample(t, file)) }))
		c, err := New(Config{BaseURL: srv.URL, User: "u", Password: "p"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.current(t.Context()); err != nil || c.partner != want || c.visa.text == "" {
			t.Errorf("%s: %d %v", file, c.partner, err)
		}
		srv.Close()
	}
}

func TestAnAddressIsHTTPSOrOnTheLoopback(t *testing.T) {
	for address, ok := range map[string]bool{
		"": true, "https://cloudbackup.management": true, "https://api.backup.management/jsonapi": true, "https://h.example/": true,
		"http://127.0.0.1:99": true, "http://localhost:99/jsonapi/": true, "http://[::1]:8": true,
		"http://api.backup.management": false, "ftp://h.example": false, "api.backup.management": false, "https://": false,
		"https://u:p@h.example": false, "https://h.example/other": false, "https://h.example/?q": false, "http://127.0.0.1.example": false,
	} {
		_, err := New(Config{BaseURL: address, User: "u", Password: "p"})
		if ok != (err == nil) {
			t.Errorf("%q: %v", address, err)
		}
		if err != nil {
			wantError(t, err, domain.CodeInvalid, "Connecting to Cove failed", "Correct it; usual is https://")
		}
	}
	for _, cfg := range []Config{{Password: "p"}, {User: "u"}} {
		_, err := New(cfg)
		wantError(t, err, domain.CodeInvalid, "is given")
	}
	if c, _ := New(Config{User: "u", Password: "p"}); c.url("/jsonapi") != "https://api.backup.management/jsonapi" {
		t.Error(c.url("/jsonapi"))
	}
}
