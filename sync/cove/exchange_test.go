package cove

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/simulate"
)

const statistics = "EnumerateAccountStatistics"

func TestWhatFailsByChanceIsRepeatedWithGrowingPauses(t *testing.T) {
	for name, f := range map[string]simulate.CoveFault{
		"too many requests":  {Trouble: simulate.CoveStatus, Status: 429},
		"an overload":        {Trouble: simulate.CoveStatus, Status: 503},
		"a gateway page":     {Trouble: simulate.CoveHTML, Status: 502},
		"a page with 200":    {Trouble: simulate.CoveHTML},
		"a cut connection":   {Trouble: simulate.CoveCut},
		"a cut in the midst": {Trouble: simulate.CoveCutMidway},
		"a truncated answer": {Trouble: simulate.CoveTruncated},
	} {
		t.Run(name, func(t *testing.T) {
			f.Method, f.Times = statistics, 2
			b := open(t)
			b.srv.Fail(f)
			got, p := b.list(t)
			if len(got) != 32 || !p.Complete() {
				t.Errorf("%d devices, %+v", len(got), p)
			}
			if len(b.waits) != 2 || b.waits[0] < time.Second || b.waits[0] >= 2*time.Second || b.waits[1] < 2*time.Second || b.waits[1] >= 4*time.Second {
				t.Errorf("waited %v", b.waits)
			}
		})
	}
}

func TestRepeatingEndsAndSaysWhatHappened(t *testing.T) {
	for _, c := range []struct {
		fault simulate.CoveFault
		tries int
		words []string
	}{
		{simulate.CoveFault{Trouble: simulate.CoveStatus, Status: 429}, 4, []string{"takes no more requests"}},
		{simulate.CoveFault{Trouble: simulate.CoveStatus, Status: 500}, 4, []string{"answered 500"}},
		{simulate.CoveFault{Trouble: simulate.CoveHTML}, 4, []string{"a web page", "sign-in page"}},
		{simulate.CoveFault{Trouble: simulate.CoveTruncated}, 4, []string{"before the answer was complete"}},
		{simulate.CoveFault{Trouble: simulate.CoveCut}, 4, []string{"ended before"}},
		{simulate.CoveFault{Trouble: simulate.CoveStatus, Status: 404}, 1, []string{"answered 404", "Check the address"}},
		{simulate.CoveFault{Trouble: simulate.CoveStatus, Status: 401}, 1, []string{"answered 401"}},
		{simulate.CoveFault{Trouble: simulate.CoveRedirect, Message: "http://127.0.0.1:1/"}, 1, []string{"not followed"}},
	} {
		b := open(t)
		c.fault.Method = statistics
		b.srv.Fail(c.fault)
		wantError(t, b.fail(t), domain.CodeNetwork, append(c.words, "Reading devices from Cove failed: ")...)
		if n := b.count(statistics); n != c.tries {
			t.Errorf("%+v: %d attempts", c.fault, n)
		}
	}
}

func TestTheServiceSaysHowLongToWait(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"7": 7 * time.Second, "120": 2 * time.Minute, testNow.Add(90 * time.Second).Format(http.TimeFormat): 90 * time.Second,
	} {
		b := open(t)
		b.srv.Fail(simulate.CoveFault{Method: statistics, Trouble: simulate.CoveStatus, Status: 429, RetryAfter: header, Times: 1})
		b.list(t)
		if len(b.waits) != 1 || b.waits[0] != want {
			t.Errorf("%s: waited %v", header, b.waits)
		}
	}
}

func TestAWishToWaitTooLongIsAnErrorThatNamesIt(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.CoveFault{Method: statistics, Trouble: simulate.CoveStatus, Status: 429, RetryAfter: "3600"})
	wantError(t, b.fail(t), domain.CodeNetwork, "asks to wait for 1h0m0s")
	if len(b.waits) != 0 {
		t.Errorf("waited %v", b.waits)
	}
}

func TestAWebPageIsNotTakenForALogin(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.CoveFault{Method: "Login", Trouble: simulate.CoveHTML, Times: 1})
	b.list(t)
}

func TestAnAnswerBeyondAllBoundsIsCutToSaveMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of megabytes, which the race detector looks at byte by byte")
	}
	for name, c := range map[string]struct {
		trouble simulate.CoveTrouble
		words   string
	}{
		"rows without end": {simulate.CoveHuge, "longer than any"},
		"small rows":       {simulate.CoveManyRows, "longer than any"},
		"one endless text": {simulate.CoveHugeText, "longer than any"},
		"endless nesting":  {simulate.CoveDeep, "deeper than any"},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			b.list(t)
			b.srv.Fail(simulate.CoveFault{Method: statistics, Trouble: c.trouble})
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			wantError(t, b.fail(t), domain.CodeNetwork, c.words, "save memory")
			runtime.GC()
			runtime.ReadMemStats(&after)
			if n := b.count(statistics); n != 2 {
				t.Errorf("%d attempts", n-1)
			}
			if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 20<<20 {
				t.Errorf("%d MB are kept", grown>>20)
			}
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 200<<20 {
				t.Errorf("it took %d MB", grown>>20)
			}
		})
	}
}

func TestLongEnvelopesAreCutToo(t *testing.T) {
	for name, text := range map[string]string{
		"a long visa":     `{"visa":"` + strings.Repeat("x", 2<<20) + `"}`,
		"many members":    `{` + strings.Repeat(`"a":1,`, 1<<20) + `"b":1}`,
		"a long error":    `{"error":{"message":"` + strings.Repeat("x", 2<<20) + `"}}`,
		"a long name":     `{"result":{"result":[{"` + strings.Repeat("x", 2<<20) + `":1}]}}`,
		"a long row list": `{"result":{"result":[` + strings.Repeat("1,", 1<<20) + `1]}}`,
	} {
		_, err := decodeAnswer(strings.NewReader(text), rows(func([]byte) {}, nil))
		if !errors.Is(err, errTooLong) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnAnswerIsReadWhateverTheOrderOfItsMembers(t *testing.T) {
	for text, want := range map[string]string{
		`{"visa":"v","result":{"result":[1,2]},"x":[{"y":[]}]}`:           "v 2 ",
		"\ufeff {\"result\":{\"result\":[1],\"z\":{}},\"visa\":\"w\"}":    "w 1 ",
		`{"error":{"code":-32603,"data":"1701","message":"m"},"visa":7}`:  "7 0 m",
		`{"result":null,"error":null}`:                                    " 0 ",
		`{"result":{"result":null,"totalStatistics":null}}`:               " 0 ",
		`{"result":{"totalStatistics":[{"COUNT(1)":"3"}],"result":[{}]}}`: " 1 ",
	} {
		n := 0
		a, err := decodeAnswer(strings.NewReader(text), rows(func([]byte) { n++ }, nil))
		got := a.visa + " " + string(rune('0'+n)) + " "
		if a.fault != nil {
			got += string(a.fault.Message)
		}
		if err != nil || got != want {
			t.Errorf("%s: %q %v", text, got, err)
		}
	}
	for _, text := range []string{"", "  ", "null", "[]", "{}", `{"visa":"v"}`, `{"result":`, `{"result":{"result":[1,`, `{"result":7}`, `{"result":{"result":{}}}`, "<p>", `{"result":[]}x`} {
		if _, err := decodeAnswer(strings.NewReader(text), rows(func([]byte) {}, nil)); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestTheGatewayPageOfTheSamplesIsRecognised(t *testing.T) {
	_, err := decodeAnswer(strings.NewReader(string(sample(t, "rebuilt-http-502-body.html"))), into(new(any)))
	if !errors.Is(err, errHTML) {
		t.Error(err)
	}
}

func TestTheErrorsOfTheSamplesKeepTheirNumbers(t *testing.T) {
	for file, want := range map[string]int64{
		"observed-error-2100-bad-login.json": 2100, "observed-error-1701-expired-visa.json": 1701,
		"rebuilt-error-13501-security.json": 13501, "rebuilt-error-method-not-found.json": 0,
	} {
		a, err := decodeAnswer(strings.NewReader(string(sample(t, file))), into(new(any)))
		if err != nil || a.fault == nil || a.fault.number() != want {
			t.Errorf("%s: %+v %v", file, a.fault, err)
		}
	}
}

func TestASilentServiceIsGivenUp(t *testing.T) {
	b := open(t)
	b.list(t)
	b.srv.Fail(simulate.CoveFault{Method: statistics, Trouble: simulate.CoveSilent})
	b.cfg.Timeout = 50 * time.Millisecond
	visa := b.visa
	b.renew(t, b.cfg)
	b.visa, b.partner = visa, 210000
	wantError(t, b.fail(t), domain.CodeNetwork, "took too long")
}

func TestAStoppedPollEndsAtOnce(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.CoveFault{Method: statistics, Trouble: simulate.CoveStatus, Status: 503})
	ctx, cancel := context.WithCancel(t.Context())
	b.Client.calls.Wait = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
	_, err := b.Devices(ctx, func(Device) error { return nil })
	wantError(t, err, domain.CodeNetwork, "it was stopped")
	if !errors.Is(err, context.Canceled) || b.count(statistics) != 1 {
		t.Errorf("%v after %d attempts", err, b.count(statistics))
	}
	if _, err := b.Devices(ctx, func(Device) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestABrokenExchangeIsExplainedByItsCause(t *testing.T) {
	for words, c := range map[string]struct {
		err   error
		code  domain.Code
		again bool
	}{
		"it was stopped":                 {context.Canceled, domain.CodeNetwork, false},
		"took too long":                  {context.DeadlineExceeded, domain.CodeNetwork, false},
		"authority":                      {x509.UnknownAuthorityError{}, domain.CodeInvalid, false},
		"for another name":               {x509.HostnameError{Certificate: &x509.Certificate{}, Host: "h"}, domain.CodeInvalid, false},
		"has expired":                    {x509.CertificateInvalidError{Reason: x509.Expired}, domain.CodeInvalid, false},
		"does not speak TLS":             {tls.RecordHeaderError{}, domain.CodeInvalid, false},
		"the name nowhere.example.com":   {&net.DNSError{Name: "nowhere.example.com", IsNotFound: true}, domain.CodeNetwork, false},
		"cannot be reached":              {&net.OpError{Op: "dial", Err: errors.New("refused")}, domain.CodeNetwork, true},
		"ended before the answer":        {&net.OpError{Op: "read", Err: errors.New("reset")}, domain.CodeNetwork, true},
		"before the answer was complete": {io.ErrUnexpectedEOF, domain.CodeNetwork, true},
		"not understood":                 {errors.New("malformed"), domain.CodeNetwork, true},
	} {
		f := transport(&url.Error{Op: "Post", URL: "https://h.example.com", Err: c.err})
		err := f.Err(wording.Text("Trying"))
		wantError(t, err, c.code, "Trying failed: ", words)
		if f.Again != c.again || !errors.Is(err, c.err) {
			t.Errorf("%s: again %v", words, f.Again)
		}
	}
}

func TestACertificateThatIsNotTrustedGetsNoPassword(t *testing.T) {
	asked := false
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	defer srv.Close()
	c, err := New(Config{BaseURL: srv.URL, User: "u", Password: "p"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, err = c.Devices(t.Context(), func(Device) error { return nil })
	wantError(t, err, domain.CodeInvalid, "does not trust")
	if asked {
		t.Error("a request was sent")
	}
}
