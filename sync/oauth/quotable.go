package oauth

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"runchecks/sync/service"
)

// hidden stands where something was taken out.
const hidden = "(secret)"

// longRun is what no word, number or id is, but tokens and codes are: 40 or more
// characters of their alphabet (RFC 6750, section 2.1) without a break.
var longRun = regexp.MustCompile(`[A-Za-z0-9._~+/=%-]{40,}`)

// quotable makes text of a service fit to be shown: on one line, at most 300
// characters, without the secrets of the exchange and whatever looks like one.
func quotable(text string, secrets []string) string {
	// Long ones first: one may be part of another.
	secrets = slices.Clone(secrets)
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, s, hidden)
			text = strings.ReplaceAll(text, url.QueryEscape(s), hidden)
		}
	}
	text = longRun.ReplaceAllString(text, hidden)
	return service.Quote(text)
}
