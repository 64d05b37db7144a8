package simulate

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// serve answers one request.
func (s *OAuthServer) serve(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	if r.ParseForm() != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	form := r.PostForm
	if r.Method == http.MethodGet {
		form = r.URL.Query()
	}
	s.mu.Lock()
	s.requests = append(s.requests, OAuthRequest{Path: r.URL.Path, Form: form})
	fault := s.fault(r.URL.Path)
	s.mu.Unlock()
	switch {
	case fault != nil:
		s.strike(w, r, fault, form)
	case r.URL.Path == "/authorize" && r.Method == http.MethodGet:
		s.authorize(w, r, form, "")
	case r.URL.Path == "/token" && r.Method == http.MethodPost:
		s.token(w, form)
	case r.URL.Path == "/device" && r.Method == http.MethodPost:
		s.device(w, form)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// authorize is the page, with a person who decides at once (RFC 6749, section
// 4.1.2). state replaces the one that came, if it is not empty.
func (s *OAuthServer) authorize(w http.ResponseWriter, r *http.Request, q url.Values, state string) {
	redirect, err := url.Parse(q.Get("redirect_uri"))
	host := ""
	if err == nil {
		host = redirect.Hostname()
	}
	if host != "127.0.0.1" && host != "localhost" || redirect.Scheme != "http" || q.Get("client_id") != s.opt.ClientID {
		// Where the redirect is not known, nobody is sent there.
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if state == "" {
		state = q.Get("state")
	}
	back := url.Values{"state": {state}}
	s.mu.Lock()
	switch {
	case q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || q.Get("state") == "":
		back.Set("error", "invalid_request")
	case s.denied:
		back.Set("error", "access_denied")
		back.Set("error_description", "The person said no.")
	default:
		code := s.issue("code")
		s.codes[code] = &oauthCode{challenge: q.Get("code_challenge"), redirect: q.Get("redirect_uri"), scope: q.Get("scope")}
		back.Set("code", code)
	}
	s.mu.Unlock()
	redirect.RawQuery = back.Encode()
	http.Redirect(w, r, redirect.String(), http.StatusFound)
}

// device gives a device code (RFC 8628, section 3.2).
func (s *OAuthServer) device(w http.ResponseWriter, form url.Values) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if form.Get("client_id") != s.opt.ClientID {
		oauthRefuse(w, "invalid_client", "No such application.")
		return
	}
	s.issued++
	user := fmt.Sprintf("WDJB-%04d", s.issued)
	device := s.issue("device")
	s.devices[device] = &oauthDevice{user: user, scope: form.Get("scope"), until: s.now().Add(s.opt.CodeLife), interval: s.opt.Interval, denied: s.denied}
	oauthAnswer(w, http.StatusOK, map[string]any{
		"device_code": device, "user_code": user, "verification_uri": s.url("/enter"),
		"expires_in": int(s.opt.CodeLife.Seconds()), "interval": int(s.opt.Interval.Seconds()),
	})
}

// token gives tokens, each kind of grant by its rules.
func (s *OAuthServer) token(w http.ResponseWriter, form url.Values) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if form.Get("grant_type") == "client_credentials" {
		s.byApp(w, form)
		return
	}
	if form.Get("client_id") != s.opt.ClientID || form.Get("client_secret") != s.opt.ClientSecret {
		oauthRefuse(w, "invalid_client", "No such application.")
		return
	}
	switch form.Get("grant_type") {
	case "authorization_code":
		s.byCode(w, form)
	case "refresh_token":
		s.byRefresh(w, form)
	case "urn:ietf:params:oauth:grant-type:device_code":
		s.byDevice(w, form)
	default:
		oauthRefuse(w, "unsupported_grant_type", "")
	}
}

// byCode takes a code once, with the verifier of its challenge (RFC 7636, section 4.6).
func (s *OAuthServer) byCode(w http.ResponseWriter, form url.Values) {
	code := s.codes[form.Get("code")]
	delete(s.codes, form.Get("code"))
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	switch {
	case code == nil:
		oauthRefuse(w, "invalid_grant", "The code is not known or was used.")
	case code.redirect != form.Get("redirect_uri"):
		oauthRefuse(w, "invalid_grant", "The redirect is another one.")
	case code.challenge != base64.RawURLEncoding.EncodeToString(sum[:]):
		oauthRefuse(w, "invalid_grant", "The verifier does not fit.")
	default:
		s.give(w, s.issueRefresh(), code.scope)
	}
}

// byRefresh takes a refresh token (RFC 6749, section 6), and turns it over.
func (s *OAuthServer) byRefresh(w http.ResponseWriter, form url.Values) {
	old := form.Get("refresh_token")
	good, known := s.refresh[old]
	switch {
	case known && !good:
		// RFC 6819, section 5.2.2.3: two hold the same sign-in, so it ends.
		clear(s.refresh)
		oauthRefuse(w, "invalid_grant", "The refresh token was used before.")
	case !known:
		oauthRefuse(w, "invalid_grant", "The refresh token is not known or was revoked.")
	case s.opt.KeepRefresh:
		s.give(w, "", form.Get("scope"))
	default:
		s.refresh[old] = false
		s.give(w, s.issueRefresh(), form.Get("scope"))
	}
}

// byDevice answers a question about a device code (RFC 8628, section 3.5).
func (s *OAuthServer) byDevice(w http.ResponseWriter, form url.Values) {
	d := s.devices[form.Get("device_code")]
	now := s.now()
	if d == nil {
		oauthRefuse(w, "invalid_grant", "The device code is not known.")
		return
	}
	early := !d.asked.IsZero() && now.Sub(d.asked) < d.interval
	d.asked = now
	switch {
	case !now.Before(d.until):
		oauthRefuse(w, "expired_token", "The device code is too old.")
	case early:
		d.interval += 5 * time.Second
		oauthRefuse(w, "slow_down", "")
	case d.denied:
		oauthRefuse(w, "access_denied", "The person said no.")
	case !d.approved:
		oauthRefuse(w, "authorization_pending", "")
	default:
		delete(s.devices, form.Get("device_code"))
		s.give(w, s.issueRefresh(), d.scope)
	}
}

// give answers with tokens (RFC 6749, section 5.1).
func (s *OAuthServer) give(w http.ResponseWriter, refresh, scope string) {
	token := s.issue("access")
	s.access[token] = s.now().Add(s.opt.Life)
	if s.opt.Scope != "" {
		scope = s.opt.Scope
	}
	out := map[string]any{"token_type": "Bearer", "access_token": token, "expires_in": int(s.opt.Life.Seconds()), "scope": scope}
	if refresh != "" {
		out["refresh_token"] = refresh
	}
	oauthAnswer(w, http.StatusOK, out)
}

func (s *OAuthServer) issueRefresh() string {
	refresh := s.issue("refresh")
	s.refresh[refresh] = true
	return refresh
}

// issue returns a new secret, and remembers it for Secrets.
func (s *OAuthServer) issue(kind string) string {
	secret := kind + "-" + rand.Text()
	s.secrets = append(s.secrets, secret)
	return secret
}

func oauthRefuse(w http.ResponseWriter, code, description string) {
	oauthAnswer(w, http.StatusBadRequest, map[string]any{"error": code, "error_description": description})
}

func oauthAnswer(w http.ResponseWriter, status int, v map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
