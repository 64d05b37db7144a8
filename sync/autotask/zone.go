package autotask

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// zone is what zoneInformation answers; there is more, which is of no use here.
type zone struct {
	URL    text `json:"url"`
	WebURL text `json:"webUrl"`
}

// discover asks which zone the user belongs to. It needs no secret, so none is sent.
func (c *Client) discover(ctx context.Context, cfg Config) error {
	from := withSlash(cfg.zoneURL())
	if !safe(from, true) {
		return domain.Refuse(domain.CodeInvalid, "fault.autotask_address")
	}
	z, err := read[zone](ctx, c, request{
		method: http.MethodGet,
		url:    from + "V1.0/zoneInformation?user=" + url.QueryEscape(cfg.User),
		tried:  wording.Of("fault.autotask_asking_zone", cfg.User),
		right:  wording.Of("fault.desk_may_rest"),
		open:   true,
	})
	if err != nil {
		return err
	}
	local := strings.HasPrefix(strings.ToLower(from), "http:")
	if !safe(string(z.URL), local) {
		return domain.Refuse(domain.CodeInvalid, "fault.autotask_zone", c.quotable(string(z.URL)))
	}
	// The case of the path matters to the service: the address stays as it came.
	c.base = withSlash(string(z.URL)) + "V1.0/"
	if safe(string(z.WebURL), local) {
		c.web = withSlash(string(z.WebURL))
	}
	return nil
}

func withSlash(s string) string {
	if strings.HasSuffix(s, "/") {
		return s
	}
	return s + "/"
}

// safe reports whether raw is a plain address of https, or, if local, one of http
// on the loopback.
func safe(raw string, local bool) bool {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return false
	}
	return u.Scheme == "https" || local && u.Scheme == "http" && loopback(u.Hostname())
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// sameServer reports whether raw has the scheme and the host of base.
func sameServer(base, raw string) bool {
	b, wrong := url.Parse(base)
	u, err := url.Parse(raw)
	return wrong == nil && err == nil && u.User == nil && u.Scheme == b.Scheme && strings.EqualFold(u.Host, b.Host)
}
