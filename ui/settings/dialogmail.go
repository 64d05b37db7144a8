package settings

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

func (x *Feature) maySetMail() bool {
	return x.p.Mail != nil && x.p.Desk.May(rules.ActSettings)
}

// setMail opens the form of the summary of the morning.
func (x *Feature) setMail() {
	x.host.Background().Go(func(ctx context.Context) func() {
		m, _, err := x.p.Mail.Chosen(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
			}
			x.mailForm(m)
		}
	})
}

// mailProtections are the ways of protection, in the order of the choice, with their usual ports.
var mailProtections = []struct {
	security domain.Security
	port     int
}{{domain.SecurityStartTLS, 587}, {domain.SecurityTLS, 465}, {domain.SecurityNone, 25}}

// mailForm says by which server the summary leaves and to whom; without a server it does not.
func (x *Feature) mailForm(m domain.MailOut) {
	f := form.New(words.T("mail.form_title"), words.T("setting.save"))
	f.Note = words.T("mail.form_note")
	f.Size = fyne.NewSize(700, 0)
	host := f.Text(words.T("mail.host"), m.Host, words.T("mail.host_hint"))
	at := 0
	for i, p := range mailProtections {
		if p.security == m.Security {
			at = i
		}
	}
	_, way := f.Choice(words.T("mail.protection"), []string{
		words.T("mail.starttls"), words.T("mail.tls"), words.T("mail.none"),
	}, at)
	shown := ""
	if m.Port != 0 {
		shown = strconv.Itoa(m.Port)
	}
	port := f.Text(words.T("mail.port"), shown, words.T("mail.port_hint"))
	user := f.Text(words.T("mail.user"), m.User, words.T("mail.user_hint"))
	password := f.Secret(words.T("mail.password"), words.T("mail.password_hint"))
	from := f.Text(words.T("mail.from"), m.From, words.T("mail.from_hint"))
	to := f.Text(words.T("mail.to"), strings.Join(m.To, ", "), words.T("mail.to_hint"))
	chosen := func() domain.MailOut {
		next := domain.MailOut{
			Host: strings.TrimSpace(host.Text), Security: mailProtections[way()].security, Port: mailProtections[way()].port,
			User: strings.TrimSpace(user.Text), From: strings.TrimSpace(from.Text), Secret: m.Secret, SignIn: m.SignIn,
		}
		if text := strings.TrimSpace(port.Text); text != "" {
			next.Port, _ = strconv.Atoi(text) // none is no port, which Validate says
		}
		if next.From == "" {
			next.From = next.User
		}
		if password.Text != "" {
			next.Secret, next.SignIn = domain.SecretKeychain, ""
		}
		for part := range strings.FieldsFuncSeq(to.Text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
			next.To = append(next.To, part)
		}
		return next
	}
	f.Changed = func() {
		next := chosen()
		err := next.Validate()
		switch {
		case next.Host == "" && m.Host != "":
			f.Say(words.T("mail.will_remove"), false)
		case next.Host == "":
			f.Say("", true)
		case err != nil:
			f.Say(words.ErrorLine(err), true)
		default:
			f.Say("", false)
		}
	}
	f.Done = func() bool {
		next, secret := chosen(), password.Text
		if next.Host == "" {
			x.notice(words.T("mail.removed"), x.p.Mail.Remove)
			return true
		}
		x.notice(words.T("mail.kept", "to", strings.Join(next.To, ", ")), func(ctx context.Context) error {
			return x.p.Mail.Set(ctx, next, secret)
		})
		return true
	}
	x.host.Ask(f)
}
