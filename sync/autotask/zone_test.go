package autotask

import (
	"net/http"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

func TestTheZoneIsFoundWithoutTheSecretAndItsPathKeepsItsCase(t *testing.T) {
	b := open(t)
	if _, err := b.Threshold(t.Context()); err != nil {
		t.Fatal(err)
	}
	requests := b.srv.Requests()
	if len(requests) != 2 || requests[0].Signed || requests[0].Query != "user=api%40example.com" {
		t.Errorf("discovery was %+v", requests)
	}
	if path := requests[1].Path; path != "/Zone5/ATServicesRest/V1.0/ThresholdInformation" || !requests[1].Signed {
		t.Errorf("then asked %+v", requests[1])
	}
}

func TestTheSecretGoesToNoZoneInClearText(t *testing.T) {
	for _, zone := range []string{
		"http://zone.example.com/ATServicesRest/", "ftp://127.0.0.1/", "file:///etc/", "javascript:alert(1)",
		"https://user:pass@zone.example.com/", "//zone.example.com/", "not an address", "http://127.0.0.1.example.com/",
	} {
		b := newBench(t, func(o *simulate.AutotaskOptions) { o.ZoneURL = zone })
		_, err := Open(t.Context(), b.cfg)
		wantError(t, err, domain.CodeInvalid, "secret is not sent")
	}
}

func TestOnlyADiscoveryOnTheLoopbackMayAllowClearText(t *testing.T) {
	for raw, want := range map[string][2]bool{ // not local, local
		"https://zone.example.com/X/": {true, true},
		"http://127.0.0.1:80/X/":      {false, true},
		"http://[::1]/":               {false, true},
		"http://localhost/":           {false, true},
		"http://192.0.2.1/":           {false, false},
		"https://h/?q":                {false, false},
		"https://h/#f":                {false, false},
		"https:///x":                  {false, false},
	} {
		if got := [2]bool{safe(raw, false), safe(raw, true)}; got != want {
			t.Errorf("%s: %v, not %v", raw, got, want)
		}
	}
	if !safe(Config{}.zoneURL(), false) {
		t.Error("the vendor's own address is refused")
	}
}

func TestSettingsAreCheckedBeforeAnythingIsSent(t *testing.T) {
	b := newBench(t)
	for name, change := range map[string]func(*Config){
		"API user":         func(c *Config) { c.User = "" },
		"secret":           func(c *Config) { c.Secret = "two\nlines" },
		"integration code": func(c *Config) { c.IntegrationCode = "" },
		"no https address": func(c *Config) { c.ZoneURL = "http://example.com/" },
		"address":          func(c *Config) { c.ZoneURL = "https://u:p@example.com/" },
	} {
		c := b.cfg
		change(&c)
		_, err := Open(t.Context(), c)
		wantError(t, err, domain.CodeInvalid, name)
	}
	if n := len(b.srv.Requests()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestAnUnknownUserIsASignInError(t *testing.T) {
	b := newBench(t)
	b.cfg.User = "nobody@example.com"
	_, err := Open(t.Context(), b.cfg)
	wantError(t, err, domain.CodeSignIn, "nobody@example.com", "Zone information could not be determined")
}

func TestAZoneURLWithoutASlashAtItsEndIsTaken(t *testing.T) {
	b := newBench(t)
	b.cfg.ZoneURL = strings.TrimSuffix(b.cfg.ZoneURL, "/")
	b.reopen(t)
	if _, err := b.Threshold(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	elsewhere := newBench(t)
	b := newBench(t)
	b.cfg.HTTP = &http.Client{} // one that would follow
	b.reopen(t)
	b.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskRedirect, Body: elsewhere.srv.URL()})
	_, err := b.Threshold(t.Context())
	wantError(t, err, domain.CodeNetwork, "another address")
	if n := len(elsewhere.srv.Requests()); n != 0 {
		t.Error("the redirect was followed")
	}
	if b.cfg.HTTP.CheckRedirect != nil {
		t.Error("the caller's client was changed")
	}
}

func TestTheAddressForTheBrowserIsThatOfTheZone(t *testing.T) {
	b := open(t, func(o *simulate.AutotaskOptions) { o.WebURL = "https://ww5.example.com" })
	if got := b.WebURL(Ticket{ID: 12}); got != "https://ww5.example.com/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=12" {
		t.Error(got)
	}
	if got := b.WebURL(Ticket{}); got != "" {
		t.Error(got)
	}
	b = open(t, func(o *simulate.AutotaskOptions) { o.WebURL = "file:///bin/sh" })
	if got := b.WebURL(Ticket{ID: 12}); got != "" {
		t.Error(got)
	}
}
