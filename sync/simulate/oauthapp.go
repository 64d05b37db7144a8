package simulate

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// OAuthApp is an application that signs in by itself, as Microsoft has it: "Microsoft identity
// platform and the OAuth 2.0 client credentials flow".
type OAuthApp struct {
	Secret  string
	Expired bool // the secret was good once
	// Certificate is what an assertion may be signed for; nil takes none.
	Certificate *x509.Certificate
}

// SetApp changes what the application proves itself by from now on.
func (s *OAuthServer) SetApp(app OAuthApp) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opt.App = &app
}

// AADSTS is the body of a refusal as Microsoft words it.
func AADSTS(number int, code, text string) string {
	body, err := json.Marshal(map[string]any{
		"error": code, "error_description": fmt.Sprintf("AADSTS%d: %s Trace ID: 0 Correlation ID: 0", number, text),
		"error_codes": []int{number}, "timestamp": "2026-11-23 08:00:00Z",
	})
	if err != nil { // texts and numbers always can
		panic(err)
	}
	return string(body)
}

// byApp gives a token to the application itself. The lock is held.
func (s *OAuthServer) byApp(w http.ResponseWriter, form url.Values) {
	refuse := func(status, number int, code, text string) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, AADSTS(number, code, text))
	}
	app := s.opt.App
	switch {
	case app == nil || form.Get("client_id") != s.opt.ClientID:
		refuse(http.StatusBadRequest, 700016, "unauthorized_client", "Application was not found in the directory.")
	case !strings.HasSuffix(form.Get("scope"), "/.default"):
		refuse(http.StatusBadRequest, 1002012, "invalid_scope", "The provided value for scope is not valid.")
	case form.Get("client_assertion") != "":
		if number, text := s.asserted(form); number != 0 {
			refuse(http.StatusUnauthorized, number, "invalid_client", text)
			return
		}
		s.give(w, "", "")
	case form.Get("client_secret") != app.Secret || app.Secret == "":
		refuse(http.StatusUnauthorized, 7000215, "invalid_client", "Invalid client secret provided.")
	case app.Expired:
		refuse(http.StatusUnauthorized, 7000222, "invalid_client", "The provided client secret keys are expired.")
	default:
		s.give(w, "", "")
	}
}

// asserted checks an assertion as a stranger does: from its bytes alone.
func (s *OAuthServer) asserted(form url.Values) (number int, why string) {
	const bad = 700027
	parts := strings.Split(form.Get("client_assertion"), ".")
	if s.opt.App.Certificate == nil || len(parts) != 3 ||
		form.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
		return bad, "Client assertion failed signature validation."
	}
	var head struct {
		Alg, Typ string
		Print    string `json:"x5t#S256"`
	}
	var body struct {
		Aud, Iss, Sub, Jti string
		Nbf, Exp           int64
	}
	for at, into := range []any{&head, &body} {
		text, err := base64.RawURLEncoding.DecodeString(parts[at])
		if err != nil || json.Unmarshal(text, into) != nil {
			return bad, "The assertion is no token."
		}
	}
	print := sha256.Sum256(s.opt.App.Certificate.Raw)
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	key, ok := s.opt.App.Certificate.PublicKey.(*rsa.PublicKey)
	signed := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	switch {
	case err != nil || !ok || head.Alg != "PS256" || head.Typ != "JWT" || head.Print != base64.RawURLEncoding.EncodeToString(print[:]):
		return bad, "The certificate is not registered on the application."
	case rsa.VerifyPSS(key, crypto.SHA256, signed[:], signature, nil) != nil:
		return bad, "Client assertion failed signature validation."
	case body.Aud != s.TokenURL() || body.Iss != s.opt.ClientID || body.Sub != s.opt.ClientID || body.Jti == "":
		return bad, "The claims of the assertion are not of this application."
	case s.now().Before(time.Unix(body.Nbf, 0)) || s.now().After(time.Unix(body.Exp, 0)):
		return 700024, "Client assertion is not within its valid time range."
	}
	return 0, ""
}
