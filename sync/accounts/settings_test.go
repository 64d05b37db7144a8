package accounts

import (
	"testing"

	"runchecks/domain"
)

// Whatever a web server gives, what comes out can be shown to a person and connected to
// with TLS, or nothing does.
func FuzzSettingsOfStrangersAreSafeOrRefused(f *testing.F) {
	f.Add([]byte(`<clientConfig><emailProvider><incomingServer type="imap"><hostname>mail.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer></emailProvider></clientConfig>`))
	f.Add([]byte(`<clientConfig><emailProvider><incomingServer type="imap"><hostname>a.b</hostname><port>-1</port><socketType>plain</socketType></incomingServer></emailProvider></clientConfig>`))
	f.Add([]byte(`<?xml version="1.0" encoding="utf-7"?><clientConfig/>`))
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY b "c">]><clientConfig>&b;</clientConfig>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := parseSettings(text, "reports@example.com", "example.com")
		if err != nil {
			return
		}
		if !hostName(s.host) || s.port < 1 || s.port > 65535 || s.security != domain.SecurityTLS && s.security != domain.SecurityStartTLS || !userName(s.user) {
			t.Errorf("%q gives %+v", text, s)
		}
	})
}
