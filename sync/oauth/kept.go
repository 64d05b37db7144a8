package oauth

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"runchecks/domain"
)

// Kept is what lies in the keychain for an account: the refresh token and, where the
// provider hands one out, the secret of the client. Printing one shows nothing.
type Kept struct {
	Refresh      string `json:"refresh"`
	ClientSecret string `json:"clientSecret,omitempty"`
}

// ParseKept reads what Text wrote. A bare refresh token is one too: it may come from
// the environment.
func ParseKept(text string) (Kept, error) {
	var k Kept
	if text = strings.TrimSpace(text); !strings.HasPrefix(text, "{") {
		k.Refresh = text
	} else if json.Unmarshal([]byte(text), &k) != nil {
		return Kept{}, domain.Refuse(domain.CodeSecret, "fault.oauth_no_sign_in")
	}
	if k.Refresh == "" {
		return Kept{}, domain.Refuse(domain.CodeSecret, "fault.oauth_not_yet")
	}
	return k, nil
}

// Text is what is kept.
func (k Kept) Text() string {
	text, err := json.Marshal(struct {
		Refresh      string `json:"refresh"`
		ClientSecret string `json:"clientSecret,omitempty"`
	}(k))
	if err != nil { // two texts: it cannot fail
		return ""
	}
	return string(text)
}

// String names the kind of value, nothing else.
func (Kept) String() string { return "OAuth2 sign-in" }

// Format makes every verb print String.
func (k Kept) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, k.String()) }

// Of returns the settings of an account's sign-in.
func Of(a domain.OAuth, user, clientSecret string) Settings {
	return Settings{
		Provider: Provider(a.Provider), ClientID: a.ClientID, ClientSecret: clientSecret, Tenant: a.Tenant, Scopes: a.Scopes,
		AuthorizeURL: a.AuthorizeURL, TokenURL: a.TokenURL, DeviceURL: a.DeviceURL, RedirectHost: a.RedirectHost, LoginHint: user,
		App: a.App,
	}
}
