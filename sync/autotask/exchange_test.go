package autotask

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"runchecks/domain"
	"runchecks/sync/service"
	"runchecks/sync/simulate"
)

func TestEachRefusalSaysWhatCanBeDone(t *testing.T) {
	type fault = simulate.AutotaskFault
	for name, c := range map[string]struct {
		fault fault
		code  domain.Code
		words []string
		asked int // requests, retries included
	}{
		"a wrong secret":                {fault{Status: 401}, domain.CodeSignIn, []string{"refuses the sign-in", "code of Autotask"}, 1},
		"a wrong secret, in HTML":       {fault{Trouble: simulate.AutotaskHTML, Status: 401}, domain.CodeSignIn, nil, 1},
		"a wrong code, as 500":          {fault{Status: 500, Errors: []string{"IntegrationCode is invalid."}}, domain.CodeSignIn, []string{"IntegrationCode is invalid"}, 1},
		"wrong credentials, as 500":     {fault{Status: 500, Errors: []string{"The provided credentials are not valid"}}, domain.CodeSignIn, nil, 1},
		"a right missing, 403":          {fault{Status: 403, Errors: []string{"No rights."}}, domain.CodePermission, []string{"may not read the request allowance", "No rights", "security level"}, 1},
		"a right missing, 405":          {fault{Status: 405, Body: `{"Message":"Not supported."}`}, domain.CodePermission, []string{"Not supported"}, 1},
		"a validation fault":            {fault{Status: 500, Errors: []string{"Unable to find X in the Y Entity.", "Second."}}, domain.CodeInvalid, []string{"Unable to find X in the Y Entity; Second"}, 1},
		"a validation fault, as 400":    {fault{Status: 400, Errors: []string{"Bad field."}}, domain.CodeInvalid, []string{"Bad field"}, 1},
		"a refusal without words":       {fault{Status: 400, Body: "{}"}, domain.CodeInvalid, []string{"400"}, 1},
		"too many requests":             {fault{Status: 429}, domain.CodeNetwork, []string{"no more requests", "10,000"}, 3},
		"too many threads, as 500":      {fault{Status: 500, Errors: []string{"The thread threshold of 3 threads has been exceeded."}}, domain.CodeNetwork, []string{"thread threshold"}, 3},
		"trouble of the service":        {fault{Status: 503, Body: "{}"}, domain.CodeNetwork, []string{"503"}, 3},
		"trouble that says so":          {fault{Status: 500, Errors: []string{"An error has occurred."}}, domain.CodeNetwork, []string{"An error has occurred"}, 3},
		"a request that timed out":      {fault{Status: 408, Body: "{}"}, domain.CodeNetwork, nil, 3},
		"a web page":                    {fault{Trouble: simulate.AutotaskHTML}, domain.CodeNetwork, []string{"web page"}, 1},
		"a web page that says 404":      {fault{Trouble: simulate.AutotaskHTML, Status: 404}, domain.CodeNetwork, []string{"not Autotask's"}, 1},
		"a web page that says 403":      {fault{Trouble: simulate.AutotaskHTML, Status: 403}, domain.CodeNetwork, nil, 1},
		"a web page that says 502":      {fault{Trouble: simulate.AutotaskHTML, Status: 502}, domain.CodeNetwork, []string{"502"}, 3},
		"an address that is no API":     {fault{Status: 404, Body: `{"Message":"No HTTP resource was found."}`}, domain.CodeNetwork, []string{"not Autotask's"}, 1},
		"nothing there":                 {fault{Status: 404}, domain.CodeNotFound, nil, 1},
		"an answer cut short":           {fault{Trouble: simulate.AutotaskTruncated}, domain.CodeNetwork, []string{"cut short"}, 3},
		"a connection cut":              {fault{Trouble: simulate.AutotaskCut}, domain.CodeNetwork, []string{"ended before the answer"}, 3},
		"a connection cut midway":       {fault{Trouble: simulate.AutotaskCutMidway}, domain.CodeNetwork, []string{"ended before the answer"}, 3},
		"an answer of another shape":    {fault{Status: 200, Body: `[1]`}, domain.CodeNetwork, []string{"not understood"}, 1},
		"an answer without end":         {fault{Status: 200, Body: `"` + strings.Repeat("x", maxBody) + `"`}, domain.CodeNetwork, []string{"16 MB"}, 1},
		"nothing at all":                {fault{Status: 200}, domain.CodeNetwork, []string{"cut short"}, 3},
		"trouble and a wait of an hour": {fault{Status: 429, RetryAfter: "3600"}, domain.CodeNetwork, []string{"1h0m0s"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			b.Close() // the standard library repeats a GET itself if a used connection is cut
			b.srv.Fail(c.fault)
			_, err := b.Threshold(t.Context())
			wantError(t, err, c.code, append(c.words, "Reading the request allowance from Autotask failed: ")...)
			if n := b.count("GET", "ThresholdInformation"); n != c.asked {
				t.Errorf("%d requests, not %d", n, c.asked)
			}
		})
	}
}

func TestAReadIsRepeatedAfterLongerAndLongerPauses(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.AutotaskFault{Status: 503, Times: 2})
	if _, err := b.Threshold(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(b.waits) != 2 || b.waits[0] < firstPause || b.waits[0] >= 2*firstPause || b.waits[1] < 2*firstPause || b.waits[1] >= 4*firstPause {
		t.Errorf("waited %v", b.waits)
	}
}

func TestAQueryIsRepeatedLikeARead(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskCut, Path: "Companies/query", Times: 2})
	if found, err := b.CompaniesByID(t.Context(), []int64{7}); err != nil || found[7].Name != "Seven Ltd" {
		t.Errorf("%v %v", found, err)
	}
}

func TestAPauseThatTheServiceAsksForIsKept(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"7": 7 * time.Second,
		testNow.Add(9 * time.Second).Format(http.TimeFormat): 9 * time.Second,
	} {
		b := open(t)
		b.srv.Fail(simulate.AutotaskFault{Status: 429, RetryAfter: header, Times: 1})
		if _, err := b.Threshold(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(b.waits) != 1 || b.waits[0] != want {
			t.Errorf("%s: waited %v", header, b.waits)
		}
	}
	for header, want := range map[string]time.Duration{"": 0, "-1": 0, "soon": 0, "Mon, 02 Jan 2006 15:04:05 GMT": 0, "99999999999999999999": 0} {
		if got := service.RetryAfter(http.Header{"Retry-After": {header}}, testNow); got != want {
			t.Errorf("%q is read as %v", header, got)
		}
	}
}

func TestAnEndedContextEndsThePauses(t *testing.T) {
	b := newBench(t)
	ctx, cancel := context.WithCancel(t.Context())
	b.cfg.Wait = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
	b.reopen(t)
	b.srv.Fail(simulate.AutotaskFault{Status: 503})
	_, err := b.Threshold(ctx)
	wantError(t, err, domain.CodeNetwork, "it was stopped")
	if !errors.Is(err, context.Canceled) {
		t.Error("the context's error is lost")
	}
	_, err = b.Threshold(ctx)
	wantError(t, err, domain.CodeNetwork, "it was stopped")
	if n := b.count("GET", "ThresholdInformation"); n != 1 {
		t.Errorf("%d requests", n)
	}
}

func TestASilentServiceEndsWithinTheTimeoutAndIsNotAskedAgain(t *testing.T) {
	b := newBench(t)
	b.reopen(t)
	b.calls.Timeout = 50 * time.Millisecond
	b.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskSilent})
	_, err := b.Threshold(t.Context())
	wantError(t, err, domain.CodeNetwork, "took too long")
	if n := b.count("GET", "ThresholdInformation"); n != 1 || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%d requests; %v", n, err)
	}
}

func TestAServiceThatDoesNotListenIsANetworkFault(t *testing.T) {
	b := open(t)
	_ = b.srv.Close()
	_, err := b.Threshold(t.Context())
	wantError(t, err, domain.CodeNetwork, "cannot be reached")
}

func TestNeverMoreThanThreeRequestsAreUnderWay(t *testing.T) {
	b := open(t)
	arrived, release := b.srv.Hold()
	var calls sync.WaitGroup
	for range 12 {
		calls.Go(func() {
			if _, err := b.Threshold(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	for range threads {
		<-arrived
	}
	release()
	calls.Wait()
	if n := b.srv.Highest(); n != threads {
		t.Errorf("%d at the same time", n)
	}
}

// roundTrip is an http.RoundTripper.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestTheFourthRequestWaitsUntilAnAnswerIsReadOrItsContextEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sent atomic.Int32
		gate := make(chan struct{})
		c := newClient(Config{User: "u", Secret: "s", IntegrationCode: "c", HTTP: &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
			sent.Add(1)
			<-gate
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader("{}"))}, nil
		})}})
		c.base = "https://zone.example.com/"
		for range threads {
			go func() { _, _ = c.Threshold(t.Context()) }()
		}
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		failed := make(chan error, 1)
		go func() { _, err := c.Threshold(ctx); failed <- err }()
		go func() { _, _ = c.Threshold(t.Context()) }()
		synctest.Wait()
		if n := sent.Load(); n != threads {
			t.Errorf("%d were sent", n)
		}
		cancel()
		wantError(t, <-failed, domain.CodeNetwork, "it was stopped")
		close(gate)
		synctest.Wait()
		if n := sent.Load(); n != threads+1 {
			t.Errorf("%d were sent in the end", n)
		}
	})
}

// everything says all that fmt can find in an error and its causes.
func everything(err error) string {
	var b strings.Builder
	for ; err != nil; err = errors.Unwrap(err) {
		fmt.Fprintf(&b, "%v %+v %#v %q\n", err, err, err, err)
	}
	return b.String()
}

func TestTheSecretIsInNoErrorLogOrPrintedValue(t *testing.T) {
	b := open(t)
	var said strings.Builder
	fmt.Fprintf(&said, "%v %+v %#v %s %q %d %x %v\n", b.cfg, b.cfg, b.cfg, b.cfg, b.cfg, b.cfg, b.cfg, []Config{b.cfg})
	fmt.Fprintf(&said, "%v %+v %#v %s\n%+v %#v\n", b.Client, b.Client, b.Client, b.Client, *b.Client, *b.Client)
	for _, h := range []slog.Handler{slog.NewTextHandler(&said, nil), slog.NewJSONHandler(&said, nil)} {
		slog.New(h).Info("test", "config", b.cfg, "pointer", &b.cfg, "group", slog.GroupValue(slog.Any("c", b.cfg)), "list", []Config{b.cfg}, "client", b.Client)
	}

	echo := "You sent " + testSecret + " and " + testSecret
	for _, f := range []simulate.AutotaskFault{
		{Status: 400, Errors: []string{echo}}, {Status: 401, Errors: []string{echo}}, {Status: 403, Errors: []string{echo}},
		{Status: 405, Body: `{"Message":"` + echo + `"}`}, {Status: 429, Errors: []string{echo}}, {Status: 500, Errors: []string{echo}},
		{Status: 503, Errors: []string{echo}}, {Status: 503, Body: echo}, {Status: 404, Errors: []string{echo}},
		{Status: 200, Body: echo}, {Status: 200, Body: `{"items":"` + echo + `"}`}, {Status: 200, Body: `{"externalRequestThreshold":[` + echo + `]}`},
		{Trouble: simulate.AutotaskRedirect, Body: "http://example.com/" + testSecret},
		{Trouble: simulate.AutotaskCut}, {Trouble: simulate.AutotaskTruncated}, {Trouble: simulate.AutotaskCutMidway},
		{Status: 200, Body: `{"pageDetails":{"nextPageUrl":"http://example.com/` + testSecret + `"}}`},
	} {
		b.srv.Heal()
		b.srv.Fail(f)
		_, err := b.Threshold(t.Context())
		said.WriteString(everything(err))
		_, err = b.CompaniesByID(t.Context(), []int64{1})
		said.WriteString(everything(err))
		_, err = b.Create(t.Context(), aTicket())
		said.WriteString(everything(err))
		_, err = Open(t.Context(), b.cfg)
		said.WriteString(everything(err))
	}
	wrong := newBench(t, func(o *simulate.AutotaskOptions) { o.ZoneURL = "http://example.com/" + testSecret })
	_, err := Open(t.Context(), wrong.cfg)
	said.WriteString(everything(err))

	if said.Len() < 10000 {
		t.Fatalf("only %d characters to search", said.Len())
	}
	hex := fmt.Sprintf("%x", testSecret)
	for line := range strings.Lines(said.String()) {
		if strings.Contains(line, testSecret) || strings.Contains(line, hex) {
			t.Errorf("the secret is in %q", line)
		}
	}
}

func TestAServicesWordsAreBounded(t *testing.T) {
	c := newClient(Config{Secret: "s3cret"})
	long := strings.Repeat("é", 400)
	body, err := json.Marshal(map[string]any{"errors": []string{long, "a\r\nb\x00c", "", "1", "2", "3", "4"}})
	if err != nil {
		t.Fatal(err)
	}
	said := c.texts(body)
	if len(said) != 5 || len([]rune(said[0])) != 300 || said[1] != "a b c" {
		t.Errorf("%q", said)
	}
	if c.texts([]byte("no JSON")) != nil || c.texts(bytes.Repeat([]byte("["), 100)) != nil {
		t.Error("words were found where there are none")
	}
}
