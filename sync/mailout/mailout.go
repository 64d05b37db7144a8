// Package mailout sends a mail: the summary of the morning, by the mail server that a profile
// names, through github.com/wneessen/go-mail. Its own: the connection, its bounds, what a refusal
// means, and keeping the settings with their password. Not its own: what the mail says (ui/export),
// permission and journal (domain/review).
//
// It sends over TLS alone, but to this computer. No error and no log line has the password, a
// token or a word of the mail.
package mailout

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net"
	"net/textproto"
	"time"

	"github.com/wneessen/go-mail"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/sync/service"
)

// Mail is what is sent: the same as text and as HTML.
type Mail struct{ Subject, Text, HTML string }

// Decisions are permission and journal (review.Service).
type Decisions interface {
	Permit(rules.Action) error
	DecideNotice(ctx context.Context, did review.NoticeDecision, write func(domain.Tx) error) (domain.Decision, error)
}

// Params are what a Keeper works with; all but Roots and Wait are required.
type Params struct {
	Store     domain.Store
	Secrets   domain.Secrets
	Decisions Decisions
	// Token gives an access token of a mailbox that signs in with OAuth2.
	Token func(ctx context.Context, mailbox string) (string, error)
	// Roots are the authorities that servers are trusted by; nil are the system's.
	Roots *x509.CertPool
	// Wait waits between attempts; nil is real time.
	Wait func(context.Context, time.Duration) error
}

// Keeper keeps by which server the mails of a profile leave, and sends them.
type Keeper struct{ p Params }

// New returns a Keeper, or an error naming what is missing.
func New(p Params) (*Keeper, error) {
	if p.Store == nil || p.Secrets == nil || p.Decisions == nil || p.Token == nil {
		return nil, errors.New("mailout: store, secrets, decisions and token are required")
	}
	if p.Wait == nil {
		p.Wait = service.Sleep
	}
	return &Keeper{p}, nil
}

// Chosen returns how mails leave; ok is false where they do not.
func (k *Keeper) Chosen(ctx context.Context) (m domain.MailOut, ok bool, err error) {
	err = k.p.Store.Read(ctx, func(q domain.Reader) error {
		m, ok, err = domain.ReadMailOut(q)
		return err
	})
	return m, ok, err
}

// Set signs in at a server, sends nothing, and keeps it (Admin). An empty password leaves the one
// that is kept for this server, port and user.
func (k *Keeper) Set(ctx context.Context, m domain.MailOut, password string) error {
	if err := k.p.Decisions.Permit(rules.ActSettings); err != nil {
		return err
	}
	if m.Secret == "" {
		m.Secret = domain.SecretKeychain
	}
	if err := m.Validate(); err != nil {
		return err
	}
	typed := password != "" && m.Secret == domain.SecretKeychain && m.SignIn == ""
	if !typed {
		var err error
		if password, err = k.secret(ctx, m); err != nil {
			return err
		}
	}
	c, err := k.client(m, password)
	if err != nil {
		return err
	}
	if err := c.DialWithContext(ctx); err != nil {
		return explain(m, err)
	}
	_ = c.Close()
	before, had, err := k.Chosen(ctx)
	if err != nil && domain.CodeOf(err) != domain.CodeDamaged {
		return err
	}
	if typed {
		if err := k.p.Secrets.Set(ctx, m.Account(), password); err != nil {
			return err
		}
	}
	did := review.NoticeDecision{Did: review.SummaryKept, Name: m.To[0]}
	if _, err := k.p.Decisions.DecideNotice(ctx, did, func(tx domain.Tx) error {
		text, err := json.Marshal(m)
		if err != nil {
			return err
		}
		return tx.PutSetting(domain.SettingMailOut, string(text))
	}); err != nil {
		return err
	}
	if had && before.Secret == domain.SecretKeychain && before.Account().Destination() != m.Account().Destination() {
		return k.p.Secrets.Delete(ctx, before.Account()) // nobody would forget it later
	}
	return nil
}

// Remove forgets the server and its password (Admin). Where there is none it does nothing.
func (k *Keeper) Remove(ctx context.Context) error {
	if err := k.p.Decisions.Permit(rules.ActSettings); err != nil {
		return err
	}
	m, ok, err := k.Chosen(ctx)
	if err != nil || !ok {
		return err
	}
	did := review.NoticeDecision{Did: review.SummaryRemoved, Name: m.To[0]}
	if _, err := k.p.Decisions.DecideNotice(ctx, did, func(tx domain.Tx) error {
		return tx.PutSetting(domain.SettingMailOut, "")
	}); err != nil || m.Secret != domain.SecretKeychain {
		return err
	}
	return k.p.Secrets.Delete(ctx, m.Account())
}

// Hold gives the program the password that a keychain would have, for as long as it runs.
func (k *Keeper) Hold(ctx context.Context, password string) error {
	m, ok, err := k.Chosen(ctx)
	if err == nil && ok {
		k.p.Secrets.Hold(m.Account(), password)
	}
	return err
}

// secret is the password or the token of a server, "" where it asks for none.
func (k *Keeper) secret(ctx context.Context, m domain.MailOut) (string, error) {
	switch {
	case m.SignIn != "":
		return k.p.Token(ctx, m.SignIn)
	case m.User == "":
		return "", nil
	}
	return k.p.Secrets.Get(ctx, m.Account())
}

// Bounds of sending.
const (
	sendTime  = 60 * time.Second // one attempt
	sendTries = 3
	pause     = 5 * time.Second // before the second attempt; then twice as long
)

// client makes the client of a server.
func (k *Keeper) client(m domain.MailOut, secret string) (*mail.Client, error) {
	options := []mail.Option{
		mail.WithPort(m.Port), mail.WithTimeout(sendTime),
		mail.WithTLSConfig(&tls.Config{ServerName: m.Host, MinVersion: tls.VersionTLS12, RootCAs: k.p.Roots}),
	}
	way := mail.SMTPAuthAutoDiscover
	switch m.Security {
	case domain.SecurityTLS:
		options = append(options, mail.WithSSL())
	case domain.SecurityStartTLS:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	default: // to this computer
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
		way = mail.SMTPAuthPlainNoEnc
	}
	switch {
	case m.SignIn != "":
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthXOAUTH2), mail.WithUsername(m.User), mail.WithPassword(secret))
	case m.User != "":
		options = append(options, mail.WithSMTPAuth(way), mail.WithUsername(m.User), mail.WithPassword(secret))
	}
	c, err := mail.NewClient(m.Host, options...)
	if err != nil {
		return nil, domain.Refuse(domain.CodeInvalid, "refusal.mail_host").With(err, domain.Remedy{})
	}
	return c, nil
}

// Send sends a mail, and again where it failed by chance before it was handed over: a mail is
// never sent twice. Without a server that is CodeNotFound.
func (k *Keeper) Send(ctx context.Context, what Mail) (to []string, err error) {
	m, ok, err := k.Chosen(ctx)
	if err == nil && !ok {
		err = domain.Refuse(domain.CodeNotFound, "refusal.mail_none")
	}
	if err != nil {
		return nil, err
	}
	secret, err := k.secret(ctx, m)
	if err != nil {
		return nil, err
	}
	err = service.Again(ctx, sendTries, pause, k.p.Wait, func() (bool, error) { return k.once(ctx, m, secret, what) })
	return m.To, err
}

// once tries one time; again says that it failed by chance, and that nothing was handed over.
func (k *Keeper) once(ctx context.Context, m domain.MailOut, secret string, what Mail) (again bool, err error) {
	message := mail.NewMsg()
	if err := errors.Join(message.From(m.From), message.To(m.To...)); err != nil {
		return false, domain.Refuse(domain.CodeInvalid, "refusal.mail_from").With(err, domain.Remedy{})
	}
	message.Subject(what.Subject)
	message.SetMessageID()
	message.SetDate()
	message.SetBulk() // no answer of an absent person
	message.SetUserAgent("Run Checks")
	message.SetBodyString(mail.TypeTextPlain, what.Text)
	message.AddAlternativeString(mail.TypeTextHTML, what.HTML)
	c, err := k.client(m, secret)
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	if err := c.DialWithContext(ctx); err != nil {
		why := explain(m, err)
		return domain.CodeOf(why) == domain.CodeNetwork, why
	}
	err = c.Send(message)
	if err == nil {
		_ = c.Close() // it was taken; a server that does not say goodbye has it all the same
		return false, nil
	}
	_ = c.Close()
	var sent *mail.SendError
	handed := !errors.As(err, &sent) || sent.Reason == mail.ErrSMTPDataClose || sent.Reason == mail.ErrSMTPReset ||
		sent.Reason == mail.ErrWriteContent
	why := explain(m, err)
	return !handed && domain.CodeOf(why) == domain.CodeNetwork, why
}

// explain says why a mail was not sent, by what the server answered and without its words.
func explain(m domain.MailOut, err error) error {
	var (
		sent      *mail.SendError
		reply     *textproto.Error
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
		ne        net.Error
	)
	number := 0
	if errors.As(err, &reply) {
		number = reply.Code
	} else if errors.As(err, &sent) {
		number = sent.ErrorCode()
	}
	switch {
	case errors.As(err, &authority), errors.As(err, &name), errors.As(err, &invalid):
		return domain.Refuse(domain.CodeInvalid, "refusal.mail_certificate", m.Host)
	case errors.As(err, &record):
		return domain.Refuse(domain.CodeInvalid, "refusal.mail_no_tls", m.Host)
	case number == 534, number == 535, number == 530, number == 538:
		return domain.Refuse(domain.CodeSignIn, "refusal.mail_sign_in", m.Host, number)
	case number >= 500:
		return domain.Refuse(domain.CodeInvalid, "refusal.mail_refused", m.Host, number)
	case number >= 400:
		return domain.Refuse(domain.CodeNetwork, "refusal.mail_later", m.Host, number)
	case errors.As(err, &ne), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return domain.Refuse(domain.CodeNetwork, "refusal.mail_unreached", m.Host)
	}
	// Among them: no STARTTLS where it is wanted, no way to sign in that both know.
	return domain.Refuse(domain.CodeInvalid, "refusal.mail_protocol", m.Host)
}
