package oauth

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/url"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// This file signs in as the application itself, without a person: the client credentials of
// RFC 6749, section 4.4. At Microsoft the credential is a secret or a certificate ("Microsoft
// identity platform and the OAuth 2.0 client credentials flow", "Microsoft identity platform
// application authentication certificate credentials").

// appScope is every right that an administrator gave the application in Exchange Online
// ("Authenticate an IMAP, POP or SMTP connection using OAuth").
const appScope = "https://outlook.office365.com/.default"

// credential is what an application proves itself by: a secret, or a certificate with its key.
type credential struct {
	secret string
	key    *rsa.PrivateKey
	print  string // x5t#S256 of the certificate
}

// maxCredential bounds a certificate with its key, in bytes.
const maxCredential = 64 << 10

// parseCredential reads a secret, or a certificate and its private key in PEM.
func parseCredential(text string) (c credential, err error) {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, "-----BEGIN") {
		if text == "" || strings.ContainsFunc(text, unprintable) {
			return c, domain.Refuse(domain.CodeSecret, "refusal.app_secret_form")
		}
		c.secret = text
		return c, nil
	}
	var shown *x509.Certificate
	for rest := []byte(text[:min(len(text), maxCredential)]); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		switch block.Type {
		case "CERTIFICATE":
			if one, err := x509.ParseCertificate(block.Bytes); err == nil && shown == nil {
				shown = one
			}
		case "PRIVATE KEY":
			if key, err := x509.ParsePKCS8PrivateKey(block.Bytes); err == nil {
				c.key, _ = key.(*rsa.PrivateKey)
			}
		case "RSA PRIVATE KEY":
			if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
				c.key = key
			}
		}
	}
	switch {
	case shown == nil || c.key == nil:
		return credential{}, domain.Refuse(domain.CodeSecret, "refusal.app_certificate_form")
	case !c.key.PublicKey.Equal(shown.PublicKey):
		return credential{}, domain.Refuse(domain.CodeSecret, "refusal.app_certificate_other")
	}
	sum := sha256.Sum256(shown.Raw)
	c.print = base64.RawURLEncoding.EncodeToString(sum[:])
	return c, nil
}

// assertionLife is how long the proof of a certificate is good; the clocks may be as far apart.
const assertionLife = 10 * time.Minute

// assertion is the proof that the application holds the key of its certificate.
func (c credential) assertion(clientID, audience string, now time.Time) (string, error) {
	part := func(v any) (string, error) {
		text, err := json.Marshal(v)
		return base64.RawURLEncoding.EncodeToString(text), err
	}
	head, err := part(map[string]string{"alg": "PS256", "typ": "JWT", "x5t#S256": c.print})
	if err != nil {
		return "", err
	}
	body, err := part(map[string]any{
		"aud": audience, "iss": clientID, "sub": clientID, "jti": rand.Text(),
		"nbf": now.Add(-assertionLife / 2).Unix(), "iat": now.Unix(), "exp": now.Add(assertionLife).Unix(),
	})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(head + "." + body))
	signature, err := rsa.SignPSS(rand.Reader, c.key, crypto.SHA256, sum[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
	if err != nil {
		return "", domain.Refuse(domain.CodeSecret, "refusal.app_certificate_form").With(err, domain.Remedy{})
	}
	return head + "." + body + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// App makes the source of an account that the application opens by itself: with a secret, or with
// a certificate and its key in PEM. Nothing is asked yet. A credential that is none is CodeSecret.
func (c *Client) App(secret string) (*Source, error) {
	proof, err := parseCredential(secret)
	if err != nil {
		return nil, err
	}
	s := c.Resume("", nil)
	s.app = func(ctx context.Context) (Grant, error) { return c.asApp(ctx, proof) }
	return s, nil
}

// asApp asks for a token as the application.
func (c *Client) asApp(ctx context.Context, proof credential) (Grant, error) {
	tried := wording.Of("fault.oauth_signing_in_app", c.set.Provider.name())
	form := url.Values{"grant_type": {"client_credentials"}, "scope": {strings.Join(c.preset.scopes, " ")}}
	if proof.key != nil {
		signed, err := proof.assertion(c.set.ClientID, c.preset.token, c.calls.Now())
		if err != nil {
			return Grant{}, err
		}
		form.Set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
		form.Set("client_assertion", signed)
	} else {
		form.Set("client_secret", proof.secret)
	}
	for try := 0; ; try++ {
		g, r, err := c.tokens(ctx, tried, form)
		switch {
		case err != nil:
			return Grant{}, err
		case r == nil:
			g.refresh = "" // none is asked for
			return g, nil
		}
		why := r.app(tried)
		if domain.CodeOf(why) != domain.CodeNetwork || try == appRetries || r.after > longestPause {
			return Grant{}, why
		}
		if err := c.calls.Wait(ctx, max(r.after, firstPause<<try)); err != nil {
			return Grant{}, transport(err).Err(tried)
		}
	}
}

// Bounds of asking again where the service is busy.
const (
	appRetries   = 2
	firstPause   = time.Second
	longestPause = 30 * time.Second // where it asks for more, the next sync asks
)

// appFaults are refusals of Microsoft by their numbers ("Microsoft Entra authentication and
// authorization error codes"): what a person can do about each is another thing.
var appFaults = map[int]struct {
	code     domain.Code
	sentence string
}{
	7000215: {domain.CodeSignIn, "refusal.app_secret"},      // invalid client secret
	7000222: {domain.CodeSignIn, "refusal.app_expired"},     // the client secret has expired
	700027:  {domain.CodeSignIn, "refusal.app_certificate"}, // the signature is of no certificate of the application
	700024:  {domain.CodeSignIn, "refusal.app_clock"},       // the assertion is not within its time
	7000112: {domain.CodeSignIn, "refusal.app_disabled"},    // the application is disabled
	700016:  {domain.CodeInvalid, "refusal.app_unknown"},    // no such application in the tenant
	90002:   {domain.CodeInvalid, "refusal.app_tenant"},     // no such tenant
	900023:  {domain.CodeInvalid, "refusal.app_tenant"},     // neither a name nor an id of a tenant
	500011:  {domain.CodeInvalid, "refusal.app_resource"},   // Exchange Online is not in the tenant
	65001:   {domain.CodeInvalid, "refusal.app_consent"},    // no consent of an administrator
	1002012: {domain.CodeInvalid, "refusal.app_scope"},      // a scope that does not end in /.default
	70011:   {domain.CodeInvalid, "refusal.app_scope"},      // invalid scope
	53003:   {domain.CodeSignIn, "refusal.app_conditional"}, // blocked by conditional access
	90033:   {domain.CodeNetwork, "refusal.app_busy"},       // a passing fault
	50196:   {domain.CodeNetwork, "refusal.app_busy"},       // asked too often
}

// app explains a refusal of the application.
func (r *refusal) app(tried wording.Phrase) error {
	if known, ok := appFaults[r.number]; ok {
		return domain.Refuse(known.code, known.sentence, "AADSTS"+strconv.Itoa(r.number))
	}
	if r.code == "invalid_client" || r.code == "unauthorized_client" {
		return domain.Refuse(domain.CodeSignIn, "refusal.app_refused", r.name(), r.said)
	}
	return r.err(tried)
}
