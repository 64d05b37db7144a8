package oauth

import (
	"testing"

	"runchecks/domain"
)

func TestThePresetsAreThoseOfTheProviders(t *testing.T) {
	for _, x := range []struct {
		set                      Settings
		authorize, token, device string
	}{
		{Settings{Provider: Microsoft, ClientID: "x"},
			"https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize", "https://login.microsoftonline.com/organizations/oauth2/v2.0/token", "https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode"},
		{Settings{Provider: Microsoft, ClientID: "x", Tenant: "grootvelde.example"},
			"https://login.microsoftonline.com/grootvelde.example/oauth2/v2.0/authorize", "https://login.microsoftonline.com/grootvelde.example/oauth2/v2.0/token", "https://login.microsoftonline.com/grootvelde.example/oauth2/v2.0/devicecode"},
		{Settings{Provider: Google, ClientID: "x"},
			"https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token", ""},
		{Settings{Provider: Google, ClientID: "x", TokenURL: "http://127.0.0.1:1/t"},
			"https://accounts.google.com/o/oauth2/v2/auth", "http://127.0.0.1:1/t", ""},
		{Settings{Provider: Other, ClientID: "x", AuthorizeURL: "https://a.example/a", TokenURL: "https://a.example/t", Scopes: []string{"mail"}},
			"https://a.example/a", "https://a.example/t", ""},
	} {
		p, err := x.set.resolved()
		if err != nil {
			t.Fatal(err)
		}
		if p.authorize != x.authorize || p.token != x.token || p.device != x.device {
			t.Errorf("%+v", p)
		}
	}
}

func TestSettingsThatCannotWorkAreSaid(t *testing.T) {
	other := Settings{Provider: Other, ClientID: "x", AuthorizeURL: "https://a.example/a", TokenURL: "https://a.example/t", Scopes: []string{"mail"}}
	for word, change := range map[string]func(*Settings){
		"not a known provider":            func(s *Settings) { s.Provider = "yahoo" },
		"no client id":                    func(s *Settings) { s.ClientID = " " },
		"the sign-in page is not":         func(s *Settings) { s.AuthorizeURL = "" },
		"the tokens is not an https":      func(s *Settings) { s.TokenURL = "http://a.example/t" },
		"the device codes is not":         func(s *Settings) { s.DeviceURL = "ftp://a.example/t" },
		"no scope":                        func(s *Settings) { s.Scopes = nil },
		"this computer only":              func(s *Settings) { s.RedirectHost = "a.example" },
		"tokens is not an https address":  func(s *Settings) { s.TokenURL = "https://user:word@a.example/t" },
		"for the tokens is not an https ": func(s *Settings) { s.TokenURL = "http://127.0.0.1.a.example/t" },
	} {
		s := other
		change(&s)
		_, err := New(Config{Settings: s})
		wantError(t, err, domain.CodeInvalid, word)
	}
}

func TestTokensGoOverTLSOrStayOnThisComputer(t *testing.T) {
	for address, want := range map[string]bool{
		"https://a.example/t": true, "http://127.0.0.1:8080/t": true, "http://localhost/t": true, "http://[::1]:1/t": true,
		"http://a.example/t": false, "http://10.0.0.1/t": false, "a.example/t": false, "": false, "https://": false, "https://a.example/#x": false, "%": false,
	} {
		if got := protected(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}
