package oauth

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// Provider names a preset.
type Provider string

// The providers. Other has no preset: its addresses and scopes are all given.
const (
	Microsoft Provider = "microsoft"
	Google    Provider = "google"
	Other     Provider = "other"
)

// Settings are the values that an account is given; docs/oauth.md says where an
// administrator finds them. Whatever is empty comes from the preset.
type Settings struct {
	Provider Provider
	// ClientID is what the administrator's own registration of the application is
	// called by the provider. It is no secret.
	ClientID string
	// ClientSecret is only what Google hands out for desktop applications, and says
	// itself that it is not confidential (RFC 8252, section 8.5). It is shown nowhere
	// all the same, and left out of JSON: it belongs beside the refresh token.
	ClientSecret string `json:"-"`
	// Tenant is only of Microsoft: the directory's id or domain. Empty is every
	// directory of an organization.
	Tenant string
	// Scopes replace those of the preset.
	Scopes []string
	// AuthorizeURL, TokenURL and DeviceURL replace the addresses of the preset, each
	// for itself. They are https, or http on the loopback.
	AuthorizeURL, TokenURL, DeviceURL string
	// RedirectHost is how the loopback is written in the redirect: 127.0.0.1 or
	// localhost. It has to agree with what is registered.
	RedirectHost string
	// App says that the application signs in itself, without a person (Client.App).
	App bool
	// LoginHint is the mail address that the sign-in page is filled in with.
	LoginHint string
}

// String names the provider, nothing else.
func (s Settings) String() string {
	return "OAuth2 settings of " + wording.English(s.Provider.name(), nil)
}

// Format makes every verb print String.
func (s Settings) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue is what log/slog writes.
func (s Settings) LogValue() slog.Value { return slog.StringValue(s.String()) }

// name is what people call the provider.
func (p Provider) name() wording.Phrase {
	switch p {
	case Microsoft:
		return wording.Text("Microsoft 365")
	case Google:
		return wording.Text("Google")
	}
	return wording.Of("fault.oauth_the_service")
}

// preset is what is known of a provider.
type preset struct {
	authorize, token, device string
	scopes                   []string
	redirectHost             string
	extra                    url.Values // added to the address that the browser opens
	// partial says that the person may leave out single scopes on the page and the
	// answer names those that were given.
	partial bool
}

// preset returns what is known of the provider, with the tenant filled in.
func (s Settings) preset() preset {
	switch s.Provider {
	case Microsoft:
		tenant := s.Tenant
		if tenant == "" {
			tenant = "organizations"
		}
		base := "https://login.microsoftonline.com/" + url.PathEscape(tenant) + "/oauth2/v2.0/"
		return preset{
			authorize: base + "authorize", token: base + "token", device: base + "devicecode",
			// A scope that is picked from the Graph list does not work with IMAP.
			scopes: []string{"https://outlook.office.com/IMAP.AccessAsUser.All", "offline_access"},
			// Entra's page takes http://localhost, any port; 127.0.0.1 only by way of the
			// manifest.
			redirectHost: "localhost",
			extra:        url.Values{"prompt": {"select_account"}},
		}
	case Google:
		return preset{
			authorize: "https://accounts.google.com/o/oauth2/v2/auth",
			token:     "https://oauth2.googleapis.com/token",
			// No device code: Google allows few scopes there, and mail is not among them.
			scopes:       []string{"https://mail.google.com/"},
			redirectHost: "127.0.0.1",
			// Only so does Google give a refresh token, also at the second sign-in.
			extra:   url.Values{"access_type": {"offline"}, "prompt": {"consent"}},
			partial: true,
		}
	}
	return preset{redirectHost: "127.0.0.1"}
}

// resolved returns the preset with what the settings replace, checked.
func (s Settings) resolved() (preset, error) {
	if !slices.Contains([]Provider{Microsoft, Google, Other}, s.Provider) {
		return preset{}, domain.Refuse(
			domain.CodeInvalid,
			"fault.oauth_provider",
			service.Clip(string(s.Provider)),
			Microsoft,
			Google,
			Other,
		)
	}
	if strings.TrimSpace(s.ClientID) == "" {
		return preset{}, domain.Refuse(domain.CodeInvalid, "fault.oauth_client_id", s.Provider.name())
	}
	p := s.preset()
	for _, a := range []struct {
		what     wording.Phrase
		preset   *string
		given    string
		optional bool
	}{
		{wording.Of("fault.oauth_sign_in_page"), &p.authorize, s.AuthorizeURL, false},
		{wording.Of("fault.oauth_tokens"), &p.token, s.TokenURL, false},
		{wording.Of("fault.oauth_device_codes"), &p.device, s.DeviceURL, true},
	} {
		if given := strings.TrimSpace(a.given); given != "" {
			*a.preset = given
		}
		if *a.preset == "" && a.optional {
			continue
		}
		if !protected(*a.preset) {
			return preset{}, domain.Refuse(domain.CodeInvalid, "fault.oauth_not_https", a.what)
		}
	}
	if s.App {
		if p.scopes = []string{appScope}; s.Provider != Microsoft {
			p.scopes = nil
		}
		if s.Provider == Microsoft && strings.TrimSpace(s.Tenant) == "" && s.TokenURL == "" {
			return preset{}, domain.Refuse(domain.CodeInvalid, "refusal.app_no_tenant")
		}
	}
	if len(s.Scopes) > 0 {
		p.scopes = s.Scopes
	}
	if len(p.scopes) == 0 {
		return preset{}, domain.Refuse(domain.CodeInvalid, "fault.oauth_no_scope")
	}
	switch s.RedirectHost {
	case "":
	case "127.0.0.1", "localhost":
		p.redirectHost = s.RedirectHost
	default:
		return preset{}, domain.Refuse(domain.CodeInvalid, "fault.oauth_redirect")
	}
	return p, nil
}

// protected reports whether secrets may be sent to an address: over TLS, or without
// leaving this computer (RFC 6749, section 3.2).
func protected(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	loopback := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	return u.Scheme == "https" || u.Scheme == "http" && loopback
}
