package accounts

import (
	"encoding/xml"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// clientConfig is the part of Mozilla's autoconfiguration format that is read:
// https://wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat.
type clientConfig struct {
	XMLName  xml.Name `xml:"clientConfig"`
	Incoming []struct {
		Type     string   `xml:"type,attr"`
		Host     string   `xml:"hostname"`
		Port     int      `xml:"port"`
		Security string   `xml:"socketType"`
		User     []string `xml:"username"`
	} `xml:"emailProvider>incomingServer"`
}

// settings are what a web server gives about a mailbox.
type settings struct {
	host     string
	port     int
	security domain.Security
	user     string
}

// parseSettings reads the settings of IMAP for an address out of what a web server gave:
// the first server with TLS from the beginning, else the first with STARTTLS. One
// without protection is never taken. host is the address's domain as the DNS spells it.
func parseSettings(text []byte, address, host string) (settings, error) {
	var config clientConfig
	if err := xml.Unmarshal(text, &config); err != nil {
		return settings{}, wording.Error("refusal.asked_format")
	}
	local, own, _ := strings.Cut(address, "@")
	fill := func(text, domain string) string {
		return strings.TrimSpace(strings.NewReplacer("%EMAILADDRESS%", address, "%EMAILLOCALPART%", local, "%EMAILDOMAIN%", domain).Replace(text))
	}
	for _, security := range []domain.Security{domain.SecurityTLS, domain.SecurityStartTLS} {
		for _, server := range config.Incoming {
			protected := map[string]domain.Security{"SSL": domain.SecurityTLS, "TLS": domain.SecurityTLS, "STARTTLS": domain.SecurityStartTLS}[strings.ToUpper(strings.TrimSpace(server.Security))]
			if !strings.EqualFold(server.Type, "imap") || protected != security {
				continue
			}
			s := settings{host: strings.ToLower(fill(server.Host, host)), port: server.Port, security: security, user: address}
			if len(server.User) > 0 {
				s.user = fill(server.User[0], own)
			}
			if hostName(s.host) && s.port > 0 && s.port < 1<<16 && userName(s.user) {
				return s, nil
			}
		}
	}
	return settings{}, wording.Error("refusal.asked_no_imap")
}

// userName reports whether a text can be typed as the user of a mailbox.
func userName(text string) bool {
	return text != "" && len(text) <= 320 && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f || r == 0xfffd })
}
