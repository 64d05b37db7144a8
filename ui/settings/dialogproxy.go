package settings

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

func (x *Feature) maySetProxy() bool {
	return x.p.Proxy != nil && x.p.Desk.May(rules.ActSettings)
}

// setProxy changes by which proxy web services are asked. A setting that cannot be read is
// said, and can be replaced.
func (x *Feature) setProxy() {
	x.host.Background().Go(func(ctx context.Context) func() {
		p, err := x.p.Proxy.Chosen(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
			}
			x.proxyForm(p)
		}
	})
}

// The ways to ask web services, in the order of the choice.
const (
	proxySystem = iota
	proxyNone
	proxyNamed
)

func (x *Feature) proxyForm(p domain.Proxy) {
	at, address := proxySystem, ""
	switch {
	case p.Direct:
		at = proxyNone
	case p.Named():
		at = proxyNamed
		whose := p
		whose.User = ""
		address = strings.TrimPrefix(whose.String(), "http://")
	}
	f := form.New(words.T("setting.proxy_title"), words.T("setting.save"))
	f.Note = words.T("setting.proxy_note")
	_, way := f.Choice(words.T("setting.proxy"), []string{
		words.T("setting.proxy_system"), words.T("setting.proxy_none"), words.T("setting.proxy_named"),
	}, at)
	host := f.Text(words.T("setting.proxy_title"), address, words.T("setting.proxy_hint"))
	user := f.Text(words.T("setting.proxy_user"), p.User, words.T("setting.proxy_user_hint"))
	password := f.Secret(words.T("setting.proxy_password"), words.T("setting.proxy_password_hint"))
	chosen := func() (domain.Proxy, error) {
		switch way() {
		case proxySystem:
			return domain.Proxy{}, nil
		case proxyNone:
			return domain.Proxy{Direct: true}, nil
		}
		named, err := domain.ParseProxy(host.Text)
		if err == nil && !named.Named() {
			_, err = domain.ParseProxy(":") // its words say what to write
		}
		if typed := strings.TrimSpace(user.Text); typed != "" {
			named.User = typed
		}
		return named, err
	}
	f.Changed = func() {
		if way() != proxyNamed && host.Text != address {
			f.Say(words.T("setting.proxy_choose"), false)
			return
		}
		next, err := chosen()
		switch {
		case err != nil:
			f.Say(words.ErrorLine(err), true)
		case next.User == "" && password.Text != "":
			f.Say(words.T("setting.proxy_needs_user"), true)
		default:
			f.Say("", next == p && password.Text == "")
		}
	}
	f.Done = func() bool {
		next, err := chosen()
		if err != nil {
			return false
		}
		secret := password.Text
		if way() != proxyNamed {
			secret = ""
		}
		x.host.Background().Go(func(ctx context.Context) func() {
			done, err := x.p.Proxy.Set(ctx, next, secret)
			return func() {
				switch {
				case err != nil:
					x.host.Say(words.Failed(err))
				case done.ID == "":
					x.host.Say(words.Toast{Text: words.T("setting.proxy_password_changed")})
				default:
					x.host.Say(words.Toast{Text: words.Decision(done, x.host.Location()), Undo: true})
				}
			}
		})
		return true
	}
	x.host.Ask(f)
}
