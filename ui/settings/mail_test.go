package settings_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/uitest"
	"runchecks/ui/widget/formentry"
)

// postRoom keeps how the summary leaves, in memory.
type postRoom struct {
	kept     domain.MailOut
	password string
}

func (p *postRoom) Chosen(context.Context) (domain.MailOut, bool, error) {
	return p.kept, p.kept.Host != "", nil
}

func (p *postRoom) Set(_ context.Context, m domain.MailOut, password string) error {
	p.kept, p.password = m, password
	return nil
}
func (p *postRoom) Remove(context.Context) error { p.kept = domain.MailOut{}; return nil }

func TestTheSummaryOfTheMorningIsSetAndRemovedInTheWindow(t *testing.T) {
	room := &postRoom{}
	d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {}, func(p *features.Params) { p.View.Mail = room })
	fill := func(texts ...string) {
		t.Helper()
		d.Do("settings.mail")
		d.Settle()
		f := d.W.OpenForm()
		if f == nil {
			t.Fatal("no form is open")
		}
		at := 0
		for _, field := range f.Fields() {
			if entry, ok := field.(*formentry.Entry); ok && at < len(texts) {
				entry.SetText(texts[at])
				at++
			}
		}
		f.Finish()
		d.Settle()
	}
	fill("mail.example.com", "", "checks@example.com", "hunter2", "", "kim@example.com; alex@example.com")
	want := domain.MailOut{
		Host: "mail.example.com", Port: 587, Security: domain.SecurityStartTLS, User: "checks@example.com", From: "checks@example.com",
		Secret: domain.SecretKeychain,
	}
	to := room.kept.To
	room.kept.To = nil
	if room.password != "hunter2" || !slices.Equal(to, []string{"kim@example.com", "alex@example.com"}) ||
		room.kept.Host != want.Host || room.kept.Port != want.Port || room.kept.From != want.From || room.kept.Secret != want.Secret {
		t.Errorf("%+v to %v, %q", room.kept, to, room.password)
	}
	room.kept.To = to
	d.W.Settings.Model.Reload()
	d.Settle()
	shown := ""
	for _, r := range d.W.Settings.Model.Section("notices") {
		shown += r.Shown + "\n"
	}
	if !strings.Contains(shown, "kim@example.com") || strings.Contains(shown, "hunter2") {
		t.Errorf("the page says %q", shown)
	}
	fill("")
	if room.kept.Host != "" {
		t.Errorf("%+v", room.kept)
	}
}
