package simulate

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// OAuthTrouble is what goes wrong with a request.
type OAuthTrouble int

// The troubles.
const (
	OAuthError      OAuthTrouble = iota // the error of RFC 6749 that Error names, with a description that repeats the request
	OAuthStatus                         // Status of HTTP, with an empty body
	OAuthHTML                           // a web page, with Status, or 200
	OAuthCut                            // the connection ends without an answer
	OAuthTruncated                      // half a JSON text
	OAuthSilent                         // nothing comes until the client goes or the server closes
	OAuthHuge                           // a token of 120 MB
	OAuthRedirect                       // 307 to another address of this server
	OAuthWrongState                     // only of /authorize: the browser comes back with another state
	OAuthAnswer                         // Answer as it stands, with Status, or 200
)

// OAuthFault is a fault to come. The first one that matches a request is used.
type OAuthFault struct {
	Trouble OAuthTrouble
	Path    string // empty: any
	Times   int    // so many fail; 0: all

	Error  string
	Status int
	Answer string
	After  string // Retry-After of OAuthStatus and OAuthAnswer; empty: none
}

// Fail adds a fault.
func (s *OAuthServer) Fail(f OAuthFault) {
	if f.Times == 0 {
		f.Times = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Heal takes all faults away.
func (s *OAuthServer) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault returns the fault that this request meets, nil for none. The lock is held.
func (s *OAuthServer) fault(path string) *OAuthFault {
	for _, f := range s.faults {
		if f.Path != "" && f.Path != path || f.Times == 0 {
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		return f
	}
	return nil
}

// strike gives w what the fault makes of an answer.
func (s *OAuthServer) strike(w http.ResponseWriter, r *http.Request, f *OAuthFault, form url.Values) {
	status := f.Status
	if status == 0 {
		status = http.StatusOK
	}
	if f.After != "" {
		w.Header().Set("Retry-After", f.After)
	}
	switch f.Trouble {
	case OAuthError:
		echo := "Cannot carry out " + form.Encode() + " of " + fmt.Sprint(form)
		if r.URL.Path == "/authorize" {
			back := url.Values{"state": form["state"], "error": {f.Error}, "error_description": {echo}}
			http.Redirect(w, r, form.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
			return
		}
		oauthRefuse(w, f.Error, echo)
	case OAuthStatus:
		w.WriteHeader(status)
	case OAuthHTML:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "\r\n<html>\n<head><title>Welcome to the hotel</title></head></html>")
	case OAuthCut:
		hangUp(w)
	case OAuthTruncated:
		_, _ = io.WriteString(w, `{"access_token":"half`)
	case OAuthSilent:
		select {
		case <-r.Context().Done():
		case <-s.closed:
		}
		hangUp(w)
	case OAuthHuge:
		flood(w, `{"access_token":"`, []byte(strings.Repeat("x", 1<<20)))
	case OAuthRedirect:
		http.Redirect(w, r, s.url("/elsewhere"), http.StatusTemporaryRedirect)
	case OAuthWrongState:
		s.authorize(w, r, form, "another-state")
	case OAuthAnswer:
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, f.Answer)
	}
}
