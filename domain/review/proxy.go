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
			return "", invalid("refusal.proxy_cannot", after)
		}
		if after == before || before == "" && after == (domain.Proxy{}).String() {
			return "", conflict("refusal.proxy_same", proxyPhrase(p))
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
