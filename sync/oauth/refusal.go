package oauth

import (
	"fmt"
	"net/http"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// refusal is what the service answered in place of tokens.
type refusal struct {
	status int           // of HTTP
	code   string        // of the answer: RFC 6749, section 5.2; empty: there was none
	said   string        // its description, fit to be shown
	after  time.Duration // how long it asks to wait, 0 for no wish
	number int           // of Microsoft's own kind of fault, AADSTS; 0 for none
}

// Codes that a poll for a device's token goes by (RFC 8628, section 3.5).
const (
	codePending  = "authorization_pending"
	codeSlowDown = "slow_down"
	codeExpired  = "expired_token"
	codeDenied   = "access_denied"
)

// err explains a refusal. tried is a phrase such as "Refreshing the sign-in at Google".
func (r *refusal) err(tried wording.Phrase) error {
	said := ""
	if r.said != "" {
		said = ": " + r.said
	}
	say := func(code domain.Code, happened, advice wording.Phrase) error {
		return domain.Refuse(code, "fault.oauth_refused", tried, happened, r.name(), said, advice)
	}
	switch r.code {
	case "invalid_grant":
		return say(domain.CodeSignIn, wording.Of("fault.oauth_grant"), signAgain)
	case "interaction_required", "login_required", "account_selection_required":
		return say(domain.CodeSignIn, wording.Of("fault.oauth_person"), signAgain)
	case "consent_required":
		return say(domain.CodeSignIn, wording.Of("fault.oauth_consent"), wording.Of("fault.oauth_agree"))
	case codeDenied:
		return say(domain.CodeSignIn, wording.Of("fault.oauth_denied"), wording.Of("fault.oauth_agree_or_ask"))
	case codeExpired:
		return say(domain.CodeSignIn, wording.Of("fault.oauth_expired"), wording.Of("fault.oauth_new_code"))
	case "invalid_client", "unauthorized_client", "invalid_scope", "invalid_resource", "invalid_request", "unsupported_grant_type", "unsupported_response_type", "admin_policy_enforced", "org_internal":
		return say(domain.CodeInvalid, wording.Of("fault.oauth_application"), tellAdmin)
	case "temporarily_unavailable", "server_error":
		return say(domain.CodeNetwork, wording.Of("fault.oauth_not_now"), later)
	}
	switch {
	case r.status >= 500, r.status == http.StatusTooManyRequests, r.status == http.StatusRequestTimeout:
		return say(domain.CodeNetwork, wording.Of("fault.oauth_not_now"), later)
	case r.code == "":
		return say(domain.CodeInvalid, wording.Of("fault.oauth_no_service"), isItThere)
	}
	return say(domain.CodeInvalid, wording.Of("fault.oauth_refuses"), tellAdmin)
}

// name is what people can search for.
func (r *refusal) name() string {
	if r.code != "" {
		return r.code
	}
	return fmt.Sprintf("HTTP %d", r.status)
}

// passing reports whether the same question may be answered later.
func (r *refusal) passing() bool { return domain.CodeOf(r.err(wording.Phrase{})) == domain.CodeNetwork }
