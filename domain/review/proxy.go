package review

import (
	"context"

	"runchecks/domain"
)

// SetProxy chooses by which proxy web services are asked (Admin). Its password is the
// keychain's and no part of the decision.
func (svc *Service) SetProxy(ctx context.Context, p domain.Proxy) (domain.Decision, error) {
	return svc.changeSetting(ctx, domain.SettingProxy, func(before string) (string, error) {
		after := p.String()
		if again, err := domain.ParseProxy(after); err != nil || again != p {
			return "", invalid("Cannot set the proxy %s: it is no proxy. Write host:port, system, or none.", after)
		}
		if after == before || before == "" && after == (domain.Proxy{}).String() {
			return "", conflict("Nothing was changed: %s already.", English(proxyPhrase(p), svc.p.Location))
		}
		return after, nil
	})
}

func proxyPhrase(p domain.Proxy) Phrase {
	switch {
	case p.Direct:
		return phrase("setting.proxy.none")
	case !p.Named():
		return phrase("setting.proxy.system")
	default:
		return phrase("setting.proxy", p.Address())
	}
}
