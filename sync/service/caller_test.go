package service_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// explain is what a client says of an exchange without an answer.
func explain(err error) *service.Fault {
	f, _ := service.Broken(err, wording.Text("the address of X"), wording.Text("Wait."))
	f.Cause = err
	return &f
}

// caller makes a Caller that notes its pauses and waits for nothing.
func caller(pauses *[]time.Duration) *service.Caller {
	return service.NewCaller(service.Options{
		Name: "X", Timeout: time.Minute, FirstPause: time.Second, LongestPause: time.Minute, Explain: explain,
		Now: func() time.Time { return time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC) },
		Wait: func(ctx context.Context, d time.Duration) error {
			*pauses = append(*pauses, d)
			return ctx.Err()
		},
	})
}

func get(url string) func(context.Context) (*http.Request, error) {
	return func(ctx context.Context) (*http.Request, error) {
		return http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	}
}

func TestWhatFailsByChanceIsSentAgainAfterEverLongerPauses(t *testing.T) {
	var pauses []time.Duration
	c := caller(&pauses)
	defer c.Close()
	tries := 0
	err := c.Repeat(t.Context(), service.Attempts{Tried: wording.Text("Reading"), Retries: 3}, func() *service.Fault {
		if tries++; tries == 3 {
			return nil
		}
		return &service.Fault{Code: domain.CodeNetwork, Happened: wording.Text("it broke"), Again: true}
	})
	if err != nil || tries != 3 || len(pauses) != 2 {
		t.Fatalf("%v after %d tries and %v", err, tries, pauses)
	}
	for i, least := range []time.Duration{time.Second, 2 * time.Second} {
		if pauses[i] < least || pauses[i] >= 2*least {
			t.Errorf("pause %d was %v", i+1, pauses[i])
		}
	}
}

func TestARefusalIsNotSentAgainAndRetriesEnd(t *testing.T) {
	var pauses []time.Duration
	c := caller(&pauses)
	defer c.Close()
	for again, want := range map[bool]int{false: 1, true: 3} {
		tries := 0
		err := c.Repeat(t.Context(), service.Attempts{Tried: wording.Text("Reading"), Retries: 2}, func() *service.Fault {
			tries++
			return &service.Fault{
				Code:     domain.CodePermission,
				Happened: wording.Text("it may not"),
				Advice:   wording.Text("Ask."),
				Again:    again,
			}
		})
		if tries != want || domain.CodeOf(err) != domain.CodePermission || err.Error() != "Reading failed: it may not. Ask." {
			t.Errorf("again %v: %d tries, %v", again, tries, err)
		}
	}
}

func TestAServiceIsGivenTheTimeThatItAsksForWithinReason(t *testing.T) {
	for asked, c := range map[string]struct {
		tries int
		pause time.Duration
		words string
	}{
		"30":                            {2, 30 * time.Second, ""},
		"Mon, 30 Nov 2026 08:00:45 GMT": {2, 45 * time.Second, ""},
		"3600":                          {1, 0, "X asks to wait for 1h0m0s."},
	} {
		var pauses []time.Duration
		x := caller(&pauses)
		tries := 0
		err := x.Repeat(t.Context(), service.Attempts{Tried: wording.Text("Reading"), Retries: 1}, func() *service.Fault {
			tries++
			f := &service.Fault{Code: domain.CodeNetwork, Happened: wording.Text("it is busy"), Advice: wording.Text("Wait.")}
			x.Later(f, http.Header{"Retry-After": {asked}})
			return f
		})
		if tries != c.tries || !strings.Contains(err.Error(), c.words) || len(pauses) > 0 && pauses[0] != c.pause {
			t.Errorf("%s: %d tries, %v, %v", asked, tries, pauses, err)
		}
		x.Close()
	}
	for _, none := range []string{"", "soon", "-5", "Mon, 30 Nov 2026 07:00:00 GMT"} {
		if d := service.RetryAfter(http.Header{"Retry-After": {none}}, time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)); d != 0 {
			t.Errorf("%q: %v", none, d)
		}
	}
}

func TestACancelledPauseEndsTheCallAndKeepsItsCause(t *testing.T) {
	var pauses []time.Duration
	c := caller(&pauses)
	defer c.Close()
	ctx, cancel := context.WithCancel(t.Context())
	tries := 0
	err := c.Repeat(ctx, service.Attempts{Tried: wording.Text("Reading"), Retries: 5}, func() *service.Fault {
		tries++
		cancel()
		return &service.Fault{Code: domain.CodeNetwork, Happened: wording.Text("it broke"), Again: true}
	})
	if tries != 1 || !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "it was stopped") {
		t.Errorf("%d tries, %v", tries, err)
	}
}

func TestNoMoreRequestsThanAllowedAreUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := service.NewCaller(service.Options{
			Name: "X", Timeout: time.Hour, Requests: 2, Explain: explain,
			HTTP: &http.Client{Transport: round(func(r *http.Request) (*http.Response, error) {
				<-r.Context().Done()
				return nil, r.Context().Err()
			})},
		})
		ctx, cancel := context.WithCancel(t.Context())
		var begun, ended atomic.Int32
		for range 5 {
			go func() {
				f := c.Once(ctx, func(ctx context.Context) (*http.Request, error) {
					begun.Add(1)
					return get("http://x.example")(ctx)
				}, func(*http.Response) *service.Fault { return nil })
				if f != nil && f.Happened.Code == "fault.stopped" {
					ended.Add(1)
				}
			}()
		}
		synctest.Wait()
		if begun.Load() != 2 {
			t.Errorf("%d requests were under way", begun.Load())
		}
		cancel()
		synctest.Wait()
		if ended.Load() != 5 {
			t.Errorf("%d of 5 were stopped", ended.Load())
		}
	})
}

type round func(*http.Request) (*http.Response, error)

func (f round) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAFaultOfTheConnectionRepeatsNoAddress(t *testing.T) {
	c := service.NewCaller(service.Options{
		Name: "X", Timeout: time.Minute, Explain: explain,
		HTTP: &http.Client{Transport: round(func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF })},
	})
	defer c.Close()
	f := c.Once(t.Context(), get("http://x.example/?token=hush"), func(*http.Response) *service.Fault { return nil })
	if f == nil || strings.Contains(f.Cause.Error(), "hush") || !errors.Is(f.Cause, io.ErrUnexpectedEOF) || f.Unknown {
		t.Errorf("%+v", f)
	}
}

func TestAnAnswerThatIsLostLeavesTheOutcomeUnknown(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer srv.Close()
	c := service.NewCaller(service.Options{Name: "X", Timeout: time.Minute, Explain: explain})
	defer c.Close()
	if f := c.Once(t.Context(), get(srv.URL), func(*http.Response) *service.Fault { return nil }); f == nil || !f.Unknown {
		t.Errorf("%+v", f)
	}
}

func TestABodyIsReadUpToItsBound(t *testing.T) {
	for text, want := range map[string]error{"four": nil, "fives": service.ErrTooLong} {
		body, err := service.Body(strings.NewReader(text), 4)
		if !errors.Is(err, want) || len(body) != 4 {
			t.Errorf("%s: %q, %v", text, body, err)
		}
	}
	if service.LooksLikeHTML([]byte(` {"a":1}`)) || !service.LooksLikeHTML([]byte("\ufeff\r\n <html>")) {
		t.Error("a web page is not told from an answer")
	}
}

func TestAQuoteIsOneLineOfBoundedLength(t *testing.T) {
	got := []string{service.Quote("It\r\nfailed \x00 here."), service.Quote(strings.Repeat("ä", 400))}
	if want := []string{"It failed here", strings.Repeat("ä", 299) + "…"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
