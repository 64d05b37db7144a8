package review

import (
	"context"

	"runchecks/domain"
)

// SetProxy chooses by which proxy web services are asked (Admin). Its password is the
// keychain's and no part of the decision.
func (svc *Service) SetProxy(ctx context.Context, p domain.Proxy) (domain.Decision, error) {
	return svc.changeSetting(ctx, domain.SettingProxy, func(before string) (after, summary string, err error) {
		after = p.String()
		if again, err := domain.ParseProxy(after); err != nil || again != p {
			return "", "", invalid("Cannot set the proxy %s: it is no proxy. Write host:port, system, or none.", after)
		}
		if after == before || before == "" && after == (domain.Proxy{}).String() {
			return "", "", conflict("Nothing was changed: web services are asked %s already.", proxyWords(p))
		}
		return after, "web services are asked " + proxyWords(p), nil
	})
}

func proxyWords(p domain.Proxy) string {
	switch {
	case p.Direct:
		return "without a proxy"
	case !p.Named():
		return "by the proxy of the system"
	default:
		return "by the proxy " + p.Address()
	}
}
