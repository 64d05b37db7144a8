package settings_test

import (
	"context"
	"testing"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/uitest"
	"runchecks/ui/widget/formentry"
)

// noProxy is a choice of a proxy that begins with that of the system.
type noProxy struct {
	chosen   domain.Proxy
	password string
}

func (n *noProxy) Chosen(context.Context) (domain.Proxy, error) { return n.chosen, nil }

func (n *noProxy) Set(_ context.Context, p domain.Proxy, password string) (domain.Decision, error) {
	n.chosen, n.password = p, password
	return domain.Decision{ID: "1", Summary: "web services are asked by the proxy " + p.Address()}, nil
}

func TestAProxyIsSetInTheWindowWithItsPasswordByItself(t *testing.T) {
	kept := &noProxy{}
	d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {}, func(p *features.Params) { p.View.Proxy = kept })
	d.Do("settings.proxy")
	d.Settle()
	f := d.W.OpenForm()
	if f.Finish(); !d.W.Covered() {
		t.Fatal("what is chosen already can be saved")
	}
	way, ok := f.Fields()[0].(*formentry.Choice)
	if !ok {
		t.Fatalf("the first field is %T", f.Fields()[0])
	}
	way.SetSelected("by this proxy")
	if f.Finish(); !d.W.Covered() {
		t.Fatal("a proxy without an address can be saved")
	}
	for n, text := range []string{"proxy.example:3128", "tech", "hunter2"} {
		field, ok := f.Fields()[n+1].(*formentry.Entry)
		if !ok {
			t.Fatalf("field %d is %T", n+1, f.Fields()[n+1])
		}
		field.SetText(text)
	}
	f.Finish()
	d.Settle()
	want := domain.Proxy{Scheme: "http", Host: "proxy.example", Port: 3128, User: "tech"}
	if kept.chosen != want || kept.password != "hunter2" {
		t.Errorf("set %+v, %q", kept.chosen, kept.password)
	}
}
