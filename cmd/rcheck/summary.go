package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"strings"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/sync/mailout"
	"runchecks/ui/words"
)

// mailVariable holds the password of the mail server of the summary where there is no keychain.
const mailVariable = "RCHECK_MAIL_PASSWORD"

type mailOutJSON struct {
	// Host is "" where no summary is sent.
	Host string   `json:"host"`
	Port int      `json:"port"`
	TLS  string   `json:"tls"`
	User string   `json:"user"`
	From string   `json:"from"`
	To   []string `json:"to"`
	// SignIn is the mailbox whose sign-in is used in place of a password, null for none.
	SignIn *string `json:"sign_in"`
}

func mailOutLine(m domain.MailOut) mailOutJSON {
	return mailOutJSON{m.Host, m.Port, string(m.Security), m.User, m.From, m.To, orNull(m.SignIn)}
}

type morningJSON struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
	// To are the addresses that it was sent to; none where it was only shown.
	To []string `json:"to"`
}

// morning makes the mail in the language of the profile.
func (t *terminal) morning(ctx context.Context, w *workspace.Workspace) (m mailout.Mail, err error) {
	before := words.Spoken()
	words.Speak(w.Speaks(ctx))
	defer words.Speak(before)
	summary, err := w.Morning(ctx)
	if err != nil {
		return m, err
	}
	m.Subject, m.Text, m.HTML, err = summary.Mail()
	return m, err
}

// summaryShow shows the mail, and sends nothing.
func summaryShow(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		m, err := t.morning(ctx, w)
		if err != nil {
			return err
		}
		return t.print(morningJSON{Subject: m.Subject, Text: m.Text, To: []string{}}, m.Subject+"\n\n"+strings.TrimSuffix(m.Text, "\n"))
	})
}

// summarySend sends it.
func summarySend(f *flag.FlagSet) action {
	file := f.String("secret-file", "", "without a keychain: `file` whose first line is the password of the mail server")
	return func(ctx context.Context, t *terminal, _ []string) error {
		return t.with(ctx, func(w *workspace.Workspace) error {
			password := os.Getenv(mailVariable)
			if *file != "" {
				var err error
				if password, err = secretOfFile(*file); err != nil {
					return err
				}
			}
			if password != "" {
				if err := w.Mail.Hold(ctx, password); err != nil {
					return err
				}
			}
			m, err := t.morning(ctx, w)
			if err != nil {
				return err
			}
			to, err := w.Mail.Send(ctx, m)
			if err != nil {
				return err
			}
			return t.print(morningJSON{m.Subject, m.Text, to}, "sent to "+strings.Join(to, ", "))
		})
	}
}

// summarySet says by which server it leaves, and to whom.
func summarySet(f *flag.FlagSet) action {
	var m domain.MailOut
	var secret secretFlags
	f.StringVar(&m.Host, "host", "", "`name` of the mail server")
	f.IntVar(&m.Port, "port", 0, "`number` of its port; 587 with starttls, 465 with tls, 25 without")
	f.StringVar(
		(*string)(&m.Security),
		"tls",
		string(domain.SecurityStartTLS),
		"`none|starttls|tls`: protection; none only to this computer",
	)
	f.StringVar(&m.User, "user", "", "`name` to sign in with; empty where the server asks for none")
	f.StringVar(&m.From, "from", "", "`address` that writes; that of the user without it")
	f.Func("to", "`address` that is written to; may be given several times", func(to string) error {
		m.To = append(m.To, to)
		return nil
	})
	f.StringVar(&m.SignIn, "sign-in", "", "`name` of a mailbox here whose sign-in with OAuth2 is used in place of a password")
	secret.declare(f)
	return func(ctx context.Context, t *terminal, _ []string) error {
		_, err := choice("summary set", "tls", string(m.Security), domain.SecurityNone, domain.SecurityStartTLS, domain.SecurityTLS)
		if err != nil {
			return err
		}
		usual := map[domain.Security]int{domain.SecurityTLS: 465, domain.SecurityStartTLS: 587, domain.SecurityNone: 25}
		m.Port, m.From = cmp.Or(m.Port, usual[m.Security]), cmp.Or(m.From, m.User)
		if secret.env != "" {
			m.Secret = domain.SecretSource("env:" + secret.env)
		}
		password, err := secret.read(ctx, t, "summary set")
		if err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if variable := os.Getenv(mailVariable); variable != "" && password == "" {
				w.Secrets.Hold(m.Account(), variable)
			}
			if err := w.Mail.Set(ctx, m, password); err != nil {
				return err
			}
			if why := w.Secrets.SessionOnly(m.Account()); why != nil && m.User != "" && m.SignIn == "" {
				_, _ = fmt.Fprintf(
					t.err,
					"rcheck: the password is not kept: %v\nGive it to each sending by --secret-file or %s.\n",
					why,
					mailVariable,
				)
			}
			return t.print(mailOutLine(m), "the summary goes to "+strings.Join(m.To, ", ")+"; 'rcheck summary send' sends it")
		})
	}
}

// leftBehind says that a secret could not be taken out of the keychain, which is the last step
// of removing what it was for: that is done.
func (t *terminal) leftBehind(err error) error {
	if domain.CodeOf(err) != domain.CodeSecret {
		return err
	}
	_, _ = fmt.Fprintf(t.err, "rcheck: %v\n", err)
	return nil
}

// summaryRemove sends none any more.
func summaryRemove(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := t.leftBehind(w.Mail.Remove(ctx)); err != nil {
			return err
		}
		return t.print(mailOutJSON{To: []string{}}, "no summary is sent any more")
	})
}
