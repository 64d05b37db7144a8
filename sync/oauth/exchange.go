package oauth

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// maxAnswer bounds one answer, in bytes. Tokens of people in hundreds of groups
// have some 10 KB.
const maxAnswer = 256 << 10

// post sends a form and decodes the answer into result. A refusal of the service
// comes back as such, so that the caller can go by its code; every value of the
// form but the plain ones is kept out of all texts.
func (c *Client) post(ctx context.Context, tried wording.Phrase, address string, form url.Values, result any) (*refusal, error) {
	form.Set("client_id", c.set.ClientID)
	if c.set.ClientSecret != "" {
		form.Set("client_secret", c.set.ClientSecret)
	}
	build := func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
		if err != nil {
			return nil, err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Accept", "application/json")
		return req, nil
	}
	var r *refusal
	f := c.calls.Once(ctx, build, func(resp *http.Response) *service.Fault {
		body, err := service.Body(resp.Body, maxAnswer)
		if err == nil {
			r, err = c.read(resp, body, secretsOf(form), result)
		}
		if err != nil {
			return transport(err)
		}
		return nil
	})
	if f != nil {
		return nil, f.Err(tried)
	}
	return r, nil
}

// read tells an answer from a refusal. Some services refuse with status 200.
func (c *Client) read(resp *http.Response, body []byte, secrets []string, result any) (*refusal, error) {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	html := service.LooksLikeHTML(body)
	var failed struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
		Numbers     []int  `json:"error_codes"` // of Microsoft
	}
	notJSON := json.Unmarshal(body, &failed) != nil
	good := resp.StatusCode >= 200 && resp.StatusCode < 300
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return nil, errRedirect
	case failed.Error != "":
		r := &refusal{
			status: resp.StatusCode,
			after:  service.RetryAfter(resp.Header, c.calls.Now()),
			code:   quotable(failed.Error, secrets),
			said:   quotable(failed.Description, secrets),
		}
		if len(failed.Numbers) > 0 {
			r.number = failed.Numbers[0]
		}
		return r, nil
	case !good && html && resp.StatusCode < 500:
		return nil, errHTML
	case !good:
		return &refusal{status: resp.StatusCode, after: service.RetryAfter(resp.Header, c.calls.Now())}, nil
	case html:
		return nil, errHTML
	case notJSON || json.Unmarshal(body, result) != nil:
		return nil, errNotJSON
	}
	return nil, nil
}

// secretsOf returns the values of a form that nobody may see.
func secretsOf(form url.Values) []string {
	var out []string
	for _, key := range []string{"code", "code_verifier", "refresh_token", "device_code", "client_secret", "client_assertion"} {
		out = append(out, form[key]...)
	}
	return out
}
